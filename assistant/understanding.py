"""Question -> query: how it was meant to be spelled, what it asks for (facets), and what it is about (the topic)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.lexicon import Lexicon
from assistant.models import FoundCue, Query, Reason
from assistant.spelling import respell
from ingest.diacritics import SyllableModel
from ingest.models import SectionKind
from ingest.text import codes_in, fold, normalise

MAX_QUESTION = 2000
Span = tuple[int, int]


def understand(question: str, lexicon: Lexicon, model: SyllableModel) -> Query:
    """Read one question. What was typed is never destroyed: ``Query.question`` keeps it."""
    typed = normalise(question[:MAX_QUESTION]).replace("\n", " ")
    text = " ".join(reading.restored for reading in respell(typed, lexicon, model))
    folded = fold(text)
    asking = [match.span() for pattern in lexicon.facets.values() for match in pattern.finditer(folded)]
    empty = [match.span() for match in lexicon.fillers.finditer(folded)]
    empty += [match.span() for match in lexicon.fillers_with_marks.finditer(text)]
    kept = [match.span() for pattern in lexicon.facet_contexts.values() for match in pattern.finditer(folded)]
    return Query(
        question=typed,
        text=text,
        topic=_without(text, [*asking, *empty], kept),
        official=" ".join(find_official(folded, lexicon)),
        facets=find_facets(folded, lexicon),
        codes=tuple(dict.fromkeys(codes_in(typed))),
        actions=frozenset(name for name, marker in lexicon.actions.items() if marker.said.search(folded)),
        attributes=frozenset(name for name, marker in lexicon.attributes.items() if marker.said.search(folded)),
        cues=tuple(find_cues(folded, lexicon)),
    )


def find_facets(folded: str, lexicon: Lexicon) -> tuple[SectionKind, ...]:
    """The facets a folded question asks for, in its order; of overlapping phrases the longest wins."""
    found: list[tuple[Span, SectionKind]] = []
    for kind, pattern in lexicon.facets.items():
        contexts = lexicon.facet_contexts.get(kind)
        covered = [match.span() for match in contexts.finditer(folded)] if contexts else []
        spans = [match.span() for match in pattern.finditer(folded)]
        found += [(span, kind) for span in spans if not any(_inside(span, context) for context in covered)]
    longest = [item for item in found if not any(_inside(item[0], o) and item[0] != o for o, _ in found)]
    return tuple(dict.fromkeys(kind for _, kind in sorted(longest)))


def find_official(folded: str, lexicon: Lexicon) -> list[str]:
    """The official words of the everyday expressions in a folded question; the longest of overlapping ones counts."""
    found = [(match.span(), e.means) for e in lexicon.expressions for match in e.pattern.finditer(folded)]
    longest = [item for item in found if not any(_inside(item[0], o) and item[0] != o for o, _ in found)]
    return list(dict.fromkeys(means for _, means in sorted(longest)))


def find_cues(folded: str, lexicon: Lexicon) -> Iterator[FoundCue]:
    """Signs that a folded question should not be answered, strong ones first."""
    for cue in lexicon.cues:
        if cue.strong.search(folded):
            yield FoundCue(Reason(cue.reason), strong=True, now=cue.now)
    for cue in lexicon.cues:
        if cue.weak.search(folded):
            yield FoundCue(Reason(cue.reason), strong=False, now=cue.now)
    if lexicon.other_provinces.search(folded):
        yield FoundCue(Reason.OTHER_LEVEL_OR_PROVINCE, strong=False)


def _inside(inner: Span, outer: Span) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _without(text: str, dropped: list[Span], kept: list[Span]) -> str:
    """The text without the dropped stretches, but for those inside a kept one."""
    characters = list(text)
    for start, end in dropped:
        if not any(_inside((start, end), span) for span in kept):
            characters[start:end] = " " * (end - start)
    return re.sub(" +", " ", "".join(characters)).strip()
