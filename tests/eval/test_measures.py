from __future__ import annotations

import subprocess
import sys
from math import log2
from typing import Any

import pytest

from assistant.models import Outcome
from eval.measures import answered_code, clarify_scores, facet_scores, is_right, outcome_scores, retrieval_scores
from ingest.models import SectionKind


def test_the_measures_load_nothing_heavy() -> None:
    code = "import eval.measures, sys; print(*{name.split('.')[0] for name in sys.modules})"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    heavy = {"numpy", "scipy", "ir_measures", "pydantic", "sqlalchemy", "altair", "pandas", "chromadb"}
    assert set(loaded) & heavy == set()


def test_retrieval_by_hand(ask: Any) -> None:
    """Right procedure second of three; a second acceptable one is not found."""
    question = ask.question(codes=["1.000001", "1.000009"])
    scores = retrieval_scores([question], {"q1": ask.answer("1.000002", "1.000001", "1.000003")})["q1"]
    assert scores["success@1"] == 0
    assert scores["success@3"] == scores["success@10"] == 1
    assert scores["mrr@10"] == pytest.approx(1 / 2)
    assert scores["ndcg@10"] == pytest.approx((1 / log2(3)) / (1 / log2(2) + 1 / log2(3)))


def test_equal_scores_keep_the_order_of_the_answer(ask: Any) -> None:
    """The answer's order counts, not its scores: here all are 1.0."""
    codes = [f"1.{i:06}" for i in range(9, 0, -1)]
    for place, code in enumerate(codes, 1):
        scores = retrieval_scores([ask.question(codes=[code])], {"q1": ask.answer(*codes)})["q1"]
        assert scores["mrr@10"] == pytest.approx(1 / place)


def test_a_judged_question_missing_from_the_run_counts_nothing(ask: Any) -> None:
    found, missing = ask.question("q1"), ask.question("q2")
    scores = retrieval_scores([found, missing], {"q1": ask.answer("1.000001")})
    assert scores["q1"]["success@1"] == 1
    assert set(scores["q2"].values()) == {0.0}
    assert set(retrieval_scores([missing], {})["q2"].values()) == {0.0}


def test_only_questions_that_expect_an_answer_are_ranked(ask: Any) -> None:
    unclear = ask.question(codes=["1.000001"], outcome=Outcome.CLARIFY)
    assert retrieval_scores([unclear, ask.question("q2", codes=[])], {"q1": ask.answer("1.000001")}) == {}


def test_the_answered_procedure_is_the_cited_one(ask: Any) -> None:
    answer = ask.cited(SectionKind.FEES, "8.000 đồng", code="1.000002")
    assert answered_code(answer | {"procedures": [{"code": "1.000001"}]}) == "1.000002"
    assert answered_code(ask.answer("1.000001")) == "1.000001"
    assert answered_code(ask.answer("1.000001", outcome="declined")) == ""
    assert is_right(ask.question(), ask.answer("1.000001"))
    assert not is_right(ask.question(), ask.answer("1.000001", outcome="clarify"))


@pytest.mark.parametrize(
    ("expected", "outcome", "first", "crag"),
    [
        ("answered", "answered", "1.000001", 1),
        ("answered", "answered", "1.000002", -1),
        ("answered", "clarify", "1.000001", 0),
        ("answered", "declined", "1.000001", 0),
        ("answered", "failed", "1.000001", 0),
        ("clarify", "clarify", "1.000001", 1),
        ("clarify", "clarify", "1.000009", 0),
        ("clarify", "answered", "1.000001", -1),
        ("clarify", "declined", "1.000001", 0),
        ("declined", "declined", "1.000001", 1),
        ("declined", "clarify", "1.000001", 0),
        ("declined", "answered", "1.000001", -1),
    ],
)
def test_what_an_answer_is_worth(ask: Any, expected: str, outcome: str, first: str, crag: int) -> None:
    codes = [] if expected == "declined" else ["1.000001", "1.000003"]
    options = [{"code": first}] if outcome == "clarify" else []
    values = outcome_scores(
        ask.question(codes=codes, outcome=Outcome(expected)), ask.answer(first, outcome=outcome, options=options)
    )
    assert values["crag"] == crag
    assert values["outcome_right"] == (expected == outcome)


def test_refusing_and_asking_back_where_an_answer_was_due(ask: Any) -> None:
    declined = outcome_scores(ask.question(), ask.answer("1.000001", outcome="declined"))
    assert (declined["over_refusal"], declined["over_clarify"], declined["reachable"]) == (1, 0, 0)
    asked = ask.answer("1.000002", outcome="clarify", options=[{"code": "1.000002"}, {"code": "1.000001"}])
    values = outcome_scores(ask.question(), asked)
    assert (values["over_refusal"], values["over_clarify"], values["reachable"]) == (0, 1, 1)


def test_the_reason_of_a_decline(ask: Any) -> None:
    question = ask.question(codes=[], reason="unsafe")
    assert outcome_scores(question, ask.answer(outcome="declined", reason="unsafe"))["reason_right"] == 1
    assert outcome_scores(question, ask.answer(outcome="declined", reason="empty"))["reason_right"] == 0
    assert "reason_right" not in outcome_scores(question, ask.answer(outcome="clarify"))


def test_the_right_question_separates_the_meanings(ask: Any) -> None:
    question = ask.question(codes=["1.000001", "1.000002", "1.000003"], outcome=Outcome.CLARIFY)

    def offer(*codes: str) -> dict[str, float]:
        options = [{"code": code} for code in codes]
        return clarify_scores(question, ask.answer(outcome="clarify", options=options))

    two = offer("1.000001", "1.000002", "1.000008", "1.000009")
    assert two["right_question"] == 1
    assert two["offered_precision"] == pytest.approx(2 / 4)
    assert two["offered_recall"] == pytest.approx(2 / 3)
    assert offer("1.000001", "1.000009")["right_question"] == 0
    assert clarify_scores(question, ask.answer("1.000001")) == {"right_question": 0}


def test_facets_by_hand(ask: Any) -> None:
    question = ask.question(facets=(SectionKind.FEES, SectionKind.TIME_LIMIT))
    values = facet_scores(question, ask.answer("1.000001", facets=["fees", "documents", "steps"]))
    assert values["facet_precision"] == pytest.approx(1 / 3)
    assert values["facet_recall"] == pytest.approx(1 / 2)
    assert values["facet_exact"] == 0


def test_no_facet_means_the_whole_procedure(ask: Any) -> None:
    whole = ask.question(facets=())
    assert facet_scores(whole, ask.answer("1.000001")) == {"facet_exact": 1, "facet_precision": 1}
    assert facet_scores(whole, ask.answer("1.000001", facets=["fees"])) == {"facet_exact": 0, "facet_precision": 0}
    asked = ask.question(facets=(SectionKind.FEES,))
    assert facet_scores(asked, ask.answer("1.000001")) == {"facet_exact": 0, "facet_recall": 0}
