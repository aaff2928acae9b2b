"""Which expression dates which event: by grammar, by a clause that takes a time up, by the reader's word."""

from dataclasses import replace
from datetime import date

import pytest

from flows.dates.timex import tag
from flows.events import extract, mentions
from flows.events.parse import sentences
from flows.events.reader.readings import Pointer
from flows.events.when import dating
from flows.events.when.clauses import with_pointers
from flows.records import Interval
from tests.events.reading import DCT, RULES, THAT_DAY, dated, events, read_as

MARCH = Interval(date(2024, 3, 1), date(2024, 3, 31))
TUESDAY = Interval(date(2024, 5, 14), date(2024, 5, 14))
FRIDAY = Interval(date(2024, 5, 17), date(2024, 5, 17))


def day(number: int, month: int = 5) -> Interval:
    return Interval(date(2024, month, number), date(2024, month, number))


@pytest.mark.parametrize(
    ("sentence", "word"),
    [
        ("The valley has been quiet since March, when soldiers shot a herdsman.", "shot"),
        ("The strike began in March, when dockers blocked the gates.", "blocked"),
        ("Since the fires in the hills in March, which killed nine, villagers sleep in tents.", "killed"),
    ],
)
def test_a_clause_that_takes_a_time_up_has_that_time(sentence, word):
    assert events(sentence, ("March", MARCH))[word].date.interval == MARCH


@pytest.mark.parametrize(
    ("sentence", "word"),
    [
        ("The ministers met to sign the lease on Tuesday.", "met"),
        ("The envoy tried to calm the crowd on Tuesday.", "tried"),
        ("The council passed on Tuesday a motion condemning the raid.", "condemning"),
    ],
)
def test_what_goes_with_a_dated_act_has_its_date(sentence, word):
    assert events(sentence, ("Tuesday", TUESDAY))[word].date.interval == TUESDAY


def test_who_promises_to_act_on_a_day_to_come_does_not_promise_on_it():
    found = events("The envoy promised to leave on Friday.", ("Friday", FRIDAY))
    assert found["promised"].date.interval == THAT_DAY
    assert found["leave"].date.interval == FRIDAY


def test_what_is_told_as_done_lies_on_no_day_to_come():
    text = "The union urged the board to put off the vote, due on Friday."
    urged = events(text, ("Friday", FRIDAY))["urged"].date
    assert urged.interval.hi is not None
    assert urged.interval.hi <= DCT


def test_a_sentence_until_a_day_to_come_is_passed_before_it():
    text = "A court jailed the clerk until Friday."
    assert events(text, ("Friday", FRIDAY))["jailed"].date.interval == THAT_DAY


def test_two_days_told_together_are_both():
    text = "Rebels shelled the port on 2 and 3 May."
    assert events(text, ("2", day(2)), ("3 May", day(3)))["shelled"].date.interval == day(2).hull(day(3))


@pytest.mark.parametrize("words", ["before dawn", "by nightfall"])
def test_before_a_time_of_day_is_on_that_day(words):
    text = f"Troops sealed the bridge {words}."
    (told,) = extract([replace(dated(text), timexes=tuple(tag(text, THAT_DAY)))], models=RULES)
    assert [event.date.interval for event in told.events] == [THAT_DAY]


def test_what_was_said_to_have_been_done_since_a_day_reaches_to_the_article():
    text = "Police said they had seized nine boats since Tuesday."
    assert events(text, ("Tuesday", TUESDAY))["seized"].date.interval == TUESDAY.hull(THAT_DAY)


@pytest.mark.parametrize(
    ("text", "word", "days"),
    [
        ("14:20 Police have sealed the bridge.", "sealed", THAT_DAY),
        ("14:20 Students are marching on the court.", "marching", THAT_DAY),
        ("March: Dockers block the gates.", "block", MARCH),
    ],
)
def test_an_entry_of_a_chronicle_has_the_time_it_opens_with(text, word, days):
    expressions = [("March", MARCH)] if "March" in text else []
    assert events(text, *expressions)[word].date.interval == days


# ---------------------------------------------------------------- the reader's word
def _pointing(text: str, word: str, to: str, likely: float = 0.9):
    """An article's mentions and passages, and a reading that points from ``word`` to the words ``to``."""
    article = dated(text)
    ((_, passages),) = sentences.read_passages([article.article])
    marked = mentions.find_mentions(passages)
    mention = next(m for m in marked if m.token.text == word)
    token = next(t for t in mention.passage.doc if t.text == to)
    return article, passages, marked, {mention.start: read_as(when=Pointer(1 - likely, ((token.i, likely),)))}


@pytest.mark.parametrize(("likely", "days"), [(0.9, MARCH), (0.2, None)])
def test_the_reader_dates_what_the_grammar_does_not(likely, days):
    text = "After the flood in March the town was empty; soldiers looted it."
    _, passages, marked, readings = _pointing(text, "looted", "March", likely)
    found = dating.date_events(marked, passages, tag(text, THAT_DAY), THAT_DAY, readings)
    looted = next(d for m, d in zip(marked, found, strict=True) if m.token.text == "looted")
    assert (looted.interval == days) == (days is not None)


@pytest.mark.parametrize(
    ("text", "word", "to", "dates_it"),
    [
        ("The king then offered more ships, and a council in March agreed to arm them.", "offered", "March", False),
        ("The king offered more ships and sent them out in March.", "offered", "March", True),
        ("In March a court dismissed the suit, and the villagers sued again.", "sued", "March", True),
        ("The owners had ignored orders issued in March.", "ignored", "March", False),
        ("More than 900 people have been killed since rebels toppled the king in March.", "killed", "March", False),
    ],
)
def test_the_reader_is_not_heard_on_the_time_of_a_clause_that_tells_of_another_act(text, word, to, dates_it):
    _, passages, marked, readings = _pointing(text, word, to, 0.9)
    found = dating.date_events(marked, passages, tag(text, THAT_DAY), THAT_DAY, readings)
    assert (next(d.interval for m, d in zip(marked, found, strict=True) if m.token.text == word) == MARCH) == dates_it


def test_what_was_done_since_others_acted_goes_on_from_then():
    text = "More than 900 people have been killed since rebels toppled the king in March."
    _, passages, marked, readings = _pointing(text, "killed", "March", 0.9)
    found = dating.date_events(marked, passages, tag(text, THAT_DAY), THAT_DAY, readings)
    killed = next(d for m, d in zip(marked, found, strict=True) if m.token.text == "killed")
    assert (killed.interval, killed.extent) == (MARCH.hull(THAT_DAY), "throughout")


def test_grammar_goes_before_the_reader():
    text = "Soldiers looted the town on 2 May and left on 9 May."
    _, passages, marked, readings = _pointing(text, "left", "2")
    found = dating.date_events(marked, passages, tag(text, THAT_DAY), THAT_DAY, readings)
    left = next(d for m, d in zip(marked, found, strict=True) if m.token.text == "left")
    assert left.interval == day(9)


def test_an_event_that_is_over_has_its_weekday_behind_it():
    text = "On Saturday, a day that many spent waiting for ships to come, planes dropped meals."
    article, _, marked, readings = _pointing(text, "dropped", "Saturday")
    article = replace(article, timexes=tuple(tag(text, THAT_DAY)))
    assert [t.interval for t in with_pointers(article, marked, readings).timexes if t.text == "Saturday"] == [day(11)]


@pytest.mark.parametrize(
    ("text", "word", "dates"),
    [
        ("The court has begun hearing a challenge to the winner of the 3 May vote.", "hearing", False),
        ("The party lost the 3 May vote.", "lost", True),
        ("The party split at the 3 May congress.", "split", True),
    ],
)
def test_a_date_before_a_noun_dates_what_was_done_to_it_or_there(text, word, dates):
    _, passages, marked, readings = _pointing(text, word, "May")
    found = dating.date_events(marked, passages, tag(text, THAT_DAY), THAT_DAY, readings)
    (when,) = (d for m, d in zip(marked, found, strict=True) if m.token.text == word)
    assert (when.interval == day(3)) is dates


@pytest.mark.parametrize(
    ("text", "word", "to"),
    [
        ("The judges who freed the first crew heard the captain on Thursday.", "freed", "Thursday"),
        ("The council has fined six of the firms, including one that was shut on Thursday.", "fined", "Thursday"),
    ],
)
def test_a_time_behind_the_main_verb_or_of_one_of_several_is_of_that_one(text, word, to):
    _, passages, marked, readings = _pointing(text, word, to)
    found = dating.date_events(marked, passages, tag(text, THAT_DAY), THAT_DAY, readings)
    (when,) = (d for m, d in zip(marked, found, strict=True) if m.token.text == word)
    assert when.basis != "timex"


def test_the_day_of_a_deadline_dates_nothing_that_is_done_about_it():
    july = Interval(date(2023, 7, 1), date(2023, 7, 1))
    text = "The ministry had set a deadline of 1 July 2023 for the crews to leave."
    found = events(text, ("1 July 2023", july))["set"].date
    assert found.basis != "timex"
