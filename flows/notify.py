"""Tell somebody else's program what a run found: one POST of JSON to an address that the user names."""

from __future__ import annotations

import json
import urllib.request
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flows.errors import SettingError

if TYPE_CHECKING:
    from flows.ledger import Summary

MOST_FLAGS = 100
TIMEOUT_SECONDS = 10.0


def check_webhook(url: str) -> str:
    """``url`` as it is. Raises ``SettingError`` for what is no address of a web server."""
    try:
        parts = urlsplit(url)
        named = (
            parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
        )  # `port` raises for a wrong one
    except ValueError:
        named = False
    if not named or not url.isprintable() or " " in url:
        raise SettingError(f"{url!r} is no address such as https://example.org/hook")
    return url


def notify(url: str, summary: Summary) -> bool:
    """POST the run's state, counts and new flags (worst first, at most ``MOST_FLAGS``) to ``url``.

    Posts only where there is something to say: new flags, or something held back. Returns whether it posted.
    Raises ``OSError`` where nobody answers, or answers with an error, ``HTTPException`` where the answer is no HTTP.
    """
    from warehouse.read import open_published, rows

    with open_published(summary.warehouse) as connection:
        flags = rows(connection, "flags_of_run", run_id=summary.run_id, limit=MOST_FLAGS)
    if not flags and not summary.held:
        return False
    body = {
        "run_id": summary.run_id,
        "state": summary.state,
        "counts": summary.counts,
        "held": summary.held,
        "warehouse": str(summary.warehouse.resolve()),
        "reports": summary.reports.resolve().as_uri() if summary.reports else None,
        "flags": flags,
    }
    request = urllib.request.Request(
        url, json.dumps(body, default=str).encode(), {"Content-Type": "application/json"}, method="POST"
    )
    with urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS):
        return True
