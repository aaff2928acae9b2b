"""What is in the news, and what naming it says of the day of writing: not before it was known, and ever less after."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from math import log

from flows.calendar.spans import shifted
from flows.dates.dct.solve.timeline import Step, Testimony
from flows.records import Evidence, Interval

# Nats for a day of writing, by where it lies to the name's time in the news: the rate at which names of the tables
# stand in news of known date, against the mean rate while they are in the news. What is in the news for a while only
# fades from its first day on; its numbers go with the share of that while which has passed.
_UNKNOWN_YET, _NOT_YET_NEWS, _NO_NEWS, _SOON_NEWS = -7.0, -3.0, -4.5, -1.2
_FADING = (
    (0.0, 0.1, 1.2), (0.1, 0.35, 0.2), (0.35, 0.75, -0.5), (0.75, 1.5, -1.6), (1.5, 9.0, -3.1), (9.0, 99.0, -4.4),
)  # fmt: skip
# Further, for what stands in a title or a lead, for what leads is news, not background: from which share of its time in
# the news on, and not in the first so many days.
_LEADS = ((0.75, 90, -0.6), (1.0, 120, -1.4))
_NO_STORY = -2.0  # further, before it was one: in its company, and at the top
_AFTERWARDS = ((1, 365, -1.6), (366, 1460, -2.8), (1461, 40_000, -3.4))  # days since a long time in the news, until
# The shorter a story was in the news, the larger a part of all that names it was written then.
_BRIEF, _A_YEAR, _STILL_NEWS = 0.3, 365.0, -2.0
_A_WHILE = 800  # days
_ANNOUNCED = timedelta(days=365)  # what has a name before its day is written of in the year ahead of it
ON_ITS_EVE = timedelta(days=20)  # a story is in the papers some days before the table says so


@dataclass(frozen=True)
class Term:
    """A thing with a name of its own: ``known`` since (``None``: older than the tables reach), ``news`` while it is in
    the news (an open end: it stays). ``since`` says what happened when: "named by the WHO on 31 May 2021".
    ``happened`` is the first day of what it says as a fact; ``None`` where it says that something was in the news.
    ``told`` says the same to a reader, and for how long it is news where it fades: "signed in May 2016 and news for
    about 5 months".
    """

    name: str
    known: date | None
    news: Interval
    since: str
    needs: tuple[str, ...] = ()
    happened: date | None = None
    told: str = ""

    def testimony(self, quote: str, start: int, end: int, share: float, *, leads: bool = False) -> Testimony:
        """On which days a text that names it can have been written; ``share`` scales how fast interest in it fades.

        A text that names several things tells of one time. What ``leads`` a text is its news, and fades sooner than
        what is named in passing.
        """
        lo, hi = self.news.lo, self.news.hi
        assert lo is not None
        steps: list[Step] = []
        if self.known is not None:
            steps.append((None, self.known - timedelta(1), _UNKNOWN_YET))
        if self.known is None or lo > self.known:
            eve = max(self.known, lo - _ANNOUNCED) if self.known else lo - ON_ITS_EVE
            steps.append((self.known, eve - timedelta(1), (_NOT_YET_NEWS if self.known else _NO_NEWS) * share))
            if leads and self.needs and self.known is None:
                steps.append((None, eve - timedelta(1), _NO_STORY))
            steps.append((eve, lo - timedelta(1), _SOON_NEWS * share))
        if hi is not None and (hi - lo).days <= _A_WHILE:
            length = (hi - lo).days + 1
            brief = _BRIEF * max(0.0, log(_A_YEAR / length))
            parts = (
                (round(a * length), round(b * length) - 1, nats + (brief if nats > _STILL_NEWS else 0.0))
                for a, b, nats in _FADING
            )
            steps += [(shifted(lo, a), shifted(lo, b), nats * share) for a, b, nats in parts]
            if leads:
                steps += [(shifted(lo, max(days, round(a * length))), None, nats * share) for a, days, nats in _LEADS]
            steps.append((shifted(lo, round(_FADING[-1][1] * length)), None, _FADING[-1][2] * share))
        elif hi is not None:
            steps += [(shifted(hi, a), shifted(hi, b), nats * share) for a, b, nats in _AFTERWARDS]
        weight = 0.9 if hi is None else 0.6
        stated = Interval(self.happened or self.known, None)
        # An older name may be that of something else, and what is decided upon is written of ahead: no bound.
        return Testimony(
            Evidence("term", stated, weight, quote, start, end, self.told or self.since),
            tuple(steps),
            bounds=Interval(self.known, None),
        )
