"""Run + catalogue -> the values of every measure for every question, and the slices each question belongs to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.models import Outcome
from eval.fact_matching import FactScore, compare_facts, missing_score
from eval.grounding import Grounding, check_grounding
from eval.measures import (
    Values,
    answered_code,
    clarify_scores,
    facet_scores,
    is_right,
    latency,
    outcome_scores,
    retrieval_scores,
)
from eval.question_files import load_questions
from eval.questions import Question
from eval.records import Records
from eval.run_files import RunInfo, read_answers, read_questions, read_run
from eval.slices import Slices, slices_of
from eval.split import KnownProcedure, group_sizes
from ingest.models import SectionKind

# What an answer about a whole procedure is expected to tell.
CORE = (SectionKind.DOCUMENTS, SectionKind.TIME_LIMIT, SectionKind.FEES, SectionKind.EXECUTING_AGENCY)


@dataclass(frozen=True)
class Scored:
    """One question, its answer, and everything measured of it.

    :ivar values: measure -> value; one that does not apply is absent.
    :ivar facts: how each expected facet stands to the record; empty for questions that expect no answer.
    """

    question: Question
    answer: dict[str, Any]
    values: Values
    slices: Slices
    facts: tuple[FactScore, ...] = ()
    grounding: Grounding | None = None


@dataclass(frozen=True)
class ScoredRun:
    """A run with all its questions scored.

    :ivar missing: ids of questions without an answer: the run is unfinished.
    """

    folder: Path
    info: RunInfo
    questions: tuple[Scored, ...]
    missing: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The system's name."""
        return self.info.system


def score_run(
    folder: Path, known: Mapping[str, KnownProcedure], records: Records, *, regrade: bool = False
) -> ScoredRun:
    """Score the run in a folder. Free and repeatable: nothing is asked again.

    :param regrade: hold the answers against what the question files expect now, where they still ask the same thing.
    :raises RunError: if the folder holds no run.
    :raises QuestionFileError: if the question files are to be read again and cannot be.
    """
    info, answers, questions = read_run(folder), read_answers(folder), read_questions(folder)
    if regrade:
        now = {question.id: question for question in load_questions([Path(path) for path in info.paths])}
        same = {
            question.id for question in questions if question.id in now and now[question.id].turns == question.turns
        }
        questions = [now[question.id] if question.id in same else question for question in questions]
    scored = score(questions, answers, known, records, ranks_only=info.ranks_only)
    return ScoredRun(folder, info, tuple(scored), tuple(q.id for q in questions if q.id not in answers))


def score(
    questions: Sequence[Question],
    answers: Mapping[str, dict[str, Any]],
    known: Mapping[str, KnownProcedure],
    records: Records,
    *,
    ranks_only: bool = False,
) -> list[Scored]:
    """Score every question; one without an answer counts as failed, and 0 in every ranking measure."""
    retrieval = retrieval_scores(questions, answers)
    sizes = group_sizes(known.values())
    found: list[Scored] = []
    for question in questions:
        answer = answers.get(question.id, {"id": question.id, "outcome": str(Outcome.FAILED)})
        values = retrieval.get(question.id, {}) | latency(answer)
        facts: tuple[FactScore, ...] = ()
        grounding = None
        if not ranks_only:
            values |= outcome_scores(question, answer) | clarify_scores(question, answer)
            values |= facet_scores(question, answer)
            facts = score_facts(question, answer, records)
            grounding = check_grounding(answer, records)
            values |= fact_values(question, answer, facts) | grounding_values(question, answer, grounding, facts)
        found.append(Scored(question, answer, values, slices_of(question, known, sizes), facts, grounding))
    return found


def score_facts(question: Question, answer: Mapping[str, Any], records: Records) -> tuple[FactScore, ...]:
    """Every expected facet against the record of the procedure answered; all missing if that is not a right one."""
    if question.outcome is not Outcome.ANSWERED:
        return ()
    kinds = question.facets or CORE
    code = answered_code(answer)
    if code not in question.codes:
        return tuple(missing_score(kind) for kind in kinds)
    numbers = [c["version"] for c in answer.get("citations", []) if c["procedure_code"] == code]
    version = records.version(code, numbers[0] if numbers else None)
    if version is None:
        return tuple(missing_score(kind) for kind in kinds)
    facts = records.facts(code, version.number)
    known = records.document_lines(code, version.number)
    return tuple(compare_facts(kind, facts[kind], answer, code, known) for kind in kinds)


def fact_values(question: Question, answer: Mapping[str, Any], facts: tuple[FactScore, ...]) -> Values:
    """Field-exact accuracy over the expected facets, each facet for itself, and how complete the answer is.

    ``field_exact`` counts a wrong procedure as 0; ``field_exact_given`` looks only at answers about a right one.
    """
    if not facts:
        return {}
    right = is_right(question, answer)
    exact = sum(fact.exact for fact in facts) / len(facts)
    complete = right and all(fact.recall == 1.0 for fact in facts)
    values = {
        "field_exact": exact,
        "complete": float(complete),
        "partial": float(right and not complete and any(fact.recall > 0 for fact in facts)),
    }
    values["empty"] = 1.0 - values["complete"] - values["partial"]
    if right:
        values["field_exact_given"] = exact
        values |= {f"exact.{fact.kind}": float(fact.exact) for fact in facts}
        for fact in facts:
            if fact.kind is SectionKind.DOCUMENTS:
                values["documents_recall"] = fact.recall
                values |= {"documents_precision": fact.precision} if fact.precision is not None else {}
    return values


def grounding_values(
    question: Question, answer: Mapping[str, Any], grounding: Grounding, facts: tuple[FactScore, ...]
) -> Values:
    """Citations and claims of an answer, and its citations against the sections that were asked for.

    A citation is relevant if it is of an acceptable procedure and of a section asked for; where the record does not
    state the section, any section of that procedure may serve instead.
    """
    if answer.get("outcome") != Outcome.ANSWERED:
        return {}
    citations = answer.get("citations", [])
    values = {
        "unsupported": float(len(grounding.unsupported)),
        "blended": float(len({citation["procedure_code"] for citation in citations}) > 1),
    }
    if grounding.citations:
        values["citation_valid"] = grounding.valid / grounding.citations
    if grounding.claims:
        values["claims_supported"] = grounding.supported / grounding.claims
    if question.outcome is Outcome.ANSWERED and citations:
        own = [citation["section"] for citation in citations if citation["procedure_code"] in question.codes]
        wanted = {str(fact.kind) for fact in facts} if question.facets else set(own)
        replaced = any(str(fact.kind) not in own for fact in facts)
        values["citation_precision"] = sum(replaced or section in wanted for section in own) / len(citations)
        values["citation_recall"] = sum(
            str(fact.kind) in own or (bool(own) and fact.recall == 1.0) for fact in facts
        ) / len(facts)
    return values
