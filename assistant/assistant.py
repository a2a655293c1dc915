"""The assistant: one question in, one :class:`Answer` out, whatever is down."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from assistant.clarification import make_options
from assistant.composition import compose
from assistant.conversation import EMPTY, Context, after, readings
from assistant.decision import Decider
from assistant.directory import Directory, load_directory
from assistant.evidence import Evidence, gather
from assistant.features import Matrix
from assistant.lexicon import Lexicon, load_lexicon
from assistant.models import Answer, Candidate, Outcome, Query, Reason
from assistant.ranking import Ranker
from assistant.rendering import render
from assistant.retrieval import Retrieved, Retriever
from assistant.settings import AnswerSettings
from assistant.understanding import understand
from assistant.warnings import warnings_for
from ingest.catalogue import Catalogue
from ingest.embedding import Embedder
from ingest.generations import Generation
from ingest.labels import label
from ingest.models import Version
from ingest.settings import Settings


@dataclass(frozen=True)
class Reading:
    """One way to read a turn, searched: its candidates and how likely the first is right."""

    query: Query
    found: Retrieved
    candidates: list[Candidate]
    evidence: Evidence
    probability: float


class Assistant:
    """Answers questions from the published records. Safe to share by threads.

    :raises CatalogueError: if the catalogue cannot be opened.
    """

    def __init__(
        self,
        settings: Settings | None = None,
        answer_settings: AnswerSettings | None = None,
        embedder: Embedder | None = None,
    ) -> None:
        self.settings = settings or Settings()
        self._answer_settings = answer_settings or AnswerSettings()
        self._catalogue = Catalogue(self.settings.catalogue_url)
        self._retriever = Retriever(self.settings, embedder)
        self._lexicon: Lexicon = load_lexicon(self.settings.data / "lexicon")
        self._ranker = Ranker(self.settings.data / "ranker.json", self._lexicon)
        self._decider = Decider(self.settings.data / "decision.json")
        self._directory: Directory = load_directory(self.settings.data / "directory.toml")
        self._version = lru_cache(maxsize=512)(self._catalogue.version)

    def ask(self, question: str, context: Context = EMPTY) -> Answer:
        """Answer one question, in the context of the turns before it.

        :raises IndexUnavailable: if nothing is indexed.
        :raises IndexMismatch: if the index was built by other settings.
        """
        started = time.perf_counter()
        answer = self._answer(question, context)
        return replace(answer, elapsed_ms=round((time.perf_counter() - started) * 1000, 1))

    def converse(self, turns: Sequence[str]) -> Answer:
        """Answer the last turn of a conversation."""
        return self.ask(turns[-1], self._context_of(turns[:-1]))

    def rank_features(self, turns: Sequence[str]) -> tuple[list[str], Matrix]:
        """Codes and the ranker's features of every procedure for the last turn: what training learns from."""
        context = self._context_of(turns[:-1])
        read = self._read(readings(self._understand(turns[-1]), context, self._lexicon))
        return read.found.codes, self._ranker.features(read.query, self._retriever.generation(), read.found)

    def _context_of(self, turns: Sequence[str]) -> Context:
        context = EMPTY
        for turn in turns:
            context = after(self.ask(turn, context), context)
        return context

    def _understand(self, question: str) -> Query:
        return understand(question, self._lexicon, self._retriever.generation().syllables)

    def _read(self, queries: Sequence[Query]) -> Reading:
        """Search each reading of a turn and keep the one whose first candidate is likeliest to be right."""
        generation = self._retriever.generation()
        found: list[Reading] = []
        for query in queries:
            retrieved = self._retriever.retrieve(query, generation)
            candidates = self._ranker.rank(query, generation, retrieved)
            evidence = gather(query, generation, retrieved, candidates)
            probability = self._decider.probability(query, evidence)
            found.append(Reading(query, retrieved, candidates, evidence, probability))
        return max(found, key=lambda read: read.probability)

    def _answer(self, question: str, context: Context) -> Answer:
        query = self._understand(question)
        if not query.question:
            return self._decline(query, Reason.EMPTY, [])
        generation = self._retriever.generation()
        if not generation.cards:
            return self._decline(query, Reason.NOT_IN_CATALOGUE, [])
        read = self._read(readings(query, context, self._lexicon))
        query, candidates = read.query, read.candidates
        outcome, reason = self._decider.decide(query, candidates, read.evidence)
        if outcome is Outcome.ANSWERED:
            answer = self._answer_from_record(query, candidates)
        elif outcome is Outcome.CLARIFY:
            answer = self._clarify(query, candidates, generation)
        else:
            answer = self._decline(query, reason or Reason.NOT_IN_CATALOGUE, candidates)
        if read.found.dense_down:
            answer = replace(answer, warnings=(*answer.warnings, label("warning.no_dense")))
        return replace(answer, query=query)

    def _clarify(self, query: Query, candidates: list[Candidate], generation: Generation) -> Answer:
        options = make_options(candidates, generation.cards)
        return Answer(
            outcome=Outcome.CLARIFY,
            reason=Reason.SEVERAL_FIT,
            text="\n".join(
                [label("clarify.ask"), *(f"- {o.label} ({o.code})" for o in options), label("clarify.none")]
            ),
            candidates=self._listed(candidates),
            facets=query.facets,
            options=options,
        )

    def _answer_from_record(self, query: Query, candidates: list[Candidate]) -> Answer:
        version = self.version(candidates[0].code, candidates[0].version)
        shown = self._answer_settings
        composition = compose(version, query.facets, shown.max_lines, shown.overview_lines)
        return Answer(
            outcome=Outcome.ANSWERED,
            reason=None,
            text=render(version, composition),
            candidates=self._listed(candidates),
            facets=query.facets,
            claims=tuple(composition.claims),
            citations=tuple(composition.citations),
            warnings=warnings_for(version, composition, self._directory),
        )

    def _decline(self, query: Query, reason: Reason, candidates: list[Candidate]) -> Answer:
        near = "\n".join(f"- {c.name} ({c.code})" for c in candidates[:3])
        contact = self._directory.fallback
        notes = [cue.now for cue in query.cues if cue.now]
        text = "\n\n".join([label(f"decline.{reason}"), *notes])
        if near:
            text += "\n\n" + label("decline.near") + "\n" + near
        text += "\n\n" + label("decline.call", name=contact.name, site=contact.site)
        return Answer(Outcome.DECLINED, reason, text, self._listed(candidates), query.facets)

    def version(self, code: str, number: int | None = None) -> Version:
        """A version with its findings, as the screen shows it.

        :raises CatalogueError: if there is none.
        """
        return self._version(code, number) if number else self._catalogue.version(code)

    def _listed(self, candidates: list[Candidate]) -> tuple[Candidate, ...]:
        return tuple(candidates[: self._answer_settings.max_candidates])
