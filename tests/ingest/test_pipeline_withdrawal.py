"""What the full source no longer holds leaves the answers, and only that."""

from __future__ import annotations

import pytest

from assistant.models import Outcome

ONE, TWO, THREE = "1.000001", "1.000002", "1.000003"


@pytest.fixture
def folder(home, make) -> str:
    """A folder of three records, ingested."""
    for code in (ONE, TWO, THREE):
        home.write(f"full/{code}.json", make.detail(code))
    home.ingest(str(home.folder / "full"))
    return str(home.folder / "full")


def remove(home, code: str) -> None:
    (home.folder / "full" / f"{code}.json").unlink()


def test_a_partial_source_says_nothing_about_the_rest(home, folder) -> None:
    report = home.ingest(f"{folder}/{ONE}.json")
    assert (report.missing, report.withdrawn, report.procedures) == ([], [], 3)


def test_a_full_source_reports_what_is_missing_and_withdraws_nothing(home, folder) -> None:
    remove(home, TWO)
    report = home.ingest(folder, full=True)
    assert (report.missing, report.withdrawn) == ([TWO], [])
    assert home.assistant().ask(TWO).outcome is Outcome.ANSWERED


def test_withdrawing_what_is_missing_takes_it_out_of_the_index(home, folder) -> None:
    remove(home, TWO)
    report = home.ingest(folder, withdraw_missing=True)
    assert (report.withdrawn, report.procedures) == ([TWO], 2)
    answer = home.assistant().ask(TWO)
    assert answer.outcome is Outcome.DECLINED
    assert TWO not in {candidate.code for candidate in answer.candidates}
    assert home.catalogue().state(TWO) == "withdrawn"


def test_a_withdrawn_procedure_comes_back_with_its_record(home, make, folder) -> None:
    remove(home, TWO)
    home.ingest(folder, withdraw_missing=True)
    home.write(f"full/{TWO}.json", make.detail(TWO))
    report = home.ingest(folder, withdraw_missing=True)
    assert (report.changed, report.withdrawn, report.procedures) == ([TWO], [], 3)
    assert home.assistant().ask(TWO).outcome is Outcome.ANSWERED


def test_what_is_withdrawn_is_not_reported_missing_again(home, folder) -> None:
    remove(home, TWO)
    home.ingest(folder, withdraw_missing=True)
    report = home.ingest(folder, withdraw_missing=True)
    assert (report.missing, report.withdrawn) == ([], [])


def test_a_mistyped_folder_withdraws_nothing(home, folder) -> None:
    report = home.ingest(f"{folder}-typo", withdraw_missing=True)
    assert report.withdrawn == []
    assert home.catalogue().counts() == {"published": 3}


def test_a_record_that_can_no_longer_be_read_is_not_taken_for_a_missing_one(home, folder) -> None:
    home.write(f"full/{TWO}.json", "{broken")
    report = home.ingest(folder, withdraw_missing=True)
    assert report.withdrawn == []
    assert home.assistant().ask(TWO).outcome is Outcome.ANSWERED


def test_withdrawing_the_last_procedures_leaves_an_index_that_declines(home, make) -> None:
    home.ingest(home.write("a.json", make.detail(ONE)))
    with home.catalogue().write() as writer:
        writer.withdraw(ONE, "thu", "bị bãi bỏ")
    report = home.ingest(home.write("b.json", make.detail(TWO)), publish=False)
    assert report.procedures == 0
    assert home.assistant().ask(ONE).outcome is Outcome.DECLINED
