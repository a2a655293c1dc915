"""BM25 alone, set up as well as one setting allows: title and full text as one text, words with and without marks."""

from __future__ import annotations

import time
from typing import Any

from eval.peers import RANKED, as_answer, plain_records
from eval.questions import Question
from ingest.settings import Settings
from ingest.text import fold


class Bm25System:
    """See :class:`eval.systems.System`. Indexed when opened, in memory."""

    name = "bm25"
    ranks_only = True

    def __init__(self, settings: Settings) -> None:
        import bm25s

        self._records = plain_records(settings)
        texts = [f"{record.name}\n{record.text}" for record in self._records]
        self._index = bm25s.BM25()
        self._index.index(self._tokens(texts), show_progress=False)

    def answer(self, question: Question) -> dict[str, Any]:
        """Rank for the last turn; a conversation's earlier turns are part of the query, since BM25 has no memory."""
        started = time.perf_counter()
        count = min(RANKED, len(self._records))
        tokens = self._tokens([question.text])
        if not any(tokens.ids):
            return as_answer(question.id, [], started)
        places, scores = self._index.retrieve(tokens, k=count, show_progress=False)
        ranked = [
            (self._records[place].code, self._records[place].name, float(score))
            for place, score in zip(places[0], scores[0], strict=True)
        ]
        return as_answer(question.id, ranked, started)

    def config(self) -> dict[str, Any]:
        """See :class:`eval.systems.System`."""
        return {"text": "title + full text, raw + folded words", "records": len(self._records)}

    @staticmethod
    def _tokens(texts: list[str]) -> Any:
        import bm25s

        both = [f"{text} {fold(text)}" for text in texts]
        return bm25s.tokenize(both, stopwords=None, lower=True, show_progress=False)
