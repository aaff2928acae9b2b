"""What a story's own words say of the day it was written: tense, calendar and arithmetic."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.clean import clean
from flows.dates.dct import Reading, reading_of
from flows.dates.dct.solve import timeline as lines
from flows.dates.dct.witnesses import arithmetic, heard, taking_office, told
from flows.dates.timex import recognise
from flows.records import Document, Evidence, Interval

LAST = date(2026, 1, 1)


def reading(text: str) -> Reading:
    [article] = clean([Document("w" * 64, "a.txt", "", "text/plain", text, whole_text=True)])
    return reading_of(article, text, recognise(text))


def arithmetic_of(read: Reading) -> list[lines.Testimony]:
    return arithmetic.testimony(replace(read, today=LAST))


def timeline(text: str, witness=told.testimony) -> lines.Timeline:
    line = lines.Timeline(LAST)
    line.hear(witness(reading(text)))
    return line


def better(line: lines.Timeline, one: date, other: date) -> bool:
    return line.support(one) > line.support(other)


def test_told_as_past_bounds_from_below():
    line = timeline("The two leaders met on March 3, 2016 and signed a treaty.")
    assert better(line, date(2016, 3, 20), date(2015, 3, 20))
    assert better(line, date(2016, 3, 4), date(2019, 3, 4))


def test_told_as_future_bounds_from_above():
    line = timeline("The two leaders will meet in 2018 and sign a treaty.")
    assert better(line, date(2017, 6, 1), date(2021, 6, 1))


@pytest.mark.parametrize(
    "text", ["It is 2013, and the bridge is still shut.", "Nobody repairs bridges here in 2013. The town waits."]
)
def test_a_year_told_as_the_present_is_the_year_of_writing(text):
    [said] = [t for t in told.testimony(replace(reading(text), today=LAST)) if t.evidence.note == "told as the present"]
    assert said.bounds == Interval(date(2013, 1, 1), date(2013, 12, 31))


@pytest.mark.parametrize("text", ["It was 2013 when the bridge was shut.", "The count for it is 2013 votes."])
def test_a_year_or_a_figure_of_another_thing_is_not(text):
    assert all(t.evidence.note != "told as the present" for t in told.testimony(replace(reading(text), today=LAST)))


SUMMER = Interval(date(2016, 6, 1), date(2016, 12, 31))


@pytest.mark.parametrize(
    ("turn", "days", "bound"),
    [
        (lines.Turn(9, 14, 14, past=True), SUMMER, Interval(date(2016, 9, 14), None)),
        (lines.Turn(9, 14, 14, past=False), SUMMER, Interval(None, date(2016, 9, 14))),
        (lines.Turn(2, 1, 28, past=True), SUMMER, Interval()),
        (lines.Turn(9, 14, 14, past=True), Interval(date(2015, 6, 1), date(2016, 12, 31)), Interval()),
        (lines.Turn(None, 5, 5, past=True), Interval(date(2016, 1, 20), date(2016, 2, 10)), Interval(date(2016, 2, 5))),
    ],
)
def test_a_day_of_any_year_bounds_what_holds_it_once(turn, days, bound):
    assert turn.bound_in(days) == bound


@given(st.integers(1, 12), st.integers(1, 28), st.booleans(), st.dates(date(1990, 1, 1), date(2030, 1, 1)))
def test_such_a_bound_is_that_day_or_none(month, day, past, start):
    bound = lines.Turn(month, day, day, past=past).bound_in(Interval(start, start + timedelta(250)))
    edge = bound.lo if past else bound.hi
    assert edge is None or ((edge.month, edge.day) == (month, day) and start <= edge <= start + timedelta(250))


@pytest.mark.parametrize(
    "text",
    [
        "The crew of the ferry was paid through June 30, 2015.",
        "The clerk asked about the end of the fiscal year on June 30, 2015.",
        "The island will remember August of 2015 for its storms.",
        "The rate will rise on July 1, 2015. The bank met its clients on July 1, 2015.",
    ],
)
def test_a_day_that_no_verb_places_is_told_as_neither_past_nor_future(text):
    assert {e.direction for e in heard.dates_told(reading(text)) if e.year} == {None}


def test_a_weekday_with_a_day_says_in_which_years():
    line = timeline("The two leaders met on Friday, September 15 and signed a treaty.")
    assert better(line, date(2017, 9, 17), date(2018, 9, 17))


def test_a_day_told_with_its_weekday_is_fresh():
    with_it = timeline("The mayor opened the bridge on Sunday, December 31, 2017.")
    without = timeline("The mayor opened the bridge on December 31, 2017.")
    assert with_it.support(date(2018, 1, 2)) > without.support(date(2018, 1, 2))
    assert with_it.support(date(2021, 1, 2)) < without.support(date(2021, 1, 2))


def test_a_day_without_its_year_says_when_in_the_year():
    line = timeline("The two leaders met on September 15 and signed a treaty.")
    assert better(line, date(2014, 9, 17), date(2014, 3, 17))


def test_news_is_mostly_written_on_the_day_it_tells_of():
    line = timeline("The two leaders met on Friday and signed a treaty.")
    assert better(line, date(2017, 9, 15), date(2017, 9, 19))


def test_years_ago_beside_a_year_is_arithmetic():
    line = timeline("Two years ago, in 2015, the mine was closed.", arithmetic_of)
    assert better(line, date(2017, 6, 1), date(2016, 6, 1))


def test_first_time_in_months_beside_a_month():
    text = "He visited in October last year. The ministers will meet for the first time in three months."
    line = timeline(text, arithmetic_of)
    assert better(line, date(2024, 1, 15), date(2024, 6, 15))


def test_an_anniversary_of_a_known_year():
    line = timeline("The town marked the 70th anniversary of the flood of 1948.", arithmetic_of)
    assert better(line, date(2018, 5, 1), date(2012, 5, 1))


def test_an_age_beside_a_year_of_birth():
    line = timeline("Ann Writer, 63, was born in 1954 in a village by the sea.", arithmetic_of)
    assert better(line, date(2017, 5, 1), date(2010, 5, 1))


def test_since_taking_office_in_a_month():
    text = "Since President Emmanuel Macron took office in May, the mood has changed."
    line = timeline(text, taking_office.testimony)
    assert better(line, date(2017, 9, 1), date(2019, 9, 1))


def test_the_day_on_which_an_office_was_taken_is_no_news_of_the_day():
    text = "Since President Emmanuel Macron took office on May 14, the mood has changed."
    assert taking_office.testimony(reading(text))
    assert all(said.evidence.quote != "May 14" for said in told.testimony(reading(text)))
    line = timeline(text.replace("took office", "fell ill"))
    assert better(line, date(2017, 5, 15), date(2017, 12, 15))


def test_a_day_of_the_month_with_its_weekday():
    line = timeline("They left on Friday the 15th.", arithmetic_of)
    assert better(line, date(2017, 9, 17), date(2017, 10, 17))


@settings(deadline=None)
@given(st.dates(date(1990, 1, 1), date(2025, 12, 31)), st.integers(0, 2000))
def test_what_is_heard_for_a_stretch_of_days_raises_them_alone(start, length):
    line = lines.Timeline(LAST)
    end = start + timedelta(length)
    line.hear([lines.Testimony(Evidence("test", Interval(start, end), 1.0, ""), ((start, end, 2.0),))])
    assert line.nats()[line.index(start)] == pytest.approx(2.0)
    assert line.nats()[line.index(start) - 1] == pytest.approx(0.0)
    assert line.probabilities().sum() == pytest.approx(1.0)


@settings(deadline=None)
@given(st.floats(0.1, 0.99))
def test_the_tightest_interval_holds_its_mass(mass):
    line = lines.Timeline(LAST)
    line.hear([lines.Testimony(Evidence("test", Interval(), 1.0, ""), ((date(2010, 1, 1), date(2012, 1, 1), 4.0),))])
    interval, held = lines.tightest(line, line.probabilities(), mass)
    assert held >= mass - 1e-9
    assert interval.lo is not None
    assert interval.hi is not None
    assert interval.lo <= interval.hi


def test_the_newest_of_several_dates_told_speaks_as_if_it_stood_alone():
    alone = timeline("The court ruled on February 9, 2021 that the mine must close.")
    among = timeline(
        "The court ruled on February 9, 2021 that the mine must close. It was opened on May 3, 1998, sold on "
        "July 1, 2007, and fined on June 2, 2012 and on March 8, 2015."
    )
    for year in (2021, 2023):
        day = date(year, 6, 1)
        assert among.support(day) >= alone.support(day) - 0.01


def test_the_older_dates_told_as_past_make_the_lower_bound_firmer():
    newest = "The court ruled in February 2021 that the mine must close."
    alone, among = timeline(newest), timeline(newest + " It was fined in June 2019 and was sold in May 2017.")
    assert among.support(date(2016, 1, 1)) < alone.support(date(2016, 1, 1))


def test_a_story_is_no_older_than_the_post_it_embeds():
    line = timeline("The mayor answered her critics. — A Reader (@reader) March 5, 2017Nobody had expected it.")
    assert better(line, date(2017, 3, 6), date(2017, 3, 1))
    assert better(line, date(2017, 3, 6), date(2018, 3, 6))


def test_the_weekday_named_first_is_the_day_of_the_news():
    line = timeline("The two leaders met on Friday and signed a treaty. Talks had begun on Tuesday.")
    assert better(line, date(2017, 9, 15), date(2017, 9, 12))


def test_an_old_day_recalled_does_not_make_the_text_old():
    found = lines.tightest(*(lambda t: (t, t.probabilities()))(timeline("They landed on June 6, 1944 in fog.")), 0.9)[0]
    assert found.hi is not None
    assert found.hi > date(2010, 1, 1)


def test_an_anniversary_still_to_come_dates_nothing():
    [read] = [reading("The town prepares for the 50th anniversary of the club in 2022.")]
    assert arithmetic_of(read) == []
