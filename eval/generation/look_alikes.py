"""Which procedures a wording fits. Gold is every acceptable code, or the wording is refused.

*Namesakes* have names that say the same once filler and level are left out: two crawled versions of one procedure,
or the commune's and the province's procedure of one name. A wording that two procedures share without being
namesakes is refused: the right answer to it would be a question back, and those are written by hand.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from eval.generation import wording
from eval.generation.templates import Templates
from ingest.models import Procedure

SEVERAL = "several"


@dataclass(frozen=True)
class Named:
    """A procedure with the wording chosen for it and the codes that wording fits.

    ``codes_without_level`` is empty where the level has to be said; ``level`` is the one to say.
    """

    code: str
    official: str
    text: str
    level: str
    codes: tuple[str, ...]
    codes_without_level: tuple[str, ...]

    @property
    def has_level_twin(self) -> bool:
        """True if only the level tells it from another procedure."""
        return self.codes != self.codes_without_level


def name_all(procedures: Iterable[Procedure], templates: Templates) -> dict[str, Named]:
    """The shortest safe wording of every procedure that has one, by code."""
    rules, longest = templates.wording, templates.selection.longest_wording
    procedures = tuple(procedures)
    official = {procedure.code: wording.official(procedure.name, rules) for procedure in procedures}
    texts = {
        procedure.code: tuple(
            dict.fromkeys(
                [wording.shorten(official[procedure.code], procedure.field, rules), official[procedure.code]]
            )
        )
        for procedure in procedures
    }
    meant: defaultdict[tuple[str, ...], list[Procedure]] = defaultdict(list)
    for procedure in procedures:
        for said in {wording.key(text, rules) for text in texts[procedure.code]}:
            meant[said].append(procedure)
    named: dict[str, Named] = {}
    for procedure in procedures:
        for text in texts[procedure.code]:
            if wording.length(text) > longest:
                continue
            fits = meant[wording.key(text, rules)]
            found = _fit(procedure, official[procedure.code], text, fits, templates)
            if found:
                named[procedure.code] = found
                break
    return named


def _fit(procedure: Procedure, official: str, text: str, fits: list[Procedure], templates: Templates) -> Named | None:
    """The codes a wording stands for, or ``None`` if it also fits a procedure that is no namesake."""
    rules = templates.wording
    own_level, own_key = wording.level(procedure, rules), wording.key(procedure.name, rules)
    same_level, elsewhere = [], []
    for other in fits:
        level = wording.level(other, rules)
        namesake = wording.key(other.name, rules) == own_key
        if level == own_level or SEVERAL in (level, own_level):
            if not namesake:
                return None
            same_level.append(other.code)
        else:
            elsewhere.append((other.code, namesake))
    if elsewhere and own_level not in rules.at_level:
        return None
    everywhere = [*same_level, *(code for code, _ in elsewhere)]
    level_may_be_left_out = all(namesake for _, namesake in elsewhere)
    return Named(
        code=procedure.code,
        official=official,
        text=text,
        level=own_level,
        codes=tuple(sorted(same_level)),
        codes_without_level=tuple(sorted(everywhere)) if level_may_be_left_out else (),
    )
