"""What can go wrong while answering; all are :class:`ingest.errors.ThutucError`."""

from __future__ import annotations

from ingest.errors import ThutucError


class QuestionError(ThutucError):
    """A question, or a line of a batch, cannot be read.

    :ivar id: the id of the line, where it could be read.
    """

    def __init__(self, message: str, id: str = "") -> None:
        super().__init__(message)
        self.id = id
