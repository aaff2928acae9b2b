"""Links between mentions, for tests of what is made of them and not of how they are found."""

from __future__ import annotations

from collections.abc import Iterable

from warehouse.store import Warehouse


def link(warehouse: Warehouse, links: Iterable[tuple[str, str | None, float | None]]) -> None:
    """Link mentions: (event_id, canonical_id, score); one without a canonical_id is linked no more."""
    for event_id, canonical_id, score in links:
        warehouse._con.execute("delete from event_links where event_id = ?", [event_id])
        if canonical_id is not None:
            warehouse._con.execute(
                "insert into event_links (event_id, canonical_id, score) values (?, ?, ?)",
                [event_id, canonical_id, score],
            )
