"""The sentence around a mention is cut at its own ends, or says that it goes on."""

import pytest

from expectations.reports.timeline_data import sentence_end, sentence_start


@pytest.mark.parametrize(
    ("before", "start"),
    [
        ("They left. The envoy will ", "The envoy will "),
        ("The envoy will ", "The envoy will "),
        ("A title\n\nThe envoy will ", "The envoy will "),
        ("x" * 160, "…" + "x" * 160),
    ],
)
def test_a_sentence_begins_after_the_one_before_it(before, start):
    assert sentence_start(before) == start


@pytest.mark.parametrize(
    ("after", "end"),
    [
        (" in Oslo. Then", " in Oslo."),
        (" in Oslo", " in Oslo"),
        (" “soon.” Then", " “soon.”"),
        ("x" * 160, "x" * 160 + "…"),
    ],
)
def test_a_sentence_ends_at_its_stop(after, end):
    assert sentence_end(after) == end
