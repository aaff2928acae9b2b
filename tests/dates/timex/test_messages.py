"""Short messages have words of their own; in longer texts the same letters are other words."""

from datetime import date

import pytest

from flows.dates.timex import recognise, tag
from flows.records import Interval

DCT = Interval(date(2017, 11, 17), date(2017, 11, 17))  # a Friday
STORY = " The committee went on with its work, and nobody raised an objection that anyone could recall." * 4


@pytest.mark.parametrize(
    ("text", "span", "value"),
    [
        ("party 2nite, bring cake", "2nite", "2017-11-17TNI"),
        ("c u 2moro", "2moro", "2017-11-18"),
        ("gym tmrw morn", "tmrw morn", "2017-11-18TMO"),
        ("nxt wk is gonna be crazy", "nxt wk", "2017-W47"),
        ("this wknd too", "this wknd", "2017-W46-WE"),
        ("exam next thurs 9am", "next thurs 9am", "2017-11-23T09:00"),
        ("been here since yest", "yest", "2017-11-16"),
        ("no class on sun.", "sun", "2017-11-19"),
        ("now or never", "now", "PRESENT_REF"),
        ("came back at abt 2250.", "2250", "2017-11-17T22:50"),
        ("slept 2 hour lah", "2 hour", "PT2H"),
        ("1/2 day leave", "1/2 day", "PT12H"),
        ("last day to sign up!", "last day", "XXXX-XX-XX"),
    ],
)
def test_how_people_write_times(text: str, span: str, value: str) -> None:
    assert [(t.text, t.value) for t in tag(text, DCT)] == [(span, value)]


def test_a_short_weekday_beside_another_is_one() -> None:
    assert [t.text for t in tag("how about friday or sat?", DCT)] == ["friday", "sat"]
    assert [t.text for t in tag("sun - choir mon - swim", DCT)] == ["sun", "mon"]


@pytest.mark.parametrize("text", ["he sat on the sun deck and sat down", "we wed in a barn", "he sat - the sun set"])
def test_a_short_weekday_alone_is_another_word(text: str) -> None:
    assert recognise(text) == []


def test_a_longer_text_is_no_message() -> None:
    assert [e.text for e in recognise("No class on sun." + STORY)] == []
