"""The chat page as Streamlit's AppTest sees it, over the tiny index of conftest."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

APP = Path(__file__).parents[2] / "ui" / "app.py"


@pytest.fixture
def page(indexed_home: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    from ui import chat_page

    monkeypatch.setenv("THUTUC_HOME", str(indexed_home))
    chat_page.assistant.clear()
    return AppTest.from_file(str(APP), default_timeout=60).run()


def _texts(page: AppTest) -> str:
    return "\n".join(element.value for element in [*page.markdown, *page.caption, *page.info, *page.error])


def test_the_empty_page_offers_examples_and_says_it_is_local(page: AppTest) -> None:
    assert len([button for button in page.button if button.key and button.key.startswith("example-")]) == 4
    assert "chỉ mở trên máy này" in _texts(page)


def test_a_question_is_answered_with_its_source_and_the_standing_warning(page: AppTest) -> None:
    page.chat_input[0].set_value("lệ phí cấp bản sao trích lục hộ tịch 2.000635").run()
    assert not page.exception
    assert "8.000 đồng" in _texts(page).replace("\\", "")
    assert "Kiểm tra trước khi tin dùng" in _texts(page)
    assert "163/QĐ-BTP" in _texts(page)


def test_a_new_conversation_clears_the_page(page: AppTest) -> None:
    page.chat_input[0].set_value("2.000635").run()
    page.button(key="new").click().run()
    assert not page.chat_message


def test_without_an_index_the_officer_reads_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from ui import chat_page

    monkeypatch.setenv("THUTUC_HOME", str(tmp_path))
    chat_page.assistant.clear()
    page = AppTest.from_file(str(APP), default_timeout=60).run()
    page.chat_input[0].set_value("đăng ký khai sinh").run()
    assert not page.exception
    assert "thutuc ingest" in _texts(page)
