"""Votes ahead and just held, and who runs against whom, say when a text was written."""

from datetime import date

import pytest

from flows.clean import clean
from flows.clean.analysis import analysis_text
from flows.dates.dct import reading_of
from flows.dates.dct.solve.reliability import joined_intervals, raised
from flows.dates.dct.solve.timeline import LINE_DAYS
from flows.dates.dct.witnesses import election_table, elections, races
from flows.dates.timex import recognise
from flows.records import Document, Interval
from seeds import rows


def reading(text):
    [article] = clean([Document("a" * 64, "a.txt", "", "text/plain", text, whole_text=True)])
    analysed = analysis_text(article)
    return reading_of(article, analysed, recognise(analysed))


def days_raised(witness, text):
    """The days that the first testimony of ``witness`` raises, by a function of the day."""
    found = witness.testimony(reading(text))
    assert found, text
    return lambda day: any(lo <= day <= hi and nats > 0 for lo, hi, nats in found[0].steps)


def test_a_vote_in_a_month_to_come_is_that_of_a_year_in_which_it_fell_there():
    raised_on = days_raised(elections, "Kenya will hold a presidential election in August, and the roads are empty.")
    assert raised_on(date(2022, 6, 1))
    assert raised_on(date(2017, 6, 1))
    assert not raised_on(date(2022, 9, 1))
    assert not raised_on(date(2019, 6, 1))


def test_the_vote_of_a_weekday_is_within_a_week_of_it():
    raised_on = days_raised(elections, "Chile was calm after Sunday's presidential election, officials in Chile said.")
    assert raised_on(date(2017, 11, 20))
    assert not raised_on(date(2017, 12, 1))


def test_days_to_go_are_counted_from_the_votes_of_the_country_told_of():
    text = "With 10 days to go, German voters are undecided. Germany elects a Bundestag, and in Germany polls differ."
    raised_on = days_raised(elections, text)
    assert raised_on(date(2021, 9, 16))
    assert not raised_on(date(2021, 9, 25))


@pytest.mark.parametrize(
    "text", ["Local elections in France in March will be close.", "He seeks re-election in May in Italy."]
)
def test_votes_of_towns_and_second_terms_are_no_votes_of_the_country(text):
    assert elections.testimony(reading(text)) == []


def test_a_named_year_is_not_ahead_because_the_verb_is():
    assert elections.testimony(reading("The United States will not forget the 2016 presidential election.")) == []


RIVALS = (
    "Walter Mondale is not in it: John McCain and Barack Obama are. In a debate on the campaign trail John McCain, the "
    "nominee, told voters in the swing states that Barack Obama leads in the polls."
)


def test_rivals_and_words_of_a_campaign_make_a_race():
    raised_on = days_raised(races, RIVALS)
    assert raised_on(date(2008, 10, 1))
    assert not raised_on(date(2009, 3, 1))


def test_those_who_stood_in_the_primaries_of_two_parties_are_no_rivals():
    text = (
        "Voters saw Jeb Bush and Bernie Sanders on the campaign trail: both candidates lead the polls, pollsters say."
    )
    assert races.testimony(reading(text)) == []
    assert races.testimony(reading(text.replace("Bernie Sanders", "Marco Rubio"))) != []


def test_words_of_a_campaign_far_from_those_who_run_are_of_something_else():
    padding = " The rest of the page is about a farm, its cows, and a dog that will not bark at anybody." * 4
    text = f"Jeb Bush dined with Marco Rubio.{padding} The village debate went on; its voters fill in their ballots."
    assert races.testimony(reading(text)) == []


def test_the_people_of_a_country_who_choose_vote_there():
    raised_on = days_raised(elections, "Kenyans choose a president on 9 August, and the radio talks of nothing else.")
    assert raised_on(date(2022, 8, 5))
    assert not raised_on(date(2017, 8, 5))


def test_looking_back_at_a_race_is_none():
    assert races.testimony(reading(RIVALS + " That was the last election; Obama won the election.")) == []


def test_a_narrow_window_of_a_sure_rule_says_more_than_a_wide_one_of_a_doubtful_one():
    week, year = Interval(date(2020, 1, 1), date(2020, 1, 7)), Interval(date(2020, 1, 1), date(2020, 12, 31))
    [(*_, sharp)], [(*_, blunt)] = raised([week], 0.1), raised([year], 0.3)
    assert sharp > blunt > 0
    assert raised([Interval(date(1990, 1, 1), date(1990 + int(LINE_DAYS // 365) + 1, 1, 1))], 0.5) == ()


def test_windows_that_overlap_are_counted_once():
    one, other = Interval(date(2020, 1, 1), date(2020, 1, 9)), Interval(date(2020, 1, 5), date(2020, 1, 20))
    assert joined_intervals([one, other]) == [(date(2020, 1, 1), date(2020, 1, 20))]


def test_of_a_story_about_two_countries_the_vote_may_be_of_either():
    text = (
        "Ghana and Togo signed a pact on fishing. Ghana will pay for two boats and Togo for one. "
        "A presidential election is due in December, and no boat will sail before it."
    )
    raised_on = days_raised(elections, text)
    assert raised_on(date(2016, 11, 1))  # Ghana votes in the Decembers of leap years
    assert raised_on(date(2020, 11, 1))
    assert not raised_on(date(2018, 11, 1))


@pytest.mark.parametrize(
    ("text", "inside", "outside"),
    [
        ("With five weeks to go, Barack Obama and John McCain ask the voters of Ohio for their trust.",
         date(2008, 9, 30), date(2012, 9, 30)),
        ("Al Gore and Bush meet for the first debate on Tuesday, and the hall in Boston is sold out.",
         date(2000, 10, 2), date(2004, 9, 28)),
        ("Ted Cruz came to the fair with Rubio. Michigan votes in its primary on Tuesday.",
         date(2016, 3, 6), date(2020, 3, 8)),
        ("Ted Cruz came to the fair with Trump. West Virginia votes in its primary on Tuesday.",
         date(2016, 5, 9), date(2016, 2, 29)),
    ],
)  # fmt: skip
def test_the_vote_told_of_with_two_rivals_is_that_of_their_race(text, inside, outside):
    raised_on = days_raised(elections, text)
    assert raised_on(inside)
    assert not raised_on(outside)


def test_a_family_name_behind_another_given_name_is_nobody_who_ran():
    assert races.days_of_race(reading("Jill Biden and Donald Trump were both in town."), "USA") == ()


def test_what_lay_before_a_vote_by_days_is_not_ahead():
    text = "The inquiry was closed two days before the presidential election in the United States, she wrote."
    assert elections.testimony(reading(text)) == []


def test_who_tells_of_the_time_during_a_campaign_writes_after_it():
    text = "During the campaign, when Donald Trump was promising a wall, Hillary Clinton called it a gimmick."
    [back] = races.testimony(reading(text))
    assert back.evidence.says.lo == date(2016, 11, 8)


# Nobody votes for a head of state or a parliament there: China's congress, Saudi Arabia's and Brunei's councils, the
# Vatican's cardinals are not the people; Eritrea has held none.
_WITHOUT_A_VOTE = {"CHN", "SAU", "BRN", "VAT", "ERI"}


def test_every_country_that_votes_is_in_the_table():
    voting = {e.country for e in election_table.elections()}
    assert {row["iso3"] for row in rows("countries.csv")} - voting == _WITHOUT_A_VOTE


def test_a_vote_of_a_small_state_dates_as_that_of_a_large_one():
    raised_on = days_raised(elections, "Vanuatu was calm after Thursday's parliamentary election, its police said.")
    assert raised_on(date(2020, 3, 20))
    assert not raised_on(date(2020, 6, 1))
