"""What a turn takes over from the turns before it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from assistant.lexicon import Lexicon
from assistant.models import Answer, Outcome, Query
from ingest.text import fold


@dataclass(frozen=True)
class Context:
    """The procedure under discussion after a turn; empty before the first."""

    code: str = ""
    topic: str = ""


EMPTY = Context()


def resolve(query: Query, context: Context, lexicon: Lexicon) -> Query:
    """A turn that names no topic of its own ("vậy lệ phí bao nhiêu") asks about the procedure under discussion."""
    bare = lexicon.follow_ups.sub(" ", fold(query.topic)).strip(" ?!.,")
    if context.code and not query.codes and query.facets and not bare:
        return replace(query, topic=context.topic, codes=(context.code,))
    return query


def after(query: Query, answer: Answer, context: Context) -> Context:
    """The context that the next turn starts from."""
    if answer.outcome is Outcome.ANSWERED and answer.candidates:
        return Context(answer.candidates[0].code, query.topic)
    return context
