"""The parse tells a date's clause apart from its neighbours, and the published expression says that it did."""

from datetime import date

import pytest

from flows.dates.timex import tag
from flows.events import extract
from flows.records import Article, ArticleDate, DatedArticle, Document, Interval, Region, Timex

DAY = Interval(date(2017, 11, 17), date(2017, 11, 17))  # a Friday


def published(text: str) -> list[Timex]:
    article = Article(Document("d", "test", "", "text/plain", text), (Region("body", 0, len(text)),), language="en")
    dated = DatedArticle(article, ArticleDate(None, None, DAY, "confirmed"), tuple(tag(text, DAY)))
    return list(extract([dated])[0].dated.timexes)


@pytest.mark.parametrize(
    ("text", "value", "rule"),
    [
        ("On Tuesday the board, which met in secret, will hold a vote.", "2017-11-21", "weekday+tense"),
        ("In January, ten days after the flood that closed the road, the mill burned down.", "2017-01", "month+tense"),
        ("The price is higher than it was before Tuesday's sale of the mill.", "2017-11-14", "weekday"),
        ("The league postponed the march until Tuesday.", "2017-11-21", "weekday"),
    ],
)
def test_the_verb_that_a_date_modifies_decides(text: str, value: str, rule: str) -> None:
    timex = next(t for t in published(text) if t.rule.startswith(("weekday", "month")))
    assert (timex.value, timex.rule) == (value, rule)
