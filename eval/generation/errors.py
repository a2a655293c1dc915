"""What can go wrong while questions are generated."""

from __future__ import annotations

from eval.errors import EvalError


class GenerationError(EvalError):
    """The templates or the records do not allow the questions asked for; the message says what to change."""
