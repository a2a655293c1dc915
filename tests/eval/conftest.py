"""Questions, answers and runs in miniature; the numbers in the tests are worked out by hand from them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from assistant.models import Outcome
from eval.known import load_known
from eval.questions import Question
from eval.records import Records
from eval.run_files import RunInfo, save_run, write_questions
from eval.scoring import ScoredRun, score
from eval.settings import EvalSettings
from eval.split import KnownProcedure
from ingest.models import Level, SectionKind


class Ask:
    """Builders with readable defaults."""

    def question(
        self, id: str = "q1", text: str = "nuôi yến", codes: Sequence[str] = ("1.000001",), **more: Any
    ) -> Question:
        outcome = more.pop("outcome", Outcome.ANSWERED if codes else Outcome.DECLINED)
        return Question(id=id, turns=(text,), outcome=outcome, codes=tuple(codes), set=more.pop("set", "mine"), **more)

    def answer(self, *codes: str, outcome: str = "answered", **more: Any) -> dict[str, Any]:
        procedures = [{"code": code, "name": code, "score": 1.0} for code in codes]
        empty: dict[str, Any] = {"facets": [], "claims": [], "citations": [], "options": [], "warnings": []}
        head = {"id": "q1", "outcome": outcome, "reason": None, "procedures": procedures, "text": ""}
        return head | empty | {"answered_by": "records", "elapsed_ms": 10.0} | more

    def cited(
        self, section: SectionKind, *lines: str, code: str = "1.000001", quote: str | None = None, **more: Any
    ) -> dict[str, Any]:
        """An answer of verbatim lines from one section."""
        quoted = "\n".join(lines) if quote is None else quote
        citation = {
            "number": 1,
            "procedure_code": code,
            "section": str(section),
            "version": 1,
            "quote": quoted,
            "url": "",
        }
        claims = [{"text": line, "status": "verbatim", "citations": [1]} for line in lines]
        return self.answer(code, claims=claims, citations=[citation], facets=[str(section)], **more)

    def known(self, *codes: str, **more: Any) -> dict[str, KnownProcedure]:
        levels = (Level.COMMUNE,)
        return {
            code: KnownProcedure(code, 1, more.get("name", f"Thủ tục {code}"), "Hộ tịch", levels) for code in codes
        }


@pytest.fixture(scope="session")
def ask() -> Ask:
    return Ask()


@pytest.fixture
def quick() -> EvalSettings:
    """Fewer resamples than a report has."""
    return EvalSettings(resamples=200)


@pytest.fixture
def swallows(home: Any, make: Any) -> Records:
    """A catalogue with one clean record, ``1.000001``."""
    home.ingest(home.write("a.json", make.detail()))
    return Records(home.catalogue())


@pytest.fixture
def scored_run(tmp_path: Path, ask: Ask, swallows: Records, home: Any) -> Any:
    """Make a scored run from questions and their answers."""

    def make_run(pairs: Sequence[tuple[Question, dict[str, Any]]], system: str = "thutuc") -> ScoredRun:
        folder = tmp_path / system
        folder.mkdir(exist_ok=True)
        config = {"system": system, "ranks_only": system != "thutuc", "split": "all", "procedures": 1}
        config |= {"catalogue_revision": 1, "generation": "gen-1", "system_config": {}, "files": {}}
        info = save_run(folder, RunInfo(config, [], {}, "2026-07-18T00:00:00+00:00", "2026-07-18T00:01:00+00:00"))
        questions = [question for question, _ in pairs]
        write_questions(folder, questions)
        answers = {question.id: answer | {"id": question.id} for question, answer in pairs if answer}
        known = load_known(home.settings)
        scored = score(questions, answers, known, swallows, ranks_only=info.ranks_only)
        return ScoredRun(folder, info, tuple(scored), tuple(q.id for q in questions if q.id not in answers))

    return make_run
