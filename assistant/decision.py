"""Candidates -> answer, or decline: whether the first candidate fits the question at all."""

from __future__ import annotations

from assistant.models import Candidate, Outcome, Query, Reason

MIN_COVERAGE = 0.5


def decide(query: Query, candidates: list[Candidate]) -> tuple[Outcome, Reason | None]:
    """Answer only if enough of the question's own words stand in the first candidate's record."""
    if not candidates:
        return Outcome.DECLINED, Reason.NOT_IN_CATALOGUE
    best = candidates[0]
    if best.code in query.codes:
        return Outcome.ANSWERED, None
    if query.codes:
        return Outcome.DECLINED, Reason.NOT_IN_CATALOGUE
    if best.features.get("coverage", 1.0) < MIN_COVERAGE:
        return Outcome.DECLINED, Reason.NOT_IN_CATALOGUE
    return Outcome.ANSWERED, None
