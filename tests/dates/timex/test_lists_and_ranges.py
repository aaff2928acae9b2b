"""What the members of a list or range share: year, month, week, tense, and the order of their ends."""

from datetime import date

import pytest

from flows.dates.timex import tag
from flows.records import Interval

DCT = date(2021, 10, 20)  # a Wednesday


def told(text: str) -> list[tuple[str, str]]:
    return [(t.text, t.value) for t in tag(text, Interval(DCT, DCT))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Wages fell between June and August last year.", [("June", "2020-06"), ("August last year", "2020-08")]),
        ("The mill stood idle from Tuesday to Thursday last week.",
         [("Tuesday", "2021-10-12"), ("Thursday last week", "2021-10-14")]),
        ("Sales sank in Q1 and Q2 2019.", [("Q1", "2019-Q1"), ("Q2 2019", "2019-Q2")]),
        ("Sales sank in the first and third quarters of 2019.",
         [("the first", "2019-Q1"), ("third quarters of 2019", "2019-Q3")]),
        ("The mill was shut from 4 to 6 and 9 March 2019.",
         [("4", "2019-03-04"), ("6", "2019-03-06"), ("9 March 2019", "2019-03-09")]),
        ("The mill was built in the 5th or 6th century.", [("the 5th", "04"), ("6th century", "05")]),
        ("The fair was held on 3/4 September.", [("3", "2021-09-03"), ("4 September", "2021-09-04")]),
        ("The fair was held on Sept. 3/4.", [("Sept. 3", "2021-09-03"), ("4", "2021-09-04")]),
        ("The 2018/19 harvest was poor.", [("2018", "2018"), ("19", "2019")]),
        ("Lessons were on May 1-2, 8-9 and 15.",
         [("May 1", "2021-05-01"), ("2", "2021-05-02"), ("8", "2021-05-08"), ("9", "2021-05-09"),
          ("15", "2021-05-15")]),
        ("The tsar fell on 2 March (15 March) 1917.",
         [("2 March", "1917-03-02"), ("15 March", "1917-03-15"), ("1917", "1917")]),
    ],
)  # fmt: skip
def test_what_is_told_once_holds_for_all(text: str, expected: list[tuple[str, str]]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The fair ran from 12 to 14 December.", [("12", "2020-12-12"), ("14 December", "2020-12-14")]),
        ("The fair ran Dec. 12-14 on the quay.", [("Dec. 12", "2020-12-12"), ("14", "2020-12-14")]),
        ("The fair ran Tuesday-Thursday.", [("Tuesday", "2021-10-12"), ("Thursday", "2021-10-14")]),
        ("The fair lasted from Dec. 30 to Jan. 2.", [("Dec. 30", "2020-12-30"), ("Jan. 2", "2021-01-02")]),
        ("The fair will run from Thursday to Monday.", [("Thursday", "2021-10-21"), ("Monday", "2021-10-25")]),
        ("The fair will last from Dec. 30 to Jan. 2.", [("Dec. 30", "2021-12-30"), ("Jan. 2", "2022-01-02")]),
    ],
)
def test_no_range_ends_before_it_begins(text: str, expected: list[tuple[str, str]]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The club moved two years ago, in May.", [("two years ago", "2019"), ("May", "2019-05")]),
        ("The club moved last week, on Friday.", [("last week", "2021-W41"), ("Friday", "2021-10-15")]),
        ("The club moved in early 2019, in February.", [("early 2019", "2019"), ("February", "2019-02")]),
        ("The club moved in May three years ago.", [("May three years ago", "2018-05")]),
        ("The club moved a year ago today.", [("a year ago today", "2020-10-20")]),
    ],
)
def test_a_part_belongs_to_the_whole_beside_it(text: str, expected: list[tuple[str, str]]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("The gate was open from 7 a.m. to 11 a.m. on Sunday.", ["2021-10-17T07:00", "2021-10-17T11:00"]),
        ("Music was heard between 8 and 10 last night.", ["2021-10-19T20:00", "2021-10-19T22:00"]),
    ],
)
def test_clock_times_share_their_day(text: str, hours: list[str]) -> None:
    assert [value for _, value in told(text)][:2] == hours
