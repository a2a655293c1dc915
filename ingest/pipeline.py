"""The ingest, step by step: read -> check -> store versions -> publish -> chunk, embed, index -> flip.

Killed at any moment, the former index goes on answering, and the next ingest finishes the work: the catalogue is one
transaction, the index is built beside the old one, and an index behind the catalogue's revision is built again.
"""

from __future__ import annotations

import fcntl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from ingest.aliases import load_bundled_aliases
from ingest.catalogue import Catalogue
from ingest.checks import check
from ingest.chunking import Card, card_of, chunk
from ingest.embedding import Embedder, open_embedder
from ingest.errors import IndexMismatch, IngestRunning
from ingest.generations import Changes, build_generation, check_manifest, load_cards, read_manifest
from ingest.labels import label
from ingest.models import Rejected, SourceRecord
from ingest.report import IngestReport
from ingest.sections import content_hash
from ingest.settings import Settings
from ingest.sources.files import SourceFile, list_places, open_place
from ingest.sources.reader import READER, read_file
from ingest.writer import Writer

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class IngestOptions:
    """How to treat what is read.

    :ivar publish: publish at once; otherwise new versions stay drafts.
    :ivar full: the sources hold everything, so a published procedure they lack is reported missing.
    :ivar withdraw_missing: withdraw those, too (implies ``full``).
    """

    publish: bool = True
    full: bool = False
    withdraw_missing: bool = False
    actor: str = "ingest"


def ingest(
    sources: list[str],
    settings: Settings,
    options: IngestOptions | None = None,
    progress: Progress = lambda stage, done, total: None,
    embedder: Embedder | None = None,
) -> IngestReport:
    """Read sources into the catalogue and bring the index up to date.

    :param progress: called as (stage, done, total), ``stage`` one of ``read``, ``embed``.
    :raises IngestRunning: if another process is writing to the same home.
    :raises CatalogueError: if the catalogue cannot be opened.
    """
    options = options or IngestOptions()
    report = IngestReport(drafts=not options.publish)
    with lock_home(settings):
        catalogue = Catalogue(settings.catalogue_url)
        started = time.perf_counter()
        with catalogue.write() as writer:
            _store(sources, writer, options, report, progress)
            writer.set_bundled_aliases(load_bundled_aliases(settings.data / "lexicon" / "aliases"))
        report.seconds["catalogue"] = round(time.perf_counter() - started, 2)
        report.findings = catalogue.findings_by_kind()
        started = time.perf_counter()
        update_index(catalogue, settings, report, progress, embedder)
        report.seconds["index"] = round(time.perf_counter() - started, 2)
    return report


@contextmanager
def lock_home(settings: Settings) -> Iterator[None]:
    """One writer at a time; the lock dies with its process.

    :raises IngestRunning: if it is taken.
    """
    settings.home.mkdir(parents=True, exist_ok=True)
    with (settings.home / "ingest.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise IngestRunning(label("error.ingest_running", home=settings.home)) from error
        yield


def _store(
    sources: list[str], writer: Writer, options: IngestOptions, report: IngestReport, progress: Progress
) -> None:
    known, newest = writer.known_sources(READER), writer.newest()
    places = list_places(sources)
    seen: dict[str, tuple[str, str]] = {}
    for done, place in enumerate(places, 1):
        for found in [place] if isinstance(place, Rejected) else open_place(place):
            if isinstance(found, SourceFile) and (codes := known.get(found.hash)):
                report.read += len(codes)
                report.unchanged += len(codes)
                seen |= {code: (newest[code][1], found.place) for code in codes}
                continue
            for record in [found] if isinstance(found, Rejected) else read_file(found):
                report.read += 1
                if isinstance(record, Rejected):
                    report.rejected.append(record)
                else:
                    _store_record(record, writer, newest, seen, options, report)
        progress("read", done, len(places))
    if options.full or options.withdraw_missing:
        published = {code for code, (_, _, state) in newest.items() if state == "published"}
        report.missing = sorted(published - seen.keys())
    if options.withdraw_missing:
        for code in report.missing:
            writer.withdraw(code, options.actor, label("audit.missing_from_source"))
        report.withdrawn = report.missing


def _store_record(
    record: SourceRecord,
    writer: Writer,
    newest: dict[str, tuple[int, str, str]],
    seen: dict[str, tuple[str, str]],
    options: IngestOptions,
    report: IngestReport,
) -> None:
    code, found = record.procedure.code, content_hash(record.procedure)
    if code in seen:
        if seen[code][0] == found:
            report.unchanged += 1
        else:
            reason = label("reject.duplicate", code=code, first=seen[code][1])
            report.rejected.append(Rejected(record.place, reason, label("reject.duplicate_fix")))
        return
    seen[code] = (found, record.place)
    number, former, state = newest.get(code, (0, "", ""))
    if former == found and (state == "published" or not options.publish):
        report.unchanged += 1
    elif former == found:
        writer.publish(code, number, options.actor)
        report.changed.append(code)
    else:
        number += 1
        writer.add_version(record, check(record.procedure), number)
        if options.publish:
            writer.publish(code, number, options.actor)
        (report.changed if former else report.new).append(code)
    writer.remember_source(record, READER)


def update_index(
    catalogue: Catalogue,
    settings: Settings,
    report: IngestReport,
    progress: Progress = lambda stage, done, total: None,
    embedder: Embedder | None = None,
) -> None:
    """Build the next generation if the index is behind the catalogue, or was built by other settings."""
    former = _former_cards(settings)
    manifest = read_manifest(settings) if former else None
    published, aliases, revision = catalogue.published_codes(), catalogue.aliases(), catalogue.revision()
    if manifest and manifest.revision == revision:
        report.generation, report.procedures = manifest.generation, manifest.procedures
        return
    kept = {
        code: replace(card, aliases=aliases.get(code, ()))
        for code, card in former.items()
        if published.get(code) == card.version
    }
    fresh = [code for code in published if code not in kept]
    versions = list(catalogue.published(fresh if kept else None))
    chunks = [piece for version in versions for piece in chunk(version)]
    cards = {v.code: card_of(v, aliases.get(v.code, ())) for v in versions}
    changes = Changes(cards, chunks, kept, gone=[code for code in former if code not in published])
    done = 0

    def embedded(count: int) -> None:
        nonlocal done
        done += count
        progress("embed", done, len(versions))

    embedder = embedder or open_embedder(settings.embedding_model)
    new = build_generation(changes, revision, settings, embedder, embedded)
    report.generation, report.procedures, report.chunks = new.generation, new.procedures, len(chunks)


def _former_cards(settings: Settings) -> dict[str, Card]:
    """The cards of the generation that answers now, if the next can start from them."""
    manifest = read_manifest(settings)
    if manifest is None:
        return {}
    try:
        check_manifest(manifest, settings)
        return load_cards(settings, manifest)
    except (IndexMismatch, OSError, ValueError, KeyError, TypeError):
        return {}
