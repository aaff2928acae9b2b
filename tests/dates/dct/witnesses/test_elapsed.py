"""Counted time, what is held on known days, and what the title dates, in articles of one clue."""

from datetime import date

import pytest

from flows.clean import clean
from flows.clean.analysis import analysis_text
from flows.dates.dct import date_of, reading_of
from flows.dates.dct.witnesses import title_dates
from flows.dates.timex import recognise
from flows.records import Document


def answer(text, title=None):
    document = Document("a" * 64, "a.txt", "", "text/plain", text, title=title, whole_text=True)
    [article] = clean([document])
    analysed = analysis_text(article)
    return date_of(reading_of(article, analysed, recognise(analysed, article.language))).interval


def bounded(found, first, last):
    """Whether an answer lies in the days between, give or take six weeks."""
    return (
        found.lo is not None
        and found.hi is not None
        and (date.fromisoformat(first) - found.lo).days <= 45
        and (found.hi - date.fromisoformat(last)).days <= 45
        and found.lo <= date.fromisoformat(last)
        and found.hi >= date.fromisoformat(first)
    )


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("It has been four years since the 2008 flood, and the weir is still broken.", "2012-01-01", "2012-12-31"),
        ("Three years since the Bataclan attack the hall is full.", "2018-11-13", "2019-03-01"),
        ("A week after the Bataclan attack the cafés are open again.", "2015-11-18", "2015-11-25"),
        ("It is four years to the day since the Rana Plaza collapsed.", "2017-04-24", "2017-04-24"),
        ("Six days after the quake that hit Haiti the harbour is open.", "2010-01-17", "2010-01-19"),
        ("Dreißig Jahre nach dem Brand von 1988 steht das Haus leer.", "2018-01-01", "2018-12-31"),
        ("The mill has stood idle since 1990, for twenty-six years now.", "2016-01-01", "2016-12-31"),
        ("Three days after Ukrainians elected Volodymyr Zelensky, aides are packing.", "2019-04-23", "2019-04-25"),
        ("A week before Scots vote on independence, the camps met in a barn.", "2014-09-08", "2014-09-14"),
        ("In four weeks the General Data Protection Regulation takes effect.", "2018-04-22", "2018-05-02"),
        ("March 3, 2002: snow buries the pass, and nobody comes. Nine years on, the inn is shut, and goats live in it.",
         "2011-03-01", "2011-07-31"),
        ("The brewery closed in 2006. Seven years on, its yard is a car park.", "2013-01-01", "2013-12-31"),
        ("Three decades after the 1986 fire, families live on the slope again.", "2016-01-01", "2016-12-31"),
        ("Nine years have passed since the ferry sank in 2004, and nobody is to blame.", "2013-01-01", "2013-12-31"),
        ("The orchestra was founded in 1991 and has been touring for 20 years.", "2011-01-01", "2011-12-31"),
        ("Fünf Jahre nach dem Brand von 2010 ist die Halle noch immer leer.", "2015-01-01", "2015-12-31"),
        ("Eight months after President Mauricio Macri took office, all is still dear.", "2016-07-20", "2016-09-10"),
        ("President Rodrigo Duterte's first six months in office have been noisy.", "2016-12-15", "2017-01-31"),
        ("Zwei Jahre nach dem Amtsantritt von Emmanuel Macron sind die Bauern müde.", "2019-04-14", "2019-10-10"),
        ("With 60 days to go until the Rio Olympics, the metro line is not ready.", "2016-06-03", "2016-06-10"),
        ("In zwei Wochen beginnt die WM in Katar, und der Rasen ist grün.", "2022-11-03", "2022-11-10"),
        ("The World Cup in Qatar is only two weeks away, and the grass is green.", "2022-11-03", "2022-11-10"),
        ("On 3 May 2012 a dam broke above the village. Yesterday, a year after the flood, people met.", "2013-05-03",
         "2013-09-30"),
        ("On 3 May 2002 a dam broke. The village is quiet as the tenth anniversary nears.", "2012-03-04", "2012-06-02"),
    ],
)  # fmt: skip
def test_a_count_from_or_to_a_known_day_dates_the_writing(text, first, last):
    assert bounded(answer(text), first, last)


def test_a_count_to_a_vote_is_of_the_race_that_the_text_tells_of():
    text = (
        "With 25 days to go, John McCain trails Barack Obama in most polls, and both camps say that the next debate "
        "could move the voters of the swing states."
    )
    found = answer(text)  # the vote was on 4 November 2008
    assert date(2008, 10, 5) <= found.lo <= date(2008, 10, 10) <= found.hi <= date(2008, 10, 16)


@pytest.mark.parametrize(
    "text",
    [
        "Two years after the 1994 flood the weir was rebuilt by a man from Riga.",
        "Her letter was sent last Sunday, three days before the German election.",
        "The mill opened in 1950. Ten days later, the owner sold it to a cousin.",
        "The court is to decide by June, five months before the German election.",
    ],
)
def test_a_count_between_two_things_of_the_story_does_not(text):
    assert (answer(text).days or 10_000) > 366


@pytest.mark.parametrize(
    ("title", "first", "last"),
    [
        ("Snow report, 9 February 2012", "2012-02-09", "2012-02-12"),
        ("Tin prices slump in March 2014", "2014-03-01", "2014-04-15"),
        ("The ten best novels of 2012", "2012-11-01", "2013-01-31"),
        ("What to expect from farming in 2018", "2017-10-15", "2018-03-31"),
        ("Steuern und Renten: Das ändert sich 2020", "2019-10-15", "2020-03-31"),
    ],
)
def test_a_title_beside_the_text_dates_it(title, first, last):
    assert bounded(answer("Our writers have looked at it for a while and tell what they found.", title), first, last)


def test_names_in_a_title_beside_the_text_are_read_as_its_own():
    story = "The harbour was calm, and the crews waited for orders that did not come."
    assert answer(story).is_open
    named = answer(story, "Theresa May, the prime minister, visits the harbour on Friday")
    assert named.lo == date(2016, 7, 13)
    assert named.hi is not None
    assert named.hi.year <= 2020


def test_a_weekday_in_a_title_tells_the_years():
    document = Document(
        "a" * 64,
        "a.txt",
        "",
        "text/plain",
        "Soup is on the table.",
        title="Briefing, Tuesday 14 November",
        whole_text=True,
    )
    [article] = clean([document])
    moved, _ = reading_of(article, article.text, ()).with_title()
    [said] = title_dates.testimony(moved)
    assert any(lo <= date(2017, 11, 14) <= hi for lo, hi, nats in said.steps if lo and hi and nats > 0)
    assert not any(lo <= date(2018, 11, 14) <= hi for lo, hi, nats in said.steps if lo and hi and nats > 0)
