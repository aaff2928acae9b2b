"""The age beside the name of somebody whose birthday is known says in which year a text was written."""

from datetime import date

import pytest

from flows.clean import clean
from flows.dates.dct import reading_of
from flows.dates.dct.witnesses import ages
from flows.records import Document, Interval


def told(text: str) -> list[Interval]:
    [article] = clean([Document("a" * 64, "a.txt", "", "text/plain", text, whole_text=True)])
    return [t.evidence.says for t in ages.testimony(reading_of(article, article.text, ()))]


BETWEEN = Interval(date(2017, 7, 17), date(2018, 7, 16))


@pytest.mark.parametrize(
    "text",
    [
        "Angela Merkel, 63, said on Monday that the talks would go on for some weeks.",
        "The 63-year-old Angela Merkel said on Monday that the talks would go on.",
        "The chancellor, Angela Merkel, was tired. Merkel, 63, had slept for two hours.",
    ],
)
def test_an_age_at_the_name_tells_the_year(text):
    assert told(text) == [BETWEEN]


def test_a_birthday_is_told_of_about_the_day():
    [says] = told("Guests came to Angela Merkel's 60th birthday from all over the country.")
    assert date(2014, 7, 17) in says
    assert says.days is not None
    assert says.days < 100


@pytest.mark.parametrize(
    "text",
    [
        "Angela Merkel was 35 when the wall fell, and she went to the sauna as she did every Thursday.",
        "Angela Merkel met a 35-year-old. She liked him, and they talked for an hour about physics.",
        "Angela Merkel, 35 ministers and 12 guards went by train, for the roads were under water.",
    ],
)
def test_other_numbers_are_no_age(text):
    assert told(text) == []
