"""Learning the ranker's weights from the dev questions: listwise softmax over all procedures, L2, L-BFGS.

The result is a small JSON file of readable weights beside its recipe; ``test`` questions are never read.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from assistant.assistant import Assistant
from assistant.features import NAMES
from eval.questions import Question

Matrix = NDArray[np.float64]
CANDIDATES = 80


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


def save_weights(weights: dict[str, float], recipe: dict[str, Any], path: Path) -> None:
    """Write the weights with how they came about."""
    data = {"recipe": recipe | {"trained_on": date.today().isoformat()}, "weights": weights}
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _example(assistant: Assistant, question: Question, start: Matrix) -> tuple[Matrix, NDArray[np.bool_]] | None:
    codes, features = assistant.rank_features(question.turns)
    gold = np.isin(codes, question.codes)
    if not gold.any():
        return None
    best = np.argsort(-(features @ start))[:CANDIDATES]
    kept = np.unique(np.concatenate([best, np.flatnonzero(gold)]))
    return features[kept].astype(np.float64), gold[kept]


def _loss(
    weights: Matrix, examples: Sequence[tuple[Matrix, NDArray[np.bool_]]], penalty: float
) -> tuple[float, Matrix]:
    """Mean of -log P(any acceptable procedure), with its gradient."""
    total, gradient = 0.0, np.zeros_like(weights)
    for features, gold in examples:
        scores = features @ weights
        share = np.exp(scores - scores.max())
        right = share * gold
        total -= np.log(right.sum() / share.sum())
        gradient += features.T @ (share / share.sum() - right / right.sum())
    size = max(1, len(examples))
    return total / size + penalty * float(weights @ weights), gradient / size + 2 * penalty * weights
