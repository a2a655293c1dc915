"""Values of questions -> figures: means and percentiles with bootstrap intervals, overall and slice by slice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from eval.measure_list import LATENCIES
from eval.scoring import Scored
from eval.settings import EvalSettings
from eval.slices import DIMENSIONS

Matrix = NDArray[np.float64]


@dataclass(frozen=True)
class Figure:
    """A mean (or percentile) over ``count`` questions with its interval at the settings' confidence."""

    value: float
    low: float
    high: float
    count: int


def figures(scored: Sequence[Scored], names: Sequence[str], settings: EvalSettings) -> dict[str, Figure]:
    """The mean of each measure over the questions it applies to; a measure that applies to none is absent."""
    matrix = values_of(scored, names)
    applies = ~np.isnan(matrix)
    found: dict[str, Figure] = {}
    # measures that apply to the same questions are resampled together
    for pattern in {row.tobytes() for row in applies}:
        rows = [i for i, row in enumerate(applies) if row.tobytes() == pattern]
        columns = applies[rows[0]]
        if columns.any():
            part = matrix[np.ix_(rows, columns.nonzero()[0])]
            low, high = mean_interval(part, settings)
            means = part.mean(axis=1)
            for i, row in enumerate(rows):
                found[names[row]] = Figure(float(means[i]), float(low[i]), float(high[i]), part.shape[1])
    return {name: found[name] for name in names if name in found}


def latency_figures(scored: Sequence[Scored], settings: EvalSettings) -> dict[str, Figure]:
    """``p50``, ``p95``, ``p99`` of milliseconds, with intervals."""
    row = values_of(scored, ["latency_ms"])[0]
    times = row[~np.isnan(row)]
    if not times.size:
        return {}
    shares = list(LATENCIES.values())

    def percentiles(sample: Matrix, axis: int = -1) -> Matrix:
        return np.percentile(sample, shares, axis=axis)

    low, high = _bootstrap(times, percentiles, settings) if times.size > 1 else (percentiles(times),) * 2
    values = percentiles(times)
    return {
        name: Figure(float(values[i]), float(low[i]), float(high[i]), times.size) for i, name in enumerate(LATENCIES)
    }


def slice_figures(
    scored: Sequence[Scored], names: Sequence[str], settings: EvalSettings
) -> dict[str, dict[str, dict[str, Figure]]]:
    """Dimension -> value of it -> figures; slices with fewer than ``settings.min_slice`` questions are left out."""
    found: dict[str, dict[str, dict[str, Figure]]] = {}
    for dimension in DIMENSIONS:
        members: dict[str, list[Scored]] = {}
        for item in scored:
            for value in item.slices.get(dimension, ()):
                members.setdefault(value, []).append(item)
        large = {value: items for value, items in members.items() if len(items) >= settings.min_slice}
        if large:
            order = sorted(large, key=lambda value: (-len(members[value]), value))
            rows = {value: figures(large[value], names, settings) for value in order}
            found[dimension] = {value: row for value, row in rows.items() if row}
    return found


def confusion(scored: Sequence[Scored]) -> dict[str, dict[str, int]]:
    """Expected outcome -> outcome that came -> number of questions."""
    counts: dict[str, dict[str, int]] = {}
    for item in scored:
        row = counts.setdefault(str(item.question.outcome), {})
        came = str(item.answer.get("outcome"))
        row[came] = row.get(came, 0) + 1
    return counts


def values_of(scored: Sequence[Scored], names: Sequence[str]) -> Matrix:
    """``(len(names), len(scored))`` float64; NaN where a measure does not apply."""
    rows = [[item.values.get(name, np.nan) for item in scored] for name in names]
    return np.array(rows, dtype=np.float64).reshape(len(names), len(scored))


def mean_interval(matrix: Matrix, settings: EvalSettings) -> tuple[Matrix, Matrix]:
    """Bounds of the mean of every row, ``(rows,)`` each; equal to the mean where nothing varies."""
    if matrix.shape[1] < 2:
        return matrix.mean(axis=1), matrix.mean(axis=1)
    return _bootstrap(matrix, np.mean, settings)


def _bootstrap(data: Matrix, statistic: Any, settings: EvalSettings) -> tuple[Matrix, Matrix]:
    """Take scipy's percentile bootstrap over the last axis, with the settings' seed."""
    from scipy.stats import bootstrap

    result = bootstrap(
        (data,),
        statistic,
        n_resamples=settings.resamples,
        confidence_level=settings.confidence,
        method="percentile",
        axis=-1,
        batch=100,
        rng=np.random.default_rng(settings.seed),
    )
    interval = result.confidence_interval
    return np.asarray(interval.low), np.asarray(interval.high)
