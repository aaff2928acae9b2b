"""Whose the days of a page are: of a book, of a chronicle, of a page that writes English as in Britain or America."""

from datetime import date

import pytest

from flows.clean import clean
from flows.dates.dct.page.date_lines import line_evidence
from flows.records import Document

STORY = (
    "The council has agreed to build a pool beside the old one, which has leaked for years. The work will be paid by "
    "the county, and the old trees remain. Swimmers have to go to the next town until the doors open again.\n\n"
    "The architect said that the roof would be flat, and that nobody would have to pay to look at it.\n"
)


def lines(text):
    [article] = clean([Document("a" * 64, "a.txt", "", "text/plain", text)])
    return {e.says.lo: e.weight for e in line_evidence(article, date(2026, 1, 1))}


def test_a_book_is_published_before_its_review_is():
    page = lines(
        "The Salt Road by B. Penn\nReviewed by Jo Linden\nPublished 5 May 2014, Harbour Books, ISBN 978-1-4028-9462-6\n"
        f"Review posted 19 June 2014\n\n{STORY}"
    )
    assert page[date(2014, 6, 19)] > 0.7 > page.get(date(2014, 5, 5), 0.0)


def test_entries_of_a_chronicle_are_no_days_of_the_page():
    told = lines("5 July 2009: Riots break out in the town. 8 July 2009: The army moves in. 9 May 2010: A court sits.")
    assert all(weight < 0.5 for weight in told.values())


@pytest.mark.parametrize(
    ("told", "day"),
    [
        ("It will cost £6m, and the neighbours dislike the colour.", date(2019, 5, 6)),
        ("It will cost 6 million dollars, and the neighbors dislike the color.", date(2019, 6, 5)),
    ],
)
def test_the_english_of_a_page_says_which_figure_is_the_month(told, day):
    assert max((w, d) for d, w in lines(f"New pool for the town\n06/05/2019\n\n{told} {STORY}").items())[1] == day
