"""The figures of a run as plain text for a terminal, and as plain data for other programs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from eval.comparison import Comparison, common_questions
from eval.expert import ExpertSummary, Mark
from eval.figures import Figure, confusion, figures, latency_figures, slice_figures
from eval.gate import Verdict
from eval.judge import JudgeSummary
from eval.measure_list import HEADLINE, MEASURES, SLICED
from eval.scoring import ScoredRun
from eval.settings import EvalSettings
from eval.wording import interval_text, measure_label, p_text, share_text, value_text
from ingest.labels import label

LISTED = ("success@1", "facet_exact", "field_exact", "right_question", "held_back")


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


def comparison_text(before: ScoredRun, after: ScoredRun, found: Sequence[Comparison]) -> str:
    """One line per measure, then the questions that changed on the most telling ones."""
    common = len(common_questions([before, after]))
    lines = [label("eval.compare.head", first=before.folder, second=after.folder, count=common)]
    lines += [f"{_mark(item)}  {_comparison_line(item)}" for item in found]
    for item in found:
        if item.measure in LISTED:
            name = measure_label(item.measure)
            lines += [label("eval.compare.wins", measure=name, ids=", ".join(item.wins))] if item.wins else []
            lines += [label("eval.compare.losses", measure=name, ids=", ".join(item.losses))] if item.losses else []
    return "\n".join(lines)


def comparison_dict(found: Sequence[Comparison]) -> dict[str, Any]:
    """Measure -> everything compared, as plain data."""
    return {item.measure: asdict(item) | {"better": item.better, "worse": item.worse} for item in found}


def judge_text(summary: JudgeSummary) -> str:
    """The judge's shares beside those of the rules, and how far both agree."""
    kappa = f"{summary.kappa:.2f}".replace(".", ",")
    lines = [label("eval.judge.head", model=summary.model, count=summary.count, kappa=kappa)]
    for verdict, share in summary.judge.items():
        shares = {"judge": share_text(share), "rules": share_text(summary.rules[verdict])}
        lines.append(label("eval.judge.row", verdict=label(f"eval.verdict.{verdict}"), **shares))
    return "\n".join(lines)


def expert_text(summary: ExpertSummary) -> str:
    """Counts, shares and agreement of the experts' scorings."""
    sentences = {str(mark): summary.sentences.get(mark, 0) for mark in Mark}
    citations = {str(mark): summary.citations.get(mark, 0) for mark in Mark}
    agreement = label("eval.expert.no_agreement")
    if summary.agreement is not None:
        agreement = label("eval.expert.agreement", alpha=f"{summary.agreement:.2f}".replace(".", ","))
    return "\n".join(
        [
            label("eval.expert.head", answers=summary.answers, scorers=summary.scorers),
            label("eval.expert.sentences", share=share_text(summary.right_share), **sentences),
            label("eval.expert.citations", **citations),
            label("eval.expert.answers", share=share_text(summary.right_answers)),
            agreement,
        ]
    )


def verdict_text(verdict: Verdict) -> str:
    """Whether the gate lets pass, and if not, every reason with the questions that got worse."""
    if verdict.passed:
        counts = {"count": len(verdict.comparisons), "common": verdict.common, "new": verdict.new}
        return label("eval.gate.passed", **counts)
    lines = [label("eval.gate.stop", count=len(verdict.failures))]
    for item in verdict.failures:
        ids = ", ".join(item.losses[:20]) + (" …" if len(item.losses) > 20 else "")
        lines.append("- " + label("eval.gate.failed", ids=ids, **_parts(item)))
    return "\n".join(lines)


def _comparison_line(item: Comparison) -> str:
    counts = {"wins": len(item.wins), "losses": len(item.losses)}
    return label("eval.compare.row", p=p_text(item.p_value), **counts, **_parts(item))


def _parts(item: Comparison) -> dict[str, str]:
    return {
        "measure": measure_label(item.measure),
        "before": value_text(item.measure, item.first),
        "after": value_text(item.measure, item.second),
        "difference": value_text(item.measure, item.difference.value),
        "interval": interval_text(item.measure, item.difference) or label("eval.compare.no_interval"),
    }


def _mark(item: Comparison) -> str:
    return label(f"eval.compare.{'better' if item.better else 'worse' if item.worse else 'same'}")


def figure_text(name: str, figure: Figure) -> str:
    """``93,1 % [90,2–95,6] n=340``, in the unit of the measure."""
    return f"{value_text(name, figure.value):>8} [{interval_text(name, figure):^11}] n={figure.count}"


def _confusion_lines(run: ScoredRun) -> list[str]:
    return [
        f"  {expected}: " + ", ".join(f"{came} {count}" for came, count in row.items())
        for expected, row in confusion(run.questions).items()
    ]


def _plain(values: dict[str, Figure]) -> dict[str, Any]:
    return {name: asdict(figure) for name, figure in values.items()}
