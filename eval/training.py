"""Learning the ranker's weights from the dev questions: listwise softmax over all procedures, L2, L-BFGS.

The result is a small JSON file of readable weights beside its recipe; ``test`` questions are never read.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from assistant.assistant import Assistant
from assistant.features import NAMES
from assistant.models import Outcome
from eval.known import load_known
from eval.question_files import load_questions
from eval.questions import Question
from eval.settings import EvalSettings
from eval.split import Split, split_of
from ingest.settings import Settings

Matrix = NDArray[np.float64]
CANDIDATES = 120
HAND_WRITTEN = 2.0  # a hand-written question counts as much as two generated ones
SETS = ("handwritten_social", "handwritten_economy", "generated")
Example = tuple[Matrix, NDArray[np.bool_], float]


def train(
    assistant: Assistant, questions: Sequence[Question], start: dict[str, float], penalty: float
) -> dict[str, float]:
    """Weights by feature name.

    :param questions: answerable questions of the dev split; one without any of its codes in the index is left out.
    :param start: the weights to start from, which also choose the candidates to learn against.
    :param penalty: strength of L2 on the weights.
    """
    first = np.array([start.get(name, 0.0) for name in NAMES])
    examples = [e for question in questions if (e := _example(assistant, question, first)) is not None]
    found = minimize(_loss, first, args=(examples, penalty), jac=True, method="L-BFGS-B", options={"maxiter": 500})
    return {name: round(float(weight), 4) for name, weight in zip(NAMES, found.x, strict=True)}


def dev_questions(settings: Settings) -> list[Question]:
    """The answerable single questions of the dev split: hand-written and generated."""
    known, share = load_known(settings), EvalSettings().test_share
    files = [settings.data / "questions" / f"{name}.jsonl" for name in SETS]
    return [
        question
        for question in load_questions(files)
        if question.outcome is Outcome.ANSWERED and split_of(question, known, share) is Split.DEV
    ]


def read_weights(path: Path) -> dict[str, float]:
    """The weights of a ranker file."""
    weights: dict[str, float] = json.loads(path.read_text(encoding="utf-8"))["weights"]
    return weights


def save_weights(weights: dict[str, float], recipe: dict[str, Any], path: Path) -> None:
    """Write the weights with how they came about."""
    how = "thutuc eval train: listwise softmax, L2, L-BFGS, dev split of " + ", ".join(SETS)
    data = {"recipe": {"how": how, "hand_written_weight": HAND_WRITTEN} | recipe, "weights": weights}
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _example(assistant: Assistant, question: Question, start: Matrix) -> Example | None:
    codes, features = assistant.rank_features(question.turns)
    gold = np.isin(codes, question.codes)
    if not gold.any():
        return None
    best = np.argsort(-(features @ start))[:CANDIDATES]
    kept = np.unique(np.concatenate([best, np.flatnonzero(gold)]))
    weight = HAND_WRITTEN if question.set.startswith("handwritten") else 1.0
    return features[kept].astype(np.float64), gold[kept], weight


def _loss(weights: Matrix, examples: Sequence[Example], penalty: float) -> tuple[float, Matrix]:
    """Mean of -log P(any acceptable procedure), with its gradient."""
    total, gradient, size = 0.0, np.zeros_like(weights), 0.0
    for features, gold, weight in examples:
        scores = features @ weights
        share = np.exp(scores - scores.max())
        right = share * gold
        total -= weight * np.log(right.sum() / share.sum())
        gradient += weight * (features.T @ (share / share.sum() - right / right.sum()))
        size += weight
    size = max(1.0, size)
    return total / size + penalty * float(weights @ weights), gradient / size + 2 * penalty * weights
