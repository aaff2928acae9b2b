"""Claims are weighed by who makes them; a stamp in UTC yields to a day written at home."""

from datetime import date

from flows.dates.dct.claims import asserted
from flows.records import Claim

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


def test_days_that_cannot_be_are_not_asserted():
    impossible = [date(2199, 1, 1), date(1970, 1, 1), date(1500, 1, 1), None]
    assert asserted([Claim("meta date", str(d), d) for d in impossible], TODAY) == []
