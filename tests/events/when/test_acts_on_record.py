"""What the learned reader takes for an act on record: where the tense alone would see a state, a plan, or this day."""

import pytest

from flows.dates.timex import tag
from flows.events import mentions
from flows.events.parse import sentences
from flows.events.reader.readings import Judgement
from flows.events.when import dating
from flows.records import EventDate, Interval
from tests.events.reading import DCT, THAT_DAY, dated, days, read_as

BY_NOW = Interval(None, DCT)


def _date(text: str, word: str, reading: Judgement | None) -> EventDate:
    """The date of the event at ``word`` where the reader judges it so."""
    ((_, passages),) = sentences.read_passages([dated(text).article])
    marked = mentions.find_mentions(passages)
    readings = {m.start: reading for m in marked if reading is not None and m.token.text == word}
    found = dating.date_events(marked, passages, tag(text, THAT_DAY), THAT_DAY, readings)
    return next(d for m, d in zip(marked, found, strict=True) if m.token.text == word)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The shipyard owes wages to 300 welders, who are suing it in Gdansk.", "suing"),
        ("Two provinces refuse to send recruits.", "refuse"),
    ],
)
def test_what_the_reader_sees_around_the_day_of_writing_had_begun_by_then(text: str, word: str) -> None:
    assert _date(text, word, read_as(relation="around")).interval == BY_NOW
    assert _date(text, word, read_as(relation="near", sure=0.97)).interval == THAT_DAY


def test_what_no_reader_puts_on_record_goes_on_in_the_progressive() -> None:
    assert _date("Welders are suing the yard.", "suing", None).extent == "throughout"
    assert _date("Two provinces refuse to send recruits.", "refuse", None).interval == THAT_DAY


def test_a_state_on_record_is_an_act_that_was_done_by_now() -> None:
    text = "Prosecutors suspect the mayor of taking bribes."
    assert _date(text, "suspect", None).extent == "throughout"
    assert (_date(text, "suspect", read_as()).extent, _date(text, "suspect", read_as()).interval) == ("within", BY_NOW)


@pytest.mark.parametrize(
    ("text", "word", "when"),
    [
        ("The minister said on Monday that he would not accept the border line.", "accept", days("05-13", "05-13")),
        ("The governor will not receive the strikers.", "receive", THAT_DAY),
        ("The governor will receive the strikers.", "receive", days("05-16", None)),
    ],
)
def test_what_somebody_will_not_do_is_refused_when_it_is_said(text: str, word: str, when: Interval) -> None:
    assert _date(text, word, read_as()).interval == when
