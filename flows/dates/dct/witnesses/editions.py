"""Counted things are calendar arithmetic: the 70th Cannes Film Festival was that of 2017, so the 75th was that of 2022.

`seeds/reference/series.csv` has one edition of each series and how often it comes; `moments.csv` has days whose
anniversaries are told ("the 50th anniversary of the moon landing"), as those of all other named things are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from flows.calendar.partial import bound
from flows.dates.dct.solve.fading import Term
from flows.names.fold import fold
from flows.names.gazetteer import NamedPassage
from flows.records import Interval
from seeds import rows

_FIRST_YEAR, _LAST_YEAR = 1985, 2040  # an edition outside of these is a count of something else ("her 3rd Oscars")
_REACH = 70
_BEFORE_IT, _AFTER_IT = timedelta(days=60), timedelta(days=60)
_AN_ANNIVERSARY = timedelta(days=45)
# Ordinals as `fold` leaves them: "70th", "70.", "70e", "70ª", "lxx".
_ORDINAL = r"(?:(\d{1,4})(?:st|nd|rd|th|\.|er|eme|e|esim[ao]|º|ª|°|o|a|do|va|ma|na)|([ivxlc]{2,}))"
_COUNTED = re.compile(rf"(?<!\w){_ORDINAL} (?:[\w'.]+ ){{0,4}}$")
_NUMBERED = re.compile(r" ?(?:(\d{1,3})|([ivxlc]+))\b")
_ANNIVERSARY = (
    r"(?:anniversary|birthday|jahrestag(?:e?s)?|aniversario|anniversaire|anniversario|"
    r"arsdagen|ulang tahun|yil ?donum\w*)"
)
_OF = r"(?:of|der|des|von|vom|de|del|du|da|do|di|dell'|della|del|for|til|av)"
_YEARS_OF = re.compile(
    rf"(?<!\w){_ORDINAL} {_ANNIVERSARY} {_OF} (?:[\w'.]+ ){{0,4}}$|(?<!\w)(\d{{1,4}}) лети[еяюи] (?:\w+ )?$"
)
_ITS_YEARS = re.compile(rf"(?:'s?)? {_ORDINAL} {_ANNIVERSARY}\b")
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


@dataclass(frozen=True)
class Series:
    """What is held every so often: one edition's ``number`` and ``year``, and what breaks the count."""

    number: int
    year: int
    every: int
    opens: str
    closes: str
    skipped: frozenset[int]
    moved: dict[int, int]
    numbered_after: bool

    def edition(self, number: int) -> Term | None:
        """The edition of that number as a thing in the news, ``None`` where it lies in no time that news is of."""
        year = self.moved.get(number) or self._year(number)
        if not _FIRST_YEAR <= year <= _LAST_YEAR:
            return None
        later, _, day = self.closes.rpartition("+")[2].partition("-") if "+" in self.closes else ("0", "", self.closes)
        first = date.fromisoformat(f"{year}-{self.opens}")
        last = date.fromisoformat(f"{year + int(later)}-{day}")
        known = first - timedelta(days=366 * self.every) - _BEFORE_IT
        told = f"{first.year} to {last.year}" if last.year > first.year + 1 else f"{first.year}"
        return Term(f"edition {number}", known, Interval(first - _BEFORE_IT, last + _AFTER_IT), f"of {told}")

    def _year(self, number: int) -> int:
        """The year of an edition by the count, one later for every year skipped on the way."""
        year, step = self.year, self.every if number > self.number else -self.every
        if abs(number - self.number) > 200:
            return 0
        for _ in range(abs(number - self.number)):
            year += step
            while year in self.skipped:
                year += step
        return year


def named_editions(passage: NamedPassage) -> Iterator[tuple[int, int, Term]]:
    """The editions and the anniversaries told in it: start, end, which."""
    text, folded = passage.text, passage.folded
    for name in passage.names:
        before = folded[max(0, name.start - _REACH) : name.start]
        after = folded[name.end : name.end + _REACH]
        if name.kind == "series":
            series, capital = name.entry
            if capital and not text[name.start].isupper():
                continue
            told = _NUMBERED.match(after) if series.numbered_after else _COUNTED.search(before)
            edition = series.edition(_count(told)) if told else None
            if told and edition:
                start = name.start if series.numbered_after else name.start - len(before) + told.start()
                yield start, name.end + (told.end() if series.numbered_after else 0), edition
        elif name.kind in ("moment", "term"):
            moment: Interval = name.entry if name.kind == "moment" else name.entry[0].news
            if told := _YEARS_OF.search(before):
                start, end = name.start - len(before) + told.start(), name.end
            elif told := _ITS_YEARS.match(after):
                start, end = name.start, name.end + told.end()
            else:
                continue
            if anniversary := _anniversary(moment, _count(told)):
                yield start, end, anniversary


def _anniversary(moment: Interval, years: int) -> Term | None:
    """The day so many years after, as a thing in the news; for a moment of which only the year is known, the year."""
    assert moment.lo is not None
    year = moment.lo.year + years
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    day = date(year, moment.lo.month, min(moment.lo.day, 28))
    news = Interval(day - _AN_ANNIVERSARY, day + _AN_ANNIVERSARY)
    return Term(f"anniversary {years}", day - timedelta(days=600), news, f"which was in {day:%B %Y}")


def _count(told: re.Match[str]) -> int:
    written = next(group for group in told.groups() if group)
    return int(written) if written.isdigit() else _roman(written)


def _roman(written: str) -> int:
    values = [_ROMAN[letter] for letter in written]
    return sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))


def edition_names() -> Iterator[tuple[str, str, tuple[Series, bool] | Interval]]:
    """What the gazetteer is to look for: every name of every series, and of every moment."""
    for row in rows("series.csv"):
        breaks = row["except"].split()
        series = Series(
            int(row["number"]), int(row["year"]), int(row["every"]), row["opens"], row["closes"],
            frozenset(int(b) for b in breaks if ":" not in b),
            {int(n): int(y) for n, y in (b.split(":") for b in breaks if ":" in b)},
            row["place"] == "after",
        )  # fmt: skip
        for form, name in {fold(name): name for name in row["names"].split("|")}.items():
            yield form, "series", (series, name[0].isupper())
    for row in rows("moments.csv"):
        for form in {fold(name) for name in row["names"].split("|")}:
            yield form, "moment", Interval(bound(row["date"], last=False), None)
