"""One answer on the page: sections as published, a source to open beside each, warnings, other candidates."""

from __future__ import annotations

from html import escape as escape_html

import streamlit as st

from assistant.assistant import Assistant
from assistant.composition import portal_url
from assistant.models import Answer, Citation, Claim, ClaimStatus, Outcome
from assistant.rendering import bare
from ingest.labels import label
from ingest.sections import sections_of
from ui.escaping import escape

OTHERS = 4


def show_answer(answer: Answer, assistant: Assistant, key: str, offer_others: bool) -> str | None:
    """Draw an answer; returns the code of another candidate if the officer asks for it."""
    if answer.outcome is Outcome.ANSWERED:
        best = answer.candidates[0]
        st.markdown(f"**{escape(best.name)}** · {label('chat.code', code=best.code)}")
        for group in _groups(answer):
            _show_group(group, answer, assistant, key)
        _show_warnings(answer)
    elif answer.outcome is Outcome.CLARIFY:
        return _show_options(answer, key, offer_others)
    else:
        st.info(answer.text)
    return _show_others(answer, key) if offer_others else None


def _show_options(answer: Answer, key: str, active: bool) -> str | None:
    """The clarifying question with a button per option; below each, what sets it apart."""
    st.markdown(f"**{label('clarify.ask')}**")
    for option in answer.options:
        name = f"{option.label} ({option.code})"
        if st.button(name, key=f"{key}-{option.code}", help=option.differs, width="stretch", disabled=not active):
            return option.code
    st.caption(label("clarify.none"))
    return None


def _groups(answer: Answer) -> list[list[Claim]]:
    """Claims in runs of the same section."""
    groups: list[list[Claim]] = []
    for claim in answer.claims:
        if groups and groups[-1][0].section is claim.section and claim.status is not ClaimStatus.NOT_STATED:
            groups[-1].append(claim)
        else:
            groups.append([claim])
    return groups


def _show_group(group: list[Claim], answer: Answer, assistant: Assistant, key: str) -> None:
    lines = []
    for claim in group:
        if claim.status is ClaimStatus.VERBATIM:
            lines.append(f"- {escape(bare(claim.text))}")
        else:
            lines += ["", f"**{escape(claim.text)}**" if claim is group[0] else f"*{escape(claim.text)}*", ""]
    st.markdown("\n".join(lines))
    numbers = sorted({number for claim in group for number in claim.citations})
    for number in numbers:
        citation = answer.citations[number - 1]
        name = label("chat.source", number=number, section=label(f"section.{citation.section}"))
        with st.popover(name, key=f"{key}-{number}"):
            _show_citation(citation, assistant)


def _show_citation(citation: Citation, assistant: Assistant) -> None:
    """The whole field as published, the quoted lines marked, with version, decision and the official page."""
    version = assistant.version(citation.code, citation.version)
    procedure, quoted = version.procedure, set(citation.quote.split("\n"))
    decision = procedure.decision
    st.caption(
        label(
            "chat.source_of",
            code=citation.code,
            version=citation.version,
            decision=decision.number or label("warning.no_number"),
            day=f"{decision.decided_on:%d/%m/%Y}" if decision.decided_on else label("warning.no_day"),
        )
    )
    section = sections_of(procedure)[citation.section]
    shown = [f"<mark>{escape_html(x)}</mark>" if x in quoted else escape_html(x) for x in section.lines]
    st.html("<br>".join(shown))
    if url := portal_url(procedure):
        st.link_button(label("chat.open_portal"), url)


def _show_warnings(answer: Answer) -> None:
    for doubt in answer.warnings[1:]:
        st.warning(escape(doubt), icon=":material/warning:")
    if answer.warnings:
        st.caption(f":material/verified_user: {answer.warnings[0]}")


def _show_others(answer: Answer, key: str) -> str | None:
    others = answer.candidates[1 : OTHERS + 1] if answer.outcome is Outcome.ANSWERED else answer.candidates[:OTHERS]
    if not others:
        return None
    with st.expander(label("chat.others")):
        for candidate in others:
            if st.button(f"{candidate.name} ({candidate.code})", key=f"{key}-{candidate.code}", width="stretch"):
                return candidate.code
    return None
