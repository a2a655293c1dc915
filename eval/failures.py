"""What went wrong, question by question: what was expected, what came, and why, worst kind first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from assistant.models import Outcome
from eval.measures import answered_code, ranking
from eval.scoring import Scored
from eval.split import KnownProcedure, look_alike_key
from ingest.labels import label
from ingest.text import quote

MAX_NAME = 120


class Kind(StrEnum):
    """Kinds of failure, worst first."""

    MADE_UP = "made_up"
    WRONG_PROCEDURE = "wrong_procedure"
    ANSWERED_OUT_OF_SCOPE = "answered_out_of_scope"
    GUESSED = "guessed"
    FAILED = "failed"
    REFUSED = "refused"
    WRONG_OPTIONS = "wrong_options"
    NEEDLESS_QUESTION = "needless_question"
    MISSING_FACTS = "missing_facts"


@dataclass(frozen=True)
class Failure:
    """One question that went wrong; all texts are for a person, in Vietnamese."""

    id: str
    set: str
    kind: Kind
    question: str
    expected: str
    came: str
    why: str


def find_failures(scored: Sequence[Scored], known: Mapping[str, KnownProcedure]) -> list[Failure]:
    """Every question that went wrong, by kind, in the order of the questions."""
    found = [failure for item in scored if (failure := _failure(item, known))]
    order = list(Kind)
    return sorted(found, key=lambda failure: order.index(failure.kind))


def interleave(failures: Sequence[Failure]) -> list[Failure]:
    """The first of each question set, then the second of each, and so on: what is shown first is a fair sample."""
    seen: Counter[str] = Counter()
    places: list[int] = []
    for failure in failures:
        places.append(seen[failure.set])
        seen[failure.set] += 1
    order = sorted(range(len(failures)), key=lambda i: (places[i], i))
    return [failures[i] for i in order]


def kind_of(item: Scored) -> Kind | None:
    """The worst thing that went wrong with a question; ``None`` if nothing did."""
    outcome, expected = item.answer.get("outcome"), item.question.outcome
    values = item.values
    if values.get("unsupported") or values.get("blended") or values.get("citation_valid", 1.0) < 1.0:
        return Kind.MADE_UP
    if outcome == Outcome.FAILED:
        return Kind.FAILED
    if expected is Outcome.ANSWERED:
        if values.get("answered_right"):
            return Kind.MISSING_FACTS if values.get("field_exact", 1.0) < 1.0 else None
        kinds = {Outcome.ANSWERED: Kind.WRONG_PROCEDURE, Outcome.DECLINED: Kind.REFUSED}
        return kinds.get(Outcome(str(outcome)), Kind.NEEDLESS_QUESTION)
    return _kind_without_answer(expected, Outcome(str(outcome)), asked_right=bool(values.get("right_question")))


def _kind_without_answer(expected: Outcome, outcome: Outcome, *, asked_right: bool) -> Kind | None:
    """For questions that expect to be asked back about, or to be declined."""
    if expected is Outcome.DECLINED:
        return Kind.ANSWERED_OUT_OF_SCOPE if outcome is Outcome.ANSWERED else None
    if outcome is Outcome.CLARIFY:
        return None if asked_right else Kind.WRONG_OPTIONS
    return Kind.GUESSED if outcome is Outcome.ANSWERED else Kind.REFUSED


def _failure(item: Scored, known: Mapping[str, KnownProcedure]) -> Failure | None:
    kind = kind_of(item)
    if kind is None:
        return None
    question = " → ".join(item.question.turns)
    return Failure(
        item.question.id,
        item.question.set,
        kind,
        question,
        _expected(item, known),
        _came(item, known),
        _why(item, known),
    )


def _expected(item: Scored, known: Mapping[str, KnownProcedure]) -> str:
    question = item.question
    text = label(f"eval.expected.{question.outcome}")
    if question.reason:
        text += ": " + label(f"eval.reason.{question.reason}")
    names = "; ".join(_named(code, known) for code in question.codes)
    facets = ", ".join(label(f"section.{facet}") for facet in question.facets)
    return " · ".join(part for part in (text, names, facets) if part)


def _came(item: Scored, known: Mapping[str, KnownProcedure]) -> str:
    answer = item.answer
    text = label(f"eval.came.{answer.get('outcome')}")
    if answer.get("reason"):
        text += ": " + label(f"eval.reason.{answer['reason']}")
    if code := answered_code(answer):
        text += f" · {_named(code, known)}"
    if options := answer.get("options"):
        text += " · " + "; ".join(_named(option["code"], known) for option in options if option.get("code"))
    return text


def _why(item: Scored, known: Mapping[str, KnownProcedure]) -> str:
    """Everything the measures can say about the cause."""
    question, grounding = item.question, item.grounding
    reasons: list[str] = []
    if grounding and grounding.unsupported:
        reasons.append(label("eval.why.unsupported", items=", ".join(grounding.unsupported[:5])))
    if grounding and grounding.valid < grounding.citations:
        reasons.append(label("eval.why.citation", count=grounding.citations - grounding.valid))
    if item.values.get("blended"):
        reasons.append(label("eval.why.blended"))
    if question.outcome is Outcome.ANSWERED and not item.values.get("answered_right"):
        reasons += _rank_reasons(item, known)
    elif question.outcome is Outcome.ANSWERED:
        missed = sorted({str(facet) for facet in question.facets} - set(item.answer.get("facets", [])))
        if missed:
            names = ", ".join(label(f"section.{facet}") for facet in missed)
            reasons.append(label("eval.why.facet", facets=names))
        reasons += [_missing(fact.kind, fact.missing, fact.recall) for fact in item.facts if not fact.exact]
    return " ".join(reasons)


def _rank_reasons(item: Scored, known: Mapping[str, KnownProcedure]) -> list[str]:
    ranked = ranking(item.answer)
    places = [ranked.index(code) + 1 for code in item.question.codes if code in ranked]
    reasons = [label("eval.why.rank", place=min(places)) if places else label("eval.why.not_ranked")]
    came = answered_code(item.answer)
    gold = [known[code] for code in item.question.codes if code in known]
    if came in known and any(look_alike_key(known[came].name) == look_alike_key(other.name) for other in gold):
        reasons.append(label("eval.why.look_alike"))
    elif came in known and any(known[came].field == other.field for other in gold):
        reasons.append(label("eval.why.same_field", field=known[came].field))
    return reasons


def _missing(kind: str, missing: tuple[str, ...], recall: float) -> str:
    section = label(f"section.{kind}")
    if not missing:
        return label("eval.why.extra" if recall == 1.0 else "eval.why.not_said", section=section)
    shown = "; ".join(text[:60] + ("…" if len(text) > 60 else "") for text in missing[:2])
    return label("eval.why.missing", section=section, count=len(missing), items=shown)


def _named(code: str, known: Mapping[str, KnownProcedure]) -> str:
    return f"{quote(known[code].name, MAX_NAME)} ({code})" if code in known else code
