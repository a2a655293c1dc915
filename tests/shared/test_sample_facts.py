"""The bundled sample tells the real facts of its procedures, in words of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from ingest.models import Procedure
from ingest.text import fold

pytestmark = pytest.mark.shared

FACTS: dict[str, Callable[[Procedure], object]] = {
    "name": lambda p: p.name,
    "portal page": lambda p: p.portal_id,
    "levels": lambda p: p.levels,
    "field and ministry": lambda p: (p.field, p.ministry),
    "fee amounts and currencies": lambda p: [
        (c.method, [(fee.kind, fee.amount, fee.currency) for fee in c.fees]) for c in p.channels
    ],
    "times and units": lambda p: [(c.method, c.time_limit) for c in p.channels],
    "times of cases": lambda p: sorted((case.code, str(case.time_limit)) for case in p.cases),
    "documents per case": lambda p: [len(case.documents) for case in p.document_cases],
    "originals and copies": lambda p: [
        [(item.originals, item.copies) for item in case.documents] for case in p.document_cases
    ],
    "blank forms": lambda p: [item.forms for case in p.document_cases for item in case.documents],
    "agencies": lambda p: (p.executing_agencies, p.authorities, p.authorized_agencies, p.coordinating_agencies),
    "decision": lambda p: p.decision,
    "results": lambda p: p.results,
    "laws": lambda p: sorted(law.number for law in p.legal_basis),
    "applicants": lambda p: p.applicants,
    "online level": lambda p: p.online_level,
}


@pytest.mark.parametrize("fact", FACTS)
def test_the_sample_has_the_real_facts(sample: dict[str, Procedure], records, fact: str) -> None:
    tell = FACTS[fact]
    assert len(sample) > 50
    different = {code: (tell(p), tell(records[code].read)) for code, p in sample.items()}
    assert {code: pair for code, pair in different.items() if pair[0] != pair[1]} == {}


def sentences(procedure: Procedure) -> Iterator[str]:
    """Sentences long enough to be somebody's wording, from the fields that hold wording."""
    texts = [step.description for step in procedure.steps]
    texts += [channel.description for channel in procedure.channels]
    texts += [procedure.conditions, procedure.note]
    texts += [item.name for case in procedure.document_cases for item in case.documents]
    for text in texts:
        for sentence in text.replace("\n", ". ").split(". "):
            if len(sentence) > 120:
                yield fold(sentence).strip(" .;-+")


def test_the_samples_sentences_are_its_own(sample: dict[str, Procedure], records) -> None:
    copied = {
        code: shared
        for code, procedure in sample.items()
        if (shared := set(sentences(procedure)) & set(sentences(records[code].read)))
    }
    assert copied == {}


def test_the_sample_raises_the_doubts_that_the_real_records_raise(sample: dict[str, Procedure], records) -> None:
    """A zero fee with a note is one in both, so that a fresh clone warns where the real data does."""
    from ingest.models import FeeState

    def zeros(procedure: Procedure) -> list[bool]:
        return [fee.state is FeeState.ZERO_WITH_NOTE for c in procedure.channels for fee in c.fees]

    assert [code for code, p in sample.items() if zeros(p) != zeros(records[code].read)] == []
