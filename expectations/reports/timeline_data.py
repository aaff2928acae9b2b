"""The canonical events as the timeline page's data: bounded, plain values, sentences cut from the texts."""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from typing import Any

import duckdb

from expectations.reports import display, report_rows

Row = dict[str, Any]
MOST = 100_000  # events on the page, the best attested first
CHUNK = 4_000  # events of one file of data, some 2 MB: the page asks for the next one when it needs it
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


def in_files(found: list[Row]) -> list[list[Row]]:
    """Events in the order of the page, newest first, by files: those with a first possible day, and then the others.

    "2015 or earlier" is no news of 2015: what has no first day stands behind all that has, what has no day at all last.
    """
    dated = sorted((e for e in found if e["from"]), key=lambda e: (e["from"], e["to"] or "", e["id"]), reverse=True)
    rest = sorted((e for e in found if not e["from"]), key=lambda e: (e["to"] or "", e["id"]), reverse=True)
    return [part[at : at + CHUNK] for part in (dated, rest) for at in range(0, len(part), CHUNK)]


def scripts(found: list[Row]) -> dict[str, str]:
    """The data as script files by name: a page opened from disk may not fetch JSON, but may load its own scripts.

    The first file also says which others there are.
    """
    parts = in_files(found)
    names = [f"timeline-data{'' if n == 0 else f'-{n + 1}'}.js" for n in range(len(parts) or 1)]
    index = [{"file": name, "count": len(part), "dated": bool(part[0]["from"])}
             for name, part in zip(names, parts, strict=False)]  # fmt: skip
    files = {
        name: f"window.datelineTimeline[{n}].events = {json.dumps(part, separators=(',', ':'))};\n"
        for n, (name, part) in enumerate(zip(names, parts, strict=False))
    }
    head = f"window.datelineTimeline = {json.dumps(index, separators=(',', ':'))};\n"
    return files | {names[0]: head + files.get(names[0], "")}
