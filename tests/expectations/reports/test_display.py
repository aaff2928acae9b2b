"""Dates in words, and other people's text made safe to look at."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from expectations.reports.display import called, gap_in_words, interval_in_words, short, visible


@pytest.mark.parametrize(
    ("lo", "hi", "said"),
    [
        (None, None, "any date"),
        (date(2017, 9, 16), None, "16 September 2017 or later"),
        (None, date(2018, 1, 20), "20 January 2018 or earlier"),
        (date(2021, 6, 15), date(2021, 6, 15), "15 June 2021"),
        (date(2021, 6, 1), date(2021, 6, 30), "June 2021"),
        (date(2021, 1, 1), date(2021, 12, 31), "2021"),
        (date(1990, 1, 1), date(1999, 12, 31), "1990 to 1999"),
        (date(2017, 11, 20), date(2017, 11, 23), "20 to 23 November 2017"),
        (date(2017, 9, 16), date(2018, 1, 20), "16 September 2017 to 20 January 2018"),
        (date(9999, 12, 1), date(9999, 12, 31), "1 to 31 December 9999"),
    ],
)
def test_an_interval_reads_as_a_person_would_say_it(lo, hi, said):
    assert interval_in_words(lo, hi) == said


@pytest.mark.parametrize(
    ("days", "said"), [(1, "1 day"), (-12, "12 days"), (90, "3 months"), (1241, "3 years 5 months")]
)
def test_a_distance_is_said_at_the_precision_that_matters(days, said):
    assert gap_in_words(days) == said


@pytest.mark.parametrize(
    ("title", "source", "record", "said"),
    [
        ("A headline", "in/news.jsonl", "line 3", "A headline"),
        (None, "in/news.jsonl", "line 3", "news.jsonl, line 3"),
        ("", "https://example.org/2017/story/", "", "story"),
        (None, None, None, ""),
    ],
)
def test_an_article_is_called_by_its_title_or_else_its_file(title, source, record, said):
    assert called({"title": title, "source_uri": source, "record": record}) == said


def test_characters_that_reorder_or_hide_text_are_written_out():
    assert visible("abc\u202edcb\u200b") == "abc⟨U+202E⟩dcb⟨U+200B⟩"


@given(st.text(max_size=500), st.integers(2, 50))
def test_a_label_is_one_bounded_line(text, limit):
    line = short(text, limit)
    assert "\n" not in line
    assert len(line) <= limit * 8  # a control character takes eight to name


def test_ordinary_text_of_any_script_is_left_alone():
    assert visible("Пхеньян и Гавана — 平壤，هافانا\n\tüber") == "Пхеньян и Гавана — 平壤，هافانا\n\tüber"
