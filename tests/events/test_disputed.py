"""What somebody denies, disputes or calls off is not told as a fact, whatever the reader makes of its words."""

import pytest

from flows.records import Models
from tests.events.reading import read

READERS = pytest.mark.parametrize("models", [Models(reader="off"), Models(reader="small")], ids=["rules", "reader"])


@READERS
@pytest.mark.parametrize(
    ("text", "word", "status"),
    [
        ("The ministry denies its pilots bombed the bridge on Sunday.", "bombed", "denied"),
        ("The governor denies having met the smugglers.", "met", "denied"),
        ("Peru dismissed reports that its soldiers had crossed the river.", "crossed", "denied"),
        ("The reports that troops had fled were false.", "fled", "denied"),
        ("Police beat the prisoner, a charge they deny.", "beat", "reported"),
        ("Rebels burned the church on Friday, an accusation their leader rejects.", "burned", "reported"),
        ("The march planned for Saturday was postponed.", "march", "denied"),
        ("The trip to Quito, set for Monday, has been called off.", "trip", "denied"),
        ("Organisers scrapped the summit due to open on 3 June.", "summit", "denied"),
        ("Had the guards shot the boy, the town would have risen.", "shot", "hypothetical"),
        ("Chad would have lost the strip had Libya invaded.", "invaded", "hypothetical"),
    ],
)
def test_it_is_not_told_as_a_fact(text, word, status, models):
    assert read(text, models)[word].status == status


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The ministry did not deny that its pilots bombed the bridge.", "bombed"),
        ("The ministry said its pilots bombed the bridge.", "bombed"),
        ("Police beat the prisoner, who may deny the charge.", "beat"),
        ("Nobody has claimed the attack.", "attack"),
        ("Rescuers called off the search.", "search"),
    ],
)
def test_a_fact_stays_one(text, word):
    assert read(text)[word].status == "happened"
