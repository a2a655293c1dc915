"""The one question back: at most four options, each labelled by what differs between them."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.models import Candidate, Option
from ingest.chunking import Card
from ingest.labels import label
from ingest.text import fold

MAX_OPTIONS = 4


def make_options(candidates: Sequence[Candidate], cards: dict[str, Card]) -> tuple[Option, ...]:
    """Options for the first candidates, in order."""
    chosen = [cards[candidate.code] for candidate in candidates[:MAX_OPTIONS]]
    return tuple(Option(card.code, card.name, _differs(card, chosen)) for card in chosen)


def _differs(card: Card, options: Sequence[Card]) -> str:
    """The words of the name that no other option has; where the names do not tell, who handles it and for whom."""
    others = [option for option in options if option is not card]
    said = {word for other in others for word in _words(other.name)}
    own = [word for word in card.name.split() if fold(word.strip(",.;()")) not in said]
    if own:
        return " ".join(own)
    for mine, theirs in (
        (_levels(card), [_levels(other) for other in others]),
        (card.field, [other.field for other in others]),
        ("; ".join(card.agencies[:1]), ["; ".join(other.agencies[:1]) for other in others]),
        ("; ".join(card.results[:1]), ["; ".join(other.results[:1]) for other in others]),
    ):
        if mine and mine not in theirs:
            return mine
    return _levels(card) or card.code


def _words(name: str) -> set[str]:
    return {fold(word.strip(",.;()")) for word in name.split()}


def _levels(card: Card) -> str:
    return ", ".join(label(f"level.{level}") for level in card.levels)
