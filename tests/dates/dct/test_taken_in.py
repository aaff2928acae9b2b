"""A text was written no later than it was taken in; that is evidence, and no clock is read afterwards."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from flows.clean import clean
from flows.dates import resolve
from flows.records import ArticleDate, Claim, Document, Evidence, Interval, TakenIn

STORY = (
    "The ferry company sold its last two boats on Tuesday. The buyer had bid for them since the strike of 2016.\n\n"
    "Crews on both boats were told in the morning, and none of them will lose their work, the company said."
)
DAYS = st.dates(date(2017, 1, 1), date(2060, 12, 31))


def solved(taken_in: TakenIn, *claimed: date) -> ArticleDate:
    claims = tuple(Claim("metadata", day.isoformat(), day, "published") for day in claimed)
    [article] = clean([Document("a" * 64, "a.txt", "", "text/plain", STORY, claims=claims, taken_in=taken_in)])
    return resolve([article])[0].date


def bound(found: ArticleDate) -> Evidence:
    [one] = [e for e in found.evidence if e.kind == "taken in"]
    return one


def test_the_bound_is_evidence() -> None:
    found = bound(solved(TakenIn(date(2020, 5, 4))))
    assert (found.says, found.quote, found.note) == (
        Interval(None, date(2020, 5, 5)),
        "2020-05-04",
        "ingested on that day",
    )


def test_a_day_said_by_hand_is_the_last_one() -> None:
    assert bound(solved(TakenIn(date(2020, 5, 4), "as of"))).says.hi == date(2020, 5, 4)


@given(DAYS)
@settings(max_examples=10, deadline=None)
def test_no_answer_reaches_beyond_the_day_it_was_taken_in(day: date) -> None:
    found = solved(TakenIn(day)).interval
    assert found.hi is None or found.hi <= day + timedelta(1)
    assert found.lo is None or found.lo <= day


def test_a_claim_of_a_later_day_is_refuted_by_it() -> None:
    found = solved(TakenIn(date(2020, 5, 4)), date(2021, 3, 1))
    assert found.verdict == "mismatch"
    assert "1 March 2021, which is later than the day it was taken in" in found.reason
    assert bound(found).weight == 1.0
    assert solved(TakenIn(date(2021, 5, 4)), date(2021, 3, 1)).verdict != "mismatch"
