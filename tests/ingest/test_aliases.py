"""Everyday names: from the bundled files into the cards, without touching a curator's own."""

from __future__ import annotations

import shutil
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from ingest.aliases import AliasIndex, load_bundled_aliases
from ingest.errors import SettingsError
from ingest.generations import open_generation

CODE = "1.000001"


def say(folder: Path, *aliases: str) -> None:
    said = ", ".join(f'"{alias}"' for alias in aliases)
    text = f'["{CODE}"]\nname = "Cấp giấy phép nuôi chim yến"\nsay = [{said}]\n'
    (folder / "lexicon" / "aliases" / "chan_nuoi.toml").write_text(text, encoding="utf-8")


@pytest.fixture
def own(home, make):
    """A home with a data folder of its own, and one procedure in it."""
    data = home.folder / "data"
    shutil.copytree(home.data, data)
    own = replace(home, data=data)
    own.ingest(own.write("a.json", make.detail(CODE)))
    return own


def names(home) -> tuple[str, ...]:
    return open_generation(home.settings).cards[CODE].aliases


def test_the_everyday_names_of_the_files_stand_on_the_card(own) -> None:
    assert names(own) == ("xin nuôi yến trong nhà",)


def test_a_changed_file_reaches_the_index_at_the_next_ingest_without_embedding_anything(own) -> None:
    own.embedder.embedded.clear()
    say(own.data, "mở nhà yến")
    report = own.ingest(str(own.folder / "a.json"))
    assert (report.unchanged, names(own)) == (1, ("mở nhà yến",))
    assert own.embedder.embedded == []


def test_a_curators_name_survives_every_ingest(own) -> None:
    with sqlite3.connect(own.settings.home / "catalogue.sqlite") as connection:
        connection.execute("INSERT INTO aliases VALUES (?, ?, 'curator')", (CODE, "nuôi én lấy tổ"))
    say(own.data, "mở nhà yến", "nuôi én lấy tổ")
    own.ingest(str(own.folder / "a.json"))
    assert set(own.catalogue().aliases()[CODE]) == {"mở nhà yến", "nuôi én lấy tổ"}
    say(own.data, "mở nhà yến")
    own.ingest(str(own.folder / "a.json"))
    assert set(own.catalogue().aliases()[CODE]) == {"mở nhà yến", "nuôi én lấy tổ"}


@pytest.mark.parametrize("broken", ["not = [toml", '["1.000001"]\nname = "x"\n', '["1.000001"]\nsay = 3\n'])
def test_a_broken_file_is_named(tmp_path: Path, broken: str) -> None:
    (tmp_path / "hu_hong.toml").write_text(broken)
    with pytest.raises(SettingsError, match=r"hu_hong\.toml"):
        load_bundled_aliases(tmp_path)


def test_two_files_may_name_the_same_procedure(tmp_path: Path) -> None:
    for name, alias in (("a", "nuôi yến"), ("b", "nhà yến")):
        (tmp_path / f"{name}.toml").write_text(f'["{CODE}"]\nname = "x"\nsay = ["{alias}"]\n', encoding="utf-8")
    assert set(load_bundled_aliases(tmp_path)[CODE]) == {"nuôi yến", "nhà yến"}


def test_an_everyday_name_is_found_whole_or_in_part_with_or_without_marks() -> None:
    index = AliasIndex(["1", "2"], {"1": ["làm giấy khai sinh"], "2": ["báo tử cho người nhà"]})
    whole, part, folded = (index.match(text) for text in ("làm giấy khai sinh", "khai sinh", "lam giay khai sinh"))
    assert whole.cover.tolist() == folded.cover.tolist() == pytest.approx([1, 0], abs=1e-6)
    assert 0 < part.cover[0] < 1
    assert part.cover[1] == 0
    assert index.match("xyzzy").dice.tolist() == [0, 0]


def test_no_everyday_names_at_all_match_nothing() -> None:
    assert AliasIndex(["1"], {}).match("khai sinh").cover.tolist() == [0]
