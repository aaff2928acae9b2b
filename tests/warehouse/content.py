"""What a warehouse says, without what names the runs that wrote it: two that took in the same must agree to the row."""

from __future__ import annotations

from pathlib import Path

from warehouse.read import fetch, open_published

QUERIES = {
    "documents": "select doc_id, record, text from documents order by all",
    "articles": "select doc_id, title, date_from, date_to, date_verdict, duplicate_of from articles order by all",
    "timexes": "select timex_id, value, date_from, date_to from timexes order by all",
    "events": "select event_id, event_type, status, date_from, date_to from events order by all",
    "participants": "select event_id, role, name, country from participants order by all",
    "flags": "select flag_id, code, message from flags order by all",
}


def content(warehouse: Path) -> dict[str, list[tuple[object, ...]]]:
    """The rows of the published ``warehouse``, by table."""
    with open_published(warehouse) as con:
        return {name: [tuple(row.values()) for row in fetch(con, query)] for name, query in QUERIES.items()}


# What differs from run to run: when it was, and what it is called.
WHEN = {"run_id", "ingested_at", "first_seen", "quarantined_at", "validated_at", "decided_at", "changed_at"}
OF_RUNS = {"runs", "validation_results", "schema_migrations"}


def everything(warehouse: Path) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables of the published warehouse, but for what names a run or its time."""
    with open_published(warehouse) as con:
        listed = fetch(con, "select table_name from duckdb_tables() where schema_name = 'main' order by 1")
        found = {}
        for name in {row["table_name"] for row in listed} - OF_RUNS:
            kept = [{c: v for c, v in row.items() if c not in WHEN} for row in fetch(con, f"from {name}")]
            found[name] = sorted((tuple(row.values()) for row in kept), key=repr)
    return found
