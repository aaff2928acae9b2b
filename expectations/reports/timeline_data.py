"""The canonical events as the timeline page's data: bounded, plain values, sentences cut from the texts."""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from typing import Any

import duckdb

from expectations.reports import display, report_rows

Row = dict[str, Any]
MOST = 8_000  # events on the page: some 4 MB of data; the best attested first
_AROUND = 160  # characters on either side of a mention, as queries/sentences.sql cuts them
_ENDS = re.compile(r"[.!?][\"”’)]?\s|\n\s*\n")


def events(con: duckdb.DuckDBPyConnection, pages: Collection[str], page_of: Any, every_page: bool = False) -> list[Row]:
    """Canonical events in order of time, each with the sentences that tell it; links only to ``pages`` that exist."""
    found = report_rows.query_rows(con, "timeline", most=MOST)
    at = [(t["doc_id"], t["char_start"], t["char_end"]) for row in found for t in row["told"]]
    spans = [{"doc_id": d, "char_start": s, "char_end": e} for d, s, e in dict.fromkeys(at)]
    said = (
        {(r["doc_id"], r["char_start"], r["char_end"]): r for r in report_rows.query_rows(con, "sentences", at=spans)}
        if spans
        else {}
    )
    result = []
    for row in found:
        actors = row["actors"] or []
        names = {
            role: list(dict.fromkeys(display.short(a["name"], 40) for a in actors if a["role"] == role))[:3]
            for role in ("source", "target")
        }
        who = " → ".join(", ".join(part) for part in (names["source"], names["target"]) if part)
        countries = {a["country"] for a in actors if a["country"]} | ({row["place_country"]} - {None})
        tellings = []
        for t in row["told"]:
            sentence = said.get((t["doc_id"], t["char_start"], t["char_end"]))
            if sentence is None:
                continue
            tellings.append(
                {
                    "before": display.visible(sentence_start(sentence["before"])),
                    "words": display.visible(sentence["words"]),
                    "after": display.visible(sentence_end(sentence["after"])),
                    "title": display.short(sentence["title"], 120) or t["doc_id"][:12],
                    "page": page_of(t["doc_id"]) if every_page or t["doc_id"] in pages else None,
                }
            )
        result.append(
            {
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
                "told": tellings,
            }
        )
    return result


def sentence_start(before: str) -> str:
    """The end of ``before`` from where its last sentence begins; an ellipsis where that lies farther back."""
    *whole, last = _ENDS.split(before)
    return last.lstrip() if whole or len(before) < _AROUND else "…" + last


def sentence_end(after: str) -> str:
    """``after`` up to the end of its first sentence; an ellipsis where that lies farther on."""
    found = _ENDS.search(after)
    return after[: found.end()].rstrip() if found else after.rstrip() + ("…" if len(after) == _AROUND else "")


def script(found: list[Row]) -> str:
    """The data as a script file: a page opened from disk may not fetch JSON, but may load its own scripts."""
    return "window.datelineTimeline = " + json.dumps(found, separators=(",", ":")) + ";\n"
