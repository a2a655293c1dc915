"""Whatever breaks while an index is built, the old one answers; whatever is lost, the next ingest makes good."""

from __future__ import annotations

import shutil

import pytest

from assistant.models import Outcome
from ingest import generations
from ingest.errors import IndexUnavailable
from ingest.generations import open_generation
from ingest.index import ChromaVectors
from ingest.labels import label

GA, VIT = "1.000005", "1.000006"


class PowerCut(Exception):
    """Stands for anything that ends the process."""


@pytest.fixture
def source(home, make) -> str:
    """A home that answers about chickens, and a folder that now tells of ducks as well."""
    home.write(f"records/{GA}.json", make.detail(GA, name="Cấp giấy phép nuôi gà"))
    home.ingest(str(home.folder / "records"))
    home.write(f"records/{VIT}.json", make.detail(VIT, name="Cấp giấy phép nuôi vịt"))
    return str(home.folder / "records")


def fail(*_: object) -> None:
    raise PowerCut


def crash(home, source: str, monkeypatch: pytest.MonkeyPatch, place: object, name: str) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(place, name, fail)
        with pytest.raises(PowerCut):
            home.ingest(source)


STEPS = [(generations, "_flip"), (generations, "build_lexical"), (ChromaVectors, "add"), (ChromaVectors, "create")]


@pytest.mark.parametrize(("place", "name"), STEPS, ids=[name for _, name in STEPS])
def test_a_crash_while_building_leaves_the_old_index_answering(
    home, source, monkeypatch: pytest.MonkeyPatch, place: object, name: str
) -> None:
    crash(home, source, monkeypatch, place, name)
    assistant = home.assistant()
    assert assistant.ask(GA).outcome is Outcome.ANSWERED
    assert assistant.ask(VIT).outcome is Outcome.DECLINED
    report = home.ingest(source)
    assert (report.unchanged, report.procedures) == (2, 2)
    assert assistant.ask(VIT).outcome is Outcome.ANSWERED


def test_after_a_crash_the_generation_that_answered_is_the_one_kept(home, source, monkeypatch) -> None:
    """Readers may still hold it; the half-built one nobody ever read."""
    held = open_generation(home.settings)
    crash(home, source, monkeypatch, generations, "_flip")
    home.ingest(source)
    assert [code for code, _ in held.vectors.nearest(home.embedder.embed_query("gà"), 5)] == [GA]


def test_half_built_generations_do_not_pile_up(home, source, monkeypatch) -> None:
    for _ in range(3):
        crash(home, source, monkeypatch, generations, "_flip")
    home.ingest(source)
    assert len(list(home.settings.index_folder.glob("gen-*"))) == 2


def test_a_crash_in_the_catalogue_leaves_catalogue_and_index_as_they_were(home, source, monkeypatch) -> None:
    from ingest import intake

    crash(home, source, monkeypatch, intake, "check")
    assert home.catalogue().published_codes() == {GA: 1}
    assert home.assistant().ask(GA).outcome is Outcome.ANSWERED
    assert home.ingest(source).new == [VIT]


def test_a_store_that_lost_a_vector_is_never_flipped_to(home, source, monkeypatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(ChromaVectors, "count", lambda _: 1)
        with pytest.raises(IndexUnavailable, match=r"1 .*2"):
            home.ingest(source)
    assert open_generation(home.settings).manifest.procedures == 1
    assert home.ingest(source).procedures == 2


def lose(home, part: str) -> None:
    generation = home.settings.index_folder / open_generation(home.settings).manifest.generation
    path = generation / part
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink()


@pytest.mark.parametrize("part", ["lexical", "cards.jsonl"])
def test_a_lost_file_is_one_line_that_says_what_to_do_and_doing_it_helps(home, source, part: str) -> None:
    home.ingest(source)
    lose(home, part)
    with pytest.raises(IndexUnavailable, match="thutuc ingest") as refused:
        home.assistant().ask("nuôi gà")
    assert "\n" not in str(refused.value)
    home.ingest(source)
    assert home.assistant().ask(GA).outcome is Outcome.ANSWERED


def test_lost_vectors_are_made_again_by_the_next_ingest(home, source) -> None:
    home.ingest(source)
    lose(home, "chroma")
    assert label("warning.no_dense") in home.assistant().ask(GA).warnings
    home.ingest(source)
    assert label("warning.no_dense") not in home.assistant().ask(GA).warnings


def test_lost_vectors_do_not_stand_in_the_way_of_a_small_change(home, make) -> None:
    """A small change starts from a copy of the former vectors."""
    for number in range(20):
        home.write(f"records/{number}.json", make.detail(f"1.0000{number:02d}"))
    home.ingest(str(home.folder / "records"))
    lose(home, "chroma")
    home.write("records/0.json", make.detail("1.000000", name="Tên mới"))
    assert home.ingest(str(home.folder / "records")).procedures == 20
    assert label("warning.no_dense") not in home.assistant().ask("1.000000").warnings


def test_the_whole_index_folder_may_be_deleted(home, source) -> None:
    home.ingest(source)
    shutil.rmtree(home.settings.index_folder)
    with pytest.raises(IndexUnavailable, match="thutuc ingest"):
        home.assistant().ask(GA)
    assert home.ingest(source).procedures == 2
    assert home.assistant().ask(VIT).outcome is Outcome.ANSWERED
