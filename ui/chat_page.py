"""Hỏi đáp: question, answer, numbered citations that open the exact field, and the reminder to verify."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from assistant.assistant import Assistant
from assistant.conversation import EMPTY, Context, after
from assistant.models import Answer
from ingest.errors import ThutucError
from ingest.labels import label, labels_below
from ui.answer_view import show_answer

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Turn:
    """One question and what came of it; ``error`` is a line for the officer."""

    question: str
    answer: Answer | None
    error: str = ""


@st.cache_resource(show_spinner=False)
def assistant() -> Assistant:
    """One assistant for all sessions of this process."""
    return Assistant()


def show() -> None:
    """Draw the page."""
    st.title(label("app.heading"))
    st.caption(label("app.local_only"))
    turns: list[Turn] = st.session_state.setdefault("turns", [])
    if turns and st.button(label("chat.new"), key="new"):
        st.session_state.update(turns=[], context=EMPTY)
        st.rerun()
    for index, turn in enumerate(turns):
        _show_turn(turn, index, last=index == len(turns) - 1)
    if not turns:
        _show_examples()
    question = st.chat_input(label("chat.placeholder"), key="question", max_chars=2000) or st.session_state.pop(
        "asked", None
    )
    if question:
        turns.append(_ask(question))
        st.rerun()


def _ask(question: str) -> Turn:
    context: Context = st.session_state.get("context", EMPTY)
    try:
        answer = assistant().ask(question, context)
        st.session_state["context"] = after(answer, context)
    except ThutucError as error:
        return Turn(question, None, str(error))
    return Turn(question, answer)


def _show_turn(turn: Turn, index: int, last: bool) -> None:
    with st.chat_message("user", avatar=":material/person:"):
        st.text(turn.question)
    with st.chat_message("assistant", avatar=":material/description:"):
        if turn.answer is None:
            st.error(turn.error)
        else:
            chosen = show_answer(turn.answer, assistant(), key=f"turn-{index}", offer_others=last)
            if chosen:
                st.session_state["asked"] = f"{turn.question} {chosen}"
                st.rerun()


def _show_examples() -> None:
    st.markdown(label("chat.welcome"))
    for key, example in labels_below("chat.examples").items():
        if st.button(example, key=f"example-{key}", width="stretch"):
            st.session_state["asked"] = example
            st.rerun()
