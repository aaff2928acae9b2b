"""What expressions say together of the year: years, quarters, feasts, figures with a weekday, polls."""

from datetime import date

import pytest

from flows.clean import clean
from flows.clean.analysis import analysis_text
from flows.dates.dct import reading_of
from flows.dates.dct.witnesses import (
    days_in_figures,
    feasts,
    happenings,
    months_in_order,
    polls,
    quarters,
    told,
    years_told,
)
from flows.dates.timex import recognise
from flows.records import Document


def raised_days(witness, text, language=None):
    """Whether a witness raises a day, by a function of the day."""
    [article] = clean([Document("a" * 64, "a.txt", "", "text/plain", text, language=language, whole_text=True)])
    analysed = analysis_text(article)
    reading = reading_of(article, analysed, recognise(analysed, article.language))
    steps = [step for said in witness.testimony(reading) for step in said.steps if step[0] and step[1]]
    return lambda day: any(lo <= day <= hi and nats > 0 for lo, hi, nats in steps)


def says(witness, text, inside, outside):
    raised = raised_days(witness, text)
    return raised(date.fromisoformat(inside)) and not raised(date.fromisoformat(outside))


@pytest.mark.parametrize(
    ("text", "inside", "outside"),
    [
        ("Last year the dairy sold less milk. In 2013 it thus had to close a barn.", "2014-06-01", "2015-06-01"),
        ("Last year, 2009, was the driest on the island.", "2010-03-01", "2011-03-01"),
        ("Fewer goats were sold last year. In 2011, 900 came to market, the vet said.", "2012-05-01", "2013-05-01"),
        ("The clinic saw 900 patients last year, compared with 700 in 2014.", "2016-05-01", "2015-05-01"),
        ("Next year, in 2013, the tunnel will be shut.", "2012-05-01", "2013-05-01"),
        ("So far this year nine boats have sunk, after four in all of 2015.", "2016-09-01", "2015-09-01"),
        ("For the whole of 2018 the mill still expects a loss.", "2018-06-01", "2019-06-01"),
        ("The port handled 9 million tons in 2012, up from 8 million in 2011.", "2013-05-01", "2012-05-01"),
        (
            "Die Brücke soll Ende 2021 stehen. Die Straße soll kommendes Jahr folgen, 2023 dann der Radweg.",
            "2021-04-01", "2022-04-01",
        ),
    ],
)  # fmt: skip
def test_last_year_and_next_year_are_years_beside_a_figure(text, inside, outside):
    assert says(years_told, text, inside, outside)


def test_last_august_is_the_first_after_a_dated_month():
    text = "She was hired in March 2011 and stayed through last August. In December the firm closed."
    assert says(months_in_order, text, "2012-01-15", "2011-10-15")


@pytest.mark.parametrize(
    "text",
    [
        "Last year the firm hired the man who had won a prize in 1999 for his bread.",
        "They will meet next year in Rome. In 2014 and 2016 they had met in Oslo.",
    ],
)
def test_a_year_of_another_thing_is_neither(text):
    raised = raised_days(years_told, text)
    assert not any(raised(date(year, 6, 1)) for year in range(1990, 2027))


@pytest.mark.parametrize(
    ("text", "inside", "outside"),
    [
        ("Exports of tin fell in the third quarter of 2013, the bank said.", "2013-11-01", "2014-09-01"),
        ("Im zweiten Quartal 2016 stieg der Absatz von Kühen um drei Prozent.", "2016-08-01", "2016-05-01"),
        ("Profit for the year ended June 30, 2014 was 3 million, the mill said.", "2014-08-20", "2015-08-20"),
        ("Sales of hats rose in the first half of 2015, the union said.", "2015-08-20", "2015-03-20"),
        ("Kenya's economy shrank in the April-June quarter of 2011, the bureau said.", "2011-08-01", "2011-05-01"),
        ("Japan exported more tea in the financial year 2010/11, the ministry said.", "2011-06-15", "2012-06-15"),
        ("Pakistan borrowed less in the 2014/15 financial year, the ministry said.", "2015-08-15", "2015-03-15"),
        (
            "The U.S. budget deficit fell by a third in fiscal 2014, officials said.",
            "2014-11-01",
            "2014-06-01",
        ),
    ],
)
def test_figures_of_a_time_of_business_are_news_after_it(text, inside, outside):
    assert says(quarters, text, inside, outside)


def test_a_business_year_that_is_still_to_end_is_no_news():
    forecast = raised_days(quarters, "The mill will earn 3 million in the year ending June 30, 2014, it said.")
    assert not forecast(date(2014, 8, 20))


@pytest.mark.parametrize(
    ("text", "inside", "outside"),
    [
        ("Christmas Day falls on a Sunday this year, so the baker will open on Monday.", "2011-11-01", "2012-11-01"),
        ("July 4 fell on a Saturday this year, and nobody came to work.", "2015-09-01", "2014-09-01"),
        ("Der 1. Mai fällt in diesem Jahr auf einen Sonntag, klagte die Gewerkschaft.", "2016-03-01", "2017-03-01"),
        ("Weil der Tag der Deutschen Einheit dieses Jahr auf einen Sonntag fällt, klagt der Wirt.", "2010-05-01",
         "2011-05-01"),
        ("Americans sigh: Independence Day falls on a Sunday.", "2010-06-20", "2011-06-20"),
        ("The ferry broke down on Easter Sunday with ninety people on board.", "2013-04-05", "2013-03-20"),
    ],
)  # fmt: skip
def test_a_feast_tells_the_years_of_its_weekday_and_the_days_about_it(text, inside, outside):
    assert says(feasts, text, inside, outside)


@pytest.mark.parametrize("text", ["The ferry broke down on Easter Sunday two years ago.", "He fasts before Easter."])
def test_a_feast_of_another_year_or_of_every_year_says_nothing(text):
    raised = raised_days(feasts, text)
    assert not any(raised(date(year, 4, 10)) for year in range(1990, 2027))


def test_a_day_in_figures_lies_in_a_year_that_has_it_on_its_weekday():
    ticker = "Donnerstag, 6. 4.\n\n9.10 Uhr: Das Wasser steigt.\n\nMittwoch, 5. 4.\n\n17.30 Uhr: Der Damm hält noch."
    assert says(days_in_figures, ticker, "2017-04-06", "2016-04-06")
    assert not raised_days(days_in_figures, "Profit rose to 4.1 million, the brewer said.")(date(1990, 1, 4))


def test_a_poll_is_printed_soon_after_its_last_day():
    poll = "The survey of 900 voters was conducted May 3-6, 2010 by telephone."
    assert says(polls, poll, "2010-05-12", "2010-07-12")


def test_who_asks_is_known_by_name():
    assert says(polls, "Forsa befragte vom 3. bis 5. Mai 2011 tausend Wahlberechtigte.", "2011-05-10", "2011-07-10")


def test_the_range_of_a_poll_ends_in_the_month_in_which_it_began():
    assert says(polls, "The survey of 900 voters was taken Aug. 3-6, 2010 by telephone.", "2010-08-12", "2010-10-12")


def test_a_poll_without_a_year_is_of_any():
    raised = raised_days(polls, "The survey of 900 voters was conducted May 3-6 by telephone.")
    assert raised(date(2010, 5, 12))
    assert raised(date(2014, 5, 12))
    assert not raised(date(2014, 9, 12))


@pytest.mark.parametrize(
    ("text", "inside", "outside"),
    [
        ("The baker sells fewer scones abroad because Britain voted for Brexit in June.", "2016-11-01", "2017-11-01"),
        ("After the attack on the Bataclan on Friday the museums stay shut.", "2015-11-17", "2015-12-17"),
        ("Last week the border rule known as Title 42 ended. This week Title 42 ended in the courts too.",
         "2023-05-15", "2023-09-15"),
    ],
)  # fmt: skip
def test_a_known_event_of_a_month_or_a_weekday_is_that_of_the_last(text, inside, outside):
    assert says(happenings, text, inside, outside)


def test_a_weekday_that_is_that_of_a_date_told_in_full_is_that_day():
    text = "The barn burnt on Tuesday, the brigade said. The call came on 6 March 2018 at noon."
    [article] = clean([Document("a" * 64, "a.txt", "", "text/plain", text, whole_text=True)])
    found = told.testimony(reading_of(article, text, recognise(text)))
    [within] = [said.evidence.says for said in found if said.evidence.kind == "weekday of a date"]
    assert (within.lo, within.hi) == (date(2018, 3, 6), date(2018, 3, 12))
    assert not [said for said in found if said.evidence.kind == "weekday"]
