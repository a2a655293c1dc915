"""Two runs over the same questions: paired tests, and every question won or lost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from eval.figures import Figure, mean_interval
from eval.measure_list import BY_NAME, MEASURES
from eval.scoring import ScoredRun
from eval.settings import EvalSettings

Differences = NDArray[np.float64]
ById = Mapping[str, Mapping[str, float]]
MCNEMAR, PERMUTATION = "mcnemar", "permutation"


@dataclass(frozen=True)
class Comparison:
    """One measure of two runs over the questions both have a value for.

    :ivar difference: second minus first, with its paired bootstrap interval.
    :ivar p_value: of no difference, two-sided; exact McNemar for yes/no measures, a paired permutation test otherwise.
    :ivar wins: ids of questions where the second run does better; ``losses`` where it does worse.
    """

    measure: str
    first: float
    second: float
    difference: Figure
    p_value: float
    test: str
    wins: tuple[str, ...]
    losses: tuple[str, ...]

    @property
    def worse(self) -> bool:
        """True if the second run is worse beyond noise: its whole interval lies on the worse side."""
        return self.difference.high < 0 if BY_NAME[self.measure].sign > 0 else self.difference.low > 0

    @property
    def better(self) -> bool:
        """True if the second run is better beyond noise."""
        return self.difference.low > 0 if BY_NAME[self.measure].sign > 0 else self.difference.high < 0


def compare_runs(first: ScoredRun, second: ScoredRun, settings: EvalSettings) -> list[Comparison]:
    """Compare two scored runs on every measure that both have, over the questions that both were asked."""
    common = common_questions([first, second])
    before, after = (
        {id: values for id, values in values_by_id(run).items() if id in common} for run in (first, second)
    )
    return compare(before, after, [measure.name for measure in MEASURES], settings)


def common_questions(runs: Sequence[ScoredRun]) -> set[str]:
    """Ids of the questions that every run was asked in the same words, expecting the same."""
    asked = [{(item.question.id, item.question.fingerprint) for item in run.questions} for run in runs]
    return {id for id, _ in set.intersection(*asked)}


def values_by_id(run: ScoredRun) -> dict[str, dict[str, float]]:
    """Question id -> measure -> value."""
    return {item.question.id: item.values for item in run.questions}


def compare(first: ById, second: ById, names: Sequence[str], settings: EvalSettings) -> list[Comparison]:
    """Compare every measure that both runs have for at least one common question.

    :param first: question id -> measure -> value, as in :attr:`eval.scoring.Scored.values`.
    """
    found: list[Comparison] = []
    for name in names:
        ids = [id for id in first if id in second and name in first[id] and name in second[id]]
        if ids:
            before = np.array([first[id][name] for id in ids], dtype=np.float64)
            after = np.array([second[id][name] for id in ids], dtype=np.float64)
            found.append(_compare(name, ids, before, after, settings))
    return found


def _compare(
    name: str, ids: Sequence[str], before: Differences, after: Differences, settings: EvalSettings
) -> Comparison:
    differences = after - before
    low, high = mean_interval(differences[np.newaxis, :], settings)
    better = differences * BY_NAME[name].sign
    binary = set(np.unique(np.concatenate([before, after]))) <= {0.0, 1.0}
    return Comparison(
        measure=name,
        first=float(before.mean()),
        second=float(after.mean()),
        difference=Figure(float(differences.mean()), float(low[0]), float(high[0]), len(ids)),
        p_value=mcnemar(differences) if binary else permutation(differences, settings),
        test=MCNEMAR if binary else PERMUTATION,
        wins=tuple(id for id, gain in zip(ids, better, strict=True) if gain > 0),
        losses=tuple(id for id, gain in zip(ids, better, strict=True) if gain < 0),
    )


def mcnemar(differences: Differences) -> float:
    """Exact two-sided p-value of McNemar's test: only the questions that changed count, each way equally likely."""
    from scipy.stats import binomtest

    up, down = int((differences > 0).sum()), int((differences < 0).sum())
    return float(binomtest(up, up + down, 0.5).pvalue) if up + down else 1.0


def permutation(differences: Differences, settings: EvalSettings) -> float:
    """Two-sided p-value of a paired permutation test: each difference could as well have had the other sign."""
    from scipy.stats import permutation_test

    if not differences.any():
        return 1.0
    result = permutation_test(
        (differences,),
        np.mean,
        permutation_type="samples",
        vectorized=True,
        n_resamples=9999,
        rng=np.random.default_rng(settings.seed),
    )
    return float(result.pvalue)
