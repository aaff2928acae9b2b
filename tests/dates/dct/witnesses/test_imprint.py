"""What an agency prints at the head and the foot of its story: the dateline's day, the year of its copyright."""

from datetime import date

from flows.clean import clean
from flows.clean.analysis import analysis_text
from flows.dates.dct import Reading, date_of, reading_of
from flows.dates.dct.witnesses import heard, imprint, title_dates
from flows.dates.timex import recognise
from flows.records import Document, Interval

STORY = (
    "The harbour master closed the port on Tuesday after a crane fell on the quay. Nobody was hurt, the fire brigade "
    "said. Ships will wait outside until the crane is gone, and the ferry stays in its dock for two days.\n\n"
    "The crane had been built by a firm in Gdansk. Its owner said that he would pay for the damage."
)


def reading(text: str) -> Reading:
    [article] = clean([Document("a" * 64, "a.txt", "", "text/plain", text)])
    analysed = analysis_text(article)
    return reading_of(article, analysed, recognise(analysed))


def test_a_dateline_bears_the_day_of_writing():
    [said] = imprint.testimony(reading(f"HAMBURG, Aug. 20 (dpa) - {STORY}"))
    assert said.year_days is not None
    there = (date(2020, 8, 20) - date(2020, 1, 1)).days
    assert max(said.year_days) == said.year_days[there] > said.year_days[there + 1] > said.year_days[there - 40]


def test_the_copyright_of_an_agency_is_the_year_of_its_story():
    of_an_agency = f"HAMBURG - {STORY}\n\nCopyright 2014 The Associated Press. All rights reserved."
    assert date_of(reading(of_an_agency)).interval == Interval(date(2014, 1, 1), date(2014, 12, 31))


def test_the_copyright_of_a_page_is_not():
    assert imprint.testimony(reading(f"HAMBURG - {STORY}\n\nCopyright 2014 Harbour Herald. All rights reserved.")) == []


def test_what_ends_with_a_photographer_is_a_caption_whatever_stands_around_it():
    caption = "A crane lies on the quay of the port, Monday, Aug. 18, 2014, in Hamburg. (Ann Poe/Associated Press)"
    read = reading(f"{caption}\n\nHAMBURG - {STORY}")
    [newest] = [m for m in heard.heard_dates(read, heard.dates_told(read)) if m.table.startswith("picture")]
    assert newest.table == "picture of a weekday"


def test_a_picture_from_a_file_may_be_older():
    caption = "FILE - In this Monday, Aug. 18, 2014 file photo, a crane stands on the quay. (Ann Poe/Associated Press)"
    read = reading(f"{caption}\n\nHAMBURG - {STORY}")
    [newest] = [m for m in heard.heard_dates(read, heard.dates_told(read)) if m.table.startswith("picture")]
    assert newest.table == "picture"


def test_a_day_in_the_title_is_mostly_the_storys_own():
    [said] = title_dates.testimony(titled("Aug. 5 was a good day in the harbour"))
    assert said.year_days is not None
    assert max(said.year_days) == said.year_days[(date(2020, 8, 5) - date(2020, 1, 1)).days]


def test_a_day_that_stands_apart_in_a_title_is_a_stamp():
    [said] = title_dates.testimony(titled("Harbour notes (Aug 5)"))
    assert any(lo <= date(2014, 8, 6) <= hi for lo, hi, nats in said.steps if lo and hi and nats > 0)
    assert not any(lo <= date(2014, 8, 20) <= hi for lo, hi, nats in said.steps if lo and hi and nats > 0)


def test_a_day_to_which_a_title_looks_ahead_is_not():
    assert title_dates.testimony(titled("Harbour to be closed on Aug 5")) == []


def titled(title: str) -> Reading:
    """The story as its witnesses read it, with the title that came beside it above."""
    [article] = clean([Document("a" * 64, "a.txt", "", "text/plain", STORY, title=title)])
    analysed = analysis_text(article)
    return reading_of(article, analysed, recognise(analysed)).with_title()[0]
