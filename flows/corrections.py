"""What a person's correction says, and how it reaches the stages that work an article out again.

A correction's value is an ISO 8601 date, reduced if the day or month is not known (``2017-11-20``, ``2017-11``,
``2017``), or two with a slash between them. Of an event it may also be, or be followed by, a status and a type
(``planned``; ``2017-11-20 planned CONSULT``), or be ``none``: there is no such event.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, cast, get_args

from flows.errors import CorrectionError
from flows.records import Event, EventDate, Evidence, Extracted, Interval, Status

_DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)
_GRANULARITY = {1: "year", 2: "month", 3: "day"}
_STATUSES: tuple[str, ...] = get_args(Status)
NO_EVENT = "none"
#: The event types of the PLOVER codebook, as frames name them.
EVENT_TYPES = (
    "AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "YIELD", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "PROTEST",
    "MOBILIZE", "SANCTION", "COERCE", "ASSAULT",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Correction:
    """A correction read: any part of it may be absent. ``removed``: there is no such event."""

    interval: Interval | None = None
    granularity: str = "day"
    status: Status | None = None
    event_type: str | None = None
    removed: bool = False


def read_correction(value: str, *, of_event: bool) -> Correction:
    """Read a correction's value.

    :raises CorrectionError: with a sentence for the person who typed it.
    """
    words = value.split()
    if of_event and words == [NO_EVENT]:
        return Correction(removed=True)
    event_type = words.pop() if of_event and words and words[-1] in EVENT_TYPES else None
    status = cast(Status, words.pop()) if of_event and words and words[-1] in _STATUSES else None
    if len(words) > 1 or (not words and status is None and event_type is None):
        raise CorrectionError(_expected(value, of_event))
    if not words:
        return Correction(status=status, event_type=event_type)
    first, _, last = words[0].partition("/")
    lo, grain = _days(first, value, of_event)
    hi = _days(last, value, of_event)[0] if last else lo
    if "/" in words[0] and not last:
        raise CorrectionError(_expected(value, of_event))
    interval = Interval(lo.lo, hi.hi)
    if interval.is_empty:
        raise CorrectionError(f"{value!r} ends before it begins")
    return Correction(interval, "day" if last else grain, status, event_type)


def _days(text: str, value: str, of_event: bool) -> tuple[Interval, str]:
    found = _DAY.fullmatch(text)
    if not found:
        raise CorrectionError(_expected(value, of_event))
    parts = [int(part) for part in found.groups() if part]
    try:
        lo = date(*[*parts, 1, 1][:3])
    except ValueError as error:
        raise CorrectionError(f"{text!r} is no date of the calendar") from error
    if len(parts) == 3:
        return Interval(lo, lo), "day"
    december = len(parts) == 1 or lo.month == 12
    after = (
        date(lo.year + 1, 1, 1) if december and lo.year < 9999 else None if december else lo.replace(month=lo.month + 1)
    )
    return Interval(lo, after - timedelta(1) if after else date.max), _GRANULARITY[len(parts)]


def _expected(value: str, of_event: bool) -> str:
    more = f", a status ({', '.join(_STATUSES)}), a type such as CONSULT, or none for no event" if of_event else ""
    return f"{value!r} is no correction: expected a date like 2017-11-20, 2017-11 or 2017-11-20/2017-11-25{more}"


def as_evidence(rows: Iterable[Mapping[str, Any]]) -> dict[str, list[Evidence]]:
    """Corrected article dates as witnesses, by document: what ``flows.dates.resolve`` takes as ``from_others``.

    :param rows: the warehouse's ``corrections``: doc_id, event_id, value, reviewer, note.
    """
    found: defaultdict[str, list[Evidence]] = defaultdict(list)
    for row in rows:
        if row["doc_id"] and not row["event_id"]:
            says = read_correction(row["value"], of_event=False).interval or Interval()
            note = f"{row['reviewer']}: {row['note']}" if row["note"] else str(row["reviewer"])
            found[row["doc_id"]].append(Evidence("review", says, 1.0, row["value"], note=note))
    return dict(found)


def correct_events(extracted: Extracted, by_span: Mapping[tuple[int, int], str]) -> Extracted:
    """``extracted`` with people's corrections of its events; ``by_span`` maps (start, end) of a mention to a value."""
    if not by_span:
        return extracted
    events = [_corrected(event, by_span.get((event.start, event.end))) for event in extracted.events]
    return replace(extracted, events=tuple(event for event in events if event is not None))


def _corrected(event: Event, value: str | None) -> Event | None:
    if value is None:
        return event
    said = read_correction(value, of_event=True)
    if said.removed:
        return None
    when = EventDate(said.interval, "within", said.granularity, "review") if said.interval else event.date
    status = said.status or event.status
    if said.event_type is None:
        return replace(event, date=when, status=status)
    counted_in = said.event_type if status in ("happened", "ongoing") else None  # what else there is, frames alone tell
    return replace(
        event, date=when, status=status, event_type=said.event_type, mode=None, plover=counted_in, confidence=1.0
    )
