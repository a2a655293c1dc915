"""Question -> query: what is asked for (facets), and what it is about (the topic, without the asking words)."""

from __future__ import annotations

import re

from assistant.lexicon import Lexicon
from assistant.models import Query
from ingest.models import SectionKind
from ingest.text import codes_in, fold, normalise

MAX_QUESTION = 2000


def understand(question: str, lexicon: Lexicon) -> Query:
    """Read one question. What was typed is never destroyed: ``Query.question`` keeps it."""
    text = normalise(question[:MAX_QUESTION]).replace("\n", " ")
    folded = fold(text)
    facets = find_facets(folded, lexicon)
    topic = _without(text, folded, [lexicon.fillers, *lexicon.facets.values()], list(lexicon.facet_contexts.values()))
    return Query(question=text, topic=topic, facets=facets, codes=tuple(dict.fromkeys(codes_in(text))))


def find_facets(folded: str, lexicon: Lexicon) -> tuple[SectionKind, ...]:
    """The facets a folded question asks for, in the order of the question; overlapping phrases: the longest wins."""
    found: list[tuple[int, int, SectionKind]] = []
    for kind, pattern in lexicon.facets.items():
        contexts = lexicon.facet_contexts.get(kind)
        covered = [match.span() for match in contexts.finditer(folded)] if contexts else []
        for match in pattern.finditer(folded):
            if not any(start <= match.start() and match.end() <= end for start, end in covered):
                found.append((match.start(), match.end(), kind))  # noqa: PERF401
    longest = [item for item in found if not any(other is not item and _covers(other, item) for other in found)]
    return tuple(dict.fromkeys(kind for _, _, kind in sorted(longest)))


def _covers(longer: tuple[int, int, SectionKind], shorter: tuple[int, int, SectionKind]) -> bool:
    inside = longer[0] <= shorter[0] and shorter[1] <= longer[1]
    return inside and (longer[1] - longer[0]) > (shorter[1] - shorter[0])


def _without(text: str, folded: str, patterns: list[re.Pattern[str]], kept: list[re.Pattern[str]]) -> str:
    """The text without what the patterns match in its folded form, but for stretches that ``kept`` matches."""
    keep = [match.span() for pattern in kept for match in pattern.finditer(folded)]
    drop = [False] * len(text)
    for pattern in patterns:
        for match in pattern.finditer(folded):
            if not any(start <= match.start() and match.end() <= end for start, end in keep):
                drop[match.start() : match.end()] = [True] * (match.end() - match.start())
    return " ".join("".join(" " if d else c for c, d in zip(text, drop, strict=False)).split())
