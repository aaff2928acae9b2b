"""What is to be decided and what was: flags, events and articles as a reviewer looks at them. Nothing here writes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from expectations.reports import report_rows
from flows.errors import ReviewError
from warehouse.files import connect_published

Row = dict[str, Any]


def list_queue(published_db: Path, *, states: Sequence[str] = ("open",), most: int = 50) -> list[Row]:
    """Flags in ``states`` with their articles, worst first.

    :raises WarehouseError: there is no such warehouse.
    """
    with connect_published(published_db) as con:
        return report_rows.query_rows(con, "flags", states=list(states), most=most)


def find_flag(published_db: Path, prefix: str) -> Row:
    """The flag whose id begins with ``prefix``; the first characters do, as long as they name one.

    :raises ReviewError: none does, or several do.
    """
    with connect_published(published_db) as con:
        return flag_named(con, prefix)


def find_subject(published_db: Path, what: str) -> Row:
    """The flag that ``what`` names; or else the event or article, as the flag that a person would raise on it.

    An event is named by its id or the first letters of it, also one that was struck out; an article also by its
    source's name. ``state`` is ``unmarked`` while nobody has raised that flag.

    :raises ReviewError: ``what`` names none of these, or several.
    """
    with connect_published(published_db) as con:
        return subject_named(con, what)


def flag_named(con: Any, prefix: str) -> Row:
    """`find_flag` on a connection."""
    found = report_rows.query_rows(con, "flag_by_prefix", prefix=prefix)
    if not prefix or not found:
        raise ReviewError(f"no flag {prefix!r}; `dateline flags` lists them")
    if len(found) > 1:
        raise ReviewError(f"more than one flag begins with {prefix!r}: " + ", ".join(row["flag_id"] for row in found))
    return found[0]


def subject_named(con: Any, what: str) -> Row:
    """`find_subject` on a connection."""
    if report_rows.query_rows(con, "flag_by_prefix", prefix=what) or not what:
        return flag_named(con, what)
    subjects = report_rows.query_rows(con, "subject_by_prefix", what=what)
    if len(subjects) > 1:
        some = ", ".join(row["event_id"] or row["doc_id"] for row in subjects)
        raise ReviewError(f"more than one event or article is named {what!r}: {some}")
    if not subjects:
        return flag_named(con, what)
    raised = report_rows.query_rows(con, "flag_by_prefix", prefix=subjects[0]["flag_id"])
    return (raised or subjects)[0]


def decisions_on(published_db: Path, flag_id: str) -> list[Row]:
    """What people decided on a flag, and on the event that it is about, the latest first.

    ``withdrawn_at`` is set where a decision was taken back.
    """
    with connect_published(published_db) as con:
        con.execute("set timezone = 'UTC'")
        return report_rows.query_rows(con, "decisions_on", flag_id=flag_id)


def told_with(published_db: Path, event_id: str) -> list[Row]:
    """The mentions that are of one event with this one, itself among them, each with its sentence and article."""
    with connect_published(published_db) as con:
        return report_rows.query_rows(con, "told_with", event_id=event_id)
