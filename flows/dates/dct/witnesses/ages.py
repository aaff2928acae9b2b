"""The age beside a well-known name: "Angela Merkel, 63," was written between two of her birthdays.

The table is `seeds/reference/births.csv`. Only an age that stands at the name itself counts: as an apposition ("Merkel,
63,"), as an attribute ("the 63-year-old Merkel"), as a birthday ("Merkel's 63rd birthday"). How old somebody was when
something of long ago happened is not told so.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from flows.calendar.in_words import span_in_words
from flows.calendar.partial import bound
from flows.dates.dct.solve.reliability import raised
from flows.dates.dct.solve.timeline import Testimony
from flows.dates.dct.witness_reading import Reading
from flows.names.fold import fold
from flows.names.gazetteer import NamedPassage
from flows.records import Evidence, Interval
from seeds import rows

_WRONG = 0.12  # how often the age beside a name is somebody else's, or not of the day of writing
_MOST = 6
_REACH = 60  # characters before and after a name in which its age can stand
_ABOUT_A_BIRTHDAY = timedelta(days=45)
# As `fold` leaves them: lower case, without accents, hyphens as blanks.
_YEARS = r"(?:years? old|jahre(?: alt)?|ans|anos|anni|ar|jaar|lat|tahun|лет|года?|yas[iı]nda\w*)"
_AFTER = re.compile(
    r", (?:(?:now |nu |jetzt )?(?:aged?|age de|agee de|de|di) |who is |now |nu )?"
    rf"(\d{{1,2}})(?: {_YEARS}\b|[,;)](?!\d))"
)
_BRACKETED = re.compile(r" \((\d{2})\)")  # in English more often what somebody scored
_BEFORE = re.compile(r"\b(\d{1,2}) ?(?:year old|jahrige[nrsm]?|ar gamle|jarige)(?: [\w']+){0,3} $")
_BIRTHDAY = re.compile(r"(?:'s?)? (?:(?:will )?(?:celebrat|mark)\w+ (?:his|her) )?(\d{1,3})(?:st|nd|rd|th) birthday\b")


def testimony(reading: Reading) -> list[Testimony]:
    """What the ages beside well-known names allow, one testimony a person."""
    first: dict[str, Testimony] = {}
    english = reading.article.language in (None, "en")
    for passage, start, end, person, born in _mentions(reading.passages):
        if person not in first and (found := _age(passage.folded, start, end, born, english=english)):
            low, high, years = passage.start + found[0], passage.start + found[1], found[2]
            quote = reading.article.text[low:high]
            evidence = Evidence("age", years, 0.8, quote, low, high, _birth(person, born))
            first[person] = Testimony(evidence, raised([years], _WRONG))
    return list(first.values())[:_MOST]


def clause(evidence: Evidence) -> str | None:
    """Between which birthdays an age puts the writing, as part of a sentence."""
    return f"{evidence.note} puts it {span_in_words(evidence.says)}" if evidence.kind == "age" else None


def _mentions(passages: Sequence[NamedPassage]) -> Iterator[tuple[NamedPassage, int, int, str, Interval]]:
    """Where people of the table are named: in full, and by the family name alone where it is one person's only."""
    people: dict[str, tuple[str, Interval]] = {}
    family: dict[str, set[str]] = defaultdict(set)
    for passage in passages:
        for name in passage.of_kind("born"):
            if passage.text[name.start].isupper():
                yield passage, name.start, name.end, *name.entry
                surname = passage.folded[name.start : name.end].rsplit(" ", 1)[-1]
                people[surname] = name.entry
                family[surname].add(name.entry[0])
    alone = [surname for surname, bearers in family.items() if len(bearers) == 1 and len(surname) > 2]
    if not alone:
        return
    named = re.compile(r"\b(?:" + "|".join(map(re.escape, alone)) + r")\b")
    for passage in passages:
        for found in named.finditer(passage.folded):
            if passage.text[found.start()].isupper():
                yield passage, found.start(), found.end(), *people[found[0]]


def _birth(person: str, born: Interval) -> str:
    day = born.lo
    assert day is not None
    return f"{person} was born on {day.day} {day:%B %Y}" if born.is_day else f"{person} was born in {day.year}"


def _age(folded: str, start: int, end: int, born: Interval, *, english: bool) -> tuple[int, int, Interval] | None:
    """The age told at the name ``folded[start:end]``: where the words stand, and the days on which it was so."""
    assert born.lo is not None
    assert born.hi is not None
    after = folded[end : end + _REACH]
    if birthday := _BIRTHDAY.match(after):
        age = int(birthday[1])
        says = Interval(_after(born.lo, age) - _ABOUT_A_BIRTHDAY, _after(born.hi, age) + _ABOUT_A_BIRTHDAY)
        return start, end + birthday.end(), says
    told = _AFTER.match(after) or (None if english else _BRACKETED.match(after))
    if told:
        place = start, end + told.end()
    elif told := _BEFORE.search(folded, max(0, start - _REACH), start):
        place = told.start(), end
    else:
        return None
    age = int(told[1])
    return *place, Interval(_after(born.lo, age), _after(born.hi, age + 1) - timedelta(1))


def _after(day: date, years: int) -> date:
    """The same day so many years later; of 29 February the day before."""
    return date(day.year + years, day.month, min(day.day, 28) if day.month == 2 else day.day)


def entries() -> Iterator[tuple[str, str, tuple[str, Interval]]]:
    """What the gazetteer is to look for: every name, and when its bearer was born."""
    for row in rows("births.csv"):
        names = row["name"].split("|")
        born = Interval(bound(row["born"], last=False), bound(row["born"], last=True))
        for name in names:
            yield fold(name), "born", (names[0], born)
