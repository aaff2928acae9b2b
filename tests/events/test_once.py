"""Which mentions of an article tell of one event, and what they tell each other. The texts are ours."""

from dataclasses import replace
from datetime import date

import pytest

from flows.events import extract
from flows.events.once import Teller, first_tellings, with_deeds
from flows.events.parse.sentences import read_passages
from flows.records import EventDate, Interval, Participant
from tests.events.reading import RULES, dated, events

NOWHEN = EventDate(Interval(), "within", "unknown", "none")
MARCH_2014 = Interval(date(2014, 3, 1), date(2014, 3, 31))
MAY_2016 = Interval(date(2016, 5, 1), date(2016, 5, 31))
NEXT_WEEK = Interval(date(2024, 5, 20), date(2024, 5, 26))


def retold(text: str) -> dict[str, str]:
    """Each word that retells another mention, with the word of the mention that it retells."""
    found = events(text)
    by_start = {event.start: event.text for event in found.values()}
    return {event.text: by_start[event.retells] for event in found.values() if event.retells is not None}


def test_the_arrest_is_that_of_those_who_were_arrested():
    text = "Police arrested two miners in Lima. The arrests angered their union."
    assert retold(text) == {"arrests": "arrested"}


def test_a_second_attack_is_another_one():
    text = "Rebels attacked a camp in Mali. Months later, soldiers of Chad attacked villagers in Niger."
    (extracted,) = extract([dated(text)])
    assert [e.retells for e in extracted.events if e.lemma == "attack"] == [None, None]


def test_a_mention_that_names_nobody_takes_the_sides_of_what_it_retells():
    text = "Rebels attacked soldiers in Mali. The attack was condemned by Chad."
    attack = events(text)["attack"]
    assert {(p.role, p.name) for p in attack.participants} == {("source", "Rebels"), ("target", "soldiers")}


@pytest.mark.parametrize("text", ["Kenya praised Uganda.", "", "Kenya praised Uganda. Ghana attacked Togo."])
def test_events_of_different_classes_and_lone_ones_retell_nothing(text):
    assert retold(text) == {}


def test_what_is_retold_is_itself_no_retelling():
    text = "Police arrested two miners in Lima. The arrests angered their union. After the arrests, police left."
    (extracted,) = extract([dated(text)])
    retelling = {e.start: e.retells for e in extracted.events}
    assert all(retelling[first] is None and first < start for start, first in retelling.items() if first is not None)


def test_what_is_told_of_two_times_is_two_events():
    text = "Rebels attacked a camp in Mali in March 2014. Rebels attacked a camp in Mali in May 2016."
    (extracted,) = extract([dated(text, ("March 2014", MARCH_2014), ("May 2016", MAY_2016))])
    assert [e.retells for e in extracted.events if e.text == "attacked"] == [None, None]


def test_a_mention_without_a_day_is_no_bridge_between_two_times():
    text = "The rebels may attack a camp. The attack in March 2014 killed nine. The attack in May 2016 killed ten."
    (extracted,) = extract([dated(text, ("March 2014", MARCH_2014), ("May 2016", MAY_2016))])
    feared, first, second = (e for e in extracted.events if e.lemma == "attack")
    assert (feared.retells, first.retells, second.retells) == (None, feared.start, None)


def test_a_visit_is_not_the_one_of_the_host_to_the_guest():
    text = "Ida Holm of Malawi visited Peru. The visit of the president of Peru to Malawi was put off."
    (extracted,) = extract([dated(text)])
    assert [e.retells for e in extracted.events if e.lemma == "visit"] == [None, None]


def test_talks_that_are_planned_are_not_those_that_were_held():
    text = "The talks had begun in March 2014. The ministry of Kenya will hold talks with the union next week."
    (extracted,) = extract([dated(text, ("March 2014", MARCH_2014), ("next week", NEXT_WEEK))])
    assert extracted.events[-1].text == "talks"
    assert extracted.events[-1].retells != extracted.events[0].start


def test_what_is_told_twice_is_surer_than_either_sentence_makes_it():
    text = "Police arrested two editors in Mali. The arrests were condemned by Kenya."
    (extracted,) = extract([dated(text)], models=RULES)
    arrested, arrests = (next(e for e in extracted.events if e.text == word) for word in ("arrested", "arrests"))
    (alone,) = extract([dated("Police arrested two editors in Mali.")], models=RULES)
    single = next(e for e in alone.events if e.text == "arrested")
    assert arrests.retells == arrested.start
    assert arrested.confidence > single.confidence
    assert arrests.confidence <= arrested.confidence


def test_who_announces_a_deed_does_nothing_by_it():
    """Both words may be of the deed's class: they are one event, of those who did it and of their day."""
    (extracted,) = extract([dated("The ministry announced on Friday that rebels attacked a camp in Mali in March 2014.",
                                  ("March 2014", MARCH_2014))])  # fmt: skip
    (passages,) = [p for _, p in read_passages([dated("The ministry announced that rebels attacked a camp.").article])]
    words = {token.text: token for token in passages[0].doc}
    attack = next(event for event in extracted.events if event.text == "attacked")
    announced = replace(attack, start=13, text="announced", lemma="announce", participants=(), date=NOWHEN)
    first, second = with_deeds([Teller(announced, words["announced"], 0), Teller(attack, words["attacked"], 0)])
    assert (first.event.date, first.event.participants) == (attack.date, attack.participants)
    assert first_tellings([first, second]) == [0, 0]
    seized = replace(attack, event_type="COERCE", participants=())
    ministry = (Participant("source", "ministry", 4, 12, "ministry", None, "GOV", None),)
    banned = replace(announced, event_type="COERCE", participants=ministry)
    announcer, _ = with_deeds([Teller(banned, words["announced"], 0), Teller(seized, words["attacked"], 0)])
    assert announcer.event.participants == ministry
    promised = replace(announced, event_type="AGREE")
    kept, _ = with_deeds([Teller(promised, words["announced"], 0), Teller(attack, words["attacked"], 0)])
    assert kept.event == promised


def test_two_deeds_of_one_sentence_that_share_a_subject_are_two():
    """Who does one thing and another did not do one thing twice, unless the words say so."""
    text = "Rebels attacked a camp in Mali and shelled a market in Niger."
    assert "shelled" not in retold(text)


@pytest.mark.parametrize(
    ("again", "is_one"),
    [
        ("The tanker with the forged papers had been seized off Yeosu by night.", True),
        ("A bakery in Lima had been seized over a debt.", False),
    ],
)
def test_the_words_around_it_tell_whether_an_event_is_told_again(again: str, is_one: bool):
    seizure = "Sailors seized a tanker with forged papers off Yeosu. Its owner lives in Busan and trades in oil."
    (extracted,) = extract([dated(f"{seizure} {again}")])
    first, second = (event for event in extracted.events if event.lemma == "seize")
    assert (second.retells == first.start) == is_one
