"""Claims are weighed by who makes them; a stamp in UTC yields to a day written at home."""

from datetime import date

from flows.dates.dct.claimed_days import asserted, bounding
from flows.records import Claim, Evidence, Interval

TODAY = date(2026, 1, 1)


def first(*claims: Claim) -> date:
    return asserted(claims, TODAY)[0].day


def test_published_counts_before_updated():
    published = Claim("json-ld", "2020-05-04", date(2020, 5, 4), "published")
    updated = Claim("json-ld", "2020-05-09", date(2020, 5, 9), "updated")
    assert first(updated, published) == date(2020, 5, 4)


def test_a_stamp_in_utc_yields_to_the_day_at_home():
    utc = Claim("json-ld", "2020-02-25T02:25:03Z", date(2020, 2, 25), "published")
    address = Claim("address", "/2020/02/24", date(2020, 2, 24))
    assert first(utc, address) == date(2020, 2, 24)


def test_two_stamps_in_utc_of_which_one_names_the_day_at_home_are_two_instants():
    early = Claim("meta date", "2019-10-18T20:00:25Z", date(2019, 10, 18), "updated")
    home = Claim("meta datepublished", "2019-10-18", date(2019, 10, 18), "published")
    late = [Claim(f"json-ld {n}", "2019-10-19T03:00:00Z", date(2019, 10, 19), "published") for n in range(3)]
    assert {c.day for c in asserted([early, home, *late], TODAY)} == {date(2019, 10, 18), date(2019, 10, 19)}


def test_a_date_line_of_the_text_speaks_for_the_claim_of_its_day():
    on_top = Claim("printed date 1", "1 November 2023", date(2023, 11, 1))
    third = Claim("printed date 3", "31 October 2023", date(2023, 10, 31))
    day = date(2023, 10, 31)
    line = Evidence("date line", Interval(day, day), 0.97, "31 October 2023")
    assert asserted([on_top, third], TODAY)[0].day == date(2023, 11, 1)
    assert asserted([on_top, third], TODAY, [line])[0].day == day


def test_days_that_cannot_be_are_not_asserted():
    impossible = [date(2199, 1, 1), date(1970, 1, 1), date(1500, 1, 1), None]
    assert asserted([Claim("meta date", str(d), d) for d in impossible], TODAY) == []


def test_two_claims_of_a_change_do_not_outvote_the_one_of_publication():
    day = date(2020, 5, 4)
    changed = [Claim(f"meta modified {n}", "2022-08-01", date(2022, 8, 1), "updated") for n in range(3)]
    for role in ("published", "unknown"):
        assert {c.day for c in asserted([*changed, Claim("time element 1", "4 May 2020", day, role)], TODAY)} == {day}


def test_a_change_alone_names_no_day_and_bounds_the_answer():
    changed = Claim("meta article:modified_time", "2022-08-01T10:00:00Z", date(2022, 8, 1), "updated")
    assert asserted([changed], TODAY) == []
    assert [b.says for b in bounding([changed], TODAY)] == [Interval(None, date(2022, 8, 1))]


def test_a_date_line_with_a_clock_is_the_day_at_home_of_a_stamp_in_utc():
    stamp = Claim("field date", "2020-05-05T02:30:00Z", date(2020, 5, 5), "published")
    home = date(2020, 5, 4)
    line = Evidence("date line", Interval(home, home), 0.97, "May 4, 2020, 10:30 p.m.")
    assert [c.day for c in asserted([stamp], TODAY, [line])] == [home]


def test_a_line_with_a_clock_may_be_of_the_day_after_a_late_stamp_in_utc():
    home = date(2020, 5, 6)
    line = Evidence("date line", Interval(home, home), 0.97, "6 May 2020, 7.30 am", note="with a clock time")
    late = Claim("field date", "2020-05-05T20:30:00Z", date(2020, 5, 5), "published")
    early = Claim("field date", "2020-05-05T06:30:00Z", date(2020, 5, 5), "published")
    assert [c.day for c in asserted([late], TODAY, [line])] == [home]
    assert [c.day for c in asserted([early], TODAY, [line])] == [date(2020, 5, 5)]
