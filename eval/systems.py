"""What can be measured: anything that turns a question into an answer of the contract."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any, Protocol

from assistant.models import Answer, Outcome, Reason
from eval.errors import SystemUnavailable
from eval.questions import Question
from ingest.errors import ThutucError
from ingest.labels import label
from ingest.settings import Settings

SYSTEMS = ("thutuc", "bm25", "llamaindex")


class System(Protocol):
    """One system under measurement.

    :ivar name: as in ``--system``.
    :ivar ranks_only: True if it produces a ranking and no answer: facets, claims and citations are not its business.
    """

    name: str
    ranks_only: bool

    def answer(self, question: Question) -> dict[str, Any]:
        """The answer to the last turn, as the contract's dictionary (:mod:`assistant.contract`)."""
        ...

    def config(self) -> dict[str, Any]:
        """What made this system what it was: kept with the run."""
        ...


class ThutucSystem:
    """The project's own assistant, as ``thutuc ask`` runs it."""

    name = "thutuc"
    ranks_only = False

    def __init__(self, settings: Settings) -> None:
        from assistant.assistant import Assistant

        self._settings = settings
        self._assistant = Assistant(settings)

    def answer(self, question: Question) -> dict[str, Any]:
        """See :class:`System`; a crash is an answer with outcome ``failed``, a missing index is not."""
        from assistant.contract import as_dict

        try:
            return as_dict(self._assistant.converse(question.turns), question.id)
        except ThutucError:
            raise
        except Exception as error:
            failed = Answer(Outcome.FAILED, Reason.INTERNAL, label("decline.internal"))
            return as_dict(failed, question.id) | {"error": repr(error)}

    def config(self) -> dict[str, Any]:
        """See :class:`System`."""
        folders = [Path(__file__).parent.parent / name for name in ("ingest", "assistant")]
        return {
            "embedding_model": self._settings.embedding_model,
            "code": _hash(folders, "*.py"),
            "lexicon": _hash([self._settings.data / "lexicon"], "*"),
        }


def open_system(name: str, settings: Settings, folder: Path, limit_chars: int | None = None) -> System:
    """Open a system by name.

    :param folder: where peers keep what they built.
    :param limit_chars: how much of each record the peers read; ``None`` for their default.
    :raises SystemUnavailable: if there is no such system.
    """
    if name == "thutuc":
        return ThutucSystem(settings)
    if name == "bm25":
        from eval.bm25_system import Bm25System

        return Bm25System(settings)
    if name == "llamaindex":
        from eval.llamaindex_system import LlamaIndexSystem

        return LlamaIndexSystem(settings, folder, limit_chars)
    raise SystemUnavailable(label("eval.system.unknown", name=name, known=", ".join(SYSTEMS)))


def _hash(folders: list[Path], pattern: str) -> str:
    """Of all files' content: answers of two states of the code or the lexicon never end up in one run."""
    files = sorted(file for folder in folders for file in folder.rglob(pattern) if file.is_file())
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:16]
