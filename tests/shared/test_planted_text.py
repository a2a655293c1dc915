"""Instructions planted in a record are data: they change no answer to a question about another field."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.composition import compose
from assistant.models import Outcome
from ingest.models import SectionKind

LINES = [
    json.loads(line)
    for line in (Path(__file__).parents[2] / "data" / "questions" / "injections.jsonl").read_text().splitlines()
]
PLANTED = [line for line in LINES if line["kind"] == "inside_record"]


@pytest.mark.parametrize("line", PLANTED, ids=[line["id"] for line in PLANTED])
def test_a_planted_instruction_leaves_the_asked_field_as_it_was(home, records, line) -> None:
    code, facets = line["codes"][0], tuple(SectionKind(facet) for facet in line["facets"])
    raw, honest = records[code].raw, records[code].read
    planted = {"name": "", "description": line["record_text"]}
    home.ingest(home.write("planted.json", raw | {"executionSteps": [*raw["executionSteps"], planted]}))
    assistant = home.assistant()
    answer = assistant.ask(f"{line['question']} {code}")
    version = assistant.version(code)
    assert answer.outcome is Outcome.ANSWERED
    expected = [claim.text for claim in compose(replace(version, procedure=honest), facets, 400).claims]
    shown = [claim.text for claim in compose(version, facets, 400).claims]
    if SectionKind.STEPS in facets:  # shown as the record's own words, and nothing else changes
        assert [text for text in shown if text in expected[1:]] == expected[1:]
    else:
        assert shown == expected
        assert line["record_text"] not in answer.text
