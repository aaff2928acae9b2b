"""``annotate``: one JSON object in, one out, in order; spans hold; a bad line is an error object in its place."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.annotations import Options, annotate_lines

STORY = (
    "Kenya to Host Fishing Talks\n\nNAIROBI, March 3 - Kenyan officials will meet a Norwegian delegation on Monday. "
    "Norway signed a letter of intent on 28 June 2018."
)


def annotate(*objects: Any, **options: Any) -> list[dict[str, Any]]:
    lines = [item if isinstance(item, str) else json.dumps(item) for item in objects]
    return [json.loads(line) for line in annotate_lines(lines, Options(**options))]


@pytest.fixture(scope="module")
def story() -> dict[str, Any]:
    [answer] = annotate({"doc_id": "s", "text": STORY, "date": "2019-03-03"})
    return answer


def test_the_answer_has_the_keys_of_the_contract(story: dict[str, Any]) -> None:
    assert set(story) == {"doc_id", "regions", "article_date", "timexes", "events", "flags"}
    date_keys = {"claimed", "claimed_source", "from", "to", "verdict", "evidence"}
    assert date_keys <= set(story["article_date"])


def test_every_span_holds_the_text_it_names(story: dict[str, Any]) -> None:
    parts = [p for event in story["events"] for p in event["source"] + event["target"]]
    for span in [*story["timexes"], *story["events"], *parts]:
        assert STORY[span["start"] : span["end"]] == span["text"]


def test_a_full_date_is_resolved_to_its_day(story: dict[str, Any]) -> None:
    [signed] = [t for t in story["timexes"] if t["text"] == "28 June 2018"]
    assert (signed["type"], signed["value"], signed["from"], signed["to"]) == (
        "DATE", "2018-06-28", "2018-06-28", "2018-06-28",
    )  # fmt: skip


def test_answers_keep_the_order_and_a_bad_line_stands_in_its_place() -> None:
    answers = annotate(
        {"doc_id": "a", "text": "One."}, "{no json", "[1]", {"doc_id": "d"}, {"doc_id": "e", "text": "Two."},
        until="clean",
    )  # fmt: skip
    assert [answer["doc_id"] for answer in answers] == ["a", None, None, "d", "e"]
    assert [answer.get("error", {}).get("code") for answer in answers] == [None, "bad_json", "bad_json", "empty", None]


def test_given_mentions_are_dated_instead_of_found_ones() -> None:
    text = "The envoys met on 5 May 2015 and left."
    start = text.index("met")
    [answer] = annotate(
        {"doc_id": "g", "text": text, "dct": "2015-05-06", "events": [{"start": start, "end": start + 3}]},
        date_key="dct", trust_date=True, whole_text=True,
    )  # fmt: skip
    [event] = answer["events"]
    assert (event["text"], event["date"]["from"], event["date"]["to"]) == ("met", "2015-05-05", "2015-05-05")


def test_a_given_mention_outside_the_text_is_an_error_of_that_line() -> None:
    [answer] = annotate({"doc_id": "g", "text": "Short.", "events": [{"start": 3, "end": 90}]})
    assert answer["error"]["code"] == "bad_events"


def test_whole_text_is_one_body_and_a_trusted_date_is_not_doubted() -> None:
    line = {"doc_id": "w", "text": STORY, "date": "2019-03-03"}
    [answer] = annotate(line, whole_text=True, trust_date=True, until="dates")
    assert answer["regions"] == [{"kind": "body", "start": 0, "end": len(STORY)}]
    assert (answer["article_date"]["from"], answer["article_date"]["to"]) == ("2019-03-03", "2019-03-03")


def test_the_same_text_twice_in_a_batch_is_answered_twice() -> None:
    first, second = annotate({"doc_id": "x", "text": STORY}, {"doc_id": "y", "text": STORY})
    assert {**first, "doc_id": "y"} == second


def test_html_comes_back_with_the_text_that_its_offsets_index() -> None:
    story = "Chad closed its border on 7 July 2014, officials in N'Djamena said."
    page = f"<html><body><article><p>{story}</p></article></body></html>"
    [answer] = annotate({"doc_id": "h", "html": page}, until="dates")
    [timex] = answer["timexes"]
    assert answer["text"][timex["start"] : timex["end"]] == "7 July 2014"


@settings(max_examples=1, deadline=None)  # each example is a process that loads all tables; a batch holds many texts
@given(st.lists(st.text(min_size=1, max_size=200), min_size=30, max_size=60))
def test_any_text_is_answered(texts: list[str]) -> None:
    answers = annotate(*({"doc_id": str(i), "text": text} for i, text in enumerate(texts)), until="dates")
    assert [answer["doc_id"] for answer in answers] == [str(i) for i in range(len(texts))]
    assert all("error" not in answer or answer["error"]["code"] == "empty" for answer in answers)
