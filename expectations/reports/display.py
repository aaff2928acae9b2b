"""Other people's text made safe to look at, and dates and intervals in words.

Escaping is Jinja's work (autoescape is on everywhere); what it lets through and a page must not show is handled here:
bidirectional controls that reorder a line, control characters, and length.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

# Unicode's bidirectional formatting characters (UAX #9, table 3) and invisible ones that can hide or reorder text.
_CONTROLS = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)


def visible(text: str) -> str:
    """``text`` with every character that would be invisible or reorder its line written as ``⟨U+202E⟩``."""
    return _CONTROLS.sub(lambda m: f"⟨U+{ord(m[0]):04X}⟩", text)


def short(text: str | None, limit: int = 160) -> str:
    """One line of at most ``limit`` characters for titles, labels and tables; ``""`` for nothing."""
    if not text:
        return ""
    line = " ".join(text[: limit * 4].split())
    return visible(line if len(line) <= limit else line[: limit - 1].rstrip() + "…")


def called(row: Mapping[str, Any]) -> str:
    """What people call an article: its title, or else its file (``news.jsonl, line 3``); ``""`` of a row of none."""
    name = str(row["source_uri"] or "").rstrip("/").rpartition("/")[2]
    return row["title"] or ", ".join(filter(None, (name, row.get("record"))))


def day_label(value: date | None) -> str:
    """``15 June 2021``; ``""`` for no date."""
    return "" if value is None else f"{value.day} {value:%B} {value.year:04d}"


def interval_in_words(lo: date | None, hi: date | None) -> str:
    """A closed interval as a reader says it: a day, a month, a year, "from … to …", or an open side named."""
    if lo is None and hi is None:
        return "any date"
    if lo is None:
        return f"{day_label(hi)} or earlier"
    if hi is None:
        return f"{day_label(lo)} or later"
    if lo == hi:
        return day_label(lo)
    if lo.day == 1 and (hi.toordinal() + 1 == _next_month(hi)):
        if (lo.year, lo.month) == (hi.year, hi.month):
            return f"{lo:%B} {lo.year:04d}"
        if lo.month == 1 and hi.month == 12:
            return f"{lo.year:04d}" if lo.year == hi.year else f"{lo.year:04d} to {hi.year:04d}"
    if lo.year == hi.year:
        return f"{lo.day} {lo:%B} to {day_label(hi)}" if lo.month != hi.month else f"{lo.day} to {day_label(hi)}"
    return f"{day_label(lo)} to {day_label(hi)}"


def _next_month(value: date) -> int:
    """The ordinal of the first day after ``value``'s month; the calendar's last month has none (0)."""
    if value.month < 12:
        return date(value.year, value.month + 1, 1).toordinal()
    return date(value.year + 1, 1, 1).toordinal() if value.year < 9999 else 0


def gap_in_words(days: int) -> str:
    """A distance between two dates at the precision that matters: days up to two months, then months, then years."""
    days = abs(days)
    if days < 60:
        return f"{days} day{'s' if days != 1 else ''}"
    months = round(days / 30.44)
    if months < 24:
        return f"{months} months"
    years, rest = divmod(months, 12)
    return f"{years} years" + (f" {rest} month{'s' if rest != 1 else ''}" if rest else "")


def code_in_words(code: str | None) -> str:
    """A machine code as words: ``article_date_mismatch`` → ``article date mismatch``."""
    return "" if not code else short(code.replace("_", " "), 80)
