"""The guard of what was reached: a run against a stored baseline, question by question.

A measure fails when it is worse than the baseline beyond noise: the whole paired bootstrap interval of the difference
lies on the worse side. Measures that allow no noise (nothing made up, citations that resolve) fail at any worsening.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.comparison import Comparison, compare, values_by_id
from eval.errors import BaselineError
from eval.run_files import now
from eval.scoring import Scored, ScoredRun
from eval.settings import EvalSettings
from ingest.labels import label

GATED = (
    "success@1",
    "success@3",
    "success@10",
    "answered_right",
    "crag",
    "over_refusal",
    "right_question",
    "held_back",
    "facet_exact",
    "field_exact",
    "field_exact_given",
    "claims_supported",
)
STRICT = ("unsupported", "blended", "citation_valid", "failed")
MIN_COMMON = 0.8
"""Share of the baseline's questions that a run must have answered to be compared."""


@dataclass(frozen=True)
class Baseline:
    """What was reached: values per question, and on what they were measured."""

    system: str
    made: str
    procedures: int
    questions: dict[str, dict[str, float]]
    fingerprints: dict[str, str]


@dataclass(frozen=True)
class Verdict:
    """What the gate found; ``failures`` are the comparisons that stop it.

    :ivar new: number of questions that the baseline does not know, or that ask or expect something else now.
    """

    comparisons: tuple[Comparison, ...]
    failures: tuple[Comparison, ...]
    common: int
    new: int

    @property
    def passed(self) -> bool:
        """True if nothing fell."""
        return not self.failures


def check_gate(run: ScoredRun, baseline: Baseline, settings: EvalSettings) -> Verdict:
    """Hold a run against the baseline.

    :raises BaselineError: if the two cannot be compared: another corpus, too few common questions, unfinished run.
    """
    if run.missing:
        raise BaselineError(label("eval.gate.unfinished", count=len(run.missing), folder=run.folder))
    procedures = run.info.config["procedures"]
    if procedures != baseline.procedures:
        raise BaselineError(label("eval.gate.corpus", run=procedures, baseline=baseline.procedures))
    asked = {item.question.id: item.question.fingerprint for item in run.questions}
    common = [id for id, fingerprint in baseline.fingerprints.items() if asked.get(id) == fingerprint]
    if len(common) < MIN_COMMON * len(baseline.questions):
        raise BaselineError(label("eval.gate.few", common=len(common), wanted=len(baseline.questions)))
    before = {id: baseline.questions[id] for id in common}
    found = compare(before, values_by_id(run), [*GATED, *STRICT], settings)
    failures = [item for item in found if (item.losses if item.measure in STRICT else item.worse)]
    return Verdict(tuple(found), tuple(failures), len(common), len(asked) - len(common))


def read_baseline(path: Path) -> Baseline:
    """The stored baseline.

    :raises BaselineError: if there is none, or it cannot be read.
    """
    try:
        stored: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        names = stored["measures"]
        questions = {
            id: {name: value for name, value in zip(names, row, strict=True) if value is not None}
            for id, (_, *row) in stored["questions"].items()
        }
        fingerprints = {id: str(row[0]) for id, row in stored["questions"].items()}
        return Baseline(stored["system"], stored["made"], stored["procedures"], questions, fingerprints)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BaselineError(label("eval.gate.no_baseline", path=path)) from error


def write_baseline(run: ScoredRun, path: Path) -> None:
    """Make this run the baseline: one line per question, so that a change of it can be read as a diff.

    :raises BaselineError: if the run is unfinished.
    """
    if run.missing:
        raise BaselineError(label("eval.gate.unfinished", count=len(run.missing), folder=run.folder))
    names = [*GATED, *STRICT]
    rows = ",\n".join(
        f"  {json.dumps(item.question.id)}: {json.dumps([item.question.fingerprint, *_values(item, names)])}"
        for item in run.questions
    )
    head = {"system": run.name, "made": now(), "procedures": run.info.config["procedures"], "measures": names}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(head)[:-1] + ', "questions": {\n' + rows + "\n}}\n", encoding="utf-8")


def _values(item: Scored, names: Sequence[str]) -> list[float | int | None]:
    return [_rounded(item.values.get(name)) for name in names]


def _rounded(value: float | None) -> float | int | None:
    """Four digits; whole numbers without a point."""
    if value is None:
        return None
    return int(value) if value == int(value) else round(value, 4)
