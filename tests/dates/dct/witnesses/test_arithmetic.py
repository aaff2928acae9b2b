"""What two expressions say together, and when they do not belong together."""

from datetime import date

import pytest

from flows.clean import clean
from flows.clean.analysis import analysis_text
from flows.dates.dct import reading_of
from flows.dates.dct.witnesses import arithmetic, taking_office, told
from flows.dates.timex import recognise
from flows.records import Document


def reading(text):
    [article] = clean([Document("a" * 64, "a.txt", "", "text/plain", text, whole_text=True)])
    analysed = analysis_text(article)
    return reading_of(article, analysed, recognise(analysed))


def raised_days(rule, text):
    """Whether a rule raises a day, by a function of the day."""
    steps = [step for said in rule(reading(text)) for step in said.steps]
    return lambda day: any(lo <= day <= hi and nats > 0 for lo, hi, nats in steps)


def test_years_ago_and_the_year_of_the_same_verb():
    text = "Over three years ago I argued here that the dam would fail. As I argued, in 2012, the clay was wet."
    raised = raised_days(arithmetic.years_ago, text)
    assert raised(date(2015, 6, 1))
    assert not raised(date(2013, 6, 1))


def test_a_year_of_another_thing_is_not_added():
    text = "Two years ago the mill burnt down. Its owner had bought it in 1998 from a cousin."
    assert list(arithmetic.years_ago(reading(text))) == []


def test_the_last_year_since_somebody_came_to_power_is_the_year_after():
    text = "Trade has grown in the last year since President Jair Bolsonaro took office, the port says."
    raised = raised_days(taking_office.year_since, text)
    assert raised(date(2019, 12, 1))
    assert not raised(date(2021, 6, 1))


def test_a_day_told_as_past_and_a_month_to_come_lie_on_either_side_of_the_writing():
    raised = raised_days(
        arithmetic.bracket, "They met on May 3 and agreed. The next talks will be held in July in Oslo."
    )
    assert raised(date(2016, 6, 1))
    assert not raised(date(2016, 9, 1))


@pytest.mark.parametrize(
    "text", ["Voters will remember the 2012 campaign.", "She will not forget her failed 2008 bid."]
)
def test_a_year_that_is_an_attribute_is_told_in_no_tense(text):
    said = [t.evidence for t in told.testimony(reading(text)) if t.evidence.kind == "explicit date"]
    assert said
    assert all(e.says.hi is None for e in said)


def test_a_day_before_which_something_was_done_may_be_still_to_come():
    said = [t.evidence for t in told.testimony(reading("It covers cars that were bought before May 31, 2019."))]
    assert all(e.says.lo is None for e in said if e.kind == "explicit date")
