"""Text reduced to what must agree between a record and an answer: folded words and whole numbers.

Written apart from :mod:`ingest.text` on purpose: the yardstick must not share the mistakes of what it measures.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any

_THOUSANDS = re.compile(r"(?<=\d)[.,](?=\d{3}(?!\d))")
_NOT_WORD = re.compile(r"[^a-z0-9]+")
_IGNORED = re.compile("[\u0300-\u036f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")  # marks, invisibles
_NUMBER = re.compile(r"\d+")
_HANOI = timedelta(hours=7)
_MOMENTS = range(10**11, 10**13)  # whole numbers in here are moments in milliseconds since 1970


@lru_cache(maxsize=20_000)
def reduce(text: str) -> str:
    """Lower-case ASCII words and numbers with one space between; "8.000 đồng" and "8000 đồng" become the same."""
    letters = _IGNORED.sub("", unicodedata.normalize("NFKD", text)).lower().replace("đ", "d")
    return _NOT_WORD.sub(" ", _THOUSANDS.sub("", letters)).strip()


def numbers_in(text: str) -> set[int]:
    """Every whole number of a text; thousands separators do not split one."""
    return set(_numbers(reduce(text)))


@lru_cache(maxsize=20_000)
def _numbers(reduced: str) -> frozenset[int]:
    return frozenset(int(number) for number in _NUMBER.findall(reduced))


def has_words(words: str, text: str) -> bool:
    """True if reduced ``words`` stand in reduced ``text``, whole words in a row."""
    return f" {words} " in f" {text} "


def day_text(milliseconds: int) -> str:
    """The day in Vietnam, "dd/mm/yyyy", of a moment in milliseconds since 1970."""
    return f"{datetime.fromtimestamp(milliseconds / 1000, UTC) + _HANOI:%d/%m/%Y}"


def flatten(value: Any) -> str:
    """Every text and number inside plain data, one below the other; moments also as days."""
    if isinstance(value, dict):
        return "\n".join(flatten(item) for item in value.values())
    if isinstance(value, list):
        return "\n".join(flatten(item) for item in value)
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, int) and value in _MOMENTS:
        return day_text(value)
    return str(value)
