"""The pages of events choose before they join, and so say in a second what the views say in minutes: the same."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from expectations.reports import report_rows, timeline_data
from expectations.reports.pages import page_of
from tests.benchmarks.bench_scale import fill
from tests.expectations.reports.synthetic import empty_warehouse

MORE = """
insert into participants
select
    event_id, role, text, char_start + 1, char_end + 1, name || ' and others',
    'C' || (hash(event_id) % 3), sector, actor_id
from participants
where hash(event_id) % 4 = 0;
update articles set duplicate_of = null where hash(doc_id) % 2 = 0;  -- what it shares with another one is linked still
"""


@pytest.fixture(scope="module")
def con(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """300 articles of 20 mentions, some of which repeat another or tell of its events; of one country or several."""
    path: Path = tmp_path_factory.mktemp("shown") / "news.duckdb"
    with empty_warehouse(path) as con:
        fill(con, articles=300, mentions=20)
        con.execute(MORE)
        con.execute(report_rows.report_query("events_to_show"))
        yield con


def differences(con: duckdb.DuckDBPyConnection, one: str, other: str) -> list[tuple[object, ...]]:
    both = f"((({one}) except all ({other})) union all (({other}) except all ({one}))) limit 5"
    return con.execute(f"select * from {both}").fetchall()


def test_what_is_shown_is_the_timeline(con: duckdb.DuckDBPyConnection) -> None:
    columns = "canonical_id, event_id, articles, date_from, date_to, status, place, confidence"
    for shown in ("events_to_show", "shown_events"):
        assert differences(con, f"select {columns} from {shown}", f"select {columns} from timeline") == []
    assert con.execute("select count(*) from shown_events where articles > 1").fetchall() != [(0,)]


def test_who_took_part_is_as_in_the_mention_that_speaks(con: duckdb.DuckDBPyConnection) -> None:
    columns = (
        "event_id, source, target, source_country, target_country, source_countries, target_countries,"
        " source_actor_ids, target_actor_ids"
    )
    told = f"select {columns} from timeline"
    assert differences(con, told, f"select {columns} from mentions semi join timeline using (event_id)") == []
    assert con.execute(f"select count(*) from ({told}) where contains(source_country, ',')").fetchall() != [(0,)]


def test_places_are_those_of_the_view(con: duckdb.DuckDBPyConnection) -> None:
    counted = (
        "select place, place_country, country, count(*) as events, min(date_from), max(date_to),"
        " (select count(*) from timeline where place is null) from events_by_place group by all"
    )
    found = report_rows.query_rows(con, "places", most=100_000)
    expected = con.execute(counted).fetchall()
    names = ("place", "place_country", "country", "events", "first", "last", "unplaced")
    assert {tuple(row[name] for name in names) for row in found} == set(expected)
    assert len(found) == len(expected) > 100


def test_who_acted_towards_whom_is_counted_as_the_view_has_it(con: duckdb.DuckDBPyConnection) -> None:
    counted = (
        "select source_country, target_country, count(*) from who_to_whom where status in ('happened', 'ongoing')"
        " and source_country is not null and target_country is not null group by all"
    )
    found = report_rows.query_rows(con, "country_pairs")
    assert {(row["source"], row["target"], row["events"]) for row in found} == set(con.execute(counted).fetchall())
    assert any(row["source"] == row["target"] for row in found)


def test_the_timeline_page_has_the_best_attested_events_with_who_took_part(
    con: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timeline_data, "MOST", 100)
    parts = timeline_data.choose(con, ())
    drawn = "".join(script for _, script in timeline_data.draw(con, parts, (), page_of))
    best = "select canonical_id, source from timeline order by articles desc, confidence desc, canonical_id limit 100"
    expected = con.execute(best).fetchall()
    assert sum(part.count for part in parts) == len(expected) == 100
    for canonical_id, source in expected:
        assert f'"id":"{canonical_id}"' in drawn
        assert source is None or source.split(", ")[0] in drawn
