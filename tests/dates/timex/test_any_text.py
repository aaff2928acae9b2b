"""Whatever the text: an answer, in time linear in its length, with spans that lie in it."""

from datetime import date
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.dates.timex import anchor_expressions, recognise, tag
from flows.dates.timex.grammar import grammar
from flows.records import Interval

DCT = Interval(date(2017, 11, 17), date(2017, 11, 17))

_PIECES = """the a May march 12 15th 1999 0 12017 44 BC Monday next last two hundred half years ago later of quarter 30
February 31 12:30 p.m. 10-12 ' 's , . 5 1/2 '97 1980s early century 20th - every past 2017-02-30 99/99/9999 ١٢ ２０１７
now this that same day week million decades after before Easter Friday Q3 FY2018 \x00"""
_WORDS = st.sampled_from([*_PIECES.split(), "\n", "\n\n"])
_TEXTS = st.one_of(st.text(max_size=200), st.lists(_WORDS, max_size=40).map(" ".join))
_DAYS = st.one_of(st.none(), st.dates())


@given(_TEXTS, _DAYS, _DAYS)
@settings(max_examples=300, deadline=None)
def test_spans_lie_in_the_text_and_never_overlap(text: str, lo: date | None, hi: date | None) -> None:
    last = 0
    for timex in tag(text, Interval(lo, hi)):
        assert text[timex.start : timex.end] == timex.text
        assert last <= timex.start < timex.end
        assert timex.value
        assert not timex.interval.is_empty
        last = timex.end


@given(_TEXTS)
@settings(max_examples=100, deadline=None)
def test_the_same_text_gives_the_same_answer(text: str) -> None:
    assert recognise(text) == recognise(text)
    assert anchor_expressions(recognise(text), DCT, text) == tag(text, DCT)


@given(_TEXTS, st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(0, 700))
@settings(max_examples=150, deadline=None)
def test_a_wider_dct_never_excludes_what_its_ends_allow(text: str, lo: date, days: int) -> None:
    hi = date.fromordinal(lo.toordinal() + days)
    wide = tag(text, Interval(lo, hi))
    for end in (lo, hi):
        for narrow, timex in zip(tag(text, Interval(end, end)), wide, strict=True):
            if (
                narrow.interval.lo is not None
                and timex.interval != narrow.interval
                and narrow.anchor == timex.anchor == "dct"
            ):
                assert timex.interval.overlaps(narrow.interval)


@pytest.mark.parametrize(
    "piece",
    [
        "1",
        " ",
        "\n",
        "\n ",
        "the ",
        "May ",
        "1:",
        "1,",
        "-",
        "a.",
        "two ",
        "twenty-",
        "last ",
        "'",
        "1st",
        "é",
        "٣",
        "2017-",
    ],
)
def test_time_grows_with_the_length_and_no_faster(piece: str) -> None:
    grammar()

    def seconds(length: int) -> float:
        text = piece * (length // len(piece))
        start = process_time()
        recognise(text)
        return process_time() - start

    seconds(10_000)
    assert seconds(80_000) < 30 * seconds(20_000) + 0.2  # four times the length; thirty leaves room for a busy machine


def test_an_impossible_interval_for_the_dct_counts_as_none() -> None:
    empty = Interval(date(2018, 1, 1), date(2017, 1, 1))
    assert tag("He left in October.", empty) == tag("He left in October.", Interval())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Le 14 juillet 1989, le président parla.", ("14 juillet 1989", "1989-07-14")),
        ("Es geschah am 3. Oktober 1990.", ("3. Oktober 1990", "1990-10-03")),
        ("2017年11月17日", ("2017年11月17日", "2017-11-17")),
        ("On ١٢ May ２０１４ he came.", ("١٢ May ２０１４", "2014-05-12")),
    ],
)
def test_full_dates_in_other_languages_and_digits(text: str, expected: tuple[str, str]) -> None:
    assert [(t.text, t.value) for t in tag(text, DCT)] == [expected]


def test_a_date_of_another_language_says_so() -> None:
    (timex,) = tag("Le 14 juillet 1989, le président parla.", DCT)
    assert timex.rule == "date-other-language"


def test_ten_megabytes_on_one_line() -> None:
    text = "He left on 3 May 2016." + " " * 10_000_000 + "He came back on 4 May 2016."
    assert [t.value for t in tag(text, DCT)] == ["2016-05-03", "2016-05-04"]


@pytest.mark.parametrize("control", ["\x00", "\x07", "\x1b[0m", "\x0c", "\ufeff", "\u202e", "\ud800"])
def test_control_characters_beside_a_date_do_not_hide_it(control: str) -> None:
    text = f"He left on {control}3 May 2016{control} by boat."
    [timex] = tag(text, DCT)
    assert (timex.text, timex.value) == ("3 May 2016", "2016-05-03")
