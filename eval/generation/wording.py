"""An official name -> what people say. Every step is a rule of the template file; nothing is invented here."""

from __future__ import annotations

import re
from dataclasses import dataclass

from eval.generation.templates import WordingRules
from ingest.models import Level, Procedure
from ingest.text import fold, syllables


@dataclass(frozen=True)
class Phrase:
    """One way to name a procedure.

    ``text`` the words in the official order; ``wishes`` the citizen's verb and the rest ("xin lại thẻ căn cước");
    ``topics`` the thing first ("thẻ căn cước xin cấp lại"). Both are empty where no verb of the list begins the name.
    """

    text: str
    wishes: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()

    def at(self, level: str) -> Phrase:
        """The same with the level said behind it."""
        return Phrase(
            f"{self.text} {level}",
            tuple(f"{wish} {level}" for wish in self.wishes),
            tuple(f"{topic} {level}" for topic in self.topics),
        )


def official(name: str, rules: WordingRules) -> str:
    """The name in lower case without "Thủ tục", remarks in brackets and who decides it."""
    name = name.lower()
    for pattern in rules.drop:
        name = pattern.sub("", name).strip()
    return name


def shorten(name: str, field: str, rules: WordingRules) -> str:
    """The official wording with the shorter pieces put in."""
    for rule in rules.shorten:
        if rule.field in (None, field):
            name = rule.pattern.sub(rule.to.lower(), name)
    return re.sub(r"\s+", " ", name).strip(" ,.;/")


def phrase(text: str, rules: WordingRules) -> Phrase:
    """A wording with its citizen's forms and its capitals."""
    for verb in rules.verbs:
        if match := verb.pattern.match(text):
            rest = text[match.end() :]
            return Phrase(
                _capitals(text, rules),
                tuple(_capitals(f"{said} {rest}", rules) for said in verb.wish),
                tuple(_capitals(f"{rest} {said}", rules) for said in verb.after if rules.topic_begins.match(rest)),
            )
    return Phrase(_capitals(text, rules))


def level(procedure: Procedure, rules: WordingRules) -> str:
    """The one level a name speaks of, else the one it is handled at, else ``"several"``."""
    name = procedure.name.lower()
    said = {level for level, words in rules.level_words.items() if words.search(name)}
    # "phân cấp": the province hands its power down, and the commune handles it.
    if len(said) > 1 and "phân cấp cho" in name:
        return "commune"
    if len(said) == 1:
        return said.pop()
    handled = set(procedure.levels) & {Level.COMMUNE, Level.PROVINCE}
    return handled.pop().value if len(handled) == 1 else "several"


def key(name: str, rules: WordingRules) -> tuple[str, ...]:
    """What a name says, to compare names: no diacritics, no filler words, abbreviations spelled out."""
    name = name.lower()
    for pattern, spelled in rules.spelled_out.items():
        name = re.sub(pattern, spelled, name)
    return tuple(syllables(fold(rules.filler.sub(" ", name))))


def length(text: str) -> int:
    """The number of syllables."""
    return len(syllables(text))


def _capitals(text: str, rules: WordingRules) -> str:
    for word in rules.capitals:
        text = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", word, text, flags=re.IGNORECASE)
    return text
