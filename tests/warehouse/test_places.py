"""The table of places: every row lies where its country is, and an event's place finds its row or none."""

from __future__ import annotations

import csv
from collections.abc import Iterator

import duckdb
import pytest

import seeds
from tests.conftest import ROOT
from warehouse import places
from warehouse.migrate import migrate

ROWS = seeds.rows("places.csv")
CLASSES = {"", "under 0.3 M", "0.3–1 M", "1–5 M", "over 5 M"}


def boxes() -> dict[str, tuple[float, ...]]:
    """South, north, west and east of each country."""
    lines = (ROOT / "tests" / "warehouse" / "country_boxes.csv").read_text("utf-8").splitlines()[1:]
    return {row["iso3"]: tuple(float(row[side]) for side in ("south", "north", "west", "east"))
            for row in csv.DictReader(lines)}  # fmt: skip


def test_there_are_enough_cities() -> None:
    assert sum(row["kind"] != "country" for row in ROWS) >= 600


def test_every_place_lies_in_its_country() -> None:
    known = boxes()
    outside = []
    for row in ROWS:
        south, north, west, east = known[row["country"]]
        if not (south <= float(row["latitude"]) <= north and west <= float(row["longitude"]) <= east):
            outside.append(row)
    assert outside == []


def test_boxes_are_boxes() -> None:
    for iso3, (south, north, west, east) in boxes().items():
        assert -90 <= south < north <= 90, iso3
        assert -180 <= west < east <= 180, iso3


def test_every_capital_that_the_table_of_countries_names_has_a_place() -> None:
    known = {(row["country"], name) for row in ROWS for name in (row["name"], *row["other_names"].split("|"))}
    covered = {row["country"] for row in ROWS}
    capitals = {(row["iso3"], row["capital"]) for row in seeds.rows("countries.csv")
                if row["iso3"] in covered and row["capital"]}  # fmt: skip
    assert capitals - known == set()


def test_every_row_says_its_kind_its_size_and_its_source() -> None:
    for row in ROWS:
        assert row["kind"] in ("country", "capital", "city"), row
        assert row["population_class"] in CLASSES, row
        assert bool(row["population_class"]) == (row["kind"] != "country"), row
        assert row["source"].startswith("en.wikipedia: "), row


def test_no_name_stands_twice_in_one_country() -> None:
    seen = [(row["country"], row["kind"] == "country", name.casefold()) for row in ROWS
            for name in (row["name"], *filter(None, row["other_names"].split("|")))]  # fmt: skip
    assert len(seen) == len(set(seen))


@pytest.fixture(scope="module")
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        migrate(connection)
        yield connection


@pytest.mark.parametrize(
    ("name", "country", "place"),
    [("the Hague", "NLD", "The Hague"), ("Kiev", "UKR", "Kyiv"), ("BOGOTA", "COL", "Bogota"),
     ("Bogotá", None, "Bogota"), ("Valencia", "VEN", "Valencia"), ("Valencia", None, None), ("Georgia", "USA", None),
     ("Atlantis", None, None)],
)  # fmt: skip
def test_a_name_finds_its_place_or_none(
    con: duckdb.DuckDBPyConnection, name: str, country: str | None, place: str | None
) -> None:
    found = con.execute(
        "select place from place_points where place_key = place_key($1) and country = coalesce($2, only_country)",
        [name, country],
    ).fetchone()
    assert found == (place and (place,))


def test_the_table_is_written_only_where_it_has_changed(con: duckdb.DuckDBPyConnection) -> None:
    assert not places.load(con)
    con.execute("delete from places where country = 'FRA'")
    assert places.load(con)
    assert not places.load(con)
