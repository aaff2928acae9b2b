"""The hour and day are given as told; the calendar day is that of UTC where the zone is."""

from datetime import date

import pytest

from flows.dates.timex import tag
from flows.records import Interval

DCT = Interval(date(2017, 11, 17), date(2017, 11, 17))  # a Friday


@pytest.mark.parametrize(
    ("text", "span", "value", "day"),
    [
        ("The quake struck at 1400 GMT on Thursday.", "1400 GMT", "2017-11-16T14:00Z", 16),
        ("He called at 11:30 p.m. EST on Thursday.", "11:30 p.m. EST", "2017-11-16T23:30", 17),
        ("He called at 6 a.m. JST Friday.", "6 a.m. JST Friday", "2017-11-17T06:00", 16),
        ("He called at 6 p.m. JST Friday.", "6 p.m. JST Friday", "2017-11-17T18:00", 17),
        ("He called at 11:30 p.m. Thursday.", "11:30 p.m. Thursday", "2017-11-16T23:30", 16),
        ("Logged 2017-11-16T23:30:00-05:00.", "2017-11-16T23:30:00-05:00", "2017-11-16T23:30", 17),
        ("Logged 2017-11-16T23:30Z.", "2017-11-16T23:30Z", "2017-11-16T23:30Z", 16),
    ],
)
def test_a_zone_moves_the_calendar_day_to_utc(text: str, span: str, value: str, day: int) -> None:
    timex = tag(text, DCT)[0]
    there = date(2017, 11, day)
    assert (timex.text, timex.type, timex.value) == (span, "TIME", value)
    assert timex.interval == Interval(there, there)


def test_one_hour_in_two_zones_is_of_one_day() -> None:
    local, utc, _ = tag("The kiln burst at 8:50 a.m. (0550 GMT) Thursday.", DCT)
    assert (local.value, utc.value) == ("2017-11-16T08:50", "2017-11-16T05:50Z")
