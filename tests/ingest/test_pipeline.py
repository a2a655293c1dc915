"""One ingest after another: what is counted, what becomes a version, what answers."""

from __future__ import annotations

import json

import pytest

from assistant.models import Outcome
from ingest.errors import IndexUnavailable, IngestRunning
from ingest.pipeline import lock_home

ONE, TWO, THREE = "1.000001", "1.000002", "1.000003"


def numbers(report) -> tuple[int, int, int, int, int]:
    """(read, new, changed, unchanged, rejected); the last four always add up to the first."""
    parts = (len(report.new), len(report.changed), report.unchanged, len(report.rejected))
    assert sum(parts) == report.read
    return (report.read, *parts)


def test_the_report_counts_each_record_once(home, make) -> None:
    good = home.write("records/1.json", make.detail(ONE))
    home.write("records/2.json", "{broken")
    home.write("records/3.jsonl", json.dumps(make.detail(TWO)) + "\n" + json.dumps(make.detail(THREE)))
    report = home.ingest(str(home.folder / "records"), good)
    assert numbers(report) == (4, 3, 0, 0, 1)
    assert report.new == [ONE, TWO, THREE]
    assert report.rejected[0].place.endswith("2.json:1:2")
    assert report.procedures == 3
    assert report.generation.startswith("gen-000001-")


def test_the_same_records_again_change_nothing(home, make) -> None:
    source = home.write("all.json", [make.detail(ONE), make.detail(TWO)])
    first = home.ingest(source)
    before, revision = dict(home.catalogue().published_codes()), home.catalogue().revision()
    again = home.ingest(source)
    assert numbers(again) == (2, 0, 0, 2, 0)
    assert again.generation == first.generation
    assert (home.catalogue().published_codes(), home.catalogue().revision()) == (before, revision)


def test_the_same_record_in_other_bytes_is_unchanged(home, make) -> None:
    home.ingest(home.write("a.json", make.detail(ONE)))
    again = home.ingest(home.write("b.json", json.dumps({"detail": make.detail(ONE)}, indent=4)))
    assert numbers(again) == (1, 0, 0, 1, 0)


def test_a_record_that_goes_and_comes_back_makes_three_versions(home, make) -> None:
    a = home.write("a.json", make.detail(ONE, name="Tên A"))
    b = home.write("b.json", make.detail(ONE, name="Tên B"))
    reports = [home.ingest(source) for source in (a, b, a)]
    assert [numbers(report)[1:3] for report in reports] == [(1, 0), (0, 1), (0, 1)]
    catalogue = home.catalogue()
    assert catalogue.published_codes() == {ONE: 3}
    assert [catalogue.version(ONE, number).procedure.name for number in (1, 2, 3)] == ["Tên A", "Tên B", "Tên A"]


def test_one_bad_record_among_good_ones_costs_only_itself(home, make) -> None:
    details = [make.detail(ONE), make.detail("1.000009-Xoa"), make.detail(TWO)]
    report = home.ingest(home.write("all.json", details))
    assert numbers(report) == (3, 2, 0, 0, 1)
    assert "#1" in report.rejected[0].place
    assert home.assistant().ask(TWO).outcome is Outcome.ANSWERED


def test_what_was_refused_is_refused_again_and_not_forgotten(home, make) -> None:
    source = home.write("all.jsonl", json.dumps(make.detail(ONE)) + "\n{broken\n")
    assert numbers(home.ingest(source)) == (2, 1, 0, 0, 1)
    assert numbers(home.ingest(source)) == (2, 0, 0, 1, 1)


def test_the_same_record_twice_in_one_ingest_is_stored_once(home, make) -> None:
    report = home.ingest(home.write("a.json", make.detail(ONE)), home.write("b.json", [make.detail(ONE)]))
    assert numbers(report) == (2, 1, 0, 1, 0)


def test_two_different_records_of_one_code_are_a_refusal_naming_both_places(home, make) -> None:
    first = home.write("a.json", make.detail(ONE, name="Tên A"))
    second = home.write("b.json", make.detail(ONE, name="Tên B"))
    report = home.ingest(first, second)
    assert numbers(report) == (2, 1, 0, 0, 1)
    assert report.rejected[0].place == second
    assert first in report.rejected[0].reason
    assert home.catalogue().version(ONE).procedure.name == "Tên A"


def test_two_different_records_of_one_code_are_refused_also_if_one_was_read_before(home, make) -> None:
    known = home.write("b.json", make.detail(ONE, name="Tên B"))
    home.ingest(known)
    report = home.ingest(home.write("a.json", make.detail(ONE, name="Tên A")), known)
    assert [item.place for item in report.rejected] == [known]


def test_a_draft_is_not_answered_until_it_is_published(home, make) -> None:
    home.ingest(home.write("a.json", make.detail(ONE)))
    draft = home.write("b.json", make.detail(TWO))
    report = home.ingest(draft, publish=False)
    assert report.drafts
    assert (report.new, report.procedures) == ([TWO], 1)
    assert home.assistant().ask(TWO).outcome is Outcome.DECLINED
    published = home.ingest(draft)
    assert (published.procedures, home.catalogue().state(TWO)) == (2, "published")
    assert home.assistant().ask(TWO).outcome is Outcome.ANSWERED


def test_a_draft_of_a_published_procedure_is_published_by_the_next_ingest(home, make) -> None:
    home.ingest(home.write("a.json", make.detail(ONE, name="Tên A")))
    change = home.write("b.json", make.detail(ONE, name="Tên B"))
    home.ingest(change, publish=False)
    assert home.catalogue().version(ONE).procedure.name == "Tên A"
    assert home.ingest(change).changed == [ONE]
    assert home.catalogue().version(ONE).procedure.name == "Tên B"


@pytest.mark.parametrize("publish", [True, False])
def test_a_first_ingest_that_brings_nothing_to_answer_is_no_crash(home, make, publish: bool) -> None:
    source = home.write("a.json", "{broken" if publish else make.detail(ONE))
    report = home.ingest(source, publish=publish)
    assert report.procedures == 0
    try:
        assert home.assistant().ask("nuôi chim yến").outcome is Outcome.DECLINED
    except IndexUnavailable as error:
        assert "thutuc ingest" in str(error)


def test_progress_is_told_for_reading_and_embedding(home, make) -> None:
    from ingest.pipeline import ingest

    told: list[tuple[str, int, int]] = []
    sources = [home.write("a.json", make.detail(ONE)), home.write("b.json", make.detail(TWO))]
    ingest(sources, home.settings, progress=lambda *stage: told.append(stage), embedder=home.embedder)
    assert ("read", 2, 2) in told
    assert told[-1] == ("embed", 2, 2)


def test_a_second_writer_is_told_that_one_is_running(home, make) -> None:
    source = home.write("a.json", make.detail(ONE))
    with lock_home(home.settings), pytest.raises(IngestRunning, match=str(home.settings.home)):
        home.ingest(source)
    assert home.ingest(source).new == [ONE]
