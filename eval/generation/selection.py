"""Which procedures are asked about: weighted towards what wards meet, seventy in a hundred of them theirs."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence

from eval.generation.errors import GenerationError
from eval.generation.records import Record
from eval.generation.templates import Selection


def weigh(record: Record, selection: Selection, *, only_in_full: bool) -> float:
    """How often a procedure is asked about compared with others; 0 is never.

    ``only_in_full``: its name can be said in no other way than as it stands.
    """
    if record.code in selection.never:
        return 0
    usual = selection.default_commune_weight if record.commune else selection.default_province_weight
    weight = selection.fields.get(record.procedure.field, usual)
    for words, times in selection.words.items():
        if words in record.procedure.name.lower():
            weight *= times
    return weight * selection.only_in_full_weight if only_in_full else weight


def choose(
    weights: Mapping[str, float], records: Mapping[str, Record], selection: Selection, count: int, rng: random.Random
) -> list[Record]:
    """``count`` records to ask about, each of the chosen procedures at least once, in chance order.

    ``weights`` are by code; a procedure of weight 0 is never chosen.

    :raises GenerationError: if no record may be asked about.
    """
    codes = sorted(code for code, weight in weights.items() if weight)
    communes = [code for code in codes if records[code].commune]
    provinces = [code for code in codes if not records[code].commune]
    if not codes:
        raise GenerationError("no record may be asked about; look at selection in the templates")
    share = 1.0 if not provinces else selection.commune_share if communes else 0.0
    of_communes = round(count * share)
    chosen = []
    for group, wanted in ((communes, of_communes), (provinces, count - of_communes)):
        different = round(selection.procedures * wanted / count)
        drawn = _draw(group, weights, min(different, wanted), rng)
        again = rng.choices(drawn, [weights[code] for code in drawn], k=wanted - len(drawn)) if drawn else []
        chosen += [*drawn, *again]
    rng.shuffle(chosen)
    return [records[code] for code in chosen]


def _draw(codes: Sequence[str], weights: Mapping[str, float], count: int, rng: random.Random) -> list[str]:
    """Up to ``count`` different codes, the heavier ones likelier (Efraimidis and Spirakis)."""
    keys = {code: rng.random() ** (1 / weights[code]) for code in codes}
    return sorted(codes, key=lambda code: keys[code], reverse=True)[:count]
