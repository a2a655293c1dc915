"""Scored runs -> one self-contained HTML page in Vietnamese: no script, nothing loaded from anywhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from eval.charts import slice_chart, system_chart
from eval.comparison import Comparison, common_questions, compare_runs
from eval.failures import Failure, Kind, find_failures, interleave
from eval.figures import Figure, confusion, figures, latency_figures, slice_figures
from eval.judge import read_judgements, summarise_judge
from eval.measure_list import HEADLINE, MEASURES, SLICED
from eval.questions import EXPECTED
from eval.scoring import ScoredRun
from eval.settings import EvalSettings
from eval.split import KnownProcedure
from eval.targets import State, Target
from eval.weak_spots import find_weak_spots
from eval.wording import day_text, interval_text, measure_about, measure_label, p_text, slice_label, value_text
from ingest.labels import label, labels_below

GROUPS = ("retrieval", "answer", "clarify", "decline", "facets", "facts", "grounding")
CHARTED = ("success@1", "success@3", "success@10")
MAX_CHARTED = 16
COMPARED = (*CHARTED, "crag", "field_exact")
SHOWN_FAILURES = 15
Slices = Mapping[str, Mapping[str, Mapping[str, Figure]]]


def build_report(
    runs: Sequence[ScoredRun],
    known: Mapping[str, KnownProcedure],
    targets: Mapping[str, Target],
    settings: EvalSettings,
) -> str:
    """The page. The first run that answers (and does not only rank) is looked at closely, the others beside it."""
    main = next((run for run in runs if not run.info.ranks_only), runs[0])
    names = [measure.name for measure in MEASURES]
    overall = figures(main.questions, names, settings)
    common = common_questions(runs)
    same = [[item for item in run.questions if item.question.id in common] for run in runs]
    by_run = [figures(questions, names, settings) for questions in same]
    slices = slice_figures(main.questions, SLICED, settings)
    key = "success@1" if main.info.ranks_only else "answered_right"
    failures = [] if main.info.ranks_only else find_failures(main.questions, known)
    labels = _names(runs)
    return _render(
        {
            "runs": list(zip(labels, runs, strict=True)),
            "main": main,
            "day": day_text(main.info.finished or main.info.started),
            "tiles": [_tile(name, overall[name], targets.get(name)) for name in HEADLINE if name in overall],
            "weak": _weak(slices, key, overall),
            "right": len(main.questions) - len(failures),
            "kinds": Counter(failure.kind for failure in failures),
            "failures": _by_kind(failures),
            "system_chart": system_chart(
                dict(zip(labels, by_run, strict=True)), {name: measure_label(name) for name in CHARTED}
            ),
            "common": len(common),
            "uncommon": any(len(run.questions) > len(common) for run in runs),
            "groups": [(label(f"eval.group.{group}"), _rows(group, by_run)) for group in GROUPS],
            "latency": _latency_rows([latency_figures(questions, settings) for questions in same]),
            "comparisons": _comparisons(main, runs, labels, settings),
            "confusion": _confusion(main),
            "fields": _fields(overall),
            "judge": _judge(main),
            "slices": _slice_sections(slices, key, overall),
            "confidence": f"{settings.confidence:.0%}".replace("%", " %"),
            "resamples": settings.resamples,
            "reminder_key": measure_label(key),
        }
    )


def write_report(page: str, path: Path) -> None:
    """Write the page, making its folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(page, encoding="utf-8")


def _render(context: dict[str, Any]) -> str:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("report.html.j2").render(t=label, **context)


def _names(runs: Sequence[ScoredRun]) -> list[str]:
    """System names, numbered where one system stands there twice."""
    counts = Counter(run.name for run in runs)
    return [run.name if counts[run.name] == 1 else f"{run.name} ({run.folder.name})" for run in runs]


def _tile(name: str, figure: Figure, target: Target | None) -> dict[str, Any]:
    return {
        "name": measure_label(name),
        "about": measure_about(name),
        "value": value_text(name, figure.value),
        "interval": interval_text(name, figure),
        "count": figure.count,
        "state": str(target.state(figure) if target else State.NO_TARGET),
        "target": value_text(name, target.value) if target else "",
        "sign": "≥" if target and target.sign > 0 else "≤",
    }


def _weak(slices: Slices, key: str, overall: Mapping[str, Figure]) -> list[dict[str, str]]:
    if key not in overall:
        return []
    return [
        {
            "dimension": label(f"eval.dimension.{spot.dimension}"),
            "value": slice_label(spot.dimension, spot.value),
            "figure": value_text(key, spot.figure.value),
            "interval": interval_text(key, spot.figure),
            "count": str(spot.figure.count),
            "overall": value_text(key, spot.overall),
        }
        for spot in find_weak_spots(slices, key, overall[key])
    ]


def _rows(group: str, by_run: Sequence[Mapping[str, Figure]]) -> list[dict[str, Any]]:
    """One row per measure of the group, one cell per run; the best cell is marked."""
    rows: list[dict[str, Any]] = []
    for measure in (measure for measure in MEASURES if measure.group == group):
        found = [values.get(measure.name) for values in by_run]
        best = max((figure.value * measure.sign for figure in found if figure), default=None)
        cells = [figure and _cell(measure.name, figure, best == figure.value * measure.sign) for figure in found]
        if any(cells):
            rows.append({"name": measure_label(measure.name), "about": measure_about(measure.name), "cells": cells})
    return rows


def _cell(name: str, figure: Figure, best: bool = False) -> dict[str, Any]:
    text = value_text(name, figure.value)
    return {"value": text, "interval": interval_text(name, figure), "count": figure.count, "best": best}


def _latency_rows(by_run: Sequence[Mapping[str, Figure]]) -> list[dict[str, Any]]:
    return [
        {
            "name": label("eval.latency", percentile=name),
            "cells": [f"{values[name].value:.0f} ms" if name in values else "–" for values in by_run],
        }
        for name in ("p50", "p95", "p99")
    ]


def _comparisons(
    main: ScoredRun, runs: Sequence[ScoredRun], labels: Sequence[str], settings: EvalSettings
) -> list[dict[str, Any]]:
    """The main run against each other on the measures that both have."""
    rows: list[dict[str, Any]] = []
    for name, other in zip(labels, runs, strict=True):
        if other is not main:
            found = compare_runs(other, main, settings)
            rows += [{"other": name, **_comparison(item)} for item in found if item.measure in COMPARED]
    return rows


def _comparison(item: Comparison) -> dict[str, Any]:
    points = item.difference
    return {
        "measure": measure_label(item.measure),
        "difference": f"{points.value:+.3f}".replace(".", ",").replace("-", "−"),
        "interval": f"{points.low:+.3f} … {points.high:+.3f}".replace(".", ",").replace("-", "−"),
        "p": p_text(item.p_value),
        "wins": len(item.wins),
        "losses": len(item.losses),
    }


def _confusion(run: ScoredRun) -> dict[str, Any]:
    """The matrix with the share of each row, for the shade of a cell."""
    counts = {} if run.info.ranks_only else confusion(run.questions)
    columns = list(labels_below("eval.came"))
    rows = [
        {
            "name": label(f"eval.expected.{expected}"),
            "expected": str(expected),
            "cells": [(came, row.get(came, 0), row.get(came, 0) / max(1, sum(row.values()))) for came in columns],
        }
        for expected in EXPECTED
        if (row := counts.get(str(expected)))
    ]
    return {"columns": [label(f"eval.came.{came}") for came in columns], "rows": rows}


def _fields(overall: Mapping[str, Figure]) -> dict[str, Any]:
    """Field-exact accuracy per facet, worst first."""
    found = {name: figure for name, figure in overall.items() if name.startswith("exact.")}
    order = sorted(found, key=lambda name: found[name].value)
    shown = {label(f"section.{name.removeprefix('exact.')}"): found[name] for name in order}
    rows = [(text, _cell("field_exact", figure)) for text, figure in shown.items()]
    return {"chart": slice_chart(shown, overall.get("field_exact_given")), "rows": rows}


def _judge(run: ScoredRun) -> dict[str, Any] | None:
    """The model judge beside the rules, if this run was judged."""
    summary = summarise_judge(run, read_judgements(run.folder / "judge.jsonl"))
    if summary is None:
        return None
    names = {verdict: label(f"eval.verdict.{verdict}") for verdict in summary.judge}
    return {
        "about": label(
            "eval.judge.about",
            model=summary.model,
            count=summary.count,
            kappa=f"{summary.kappa:.2f}".replace(".", ","),
        ),
        "columns": list(names.values()),
        "rows": [(names[rule], list(row.values())) for rule, row in summary.table.items()],
    }


def _slice_sections(slices: Slices, key: str, overall: Mapping[str, Figure]) -> list[dict[str, Any]]:
    sections: list[dict[str, Any]] = []
    for dimension, rows in slices.items():
        charted = {slice_label(dimension, value): row[key] for value, row in rows.items() if key in row}
        charted = dict(list(charted.items())[:MAX_CHARTED])
        names = [name for name in SLICED if any(name in row for row in rows.values())]
        table = [
            (slice_label(dimension, value), [_cell(name, row[name]) if name in row else None for name in names])
            for value, row in rows.items()
        ]
        sections.append(
            {
                "name": label(f"eval.dimension.{dimension}"),
                "chart": slice_chart(charted, overall.get(key)) if len(charted) > 1 else "",
                "columns": [measure_label(name) for name in names],
                "rows": table,
            }
        )
    return sections


def _by_kind(failures: Sequence[Failure]) -> list[dict[str, Any]]:
    """Failures by kind, worst kind first, with how many are not shown."""
    found: list[dict[str, Any]] = []
    for kind in Kind:
        items = [failure for failure in failures if failure.kind is kind]
        if items:
            mixed = interleave(items)
            shown, rest = mixed[:SHOWN_FAILURES], mixed[SHOWN_FAILURES:]
            name, about = label(f"eval.failure.{kind}"), label(f"eval.failure_about.{kind}")
            found.append({"name": name, "about": about, "count": len(items), "items": shown, "rest": rest})
    return found
