"""The questions of docs/questions.md are answered as the page says, and by the views that it names."""

import re

import pytest

from flows.ledger import Summary
from tests.questions import PAGE, page, queries

ASKED = (
    "who_to_whom", "timeline", "told_by_several", "date_disagreements", "planned_and_happened", "meetings", "sentences",
    "events_by_place", "actors_in_events", "left_out",
)  # fmt: skip


def test_the_answers_are_those_of_the_sample(sample_run: Summary) -> None:
    assert PAGE.read_text("utf-8") == page(sample_run.warehouse), "python -m tests.readme writes it anew"


@pytest.mark.parametrize("view", ASKED)
def test_every_view_for_a_question_has_its_example(view: str) -> None:
    assert any(re.search(rf"\b{view}\b", query) for query in queries())
    assert len(queries()) == 11
