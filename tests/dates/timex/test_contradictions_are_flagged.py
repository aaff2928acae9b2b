"""A date that contradicts the calendar keeps its value, says what is wrong, and reaches a person as a flag."""

import json

import pytest

from flows.annotations import Options, annotate_lines


@pytest.mark.parametrize(
    ("words", "value", "problem"),
    [
        ("30 February 2017", "2017-02-30", "no such day in the calendar"),
        ("Friday, 22 March 2018", "2018-03-22", "2018-03-22 is no Friday"),
        ("12 May 12017", "12017-05-12", "a year outside the calendar"),
    ],
)
def test_from_text_to_flag(words: str, value: str, problem: str) -> None:
    text = f"The ferry office closed on {words} and nobody was told of it."
    line = json.dumps({"doc_id": "ferry", "text": text, "date": "2018-04-02"})
    [answer] = annotate_lines([line], Options(whole_text=True, until="dates"))
    record = json.loads(answer) if isinstance(answer, str) else answer
    [timex] = record["timexes"]
    assert (timex["text"], timex["value"], timex["problem"]) == (words, value, problem)
    [flag] = [f for f in record["flags"] if f["code"] == "timex_contradicts_calendar"]
    assert (flag["start"], flag["end"]) == (timex["start"], timex["end"])
    assert problem in flag["message"]
