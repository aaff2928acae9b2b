"""Whether an event took place, by the words of its clause and by the word that governs it."""

import pytest

from tests.events.reading import events


@pytest.mark.parametrize(
    ("sentence", "word", "status"),
    [
        ("The minister visited Oslo.", "visited", "happened"),
        ("The minister will visit Oslo.", "visit", "planned"),
        ("The minister plans to visit Oslo.", "visit", "planned"),
        ("The minister is visiting Oslo.", "visiting", "ongoing"),
        ("The minister did not visit Oslo.", "visit", "denied"),
        ("The minister refused to visit Oslo.", "visit", "denied"),
        ("The minister might visit Oslo.", "visit", "hypothetical"),
        ("Rebels denied attacking the convoy.", "attacking", "denied"),
        ("Fighting stops if the rebels attack the convoy.", "attack", "hypothetical"),
        ("Had rebels attacked the convoy, the army would have left.", "attacked", "hypothetical"),
        ("Were rebels to attack the convoy, the army would leave.", "attack", "hypothetical"),
        ("Rebels had attacked the convoy.", "attacked", "happened"),
        ("The minister began to speak.", "speak", "happened"),
        ("The minister arrived in Oslo for talks.", "talks", "happened"),
        ("The minister will arrive in Oslo for talks.", "talks", "planned"),
        ("No agreement was reached.", "agreement", "denied"),
        ("The planned visit was discussed.", "visit", "planned"),
        ("A visit scheduled for May was discussed.", "visit", "planned"),
        ("The minister is to visit Oslo.", "visit", "planned"),
        ("The minister is going to visit Oslo.", "visit", "planned"),
        ("Rebels did not agree to release the crew.", "release", "denied"),
        ("Rebels might agree to release the crew.", "release", "hypothetical"),
        ("The talks did not calm the markets.", "talks", "happened"),
        ("The talks did not take place.", "talks", "denied"),
        ("None of the rebels surrendered.", "surrendered", "denied"),
        ("No one attacked the convoy.", "attacked", "denied"),
        ("The minister promised that troops would withdraw.", "withdraw", "planned"),
        ("The plea followed hours ahead of a meeting of ministers.", "meeting", "planned"),
        ("Analysts predict a victory for the rebels.", "victory", "planned"),
    ],
)
def test_status(sentence, word, status):
    assert events(sentence)[word].status == status


def test_the_words_that_decided_are_kept():
    assert events("The minister refused to visit Oslo.")["visit"].cue == "refused"


@pytest.mark.parametrize(
    ("headline", "word", "status"),
    [("Envoy leaves Oslo", "leaves", "happened"), ("Envoy to visit Oslo", "visit", "planned")],
)
def test_a_headline_tells_the_past_in_the_present_and_the_future_by_to(headline, word, status):
    assert events(headline, region="title")[word].status == status


def test_attribution_gives_the_speaker_and_leaves_the_event():
    event = events("The state agency announced that troops crossed the border.")["crossed"]
    assert (event.status, event.speaker) == ("happened", "The state agency")
