"""Records + templates + seed -> the rows of ``data/questions/generated.jsonl``."""

from __future__ import annotations

from collections.abc import Set
from pathlib import Path
from typing import Any

from eval.generation import look_alikes, plans, selection
from eval.generation.chance import source
from eval.generation.questions import only_in_full
from eval.generation.records import read_folder
from eval.generation.templates import Templates
from eval.generation.writer import Writer


def generate(
    records_folder: Path, templates: Templates, count: int, seed: int, sample: Set[str] = frozenset()
) -> list[dict[str, Any]]:
    """About ``count`` questions as plain rows; the same arguments give the same rows.

    ``sample`` holds the codes of the bundled sample: a question whose acceptable procedures are all in it needs only
    the sample, every other the full corpus.

    :raises GenerationError: if the folder holds no record, or none that may be asked about.
    """
    everything = read_folder(records_folder)
    named = look_alikes.name_all([record.procedure for record in everything], templates)
    records = {record.code: record for record in everything}
    writer = Writer(templates, records, named, seed)
    weights = {
        code: selection.weigh(records[code], templates.selection, only_in_full=only_in_full(name, templates))
        for code, name in named.items()
    }
    rng = source(seed, "plan")
    chosen = selection.choose(weights, records, templates.selection, count, rng)
    rows = [row for plan in plans.deal(chosen, writer.look_alike, templates, rng) if (row := writer.write(plan))]
    rows.sort(key=lambda row: "turns" in row)
    for number, row in enumerate(rows, 1):
        row["id"] = f"ge-{number:03}"
        row["needs"] = "sample" if set(row["codes"]) <= sample else "full"
    return rows
