"""The same report for machines: ``report.json``, and the summary that a Prefect artifact shows."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import duckdb

from expectations.reports import display, pages, report_rows

Row = dict[str, Any]
FLAGS = 10_000


def machine_report(con: duckdb.DuckDBPyConnection) -> Row:
    """Runs, the last run's validation, open flags (worst first), decisions and changed dates, as plain values."""
    runs = pages.runs(con)
    last = runs[0] if runs else None
    run_id = last["run_id"] if last else ""
    found = report_rows.query_rows(con, "flags", states=["open"], most=FLAGS)
    return {
        "run": last,
        "totals": {**report_rows.one(con, "totals"), "flags": report_rows.one(con, "flag_totals", run=run_id)},
        "verdicts": {row["verdict"]: row["articles"] for row in report_rows.query_rows(con, "verdicts")},
        "runs": runs,
        "validation": report_rows.query_rows(con, "validation", runs=[run_id]),
        "flag_kinds": report_rows.query_rows(con, "flag_kinds", run=run_id),
        "flags": found,
        "date_changes": report_rows.query_rows(con, "date_changes", run=run_id, since=last["started_at"], most=1_000)
        if last
        else [],
        "reviews": report_rows.query_rows(con, "reviews", most=1_000),
    }


def as_json(value: Row) -> str:
    """Dates as ISO 8601; everything beyond ASCII escaped, so no reader stumbles over an encoding.

    In one line: to indent thousands of flags takes Python twenty times as long, and each decision waits for it.
    """
    return json.dumps(value, default=lambda x: x.isoformat() if hasattr(x, "isoformat") else str(x)) + "\n"


def artifact(published_db: Path, index: Path | None = None) -> tuple[str, list[Row]]:
    """A run's summary for a Prefect artifact: Markdown, and the worst flags as rows of a table.

    The Markdown holds no word from an article, so none can become a link or markup; the table's cells are plain text.

    :param index: the first page of the report, to be named in the Markdown.
    """
    with report_rows.published(published_db) as con:
        found = machine_report(con)
    run, totals = found["run"], found["totals"]
    flags = totals["flags"]
    lines = [f"# {flags['open']} open flags, {flags['fresh']} new", ""]
    if run:
        lines += [
            f"Run `{run['run_id']}` {run['state']}: "
            + ", ".join(f"{n} {k.replace('_', ' ')}" for k, n in run["counts"].items())
            + ".",
            "",
        ]
    if flags["critical"]:
        lines += [f"**{flags['critical']} critical.**", ""]
    for v in found["validation"]:
        if not v["success"]:
            counted = f"{v['unexpected_count'] or 0} of {v['element_count'] or 0}"
            lines.append(f"- {v['stage']}: {v['expectation'].replace('_', ' ')} ({v['severity']}), {counted}")
    if index is not None:
        lines += ["", f"Report: `{index.resolve().as_uri()}`"]
    table = [
        {
            "severity": f["severity"],
            "kind": f["code"],
            "article": display.short(f["title"] or f["source_uri"], 80),
            "claimed": str(f["claimed_date"] or ""),
            "written": display.interval_in_words(f["date_from"], f["date_to"])
            if f["date_from"] or f["date_to"]
            else "",
            "message": display.short(f["message"], 160),
            "flag": f["flag_id"],
        }
        for f in found["flags"][:50]
    ]
    return "\n".join(lines) + "\n", table
