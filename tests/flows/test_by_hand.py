"""A person may correct what no rule found wrong: any event, any article's date."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner, Result

from flows.cli import main
from warehouse.read import fetch, open_published


def dateline(warehouse: Path, *words: str) -> Result:
    return CliRunner().invoke(main, [*words, "--warehouse", str(warehouse)])


def ask(warehouse: Path, query: str) -> list[dict[str, object]]:
    with open_published(warehouse) as con:
        return fetch(con, query)


def test_an_event_without_a_flag_is_corrected_seen_by_the_next_reviewer_exported_and_set_back(sample_copy: Path):
    [event] = ask(
        sample_copy,
        "select event_id, status, event_type, date_from from events anti join flags using (event_id)"
        " where event_type is not null and event_type <> 'AID' order by event_id limit 1",
    )
    flags = ask(sample_copy, "select count(*) from flags where state = 'open'")
    name = str(event["event_id"])
    now = f"select status, event_type, date_from::varchar as day from events where event_id = '{name}'"
    done = dateline(
        sample_copy, "review", name, "--date", "2016-02-03 denied AID", "--note", "read it", "--reviewer", "ana"
    )
    assert done.exit_code == 0, done.output
    assert ask(sample_copy, now) == [{"status": "denied", "event_type": "AID", "day": "2016-02-03"}]

    seen = dateline(sample_copy, "review", name[:12]).output
    assert "corrected to 2016-02-03 denied AID by ana" in " ".join(seen.split())

    exported = dateline(sample_copy, "export", "corrections", "--format", "jsonl").output
    [row] = [json.loads(line) for line in exported.splitlines()]
    assert row["text"][row["char_start"] : row["char_end"]] == row["mention"]
    assert (row["event_id"], row["value"], row["code"]) == (name, "2016-02-03 denied AID", "by_hand")

    back = dateline(sample_copy, "review", name, "--withdraw")
    assert back.exit_code == 0, back.output
    before = {"status": event["status"], "event_type": event["event_type"]}
    assert {k: v for k, v in ask(sample_copy, now)[0].items() if k != "day"} == before
    assert ask(sample_copy, "select count(*) from flags where state = 'open'") == flags


def test_what_is_no_event_is_struck_out(sample_copy: Path):
    [event] = ask(sample_copy, "select event_id from events anti join flags using (event_id) order by event_id limit 1")
    done = dateline(sample_copy, "review", str(event["event_id"]), "--date", "none")
    assert done.exit_code == 0, done.output
    assert ask(sample_copy, f"select 1 from events where event_id = '{event['event_id']}'") == []
