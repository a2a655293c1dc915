"""Evidence -> answer, one question back, or decline: the probability that the first candidate is right decides.

The weights and thresholds stand in ``data/decision.json`` with the recipe they came from. A wrong answer costs
more than a question back, a refusal more than a question.
"""

from __future__ import annotations

import json
import math
from pathlib import Path

from assistant.evidence import Evidence
from assistant.models import Candidate, Outcome, Query, Reason


class Decider:
    """Decides what becomes of a question."""

    def __init__(self, file: Path) -> None:
        data = json.loads(file.read_text(encoding="utf-8"))
        self._weights: dict[str, float] = data["weights"]
        self._usual_cosine: float = data["usual_cosine"]
        self._cosine_spread: float = data["cosine_spread"]
        self._answer_from: float = data["answer_from"]
        self._decline_below: float = data["decline_below"]

    def decide(self, query: Query, candidates: list[Candidate], evidence: Evidence) -> tuple[Outcome, Reason | None]:
        """The outcome, and the reason of a decline. A code in the question settles it by itself."""
        strong = [cue.reason for cue in query.cues if cue.strong]
        if strong:
            return Outcome.DECLINED, strong[0]
        if query.codes:
            known = candidates[0].code in query.codes
            return (Outcome.ANSWERED, None) if known else (Outcome.DECLINED, Reason.NOT_IN_CATALOGUE)
        if evidence.coverage == 0:
            return Outcome.DECLINED, Reason.NOT_IN_CATALOGUE
        probability = self.probability(query, evidence)
        if probability >= self._answer_from:
            return Outcome.ANSWERED, None
        if probability >= self._decline_below:
            return Outcome.CLARIFY, Reason.SEVERAL_FIT
        weak = [cue.reason for cue in query.cues]
        return Outcome.DECLINED, weak[0] if weak else Reason.NOT_IN_CATALOGUE

    def probability(self, query: Query, evidence: Evidence) -> float:
        """P(the first candidate is the procedure meant), 0 to 1."""
        cosine = self._usual_cosine if evidence.cosine is None else evidence.cosine
        spread = self._cosine_spread
        values = {
            "constant": 1.0,
            "coverage": evidence.coverage,
            "alias": evidence.alias,
            "cosine": max(-spread, min(spread, cosine - self._usual_cosine)),
            "share": evidence.share,
            "lead": evidence.lead,
            "weak_cue": float(any(not cue.strong for cue in query.cues)),
        }
        total = sum(self._weights[name] * value for name, value in values.items())
        return 1 / (1 + math.exp(-total))
