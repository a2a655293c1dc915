"""What a turn takes over from the turns before it: the procedure, the topic, the facets, the options offered."""

from __future__ import annotations

from dataclasses import dataclass, replace

from assistant.lexicon import Lexicon
from assistant.models import Answer, Outcome, Query
from ingest.models import SectionKind
from ingest.text import fold


@dataclass(frozen=True)
class Context:
    """Where a conversation stands after a turn; empty before the first.

    :ivar code: the procedure under discussion.
    :ivar options: the codes of a clarifying question that waits for its reply.
    """

    code: str = ""
    text: str = ""
    topic: str = ""
    official: str = ""
    facets: tuple[SectionKind, ...] = ()
    options: tuple[str, ...] = ()


EMPTY = Context()


def readings(query: Query, context: Context, lexicon: Lexicon) -> list[Query]:
    """The ways to read a turn in its context, the likelier first; ranking decides where there are two.

    A turn without a topic of its own ("vậy lệ phí bao nhiêu") asks about the procedure under discussion. One that
    corrects ("không, ý tôi là cấp lại") or replies to a clarifying question is read together with the turn before.
    Any other may go on with the topic or start a new one.
    """
    if context == EMPTY or query.codes:
        return [query]
    folded = fold(query.text)
    if (chosen := _ordinal(folded, context, lexicon)) is not None:
        return [replace(query, codes=(chosen,), facets=query.facets or context.facets)]
    if context.code and not context.options and query.facets and _is_bare(query, lexicon):
        return [replace(query, topic=context.topic, codes=(context.code,))]
    together = replace(
        query,
        text=f"{context.text} {query.text}",
        topic=f"{context.topic} {query.topic}",
        official=f"{context.official} {query.official}".strip(),
        facets=query.facets or context.facets,
    )
    if context.options or lexicon.corrections.search(folded):
        return [together]
    return [query, together]


def after(answer: Answer, context: Context) -> Context:
    """The context that the next turn starts from; a declined turn leaves it as it was."""
    query = answer.query
    if answer.outcome is Outcome.DECLINED or query is None or not answer.candidates:
        return context
    options = tuple(option.code for option in answer.options)
    code = answer.candidates[0].code
    return Context(code, query.text, query.topic, query.official, query.facets, options)


def _is_bare(query: Query, lexicon: Lexicon) -> bool:
    """True if nothing is left of the topic but words that tie the turn to the one before."""
    return not lexicon.follow_ups.sub(" ", fold(query.topic)).strip(" ?!.,")


def _ordinal(folded: str, context: Context, lexicon: Lexicon) -> str | None:
    """The option that a reply picks by its place ("cái thứ hai")."""
    for place, pattern in enumerate(lexicon.ordinals):
        if place < len(context.options) and pattern.search(folded):
            return context.options[place]
    return None
