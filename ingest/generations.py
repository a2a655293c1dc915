"""Index generations, built beside the old one, pointer flipped last: a crash leaves the old one answering.

``index/current.json`` names the generation that answers. A generation is a folder: ``manifest.json`` (how it was
built), ``cards.jsonl``, ``lexical/`` and, where Chroma is embedded, ``chroma/``. Each generation has a Chroma
collection, and embedded also a Chroma folder, of its own: a writer never opens what readers read.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from ingest.aliases import AliasIndex
from ingest.chunking import CHUNKING, Card, Chunk
from ingest.diacritics import SyllableModel, build_syllable_model, lexicon_phrases
from ingest.embedding import Embedder, EmbeddingCache
from ingest.errors import IndexMismatch, IndexUnavailable
from ingest.index import ChromaVectors, VectorStore
from ingest.labels import label
from ingest.lexical import LexicalIndex, build_lexical, open_lexical, stored_syllables
from ingest.models import Level, OnlineLevel
from ingest.settings import Settings

MAX_DEAD_SHARE = 0.1


@dataclass(frozen=True)
class Manifest:
    """How a generation was built. ``dead`` counts deleted vectors still standing in its HNSW graph."""

    generation: str
    collection: str
    revision: int
    embedding_model: str
    dimension: int
    chunking: str
    procedures: int
    dead: int = 0


@dataclass(frozen=True)
class Generation:
    """An open generation: everything retrieval reads."""

    manifest: Manifest
    cards: dict[str, Card]
    lexical: LexicalIndex
    aliases: AliasIndex
    names: AliasIndex
    syllables: SyllableModel
    vectors: VectorStore


@dataclass(frozen=True)
class Changes:
    """What a generation holds: fresh procedures with their chunks, those kept from the former one, and those gone."""

    fresh: dict[str, Card]
    chunks: list[Chunk]
    kept: dict[str, Card]
    gone: list[str]


def read_manifest(settings: Settings) -> Manifest | None:
    """The manifest of the generation that answers now; ``None`` if nothing is indexed."""
    try:
        pointer = json.loads((settings.index_folder / "current.json").read_text())
        stored = json.loads((settings.index_folder / pointer["generation"] / "manifest.json").read_text())
        return Manifest(**stored)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def check_manifest(manifest: Manifest, settings: Settings) -> None:
    """Refuse an index that other settings built.

    :raises IndexMismatch: naming both sides.
    """
    sides = {
        "index.model": (manifest.embedding_model, settings.embedding_model),
        "index.chunking": (manifest.chunking, CHUNKING),
    }
    for what, (built, wanted) in sides.items():
        if built != wanted:
            raise IndexMismatch(label("error.index_mismatch", what=label(what), built=built, wanted=wanted))


def load_cards(settings: Settings, manifest: Manifest) -> dict[str, Card]:
    """The cards of a generation by code."""
    path = settings.index_folder / manifest.generation / "cards.jsonl"
    with path.open(encoding="utf-8") as lines:
        return {card.code: card for card in map(_card, lines)}


def open_generation(settings: Settings) -> Generation:
    """Open the generation that answers now. Chroma itself is loaded at the first vector search.

    :raises IndexUnavailable: if nothing is indexed or a file is missing.
    :raises IndexMismatch: if it was built by another model or chunking than the settings ask for.
    """
    manifest = read_manifest(settings)
    if manifest is None:
        raise IndexUnavailable(label("error.no_index", home=settings.home))
    check_manifest(manifest, settings)
    folder = settings.index_folder / manifest.generation
    try:
        cards, lexical = load_cards(settings, manifest), open_lexical(folder / "lexical")
        syllables = SyllableModel(folder / "syllables.npz")
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise IndexUnavailable(label("error.index_broken", problem=error)) from error
    names = AliasIndex(lexical.codes, {code: [card.name] for code, card in cards.items()})
    vectors = ChromaVectors(manifest.collection, folder / "chroma", settings.chroma_url)
    aliases = AliasIndex(lexical.codes, {code: card.aliases for code, card in cards.items()})
    return Generation(manifest, cards, lexical, aliases, names, syllables, vectors)


def build_generation(
    changes: Changes,
    revision: int,
    settings: Settings,
    embedder: Embedder,
    progress: Callable[[int], None] = lambda _: None,
) -> Manifest:
    """Build a generation beside the current one and flip the pointer to it.

    Small changes start from a copy of the former generation; its unchanged vectors and terms are not made again.
    """
    former = read_manifest(settings) if changes.kept else None
    folder = _new_folder(settings.index_folder)
    cards = dict(sorted((changes.kept | changes.fresh).items()))
    manifest = Manifest(
        generation=folder.name,
        collection=f"thutuc-{folder.name}",
        revision=revision,
        embedding_model=embedder.name,
        dimension=embedder.dimension,
        chunking=CHUNKING,
        procedures=len(cards),
    )
    lines = (json.dumps(asdict(card), ensure_ascii=False) for card in cards.values())
    (folder / "cards.jsonl").write_text("\n".join(lines), encoding="utf-8")
    previous = settings.index_folder / former.generation / "lexical" if former else None
    build_lexical(changes.chunks, folder / "lexical", previous, frozenset(changes.kept))
    said = [*lexicon_phrases(settings.data / "lexicon"), *(alias for card in cards.values() for alias in card.aliases)]
    build_syllable_model(stored_syllables(folder / "lexical"), said, folder / "syllables.npz")
    manifest = replace(manifest, dead=_write_vectors(changes, manifest, former, settings, embedder, progress))
    (folder / "manifest.json").write_text(json.dumps(asdict(manifest), indent=1))
    answering = read_manifest(settings)
    _flip(settings.index_folder, folder.name)
    _remove_old(settings, {manifest.generation, answering.generation if answering else ""})
    return manifest


def _write_vectors(
    changes: Changes,
    manifest: Manifest,
    former: Manifest | None,
    settings: Settings,
    embedder: Embedder,
    progress: Callable[[int], None],
) -> int:
    """Fill the generation's collection; returns how many deleted vectors still stand in it."""
    cache = EmbeddingCache(settings.index_folder / "embeddings.sqlite")
    folder = settings.index_folder / manifest.generation / "chroma"
    texts = {code: card.embedded for code, card in changes.fresh.items()}
    dead = (former.dead if former else 0) + len(changes.gone) + len(texts)
    if former and not settings.chroma_url and dead <= MAX_DEAD_SHARE * len(changes.kept):
        shutil.copytree(settings.index_folder / former.generation / "chroma", folder)
        store = ChromaVectors(former.collection, folder)
        store.rename(manifest.collection)
        store.remove([*changes.gone, *texts])
    else:
        dead, texts = 0, texts | {code: card.embedded for code, card in changes.kept.items()}
        store = ChromaVectors(manifest.collection, folder, settings.chroma_url)
        store.create()
    store.add(list(texts), cache.embed(list(texts.values()), embedder, progress))
    count = store.count()
    store.close()
    if count != manifest.procedures:
        raise IndexUnavailable(label("error.index_count", stored=count, wanted=manifest.procedures))
    return dead


def _new_folder(index_folder: Path) -> Path:
    """A fresh folder numbered after every other, also after those that a killed build left behind.

    The random end keeps Chroma, which remembers folders by path, from taking it for a deleted one of the same number.
    """
    numbers = [int(path.name.split("-")[1]) for path in index_folder.glob("gen-*")]
    folder = index_folder / f"gen-{max(numbers, default=0) + 1:06d}-{os.urandom(3).hex()}"
    folder.mkdir(parents=True)
    return folder


def _flip(index_folder: Path, generation: str) -> None:
    """Point readers at the new generation: written beside, forced to disk, renamed over."""
    beside = index_folder / "current.json.new"
    with beside.open("w") as file:
        json.dump({"generation": generation}, file)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(index_folder / "current.json")


def _remove_old(settings: Settings, kept: set[str]) -> None:
    """Remove all generations but the current one and the one before it, which readers may still hold."""
    for folder in settings.index_folder.glob("gen-*"):
        if folder.name in kept:
            continue
        if settings.chroma_url and (folder / "manifest.json").exists():
            collection = json.loads((folder / "manifest.json").read_text())["collection"]
            ChromaVectors(collection, folder / "chroma", settings.chroma_url).drop()
        shutil.rmtree(folder, ignore_errors=True)


def _card(line: str) -> Card:
    stored = json.loads(line)
    stored["levels"] = tuple(Level(level) for level in stored["levels"])
    stored["online_level"] = OnlineLevel(stored["online_level"])
    for name in ("applicants", "agencies", "results", "aliases"):
        stored[name] = tuple(stored[name])
    return Card(**stored)
