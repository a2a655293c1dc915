"""Expected facts against what an answer shows of the same section: exact yes or no, and which are missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.models import ClaimStatus
from eval.facts import Fact
from eval.words import has_words, reduce
from ingest.labels import label
from ingest.models import SectionKind

NOT_STATED = ("khong neu", "khong ghi", "khong quy dinh")


@dataclass(frozen=True)
class FactScore:
    """How one facet of an answer stands to the record.

    :ivar recall: share of expected facts shown; 1 if the record states nothing and the answer says so.
    :ivar precision: share of shown lines that the record holds; only for lists of documents.
    """

    kind: SectionKind
    recall: float
    precision: float | None = None
    missing: tuple[str, ...] = ()

    @property
    def exact(self) -> bool:
        """Everything the record states is shown, and in a list of documents nothing else."""
        return self.recall == 1.0 and self.precision in {None, 1.0}


def compare_facts(
    kind: SectionKind, facts: tuple[Fact, ...], answer: Mapping[str, Any], code: str, known: Sequence[str] = ()
) -> FactScore:
    """Score one facet of an answer about the procedure ``code``.

    :param known: reduced lines that a list of documents may show.
    """
    claims = section_claims(answer, kind, code)
    text = reduce("\n".join([*(claim["text"] for claim in claims), *_quotes(answer, kind, code)]))
    if not facts:
        return FactScore(kind, float(_says_not_stated(answer, kind) or any(words in text for words in NOT_STATED)))
    missing = tuple(fact.shown for fact in facts if not fact.stands_in(text))
    precision = None
    lines = [claim["text"] for claim in claims if claim["status"] == ClaimStatus.VERBATIM]
    if kind is SectionKind.DOCUMENTS and lines:
        precision = sum(_is_known(reduce(line), known) for line in lines) / len(lines)
    return FactScore(kind, 1 - len(missing) / len(facts), precision, missing)


def missing_score(kind: SectionKind) -> FactScore:
    """The score of a facet that was not answered at all, or answered about another procedure."""
    return FactScore(kind, 0.0, 0.0 if kind is SectionKind.DOCUMENTS else None)


def section_claims(answer: Mapping[str, Any], kind: SectionKind, code: str) -> list[Mapping[str, Any]]:
    """The claims that cite a section of a procedure."""
    numbers = {
        citation["number"]
        for citation in answer.get("citations", [])
        if citation["section"] == kind and citation["procedure_code"] == code
    }
    return [claim for claim in answer.get("claims", []) if numbers & set(claim["citations"])]


def _quotes(answer: Mapping[str, Any], kind: SectionKind, code: str) -> list[str]:
    """Quotes behind claims that are not word for word, as a language model's phrasing is not."""
    if answer.get("answered_by") == "records":
        return []
    return [
        citation["quote"]
        for citation in answer.get("citations", [])
        if citation["section"] == kind and citation["procedure_code"] == code
    ]


def _is_known(line: str, known: Sequence[str]) -> bool:
    return any(has_words(name, line) or (line and has_words(line, name)) for name in known)


def _says_not_stated(answer: Mapping[str, Any], kind: SectionKind) -> bool:
    name = reduce(label(f"section.{kind}"))
    statements = (claim for claim in answer.get("claims", []) if claim["status"] == ClaimStatus.NOT_STATED)
    return any(name in reduce(claim["text"]) for claim in statements)
