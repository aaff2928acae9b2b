"""An event's own page on the served review: what it says, what it is one event with, and the forms that correct it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from expectations.reports import display, pages, report_rows
from flows import corrections
from flows.corrections import EVENT_TYPES, STATUSES, Correction
from flows.errors import CorrectionError

FIELDS = ("date", "status", "type", "source", "target")


def fields_of(now: Correction) -> dict[str, str]:
    """An event as the form shows it."""
    parts = {
        "date": Correction(now.interval, now.granularity),
        "status": Correction(status=now.status),
        "type": Correction(event_type=now.event_type),
        "source": Correction(source=now.source),
        "target": Correction(target=now.target),
    }
    return {name: str(part).removeprefix(f"{name}=") for name, part in parts.items()}


def correction_of(form: Mapping[str, str]) -> str:
    """What was changed in the form, as a correction's value: a field that is as it was says nothing.

    :raises CorrectionError: nothing was changed, or what was written is no correction.
    """
    changed = {
        name: form.get(name, "").strip() for name in FIELDS if form.get(name, "").strip() != form.get(f"was_{name}", "")
    }
    for side in ("source", "target"):
        if side in changed:
            changed[side] = f"{side}={changed[side] or corrections.NOBODY}"
    if changed.get("date") == "":
        changed["date"] = corrections.UNKNOWN
    value = " ".join(changed[name] for name in FIELDS if changed.get(name))
    if not value:
        raise CorrectionError("Nothing is changed: write what is right into a field, or say that it is no event.")
    corrections.read_correction(value, of_event=True)
    return value


def served_event(con: Any, event_id: str, site: pages.Site) -> str | None:
    """The page of an event, or of one that a person struck out; ``None`` where there is neither."""
    subjects = report_rows.query_rows(con, "subject_by_prefix", what=event_id) if event_id else []
    found = [row for row in subjects if row["event_id"] == event_id]
    if not found:
        return None
    told = report_rows.query_rows(con, "told_with", event_id=event_id)
    rows = report_rows.article_rows(con, [found[0]["doc_id"]])[found[0]["doc_id"]]
    event = next((row for row in rows["events"] if row["event_id"] == event_id), None)
    people = [row for row in rows["participants"] if row["event_id"] == event_id]
    of_event = [row for row in rows["flags"] if row["event_id"] == event_id]
    by_hand = [row for row in of_event if row["code"] == "by_hand"]
    return pages.event_page(
        {
            "event_id": event_id,
            "doc_id": found[0]["doc_id"],
            "title": display.called(rows),
            "flag_id": found[0]["flag_id"],
            "event": event,
            "fields": fields_of(corrections.as_it_stands(event, people)) if event else None,
            "sentence": next((row["sentence"] for row in told if row["event_id"] == event_id), None),
            "repost": rows["duplicate_of"],
            "told_with": [row for row in told if row["event_id"] != event_id],
            "alike": report_rows.query_rows(con, "events_alike", event_id=event_id) if event else [],
            "state": by_hand[0]["state"] if by_hand else "unmarked",
            "joined": [row for row in of_event if row["code"] == "same_event" and row["state"] == "corrected"],
            "decisions": _decisions(rows, found[0]),
            "made": sum(row["flag_id"] == found[0]["flag_id"] for row in rows["reviews"]),
            "statuses": STATUSES,
            "types": EVENT_TYPES,
        },
        site,
    )


def _decisions(rows: dict[str, Any], event: dict[str, Any]) -> list[dict[str, Any]]:
    """What people decided on an event, also on the mention that it was before a later version cut it otherwise."""
    mentions = {(row["char_start"], row["char_end"]): row["event_id"] for row in rows["events"]}
    named = {
        row["event_id"]: (row["char_start"], row["char_end"])
        for row in rows["flags"]
        if row["event_id"] and row["char_start"] is not None
    }
    now = corrections.places_now(named, mentions)
    own = {name for name, span in now.items() if mentions[span] == event["event_id"]} | {event["event_id"]}
    return [row for row in rows["reviews"] if row["event_id"] in own]
