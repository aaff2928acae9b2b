"""One row an actor, however it is written."""

from dataclasses import replace

from expectations.rules import check_plainly
from flows.events.who.identity import actor_id
from tests.articles import article, document, event, participant
from warehouse.files import connect_published
from warehouse.store import Warehouse


def test_actors_are_worked_out_from_who_takes_part(tmp_path):
    of = document("Vladimir Putin visited Peru. Putin visited Peru again.")
    first, second = (
        replace(participant(of, name, country="RUS"), actor=actor_id(name, "RUS"))
        for name in ("Vladimir Putin", "Putin")
    )
    told = [event(of, "visited", participants=(first, second))]
    with Warehouse.open(tmp_path / "w.duckdb", checker=check_plainly) as warehouse:
        warehouse.begin_run("r")
        warehouse.write_documents("r", [of])
        warehouse.write_extracted("r", [article(of, events=told)])
        warehouse.upkeep.update_actors([(first.actor, "Q7747")])
        warehouse.upkeep.update_actors([(first.actor, "Q7747")])
        warehouse.publish()
    with connect_published(tmp_path / "w.duckdb") as con:
        (row,) = con.execute("select name, names, country, wikidata from actors").fetchall()
        in_events = con.execute("select distinct actor, role from actors_in_events").fetchall()
    assert row == ("Vladimir Putin", ["Putin", "Vladimir Putin"], "RUS", "Q7747")
    assert in_events == [("Vladimir Putin", "source")]
