"""Two events that are counted apart date each other."""

from datetime import date

import pytest

from flows.dates.timex import tag
from flows.events import extract
from flows.records import Article, ArticleDate, DatedArticle, Document, Interval, Region
from tests.events.reading import DCT, RULES, THAT_DAY


def dates(text: str) -> dict[str, Interval]:
    """The days of each event of a text whose expressions are read as well; 15 May 2024 is a Wednesday."""
    article = Article(Document("d", "test", "", "text/plain", text), (Region("body", 0, len(text)),), language="en")
    dated = DatedArticle(article, ArticleDate(None, None, THAT_DAY, "confirmed"), tuple(tag(text, THAT_DAY)))
    (extracted,) = extract([dated], models=RULES)
    return {event.text: event.date.interval for event in extracted.events}


def test_the_hearing_is_when_it_was_admitted_and_not_when_it_was_done():
    found = dates("She had admitted forging the cheque at a hearing in March.")
    assert (found["admitted"].lo, found["admitted"].hi) == (date(2024, 3, 1), date(2024, 3, 31))


@pytest.mark.parametrize(
    ("text", "word", "days"),
    [
        ("Two days after bandits robbed the bank, guards caught their chief on Tuesday.", "robbed", (2024, 5, 12)),
        ("Bandits robbed the bank a week before guards caught their chief on Tuesday.", "robbed", (2024, 5, 7)),
        ("Tuesday marked ten years since pirates captured the ship.", "captured", (2014, 5, 14)),
        ("The king abdicated on Tuesday, two weeks after the vote in the senate.", "vote", (2024, 4, 30)),
        ("Pirates freed the crew on Monday, nine days after seizing the ship.", "seizing", (2024, 5, 4)),
        ("The garrison fled the day after tanks entered the town on Sunday.", "fled", (2024, 5, 13)),
    ],
)
def test_so_many_days_from_a_dated_event(text, word, days):
    assert dates(text)[word] == Interval(date(*days), date(*days))


def test_months_are_counted_to_a_month():
    text = "The judge freed the pilot on Tuesday, seven months after guards arrested him."
    assert dates(text)["arrested"] == Interval(date(2023, 10, 1), date(2023, 10, 31))


@pytest.mark.parametrize(
    "text", ["The talks ran from 6 to 8 May.", "The parade was held on 6-8 May.", "The strike lasted from May 6 to 8."]
)
def test_several_days_are_all_of_them(text):
    assert Interval(date(2024, 5, 6), date(2024, 5, 8)) in dates(text).values()


@pytest.mark.parametrize("count", [1, 40, 9999])
@pytest.mark.parametrize("unit", ["days", "weeks", "months", "years"])
def test_no_count_leads_beyond_the_calendar(count, unit):
    found = dates(f"The judge freed the pilot on Tuesday, {count} {unit} after guards arrested him.")
    assert not found["arrested"].is_empty
    assert found["arrested"].hi is None or found["arrested"].hi <= DCT
