"""The overview's charts: Vega-Lite specifications rendered to SVG while the site is built.

Charts are a borrowed area; vl-convert (the Vega project's own converter) writes plain SVG with ARIA labels, without
script or ``style`` attribute, so pages keep their strict content security policy. Colours are CSS variables: one
picture serves light, dark and print.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

Row = dict[str, Any]
_LABEL_WIDTH = 56  # pixels that "≤ 2003" takes on an axis, with the space about it
_MOST_RUNS = 30  # columns that can still be told apart on a phone
SEVERITIES = {"passed": "var(--ok)", "info": "var(--info)", "warning": "var(--warning)", "critical": "var(--critical)"}
_CONFIG: Row = {
    "background": None,
    "font": "system-ui, sans-serif",
    "view": {"stroke": None},
    "axis": {
        "labelColor": "var(--muted)",
        "titleColor": "var(--muted)",
        "gridColor": "var(--line)",
        "domainColor": "var(--line)",
        "tickColor": "var(--line)",
        "labelFontSize": 12,
        "titleFontSize": 12,
        "titleFontWeight": "normal",
        "labelLimit": 240,
    },
    "text": {"color": "var(--ink)", "fontSize": 12},
    "header": {"labelColor": "var(--ink)", "labelFontSize": 12, "title": None, "labelFontWeight": 600},
    "legend": {"labelColor": "var(--ink)", "labelFontSize": 12, "title": None, "orient": "top", "symbolType": "square"},
}


def render(spec: Row, label: str) -> Markup:
    """A specification as inline SVG that scales down to its column; ``label`` is its text for screen readers."""
    import vl_convert  # 30 MB of renderer: only when a report is built

    svg = vl_convert.vegalite_to_svg(json.dumps({**spec, "config": _CONFIG}), vl_version="5.20")
    # Vega numbers its clip paths over all charts of the process: names of the chart's own make pages repeatable.
    own, known = hashlib.sha256(label.encode()).hexdigest()[:8], dict[str, str]()
    svg = re.sub(r"\bclip\d+\b", lambda m: known.setdefault(m[0], f"c{own}-{len(known)}"), svg)
    named = Markup('<svg role="img" aria-label="{}" ').format(label)
    return Markup(svg.replace("<svg ", named, 1))


def runs_chart(runs: Sequence[Row], names: Sequence[str]) -> Markup | None:
    """Counts per run, one small panel a count, each with its own scale: thousands taken in, a handful set aside."""
    shown = list(reversed(runs[:_MOST_RUNS]))
    values = [
        {"run": n, "count": name, "value": run["counts"].get(name) or 0, "at": f"{run['started_at']:%-d %b %H:%M}"}
        for n, run in enumerate(shown)
        for name in names
    ]
    if len(shown) < 2:
        return None
    spec = {
        "data": {"values": values},
        "facet": {
            "field": "count",
            "type": "nominal",
            "sort": list(names),
            "header": {"orient": "top", "labelAnchor": "start"},
        },
        "columns": 2,
        "spacing": {"row": 14, "column": 34},
        "resolve": {"scale": {"y": "independent"}},
        "spec": {
            "width": 230,
            "height": 64,
            "mark": {"type": "bar", "color": "var(--bar)", "binSpacing": 1, "cornerRadiusEnd": 1},
            "encoding": {
                "x": {"field": "run", "type": "ordinal", "axis": None},
                "y": {
                    "field": "value",
                    "type": "quantitative",
                    "axis": {"title": None, "tickCount": 2, "domain": False, "ticks": False, "format": "~s"},
                },
                "opacity": {"condition": {"test": f"datum.run == {len(shown) - 1}", "value": 1}, "value": 0.5},
                "description": {"field": "at", "type": "nominal"},
            },
        },
    }
    return render(
        spec, f"Counts of the last {len(shown)} runs: {', '.join(names)}. The same figures stand in the table of runs."
    )


def validation_chart(runs: Sequence[Row], validation: Sequence[Row], stages: Sequence[str]) -> Markup | None:
    """Stages by runs, coloured by the gravest expectation that failed."""
    shown = list(reversed(runs[:_MOST_RUNS]))
    column = {run["run_id"]: n for n, run in enumerate(shown)}
    order = list(SEVERITIES)
    worst: dict[tuple[int, str], int] = {}
    for result in validation:
        if result["run_id"] in column:
            place = (column[result["run_id"]], result["stage"])
            grade = 0 if result["success"] else order.index(result["severity"])
            worst[place] = max(worst.get(place, 0), grade)
    if not worst:
        return None
    labels = {n: f"{run['started_at']:%-d %b}" for n, run in enumerate(shown)}
    values = [{"run": n, "stage": stage, "worst": order[grade]} for (n, stage), grade in sorted(worst.items())]
    every = max(1, -(-len(shown) // 6))
    spec = {
        "data": {"values": values},
        "width": {"step": min(40, 500 // len(shown))},
        "height": {"step": 26},
        "mark": {"type": "rect", "cornerRadius": 2, "stroke": "var(--paper)", "strokeWidth": 2},
        "encoding": {
            "x": {
                "field": "run",
                "type": "ordinal",
                "scale": {"domain": list(range(len(shown)))},
                "axis": {
                    "title": None,
                    "labelAngle": 0,
                    "domain": False,
                    "ticks": False,
                    "values": list(range(len(shown) - 1, -1, -every)),
                    "labelExpr": f"{json.dumps(labels)}[datum.value]",
                },
            },
            "y": {
                "field": "stage",
                "type": "nominal",
                "sort": list(stages),
                "axis": {"title": None, "domain": False, "ticks": False},
            },
            "color": {
                "field": "worst",
                "type": "nominal",
                "scale": {"domain": order, "range": list(SEVERITIES.values())},
            },
        },
    }
    return render(
        spec,
        f"The gravest failed expectation by stage over the last {len(shown)} runs. The table below has the last run's.",
    )


def kinds_chart(kinds: Sequence[Row]) -> Markup | None:
    """Open flags by kind, coloured by severity."""
    values = [
        {"kind": k["code"].replace("_", " ")[:60], "open": k["open"], "severity": k["severity"]} for k in kinds[:14]
    ]
    if not values:
        return None
    # Labels stand over their bars, inside the plot: beside them a font that runs wider than here would be cut off.
    bar: Row = {
        "y": {"field": "kind", "type": "nominal", "sort": None, "axis": None},
        "x": {"field": "open", "type": "quantitative", "axis": None},
    }
    start: Row = {**bar, "x": {"value": 0}}
    spec = {
        "data": {"values": values},
        "width": 250,
        "height": {"step": 38},
        "layer": [
            {
                "mark": {"type": "bar", "height": 9, "yOffset": 9, "cornerRadiusEnd": 2},
                "encoding": {
                    **bar,
                    "color": {
                        "field": "severity",
                        "type": "nominal",
                        "legend": None,
                        "scale": {"domain": list(SEVERITIES), "range": list(SEVERITIES.values())},
                    },
                },
            },
            {
                "mark": {"type": "text", "align": "left", "dy": -6},
                "encoding": {**start, "text": {"field": "kind", "type": "nominal"}},
            },
            {
                "mark": {"type": "text", "align": "left", "dx": 5, "dy": 9},
                "encoding": {**bar, "text": {"field": "open", "type": "quantitative", "format": ","}},
            },
        ],
    }
    return render(spec, "Open flags by kind: " + ", ".join(f"{v['kind']} {v['open']}" for v in values))


def years_charts(counted: Sequence[Row]) -> tuple[Markup, Markup] | None:
    """`years_chart` for a wide page and for a phone's, where the wide one's labels would be too small to read."""
    wide, narrow = years_chart(counted, 700), years_chart(counted, 300)
    return (wide, narrow) if wide and narrow else None


def years_chart(counted: Sequence[Row], width: int = 700) -> Markup | None:
    """Events of a timeline by year, stacked by status; years far from the rest are counted at the edge.

    :param counted: rows (year, status, events), in the order of the years.
    :param width: of the plot, in pixels; as many years are named as it has room for.
    """
    years = [row["year"] for row in counted for _ in range(row["events"])]
    if len(years) < 12 or years[0] == years[-1]:
        return None
    early, late = years[(len(years) - 1) // 4], years[(len(years) - 1) * 3 // 4]
    reach = 3 * max(late - early, 2)
    lo, hi = max(years[0], early - reach), min(years[-1], late + reach)
    counts: dict[tuple[int, str], int] = {}
    for row in counted:
        place = (min(max(row["year"], lo), hi), row["status"])
        counts[place] = counts.get(place, 0) + row["events"]
    values = [{"year": year, "status": status, "events": n} for (year, status), n in sorted(counts.items())]
    order = ["happened", "reported", "ongoing", "planned", "hypothetical", "denied"]
    spec = {
        "data": {"values": values},
        "width": width,
        "height": 90,
        "mark": {"type": "bar", "binSpacing": 1},
        "encoding": {
            "x": {
                "field": "year",
                "type": "ordinal",
                "scale": {"domain": list(range(lo, hi + 1))},
                "axis": {
                    "title": None,
                    "labelAngle": 0,
                    "labelPadding": 11,  # "≤ 2003" reaches below the other axis's "0"
                    "values": _named_years(lo, hi, width // _LABEL_WIDTH),
                    # What lies farther is counted at the edge, and the edge says so.
                    "labelExpr": f"(datum.value == {lo} && {years[0]} < {lo} ? '≤ ' : '')"
                    f" + (datum.value == {hi} && {years[-1]} > {hi} ? '≥ ' : '') + datum.value",
                    "ticks": False,
                },
            },
            "y": {
                "field": "events",
                "type": "quantitative",
                "axis": {"title": None, "tickCount": 2, "domain": False, "ticks": False},
            },
            "color": {
                "field": "status",
                "type": "nominal",
                "sort": order,
                "legend": {"columns": 6 if width > 400 else 3, "columnPadding": 20},
                "scale": {"domain": order, "range": [f"var(--status-{name})" for name in order]},
            },
        },
    }
    return render(spec, f"Events by year from {lo} to {hi}, by status; the list below has each of them.")


def _named_years(lo: int, hi: int, most: int) -> list[int]:
    """Both ends, and round years between them that keep their distance: at most ``most`` in all."""
    gap = -(-(hi - lo) // max(most - 1, 1))
    step = next(n for n in (1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000, 5000, 10000) if n >= gap)
    return sorted({lo, hi, *(y for y in range(lo + step, hi - step + 1) if y % step == 0)})
