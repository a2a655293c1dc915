from __future__ import annotations

from typing import Any

import pytest

from eval.figures import Figure, confusion, figures, latency_figures, slice_figures
from eval.scoring import Scored
from eval.settings import EvalSettings
from eval.weak_spots import find_weak_spots


def scored(ask: Any, values: dict[str, float], **slices: str) -> Scored:
    return Scored(ask.question(), ask.answer(), values, {name: (value,) for name, value in slices.items()})


def test_a_mean_counts_only_the_questions_it_applies_to(ask: Any, quick: EvalSettings) -> None:
    items = [scored(ask, {"crag": 1.0, "complete": 1.0}), scored(ask, {"crag": -1.0}), scored(ask, {"crag": 1.0})]
    found = figures(items, ["crag", "complete", "right_question"], quick)
    assert found["crag"].value == pytest.approx(1 / 3)
    assert found["crag"].count == 3
    assert found["complete"] == Figure(1.0, 1.0, 1.0, 1)
    assert "right_question" not in found


def test_an_interval_holds_the_mean_and_is_the_same_every_time(ask: Any, quick: EvalSettings) -> None:
    items = [scored(ask, {"crag": float(i % 4 > 0)}) for i in range(80)]
    figure = figures(items, ["crag"], quick)["crag"]
    assert figure.low < figure.value < figure.high
    assert figure == figures(items, ["crag"], quick)["crag"]
    # normal approximation: 1.96 * sqrt(.75 * .25 / 80) = .095
    assert figure.high - figure.low == pytest.approx(0.19, abs=0.03)


def test_an_interval_does_not_hang_on_the_other_measures(ask: Any, quick: EvalSettings) -> None:
    items = [scored(ask, {"crag": float(i % 3), "complete": 1.0}) for i in range(30)]
    together = figures(items, ["complete", "crag"], quick)
    assert together["crag"] == figures(items, ["crag"], quick)["crag"]


def test_percentiles_of_latency(ask: Any, quick: EvalSettings) -> None:
    items = [scored(ask, {"latency_ms": float(i)}) for i in range(1, 102)]
    found = latency_figures(items, quick)
    assert [round(found[name].value, 6) for name in ("p50", "p95", "p99")] == [51, 96, 100]
    assert latency_figures([], quick) == {}


def test_small_slices_are_left_out(ask: Any, quick: EvalSettings) -> None:
    items = [scored(ask, {"crag": 1.0}, style="officer") for _ in range(quick.min_slice)]
    items += [scored(ask, {"crag": 0.0}, style="direct") for _ in range(quick.min_slice - 1)]
    assert list(slice_figures(items, ["crag"], quick)["style"]) == ["officer"]


def test_the_confusion_matrix(ask: Any) -> None:
    pairs = [(ask.question(), "answered"), (ask.question(), "clarify"), (ask.question(codes=[]), "answered")]
    items = [Scored(question, ask.answer(outcome=came), {}, {}) for question, came in pairs]
    assert confusion(items) == {"answered": {"answered": 1, "clarify": 1}, "declined": {"answered": 1}}


def test_weak_spots_are_surely_below_the_whole() -> None:
    slices = {
        "style": {"officer": {"crag": Figure(0.5, 0.4, 0.6, 50)}, "direct": {"crag": Figure(0.6, 0.4, 0.8, 20)}},
        "named": {"no": {"crag": Figure(0.6, 0.5, 0.65, 400)}, "yes": {"crag": Figure(0.1, 0.0, 0.2, 4)}},
        "outcome": {"declined": {"crag": Figure(0.0, 0.0, 0.0, 90)}},
    }
    spots = find_weak_spots(slices, "crag", Figure(0.7, 0.6, 0.8, 500))
    assert [spot.value for spot in spots] == ["no", "officer"]
    assert spots[0].lost == pytest.approx(40)
