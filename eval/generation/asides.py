"""Remarks about how it was done before 1 July 2025, when the district level was abolished."""

from __future__ import annotations

import random

from eval.generation.questions import continued
from eval.generation.templates import Asides, Facet


def with_aside(text: str, facet: Facet, asides: Asides, rng: random.Random) -> str | None:
    """The question with such a remark before or after it; ``None`` where none goes with the facet."""
    names = {str(kind) for kind in facet.facets} or {"overview"}
    if names <= asides.before_facets:
        return rng.choice(asides.before) + continued(text)
    if names <= asides.after_facets:
        return text.rstrip("?") + rng.choice(asides.after) + "?" * text.endswith("?")
    return None
