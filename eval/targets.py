"""What should be reached, from ``data/eval/targets.toml``, and whether a figure reaches it beyond doubt."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from eval.errors import EvalError
from eval.figures import Figure
from eval.measure_list import BY_NAME
from ingest.labels import label


class State(StrEnum):
    """How a figure stands to its target."""

    REACHED = "reached"
    UNCERTAIN = "uncertain"
    MISSED = "missed"
    NO_TARGET = "no_target"


@dataclass(frozen=True)
class Target:
    """``value`` is to be reached from below (``sign`` 1) or not to be passed (−1)."""

    value: float
    sign: int

    def state(self, figure: Figure) -> State:
        """Reached if the figure is there; uncertain if only its interval still holds the target; else missed."""
        goal = self.value * self.sign
        if figure.value * self.sign >= goal:
            return State.REACHED
        best = max(figure.low * self.sign, figure.high * self.sign)
        return State.UNCERTAIN if best >= goal else State.MISSED


def load_targets(path: Path) -> dict[str, Target]:
    """Measure -> target; empty if there is no such file.

    :raises EvalError: if the file cannot be read or names an unknown measure.
    """
    if not path.exists():
        return {}
    try:
        with path.open("rb") as file:
            data = tomllib.load(file)
        signs = {"at_least": 1, "at_most": -1}
        found = {name: Target(float(goal), signs[side]) for side in data for name, goal in data[side].items()}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise EvalError(label("eval.targets", path=path, problem=error)) from error
    if unknown := found.keys() - BY_NAME.keys():
        raise EvalError(label("eval.targets", path=path, problem=", ".join(sorted(unknown))))
    return found
