"""Figures and slices as a person reads them: Vietnamese names, decimal commas."""

from __future__ import annotations

from datetime import datetime

from eval.figures import Figure
from eval.measure_list import BY_NAME
from ingest.labels import label, labels_below
from ingest.models import Level


def measure_label(name: str) -> str:
    """The name of a measure."""
    if name.startswith("exact."):
        return label("eval.exact_field", section=label(f"section.{name.removeprefix('exact.')}"))
    return label(f"eval.measure.{name}")


def measure_about(name: str) -> str:
    """What a measure is and is not, in one sentence; empty where its name says it."""
    if name.startswith("exact."):
        return ""
    return labels_below("eval.about").get(name, "")


def slice_label(dimension: str, value: str) -> str:
    """The name of a slice; a value that needs no translation stands for itself."""
    if dimension == "level":
        return ", ".join(label(f"level.{Level(level)}") for level in value.split("+"))
    if dimension == "facet":
        value = labels_below("section").get(value, value)
    if dimension == "reason":
        value = labels_below("eval.reason").get(value, value)
    return labels_below(f"eval.slice.{dimension}").get(value, value)


def value_text(name: str, value: float) -> str:
    """``93,1 %``, ``0,751``, in the unit of the measure."""
    unit = BY_NAME[name].unit
    text = f"{value:.1%}".replace("%", " %") if unit == "share" else f"{value:.3f}"
    if unit == "count" and value == int(value):
        text = str(int(value))
    return text.replace(".", ",").replace("-", "−")


def share_text(share: float) -> str:
    """``93,1 %`` of a share from 0 to 1."""
    return f"{share:.1%}".replace(".", ",").replace("%", " %")


def interval_text(name: str, figure: Figure) -> str:
    """``90,2–95,6``: the bounds without their unit."""
    if figure.low == figure.high:
        return ""
    scale, digits = (100, 1) if BY_NAME[name].unit == "share" else (1, 3)
    low, high = (
        f"{bound * scale:.{digits}f}".replace(".", ",").replace("-", "−") for bound in (figure.low, figure.high)
    )
    return f"{low}–{high}"


def day_text(moment: str) -> str:
    """``24/11/2026`` of a moment in ISO form."""
    return f"{datetime.fromisoformat(moment):%d/%m/%Y}"


def p_text(p_value: float) -> str:
    """``p = 0,031`` or ``p < 0,001``."""
    return "p < 0,001" if p_value < 0.001 else f"p = {p_value:.3f}".replace(".", ",")
