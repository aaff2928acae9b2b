"""Named times of history come from a table with sources, and are found as whole names."""

from datetime import date

import pytest

from flows.dates.eras import eras
from flows.dates.timex import tag
from flows.records import Interval
from seeds import rows


@pytest.mark.parametrize(
    ("text", "name", "first"),
    [
        ("He fought in World War Two and never spoke of it.", "World War II", date(1939, 9, 1)),
        ("The spy had worked in Berlin during the Cold War.", "Cold War", date(1947, 3, 12)),
        ("The vase is of the Ming\ndynasty.", "Ming dynasty", date(1368, 1, 23)),
        ("The coup was the last act of the Falklands war.", "Falklands War", date(1982, 4, 2)),
        ("The mill closed in the Great Depression.", "Great Depression", date(1929, 10, 24)),
    ],
)
def test_a_named_time_has_its_days(text: str, name: str, first: date) -> None:
    [era] = eras(text)
    assert (era.name, era.days.lo) == (name, first)


@pytest.mark.parametrize("text", ["A cold war between neighbours.", "World Wars", "He is ready for war."])
def test_what_is_no_name_is_none(text: str) -> None:
    assert eras(text) == []


def test_by_timeml_a_named_time_is_no_expression() -> None:
    assert tag("The spy had worked in Berlin during the Cold War.", Interval()) == []


def test_every_row_has_a_source_and_its_days_in_order() -> None:
    for row in rows("eras.csv"):
        assert row["source"], row
        [era] = eras(row["name"])
        assert era.days.lo is not None
        assert era.days.hi is not None
        assert era.days.lo <= era.days.hi, row
