"""What is handed on is what the warehouse holds: read again by pandas, in our columns and in those of the field."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest
from click.testing import CliRunner

from flows.cli import main
from flows.ledger import Summary
from warehouse import exports

Export = Callable[..., Path]


@pytest.fixture
def export(sample_run: Summary, tmp_path: Path) -> Export:
    """The file that `dateline export` writes."""

    def run(what: str, form: str, *more: str) -> Path:
        out = tmp_path / f"{what}.{form}"
        asked = ["export", what, "--format", form, "-o", str(out), "--warehouse", str(sample_run.warehouse), *more]
        done = CliRunner().invoke(main, asked)
        assert done.exit_code == 0, done.output
        return out

    return run


@pytest.fixture
def rows(sample_run: Summary) -> Callable[[str], list[tuple[Any, ...]]]:
    def ask(sql: str) -> list[tuple[Any, ...]]:
        with duckdb.connect(str(sample_run.warehouse), read_only=True) as con:
            con.execute("set timezone = 'UTC'")
            return con.execute(sql).fetchall()

    return ask


def read(path: Path) -> pd.DataFrame:
    """As an analyst reads it: every value of a text file as it stands there."""
    form = path.suffix[1:]
    if form == "parquet":
        return pd.read_parquet(path)
    if form in ("jsonl", "jsonld"):
        return pd.read_json(path, lines=True, dtype=False, convert_dates=False)
    return pd.read_csv(path, sep="\t" if form in ("icews", "gdelt") else ",", dtype=str, keep_default_na=False)


@pytest.mark.parametrize("form", ["csv", "jsonl", "parquet"])
@pytest.mark.parametrize(("what", "key"), [("events", "canonical_id"), ("articles", "doc_id"), ("timexes", "timex_id"),
                                           ("flags", "flag_id")])  # fmt: skip
def test_pandas_reads_the_rows_that_the_warehouse_holds(export, rows, what: str, key: str, form: str) -> None:
    found = read(export(what, form))
    dates = "date_from" if what != "flags" else "code"
    expected = rows(f"select {key}, {dates}::varchar from {'timeline' if what == 'events' else what}")
    blank = [(one, "" if pd.isna(day) else str(day)[:10] if what != "flags" else day)
             for one, day in zip(found[key], found[dates], strict=True)]  # fmt: skip
    assert sorted(blank) == sorted((one, day or "") for one, day in expected)


def test_parquet_keeps_dates_and_lists_as_such(export) -> None:
    found = duckdb.sql(f"describe from '{export('events', 'parquet')}'").fetchall()
    kinds = {name: kind for name, kind, *_ in found}
    assert (kinds["date_from"], kinds["source_countries"], kinds["confidence"]) == ("DATE", "VARCHAR[]", "DOUBLE")


def test_any_view_can_be_handed_on_with_a_condition(export, rows) -> None:
    path = export("who_to_whom", "csv", "--where", "in_year(date_from, date_to, 2018)")
    assert len(read(path)) == rows("select count(*) from who_to_whom where in_year(date_from, date_to, 2018)")[0][0] > 0
    assert "Who did what to whom" in path.with_name(f"{path.name}.codebook.md").read_text()


def test_gdelt_has_its_61_columns_in_their_order_and_ours_behind_them(export, rows) -> None:
    found = read(export("events", "gdelt"))
    columns = list(found.columns)
    assert (columns[0], columns[1], columns[26], columns[29], columns[60]) == (
        "GLOBALEVENTID", "SQLDATE", "EventCode", "QuadClass", "SOURCEURL",
    )  # fmt: skip
    assert columns[61:] == ["DateFrom", "DateTo", "EventStatus", "Confidence", "ActionGeo_CountryISO3", "DatelineID"]
    assert found["GLOBALEVENTID"].is_unique
    known = rows("select count(*) from timeline where place_latitude is not null")[0][0]
    assert (found["ActionGeo_Lat"] != "").sum() == known > 0
    assert set(found["ActionGeo_Type"]) == {"", "1", "4"}


@pytest.mark.parametrize(("form", "day", "first", "last"), [("gdelt", "SQLDATE", "DateFrom", "DateTo"),
                         ("icews", "Event Date", "Event Date From", "Event Date To")])  # fmt: skip
def test_a_day_stands_only_where_one_is_known(export, form: str, day: str, first: str, last: str) -> None:
    for row in read(export("events", form)).to_dict("records"):
        one_day = row[first] != "" and row[first] == row[last]
        assert row[day].replace("-", "") == (row[first].replace("-", "") if one_day else ""), row


def test_a_year_and_a_month_stand_only_where_the_interval_lies_in_one(export) -> None:
    for row in read(export("events", "gdelt")).to_dict("records"):
        for column, letters in (("MonthYear", 7), ("Year", 4)):
            same = row["DateFrom"] != "" and row["DateFrom"][:letters] == row["DateTo"][:letters]
            assert row[column] == (row["DateFrom"][:letters].replace("-", "") if same else ""), row


def test_codes_are_those_of_cameo_with_its_quads_and_scale(export, rows) -> None:
    found = read(export("events", "icews"))
    codes = dict(zip(found["dateline ID"], found["CAMEO Code"], strict=True))
    for canonical_id, plover in rows("select canonical_id, plover from timeline"):
        assert (codes[canonical_id] == "") == (plover is None)
    quads = duckdb.sql(f"with {exports._sql('cameo')} select plover, root, quad_class, goldstein from cameo").fetchall()
    assert len({root for _, root, _, _ in quads}) == 15
    for plover, _, quad, scale in quads:
        assert (quad <= 2) == (scale > 0), plover


def test_countries_have_their_names_in_icews(export) -> None:
    found = read(export("events", "icews"))
    assert {"Latvia", "Kenya"} <= set(found["Source Country"])
    assert "Georgia" in set(found["Country"])


@pytest.mark.parametrize("form", sorted(exports.FOREIGN))
def test_every_column_of_every_form_is_explained(export, form: str) -> None:
    for what in exports.FOREIGN[form]:
        path = export(what, form)
        book = path.with_name(f"{path.name}.codebook.md").read_text().splitlines()[6:]
        assert len(book) == len(read(path).columns)
        assert [line for line in book if line.split("|")[2].strip() == ""] == []


def test_what_is_not_there_is_bad_usage(sample_run: Summary) -> None:
    done = CliRunner().invoke(main, ["export", "meeting", "--warehouse", str(sample_run.warehouse)])
    assert (done.exit_code, "Did you mean 'meetings'" in done.output) == (2, True)
