from __future__ import annotations

import numpy as np
import pytest

from eval.comparison import compare, mcnemar, permutation
from eval.settings import EvalSettings


def runs(*pairs: tuple[float, float], measure: str = "success@1") -> tuple[dict[str, dict[str, float]], ...]:
    first = {f"q{i}": {measure: before} for i, (before, _) in enumerate(pairs)}
    return first, {f"q{i}": {measure: after} for i, (_, after) in enumerate(pairs)}


def test_mcnemar_by_hand() -> None:
    """Eight up, one down: 2 * (C(9,0) + C(9,1)) / 2**9 = 20/512."""
    differences = np.array([1.0] * 8 + [-1.0] + [0.0] * 50)
    assert mcnemar(differences) == pytest.approx(20 / 512)
    assert mcnemar(np.zeros(5)) == 1.0


def test_a_permutation_test_of_few_pairs_is_exact() -> None:
    """Five differences of one sign: two of the 2**5 sign patterns are as extreme."""
    assert permutation(np.array([0.1, 0.2, 0.3, 0.4, 0.5]), EvalSettings()) == pytest.approx(2 / 32)
    assert permutation(np.zeros(3), EvalSettings()) == 1.0


def test_wins_and_losses_are_named(quick: EvalSettings) -> None:
    first, second = runs((0, 1), (1, 1), (1, 0), (0, 1))
    (found,) = compare(first, second, ["success@1", "crag"], quick)
    assert (found.first, found.second) == (0.5, 0.75)
    assert found.wins == ("q0", "q3")
    assert found.losses == ("q2",)
    assert found.test == "mcnemar"
    assert not found.better
    assert not found.worse


def test_where_less_is_better_a_fall_is_a_win(quick: EvalSettings) -> None:
    first, second = runs(*[(1, 0)] * 20, measure="over_refusal")
    (found,) = compare(first, second, ["over_refusal"], quick)
    assert found.better
    assert len(found.wins) == 20
    assert not found.worse


def test_scores_between_nought_and_one_are_permuted(quick: EvalSettings) -> None:
    first, second = runs(*[(0.2, 0.9)] * 12, measure="field_exact")
    (found,) = compare(first, second, ["field_exact"], quick)
    assert found.test == "permutation"
    assert found.p_value < 0.01
    assert found.better


def test_only_common_questions_count(quick: EvalSettings) -> None:
    first, second = runs((1, 0), (1, 1))
    del second["q0"]
    (found,) = compare(first, second, ["success@1"], quick)
    assert found.difference.count == 1
