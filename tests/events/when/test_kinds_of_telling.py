"""How texts tell when something was without saying it of the event: lengths, numbers, answers, outcomes, headlines.

DCT is Wednesday 15 May 2024.
"""

import pytest

from tests.events.reading import days, read


@pytest.mark.parametrize(
    ("text", "word", "lo", "hi"),
    [
        ("The firm vowed to rebuild the bridge within 90 days.", "rebuild", "05-16", "08-13"),
        ("Ministers will decide within ten days.", "decide", "05-16", "05-25"),
        ("The rebels must disarm within 48 hours.", "disarm", "05-16", "05-17"),
        ("The mayor said on Monday that he would resign within a week.", "resign", "05-14", "05-20"),
    ],
)
def test_a_deadline_runs_from_the_day_on_which_it_is_told(text, word, lo, hi):
    assert read(text)[word].date.interval == days(lo, hi)


def test_a_deadline_that_runs_from_elsewhere_says_nothing():
    assert read("They will vote within ten days of the verdict.")["vote"].date.interval.hi is None


@pytest.mark.parametrize(
    ("text", "word", "lo"),
    [
        ("Over the past three days gunmen have killed nine teachers.", "killed", "05-12"),
        ("The coast guard has rescued 300 migrants in the last 24 hours.", "rescued", "05-14"),
        ("In the past week the army has lost two towns.", "lost", "05-08"),
        ("Rebels have held the town for three weeks.", "held", "04-24"),
    ],
)
def test_a_time_that_lasts_until_now_ends_with_this_day(text, word, lo):
    assert read(text)[word].date.interval == days(lo, "05-15")


@pytest.mark.parametrize(
    ("text", "word", "lo", "hi"),
    [
        ("Monday was the fifth day of a strike by bus drivers.", "strike", "05-09", None),
        ("Shops stayed shut on the third day of the siege.", "siege", "05-13", None),
        ("On Tuesday, the second day of the visit, the pope met orphans.", "visit", "05-13", None),
        ("The talks entered their fourth day on Wednesday.", "talks", "05-12", None),
        ("Monday was the third week of the lockout.", "lockout", "04-23", None),
        ("Protesters marched for a fourth straight day on Sunday.", "marched", "05-09", "05-12"),
    ],
)
def test_a_numbered_day_counts_back_to_the_beginning(text, word, lo, hi):
    found = read(text)[word].date
    assert (found.interval, found.extent) == (days(lo, hi), "throughout")


@pytest.mark.parametrize(
    ("text", "word", "hi"),
    [
        ("The banker was convicted in March 2011 of bribing a judge.", "bribing", "2011-03-31"),
        ("A court sentenced the officer on Monday to ten years for killing a student.", "killing", "05-12"),
        ("She was acquitted in 2004 of the murder of her husband.", "murder", "2004-12-31"),
        ("The minister apologised on Sunday for insulting the king.", "insulting", "05-11"),
        ("Police arrested a man on Monday over the killing of a priest.", "killing", "05-12"),
    ],
)
def test_what_is_tried_or_answered_was_before(text, word, hi):
    assert read(text)[word].date.interval == days(None, hi)


def test_an_inquiry_is_no_act_that_is_punished():
    assert read("Police arrested him on Monday for questioning.")["arrested"].date.interval == days("05-13", "05-13")


@pytest.mark.parametrize(
    ("text", "word", "day"),
    [
        ("The lira fell 3 percent to end at 6.1 to the dollar.", "end", "05-15"),
        ("The striker scored twice on Saturday to win the match.", "win", "05-11"),
        ("The ship ran aground on Tuesday, only to sink within the hour.", "sink", "05-14"),
        ("At a meeting chaired by the mayor, the council rejected the plan on Tuesday.", "chaired", "05-14"),
        ("In a vote boycotted by the left, parliament passed the budget.", "boycotted", "05-15"),
        ("The mast broke as the yacht was rounding the cape.", "rounding", "05-15"),
        ("A girl was hurt when a wall fell.", "fell", "05-15"),
        ("The cabinet approved the plan on Tuesday. The vote was 12 to 7.", "vote", "05-14"),
    ],
)
def test_outcomes_occasions_and_what_went_on_meanwhile_share_the_day(text, word, day):
    event = read(text)[word]
    assert event.date.interval == days(day, day)
    assert event.status in ("happened", "ongoing")


def test_a_purpose_is_no_outcome():
    assert read("The envoy flew to Oslo on Monday to sign the treaty.")["sign"].status == "planned"


@pytest.mark.parametrize(
    ("text", "word", "day"),
    [
        ("The airline said on Tuesday that it had sold four jets. It sold them on Monday to a bank.", "sold", "05-13"),
        ("Police said they had arrested the mayor. He was arrested at home on Monday.", "arrested", "05-13"),
        ("A bomb exploded in the market. It exploded at noon on Tuesday, police said.", "exploded", "05-14"),
    ],
)
def test_a_deed_told_twice_has_one_date(text, word, day):
    assert read(text)[word].date.interval == days(day, day)


@pytest.mark.parametrize(
    "second",
    ["It sold two ships on Monday.", "Peru sold them on Monday.", "It will sell them on Monday."],
    ids=["another thing", "another seller", "not yet"],
)
def test_another_deed_lends_no_date(second):
    found = read(f"Chile said on Tuesday that Chile had sold four jets. {second}")["sold"].date
    assert found.interval.lo is None


def test_one_of_several_lends_no_date_to_another():
    text = "The ban covers salt. The king issued his first ban in January."
    assert read(text)["ban"].date.interval != days("01-01", "01-31")


@pytest.mark.parametrize(
    ("text", "word", "day"),
    [
        (
            "Navy seizes trawler\nThe navy seized a trawler off the cape on Sunday, it said. Its crew is safe.",
            "seizes",
            "05-12",
        ),
        ("Minister quits over dam\nThe minister resigned on Monday after a report was leaked.", "quits", "05-13"),
        ("Union to strike at the port\nDock workers will walk out on Friday, their union said.", "strike", "05-17"),
    ],
)
def test_the_headline_has_the_day_of_the_lead(text, word, day):
    assert read(text)[word].date.interval == days(day, day)


def test_a_first_sentence_is_no_headline():
    text = "The navy seizes boats.\nThe navy seized a trawler off the cape on Sunday, it said."
    assert read(text)["seizes"].date.interval != days("05-12", "05-12")


@pytest.mark.parametrize(
    ("text", "word", "lo", "hi"),
    [
        ("The king fled two days after the palace was shelled on 3 April 1999.", "fled", "1999-04-05", "1999-04-05"),
        ("The forum met between 2 and 4 April 2018.", "met", "2018-04-02", "2018-04-04"),
        (
            "They have held him since arresting him a day after he was filmed last week.",
            "arresting",
            "05-07",
            "05-13",
        ),
    ],
)
def test_days_are_counted_from_the_event_that_has_them(text, word, lo, hi):
    assert read(text)[word].date.interval == days(lo, hi)


def test_what_has_lasted_since_a_deed_began_after_it():
    assert read("They have held the boy since arresting his brother.")["arresting"].date.interval == days(None, "05-14")


@pytest.mark.parametrize(
    "text",
    [
        "As president, Obama signed the order.",
        "The order was signed by President Obama.",
        "He signed it under President Obama.",
        "The Obama administration signed the pact.",
        "The Obama administration had signed the pact.",
    ],
)
def test_what_was_done_in_an_office_was_done_in_its_term(text):
    assert read(text)["signed"].date.interval == days("2009-01-20", "2017-01-20")


def test_the_day_on_which_somebody_took_office_is_known():
    told = read("The drug was banned by President Obama days after he took office in 2009.")
    assert told["took"].date.interval == days("2009-01-20", "2009-01-20")
    assert told["banned"].date.interval.lo == days("2009-01-20", None).lo
    assert read("He was fined by a judge days after he took office in 2009.")["took"].date.interval.days == 365


@pytest.mark.parametrize(
    ("text", "word", "when"),
    [
        ("The envoy will come on Friday to open a school.", "open", "05-17"),
        ("A guard was shot when he tried to stop a thief on Monday.", "stop", "05-13"),
    ],
)
def test_a_purpose_is_of_the_day_of_the_plan_and_what_was_tried_of_that_of_trying(text, word, when):
    assert read(text)[word].date.interval == days(when, when)


@pytest.mark.parametrize(
    "text", ["As president, Biden signed it.", "As president, Lopez signed it."], ids=["in office", "nobody"]
)
def test_a_term_that_runs_or_may_be_anothers_bounds_nothing(text):
    assert read(text)["signed"].date.interval == days("05-15", "05-15")


def test_what_would_have_happened_is_past():
    text = read("Had Libya invaded, Chad would have lost the strip.")
    assert text["invaded"].date.interval.hi == text["lost"].date.interval.hi == days(None, "05-14").hi


def test_what_is_continued_goes_on():
    event = read("They intend to continue the bombardment.")["bombardment"]
    assert (event.status, event.date.interval) == ("ongoing", days(None, None))


@pytest.mark.parametrize(
    ("text", "word", "lo", "hi"),
    [
        ("The alliance is old. It has its foes. The court had ruled that Lopez won on 2 May.", "won", "05-02", "05-02"),
        ("The palace is quiet. A commission has declared that Lopez won on 2 May.", "declared", "05-02", "05-15"),
        (
            "The palace is quiet. A colonel has been jailed after he shot a priest in 2014.",
            "jailed",
            "2014-01-01",
            "05-15",
        ),
    ],
)
def test_news_of_a_deed_and_its_answer_are_no_older_than_the_deed(text, word, lo, hi):
    assert read(text)[word].date.interval == days(lo, hi)


@pytest.mark.parametrize(
    ("text", "word", "lo", "hi"),
    [
        ("He was fined days after he took office in 2009.", "fined", "2009-01-01", "2009-12-31"),
        ("Days after the fort fell on 3 May, the general fled.", "fled", "05-03", "05-16"),
        ("The envoy was robbed two weeks ago.", "robbed", "04-25", "05-07"),
        ("The bank won the 2 May vote.", "won", "05-02", "05-02"),
        ("In January he issued a decree, which caused chaos and strikes.", "caused", "01-01", "01-31"),
        ("The talks on Monday did not take place.", "take", "05-13", "05-13"),
    ],
)
def test_an_event_is_dated_by_the_one_that_it_goes_with(text, word, lo, hi):
    assert read(text)[word].date.interval == days(lo, hi)


def test_what_one_responds_to_was_before():
    assert read("He was responding to reports claiming that it sank.")["claiming"].date.interval == days(None, "05-14")


def test_what_has_lasted_since_an_event_began_with_it():
    found = read("They have held the boy since arresting him on 3 May.")["held"].date
    assert (found.interval, found.extent) == (days("05-03", "05-15"), "throughout")


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The minister accepted an invitation to visit Peru in August.", "visit"),
        ("Kenya invited Sudan to the talks in August.", "talks"),
        ("The two sides agreed to meet in August.", "meet"),
    ],
)
def test_what_one_is_invited_to_has_the_day_and_the_inviting_has_not(text, word):
    found = read(text)
    assert found[word].date.interval == days("08-01", "08-31")
    others = [event.date.interval for name, event in found.items() if name != word]
    assert others
    assert all(day == days("05-15", "05-15") for day in others)


def test_what_was_due_is_over():
    assert read("The minister had been due to meet her on Monday but fell ill.")["meet"].date.interval.hi == (
        days("05-13", "05-13").hi
    )


@pytest.mark.parametrize(
    ("text", "word", "lo"),
    [
        ("The company cancelled its talks on Monday.", "talks", "05-14"),
        ("The march was called off on Tuesday.", "march", "05-15"),
    ],
)
def test_what_was_called_off_was_still_to_come(text, word, lo):
    event = read(text)[word]
    assert (event.status, event.date.interval) == ("denied", days(lo, None))


@pytest.mark.parametrize(
    "text",
    [
        "The visit, due on 20 May, was cancelled on Monday.",
        "The visit planned for 20 May was cancelled on Monday.",
        "The visit, set for 20 May, has been called off.",
    ],
)
def test_what_was_called_off_keeps_the_day_it_was_due_as_denied(text):
    event = read(text)["visit"]
    assert (event.status, event.date.interval) == ("denied", days("05-20", "05-20"))


def test_an_inverted_condition_is_no_event_of_its_day():
    event = read("Had the strike begun on Monday, the port would have closed.")["begun"]
    assert event.status == "hypothetical"


def test_a_time_before_a_noun_is_of_that_noun_alone():
    text = "The court heard a plea by the losers of the 2 May polls."
    assert read(text)["heard"].date.interval == days("05-15", "05-15")


def test_one_auxiliary_serves_two_participles():
    assert read("Two guards had been suspended and sacked.")["sacked"].date.interval == days(None, "05-14")
