"""The ingest, step by step: read -> check -> store versions -> publish -> chunk, embed, index -> flip.

Killed at any moment, the former index goes on answering, and the next ingest finishes the work: the catalogue is one
transaction, the index is built beside the old one, and an index behind the catalogue's revision is built again.
"""

from __future__ import annotations

import fcntl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from ingest.aliases import load_bundled_aliases
from ingest.catalogue import Catalogue
from ingest.chunking import Card, card_of, chunk
from ingest.embedding import Embedder, open_embedder
from ingest.errors import IndexMismatch, IndexUnavailable, IngestRunning, SettingsError
from ingest.generations import Changes, build_generation, open_generation, read_manifest
from ingest.intake import IngestOptions, Intake
from ingest.labels import label
from ingest.report import IngestReport
from ingest.settings import Settings

Progress = Callable[[str, int, int], None]


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
            intake = Intake(writer, options, report)
            intake.read(sources, lambda done, total: progress("read", done, total))
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
    :raises SettingsError: if the home cannot be written.
    """
    try:
        settings.home.mkdir(parents=True, exist_ok=True)
        lock = (settings.home / "ingest.lock").open("w")
    except OSError as error:
        raise SettingsError(label("error.home", home=settings.home, problem=error)) from error
    with lock as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise IngestRunning(label("error.ingest_running", home=settings.home)) from error
        yield


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
    """The cards of the generation that answers now, if it is whole and the next can start from it."""
    try:
        generation = open_generation(settings)
        whole = generation.vectors.count() == generation.manifest.procedures
        return generation.cards if whole else {}
    except (IndexUnavailable, IndexMismatch):
        return {}
