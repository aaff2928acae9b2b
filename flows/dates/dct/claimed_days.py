"""What others assert of the article's day: metadata, JSON-LD, feed items, URLs, a caller's date; and a reviewer's word.

Claims are kept apart and weighed apart, because each lies in its own way: a page's "modified" is later than its
"published", an address is right or absent, a given date may be the day of the crawl.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import exp, log
from typing import Literal, NamedTuple

from flows.calendar import spans
from flows.records import Claim, Document, Evidence, Interval

REVIEW = "review"  # the source of a claim that a person made after looking: it always wins
STILL_TO_COME = "later than the day it was taken in"
BEFORE_THE_PRESS = "before there was a press"
CALLED_UP = "day on top"  # the source of a day that a page shows above its menus: the day of the visit
PRINTED = "printed date"  # how the sources of days begin that a page shows its readers
TAKEN_IN = "taken in"  # the kind of evidence that bounds every article from above
EARLIEST = date(1605, 1, 1)  # the first newspaper
_EPOCH = date(1970, 1, 1)  # day nought of Unix time is a missing date
# How often a claim names the article's day before the text is heard, by the first words of its source and its role:
# counted on saved pages of known date. What is not listed is trusted as a published date is.
_TRUST: tuple[tuple[str, Literal["published", "updated", "unknown"], float], ...] = (
    ("", "updated", 0.45),
    ("meta", "published", 0.96),
    ("meta", "unknown", 0.75),
    ("json-ld ", "published", 0.8),  # of a page or a picture, not of an article
    ("json-ld ", "unknown", 0.4),
    ("json-ld", "unknown", 0.6),
    ("json-ld", "published", 0.95),
    ("time element 1", "unknown", 0.93),
    ("time element ", "unknown", 0.3),
    ("time element", "published", 0.93),
    ("printed date 1", "unknown", 0.87),
    ("printed date ", "unknown", 0.2),
    ("printed date", "published", 0.85),
    ("day on top", "unknown", 0.3),  # with its weekday, above the headline: mostly the day it was called up
    ("address", "unknown", 0.9),
    ("feed item updated", "unknown", 0.85),  # of an item that tells no other day
    ("htmldate", "unknown", 0.9),  # asked only for what no other claim says
)
_DEFAULT_TRUST = 0.95
_BOUNDED = 0.95  # how far the day of a change is trusted as the last day on which a page was published
_EVEN = 0.5  # a date line less likely than this speaks for no claim
_CLEAR = 0.7  # a date line at least this likely is what the page prints as its day
_OF_THE_STORY = frozenset({"in a sentence", "in running text"})  # what `page.date_marks` calls a date of the story
_WITH_A_CLOCK = "with a clock time"  # what `page.date_marks` calls such a line
_HOUR, _TOMORROW_FROM = re.compile(r"T(\d\d)"), 10  # at ten in Greenwich the next day has begun on Kiritimati (UTC+14)
_CLOCK = re.compile(r"\d{1,2}\s?(?:[:.h]\d\d|[ap]\.?m\b)", re.IGNORECASE)
_SHARP = re.compile(r"T(\d\d):?00:?00(?:\.0+)?(?:Z|[+-]00:?00)$")
# Whose speakers mostly live by Central European Time: English, Spanish, Portuguese have larger homes elsewhere.
_CENTRAL_EUROPE = frozenset({"de", "fr", "it", "nl", "da", "no", "sv", "pl", "cs", "sk", "hu", "sl", "hr", "ca"})
_ZULU = re.compile(r"T\d\d:?\d\d.{0,12}(?:Z|[+-]00:?00)$")


@dataclass(frozen=True, slots=True)
class Claimed:
    """A day that is asserted, by whom, in whose words, and how far it is trusted before the body is heard."""

    day: date
    source: str
    value: str
    trust: float


class Bounded(NamedTuple):
    """What a claim says that names no day of the article: a month, two days of which it is one, the day of a change."""

    says: Interval
    source: str
    value: str
    trust: float


def corrected(claims: Sequence[Claim], inherited: Sequence[Evidence]) -> Evidence | None:
    """What a reviewer said that the date is, if one did: the last to speak."""
    for e in reversed(inherited):
        if e.kind == REVIEW and not e.says.is_open:
            return e
    for c in reversed(claims):
        if c.source == REVIEW and c.day is not None:
            return Evidence(REVIEW, Interval(c.day, c.day), 1.0, c.value)
    return None


def trust(claim: Claim, told: frozenset[date] = frozenset()) -> float:
    """How far a claim is trusted before the text is heard, 0 to 1; ``told`` are days of which only the story tells.

    htmldate reads the story, too, where it finds nothing else.
    """
    if claim.source == "htmldate" and claim.day in told:
        return _EVEN
    for source, role, share in _TRUST:
        if claim.role == role and claim.source.startswith(source):
            return share
    return _DEFAULT_TRUST


def asserted(
    claims: Sequence[Claim], today: date, lines: Sequence[Evidence] = (), language: str | None = None
) -> list[Claimed]:
    """The days that are claimed, the best trusted first, one entry a day: its best claim, with the trust of all.

    Claims of one page mostly repeat one another: each after the best adds half of its weight. ``lines`` are the date
    lines of the text itself, which were read apart from the claims: they speak for a claimed day with all of theirs.
    No day is asserted that is later than ``today`` or before there was a press. A page is changed after it was
    published, so a day of a change is asserted only where another claim names it too, or where it is the first of all.
    """
    possible = [c for c in claims if c.source != REVIEW and _impossible(c, today) is None]
    by_day: dict[date, list[Claim]] = defaultdict(list)
    for c, day in zip(possible, _home_days(possible, lines, language), strict=True):
        by_day[day].append(c)
    first = min((day for day, group in by_day.items() if not _of_a_change(group)), default=date.min)
    by_day = {day: group for day, group in by_day.items() if day < first or not _of_a_change(group)}
    told = frozenset(e.says.lo for e in lines if e.says.lo and not _OF_THE_STORY.isdisjoint(e.note.split(", ")))
    shown = {e.says.lo: min(max(e.weight, 0.01), 0.99) for e in lines}
    out = []
    for day, group in by_day.items():
        trusted = {c: trust(c, told) for c in group}
        ranked = sorted(group, key=lambda c: -trusted[c])
        nats = [log(trusted[c] / (1 - trusted[c])) for c in ranked]
        total = nats[0] + sum(n for n in nats[1:] if n > 0) / 2
        if (share := shown.get(day, 0.0)) > _EVEN:
            total += log(share / (1 - share))
        out.append(Claimed(day, ranked[0].source, ranked[0].value, 1 / (1 + exp(-total))))
    return sorted(out, key=lambda c: -c.trust)


def _of_a_change(group: Sequence[Claim]) -> bool:
    return all(c.role == "updated" for c in group)


def bounding(claims: Sequence[Claim], today: date) -> list[Bounded]:
    """What the claims say of which none is asserted as a day, the best trusted first.

    A page was published by the day on which it was changed; a month holds the day, and so do two days of which figures
    in an unknown order name one.
    """
    out = []
    for c in claims:
        if c.source == REVIEW or (c.day is None and c.span is None):
            continue
        says = c.span or Interval()
        if c.role == "updated":
            says = Interval(None, c.day or says.hi)
        elif c.day is not None:
            continue
        says = says.intersect(Interval(EARLIEST if says.lo else None, today))
        if not says.is_empty and (c.day is None or _impossible(c, today) is None):
            out.append(Bounded(says, c.source, c.value, _BOUNDED if c.role == "updated" else max(trust(c), _BOUNDED)))
    return sorted(out, key=lambda b: (b.says.lo is None, -b.trust))


def refuted(claims: Sequence[Claim], today: date) -> Claimed | None:
    """The first claim that the calendar alone refutes: a day still to come, or before there was a press.

    The zero of a clock is none of them: it claims nothing, it stands where a claim is missing.
    """
    for c in claims:
        if c.source != REVIEW and c.day is not None and c.day != _EPOCH and _impossible(c, today):
            return Claimed(c.day, c.source, c.value, 0.0)
    return None


def _home_days(claims: Sequence[Claim], lines: Sequence[Evidence], language: str | None) -> list[date]:
    """The days of the claims in the time zone of the page: a stamp in UTC can be off by one, and a day that the page
    writes shows it. That holds unless a stamp in UTC names the written day itself: then another one is another instant.

    A day that the page prints without saying of what may be the day it was called up: only an earlier one counts, and
    so it is with a clear date line of the text. With a clock beside it, a line is the hour of the page's own day: of a
    stamp in the later half of a day, that may be the next. So it is with one that is midnight sharp where the page's
    language is at home: a day without an hour was turned into UTC.
    """
    written = {c.day for c in claims if not _ZULU.search(c.value) and (c.role == "published" or c.source == "address")}
    printed = {c.day for c in claims if c.source == "printed date 1"}
    printed |= {e.says.lo for e in lines if e.weight >= _CLEAR}
    by_the_clock = {e.says.lo for e in lines if e.weight >= _CLEAR and _WITH_A_CLOCK in e.note}
    by_the_clock |= {c.day for c in claims if c.source.startswith(PRINTED) and _CLOCK.search(c.value)}
    stamped = {c.day for c in claims if _ZULU.search(c.value)}
    days = []
    for c in claims:
        assert c.day is not None
        before, after = c.day - timedelta(1), c.day + timedelta(1)
        day = c.day
        if c.day not in written and _ZULU.search(c.value):
            near = [d for d in (before, after) if d in written and d not in stamped]
            near += [before] if before in printed and before not in stamped and not near else []
            late = (hour := _HOUR.search(c.value)) is not None and int(hour[1]) >= _TOMORROW_FROM
            near += [after] if after in by_the_clock and after not in stamped and late and not near else []
            near += [after] if _is_midnight_at_home(c, language) and not near else []
            day = near[0] if near else c.day
        days.append(day)
    return days


def _is_midnight_at_home(claim: Claim, language: str | None) -> bool:
    """Whether a stamp in UTC is midnight to the second in Central Europe, on a page in a language of its alone."""
    told = _SHARP.search(claim.value)
    if told is None or claim.day is None or language not in _CENTRAL_EUROPE:
        return False
    summer = _last_sunday(claim.day.year, 3) <= claim.day < _last_sunday(claim.day.year, 10)
    return int(told[1]) == 22 + (not summer)


def _last_sunday(year: int, month: int) -> date:
    return spans.nth_weekday(year, month, 7, -1)


def claim_evidence(claims: Sequence[Claim], today: date) -> list[Evidence]:
    """One evidence a claim; one that names no possible day says nothing, and why."""
    out = []
    for c in claims:
        why = None if c.day is None and c.span else _impossible(c, today)
        says = Interval() if why else Interval(c.day, c.day) if c.day else c.span or Interval()
        note = why or ("" if c.role == "unknown" else c.role)
        out.append(Evidence(f"claim: {c.source}", says, 0.0 if why else trust(c), c.value, note=note))
    return out


def taken_in(document: Document, answer: Interval) -> Evidence:
    """That the text was there on a day: nothing is written later. It counts where a claim says otherwise, and where it
    is what bounds the ``answer``.
    """
    known, says = document.taken_in, Interval(None, document.taken_in.last_day)
    refutes = any(c.day is not None and c.day not in says for c in document.claims)
    how = {"as of": "said by hand"}.get(known.how, known.how)
    refutes = refutes or (known.how == "captured" and answer.hi == known.day and not answer.is_day)
    return Evidence(TAKEN_IN, says, 1.0 if refutes else 0.0, known.day.isoformat(), note=f"{how} on that day")


def _impossible(claim: Claim, today: date) -> str | None:
    if claim.day is None:
        return "no date"
    if claim.day > today:
        return STILL_TO_COME
    if claim.day < EARLIEST:
        return BEFORE_THE_PRESS
    return "the zero of a clock" if claim.day == _EPOCH else None
