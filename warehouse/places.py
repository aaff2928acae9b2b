"""The table ``places``: where countries, capitals and cities lie, as ``places.csv`` of the tables in use has it."""

from __future__ import annotations

from importlib.resources import files

import duckdb
import pyarrow as pa

from seeds import kept, rows

COLUMNS = ("name", "place", "country", "kind", "latitude", "longitude", "population_class", "source")


def are_others(con: duckdb.DuckDBPyConnection) -> bool:
    """Whether the table holds other places than the table of reference that is in use."""
    con.register("incoming", places_by_name())
    [(others,)] = con.execute(
        "select exists (from incoming except from places) or exists (from places except from incoming)"
    ).fetchall()
    con.unregister("incoming")
    return bool(others)


def load(con: duckdb.DuckDBPyConnection) -> bool:
    """Bring the table to what the table of reference that is in use says; whether anything had to be written."""
    others = are_others(con)
    if others:
        con.register("incoming", places_by_name())
        con.execute("delete from places")
        con.execute("insert into places by name from incoming")
        con.unregister("incoming")
    return others


def text() -> str:
    """The table of reference as it stands in its file."""
    return (files("seeds") / "reference" / "places.csv").read_text(encoding="utf-8")


@kept
def places_by_name() -> pa.Table:
    """A row a name: that of the file, and each of its other names."""
    found = []
    for row in rows("places.csv"):
        for name in (row["name"], *filter(None, row["other_names"].split("|"))):
            found.append(
                (name, row["name"], row["country"], row["kind"], float(row["latitude"]), float(row["longitude"]),
                 row["population_class"] or None, row["source"])
            )  # fmt: skip
    kinds = [pa.float64() if name in ("latitude", "longitude") else pa.string() for name in COLUMNS]
    columns = [pa.array(column, kind) for column, kind in zip(zip(*found, strict=True), kinds, strict=True)]
    return pa.Table.from_arrays(columns, names=list(COLUMNS))
