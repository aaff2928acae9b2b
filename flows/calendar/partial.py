"""Days from tables that may know no more than a month or a year: "2017", "2017-02", "2017-02-01"."""

from __future__ import annotations

import calendar
from datetime import date


def bound(written: str, *, last: bool) -> date | None:
    """A day from "2017", "2017-02" or "2017-02-01": the first it may mean, or the last. ``None`` for ""."""
    if not written:
        return None
    year, month, day = ([int(p) for p in written.split("-")] + [0, 0])[:3]
    if not month:
        return date(year, 12, 31) if last else date(year, 1, 1)
    if not day:
        return date(year, month, calendar.monthrange(year, month)[1]) if last else date(year, month, 1)
    return date(year, month, day)
