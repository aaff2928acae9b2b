"""A thing with a name of its own is not written of before it has one, and ever less once it is old news."""

from collections import Counter
from datetime import date
from time import process_time

import pytest

from flows.clean import clean
from flows.dates.dct import reading_of
from flows.dates.dct.solve.fading import Term
from flows.dates.dct.witnesses import ages, gazetteer, offices, terms
from flows.dates.dct.witnesses.terms import named
from flows.names.fold import fold
from flows.records import Document, Interval


def names(text: str) -> list[str]:
    return [text[start:end] for start, end, _ in named(gazetteer().passage(text))]


def test_a_thing_is_known_from_the_day_it_was_named():
    [(start, end, term)] = named(gazetteer().passage("After Hurricane Irma the island had no power."))
    assert (start, end) == (6, 20)
    assert term.known == date(2017, 8, 30)


def test_it_says_how_it_became_known_and_when():
    [(_, _, term)] = named(gazetteer().passage("The Omicron variant of the virus spreads faster."))
    assert term.since == "designated by the WHO on 26 November 2021"


@pytest.mark.parametrize(
    "text", ["Der Hurrikan Irma zog weiter.", "El huracán Irma avanza.", "после коронавируса", "新型コロナの感染"]
)
def test_names_are_known_in_other_languages_and_inflected(text):
    assert names(text)


def test_a_name_inside_another_word_is_none():
    assert names("The Instagrammers' pub") == []


def test_what_fell_twice_is_told_apart_by_who_is_named_beside_it():
    def begun(text: str) -> set[int]:
        return {term.news.lo.year for _, _, term in named(gazetteer().passage(text))}

    assert begun("After the fall of Goma Kabila asked for talks.") == {2012}
    assert begun("Nach dem Fall von Goma bat Kabila um Gespräche.") == set()
    assert begun("Nach dem Fall von Goma bat Tshisekedi um Gespräche.") == {2025}


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("After the fall of Aleppo the evacuation went on in green buses, and Kerry spoke of shame.", {2016}),
        ("After the fall of Aleppo Jolani told his men to spare the churches.", {2024}),
        ("Nach dem Fall von Aleppo zogen viele fort.", set()),
        ("Owen Paterson was suspended by the standards committee for paid lobbying.", {2021}),
        ("Owen Paterson, the Tory minister, spoke of badgers.", set()),
        ("The FCC voted on net neutrality, and Wheeler smiled.", {2014}),
        ("Ajit Pai wants to repeal net neutrality.", {2014, 2017}),
        ("Players kneeling beside Trump looked for a coin.", set()),
        ("Jean-Luc Brunel was held in Paris, prosecutors said.", {2020}),
        ("Nach der Annullierung der Präsidentenwahl in Kenia sprach Kenyatta von Gaunern.", {2017}),
    ],
)
def test_a_name_of_two_times_is_told_apart_by_its_company(text, years):
    """What is plainly known: Aleppo fell in 2016 and in 2024, the repeal of 2017 had a debate of 2014 before it …"""
    found = {term.news.lo.year for _, _, term in named(gazetteer().passage(text)) if term.news.hi}
    assert found == years


def test_what_became_known_on_one_day_has_one_row_for_each_of_its_names():
    """Two rows would be two witnesses to one thing, and stand twice in the reason."""
    entries = [(name, term) for name, _, (term, _) in terms.things()]
    told = Counter((name, term.happened or term.news.lo) for name, term in entries)
    assert [key for key, rows in told.items() if rows > 1] == []


def test_a_plain_word_needs_its_capital_and_its_company():
    assert names("a coalition of the willing students") == []
    assert names("The Squad trained on Monday.") == []
    assert names("The Squad, Ocasio-Cortez among them, voted against.")[0] == "Squad"


def test_the_longest_name_counts():
    assert names("the Brexit referendum") == ["Brexit referendum"]


def test_company_is_near():
    far = "The gardeners met again. " * 60
    assert names(f"Doug Jones spoke. {far}Voters in Alabama agreed.") == []
    assert names("Doug Jones thanked the voters of Alabama.") == ["Doug Jones"]


def nats(term: Term, day: date, *, leads: bool = False) -> float:
    steps = term.testimony("", 0, 0, 1.0, leads=leads).steps
    return sum(n for lo, hi, n in steps if (lo is None or lo <= day) and (hi is None or day <= hi))


def test_what_happened_is_stated_from_its_day_and_what_was_in_the_news_is_not():
    quake, story = (
        Term("a thing", None, Interval(date(2017, 10, 5), date(2018, 4, 5)), "", happened=happened)
        for happened in (date(2017, 10, 5), None)
    )
    assert quake.testimony("", 0, 0, 1.0).evidence.says.lo == date(2017, 10, 5)
    assert story.testimony("", 0, 0, 1.0).evidence.says.lo is None


A_STORY = Term("a story", None, Interval(date(2017, 10, 5), date(2018, 4, 5)), "")
A_FEAST = Term("a feast", date(2012, 1, 1), Interval(date(2018, 2, 9), date(2018, 8, 9)), "")


def test_what_leads_a_text_fades_sooner_than_what_is_named_in_passing():
    assert (
        nats(A_STORY, date(2019, 1, 1), leads=True) < nats(A_STORY, date(2019, 1, 1)) < nats(A_STORY, date(2017, 11, 1))
    )
    assert nats(A_STORY, date(2017, 11, 1), leads=True) == nats(A_STORY, date(2017, 11, 1))


def test_a_story_is_not_written_of_before_it_breaks():
    assert nats(A_STORY, date(2016, 10, 1)) < nats(A_STORY, date(2017, 10, 1)) < nats(A_STORY, date(2017, 10, 6))


def test_what_is_announced_is_written_of_in_the_year_before_its_day():
    assert nats(A_FEAST, date(2011, 1, 1)) < nats(A_FEAST, date(2015, 1, 1)) < nats(A_FEAST, date(2017, 12, 1))


def test_every_row_of_the_tables_is_sound():
    seen = list(terms.things())
    assert len({id(term) for _, _, (term, _) in seen}) > 4000
    for name, _, (term, _) in seen:
        assert name == fold(name), term
        assert len(name) > 1, term
        assert term.news.lo is not None, term
        assert term.known is None or date(1940, 1, 1) < term.known <= term.news.lo < date(2026, 12, 31), term
        assert term.news.hi is None or term.news.hi > term.news.lo, term


def test_a_long_text_is_read_in_a_time_that_grows_with_its_length():
    def seconds(times: int) -> float:
        text = "President Obama spoke of Hurricane Irma and the 70th Cannes Film Festival. " * times
        [article] = clean([Document("a" * 64, "a.txt", "", "text/plain", text, whole_text=True)])
        reading = reading_of(article, article.text, ())
        begun = process_time()
        for witness in (offices, terms, ages):
            witness.testimony(reading)
        return process_time() - begun

    seconds(10)  # the tables are loaded
    assert seconds(8000) < 20 * max(seconds(1000), 0.05)


@pytest.mark.parametrize(
    ("text", "is_ahead"),
    [
        ("The upcoming Windows 10 looks like its elders, testers say.", True),
        ("Windows 10 is expected to arrive in the summer.", True),
        ("Windows 10: is it worth the wait? The system is expected in the summer.", True),
        ("Windows 10 runs on their tills, and customers are expected to wait.", False),
    ],
)
def test_what_is_still_to_come_out_was_written_of_before_it_did(text, is_ahead):
    [article] = clean([Document("a" * 64, "a.txt", "", "text/plain", text, whole_text=True)])
    steps = [step for said in terms.testimony(reading_of(article, text, ())) for step in said.steps]
    raised = [(lo, hi) for lo, hi, nats in steps if nats > 0 and lo and hi and lo < date(2015, 7, 29) <= hi]
    assert bool(raised) is is_ahead
