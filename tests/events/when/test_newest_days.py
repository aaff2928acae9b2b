"""A weekday of a report whose own day nobody knows, and the full dates that stand in its text."""

from datetime import date

import pytest

from flows.dates.timex import tag
from flows.events import extract
from flows.records import Article, ArticleDate, DatedArticle, Document, EventDate, Interval, Region
from tests.events.reading import RULES

SUNDAY = date(2017, 3, 26)
ANY_DAY = Interval()
OPEN = Interval(SUNDAY, date(2018, 3, 20))


def stormed(text: str, dct: Interval = OPEN, stated: Interval = ANY_DAY) -> EventDate:
    """The date of what is stormed in a text that was written some day of ``dct``, and tells ``stated`` of it."""
    document = Document("d", "test", "", "text/plain", text, whole_text=True)
    article = Article(document, (Region("body", 0, len(text)),), language="en")
    dated = DatedArticle(article, ArticleDate(None, None, dct, "inferred", stated=stated), tuple(tag(text, dct)))
    (extracted,) = extract([dated], models=RULES)
    return next(event.date for event in extracted.events if event.text == "stormed")


@pytest.mark.parametrize(
    ("caption", "day"),
    [
        ("A guard looks on in Vilm, March 26, 2017.", SUNDAY),
        ("A guard looks on in Vilm, 26 March 2017. The fort is seen in Vilm, March 22, 2017.", SUNDAY),
    ],
)
def test_the_newest_full_date_is_the_weekday_that_is_told(caption, day):
    assert stormed(f"Rebels stormed the fort on Sunday. {caption}").interval == Interval(day, day)


def test_what_else_the_opening_tells_is_of_that_day():
    text = "The siege ended on Sunday. Rebels stormed the fort. A guard looks on in Vilm, March 26, 2017."
    assert stormed(text).interval == Interval(SUNDAY, SUNDAY)


@pytest.mark.parametrize(
    "caption",
    [
        "A guard looks on in Vilm, March 25, 2017.",
        "The fort was built on March 6, 2016.",
        "Elections are due on May 14, 2017.",
    ],
    ids=["another weekday", "long before", "to come"],
)
def test_other_dates_say_nothing_of_it(caption):
    assert not stormed(f"Rebels stormed the fort on Sunday. {caption}").interval.is_day


def test_a_report_whose_day_is_known_needs_no_help():
    wednesday = date(2017, 4, 5)
    found = stormed(
        "Rebels stormed the fort on Sunday. It is seen here, March 26, 2017.", Interval(wednesday, wednesday)
    )
    assert found.interval == Interval(date(2017, 4, 2), date(2017, 4, 2))


def test_a_date_too_old_for_the_news_is_not_its_weekday():
    later = Interval(date(2017, 3, 29), date(2017, 6, 1))
    assert not stormed("Rebels stormed the fort on Sunday. It is seen here, March 26, 2017.", later).interval.is_day


def test_a_weekday_says_when_the_report_was_written():
    text = "The siege ended on Sunday. A guard looks on in Vilm, March 26, 2017. Rebels have stormed the fort."
    assert stormed(text).interval == Interval(None, date(2017, 3, 27))


def test_the_newest_day_told_is_the_earliest_that_the_text_states_not_that_its_article_may_have():
    text = "Rebels stormed the fort on Sunday. It is seen here, March 26, 2017."
    earlier = Interval(date(2017, 3, 1), OPEN.hi)
    assert not stormed(text, earlier).interval.is_day
    assert stormed(text, earlier, stated=Interval(SUNDAY, None)).interval == Interval(SUNDAY, SUNDAY)


def dates_of(text: str, dct: Interval = OPEN) -> dict[str, EventDate]:
    document = Document("d", "test", "", "text/plain", text, whole_text=True)
    article = Article(document, (Region("body", 0, len(text)),), language="en")
    dated = DatedArticle(article, ArticleDate(None, None, dct, "inferred"), tuple(tag(text, dct)))
    (extracted,) = extract([dated], models=RULES)
    return {event.text: event.date for event in extracted.events}


def test_what_is_counted_from_the_report_is_counted_from_the_days_after_its_weekday():
    text = (
        "Rebels stormed the fort on Sunday. A guard looks on in Vilm, March 26, 2017. "
        "Farmers blocked the bridge last week. The king left Vilm this month."
    )
    found = dates_of(text)
    assert found["blocked"].interval == Interval(date(2017, 3, 13), date(2017, 3, 26))
    assert found["left"].interval == Interval(date(2017, 3, 1), date(2017, 3, 27))


@pytest.mark.parametrize(("order", "last"), [("opens", date(2017, 3, 29)), ("in passing", date(2017, 4, 3))])
def test_the_weekday_of_the_news_is_today_or_yesterday_another_of_this_week(order, last):
    within_a_week = Interval(date(2017, 3, 29), date(2017, 4, 3))  # of all these days the last Tuesday is the same
    inns = "The road to Vilm is long and its inns are poor. " * 8
    told = f"The king left on Tuesday. {inns}" if order == "opens" else f"{inns}The king left on Tuesday."
    assert dates_of(f"{told} Rebels have stormed the fort.", within_a_week)["stormed"].interval.hi == last
