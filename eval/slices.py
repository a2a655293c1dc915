"""The slices of a question: every property worth looking at separately."""

from __future__ import annotations

from collections.abc import Mapping

from eval.questions import Question
from eval.split import KnownProcedure

Slices = dict[str, tuple[str, ...]]
DIMENSIONS = (
    "set",
    "outcome",
    "diacritics",
    "style",
    "perturbation",
    "kind",
    "named",
    "wording",
    "facet",
    "level",
    "field",
    "group_size",
    "reason",
    "differs",
)
NO_FACET = "none"


def slices_of(question: Question, known: Mapping[str, KnownProcedure], sizes: Mapping[str, int]) -> Slices:
    """Dimension -> values; level, field and look-alikes are those of the first published gold procedure."""
    gold = next((known[code] for code in question.codes if code in known), None)
    facets: tuple[str, ...] = tuple(str(facet) for facet in question.facets)
    found: dict[str, tuple[str, ...]] = {
        "set": (question.set,),
        "outcome": (str(question.outcome),),
        "diacritics": (question.diacritics,),
        "style": (question.style,),
        "perturbation": (question.perturbation,),
        "kind": (question.kind,),
        "wording": (question.wording,),
        "named": () if question.named is None else ("yes" if question.named else "no",),
        "facet": facets or ((NO_FACET,) if question.codes else ()),
        "reason": (question.reason,),
        "differs": (question.differs,),
    }
    if gold:
        found["level"] = ("+".join(sorted(gold.levels)),)
        found["field"] = (gold.field,)
        found["group_size"] = (_size(sizes[gold.code]),)
    return {name: kept for name, values in found.items() if (kept := tuple(value for value in values if value))}


def _size(count: int) -> str:
    return str(count) if count < 3 else "3+"
