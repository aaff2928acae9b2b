"""A claim that names no day is an interval: a month stands whole, a change bounds from above, the text may refuse."""

from datetime import date

from flows.clean import clean
from flows.dates import resolve
from flows.records import ArticleDate, Claim, Document, Interval, TakenIn

STORY = "The ferry company sold its last two boats. Crews on both were told in the morning, and none will lose work."
DATED = "Quay, 9 June 2019 – " + STORY
MAY = Interval(date(2019, 5, 1), date(2019, 5, 31))
UPDATED = "Flood on the quay\nUpdated 7 June 2021\n\n" + STORY


def solved(text: str, *claims: Claim, taken_in: TakenIn | None = None) -> ArticleDate:
    document = Document(
        "a" * 64, "a", "", "text/plain", text, claims=claims, taken_in=taken_in or TakenIn(date(2026, 1, 2))
    )
    return resolve(clean([document]))[0].date


def changed(day: date) -> Claim:
    return Claim("meta article:modified_time", day.isoformat(), day, "updated")


def test_a_month_is_the_answer_where_the_text_says_nothing_else() -> None:
    found = solved(STORY, Claim("field date", "May 2019", None, "published", MAY))
    assert (found.interval, found.verdict, found.claimed) == (MAY, "consistent", "May 2019")
    assert "“May 2019” and names no day" in found.reason


def test_a_date_line_in_the_month_is_the_day() -> None:
    june = Interval(date(2019, 6, 1), date(2019, 6, 30))
    found = solved(DATED, Claim("field date", "June 2019", None, "published", june))
    assert found.interval == Interval(date(2019, 6, 9), date(2019, 6, 9))


def test_a_date_line_outside_of_the_month_is_a_mismatch() -> None:
    wrong = Interval(date(2011, 6, 1), date(2011, 6, 30))
    assert solved(DATED, Claim("field date", "June 2011", None, "published", wrong)).verdict == "mismatch"


def test_a_change_bounds_the_day_of_writing_from_above() -> None:
    found = solved(STORY, changed(date(2022, 8, 1)))
    assert (found.interval, found.verdict) == (Interval(None, date(2022, 8, 1)), "consistent")
    assert "was changed on 1 August 2022" in found.reason


def test_a_printed_change_does_not_move_the_published_day() -> None:
    day = date(2019, 3, 5)
    own = Claim("json-ld", "2019-03-05", day, "published")
    found = solved(UPDATED, own, Claim("json-ld", "2021-06-07", date(2021, 6, 7), "updated"))
    assert found.interval == Interval(day, day)


def test_an_archive_bounds_what_it_saved() -> None:
    saved = TakenIn(date(2017, 5, 1), "captured")
    assert solved(STORY, taken_in=saved).interval == Interval(None, date(2017, 5, 1))
    later = solved(STORY, Claim("meta date", "2019-08-08", date(2019, 8, 8), "published"), taken_in=saved)
    assert (later.interval, later.verdict) == (Interval(None, date(2017, 5, 1)), "mismatch")
    same_night = solved(STORY, Claim("meta date", "2017-05-02", date(2017, 5, 2), "published"), taken_in=saved)
    assert same_night.interval == Interval(date(2017, 5, 2), date(2017, 5, 2))
