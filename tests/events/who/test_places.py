"""Where an event took place: what its own clause says, not the town that the report was sent from."""

import pytest

from tests.events.reading import events


@pytest.mark.parametrize(
    ("text", "word", "place", "country"),
    [
        ("LIMA (AP) -- Foreign ministers met in Geneva on Monday.", "met", "Geneva", "CHE"),
        ("LIMA, Nov. 20 (Reuters) - Foreign ministers met on Monday.", "met", None, None),
        ("The ministers met in Havana, a newspaper in Madrid reported.", "met", "Havana", "CUB"),
        ("The embassy in London said that troops had attacked villages in Darfur.", "attacked", "Darfur", "SDN"),
        ("A bomb exploded near Kirkuk in northern Iraq.", "exploded", "Kirkuk", "IRQ"),
        ("The rebels attacked at dawn.", "attacked", None, None),
    ],
)
def test_the_place_is_the_events_own(text, word, place, country):
    event = events(text)[word]
    assert (event.place, event.place_country) == (place, country)
