"""A source file -> the records in it. One bad record costs that record, never its file or the batch."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from ingest.errors import RecordError
from ingest.labels import label
from ingest.models import Rejected, SourceRecord
from ingest.sources import portal_json
from ingest.sources.files import SourceFile

READER = "portal_json/1"


def read_file(file: SourceFile) -> Iterator[SourceRecord | Rejected]:
    """Every record of a ``.json`` (one record or a list) or ``.jsonl`` file (one record a line)."""
    if file.suffix not in {".json", ".jsonl"}:
        kind = file.suffix or label("reject.no_suffix")
        yield Rejected(file.place, label("reject.kind", kind=kind), label("reject.kind_fix"))
        return
    try:
        text = file.data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        place = f"{file.place}@{error.start}"
        yield Rejected(place, label("reject.encoding"), label("reject.encoding_fix"))
        return
    if not text.strip():
        yield Rejected(file.place, label("reject.empty"), label("reject.empty_fix"))
    elif file.suffix == ".jsonl":
        for number, line in enumerate(text.split("\n"), 1):
            if line.strip():
                yield _read_text(line, f"{file.place}:{number}", file.hash)
    else:
        yield from _read_document(text, file)


def _read_document(text: str, file: SourceFile) -> Iterator[SourceRecord | Rejected]:
    parsed = _parse(text, file.place)
    if parsed == []:
        yield Rejected(file.place, label("reject.empty"), label("reject.empty_fix"))
    elif isinstance(parsed, list):
        for index, item in enumerate(parsed):
            yield _read_record(item, f"{file.place}#{index}", file.hash)
    else:
        yield parsed if isinstance(parsed, Rejected) else _read_record(parsed, file.place, file.hash)


def _read_text(text: str, place: str, source_hash: str) -> SourceRecord | Rejected:
    parsed = _parse(text, place)
    return parsed if isinstance(parsed, Rejected) else _read_record(parsed, place, source_hash)


def _parse(text: str, place: str) -> Any | Rejected:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        where = f"{place}:{error.lineno}:{error.colno}"
        return Rejected(where, label("reject.json", problem=error.msg), label("reject.json_fix"))
    except (RecursionError, ValueError) as error:  # nested too deep, or a number no computer prints
        return Rejected(place, label("reject.json", problem=type(error).__name__), label("reject.json_fix"))


def _read_record(raw: Any, place: str, source_hash: str) -> SourceRecord | Rejected:
    try:
        json.dumps(raw, ensure_ascii=False).encode()
        return SourceRecord(place, source_hash, portal_json.find_detail(raw), portal_json.read(raw))
    except UnicodeEncodeError:
        return Rejected(place, label("reject.surrogate"), label("reject.field_fix"))
    except RecordError as error:
        return Rejected(f"{place} ({error.place})" if error.place else place, error.reason, error.fix)
