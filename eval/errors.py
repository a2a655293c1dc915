"""What can go wrong while measuring; all are :class:`ingest.errors.ThutucError`, one line for the screen.

EvalError
 ├── QuestionFileError   a question file cannot be read; names every bad line
 ├── RunError            a run folder is missing, unfinished, or holds another run
 ├── SystemUnavailable   the system to be measured cannot be opened
 ├── BaselineError       a stored baseline is missing or cannot be compared with this run
 ├── JudgeError          the model judge does not answer
 └── ScoringError        an expert's scoring cannot be read
"""

from __future__ import annotations

from ingest.errors import ThutucError


class EvalError(ThutucError):
    """Base of the errors of this package."""


class QuestionFileError(EvalError):
    """A question file cannot be read.

    :ivar problems: one text per bad line, with its number.
    """

    def __init__(self, message: str, problems: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.problems = problems


class RunError(EvalError):
    """A run folder cannot be used."""


class SystemUnavailable(EvalError):
    """The system to be measured cannot be opened."""


class BaselineError(EvalError):
    """There is no baseline, or it belongs to other questions."""


class JudgeError(EvalError):
    """The model judge does not answer, or answers something else than asked."""


class ScoringError(EvalError):
    """A stored scoring cannot be read."""
