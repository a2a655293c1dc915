"""A plan -> a row of the question file."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from eval.generation import conversations
from eval.generation.asides import with_aside
from eval.generation.chance import source
from eval.generation.facts import facts
from eval.generation.habits import CLEAN, typed
from eval.generation.look_alikes import Named
from eval.generation.plans import Plan
from eval.generation.questions import SHORT, Asked, ask, said_around
from eval.generation.records import Record
from eval.generation.templates import Facet, Templates
from ingest.text import fold, syllables

SET = "generated"
_FALLBACKS = ("abbreviation", "teencode", "typo")


class Writer:
    """Writes one plan after the other; remembers what was asked, so that no question comes twice."""

    def __init__(
        self, templates: Templates, records: Mapping[str, Record], named: Mapping[str, Named], seed: int
    ) -> None:
        self.templates, self.records, self.named, self.seed = templates, records, named, seed
        self.words = {word for record in records.values() for word in syllables(fold(record.procedure.name))}
        self.asked: dict[str, set[str]] = {}
        self.alike: dict[str, Record | None] = {}
        self.texts: set[tuple[str, ...]] = set()

    def look_alike(self, record: Record) -> Record | None:
        """The procedure most easily taken for this one, ``None`` if there is none."""
        if record.code not in self.alike:
            self.alike[record.code] = conversations.look_alike(record, self.records, self.named)
        return self.alike[record.code]

    def write(self, plan: Plan) -> dict[str, Any] | None:
        """The row of a plan, without its id; ``None`` if every facet of the procedure was asked before."""
        rng = source(self.seed, plan.record.code, len(self.asked.get(plan.record.code, ())))
        facet = self._facet(plan.record, rng)
        if facet is None:
            return None
        talk = self._talk(plan, facet, rng) if plan.kind else None
        if talk:
            return self._row(plan, talk.asked, talk.turns, talk.codes, talk.facet, talk.kind, rng)
        asked = self._ask(plan.record, facet, plan, rng)
        text = said_around(asked, self.templates.around, rng)
        return self._row(plan, asked, (text,), asked.codes, facet, None, rng)

    def _facet(self, record: Record, rng: random.Random) -> Facet | None:
        """A facet the record says something about and nobody asked of it before."""
        before = self.asked.setdefault(record.code, set())
        left = [facet for facet in _stated(record, self.templates.facets) if str(facet.facets) not in before]
        if not left:
            return None
        facet = rng.choices(left, [facet.weight for facet in left])[0]
        before.add(str(facet.facets))
        return facet

    def _ask(self, record: Record, facet: Facet, plan: Plan, rng: random.Random) -> Asked:
        return ask(self.named[record.code], self._who(record, plan), facet, plan.style, plan.form, self.templates, rng)

    def _who(self, record: Record, plan: Plan) -> str:
        """One speaker all through a conversation."""
        around = self.templates.around
        people = around.organisations if record.for_organisations else around.people
        return people[plan.number % len(people)]

    def _talk(self, plan: Plan, facet: Facet, rng: random.Random) -> conversations.Conversation | None:
        record, templates = plan.record, self.templates
        if plan.kind == conversations.CORRECTION:
            other = self.look_alike(record)
            both = [f for f in _stated(other, _stated(record, templates.facets)) if f.facets] if other else []
            if other and both:
                facet = facet if facet in both else rng.choices(both, [f.weight for f in both])[0]
                mistaken = self._ask(other, facet, replace(plan, form=SHORT), rng)
                who = self._who(record, plan)
                return conversations.correction(mistaken, self.named[record.code], facet, who, templates, rng)
        if plan.kind == conversations.TOPIC_SWITCH:
            others = [
                code for code in sorted(self.asked) if self.records[code].procedure.field != record.procedure.field
            ]
            if others:
                other = self.records[rng.choice(others)]
                first = self._ask(other, rng.choice(_stated(other, templates.facets)), plan, rng)
                second = self._ask(record, facet, plan, rng)
                return conversations.topic_switch(first, second, facet, templates, rng)
        later = [f for f in _stated(record, templates.facets) if f.follow_up and not set(f.facets) & set(facet.facets)]
        asked = self._ask(record, facet, plan, rng)
        return conversations.follow_up(asked, later, templates, rng) if later else None

    def _row(
        self,
        plan: Plan,
        asked: Asked,
        turns: tuple[str, ...],
        codes: tuple[str, ...],
        facet: Facet,
        kind: str | None,
        rng: random.Random,
    ) -> dict[str, Any] | None:
        record, typing = plan.record, self.templates.typing
        result = typed(turns, plan.habit, typing, self.words, rng)
        if result.perturbation is None and plan.habit.perturbation == "old_term" and not kind and record.commune:
            with_remark = with_aside(
                said_around(asked, self.templates.around, rng, opener=False), facet, typing.asides, rng
            )
            if with_remark:
                result = replace(
                    typed((with_remark,), replace(plan.habit, perturbation=CLEAN), typing, self.words, rng),
                    perturbation="old_term",
                )
        for other in rng.sample(_FALLBACKS, len(_FALLBACKS)):
            if result.perturbation is None and plan.habit.perturbation != CLEAN:
                result = typed(turns, replace(plan.habit, perturbation=other), typing, self.words, rng)
        if result.turns in self.texts:
            return None
        self.texts.add(result.turns)
        found = facts([self.records[code] for code in codes], facet.facets)
        return {
            "id": "",
            "set": SET,
            **({"turns": list(result.turns)} if kind else {"question": result.turns[0]}),
            "codes": list(codes),
            "outcome": "answered",
            "facets": [str(kind) for kind in facet.facets],
            "style": asked.style,
            "diacritics": result.diacritics,
            "perturbation": result.perturbation,
            "named": True,
            "wording": asked.wording,
            "field": record.procedure.field,
            "level": "commune" if record.commune else "province",
            **({"kind": kind} if kind else {}),
            **({"facts": found} if found else {}),
        }


def _stated(record: Record, facets: Sequence[Facet]) -> list[Facet]:
    return [facet for facet in facets if all(record.states(kind) for kind in facet.facets)]
