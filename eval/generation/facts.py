"""The expected facts of a question, from the raw record and not through the reader under test."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from eval.generation.records import Record
from ingest.models import SectionKind
from ingest.text import normalise

MOST = 4
_CURRENCIES = {"Việt Nam Đồng": "VND", "USD": "USD"}
# A national record that names the office of the province it was copied from.
_ELSEWHERE = re.compile(r"[Tt]hành phố (?!Hồ Chí Minh|trực thuộc)[A-ZĐ]|[Tt]ỉnh [A-ZĐ]")
_UNITS = {"HOUR", "DAY", "WORKING_DAY", "MONTH", "YEAR"}


def facts(records: Sequence[Record], facets: Sequence[SectionKind]) -> dict[str, list[Any]]:
    """What the acceptable procedures' records state about the asked facets.

    A fact is left out where the record states none, where it states more than :data:`MOST` (a table is no fact to
    compare), and where the acceptable procedures disagree. Amounts are whole units; a currency the record does not
    name is ``None``.
    """
    readers: dict[SectionKind, Callable[[dict[str, Any]], list[Any]]] = {
        SectionKind.FEES: _fees,
        SectionKind.TIME_LIMIT: _time_limits,
        SectionKind.EXECUTING_AGENCY: _agencies,
    }
    found: dict[str, list[Any]] = {}
    for facet in facets:
        if facet in readers:
            stated = [readers[facet](record.detail) for record in records]
            if 0 < len(stated[0]) <= MOST and all(other == stated[0] for other in stated):
                found[facet.value] = stated[0]
    return found


def _fees(detail: dict[str, Any]) -> list[dict[str, Any]]:
    """Every amount above 0; a stored 0 is "no amount", not "free"."""
    fees = [
        {"amount": int(fee["value"]), "currency": _CURRENCIES.get(fee.get("currencyName") or "")}
        for method in detail["executionMethods"]
        for fee in method.get("fees") or []
        if isinstance(fee.get("value"), int | float) and fee["value"] > 0
    ]
    return _distinct(fees)


def _time_limits(detail: dict[str, Any]) -> list[dict[str, Any]]:
    """Every time with a number and a usable unit, of the ways to hand in and of the cases."""
    stated = [
        (method.get("processingTime"), method.get("processingTimeUnit")) for method in detail["executionMethods"]
    ]
    days = [case.get("processingDay") or {} for case in detail.get("cases") or []]
    stated += [(day.get("qty"), day.get("type")) for day in days]
    return _distinct(
        [
            {"value": int(value), "unit": unit.lower()}
            for value, unit in stated
            if unit in _UNITS and str(value).isdecimal() and int(value)
        ]
    )


def _agencies(detail: dict[str, Any]) -> list[str]:
    """The offices the record lists, its joined text where it lists none; nothing if one is another province's."""
    listed = [*(detail.get("departmentsExecuting") or []), *(detail.get("unitGroupsExecuting") or [])]
    names = [normalise(item.get("name") or "") for item in listed if item]
    if not any(names) and isinstance(detail.get("executingAgencies"), str):
        names = [normalise(detail["executingAgencies"])]
    return [] if any(_ELSEWHERE.search(name) for name in names) else _distinct([name for name in names if name])


def _distinct(items: list[Any]) -> list[Any]:
    """Without repetitions, in an order that doesn't depend on the record's."""
    return sorted({str(item): item for item in items}.values(), key=str)
