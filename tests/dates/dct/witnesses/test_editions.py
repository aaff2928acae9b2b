"""Counted things are calendar arithmetic: held for the 70th time in 2017, it was held for the 75th time in 2022."""

import pytest

from flows.dates.dct.witnesses import gazetteer
from flows.dates.dct.witnesses.terms import named


def time_of(text: str) -> tuple[int, int]:
    [(start, end, edition)] = named(gazetteer().passage(text))
    assert text[start:end]
    return edition.news.lo, edition.news.hi


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("She was on the jury of the 70th Cannes Film Festival.", 2017),
        ("Das Programm der 74. Berlinale steht fest.", 2024),
        ("Super Bowl LII ended with a trick play.", 2018),
        ("delegates of COP26 left the hall", 2021),
        ("the 43rd Ryder Cup, put off by a year", 2021),
        ("the 134th Wimbledon, after a year without one", 2021),
        ("the 115th Congress", 2018),
        ("the 50th anniversary of the moon landing", 2019),
        ("Hurricane Katrina's 10th anniversary", 2015),
        ("к 100-летию Октябрьской революции", 2017),
    ],
)
def test_an_edition_or_an_anniversary_tells_the_year(text, year):
    lo, hi = time_of(text)
    assert lo.year <= year <= hi.year
    assert (hi - lo).days < 900


@pytest.mark.parametrize("text", ["She won her 3rd Academy Awards prize.", "two Super Bowl parties", "an anniversary"])
def test_what_counts_something_else_is_no_edition(text):
    assert named(gazetteer().passage(text)) == []
