"""The catalogue keeps every version as it was published, in a real SQLite file."""

from __future__ import annotations

import sqlite3
from datetime import date

import pytest

from ingest.catalogue import Catalogue
from ingest.checks import check
from ingest.errors import CatalogueError
from ingest.models import SourceRecord
from ingest.sections import content_hash
from ingest.sources import portal_json


@pytest.fixture
def catalogue(home) -> Catalogue:
    return home.catalogue()


def record(make, code: str = "1.000001", **overrides) -> SourceRecord:
    detail = make.detail(code, **overrides)
    return SourceRecord(f"{code}.json", "hash-of-the-file", detail, portal_json.read(detail))


def store(catalogue: Catalogue, item: SourceRecord, number: int = 1, publish: bool = True) -> None:
    with catalogue.write() as writer:
        writer.add_version(item, check(item.procedure), number)
        if publish:
            writer.publish(item.procedure.code, number, "thu")


def rows(home, query: str) -> list[tuple]:
    with sqlite3.connect(home.settings.home / "catalogue.sqlite") as connection:
        return connection.execute(query).fetchall()


def test_a_published_version_is_read_back_as_it_was_stored(catalogue, make) -> None:
    item = record(make)
    store(catalogue, item)
    version = catalogue.version("1.000001")
    assert version.procedure == item.procedure
    assert (version.number, version.place) == (1, "1.000001.json")
    assert version.content_hash == content_hash(item.procedure)
    assert version.published_on <= date.today()


def test_the_raw_record_stays_beside_the_typed_one(catalogue, make) -> None:
    store(catalogue, record(make, note="  Uỷ  quyền "))
    assert catalogue.source_value("1.000001", 1)["note"] == "  Uỷ  quyền "
    assert catalogue.version("1.000001").procedure.note == "Ủy quyền"


def test_a_second_version_answers_and_the_first_stays_readable(catalogue, make) -> None:
    store(catalogue, record(make, name="Tên cũ"))
    store(catalogue, record(make, name="Tên mới"), number=2)
    assert catalogue.version("1.000001").procedure.name == "Tên mới"
    assert catalogue.version("1.000001", 1).procedure.name == "Tên cũ"
    assert catalogue.published_codes() == {"1.000001": 2}


def test_a_version_number_is_never_given_twice(catalogue, make) -> None:
    store(catalogue, record(make, name="Tên cũ"))
    with pytest.raises(Exception, match="UNIQUE"):
        store(catalogue, record(make, name="Tên khác"), number=1)
    assert catalogue.version("1.000001").procedure.name == "Tên cũ"


def test_a_draft_is_kept_and_not_published(catalogue, make) -> None:
    store(catalogue, record(make), publish=False)
    assert catalogue.state("1.000001") == "draft"
    assert catalogue.published_codes() == {}
    assert catalogue.version("1.000001", 1).number == 1
    with pytest.raises(CatalogueError, match=r"1\.000001"):
        catalogue.version("1.000001")


def test_a_withdrawn_procedure_leaves_what_is_published_and_keeps_its_versions(catalogue, make) -> None:
    store(catalogue, record(make))
    store(catalogue, record(make, "1.000002"))
    with catalogue.write() as writer:
        writer.withdraw("1.000001", "thu", "bị bãi bỏ")
    assert catalogue.state("1.000001") == "withdrawn"
    assert [version.code for version in catalogue.published()] == ["1.000002"]
    assert catalogue.version("1.000001", 1).procedure.code == "1.000001"
    assert catalogue.counts() == {"published": 1, "withdrawn": 1}


def test_the_revision_grows_with_every_change_of_what_is_published(catalogue, make) -> None:
    revisions = [catalogue.revision()]
    store(catalogue, record(make))
    revisions.append(catalogue.revision())
    store(catalogue, record(make, name="Tên mới"), number=2)
    revisions.append(catalogue.revision())
    with catalogue.write() as writer:
        writer.withdraw("1.000001", "thu", "bị bãi bỏ")
    revisions.append(catalogue.revision())
    assert revisions == [0, 1, 2, 3]


def test_a_draft_alone_makes_no_revision(catalogue, make) -> None:
    store(catalogue, record(make), publish=False)
    assert catalogue.revision() == 0


def test_who_published_and_withdrew_what_is_written_down(home, catalogue, make) -> None:
    store(catalogue, record(make))
    with catalogue.write() as writer:
        writer.withdraw("1.000001", "lan", "bị bãi bỏ")
    written = rows(home, "SELECT actor, action, code, detail FROM audit_log ORDER BY id")
    assert written == [
        ("thu", "published", "1.000001", "version 1"),
        ("lan", "withdrawn", "1.000001", "bị bãi bỏ"),
    ]


def test_findings_belong_to_their_version(catalogue, make) -> None:
    zero = [make.method(fees=[make.fee(0)])]
    store(catalogue, record(make, executionMethods=zero))
    store(catalogue, record(make), number=2)
    assert [finding.kind for finding in catalogue.version("1.000001", 1).findings] == ["fee_zero_unexplained"]
    assert catalogue.version("1.000001").findings == ()


def test_only_findings_of_what_is_published_are_counted(catalogue, make) -> None:
    zero = [make.method(fees=[make.fee(0)])]
    store(catalogue, record(make, "1.000001", executionMethods=zero))
    store(catalogue, record(make, "1.000002", executionMethods=zero, unitGroupsExecuting=[]))
    store(catalogue, record(make, "1.000003", executionMethods=zero), publish=False)
    assert catalogue.findings_by_kind() == {"fee_zero_unexplained": 2, "agency_not_stated": 1}


def test_a_transaction_that_fails_leaves_nothing_behind(home, catalogue, make) -> None:
    store(catalogue, record(make, "1.000001"))
    with pytest.raises(RuntimeError, match="điện"), catalogue.write() as writer:
        writer.add_version(record(make, "1.000002"), [], 1)
        writer.publish("1.000002", 1, "thu")
        writer.withdraw("1.000001", "thu", "nhầm")
        writer.flush()
        raise RuntimeError("mất điện")
    assert catalogue.published_codes() == {"1.000001": 1}
    assert catalogue.revision() == 1
    assert rows(home, "SELECT count(*) FROM versions") == [(1,)]
    assert rows(home, "SELECT count(*) FROM audit_log") == [(1,)]


def test_a_reader_sees_the_last_state_while_a_writer_writes(home, catalogue, make) -> None:
    store(catalogue, record(make, "1.000001"))
    with catalogue.write() as writer:
        writer.add_version(record(make, "1.000002"), [], 1)
        writer.publish("1.000002", 1, "thu")
        writer.flush()
        assert home.catalogue().published_codes() == {"1.000001": 1}
    assert home.catalogue().published_codes() == {"1.000001": 1, "1.000002": 1}


def test_an_unknown_code_is_an_error_that_names_it(catalogue) -> None:
    assert catalogue.state("9.999999") == ""
    with pytest.raises(CatalogueError, match=r"9\.999999"):
        catalogue.version("9.999999")
