"""Where a run is weaker than it is overall: what a reader should take away from all the slices."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from eval.figures import Figure

SHOWN = 10
MIN_QUESTIONS = 10
# slices that are a matter of what is expected, not of what is difficult
NOT_DIFFICULTIES = {"outcome", "reason", "differs"}


@dataclass(frozen=True)
class WeakSpot:
    """A slice whose whole interval lies below the overall figure; ``lost`` questions fewer than it would have."""

    dimension: str
    value: str
    figure: Figure
    overall: float

    @property
    def lost(self) -> float:
        """Questions that would be right as well if the slice were as good as the whole."""
        return (self.overall - self.figure.value) * self.figure.count


def find_weak_spots(
    slices: Mapping[str, Mapping[str, Mapping[str, Figure]]], measure: str, overall: Figure
) -> list[WeakSpot]:
    """The slices that are surely worse than the whole, those that cost most questions first."""
    found = [
        WeakSpot(dimension, value, row[measure], overall.value)
        for dimension, rows in slices.items()
        if dimension not in NOT_DIFFICULTIES
        for value, row in rows.items()
        if measure in row and row[measure].count >= MIN_QUESTIONS and row[measure].high < overall.value
    ]
    return sorted(found, key=lambda spot: -spot.lost)[:SHOWN]
