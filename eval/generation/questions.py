"""One procedure, one facet, one style -> a question in full Vietnamese, before anybody's typing habits."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass

from eval.generation import wording
from eval.generation.look_alikes import Named
from eval.generation.templates import STYLES, Around, Facet, Templates
from eval.generation.wording import Phrase
from ingest.text import fold

FULL, SHORT, SWAPPED = "full", "short", "swapped"


@dataclass(frozen=True)
class Asked:
    """A question: its text without what stands around it, how the procedure is worded, and who asks.

    ``codes`` are the acceptable procedures; ``template`` says which template it came from.
    """

    text: str
    wording: str
    style: str
    codes: tuple[str, ...]
    template: str


def ask(
    named: Named, who: str, facet: Facet, style: str, form: str, templates: Templates, rng: random.Random
) -> Asked:
    """A question about one facet. ``style`` and ``form`` are wishes: the nearest thing the wording allows is taken.

    A full official name is only used where it is wished for, or where nothing else can be said.
    """
    level, codes = _level(named, templates, rng)
    for wanted in (form, SHORT, SWAPPED, FULL):
        for way in dict.fromkeys((style, *STYLES)):
            found = [
                asked for asked in _all(named, level, codes, who, facet, way, templates) if asked.wording == wanted
            ]
            if found:
                return rng.choice(found)
    raise AssertionError(
        f"no template of {facet.facets} takes {named.text!r}"
    )  # every facet has {procedure} templates


def said_around(asked: Asked, around: Around, rng: random.Random, *, opener: bool = True) -> str:
    """The question with its opener, its particle and perhaps its question mark."""
    opens_itself = asked.text.split()[0] in around.opening_words
    openers = [text for text in around.openers[asked.style] if not (opens_itself and "hỏi" in text)]
    opening = rng.choice(openers) if opener else ""
    asking = asked.text.split()[-1] in around.asking_words
    particles = [p for p in around.particles[asked.style] if not (opening and p.split()[-1:] in (["chị"], ["anh"]))]
    text = opening + asked.text + (rng.choice(particles) if asking else "")
    if asking and rng.random() < around.question_mark[asked.style]:
        text += "?"
    return text[0].upper() + text[1:] if rng.random() < 0.5 else text


def continued(text: str) -> str:
    """The text as it goes on after other words: a small first letter, unless an abbreviation begins it."""
    return text if text[:2].isupper() else text[0].lower() + text[1:]


def only_in_full(named: Named, templates: Templates) -> bool:
    """True if the name cannot be said in any other way than as it stands."""
    phrase, official = wording.phrase(named.text, templates.wording), fold(named.official)
    return all(official in fold(text) for text in (phrase.text, *phrase.wishes, *phrase.topics))


def name_of(named: Named, codes: tuple[str, ...], templates: Templates, rng: random.Random) -> str:
    """The procedure named alone, with its level where these codes need it said."""
    phrase = wording.phrase(named.text, templates.wording)
    needs_level = named.has_level_twin and codes == named.codes and not _says_level(named, templates)
    return phrase.at(rng.choice(templates.wording.at_level[named.level])).text if needs_level else phrase.text


def _level(named: Named, templates: Templates, rng: random.Random) -> tuple[str, tuple[str, ...]]:
    """The level to say, if any, and the codes acceptable then."""
    if not named.has_level_twin or _says_level(named, templates):
        return "", named.codes
    if named.codes_without_level and rng.random() < templates.selection.level_left_out:
        return "", named.codes_without_level
    return rng.choice(templates.wording.at_level[named.level]), named.codes


def _says_level(named: Named, templates: Templates) -> bool:
    words = templates.wording.level_words.get(named.level)
    return bool(words and words.search(named.text))


def _all(
    named: Named, level: str, codes: tuple[str, ...], who: str, facet: Facet, style: str, templates: Templates
) -> Iterator[Asked]:
    """Every question of a style: each template with each way to word the procedure."""
    official = fold(named.official)
    # A wording longer than the name says what the name leaves to its field of law ("giấy chứng nhận" of land).
    in_full_too = wording.length(named.text) <= wording.length(named.official) <= templates.selection.longest_wording
    for text in dict.fromkeys((named.text, named.official) if in_full_too else (named.text,)):
        phrase = wording.phrase(text, templates.wording)
        if level:
            phrase = phrase.at(level)
        for template in facet.styles[style]:
            for filled in _filled(template, phrase, who, templates.around):
                in_full = official in fold(filled)
                how = FULL if in_full else SWAPPED if "{topic}" in template else SHORT
                if text == named.text or how == FULL:
                    yield Asked(filled, how, style, codes, template)


def _filled(template: str, phrase: Phrase, who: str, around: Around) -> Iterator[str]:
    twice = re.compile(rf"(?<!\w)({'|'.join(around.said_once)}) \1(?!\w)")
    places = {"procedure": (phrase.text,), "wish": phrase.wishes, "topic": phrase.topics}
    for place, texts in places.items():
        for text in texts if f"{{{place}}}" in template else ():
            yield twice.sub(r"\1", template.format(**{place: text}, who=who))
