"""Where a story begins, after the place and the day that it was sent from."""

import pytest

from flows.events.parse.datelines import after_dateline, opening_words


@pytest.mark.parametrize(
    "line",
    [
        "BORÅS, Sweden — Two men slept.",
        "LOMÉ/ACCRA - Two men slept.",
        "LUXOR, Jan 29: Two men slept.",
        "Luxor, 15 November – Two men slept.",
        "Luxor, Nov 15 (Own report) – Two men slept.",
    ],
)
def test_a_story_begins_after_its_dateline(line: str) -> None:
    assert line[after_dateline(line, 0, len(line)) :] == "Two men slept."


@pytest.mark.parametrize(
    "line", ["Two men, both aged 40 - no more - slept.", "Luxor, Egypt - slept.", "MAYOR: I slept."]
)
def test_what_opens_otherwise_is_read_from_its_first_word(line: str) -> None:
    assert after_dateline(line, 0, len(line)) == 0


def test_capitals_before_a_colon_may_be_a_place() -> None:
    assert opening_words("LUXOR: Two men slept.", 0, 21) == "LUXOR: "
    assert opening_words("Two men slept.", 0, 14) == ""
