"""The canonical events as the timeline page's data: bounded, plain values, sentences cut from the texts.

The page has its events in parts, a file each, and a part is a stretch of time (`queries/timeline_events.sql`): a run
draws those anew of which an event is new, gone, or another than it was.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb

from expectations.reports import display, report_rows

Row = dict[str, Any]
MOST = 100_000  # events on the page, the best attested first
CHUNK = 500  # events of one file of data, some 250 kB: the page asks for the next one when it needs it
INDEX = "timeline-data.js"
_AT_ONCE = 40 * CHUNK  # events in memory
_AROUND = 160  # characters on either side of a mention, as queries/timeline.sql cuts them
_ENDS = re.compile(r"[.!?][\"”’)]?\s|\n\s*\n")


@dataclass(frozen=True, slots=True)
class Part:
    """A file of the timeline's data. ``dated``: its events have a first possible day; ``digest``: of what they say."""

    name: str
    count: int
    dated: bool
    digest: str

    @property
    def file(self) -> str:
        return f"timeline-data-{self.name}.js"


def choose(con: duckdb.DuckDBPyConnection, pages: Collection[str]) -> list[Part]:
    """Choose the timeline's events, for `draw` on the same connection: its parts, newest first.

    "2015 or earlier" is no news of 2015: what has no first day stands behind all that has, what has no day at all last.
    :param pages: the articles that have a page.
    """
    con.execute(report_rows.report_query("events_to_show"))
    con.execute(report_rows.report_query("timeline_events"), {"most": MOST, "chunk": CHUNK})
    con.execute(report_rows.report_query("timeline_mentions"))
    found = report_rows.query_rows(con, "timeline_parts", pages=list(pages))
    return [Part(row["part"], row["events"], row["dated"], row["digest"]) for row in found]


def summary(con: duckdb.DuckDBPyConnection, parts: Sequence[Part]) -> Row:
    """What the page says of all events that were chosen: how many there are, in which years, and what filters offer."""
    years, count = report_rows.query_rows(con, "timeline_years"), sum(part.count for part in parts)
    offered: dict[str, list[str]] = {"country": [], "type": [], "status": []}
    for row in report_rows.query_rows(con, "timeline_choices"):
        offered[row["filter"]].append(row["value"])
    return {"count": count, "undrawn": count - sum(row["events"] for row in years), "years": years, **offered}


def draw(
    con: duckdb.DuckDBPyConnection,
    parts: Sequence[Part],
    pages: Collection[str],
    page_of: Any,
    every_page: bool = False,
) -> Iterator[tuple[Part, str]]:
    """Some of the parts that were chosen, each with its script file; links only to ``pages`` that exist.

    A page opened from disk may not fetch JSON, but may load its own scripts.
    """
    for some in _in_batches(parts):
        events: dict[str, list[Row]] = {part.name: [] for part in some}
        for row in report_rows.query_rows(con, "timeline", parts=list(events)):
            events[row["part"]].append(_event(row, pages, page_of, every_page))
        for part in some:
            place = f"window.datelineTimeline.find((part) => part.file === {json.dumps(part.file)})"
            yield part, f"{place}.events = {json.dumps(events[part.name], separators=(',', ':'))};\n"


def _in_batches(parts: Sequence[Part]) -> Iterator[list[Part]]:
    batch: list[Part] = []
    for part in parts:
        if batch and sum(one.count for one in batch) + part.count > _AT_ONCE:
            yield batch
            batch = []
        batch.append(part)
    if batch:
        yield batch


def index_script(parts: Sequence[Part]) -> str:
    """The script that the page begins with: which files there are, newest first."""
    index = [{"file": part.file, "count": part.count, "dated": part.dated} for part in parts]
    return f"window.datelineTimeline = {json.dumps(index, separators=(',', ':'))};\n"


def _event(row: Row, pages: Collection[str], page_of: Any, every_page: bool) -> Row:
    actors = row["actors"] or []
    names = {
        role: list(dict.fromkeys(display.short(a["name"], 40) for a in actors if a["role"] == role))[:3]
        for role in ("source", "target")
    }
    who = " → ".join(", ".join(part) for part in (names["source"], names["target"]) if part)
    countries = {a["country"] for a in actors if a["country"]} | ({row["place_country"]} - {None})
    return {
        "id": row["canonical_id"],
        "type": row["event_type"],
        "status": row["status"],
        "title": display.short(row["text"], 60)
        + (f": {who}" if who else "")
        + (f", {display.short(row['place'], 40)}" if row["place"] else ""),
        "from": row["date_from"] and row["date_from"].isoformat(),
        "to": row["date_to"] and row["date_to"].isoformat(),
        "when": display.interval_in_words(row["date_from"], row["date_to"])
        if row["date_from"] or row["date_to"]
        else "undated",
        "sources": row["articles"],
        "confidence": round(row["confidence"], 2),
        "countries": sorted(countries),
        "told": [
            {
                "before": display.visible(sentence_start(told["before"])),
                "words": display.visible(told["words"]),
                "after": display.visible(sentence_end(told["after"])),
                "title": display.short(told["title"], 120) or told["doc_id"][:12],
                "page": page_of(told["doc_id"]) if every_page or told["doc_id"] in pages else None,
            }
            for told in row["told"] or []
        ],
    }


def sentence_start(before: str) -> str:
    """The end of ``before`` from where its last sentence begins; an ellipsis where that lies farther back."""
    *whole, last = _ENDS.split(before)
    return last.lstrip() if whole or len(before) < _AROUND else "…" + last


def sentence_end(after: str) -> str:
    """``after`` up to the end of its first sentence; an ellipsis where that lies farther on."""
    found = _ENDS.search(after)
    return after[: found.end()].rstrip() if found else after.rstrip() + ("…" if len(after) == _AROUND else "")
