"""The pages as HTML: one function a page, from a connection to a published warehouse to a string.

The static site writes these strings to files, the review server sends them: same templates, same relative addresses.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from expectations.reports import agreement, charts, display, report_rows, where
from expectations.reports import article as articles
from expectations.reports import axis as axes
from expectations.rules import advice
from warehouse.sizes import on_disk

if TYPE_CHECKING:
    from jinja2 import Environment

Row = dict[str, Any]
STAGES = ("ingest", "clean", "dates", "events", "corpus")
COUNTS = ("documents", "quarantined", "articles", "flagged", "events")  # of every run; then what else it counted
RUNS = 100
FLAGS = 1_000
PLACES = 500
REVIEWS = 1_000
_OPTION = re.compile(r" with `--[a-z-]+`| \(`--[^)]*\)")
FIRST = 12  # articles in "Look at these first"


@dataclass(frozen=True, slots=True)
class Site:
    """What every page knows of its site. ``pages``: articles that have a page; ``every_page``: all can be had;
    ``option``: what a command has to be told of the warehouse.
    """

    name: str
    file: str
    run: str | None = None
    docs: str | None = None
    pages: frozenset[str] = frozenset()
    every_page: bool = False
    served: bool = False
    option: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)  # what the review server adds for its own pages


def page_of(doc_id: str) -> str:
    """The address of an article's page. Anything that is no plain hash is hashed: an id never chooses a path."""
    plain = re.fullmatch(r"[0-9a-f]{32,128}", doc_id)
    return (
        f"articles/{doc_id[:20] if plain else hashlib.sha256(doc_id.encode('utf-8', 'replace')).hexdigest()[:20]}.html"
    )


@cache
def environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    env = Environment(
        loader=PackageLoader("expectations.reports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=False,
    )
    env.globals.update(span=display.interval_in_words)
    env.filters.update(short=display.short, words=display.code_in_words, moment=_moment, took=_took, page_of=page_of)
    env.filters["advice"] = _advice
    env.filters["advice_here"] = _advice_here
    env.tests["dated"] = _is_dated
    env.filters["bytes"] = _bytes
    env.filters["called"] = display.called
    return env


def _advice(code: str) -> str:
    return advice().get(code, "").replace("`", "")


def _advice_here(code: str) -> str:
    """The advice where its forms are at hand: without the options of the command line."""
    return _OPTION.sub("", advice().get(code, "")).replace("`", "")


def _is_dated(code: str) -> bool:
    """Whether what is to be done about a flag is to give a date."""
    return "--date" in advice().get(code, "") or code == "by_hand"


def _moment(value: datetime | None) -> str:
    return "" if value is None else f"{value.astimezone(UTC):%-d %b %Y, %H:%M} UTC"


def _bytes(value: int | None) -> str:
    """A size in the unit that a person would use: 12 MB, 1.9 GB."""
    size = value or 0
    return f"{size / 1e9:.1f} GB" if size >= 1e9 else f"{size / 1e6:.0f} MB"


def _took(run: Row) -> str:
    """How long a run took, in the two largest units."""
    if run["finished_at"] is None:
        return ""
    total = int((run["finished_at"] - run["started_at"]) / timedelta(seconds=1))
    return f"{total // 3600} h {total % 3600 // 60} min" if total >= 3600 else f"{total // 60} min {total % 60} s"


def _render(name: str, site: Site, here: str, **values: object) -> str:
    root = "../" * here.count("/")
    return (
        environment()
        .get_template(name)
        .render(site=site, here=here, root=root, served=site.served, **site.extra, **values)
    )


def runs(con: duckdb.DuckDBPyConnection) -> list[Row]:
    """The last runs, newest first, their counts as dicts of numbers."""
    found = report_rows.query_rows(con, "runs", most=RUNS)
    for run in found:
        counts = json.loads(run["counts"] or "{}")
        counts = counts if isinstance(counts, dict) else {}
        run["counts"] = {"flagged": run.pop("flagged")} | {k: v for k, v in counts.items() if isinstance(v, int)}
    return found


def overview(con: duckdb.DuckDBPyConnection, site: Site) -> str:
    """``index.html``: what to look at first, what changed, validation and runs."""
    history = runs(con)
    last = history[0] if history else None
    run_id, since = (last["run_id"], last["started_at"]) if last else ("", datetime.now(UTC))
    totals, size = report_rows.one(con, "flag_totals", run=run_id), report_rows.one(con, "totals")
    validation = report_rows.query_rows(con, "validation", runs=[run["run_id"] for run in history])
    kinds = report_rows.query_rows(con, "flag_kinds", run=run_id)
    counted = [n for n in COUNTS if any(n in run["counts"] for run in history)]
    counted += [n for n in (last["counts"] if last else ()) if n not in counted][: 8 - len(counted)]
    by_code = {kind["code"]: kind["open"] for kind in kinds}
    stages = [*STAGES, *sorted({v["stage"] for v in validation} - set(STAGES))]
    results = sorted(
        ({**v, "flags": by_code.get(v["code"], 0)} for v in validation if v["run_id"] == run_id),
        key=lambda v: (v["success"], stages.index(v["stage"])),
    )
    reviews = report_rows.query_rows(con, "reviews", most=REVIEWS)
    worst, ticks = _worst(con)
    return _render(
        "index.html",
        site,
        "index.html",
        totals=totals,
        run=last,
        runs=history,
        counted=counted,
        kinds=kinds,
        results=results,
        worst=worst,
        ticks=ticks,
        figures=[
            ("articles", size["articles"]),
            ("events", size["events"]),
            ("inputs set aside", size["quarantined"]),
            ("reposts", size["duplicates"]),
            ("flags decided", totals["decided"]),
        ],
        size=size,
        beside=on_disk(Path(report_rows.one(con, "opened")["path"])),
        sizes=report_rows.query_rows(con, "sizes"),
        quarantine=report_rows.query_rows(con, "quarantine", most=25),
        verdicts=report_rows.query_rows(con, "verdicts"),
        changes=report_rows.query_rows(con, "date_changes", run=run_id, since=since, most=12),
        decided=sum(1 for review in reviews if review["decided_at"] >= since),
        kinds_chart=charts.kinds_chart(kinds),
        validation_chart=charts.validation_chart(history, validation, stages),
        runs_chart=charts.runs_chart(history, counted[:4]),
    )


def _worst(con: duckdb.DuckDBPyConnection) -> tuple[list[Row], list[axes.Tick]]:
    """The articles with the gravest open flags, their claims and solved dates on one axis that they share."""
    grouped: dict[str, list[Row]] = {}
    for flag in report_rows.query_rows(con, "flags", states=["open"], most=FIRST * 20):
        grouped.setdefault(flag["doc_id"] or flag["flag_id"], []).append(flag)
    chosen = list(grouped.values())[:FIRST]
    dated = [f[0] for f in chosen if articles.days_apart(f[0]["claimed_date"], f[0]["date_from"], f[0]["date_to"])]
    axis = axes.fit_axis(
        [b for f in dated for b in ((f["claimed_date"], f["claimed_date"]), (f["date_from"], f["date_to"]))]
    )
    result = []
    for flags in chosen:
        flag = flags[0]
        claimed, lo, hi = flag["claimed_date"], flag["date_from"], flag["date_to"]
        gap = articles.days_apart(claimed, lo, hi)
        drawn = axis is not None and gap != 0
        bar, at = (axis.bar((lo, hi)), axis.place(claimed)) if drawn and axis else (None, None)
        says = (
            f"says {display.day_label(claimed)}; written {display.interval_in_words(lo, hi)}: "
            f"{display.gap_in_words(gap)} apart"
            if gap and flag["code"] == "article_date_mismatch"
            else display.short(flag["message"], 200)
        )
        ends = None if bar is None or at is None else (bar.x + bar.width, at) if gap > 0 else (at, bar.x)
        result.append(
            {
                "doc_id": flag["doc_id"],
                "title": display.short(display.called(flag), 120) or "the warehouse as a whole",
                "outlet": display.short(flag["outlet"], 40),
                "severity": flag["severity"],
                "says": says,
                "more": len(flags) - 1,
                "bar": bar,
                "claim": at,
                "gap": ends,
            }
        )
    return result, axis.ticks() if axis else []


def flags_page(con: duckdb.DuckDBPyConnection, site: Site) -> str:
    """``flags.html``: the open flags, worst first, with filters."""
    kinds = report_rows.query_rows(con, "flag_kinds", run="")
    merged: dict[str, int] = {}
    for kind in kinds:
        merged[kind["code"]] = merged.get(kind["code"], 0) + kind["open"]
    return _render(
        "flags.html",
        site,
        "flags.html",
        flags=report_rows.query_rows(con, "flags", states=["open"], most=FLAGS),
        total=sum(merged.values()),
        kinds=[{"code": code, "open": count} for code, count in merged.items()],
    )


def reviews(con: duckdb.DuckDBPyConnection, site: Site) -> str:
    """``reviews.html``: decisions, who took them and when."""
    return _render("reviews.html", site, "reviews.html", reviews=report_rows.query_rows(con, "reviews", most=REVIEWS))


def agreement_page(con: duckdb.DuckDBPyConnection, site: Site) -> str:
    """``agreement.html``: how far reviewers agree, and where they differ."""
    found, differences, alone = agreement.agreements(report_rows.query_rows(con, "decided_by_each"))
    return _render(
        "agreement.html", site, "agreement.html", agreements=found, differences=differences[:REVIEWS], alone=alone
    )


def article_page(row: Row, site: Site) -> str:
    """An article's page from its row (``read.articles``)."""
    return _render("article.html", site, page_of(row["doc_id"]), page=articles.page(row))


def event_page(row: Row, site: Site) -> str:
    """An event's page on the served review (``expectations.review.event_form``)."""
    return _render("event.html", site, f"events/{row['event_id']}.html", page=row)


def places(con: duckdb.DuckDBPyConnection, site: Site) -> str:
    """``places.html``: where events happened, on a map, and which country did how much to which, as a matrix."""
    con.execute(report_rows.report_query("events_to_show"))
    found = report_rows.query_rows(con, "places", most=PLACES)
    return _render(
        "places.html", site, "places.html", places=found, map=where.world_map(found),
        matrix=where.matrix(report_rows.query_rows(con, "country_pairs")),
        unplaced=found[0]["unplaced"] if found else 0,
    )  # fmt: skip


def timeline_page(summary: Row, site: Site) -> str:
    """``timeline.html`` for what `timeline_data.summary` says of its events; their data stands beside it."""
    return _render(
        "timeline.html", site, "timeline.html", count=summary["count"], undrawn=summary["undrawn"],
        charts=charts.years_charts(summary["years"]), countries=summary["country"], types=summary["type"],
        statuses=summary["status"],
    )  # fmt: skip
