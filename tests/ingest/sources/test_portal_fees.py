"""Where are fees read? A stored 0 is never "free", and no amount is ever made up."""

from __future__ import annotations

import pytest

from ingest.models import Fee, FeeState


def read_fee(make, **fee) -> Fee:
    procedure = make.procedure(executionMethods=[make.method(fees=[make.fee(**fee)])])
    return procedure.channels[0].fees[0]


def test_an_amount_is_kept_with_its_currency_and_note(make) -> None:
    fee = read_fee(make, value=8000, description="mỗi bản")
    assert (fee.amount, fee.currency, fee.note, fee.state) == (8000, "VND", "mỗi bản", FeeState.AMOUNT)


def test_a_bare_zero_is_not_free(make) -> None:
    fee = read_fee(make, value=0, currencyName="")
    assert fee.state is FeeState.ZERO_BARE
    assert fee.currency is None


def test_a_zero_beside_a_note_that_says_otherwise_keeps_the_note(make) -> None:
    fee = read_fee(make, value=0, description="Do Hội đồng nhân dân cấp tỉnh quy định")
    assert fee.state is FeeState.ZERO_WITH_NOTE
    assert fee.note == "Do Hội đồng nhân dân cấp tỉnh quy định"


@pytest.mark.parametrize(
    "note", ["Không", "Không có", "không thu phí", "Không thu lệ phí.", "Miễn phí", "Miễn lệ phí;", "0 đồng"]
)
def test_free_is_what_the_note_alone_says(make, note: str) -> None:
    assert read_fee(make, value=0, description=note).state is FeeState.FREE_SAID


@pytest.mark.parametrize(
    "note",
    ["Không thu lệ phí. Bản sao thu theo Thông tư 281", "Miễn lệ phí cho hộ nghèo", "Không quá 50.000 đồng"],
)
def test_a_note_that_only_begins_like_free_is_not_free(make, note: str) -> None:
    assert read_fee(make, value=0, description=note).state is FeeState.ZERO_WITH_NOTE


def test_no_value_leaves_the_note_to_speak(make) -> None:
    fee = read_fee(make, value=None, description="Theo Thông tư 257/2016/TT-BTC")
    assert fee.amount is None
    assert fee.state is FeeState.NOTE_ONLY


def test_no_value_and_no_note_is_not_stated(make) -> None:
    assert read_fee(make, value=None, description=None).state is FeeState.NOT_STATED


def test_dollars_stay_dollars(make) -> None:
    """The portal's own PDF misprints them as đồng."""
    fee = read_fee(make, value=10, currencyName="USD")
    assert (fee.amount, fee.currency) == (10, "USD")


def test_a_missing_currency_is_not_guessed(make) -> None:
    fee = read_fee(make, value=15000, currencyName=None)
    assert (fee.amount, fee.currency) == (15000, None)


def test_a_currency_given_as_an_object_is_read(make) -> None:
    currency = {"id": "x", "code": "VND", "name": "Việt Nam Đồng"}
    assert read_fee(make, value=15000, currencyName=None, currency=currency).currency == "VND"


def test_an_unknown_currency_keeps_its_name(make) -> None:
    assert read_fee(make, value=20, currencyName="Euro").currency == "Euro"


@pytest.mark.parametrize(("stored", "amount"), [("8000", 8000), (8000.0, 8000), (" 8000 ", 8000), ("0", 0)])
def test_an_amount_stored_as_text_or_decimal_is_the_same_amount(make, stored: object, amount: int) -> None:
    assert read_fee(make, value=stored).amount == amount


def test_channels_keep_their_own_fees(make) -> None:
    """A commune office in đồng, a mission abroad in dollars, both by the same method."""
    methods = [
        make.method(fees=[make.fee(2000, description="/trang")]),
        make.method(fees=[make.fee(10, currencyName="USD", description="/bản")]),
    ]
    fees = [channel.fees[0] for channel in make.procedure(executionMethods=methods).channels]
    assert [(fee.amount, fee.currency) for fee in fees] == [(2000, "VND"), (10, "USD")]


def test_nulls_among_the_fees_are_passed_over(make) -> None:
    methods = [make.method(fees=[None, make.fee(8000)]), make.method("ONLINE", fees=None)]
    channels = make.procedure(executionMethods=methods).channels
    assert [len(channel.fees) for channel in channels] == [1, 0]
