"""Generations of the index: small steps equal a fresh build, the pointer flips last, readers follow by themselves."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from assistant.models import Outcome
from ingest.errors import IndexMismatch, IndexUnavailable
from ingest.generations import open_generation, read_manifest
from ingest.lexical import BODY, TITLE, query_terms
from ingest.settings import Settings

LAND = ["trâu", "bò", "dê", "cừu", "lợn", "gà", "vịt", "ngan", "ngỗng", "thỏ", "chó", "mèo", "ngựa", "hươu", "nhím"]
OTHER = ["ong", "tằm", "cá", "tôm", "cua", "ếch", "rùa", "dúi", "công", "trĩ", "sáo", "vẹt", "két", "cút", "đà", "cầy"]
ANIMALS = [*LAND, *OTHER, "chồn", "rắn", "yến"]
QUESTIONS = ["nuôi chim yến", "giay phep nuoi ong", "lợn", "nộp hồ sơ tại xã", "nuôi lạc đà"]


def fill(home, make, animals: list[str]) -> str:
    """A folder with one record per animal; the code follows the animal."""
    for animal in animals:
        code = f"1.0001{ANIMALS.index(animal.removesuffix(' con')):02d}"
        home.write(f"records/{code}.json", make.detail(code, name=f"Cấp giấy phép nuôi {animal}"))
    return str(home.folder / "records")


def folders(home) -> list[str]:
    return sorted(path.name for path in home.settings.index_folder.glob("gen-*"))


def answers(home, question: str) -> tuple[list[str], list[tuple[str, float]], np.ndarray]:
    """Codes, all cards by nearness, and the lexical scores over titles and bodies."""
    generation = open_generation(home.settings)
    nearest = generation.vectors.nearest(home.embedder.embed_query(question), 100)
    lexical = generation.lexical
    terms = query_terms(question)
    scores = np.stack([lexical.scores(terms, TITLE), lexical.scores(terms, BODY)])
    return lexical.codes, [(code, round(score, 4)) for code, score in nearest], scores


def test_an_index_grown_in_steps_answers_like_one_built_at_once(home, other_home, make) -> None:
    source = fill(home, make, ANIMALS[:-1])
    home.ingest(source)
    (home.folder / "records" / "1.000101.json").unlink()
    fill(home, make, ["trâu con", "yến"])
    report = home.ingest(source, withdraw_missing=True)
    assert (report.changed, report.new, report.withdrawn) == (["1.000100"], ["1.000133"], ["1.000101"])
    manifest = read_manifest(home.settings)
    assert manifest is not None
    assert manifest.dead > 0  # the second generation really started from the first

    other_home.ingest(fill(other_home, make, ["trâu con", *ANIMALS[2:]]))
    for question in QUESTIONS:
        (codes, nearest, scores), (all_codes, all_nearest, all_scores) = (
            answers(grown, question) for grown in (home, other_home)
        )
        assert codes == all_codes
        assert dict(nearest) == pytest.approx(dict(all_nearest), abs=1e-3), question
        np.testing.assert_allclose(scores, all_scores, rtol=1e-4, err_msg=question)


def test_only_what_changed_is_embedded_again(home, make) -> None:
    source = fill(home, make, ANIMALS)
    home.ingest(source)
    home.embedder.embedded.clear()
    fill(home, make, ["ong con"])
    home.ingest(source)
    assert home.embedder.embedded == ["Cấp giấy phép nuôi ong con. Chăn nuôi"]


def test_a_change_of_most_records_builds_the_graph_anew_without_dead_vectors(home, make) -> None:
    source = fill(home, make, ANIMALS)
    home.ingest(source)
    fill(home, make, [f"{animal} con" for animal in ANIMALS[:20]])
    home.ingest(source)
    manifest = read_manifest(home.settings)
    assert manifest is not None
    assert (manifest.dead, manifest.procedures) == (0, 34)


def test_the_generation_before_is_kept_and_older_ones_go(home, make) -> None:
    for animal in ("gà", "vịt", "ngan", "ngỗng"):
        home.ingest(fill(home, make, [animal]))
    kept = folders(home)
    assert [name[:10] for name in kept] == ["gen-000003", "gen-000004"]
    assert json.loads((home.settings.index_folder / "current.json").read_text()) == {"generation": kept[1]}


def test_a_generation_says_what_it_was_built_from(home, make) -> None:
    home.ingest(fill(home, make, ["gà", "vịt"]))
    manifest = read_manifest(home.settings)
    assert manifest is not None
    assert (manifest.embedding_model, manifest.dimension, manifest.procedures) == ("hashing", 32, 2)
    assert manifest.revision == home.catalogue().revision()


def test_a_reader_follows_the_flip_without_a_restart(home, make) -> None:
    home.ingest(fill(home, make, ["gà"]))
    assistant = home.assistant()
    assert assistant.ask("1.000106").outcome is Outcome.DECLINED
    home.ingest(fill(home, make, ["vịt"]))
    assert assistant.ask("1.000106").candidates[0].name == "Cấp giấy phép nuôi vịt"
    home.ingest(fill(home, make, ["vịt con"]))
    assert assistant.ask("1.000106").candidates[0].name == "Cấp giấy phép nuôi vịt con"


def test_a_reader_of_the_old_generation_still_gets_its_answer_after_the_flip(home, make) -> None:
    home.ingest(fill(home, make, ["gà", "vịt"]))
    held = open_generation(home.settings)
    home.ingest(fill(home, make, ["ngan"]))
    assert {code for code, _ in held.vectors.nearest(home.embedder.embed_query("gà"), 5)} == {"1.000105", "1.000106"}


def test_an_index_of_another_model_is_refused_naming_both(home, make) -> None:
    home.ingest(fill(home, make, ["gà"]))
    other = Settings(home=home.settings.home, data=home.data, embedding_model="intfloat/e5")
    with pytest.raises(IndexMismatch) as refused:
        open_generation(other)
    assert "hashing" in str(refused.value)
    assert "intfloat/e5" in str(refused.value)


def test_an_index_of_another_chunking_is_refused_and_the_next_ingest_builds_it_anew(home, make) -> None:
    source = fill(home, make, ["gà"])
    path = home.settings.index_folder / home.ingest(source).generation / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"chunking": "pages/0"}))
    with pytest.raises(IndexMismatch, match="pages/0"):
        open_generation(home.settings)
    assert home.ingest(source).generation.startswith("gen-000002-")
    assert open_generation(home.settings).manifest.procedures == 1


def test_changing_the_model_builds_the_whole_index_with_it(home, make) -> None:
    source = fill(home, make, ["gà", "vịt"])
    home.ingest(source)
    home.embedder = type(home.embedder)(name="hashing-2")
    report = home.ingest(source)
    assert (report.unchanged, report.procedures, len(home.embedder.embedded)) == (2, 2, 2)
    assert open_generation(home.settings).manifest.embedding_model == "hashing-2"


@pytest.mark.parametrize("pointer", ["", "{", '{"generation": "gen-000009"}', "[]"])
def test_a_pointer_to_nothing_is_no_index(home, make, pointer: str) -> None:
    source = fill(home, make, ["gà"])
    home.ingest(source)
    (Path(home.settings.index_folder) / "current.json").write_text(pointer)
    with pytest.raises(IndexUnavailable, match="thutuc ingest"):
        open_generation(home.settings)
    home.ingest(source)
    assert open_generation(home.settings).manifest.procedures == 1
