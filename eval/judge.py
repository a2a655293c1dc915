"""An optional model judge over any OpenAI-compatible endpoint. Never alone: always beside what the rules measured.

Its verdicts are kept in ``judge.jsonl`` of the run; a question is judged again only if model or prompt changed.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from assistant.models import Outcome
from eval.agreement import cohen_kappa
from eval.errors import JudgeError
from eval.records import Records
from eval.scoring import CORE, Scored, ScoredRun
from eval.settings import JudgeSettings
from ingest.labels import label

PROMPT = Path(__file__).parent / "prompts" / "judge.txt"
MAX_RECORD = 12_000
_OBJECT = re.compile(r"\{.*\}", re.DOTALL)


class Verdict(StrEnum):
    """What a judge says of an answer."""

    RIGHT = "right"
    PARTLY = "partly"
    WRONG = "wrong"


@dataclass(frozen=True)
class Judgement:
    """One verdict of the model. ``prompt`` is the hash of the prompt it was given."""

    id: str
    verdict: Verdict
    reason: str
    model: str
    prompt: str


@dataclass(frozen=True)
class JudgeSummary:
    """The judge beside the rules, over the questions both judged.

    :ivar table: verdict of the rules -> verdict of the judge -> number of questions.
    :ivar kappa: Cohen's kappa between the two.
    """

    model: str
    count: int
    judge: dict[Verdict, float]
    rules: dict[Verdict, float]
    table: dict[Verdict, dict[Verdict, int]]
    kappa: float


def judge_run(
    run: ScoredRun,
    records: Records,
    settings: JudgeSettings,
    progress: Callable[[str, int, int], None] = lambda *_: None,
) -> list[Judgement]:
    """Have every answer of a run judged, and keep the verdicts in the run's folder.

    :raises JudgeError: if no model is set, or it does not answer as asked.
    """
    if not settings.model:
        raise JudgeError(label("eval.judge.no_model"))
    from openai import OpenAI

    client = OpenAI(
        api_key=settings.api_key or "-",
        base_url=settings.base_url or None,
        timeout=settings.timeout,
        max_retries=settings.max_retries,
    )
    path = run.folder / "judge.jsonl"
    done = {judgement.id: judgement for judgement in read_judgements(path)}
    for number, item in enumerate(run.questions, 1):
        prompt = make_prompt(item, records)
        key = hashlib.sha256(prompt.encode()).hexdigest()[:16]
        known = done.get(item.question.id)
        if known is None or (known.model, known.prompt) != (settings.model, key):
            verdict, reason = _ask(client, settings.model, prompt)
            done[item.question.id] = Judgement(item.question.id, verdict, reason, settings.model, key)
            with path.open("a", encoding="utf-8") as file:
                file.write(json.dumps(asdict(done[item.question.id]), ensure_ascii=False) + "\n")
        progress("judge", number, len(run.questions))
    return [done[item.question.id] for item in run.questions]


def read_judgements(path: Path) -> list[Judgement]:
    """The newest verdict on each question; empty if nothing was judged."""
    newest: dict[str, Judgement] = {}
    for line in path.read_text(encoding="utf-8").split("\n") if path.exists() else []:
        try:
            row = json.loads(line)
            newest[row["id"]] = Judgement(**row | {"verdict": Verdict(row["verdict"])})
        except (ValueError, KeyError, TypeError):
            continue
    return list(newest.values())


def summarise_judge(run: ScoredRun, judgements: list[Judgement]) -> JudgeSummary | None:
    """The judge's verdicts beside those of the rules; ``None`` if it judged none of these questions."""
    by_id = {judgement.id: judgement for judgement in judgements}
    pairs = [(rule_verdict(item), by_id[item.question.id]) for item in run.questions if item.question.id in by_id]
    if not pairs:
        return None
    rules, judge = [rule for rule, _ in pairs], [judgement.verdict for _, judgement in pairs]
    table = {
        a: {b: sum((x, y) == (a, b) for x, y in zip(rules, judge, strict=True)) for b in Verdict} for a in Verdict
    }
    shares = [{verdict: side.count(verdict) / len(pairs) for verdict in Verdict} for side in (judge, rules)]
    return JudgeSummary(pairs[0][1].model, len(pairs), shares[0], shares[1], table, cohen_kappa(rules, judge))


def rule_verdict(item: Scored) -> Verdict:
    """What the rules say, in the judge's words."""
    if item.values.get("unsupported") or item.values.get("crag", -1.0) < 0:
        return Verdict.WRONG
    if item.question.outcome is Outcome.ANSWERED:
        return Verdict.RIGHT if item.values.get("complete") else Verdict.PARTLY
    return Verdict.RIGHT if item.values["crag"] > 0 else Verdict.PARTLY


def make_prompt(item: Scored, records: Records) -> str:
    """The question, what was expected, the record's own words on it, and the answer."""
    question, answer = item.question, item.answer
    names = [version.procedure.name for code in question.codes if (version := records.version(code, None))]
    return PROMPT.read_text(encoding="utf-8").format(
        question=question.text,
        expected="; ".join([label(f"eval.expected.{question.outcome}"), *names]),
        record=_record_text(item, records)[:MAX_RECORD] or "–",
        came=label(f"eval.came.{answer.get('outcome')}"),
        answer=answer.get("text") or "–",
    )


def _record_text(item: Scored, records: Records) -> str:
    code = next((code for code in item.question.codes if records.version(code, None)), "")
    version = records.version(code, None) if code else None
    if version is None:
        return ""
    sections = records.sections(code, version.number)
    kinds = [kind for kind in item.question.facets or CORE if kind in sections]
    return "\n\n".join(f"{label(f'section.{kind}')}\n{sections[kind].text}" for kind in kinds)


def _ask(client: Any, model: str, prompt: str) -> tuple[Verdict, str]:
    from openai import OpenAIError

    try:
        reply = client.chat.completions.create(
            model=model, temperature=0, messages=[{"role": "user", "content": prompt}]
        )
    except OpenAIError as error:
        raise JudgeError(label("eval.judge.silent", model=model, problem=str(error).split("\n")[0])) from error
    text = reply.choices[0].message.content or ""
    match = _OBJECT.search(text)
    try:
        row = json.loads(match.group()) if match else {}
        return Verdict(row["verdict"]), str(row.get("reason", ""))
    except (ValueError, KeyError) as error:
        raise JudgeError(label("eval.judge.unreadable", model=model, reply=text[:120])) from error
