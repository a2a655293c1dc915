"""The figures of a run as plain text for a terminal, and as plain data for other programs."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from eval.figures import Figure, confusion, figures, latency_figures, slice_figures
from eval.measure_list import BY_NAME, HEADLINE, MEASURES, SLICED
from eval.scoring import ScoredRun
from eval.settings import EvalSettings
from ingest.labels import label


def summary_text(run: ScoredRun, settings: EvalSettings, dimensions: tuple[str, ...] = ("set", "diacritics")) -> str:
    """A few lines per group: figure, interval, number of questions; then some slices of the most telling measures."""
    lines = [
        label(
            "eval.summary.head",
            system=run.name,
            count=len(run.questions),
            split=run.info.config["split"],
            seconds=f"{run.info.seconds:.1f}",
        )
    ]
    lines += [
        label("eval.summary.skipped", reason=label(f"eval.skipped.{reason}"), count=len(ids))
        for reason, ids in run.info.skipped.items()
        if ids
    ]
    lines += [label("eval.summary.missing", count=len(run.missing))] if run.missing else []
    lines += [label("eval.summary.changed", files=", ".join(run.changed))] if run.changed else []
    found = figures(run.questions, [measure.name for measure in MEASURES], settings)
    lines += [f"  {measure_label(name):<58} {figure_text(name, figure)}" for name, figure in found.items()]
    times = latency_figures(run.questions, settings)
    lines += [
        f"  {label('eval.latency', percentile=name):<58} {figure.value:.0f} ms" for name, figure in times.items()
    ]
    if not run.info.ranks_only:
        lines += ["", label("eval.summary.confusion"), *_confusion_lines(run)]
    slices = slice_figures(run.questions, [name for name in SLICED if name in HEADLINE], settings)
    for dimension in dimensions:
        for value, row in slices.get(dimension, {}).items():
            shown = "  ".join(f"{name} {figure.value:.3f}" for name, figure in row.items())
            lines.append(f"  {dimension}={value:<22} n={max(figure.count for figure in row.values()):<4} {shown}")
    return "\n".join(lines)


def summary_dict(run: ScoredRun, settings: EvalSettings) -> dict[str, Any]:
    """Everything measured, as plain data: overall, latency, confusion matrix, slices."""
    names = [measure.name for measure in MEASURES]
    slices = slice_figures(run.questions, SLICED, settings)
    return {
        "system": run.name,
        "split": run.info.config["split"],
        "questions": len(run.questions),
        "skipped": {reason: len(ids) for reason, ids in run.info.skipped.items()},
        "figures": _plain(figures(run.questions, names, settings)),
        "latency_ms": _plain(latency_figures(run.questions, settings)),
        "confusion": confusion(run.questions),
        "slices": {name: {value: _plain(row) for value, row in rows.items()} for name, rows in slices.items()},
    }


def measure_label(name: str) -> str:
    """The Vietnamese name of a measure."""
    if name.startswith("exact."):
        return label("eval.exact_field", section=label(f"section.{name.removeprefix('exact.')}"))
    return label(f"eval.measure.{name}")


def figure_text(name: str, figure: Figure) -> str:
    """``93.1 % [90.2–95.6] n=340``, in the unit of the measure."""
    if BY_NAME[name].unit == "share":
        return f"{figure.value:6.1%} [{figure.low:.1%}–{figure.high:.1%}]  n={figure.count}"
    return f"{figure.value:6.3f} [{figure.low:.3f}–{figure.high:.3f}]  n={figure.count}"


def _confusion_lines(run: ScoredRun) -> list[str]:
    return [
        f"  {expected}: " + ", ".join(f"{came} {count}" for came, count in row.items())
        for expected, row in confusion(run.questions).items()
    ]


def _plain(values: dict[str, Figure]) -> dict[str, Any]:
    return {name: asdict(figure) for name, figure in values.items()}
