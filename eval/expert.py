"""Experts' scoring of answers: every sentence and every citation, with a note; stored as JSONL, one scoring a line.

As in Canada's AI Answers: a sentence is right, needs improvement, or is wrong. A later scoring of the same answer by
the same scorer replaces the former; nothing is deleted from the file.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path

from eval.agreement import krippendorff_alpha
from eval.errors import ScoringError
from ingest.labels import label


class Mark(StrEnum):
    """What a scorer says of a sentence or a citation."""

    RIGHT = "right"
    NEEDS_IMPROVEMENT = "needs_improvement"
    WRONG = "wrong"


@dataclass(frozen=True)
class SentenceScore:
    """``place`` counts the claims of the answer from 0; ``text`` is kept, so that the file can be read by itself."""

    place: int
    text: str
    mark: Mark
    note: str = ""


@dataclass(frozen=True)
class CitationScore:
    """``number`` is the citation's number in the answer."""

    number: int
    mark: Mark
    note: str = ""


@dataclass(frozen=True)
class Scoring:
    """One scorer's view of one answer. ``scored_at`` is in ISO form."""

    answer_id: str
    scorer: str
    scored_at: str
    sentences: tuple[SentenceScore, ...] = ()
    citations: tuple[CitationScore, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class ExpertSummary:
    """All scorings together.

    :ivar sentences: mark -> number of sentence scores; ``citations`` likewise.
    :ivar right_answers: share of scorings in which no sentence is wrong or needs improvement.
    :ivar agreement: Krippendorff's alpha over the sentences that several scored; ``None`` if there are none.
    """

    answers: int
    scorers: int
    sentences: dict[Mark, int]
    citations: dict[Mark, int]
    right_answers: float
    agreement: float | None

    @property
    def right_share(self) -> float:
        """Share of sentence scores that say "right"."""
        total = sum(self.sentences.values())
        return self.sentences.get(Mark.RIGHT, 0) / total if total else 0.0


def store_scoring(path: Path, scoring: Scoring) -> None:
    """Add a scoring to the file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(asdict(scoring), ensure_ascii=False) + "\n")


def read_scorings(path: Path) -> list[Scoring]:
    """The newest scoring of each answer by each scorer, in the order of the file.

    :raises ScoringError: naming the line that cannot be read.
    """
    newest: dict[tuple[str, str], Scoring] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n") if path.exists() else [], 1):
        if line.strip():
            scoring = _read_line(line, path, number)
            newest[scoring.answer_id, scoring.scorer] = scoring
    return list(newest.values())


def summarise(scorings: Sequence[Scoring]) -> ExpertSummary:
    """Counts, shares and inter-rater agreement of scorings."""
    units: dict[tuple[str, int], list[Mark]] = {}
    for scoring in scorings:
        for sentence in scoring.sentences:
            units.setdefault((scoring.answer_id, sentence.place), []).append(sentence.mark)
    scored = [scoring for scoring in scorings if scoring.sentences]
    right = sum(all(sentence.mark is Mark.RIGHT for sentence in scoring.sentences) for scoring in scored)
    return ExpertSummary(
        answers=len({scoring.answer_id for scoring in scorings}),
        scorers=len({scoring.scorer for scoring in scorings}),
        sentences=dict(Counter(sentence.mark for scoring in scorings for sentence in scoring.sentences)),
        citations=dict(Counter(citation.mark for scoring in scorings for citation in scoring.citations)),
        right_answers=right / len(scored) if scored else 0.0,
        agreement=krippendorff_alpha(list(units.values())),
    )


def _read_line(line: str, path: Path, number: int) -> Scoring:
    try:
        row = json.loads(line)
        sentences = [SentenceScore(**item | {"mark": Mark(item["mark"])}) for item in row["sentences"]]
        citations = [CitationScore(**item | {"mark": Mark(item["mark"])}) for item in row["citations"]]
        return Scoring(**row | {"sentences": tuple(sentences), "citations": tuple(citations)})
    except (ValueError, KeyError, TypeError) as error:
        raise ScoringError(label("eval.expert.line", file=path.name, number=number, problem=error)) from error
