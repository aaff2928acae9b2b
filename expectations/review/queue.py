"""The queue of flags and what people decide on them, as functions over a warehouse.

A decision is a row in ``reviews``: it holds through re-runs (the same finding keeps its flag) until it is taken back.
An article that is worked out again is audited by the same rules as in a run, without the seconds of loading that Great
Expectations costs: a person is waiting.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal, get_args

from expectations.reports import report_rows
from expectations.rules import check_plainly
from flows import corrections
from flows.errors import ReviewError
from warehouse.files import connect_published
from warehouse.store import Warehouse

Row = dict[str, Any]
Decision = Literal["accepted", "corrected", "dismissed"]
Reresolve = Callable[[Warehouse, str], Sequence[str]]
"""Works a document out again inside the open warehouse: ``(warehouse, doc_id)``; returns what kept it from that, a
sentence each. The pipeline supplies it."""

NOTE = 2_000  # characters of a note
WAIT = 60.0  # seconds that a person waits for a run to end, and is then told of it


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
        found = report_rows.query_rows(con, "flag_by_prefix", prefix=prefix)
    if not prefix or not found:
        raise ReviewError(f"no flag {prefix!r}; `dateline flags` lists them")
    if len(found) > 1:
        raise ReviewError(f"more than one flag begins with {prefix!r}: " + ", ".join(row["flag_id"] for row in found))
    return found[0]


def find_subject(published_db: Path, what: str) -> Row:
    """The flag that ``what`` names; or else the event or article, as the flag that a person would raise on it.

    An event is named by its id or the first letters of it, an article also by its source's name. ``state`` is
    ``unmarked`` while nobody has raised that flag.

    :raises ReviewError: ``what`` names none of these, or several.
    """
    with connect_published(published_db) as con:
        flags = report_rows.query_rows(con, "flag_by_prefix", prefix=what)
        subjects = report_rows.query_rows(con, "subject_by_prefix", what=what) if what and not flags else []
    if not subjects:
        return find_flag(published_db, what)
    if len(subjects) > 1:
        some = ", ".join(row["event_id"] or row["doc_id"] for row in subjects)
        raise ReviewError(f"more than one event or article is named {what!r}: {some}")
    with connect_published(published_db) as con:
        raised = report_rows.query_rows(con, "flag_by_prefix", prefix=subjects[0]["flag_id"])
    return (raised or subjects)[0]


def decisions_on(published_db: Path, flag_id: str) -> list[Row]:
    """What people decided on a flag, the latest first; ``withdrawn_at`` is set where it was taken back."""
    with connect_published(published_db) as con:
        con.execute("set timezone = 'UTC'")
        return report_rows.query_rows(con, "decisions_on", flag_id=flag_id)


def decide(
    published_db: Path,
    flag_id: str,
    decision: Decision,
    value: str | None = None,
    note: str = "",
    reviewer: str = "",
    *,
    reresolve: Reresolve | None = None,
) -> Row:
    """Record a decision, work the article out again where it corrects something, publish, and return the flag.

    :param value: what is right, for ``corrected`` (``read_correction`` says how it is written).
    :raises ReviewError: an unknown flag or decision, or the article cannot be worked out with it. The decision is not
        taken then.
    :raises CorrectionError: the value is none.
    """
    flag = find_subject(published_db, flag_id)
    if decision not in get_args(Decision):
        raise ReviewError(f"unknown decision {decision!r}: one of {', '.join(get_args(Decision))}")
    value = (value or "").strip() or None
    if decision == "corrected":
        if not flag["doc_id"]:
            raise ReviewError("this flag is about no article: there is nothing to correct")
        corrections.read_correction(value or "", of_event=flag["event_id"] is not None)
    elif value:
        raise ReviewError(f"a value belongs to a correction, not to {decision!r}")
    if not reviewer.strip():
        raise ReviewError("who decides? a reviewer's name is missing")
    with _opened(published_db) as warehouse:
        if flag["state"] == "unmarked":
            warehouse.upkeep.raise_by_hand(flag["doc_id"], flag["event_id"])
        warehouse.write_review(
            flag["flag_id"], decision, value=value, note=note.strip()[:NOTE] or None, reviewer=reviewer.strip()[:200]
        )
        if decision == "corrected" and reresolve is not None:
            with _taken_back_on_failure(warehouse, flag["flag_id"]):
                _work_out(reresolve, warehouse, flag["doc_id"], "the decision is not taken")
        warehouse.publish()
    return find_flag(published_db, flag["flag_id"])


def withdraw(published_db: Path, flag_id: str, *, reresolve: Reresolve | None = None) -> Row:
    """Take the latest decision on a flag back, work the article out again if it was a correction, and publish.

    :raises ReviewError: no such flag, or nothing decided on it.
    """
    flag = find_subject(published_db, flag_id)
    if flag["state"] not in get_args(Decision):
        raise ReviewError(f"flag {flag['flag_id']} is {flag['state']}: there is no decision to take back")
    with _opened(published_db) as warehouse:
        warehouse.withdraw_review(flag["flag_id"])
        if flag["state"] == "corrected" and flag["doc_id"] and reresolve is not None:
            try:
                _work_out(reresolve, warehouse, flag["doc_id"], "the decision is taken back, its article is as it was")
            finally:
                warehouse.publish()
        else:
            warehouse.publish()
    return find_flag(published_db, flag["flag_id"])


def _opened(published_db: Path) -> Warehouse:
    """The writer's side. Raises ``BusyError`` where a run has not ended within ``WAIT``; the log says so at once."""
    said = logging.getLogger("dateline").warning
    return Warehouse.open(published_db, wait=WAIT, notice=said, checker=check_plainly)


def _work_out(reresolve: Reresolve, warehouse: Warehouse, doc_id: str, otherwise: str) -> None:
    if troubles := reresolve(warehouse, doc_id):
        raise ReviewError(f"the article could not be worked out again ({'; '.join(troubles)}): {otherwise}")


@contextmanager
def _taken_back_on_failure(warehouse: Warehouse, flag_id: str) -> Iterator[None]:
    """What was decided and cannot be carried out does not stand, nor what was found on the way stay unpublished."""
    try:
        yield
    except BaseException:
        warehouse.withdraw_review(flag_id)
        warehouse.publish()
        raise
