"""Every measure by name: its group, its unit, and which way is better. Wording stands in the labels."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.models import SectionKind


@dataclass(frozen=True)
class Measure:
    """One measure. ``sign`` is 1 if more is better and −1 if less is; ``unit`` is ``share``, ``score``, ``count``."""

    name: str
    group: str
    unit: str = "share"
    sign: int = 1


MEASURES = (
    Measure("success@1", "retrieval"),
    Measure("success@3", "retrieval"),
    Measure("success@10", "retrieval"),
    Measure("mrr@10", "retrieval", "score"),
    Measure("ndcg@10", "retrieval", "score"),
    Measure("answered_right", "answer"),
    Measure("answered_wrong", "answer", sign=-1),
    Measure("reachable", "answer"),
    Measure("over_refusal", "answer", sign=-1),
    Measure("over_clarify", "answer", sign=-1),
    Measure("outcome_right", "answer"),
    Measure("crag", "answer", "score"),
    Measure("failed", "answer", sign=-1),
    Measure("held_back", "decline"),
    Measure("reason_right", "decline"),
    Measure("right_question", "clarify"),
    Measure("offered_precision", "clarify"),
    Measure("offered_recall", "clarify"),
    Measure("facet_exact", "facets"),
    Measure("facet_precision", "facets"),
    Measure("facet_recall", "facets"),
    Measure("field_exact", "facts"),
    Measure("field_exact_given", "facts"),
    Measure("complete", "facts"),
    Measure("partial", "facts", sign=-1),
    Measure("empty", "facts", sign=-1),
    Measure("documents_precision", "facts"),
    Measure("documents_recall", "facts"),
    *(Measure(f"exact.{kind}", "fields") for kind in SectionKind),
    Measure("unsupported", "grounding", "count", -1),
    Measure("blended", "grounding", sign=-1),
    Measure("citation_valid", "grounding"),
    Measure("claims_supported", "grounding"),
    Measure("citation_precision", "grounding"),
    Measure("citation_recall", "grounding"),
)
BY_NAME = {measure.name: measure for measure in MEASURES}
HEADLINE = (
    "success@1",
    "success@3",
    "success@10",
    "answered_right",
    "answered_wrong",
    "crag",
    "right_question",
    "held_back",
    "over_refusal",
    "field_exact",
    "complete",
    "facet_exact",
    "citation_valid",
    "unsupported",
)
SLICED = (
    "success@1",
    "answered_right",
    "answered_wrong",
    "over_refusal",
    "over_clarify",
    "held_back",
    "right_question",
    "crag",
    "field_exact",
    "facet_exact",
)
LATENCIES = {"p50": 50, "p95": 95, "p99": 99}
