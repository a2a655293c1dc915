"""The one door to bm25s: two fields per procedure (title, body), each a BM25 index of its own.

A term carries a prefix for what it matches: ``w:`` the syllable with its marks, ``f:`` the folded syllable, ``b:`` two
folded syllables in a row. A query typed without marks has only folded terms; one with marks is helped by both.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ingest.chunking import CARD, Chunk
from ingest.text import fold, has_marks, syllables

Scores = NDArray[np.float32]
TITLE, BODY = "title", "body"
FIELDS = (TITLE, BODY)
BODY_CHARACTERS = 5000


def title_terms(text: str) -> list[str]:
    """Raw and folded syllables, and folded bigrams."""
    folded = [f"f:{word}" for word in syllables(fold(text))]
    pairs = [f"b:{a[2:]} {b[2:]}" for a, b in pairwise(folded)]
    return [*(f"w:{word}" for word in syllables(text)), *folded, *pairs]


def body_terms(text: str) -> list[str]:
    """Raw and folded syllables of the first part of a long text."""
    text = text[:BODY_CHARACTERS]
    return [*(f"w:{word}" for word in syllables(text)), *(f"f:{word}" for word in syllables(fold(text)))]


def query_terms(text: str) -> list[str]:
    """The terms of a query; raw syllables only where it was typed with marks at all."""
    terms = title_terms(text)
    return terms if has_marks(text) else [term for term in terms if not term.startswith("w:")]


class LexicalIndex:
    """BM25 over all procedures of one generation.

    :ivar codes: the procedures, in the order of every score array.
    """

    def __init__(self, codes: list[str], fields: dict[str, object]) -> None:
        self.codes = codes
        self._fields = fields

    def scores(self, terms: Sequence[str], field: str) -> Scores:
        """BM25 score of every procedure, ``(len(codes),)`` float32, in the order of ``codes``."""
        index = self._fields[field]
        known = [term for term in terms if term in index.vocab_dict]  # type: ignore[attr-defined]
        if not known or not self.codes:
            return np.zeros(len(self.codes), dtype=np.float32)
        scores: Scores = index.get_scores(known)  # type: ignore[attr-defined]
        return scores

    def coverage(self, words: Sequence[str], code: str, known: frozenset[str] = frozenset()) -> float:
        """Share of the weight of folded words that stand in a procedure's title or body, or in ``known``: 0 to 1.

        A rare word weighs more; a word no record has weighs most.
        """
        position = self.codes.index(code)
        total = found = 0.0
        for word in dict.fromkeys(words):
            title, body = (self.scores([f"f:{word}"], field) for field in FIELDS)
            weight = math.log(1 + len(self.codes) / (1 + np.count_nonzero(body + title)))
            total += weight
            found += weight * bool(word in known or title[position] or body[position])
        return found / total if total else 0.0


def build_lexical(
    chunks: Iterable[Chunk], folder: Path, previous: Path | None = None, keep: frozenset[str] = frozenset()
) -> None:
    """Build and save the index of one generation.

    :param chunks: all chunks of the procedures that are new or changed.
    :param previous: the former generation's folder; its terms serve for the procedures in ``keep``.
    """
    fresh: dict[str, dict[str, list[str]]] = {name: {} for name in FIELDS}
    for chunk in chunks:
        name, terms = (TITLE, title_terms) if chunk.kind == CARD else (BODY, body_terms)
        fresh[name].setdefault(chunk.code, []).extend(terms(chunk.text))
    codes = sorted(keep | fresh[TITLE].keys())
    folder.mkdir(parents=True, exist_ok=True)
    for name in FIELDS:
        store = _TermStore.open(previous / f"{name}.npz") if previous else _TermStore({}, {})
        ids = [
            store.encode(fresh[name].get(code, [])) if code in fresh[TITLE] else store.documents[code]
            for code in codes
        ]
        _TermStore(dict(zip(codes, ids, strict=True)), store.vocabulary).save(folder / f"{name}.npz")
        _save(_index(ids, store.vocabulary), folder / name)
    (folder / "codes.json").write_text(json.dumps(codes))


def stored_syllables(folder: Path) -> Iterator[list[str]]:
    """The syllables, marks kept, of every document of a saved index: titles first, then bodies."""
    for name in FIELDS:
        store = _TermStore.open(folder / f"{name}.npz")
        terms = [term[2:] if term.startswith("w:") else "" for term in store.vocabulary]
        for ids in store.documents.values():
            yield [terms[i] for i in ids if terms[i]]


class _TermStore:
    """The term ids of every document of one field, kept so that an unchanged document is never split again."""

    def __init__(self, documents: dict[str, list[int]], vocabulary: dict[str, int]) -> None:
        self.documents, self.vocabulary = documents, vocabulary

    def encode(self, terms: list[str]) -> list[int]:
        # bm25s cannot index documents without any term; the empty one matches no query
        return [self.vocabulary.setdefault(term, len(self.vocabulary)) for term in terms or [""]]

    def save(self, path: Path) -> None:
        lengths = np.array([len(ids) for ids in self.documents.values()], dtype=np.int64)
        flat = np.fromiter((i for ids in self.documents.values() for i in ids), np.int32, int(lengths.sum()))
        names = np.array(list(self.documents)), np.array(list(self.vocabulary))
        np.savez(path, ids=flat, lengths=lengths, codes=names[0], terms=names[1])

    @classmethod
    def open(cls, path: Path) -> _TermStore:
        with np.load(path, allow_pickle=False) as stored:
            codes: list[str] = stored["codes"].tolist()
            ends = np.cumsum(stored["lengths"])[:-1]
            parts = [part.tolist() for part in np.split(stored["ids"], ends)][: len(codes)]
            documents = dict(zip(codes, parts, strict=True))
            return cls(documents, {term: i for i, term in enumerate(stored["terms"].tolist())})


def open_lexical(folder: Path) -> LexicalIndex:
    """Open a saved index, ready to score.

    :raises OSError: if a file is missing.
    """
    import bm25s

    fields = {name: bm25s.BM25.load(str(folder / name), mmap=False, load_corpus=False) for name in FIELDS}
    return LexicalIndex(json.loads((folder / "codes.json").read_text()), fields)


def _index(documents: list[list[int]], vocabulary: dict[str, int]) -> object:
    import bm25s

    index = bm25s.BM25(k1=1.2, b=0.6)
    index.index((documents or [[0]], vocabulary or {"": 0}), show_progress=False)
    return index


def _save(index: object, folder: Path) -> None:
    index.save(str(folder), show_progress=False)  # type: ignore[attr-defined]
