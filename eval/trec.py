"""Runs in TREC format, so that anybody's tools (trec_eval, ir_measures, ranx) can check the retrieval figures."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from assistant.models import Outcome
from eval.measures import RETRIEVAL_DEPTH, ranking
from eval.scoring import ScoredRun


def export_trec(run: ScoredRun, folder: Path) -> tuple[Path, Path]:
    """Write ``qrels.txt`` and ``<system>.run`` for the questions that expect an answer; returns both paths.

    Qrels: ``question 0 code 1``. Run: ``question Q0 code rank score system``; scores fall by one a rank, so that tools
    which sort by score keep the order.
    """
    judged = [item for item in run.questions if item.question.outcome is Outcome.ANSWERED]
    qrels = [f"{_id(item.question.id)} 0 {code} 1" for item in judged for code in item.question.codes]
    ranked = [
        f"{_id(item.question.id)} Q0 {code} {rank} {RETRIEVAL_DEPTH + 1 - rank} {run.name}"
        for item in judged
        for rank, code in enumerate(ranking(item.answer), 1)
    ]
    folder.mkdir(parents=True, exist_ok=True)
    return _write(folder / "qrels.txt", qrels), _write(folder / f"{run.name}.run", ranked)


def _id(id: str) -> str:
    return re.sub(r"\s+", "_", id)


def _write(path: Path, lines: Iterable[str]) -> Path:
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path
