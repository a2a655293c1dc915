"""What is measured of one question, from the question and the contract's answer alone.

Each function returns the measures that apply to the question, by name; one that does not apply is absent, never 0.
All values are shares or scores of one question; a figure is their mean. Importing this module loads nothing heavy.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from assistant.models import Outcome

if TYPE_CHECKING:
    from eval.questions import Question

RETRIEVAL_DEPTH = 10
MAX_OFFERED = 4
Values = dict[str, float]


def retrieval_scores(questions: Sequence[Question], answers: Mapping[str, Mapping[str, Any]]) -> dict[str, Values]:
    """``success@1/3/10``, ``mrr@10``, ``ndcg@10`` by question id, for questions that expect an answer.

    Success@k: an acceptable procedure stands among the first k. A judged question missing from the run counts 0.
    Computed by ir-measures.
    """
    import ir_measures
    from ir_measures import RR, Success, nDCG

    names = {Success @ 1: "success@1", Success @ 3: "success@3", Success @ 10: "success@10"}
    names |= {RR @ RETRIEVAL_DEPTH: "mrr@10", nDCG @ RETRIEVAL_DEPTH: "ndcg@10"}
    judged = [question for question in questions if question.outcome is Outcome.ANSWERED]
    qrels = [ir_measures.Qrel(question.id, code, 1) for question in judged for code in question.codes]
    run = [
        ir_measures.ScoredDoc(question.id, code, -float(rank))
        for question in judged
        for rank, code in enumerate(ranking(answers.get(question.id, {})))
    ]
    scores: dict[str, Values] = {question.id: dict.fromkeys(names.values(), 0.0) for question in judged}
    for metric in ir_measures.iter_calc(list(names), qrels, run) if run else ():
        scores[metric.query_id][names[metric.measure]] = float(metric.value)
    return scores


def ranking(answer: Mapping[str, Any]) -> list[str]:
    """The codes of an answer, best first, each once."""
    return list(dict.fromkeys(procedure["code"] for procedure in answer.get("procedures", [])))[:RETRIEVAL_DEPTH]


def answered_code(answer: Mapping[str, Any]) -> str:
    """The procedure an answer is about: the one it cites, or its first candidate; empty if it did not answer."""
    if answer.get("outcome") != Outcome.ANSWERED:
        return ""
    cited = [citation["procedure_code"] for citation in answer.get("citations", [])]
    return next(iter([*cited, *ranking(answer)]), "")


def is_right(question: Question, answer: Mapping[str, Any]) -> bool:
    """True if the answer is about an acceptable procedure."""
    return answered_code(answer) in question.codes


def outcome_scores(question: Question, answer: Mapping[str, Any]) -> Values:
    """Whether the outcome is the expected one, and what the answer is worth to the person who asked.

    ``crag``: +1 the expected thing was done with the right procedure, 0 the assistant held back (declined or asked
    back), −1 it answered wrongly: another procedure, or where nothing should have been answered.
    """
    outcome, expected = answer.get("outcome", Outcome.FAILED), question.outcome
    values: Values = {"outcome_right": float(outcome == expected)}
    if expected is Outcome.ANSWERED:
        right = is_right(question, answer)
        values |= {
            "answered_right": float(right),
            "answered_wrong": float(outcome == Outcome.ANSWERED and not right),
            "over_refusal": float(outcome == Outcome.DECLINED),
            "over_clarify": float(outcome == Outcome.CLARIFY),
            "reachable": float(right or (outcome == Outcome.CLARIFY and bool(_offered(answer) & set(question.codes)))),
        }
        values["crag"] = 1.0 if right else -values["answered_wrong"]
    elif expected is Outcome.CLARIFY:
        asked_right = outcome == Outcome.CLARIFY and bool(_offered(answer) & set(question.codes))
        values["crag"] = 1.0 if asked_right else -float(outcome == Outcome.ANSWERED)
    else:
        values["crag"] = float(outcome == expected) - float(outcome == Outcome.ANSWERED)
        values["held_back"] = float(outcome in (Outcome.DECLINED, Outcome.CLARIFY))
        if question.reason and outcome == Outcome.DECLINED:
            values["reason_right"] = float(answer.get("reason") == question.reason)
    values["failed"] = float(outcome == Outcome.FAILED)
    return values


def clarify_scores(question: Question, answer: Mapping[str, Any]) -> Values:
    """For questions that expect a question back: the codes offered, against those that should be.

    ``right_question``: it asked back, and its options separate the meanings: all acceptable codes are offered, or the
    most that fit on the buttons. Precision and recall only where it asked back.
    """
    if question.outcome is not Outcome.CLARIFY:
        return {}
    if answer.get("outcome") != Outcome.CLARIFY:
        return {"right_question": 0.0}
    offered, gold = _offered(answer), set(question.codes)
    hits = len(offered & gold)
    return {
        "right_question": float(hits >= min(2, len(gold))),
        "offered_precision": hits / len(offered) if offered else 0.0,
        "offered_recall": hits / min(len(gold), MAX_OFFERED),
    }


def facet_scores(question: Question, answer: Mapping[str, Any]) -> Values:
    """Facets understood against facets asked; no facet means the whole procedure."""
    if question.outcome is not Outcome.ANSWERED:
        return {}
    gold, found = {str(facet) for facet in question.facets}, set(answer.get("facets", []))
    values: Values = {"facet_exact": float(gold == found)}
    if found or not gold:
        values["facet_precision"] = len(gold & found) / len(found) if found else 1.0
    if gold:
        values["facet_recall"] = len(gold & found) / len(gold)
    return values


def latency(answer: Mapping[str, Any]) -> Values:
    """Milliseconds to the answer of the last turn."""
    elapsed = float(answer.get("elapsed_ms") or 0.0)
    return {"latency_ms": elapsed} if elapsed else {}


def _offered(answer: Mapping[str, Any]) -> set[str]:
    return {option["code"] for option in answer.get("options", []) if option.get("code")}
