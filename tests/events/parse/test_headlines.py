"""A headline in Title Case is read as a sentence would write it, and keeps its length."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.events import extract
from flows.events.parse.headlines import SentenceCase, is_title_case, stuck_headline
from flows.records import Document, Models
from flows.stages import clean_batch, date_batch

BODY = """A court in Lagos freed the former minister on Tuesday, the White House and the Labour Party said.
The ruling of the Supreme Court may help Governor Rose Banda, who will rise. Republican voters were pleased."""


@pytest.mark.parametrize(
    ("line", "read_as"),
    [
        ("Lagos Court Frees Former Minister", "Lagos court frees former minister"),
        ("Court Rules Against Labour Party in Lagos", "Court rules against Labour Party in Lagos"),
        ("Supreme Court Ruling Pleases White House", "Supreme Court ruling pleases White House"),
        ("Republicans Cheer Ruling of Supreme Court", "Republicans cheer ruling of Supreme Court"),
        ("Governor Banda Will Rise Tuesday, Aides Say", "Governor Banda will rise Tuesday, aides say"),
        ("Minister's Lawyers Praise Court's Decision", "Minister's lawyers praise court's decision"),
        ("Troops Seize Zzyzx Airport From Qwertian Rebels", "Troops seize Zzyzx airport from Qwertian rebels"),
    ],
)
def test_words_are_written_as_the_article_or_the_tables_have_them(line: str, read_as: str):
    assert SentenceCase(BODY).written(line) == read_as


@pytest.mark.parametrize(
    "line",
    [
        "Court frees former minister of Nigeria",
        "NIGERIAN COURT FREES FORMER MINISTER",
        "Rose Banda",
        "A court in Lagos freed the former minister, said Governor Rose Banda of Labour",
    ],
)
def test_other_lines_are_left_alone(line: str):
    assert not is_title_case(line)
    assert SentenceCase(BODY).written(line) == line


WORDS = "Court's Frees Émile O’Neill 2,000 – US A-Team İstanbul Straße ﬁnds X"


@given(st.lists(st.sampled_from(WORDS.split()), max_size=9))
def test_no_letter_changes_its_place(words: list[str]):
    line = " ".join(words)
    written = SentenceCase(BODY).written(line)
    assert len(written) == len(line)
    assert written.lower() == line.lower()


def test_who_did_what_is_found_in_such_a_headline():
    text = "Togo Condemns Raid by Ghana's Army\n\nLOME - Togo condemned a raid by the army of Ghana on Monday.\n"
    article = Document("1", "1", "", "text/plain", text)
    dated = date_batch(clean_batch([article]).results).results
    [found] = extract(dated, models=Models(reader="off"))
    event = next(event for event in found.events if event.text == "Condemns")
    assert (event.event_type, event.plover) == ("ACCUSE", "ACCUSE")
    assert [(p.role, p.country) for p in event.participants] == [("source", "TGO"), ("target", "GHA")]


def test_a_headline_is_parted_from_the_dateline_that_it_is_stuck_to():
    line = "Lagos Court Frees Former Minister-ABUJA — -A court in Lagos freed the former minister."
    stuck = stuck_headline(line, 0, len(line))
    assert stuck is not None
    assert (line[: stuck[0]], line[stuck[1] :]) == (
        "Lagos Court Frees Former Minister", "A court in Lagos freed the former minister.",
    )  # fmt: skip
    assert stuck_headline("A court in Lagos freed the minister - ABUJA - she said", 0, 54) is None


def test_the_words_of_a_headline_that_is_stuck_to_its_story_are_no_names_for_it():
    story = "Lagos Court Frees Former Minister-ABUJA — -A court in Lagos freed the minister. He was a former tailor."
    assert SentenceCase(story).written("Lagos Court Frees Former Minister") == "Lagos court frees former minister"


def test_a_verb_is_no_name_that_the_whole_story_lacks():
    line, verbs = "Blast Befuddles Calm of Lagos Suburb", frozenset({"befuddle"})
    assert SentenceCase("It rained.", verbs).written(line).startswith("Blast Befuddles")
    assert SentenceCase(BODY + BODY, verbs).written(line).startswith("Blast befuddles")
    assert (
        SentenceCase(BODY + BODY + " Dr Befuddles spoke to a Befuddles.", verbs)
        .written(line)
        .startswith("Blast Befuddles")
    )
