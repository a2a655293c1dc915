"""The report's charts: Altair, drawn to SVG, so that the page needs no script and no network.

Without vl-convert (an optional package) there are no drawings; the tables beside them say the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from eval.figures import Figure

COLOURS = ("#0b5394", "#b45f06", "#6a8f2f", "#7d4f9e")
ROW_HEIGHT = 22


def system_chart(by_system: Mapping[str, Mapping[str, Figure]], labels: Mapping[str, str]) -> str:
    """One bar per system and measure, with intervals, as SVG; empty if it cannot be drawn.

    :param labels: measure -> its heading, in order.
    """
    rows = [
        _row(figure) | {"system": system, "measure": labels[name]}
        for system, found in by_system.items()
        for name, figure in found.items()
        if name in labels
    ]
    alt = _altair()
    if alt is None or not rows:
        return ""
    systems = list(by_system)
    base = alt.Chart().encode(
        y=alt.Y("system:N", title=None, sort=systems, axis=alt.Axis(labelLimit=160)),
    )
    colour = alt.Color("system:N", sort=systems, scale=alt.Scale(domain=systems, range=COLOURS[: len(systems)]))
    bars = base.mark_bar(height=14).encode(x=_share(alt, "value"), color=colour.legend(None))
    rules = base.mark_rule(strokeWidth=2, color="#222").encode(x=_share(alt, "low"), x2="high:Q")
    texts = base.mark_text(align="left", dx=4, fontSize=11, color="#222").encode(x="high:Q", text="text:N")
    layered = alt.layer(bars, rules, texts).properties(width=250, height=ROW_HEIGHT * len(systems) + 4)
    columns = alt.Column("measure:N", title=None, sort=list(labels.values()), header=alt.Header(labelFontSize=13))
    return _svg(layered.facet(column=columns, data=alt.Data(values=rows)))


def slice_chart(rows: Mapping[str, Figure], overall: Figure | None) -> str:
    """One dot with its interval per slice and a line at the overall figure, as SVG; empty if it cannot be drawn.

    :param rows: heading of the slice -> figure, in order.
    """
    alt = _altair()
    if alt is None or not rows:
        return ""
    values = [_row(figure) | {"slice": name} for name, figure in rows.items()]
    y = alt.Y("slice:N", title=None, sort=list(rows), axis=alt.Axis(labelLimit=250, labelFontSize=12))
    base = alt.Chart(alt.Data(values=values)).encode(y=y)
    parts = [
        base.mark_rule(strokeWidth=3, color="#9fbfdf").encode(x=_share(alt, "low"), x2="high:Q"),
        base.mark_circle(size=80, color=COLOURS[0], opacity=1).encode(x="value:Q"),
        base.mark_text(align="left", dx=6, fontSize=11, color="#333").encode(x="high:Q", text="text:N"),
    ]
    if overall is not None:
        line = alt.Chart(alt.Data(values=[{"value": overall.value}]))
        parts.insert(0, line.mark_rule(strokeDash=[4, 3], color="#888").encode(x="value:Q"))
    return _svg(alt.layer(*parts).properties(width=330, height=max(44, ROW_HEIGHT * len(values))))


def _row(figure: Figure) -> dict[str, Any]:
    shown = f"{figure.value:.0%} (n={figure.count})"
    return {"value": figure.value, "low": figure.low, "high": figure.high, "text": shown}


def _share(alt: Any, name: str) -> Any:
    return alt.X(
        f"{name}:Q",
        title=None,
        scale=alt.Scale(domain=[0, 1.25], nice=False),
        axis=alt.Axis(format="%", values=[0, 0.25, 0.5, 0.75, 1]),
    )


def _altair() -> Any:
    """Altair, if it and vl-convert are installed."""
    try:
        import altair
        import vl_convert  # noqa: F401
    except ImportError:
        return None
    return altair


def _svg(chart: Any) -> str:
    import vl_convert

    styled = chart.configure_view(stroke=None).configure_axis(grid=True, gridColor="#eee").configure(font="sans-serif")
    svg: str = vl_convert.vegalite_to_svg(styled.to_dict())
    return svg
