"""Source files -> versions in the catalogue: what is new, changed, as before, refused, or gone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ingest.checks import check
from ingest.labels import label
from ingest.models import Rejected, SourceRecord
from ingest.report import IngestReport
from ingest.sections import content_hash
from ingest.sources.files import SourceFile, list_places, open_place
from ingest.sources.reader import READER, read_file
from ingest.writer import Newest, Writer


@dataclass(frozen=True)
class IngestOptions:
    """How to treat what is read.

    :ivar publish: publish at once; otherwise new versions stay drafts.
    :ivar full: the sources hold everything, so a published procedure they lack is reported missing.
    :ivar withdraw_missing: withdraw those, too (implies ``full``), unless anything was refused: a procedure that
        could not be read is not gone.
    """

    publish: bool = True
    full: bool = False
    withdraw_missing: bool = False
    actor: str = "ingest"


class Intake:
    """One run of sources into one transaction; the report fills as it goes."""

    def __init__(self, writer: Writer, options: IngestOptions, report: IngestReport) -> None:
        self._writer, self._options, self._report = writer, options, report
        self._known = writer.known_sources(READER)
        self._newest = writer.newest()
        self._seen: dict[str, tuple[str, str]] = {}

    def read(self, sources: list[str], progress: Callable[[int, int], None]) -> None:
        """Read every source; ``progress`` gets (places done, places in all)."""
        places = list_places(sources)
        for done, place in enumerate(places, 1):
            for found in _opened(place):
                if isinstance(found, Rejected):
                    self._reject(found)
                else:
                    self._read_file(found)
            progress(done, len(places))
        if self._options.full or self._options.withdraw_missing:
            self._find_missing()

    def _read_file(self, file: SourceFile) -> None:
        codes = self._known.get(file.hash, [])
        if codes and not any(code in self._seen for code in codes):
            self._report.read += len(codes)
            self._report.unchanged += len(codes)
            self._seen |= {code: (self._newest[code].content_hash, file.place) for code in codes}
            return
        records = list(read_file(file))
        whole = not any(isinstance(record, Rejected) for record in records)
        for record in records:
            if isinstance(record, Rejected):
                self._reject(record)
            else:
                self._report.read += 1
                self._store(record)
                if whole:  # a file with a bad line is read again next time, so that the line is reported again
                    self._writer.remember_source(record, READER)

    def _reject(self, rejected: Rejected) -> None:
        self._report.read += 1
        self._report.rejected.append(rejected)

    def _store(self, record: SourceRecord) -> None:
        code, found = record.procedure.code, content_hash(record.procedure)
        if code in self._seen:
            self._store_again(record, found)
            return
        self._seen[code] = (found, record.place)
        newest = self._newest.get(code, Newest(0, "", None))
        same = newest.content_hash == found
        if same and (newest.published == newest.number or not self._options.publish):
            self._report.unchanged += 1
        elif same:
            self._writer.publish(code, newest.number, self._options.actor)
            self._report.changed.append(code)
        else:
            self._writer.add_version(record, check(record.procedure), newest.number + 1)
            if self._options.publish:
                self._writer.publish(code, newest.number + 1, self._options.actor)
            (self._report.changed if newest.number else self._report.new).append(code)

    def _store_again(self, record: SourceRecord, found: str) -> None:
        """The same code twice in one run: harmless if it says the same, refused if it doesn't."""
        code = record.procedure.code
        former, place = self._seen[code]
        if former == found:
            self._report.unchanged += 1
        else:
            reason = label("reject.duplicate", code=code, first=place)
            self._report.rejected.append(Rejected(record.place, reason, label("reject.duplicate_fix")))

    def _find_missing(self) -> None:
        published = {code for code, newest in self._newest.items() if newest.published is not None}
        self._report.missing = sorted(published - self._seen.keys())
        if self._options.withdraw_missing and not self._report.rejected:
            for code in self._report.missing:
                self._writer.withdraw(code, self._options.actor, label("audit.missing_from_source"))
            self._report.withdrawn = self._report.missing


def _opened(place: Path | Rejected) -> Iterator[SourceFile | Rejected]:
    if isinstance(place, Rejected):
        yield place
    else:
        yield from open_place(place)
