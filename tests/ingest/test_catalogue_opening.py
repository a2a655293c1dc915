"""Opening a catalogue: the migrations make the tables, and what cannot be opened is one line for the screen."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
import sqlalchemy as sa

from ingest.catalogue import Catalogue
from ingest.errors import CatalogueError
from ingest.schema import metadata


def shape(inspector: sa.Inspector) -> dict[str, list[tuple]]:
    """Table -> (column, type, nullable, part of the key)."""
    tables = [name for name in inspector.get_table_names() if name != "alembic_version"]
    keys = {name: inspector.get_pk_constraint(name)["constrained_columns"] for name in tables}
    return {
        name: [
            (column["name"], str(column["type"]), column["nullable"], column["name"] in keys[name])
            for column in inspector.get_columns(name)
        ]
        for name in tables
    }


def relations(inspector: sa.Inspector, table: str) -> list[tuple]:
    keys = [
        (key["constrained_columns"], key["referred_table"], key["referred_columns"])
        for key in inspector.get_foreign_keys(table)
    ]
    return [sorted(keys), sorted(index["column_names"] for index in inspector.get_indexes(table))]


def test_the_migrations_make_the_tables_that_the_code_describes(home) -> None:
    home.catalogue()
    migrated = sa.inspect(sa.create_engine(home.settings.catalogue_url))
    engine = sa.create_engine("sqlite://")
    metadata.create_all(engine)
    described = sa.inspect(engine)
    assert shape(migrated) == shape(described)
    tables = shape(described)
    assert {name: relations(migrated, name) for name in tables} == {
        name: relations(described, name) for name in tables
    }


def test_opening_twice_changes_nothing(home) -> None:
    assert home.catalogue().revision() == home.catalogue().revision() == 0


def refusal(url: str) -> str:
    with pytest.raises(CatalogueError) as refused:
        Catalogue(url)
    message = str(refused.value)
    assert "\n" not in message
    assert "THUTUC_DATABASE_URL" in message
    return message


def test_a_folder_that_cannot_be_made_is_one_line() -> None:
    assert "/proc/nowhere" in refusal("sqlite:////proc/nowhere/catalogue.sqlite")


def test_a_file_that_is_no_database_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "catalogue.sqlite").write_text("not a database at all, but long enough to be looked at" * 20)
    assert "not a database" in refusal(f"sqlite:///{tmp_path}/catalogue.sqlite")


def test_a_server_that_does_not_answer_is_one_line_without_the_password() -> None:
    message = refusal("postgresql+psycopg://thu:bi-mat@127.0.0.1:1/thutuc")
    assert "bi-mat" not in message
    assert "127.0.0.1" in message


@pytest.mark.parametrize("url", ["garbage", "oracle://thu:bi-mat@host/db", "nosuchdatabase://host/db"])
def test_a_setting_that_is_no_usable_url_is_one_line(url: str) -> None:
    assert "bi-mat" not in refusal(url)


def test_a_database_of_a_newer_program_is_one_line(home) -> None:
    home.catalogue()
    with sqlite3.connect(home.settings.home / "catalogue.sqlite") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    assert "9999" in refusal(home.settings.catalogue_url)


def test_a_folder_with_a_space_and_marks_in_its_name_is_fine(tmp_path: Path) -> None:
    assert Catalogue(f"sqlite:///{tmp_path}/Hồ sơ của tôi/catalogue.sqlite").revision() == 0
