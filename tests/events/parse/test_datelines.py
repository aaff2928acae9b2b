"""Where a first sentence begins after the place, the day and the agency before it."""

import pytest

from flows.events.parse.sentences import after_dateline

SENTENCE = "Nine guards have been killed."


@pytest.mark.parametrize(
    "dateline",
    ["KABUL, Afghanistan (AP) -- ", "MOSCOW - ", "Quito, May 15 – ", "San Jose, Aug. 3, 2021 (Prensa) - "],
)
def test_a_dateline_is_no_part_of_its_sentence(dateline):
    assert after_dateline(dateline + SENTENCE, 0, len(dateline + SENTENCE)) == len(dateline)


@pytest.mark.parametrize("text", ["Quito, May said - and she was right - is far.", "Police, May 15 was dry.", SENTENCE])
def test_a_name_without_a_day_and_a_dash_is_none(text):
    assert after_dateline(text, 0, len(text)) == 0
