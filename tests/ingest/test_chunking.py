"""A published version -> its card and the sections that are searched."""

from __future__ import annotations

from datetime import date

from ingest.chunking import CARD, EMBEDDED_SYLLABLES, card_of, chunk, embedded_text
from ingest.models import Level, SectionKind, Version


def version(make, **overrides) -> Version:
    return Version("1.000001", 2, date(2026, 11, 24), "hash", make.procedure(**overrides))


def test_the_card_comes_first_and_then_only_what_the_record_fills(make) -> None:
    pieces = chunk(version(make, requirementsAndConditions="Đủ 18 tuổi", executionSteps=[]))
    assert pieces[0].kind == CARD
    kinds = {piece.kind for piece in pieces[1:]}
    assert {SectionKind.DOCUMENTS, SectionKind.CONDITIONS, SectionKind.RESULT} <= kinds
    assert SectionKind.STEPS not in kinds
    assert {piece.code for piece in pieces} == {"1.000001"}


def test_laws_and_decisions_are_not_searched(make) -> None:
    text = " ".join(piece.text for piece in chunk(version(make)))
    assert "32/2018/QH14" not in text
    assert "163/QĐ-BNNMT" not in text


def test_the_keywords_of_the_record_stand_on_its_card(make) -> None:
    card = chunk(version(make, keywords="nhà yến; tổ yến"))[0]
    assert card.text.startswith("Cấp giấy phép nuôi chim yến.")
    assert "nhà yến; tổ yến" in card.text
    assert "Chăn nuôi" in card.text


def test_a_name_as_long_as_a_page_does_not_drown_what_is_embedded(make) -> None:
    text = embedded_text(make.procedure(name="Thủ tục " + "cấp giấy phép rất dài " * 50))
    assert len(text.split()) <= EMBEDDED_SYLLABLES + len(["Chăn", "nuôi"])
    assert text.startswith("cấp giấy phép")
    assert text.endswith("Chăn nuôi")


def test_a_card_knows_what_a_list_shows_without_the_record(make) -> None:
    card = card_of(version(make), aliases=("nuôi yến",))
    assert (card.code, card.version, card.name) == ("1.000001", 2, "Cấp giấy phép nuôi chim yến")
    assert (card.levels, card.agencies) == ((Level.COMMUNE,), ("Ủy ban nhân dân cấp xã",))
    assert (card.results, card.aliases) == (("Giấy phép",), ("nuôi yến",))
