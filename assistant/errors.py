"""What can go wrong while answering; all are :class:`ingest.errors.ThutucError`."""

from __future__ import annotations

from ingest.errors import ThutucError


class QuestionError(ThutucError):
    """A question, or a line of a batch, cannot be read."""
