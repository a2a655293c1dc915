"""The questions of an evaluation: one dataclass, and the reading of one row of a file, line-precise in its errors."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any, TypeVar

from assistant.models import Outcome, Reason
from ingest.labels import label
from ingest.models import SectionKind
from ingest.text import fold, has_marks

E = TypeVar("E", bound=StrEnum)
DIACRITICS = ("full", "partial", "none")
EXPECTED = (Outcome.ANSWERED, Outcome.CLARIFY, Outcome.DECLINED)
_CODE = re.compile(r"\d\.\d{6}\d*")
_SEPARATORS = re.compile(r"[;,\n]")


@dataclass(frozen=True)
class Question:
    """One question, or one conversation whose last turn is judged, with what is expected of its answer.

    :ivar codes: acceptable procedures (answered), or those to be offered (clarify); empty for a decline.
    :ivar set: the file it came from, without its ending.
    :ivar named: whether the procedure is named rather than described; like all that follows, only to look at slices.
    """

    id: str
    turns: tuple[str, ...]
    outcome: Outcome
    codes: tuple[str, ...] = ()
    facets: tuple[SectionKind, ...] = ()
    reason: str = ""
    set: str = ""
    diacritics: str = ""
    field: str = ""
    named: bool | None = None
    style: str = ""
    perturbation: str = ""
    kind: str = ""
    wording: str = ""
    differs: str = ""
    note: str = ""

    @property
    def text(self) -> str:
        """The turns, one below the other."""
        return "\n".join(self.turns)

    @property
    def fingerprint(self) -> str:
        """Of what is asked and expected: two runs are compared only where both agree, whatever the ids say."""
        asked = [*self.turns, self.outcome, *sorted(self.codes), *sorted(self.facets)]
        return hashlib.sha256("\0".join(asked).encode()).hexdigest()[:8]

    def as_row(self) -> dict[str, Any]:
        """The row of a question file that reads back as this question."""
        return asdict(self)


class RowError(ValueError):
    """A row cannot be read; the message says what is wrong and how to mend it, in Vietnamese."""


def read_row(row: Mapping[str, Any], set_name: str) -> Question:
    """One row of a question file.

    :raises RowError: naming the field, its value and what it should be.
    """
    turns = _turns(row)
    codes = _list(row, "codes")
    for code in codes:
        if not _CODE.fullmatch(code):
            raise RowError(label("eval.row.code", value=code))
    outcome = _outcome(row, codes)
    if outcome is not Outcome.DECLINED and not codes:
        raise RowError(label("eval.row.no_codes", outcome=outcome))
    if outcome is Outcome.DECLINED and codes:
        raise RowError(label("eval.row.codes_of_decline", value=", ".join(codes)))
    return Question(
        id=_required(row, "id"),
        turns=turns,
        outcome=outcome,
        codes=codes,
        facets=tuple(_one_of(SectionKind, facet, "facets") for facet in _list(row, "facets")),
        reason=str(_one_of(Reason, reason, "reason")) if (reason := _text(row, "reason")) else "",
        set=set_name,
        diacritics=_diacritics(row, turns),
        field=_text(row, "field"),
        named=_flag(row, "named"),
        style=_text(row, "style"),
        perturbation=_text(row, "perturbation"),
        kind=_text(row, "kind"),
        wording=_text(row, "wording"),
        differs=_text(row, "differs"),
        note=_text(row, "note"),
    )


def _turns(row: Mapping[str, Any]) -> tuple[str, ...]:
    value = row.get("turns") or ([row["question"]] if row.get("question") else None)
    if isinstance(value, tuple):
        value = list(value)
    if isinstance(value, str):
        value = [turn for turn in value.split("\n") if turn.strip()]
    if not isinstance(value, list) or not value or not all(isinstance(turn, str) and turn.strip() for turn in value):
        raise RowError(label("eval.row.question"))
    return tuple(value)


def _outcome(row: Mapping[str, Any], codes: tuple[str, ...]) -> Outcome:
    """As stated; a row that only gives codes, or none, says enough."""
    if value := _text(row, "outcome"):
        outcome = _one_of(Outcome, value, "outcome")
        if outcome not in EXPECTED:
            raise RowError(label("eval.row.value", field="outcome", value=value, allowed=", ".join(EXPECTED)))
        return outcome
    return Outcome.ANSWERED if codes else Outcome.DECLINED


def _diacritics(row: Mapping[str, Any], turns: tuple[str, ...]) -> str:
    if value := _text(row, "diacritics"):
        if value not in DIACRITICS:
            raise RowError(label("eval.row.value", field="diacritics", value=value, allowed=", ".join(DIACRITICS)))
        return value
    return "full" if has_marks(" ".join(turns)) else "none"


def _required(row: Mapping[str, Any], name: str) -> str:
    if not (value := _text(row, name)):
        raise RowError(label("eval.row.missing", field=name))
    return value


def _text(row: Mapping[str, Any], name: str) -> str:
    value = row.get(name)
    if value is None:
        return ""
    if isinstance(value, list | dict):
        raise RowError(label("eval.row.text", field=name))
    return str(value).strip()


def _list(row: Mapping[str, Any], name: str) -> tuple[str, ...]:
    """A JSON list, or a cell with its items separated by commas, semicolons or line breaks."""
    value = row.get(name) or []
    items = value if isinstance(value, list) else _SEPARATORS.split(str(value))
    return tuple(dict.fromkeys(text for item in items if (text := str(item).strip())))


def _flag(row: Mapping[str, Any], name: str) -> bool | None:
    value = row.get(name)
    if value is None or isinstance(value, bool):
        return value
    folded = fold(str(value)).strip()
    if folded in {"true", "1", "co", "x"}:
        return True
    if folded in {"false", "0", "khong"}:
        return False
    raise RowError(label("eval.row.value", field=name, value=value, allowed="true, false"))


def _one_of(kinds: type[E], value: str, name: str) -> E:
    try:
        return kinds(value)
    except ValueError as error:
        allowed = ", ".join(kinds)
        raise RowError(label("eval.row.value", field=name, value=value, allowed=allowed)) from error
