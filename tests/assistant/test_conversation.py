"""What a turn takes over from the turns before it."""

from __future__ import annotations

import pytest

from assistant.assistant import Assistant
from assistant.conversation import EMPTY, after
from assistant.models import Outcome
from ingest.models import SectionKind

FIRST = "lệ phí đăng ký thường trú bao nhiêu"


@pytest.mark.parametrize(
    ("turn", "facet"),
    [
        ("vậy cần giấy tờ gì", SectionKind.DOCUMENTS),
        ("còn thời hạn?", SectionKind.TIME_LIMIT),
        ("thế mất bao lâu?", SectionKind.TIME_LIMIT),
        ("vay le phi bao nhieu", SectionKind.FEES),
        ("nộp ở đâu", SectionKind.RECEIVING_ADDRESS),
    ],
)
def test_a_turn_without_a_topic_asks_about_the_procedure_under_discussion(
    tiny_assistant: Assistant, turn: str, facet: SectionKind
) -> None:
    answer = tiny_assistant.converse([FIRST, turn])
    assert (answer.outcome, answer.candidates[0].code) == (Outcome.ANSWERED, "1.004222")
    assert answer.facets == (facet,)


def test_a_turn_with_a_topic_of_its_own_changes_the_procedure(tiny_assistant: Assistant) -> None:
    answer = tiny_assistant.converse([FIRST, "đăng ký kết hôn cần giấy tờ gì"])
    assert answer.candidates[0].code == "1.000894"


def test_the_procedure_is_kept_over_several_turns(tiny_assistant: Assistant) -> None:
    answer = tiny_assistant.converse([FIRST, "vậy cần giấy tờ gì", "vậy thời hạn bao lâu"])
    assert (answer.candidates[0].code, answer.facets) == ("1.004222", (SectionKind.TIME_LIMIT,))


def test_a_code_changes_the_procedure(tiny_assistant: Assistant) -> None:
    turns = [FIRST, "lệ phí 2.000815", "vậy cần giấy tờ gì"]
    assert tiny_assistant.converse(turns).candidates[0].code == "2.000815"


def test_a_turn_that_was_declined_does_not_lose_the_procedure(tiny_assistant: Assistant) -> None:
    answer = tiny_assistant.converse([FIRST, "lệ phí 9.999999", "vậy cần giấy tờ gì"])
    assert answer.candidates[0].code == "1.004222"


def test_one_turn_alone_is_a_question(tiny_assistant: Assistant) -> None:
    assert tiny_assistant.converse([FIRST]).claims == tiny_assistant.ask(FIRST).claims


def test_conversations_do_not_leak_into_each_other(tiny_assistant: Assistant) -> None:
    tiny_assistant.converse([FIRST, "vậy cần giấy tờ gì"])
    context = after(tiny_assistant.ask(FIRST), EMPTY)
    assert context.code == "1.004222"
    assert EMPTY.code == ""
    assert tiny_assistant.ask("lệ phí đăng ký kết hôn").candidates[0].code == "1.000894"
