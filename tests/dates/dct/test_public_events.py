"""An event with a name of its own was not written of before it had one."""

from datetime import date

from flows.dates.dct.public_events import named


def test_a_named_event_is_found_whatever_its_case():
    [(start, end, event)] = named("After Hurricane Irma the island had no power.")
    assert (start, end) == (6, 20)
    assert event.known_from == date(2017, 8, 31)


def test_a_name_inside_another_word_is_none():
    assert named("The Brexiteers' pub") == []


def test_the_longest_name_counts():
    [(_, _, event)] = named("the covid 19 vaccine arrived")
    assert event.known_from == date(2020, 3, 1)
