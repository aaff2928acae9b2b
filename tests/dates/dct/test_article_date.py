"""The article's own date: claims stand unless the text contradicts them; without one, it is worked out or unknown."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.clean import clean
from flows.dates import resolve
from flows.dates.dct.claimed_days import Claimed
from flows.dates.dct.solve import timeline
from flows.dates.dct.solve.solution import solve
from flows.records import ArticleDate, Claim, DatedArticle, Document, Evidence, Interval, TakenIn

TODAY = date(2026, 1, 1)
STORY = (
    "Secretary of State Rex Tillerson met his counterpart on Tuesday. The two ministers had last spoken on "
    "September 16, 2017, when a missile crossed the sea. They will meet again in December.\n\n"
    "Officials on both sides called the meeting useful. It was the first since the sanctions of 2016 were agreed."
)


def dated(text: str, *claims: Claim, **options) -> DatedArticle:
    known = TakenIn(TODAY, "as of")
    [article] = clean([Document("a" * 64, "a.txt", "", "text/plain", text, claims=claims, taken_in=known)])
    [result] = resolve([article], **options)
    return result


def claim(day: date) -> Claim:
    return Claim("metadata", day.isoformat(), day, "published")


def test_a_claim_that_the_text_fits_stands_as_the_day():
    found = dated(STORY, claim(date(2017, 9, 19))).date
    assert found.verdict in ("confirmed", "consistent")
    assert found.interval.lo == found.interval.hi == date(2017, 9, 19)


def test_a_claim_years_after_everything_told_is_a_mismatch():
    found = dated(STORY, claim(date(2023, 6, 15))).date
    assert found.verdict == "mismatch"
    assert date(2017, 9, 19) in found.interval
    assert date(2023, 6, 15) not in found.interval


def test_a_text_that_bounds_nothing_contradicts_no_claim():
    told = (
        "Herders drove their cattle over the pass at the weekend, villagers said by telephone. Snow had closed it last "
        "Wednesday. A landslide on Friday buried two barns, and the road was cleared on Thursday."
    )
    assert dated(told).date.interval == Interval()
    found = dated(told, claim(date(2022, 8, 30))).date
    assert found.verdict == "consistent"
    assert found.interval == Interval(date(2022, 8, 30), date(2022, 8, 30))


def test_a_claim_between_the_two_times_that_a_text_allows_does_not_stand():
    early, late = Interval(date(2013, 1, 1), date(2013, 12, 31)), Interval(date(2020, 1, 1), date(2020, 12, 31))
    body = [timeline.Testimony(Evidence("test", Interval(), 1.0, ""), tuple((i.lo, i.hi, 9.0) for i in (early, late)))]
    between = Claimed(date(2017, 6, 1), "metadata", "2017-06-01", 0.95)
    found = solve(body, [between], [], TODAY)
    assert between.day in found.interval
    assert found.verdict == "mismatch"


def test_a_claim_beside_an_answer_of_years_takes_more_to_doubt_than_one_beside_an_answer_of_months():
    def verdict(days: int, nats: float) -> str:
        inside = Interval(date(2017, 1, 1), date(2017, 1, 1) + timedelta(days))
        body = [timeline.Testimony(Evidence("test", Interval(), 1.0, ""), ((inside.lo, inside.hi, nats),))]
        return solve(body, [Claimed(date(2025, 6, 1), "metadata", "2025-06-01", 0.95)], [], TODAY).verdict

    assert verdict(300, 6.0) == "mismatch"  # both claims fit by 1.8 nats worse than the years around them
    assert verdict(900, 4.8) == "consistent"


@pytest.mark.parametrize("months", [3, 60])
def test_a_claim_some_months_off_is_as_much_in_doubt_as_one_that_is_years_off(months):
    inside = Interval(date(2017, 2, 1), date(2017, 4, 30))
    body = [timeline.Testimony(Evidence("test", Interval(), 1.0, ""), ((inside.lo, inside.hi, 8.0),))]
    day = date(2017, 4, 30) + timedelta(30 * months)
    found = solve(body, [Claimed(day, "given", day.isoformat(), 0.95)], [], TODAY)
    assert found.verdict == "mismatch"
    assert day not in found.interval


def solved_beside_a_stated_bound(days_before: int):
    """The answer where 98 in 100 lie in half a year from 1 June, and some days before it that a witness excludes."""
    june, told = date(2016, 6, 1), date(2016, 6, 1) + timedelta(days_before)
    says = Evidence("test", Interval(), 1.0, "")
    spread = timeline.Testimony(says, ((june, june + timedelta(180), 14.0),))
    return solve([spread, timeline.Testimony(says, bounds=Interval(told, None))], [], [], TODAY), june, told


def test_what_is_counted_from_an_article_keeps_to_a_stated_bound_that_its_own_interval_does_not():
    found, june, told = solved_beside_a_stated_bound(days_before=6)  # beyond it lie 6 of 181 days
    assert found.interval.lo == june
    assert found.stated.lo == told


def test_a_stated_bound_beyond_which_much_lies_cuts_neither():
    found, june, _ = solved_beside_a_stated_bound(days_before=30)
    assert found.interval.lo == found.stated.lo == june


def test_a_line_that_was_unlikely_before_the_text_was_heard_is_no_day():
    day = date(2017, 3, 1)
    body = [timeline.Testimony(Evidence("test", Interval(), 1.0, ""), ((date(2017, 2, 1), date(2017, 4, 1), 9.0),))]
    others = [Claimed(date(2012, 5, n), "date line", "", 0.2) for n in (1, 2)]
    found = solve(body, [], [Claimed(day, "date line", "1 March 2017", 0.45), *others], TODAY)
    assert not found.interval.is_day
    assert day in found.interval


def test_a_clear_line_stands_over_a_story_that_tells_of_older_things_only():
    told = [f"On March {n}, 2017 the court heard witness number {n}, who had seen the boat." for n in range(2, 9)]
    storms = "Hurricane Harvey had flooded the harbour when the boat sank.\n\n"
    page = "The trial of the ferryman\n\nBy Ann Poe\n\n4 May 2021\n\n" + storms + "\n\n".join(told)
    found = dated(page).date
    assert found.interval == Interval(date(2021, 5, 4), date(2021, 5, 4))


def test_without_a_claim_the_text_bounds_the_date():
    found = dated(STORY).date
    assert found.verdict == "inferred"
    assert found.interval.lo is not None
    assert date(2017, 9, 19) in found.interval


def test_a_text_that_says_nothing_of_time_is_unknown():
    found = dated("The cat sat on the mat and thought of nothing in particular, as cats do.").date
    assert found.verdict == "unknown"
    assert found.interval.is_open
    assert found.reason


def test_a_review_always_wins():
    found = dated(STORY, claim(date(2017, 9, 19)), Claim("review", "2001-02-03", date(2001, 2, 3))).date
    assert found.interval.lo == found.interval.hi == date(2001, 2, 3)
    assert found.claimed == "2017-09-19"
    assert found.verdict == "mismatch"


def test_a_review_may_give_an_interval():
    said = Evidence("review", Interval(date(2017, 9, 1), date(2017, 9, 30)), 1.0, "2017-09")
    found = dated(STORY, claim(date(2017, 9, 19)), from_others={"a" * 64: [said]}).date
    assert (found.interval.lo, found.interval.hi) == (date(2017, 9, 1), date(2017, 9, 30))
    assert found.verdict == "confirmed"


def test_a_trusted_claim_is_not_doubted():
    found = dated(STORY, claim(date(2023, 6, 15)), trust_claims=True).date
    assert found.interval.lo == date(2023, 6, 15)


def test_a_claim_that_is_no_date_or_still_to_come_is_not_the_date():
    for value, day in (("soon", None), ("2199-01-01", date(2199, 1, 1)), ("1970-01-01", date(1970, 1, 1))):
        found = dated(STORY, Claim("metadata", value, day, "published")).date
        assert found.interval.lo != day or day is None
        assert found.claimed == value


def test_expressions_are_anchored_to_the_solved_date_not_to_the_claim():
    text = STORY.replace("on Tuesday", "yesterday")
    [timex] = [t for t in dated(text, claim(date(2017, 9, 19))).timexes if t.text == "yesterday"]
    assert timex.interval.lo == date(2017, 9, 18)
    [timex] = [t for t in dated(text, claim(date(2023, 6, 15))).timexes if t.text == "yesterday"]
    assert timex.interval.lo is None or timex.interval.lo < date(2023, 1, 1)


def test_the_days_that_a_text_counts_from_lie_in_its_own():
    own, elsewhere = Interval(date(2016, 6, 1), date(2016, 8, 1)), Interval(date(2017, 1, 1), None)
    assert ArticleDate(None, None, own, "inferred", stated=elsewhere).writing == own
    told = Interval(date(2016, 7, 1), None)
    assert ArticleDate(None, None, own, "inferred", stated=told).writing == Interval(told.lo, own.hi)


def test_the_answer_is_the_same_every_time():
    assert dated(STORY) == dated(STORY)


@settings(max_examples=40, deadline=timedelta(seconds=5))
@given(st.text(max_size=400))
def test_no_text_makes_it_fail(text):
    found = dated(text)
    assert found.date.verdict
    for timex in found.timexes:
        assert found.article.text[timex.start : timex.end] == timex.text
    for evidence in found.date.evidence:
        if evidence.start is not None:
            assert found.article.text[evidence.start : evidence.end] == evidence.quote


def test_the_reason_names_the_claim_the_witnesses_and_what_follows():
    found = dated(STORY, claim(date(2023, 6, 15))).date
    assert "15 June 2023" in found.reason
    assert "September 16, 2017" in found.reason
    assert "Rex Tillerson" in found.reason
    assert "written between" in found.reason


def test_a_witness_from_another_document_narrows_the_date():
    alone = dated("The two ministers met in Oslo. Secretary of State Rex Tillerson spoke of peace.").date
    bound = Evidence("inherited", Interval(date(2017, 9, 1), date(2017, 9, 30)), 0.95, "another report of the meeting")
    helped = dated(
        "The two ministers met in Oslo. Secretary of State Rex Tillerson spoke of peace.",
        from_others={"a" * 64: [bound]},
    ).date
    assert date(2017, 9, 15) in helped.interval
    assert helped.interval.lo >= alone.interval.lo
    assert helped.interval.days < 60
    assert bound in helped.evidence


def test_a_clear_date_line_years_after_everything_told_is_a_mismatch_too():
    found = dated(f"Thursday 15 June 2023\n\nTwo Ministers Agree to Meet Again\n\n{STORY}").date
    assert (found.claimed, found.verdict) == ("2023-06-15", "mismatch")


def test_one_year_that_is_likely_is_told_before_two_that_are_surer():
    year, other = (Interval(date(y, 1, 1), date(y, 12, 31)) for y in (2014, 2011))
    heard = [timeline.Testimony(Evidence("t", year, 1.0, ""), ((year.lo, year.hi, 9.0), (other.lo, other.hi, 6.4)))]
    found = solve(heard, (), (), TODAY)
    assert found.interval.lo.year == found.interval.hi.year == 2014
    assert 0.9 < found.confidence < 0.95
