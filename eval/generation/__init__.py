"""The generated benchmark questions: records + templates + typing habits -> ``data/questions/generated.jsonl``.

Read in the order of the flow. What may be said and how often is data, in ``data/questions/generation.toml``:

``templates``     the TOML file, checked, as frozen dataclasses
``records``       a folder of portal records -> :class:`Record` (raw value beside the procedure)
``wording``       an official name -> what people say: in full, shortened, object first
``look_alikes``   which procedures a wording fits, so that gold is every acceptable code, or the wording is refused
``selection``     which procedures are asked about, weighted towards what wards meet
``facts``         the expected fees, times and offices, from the raw record and not through the reader under test
``questions``     one facet, one style, one wording -> a question
``conversations`` follow-ups, corrections, topic switches
``marks``, ``keyboards``, ``slips``, ``shorthand``, ``asides``   the perturbations, pure functions of text and chance
``habits``        which of them a question gets, and the question as typed
``plans``         what every question is to be, in exact shares (``chance``)
``writer``        a plan -> a row
``generate``      all of it together; ``python -m eval.generation`` calls it

The same seed, records and templates give the same file. Nothing here reads what the assistant knows
(``data/lexicon``): a benchmark written from the system's own word lists would only measure itself.
"""
