"""The reason is what a reviewer reads first: the witnesses that cut most, on either side of the answer."""

import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.clean import clean
from flows.dates import resolve
from flows.dates.dct.reason import in_one_sentence
from flows.dates.dct.solve import timeline
from flows.dates.dct.solve.solution import solve
from flows.dates.dct.solve.weighing import cuts
from flows.dates.dct.witnesses import arithmetic
from flows.records import Claim, DatedArticle, Document, Evidence, Interval, TakenIn
from tests.benchmarks.bench_articledate import contradictions

TODAY = date(2026, 1, 1)
YEAR = Interval(date(2017, 1, 1), date(2017, 12, 31))
STORY = (
    "Secretary of State Rex Tillerson met his counterpart on Tuesday. The two ministers had last spoken on "
    "September 16, 2017, when a missile crossed the sea.\n\nOfficials on both sides called the meeting useful."
)


def dated(text: str, *claims: Claim) -> DatedArticle:
    known = TakenIn(TODAY, "as of")
    [article] = clean([Document("a" * 64, "a.txt", "", "text/plain", text, claims=claims, taken_in=known)])
    [result] = resolve([article])
    return result


def heard(*steps: tuple[date | None, date | None, float]) -> timeline.Testimony:
    return timeline.Testimony(Evidence("test", Interval(), 1.0, ""), steps)


def test_a_witness_that_says_the_same_of_every_day_has_no_weight():
    [cut] = cuts([heard((None, None, 5.0))], YEAR, TODAY)
    assert cut.weight == 0


def test_a_witness_cuts_on_the_side_on_which_it_bounds():
    below, above = cuts([heard((None, date(2016, 12, 31), -3.0)), heard((date(2018, 1, 1), None, -3.0))], YEAR, TODAY)
    assert below.before > 2 > 0.1 > abs(below.after)
    assert above.after > 2 > 0.1 > abs(above.before)


def test_a_weekday_cuts_nothing_off_an_answer_of_months():
    week = timeline.Testimony(Evidence("weekday", Interval(), 1.0, ""), weekdays=(2.0, 1.0, 0.0, -1.0, -1.0, -1.0, 0.0))
    [cut] = cuts([week], YEAR, TODAY)
    assert cut.weight < 0.01


@settings(deadline=None)
@given(st.dates(date(1950, 1, 1), date(2025, 1, 1)), st.integers(0, 4000), st.floats(-9, 9))
def test_weights_lie_between_nothing_and_certainty(start, length, nats):
    answer = Interval(start, min(date.fromordinal(start.toordinal() + length), TODAY))
    [cut] = cuts([heard((start, None, nats))], answer, TODAY, date(2030, 1, 1))
    assert 0 <= cut.weight <= 1


def test_the_strongest_witness_against_a_claim_is_named_first():
    found = dated(STORY, Claim("metadata", "2023-06-15", date(2023, 6, 15), "published")).date
    assert found.verdict == "mismatch"
    because = found.reason.partition(", but ")[2]
    assert because.index("September 16, 2017") < because.index("written between")
    weights = [e.weight for e in found.evidence]
    assert weights == sorted(weights, reverse=True)


def test_a_claim_still_to_come_is_refuted_by_the_calendar():
    found = dated(STORY, Claim("metadata", "2031-06-15", date(2031, 6, 15), "published")).date
    assert found.verdict == "mismatch"
    assert "which is later than the day it was taken in" in found.reason
    assert date(2017, 9, 19) in found.interval
    assert found.claimed == "2031-06-15"


def test_a_claim_older_than_the_press_is_refuted_even_where_the_text_says_nothing():
    found = dated("The cat sat on the mat.", Claim("metadata", "1066-10-14", date(1066, 10, 14), "published")).date
    assert found.verdict == "mismatch"
    assert "before there was a press" in found.reason


def test_the_zero_of_a_clock_claims_nothing():
    found = dated(STORY, Claim("metadata", "1970-01-01", date(1970, 1, 1), "published")).date
    assert found.verdict == "inferred"


def test_a_date_line_speaks_against_a_claim_from_elsewhere():
    text = "Ministers meet again\n\nBy A. Writer\n\n19 September 2017\n\n" + STORY * 3
    found = dated(text, Claim("metadata", "2019-10-15", date(2019, 10, 15), "published")).date
    assert found.verdict == "mismatch"
    assert found.interval == Interval(date(2017, 9, 19), date(2017, 9, 19)) or date(2017, 9, 19) in found.interval


def test_of_two_claims_that_contradict_each_other_the_one_that_the_text_fits_stands():
    right = Claim("meta date", "2017-09-19", date(2017, 9, 19), "published")
    wrong = Claim("json-ld", "2021-02-03", date(2021, 2, 3), "published")
    for claims in ((right, wrong), (wrong, right)):
        found = dated(STORY, *claims).date
        assert found.interval == Interval(date(2017, 9, 19), date(2017, 9, 19))
        assert {e.quote for e in found.evidence if e.kind.startswith("claim")} == {right.value, wrong.value}


def test_a_language_that_is_not_read_still_has_an_answer():
    for text in ("Ni tali na ebale mpe na ndako na ye. " * 40, "ꦱꦒꦼꦤꦼꦥ꧀ꦮꦺꦴꦁ " * 60):
        found = dated(text, Claim("metadata", "2019-10-15", date(2019, 10, 15), "published")).date
        assert found.verdict == "consistent"
        assert dated(text).date.verdict == "unknown"


def test_no_answer_reaches_beyond_what_its_reason_states_as_a_fact(shared):
    """Over development articles, every eighth: offices, names, arithmetic, pictures, what is told as past or as ahead;
    `python -m tests.benchmarks.bench_articledate` counts it over all of them.
    """
    with (shared / "benchmarks" / "articledate" / "clean.jsonl").open(encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for place, line in enumerate(lines) if place % 8 == 0]
    found = [dated(text).date for text in texts]
    assert [f for f in found if contradictions(f)] == []
    assert sum("written between" in f.reason for f in found) > 50


@pytest.mark.parametrize("day", ["January 5", "June 30", "November 21"])
@pytest.mark.parametrize("told", ["the owner closed it", "the owner will open it again"])
def test_nor_of_a_text_of_two_sentences(day, told):
    found = dated(f"It is 2014, and the mill is shut. On {day} {told}. Somebody said so.").date
    assert contradictions(found) == []
    assert found.interval.lo.year == found.interval.hi.year == 2014
    assert "of 2014 by its own words" in found.reason


@pytest.mark.parametrize(
    ("source", "called"),
    [("meta article:published_time", "The page's own date (meta article:published_time) says"),
     ("json-ld", "The page's own date (json-ld) says"), ("htmldate", "The page says"), ("date line", "The page says"),
     ("field published", "The record's own date (field published) says"),
     ("feed item published", "The feed's date (feed item published) says"),
     ("given", "The date that came with it says")],
)  # fmt: skip
def test_a_claim_is_called_what_people_call_it(source: str, called: str) -> None:
    claim = Claim(source, "2017-09-20", date(2017, 9, 20), "published")
    assert dated(STORY, claim).date.reason.startswith(called)


@pytest.mark.parametrize(
    ("clauses", "said"),
    [
        (["the text mentions May 2, 2016"], "the text mentions May 2, 2016"),
        (["a picture is dated 2015", "the text mentions 2016"], "a picture is dated 2015 and the text mentions 2016"),
        (
            ["the text tells of March 3 as past", "a picture is dated 2015", "the text looks ahead to June"],
            "the text tells of March 3 as past and looks ahead to June, and a picture is dated 2015",
        ),
    ],
)
def test_what_the_text_does_is_told_with_one_subject(clauses, said):
    assert in_one_sentence(clauses) == said


def test_a_holder_of_two_terms_held_the_office_in_both_and_not_between():
    reason = dated("Prime Minister Shinzo Abe said on Monday that the harbour would be deepened.").date.reason
    assert (
        "“Prime Minister Shinzo Abe” was in that office from 26 September 2006 to 26 September 2007 and from" in reason
    )


def test_a_nominee_holds_no_office():
    reason = dated("The Republican presidential nominee Mitt Romney spoke to the dockers. He was loud.").date.reason
    assert "was that from" in reason
    assert "office" not in reason


def test_what_fades_from_the_news_says_for_how_long_it_was_news():
    reason = dated("The Panama Papers were on everybody's lips in the harbour, the lawyers said.").date.reason
    assert "published on 3 April 2016 and news " in reason


def test_a_day_without_a_month_says_when_in_the_month():
    text = "It is May 2019 by the harbour clock. On the 15th the minister left the harbour."
    said = [arithmetic.clause(e) for e in dated(text).date.evidence if e.quote == "the 15th"]
    assert said == ["“the 15th” says when in the month"]


def test_a_date_within_a_month_that_is_told_already_is_not_told_again():
    text = "On May 24, 2016, the court heard the ferryman. In May 2016 the harbour had been shut for a week."
    reason = dated(text, Claim("given", "2016-06-07", date(2016, 6, 7), "published")).date.reason
    assert "May 24, 2016" in reason
    assert reason.count("May") == 1


def test_the_reason_tells_what_the_answer_ends_with():
    text = (
        "State Department spokesman Matthew Miller spoke to the crew. They had met on September 13 and parted on "
        "September 14. They will sail in October."
    )
    found = dated(text).date
    assert "“October” as future" in found.reason
    assert contradictions(found) == []


def test_of_two_days_of_the_same_week_the_later_is_the_news():
    earlier = dated("It is 2019. The council met on June 3. It left on June 5. The mayor waited.").date
    later = dated("It is 2019. The council left on June 5. It met on June 3. The mayor waited.").date
    assert earlier.interval == later.interval
    assert "tells of June 5 as past" in earlier.reason


def test_the_same_words_are_counted_once():
    text = "It started in approximately 2014. The harbour has been shut for at least three years, the crews say."
    counted = [e for e in dated(text).date.evidence if e.kind == "arithmetic" and e.quote == "at least three years"]
    assert len(counted) == 1


def test_an_answer_of_a_few_days_is_not_widened_beyond_the_post_that_it_keeps_to():
    day = date(2017, 3, 5)
    post = Evidence("embedded post", Interval(day, None), 0.9, "March 5, 2017")
    said = timeline.Testimony(post, ((day, day, 20.0),), told=post.says)
    assert solve([said], [], [], TODAY).interval == Interval(date(2017, 3, 4), date(2017, 3, 8))
