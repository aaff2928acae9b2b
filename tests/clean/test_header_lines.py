"""Lines above a body: which are dates, which are authors, and which only hold such words."""

import pytest

from flows.calendar.stamps import is_stamp
from flows.clean.header import byline_in, dateline_in, is_names


@pytest.mark.parametrize(
    "line",
    [
        "14 October 2018",
        "Published March 3, 2019 7:05pm   Updated March 5, 2019 11:40am",
        "9. 6. 2017, 17:20 Uhr",
        "2018-11-02T06:15:09.301Z",
        "Miércoles, 06/05/2020",
        "19 de enero de 2015",
        "4.Oktober 2012 um 08:15",
        "2023年11月2日",
        "입력2019.05.21. 오후 3:40",
        "13 января 2020",
        "Thursday, Nov. 20",
    ],
)
def test_a_line_of_dates_and_times_is_a_stamp(line: str) -> None:
    assert is_stamp(line)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "Home",
        "1.4207731-1641822960",
        "Resolution 2087 was adopted by fifteen votes",
        "The ferry that sank on 14 October 2018 off the western cape had been repaired twice that summer",
        "Room 12, 3rd floor",
        "Call 555-20-19 today",
    ],
)
def test_a_number_or_a_sentence_is_no_stamp(line: str) -> None:
    assert not is_stamp(line)


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Mira Tolland", "Mira Tolland"),
        ("By Mira Tolland and Jo van der Berg", "Mira Tolland and Jo van der Berg"),
        ("Von Karla Öhm", "Karla Öhm"),
        ("Par Luc d'Aubert", "Luc d'Aubert"),
    ],
)
def test_bylines(line: str, names: str) -> None:
    found = byline_in(line)
    assert found is not None
    assert found.group("names") == names


def test_a_sentence_with_by_is_no_byline() -> None:
    assert byline_in("By the end of the week the port was open") is None
    assert is_names("Mira Tolland")
    assert not is_names("The port was open again")


@pytest.mark.parametrize(
    ("text", "head"),
    [
        ("PYONGYANG, Nov. 20 (Coast Agency) — The minister left.", "PYONGYANG, Nov. 20 (Coast Agency) — "),
        ("WASHINGTON (Reuters) - The court ruled.", "WASHINGTON (Reuters) - "),
        ("Wien, 14. Dezember 2021 – Die Stadt baut.", "Wien, 14. Dezember 2021 – "),
    ],
)
def test_datelines(text: str, head: str) -> None:
    found = dateline_in(text)
    assert found is not None
    assert found.group() == head


def test_a_sentence_is_no_dateline() -> None:
    for text in ("The minister left — without a word.", "NATO said on Monday: it will not move.", "A - B"):
        assert dateline_in(text) is None, text
