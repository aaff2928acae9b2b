"""What a person's correction says, and how it is written down.

An article's date is an ISO 8601 date, reduced if the day or month is not known (``2017-11-20``, ``2017-11``, ``2017``),
or two with a slash between them, of which ``..`` leaves one open. Of an event a correction is any of these, in this
order, or ``none``: there is no such event::

    2017-11-20 planned CONSULT source=Ri Yong-ho (PRK GOV); Kim Jong Un (PRK) target=Cuba

A date (``unknown``: nobody can tell it), a status, a type, and a side or both (``nobody``: there is none). What it does
not name stays as it is.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from typing import Any, cast, get_args

from flows.errors import CorrectionError
from flows.records import Evidence, Interval, Status
from seeds import kept, lines, rows

_DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)
_GRANULARITY = {1: "year", 2: "month", 3: "day"}
_SIDE = re.compile(r"\s*\b(source|target)=")
_KNOWN_AS = re.compile(r"(?P<name>[^()]+?)(?:\s*\((?P<codes>[A-Z]{3}(?: [A-Z]{3})?)\))?", re.DOTALL)
NO_EVENT, UNKNOWN, NOBODY, OPEN = "none", "unknown", "nobody", ".."
STATUSES: tuple[str, ...] = get_args(Status)
#: The event types of the PLOVER codebook, as frames name them.
EVENT_TYPES = (
    "AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "YIELD", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "PROTEST",
    "MOBILIZE", "SANCTION", "COERCE", "ASSAULT",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Named:
    """Who takes part by a person's word: a name; country (ISO 3166-1 alpha-3) and PLOVER sector where they are told."""

    name: str
    country: str | None = None
    sector: str | None = None


Side = tuple[Named, ...]
Span = tuple[int, int]  # start and end in the text of a document


@dataclass(frozen=True, slots=True)
class Correction:
    """A correction read: any part of it may be absent. ``removed``: there is no such event.

    A date that is ``unknown`` is an open interval, a side that is ``nobody`` an empty one.
    """

    interval: Interval | None = None
    granularity: str = "day"
    status: Status | None = None
    event_type: str | None = None
    source: Side | None = None
    target: Side | None = None
    removed: bool = False

    def __str__(self) -> str:
        if self.removed:
            return NO_EVENT
        sides = (
            f"{role}={'; '.join(map(_named_text, side)) or NOBODY}"
            for role, side in (("source", self.source), ("target", self.target))
            if side is not None
        )
        return " ".join(filter(None, (_interval_text(self), self.status, self.event_type, *sides)))

    def over(self, before: Correction) -> Correction:
        """This correction after an earlier one, of which it leaves what it does not name."""
        if self.removed or before.removed:
            return self
        kept = {f.name: getattr(before, f.name) for f in fields(self) if getattr(self, f.name) is None}
        grain = before.granularity if self.interval is None else self.granularity
        return replace(self, **kept, granularity=grain)


def read_correction(value: str, *, of_event: bool) -> Correction:
    """Read a correction's value.

    :raises CorrectionError: with a sentence for the person who typed it.
    """
    if not of_event:
        said = _dated(Correction(), value, value, of_event=False)
        if said.interval is None:
            raise CorrectionError(_expected(value, of_event))
        return said
    told, *sides = _SIDE.split(value)
    words = told.split()
    if words == [NO_EVENT] and not sides:
        return Correction(removed=True)
    event_type = words.pop() if words and words[-1] in EVENT_TYPES else None
    status = cast(Status, words.pop()) if words and words[-1] in STATUSES else None
    named = {role: read_side(names) for role, names in zip(sides[::2], sides[1::2], strict=True)}
    if len(words) > 1 or len(named) * 2 < len(sides) or not (words or status or event_type or named):
        raise CorrectionError(_expected(value, of_event))
    said = Correction(status=status, event_type=event_type, source=named.get("source"), target=named.get("target"))
    return _dated(said, words[0], value, of_event=True) if words else said


def read_side(names: str) -> Side:
    """Who is on a side: ``Ri Yong-ho (PRK GOV); Cuba``, or ``nobody``.

    :raises CorrectionError: a code that is neither a country's nor a sector's, or no name.
    """
    if names.strip() == NOBODY:
        return ()
    return tuple(dict.fromkeys(_named(one.strip()) for one in names.split(";")))


def _named(text: str) -> Named:
    found = _KNOWN_AS.fullmatch(text)
    if not found or _SIDE.search(text):
        raise CorrectionError(f"{text!r} is no name: expected one like Ri Yong-ho (PRK GOV), or {NOBODY}")
    codes = (found["codes"] or "").split()
    known = _countries() | _sectors()
    told = {"country" if code in _countries() else "sector": code for code in codes if code in known}
    if len(told) < len(codes):
        raise CorrectionError(f"{text!r}: one country (ISO 3166-1 alpha-3) and one sector (GOV, MIL, …) at most")
    return Named(" ".join(found["name"].split()), **told)


@kept
def _countries() -> frozenset[str]:
    return frozenset(row["iso3"] for row in rows("countries.csv"))


@kept
def _sectors() -> frozenset[str]:
    known = {row["sector"] for row in rows("actors.csv")}
    return frozenset({line.split(":", 1)[0] for line in lines("sectors.txt")} | known - {""})


def _named_text(one: Named) -> str:
    codes = " ".join(filter(None, (one.country, one.sector)))
    return f"{one.name} ({codes})" if codes else one.name


def _dated(said: Correction, text: str, value: str, *, of_event: bool) -> Correction:
    if of_event and text == UNKNOWN:
        return replace(said, interval=Interval(), granularity="unknown")
    words = text.split()
    if len(words) != 1:
        raise CorrectionError(_expected(value, of_event))
    first, is_span, last = words[0].partition("/")
    lo, grain = _days(first, value, of_event)
    hi = _days(last, value, of_event)[0] if is_span else lo
    interval = Interval(lo.lo, hi.hi)
    if interval.is_open or (not is_span and first == OPEN):
        raise CorrectionError(_expected(value, of_event))
    if interval.is_empty:
        raise CorrectionError(f"{value!r} ends before it begins")
    return replace(said, interval=interval, granularity="day" if is_span else grain)


def _days(text: str, value: str, of_event: bool) -> tuple[Interval, str]:
    if text == OPEN:
        return Interval(), "day"
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
    more = (
        f", {UNKNOWN}, a status ({', '.join(STATUSES)}), a type such as CONSULT, a side such as source=Cuba, or"
        f" {NO_EVENT} for no event"
        if of_event
        else ""
    )
    return f"{value!r} is no correction: expected a date like 2017-11-20, 2017-11 or 2017-11-20/2017-11-25{more}"


def _interval_text(said: Correction) -> str:
    days = said.interval
    if days is None:
        return ""
    if days.is_open:
        return UNKNOWN
    if days.lo is not None and said.granularity in ("month", "year"):
        return f"{days.lo.isoformat()[:7]}" if said.granularity == "month" else f"{days.lo.year:04}"
    return f"{days.lo}" if days.is_day else f"{days.lo or OPEN}/{days.hi or OPEN}"


def as_it_stands(event: Mapping[str, Any], participants: Iterable[Mapping[str, Any]]) -> Correction:
    """What the warehouse has of an event (its row, and those of its participants), as a correction would say it."""
    sides: dict[str, list[Named]] = {"source": [], "target": []}
    for person in participants:
        sides[person["role"]].append(Named(_plain(person["name"]), person["country"], person["sector"]))
    days, grain = Interval(event["date_from"], event["date_to"]), event["granularity"]
    whole = grain in ("month", "year") and days.lo is not None
    whole = whole and _days(f"{days.lo}"[: 7 if grain == "month" else 4], "", True)[0] == days
    return Correction(
        days, grain if whole else "day", event["status"], event["event_type"],
        source=tuple(dict.fromkeys(sides["source"])), target=tuple(dict.fromkeys(sides["target"])),
    )  # fmt: skip


def _plain(name: str) -> str:
    return " ".join(re.sub(r"[();=]", " ", name).split()) or "?"


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


@dataclass(frozen=True, slots=True)
class EventCorrection:
    """What a person said of the mention ``event_id``; ``place``: where it stood then, if that is known."""

    event_id: str
    place: Span | None
    value: str


def placed(said: Sequence[EventCorrection], mentions: Mapping[Span, str]) -> dict[Span, str]:
    """The value of each correction by the span of its mention, where that is now; ``mentions`` maps spans to event_ids.

    Where two corrections are of one mention now, that of the mention itself is meant, or else the first of ``said``.
    """
    now = places_now({one.event_id: one.place for one in said}, mentions)
    found: dict[Span, str] = {}
    for one in sorted(said, key=lambda one: mentions.get(now.get(one.event_id, (-1, -1))) != one.event_id):
        if one.event_id in now:
            found.setdefault(now[one.event_id], one.value)
    return found


def places_now(named: Mapping[str, Span | None], mentions: Mapping[Span, str]) -> dict[str, Span]:
    """Where mentions of a document stand now that people named, by event_id; ``named``: where they stood then.

    A later version may cut a mention otherwise ("took part" for "took"), and names it anew: it is then the mention that
    shares most of its place. One that is gone stands nowhere.
    """
    own = {event_id: span for span, event_id in mentions.items()}
    found: dict[str, Span] = {}
    for event_id, place in named.items():
        if event_id in own:
            found[event_id] = own[event_id]
        elif place and (near := [span for span in mentions if _shared(place, span) > 0]):
            found[event_id] = max(near, key=lambda span: (_shared(place, span), -span[0]))
    return found


def _shared(one: Span, other: Span) -> int:
    return min(one[1], other[1]) - max(one[0], other[0])


def of_events(rows: Iterable[Mapping[str, Any]]) -> dict[str, list[EventCorrection]]:
    """Corrections of events, by document, in the order of ``rows``: the warehouse's ``corrections``."""
    found: defaultdict[str, list[EventCorrection]] = defaultdict(list)
    for row in rows:
        if row["event_id"]:
            place = None if row["char_start"] is None else (row["char_start"], row["char_end"])
            found[row["doc_id"]].append(EventCorrection(row["event_id"], place, row["value"]))
    return dict(found)
