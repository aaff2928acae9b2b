"""How a warehouse is named on the command line. Light to import: every command does."""

from __future__ import annotations

import shlex
from pathlib import Path

DEFAULT_WAREHOUSE = Path("warehouse/dateline.duckdb")


def option_naming(published: Path, meant: Path = DEFAULT_WAREHOUSE) -> str:
    """`` --warehouse FILE``, to be typed anywhere; nothing where ``published`` is the one ``meant`` without."""
    whole = published.absolute()
    return "" if whole == meant.absolute() else f" --warehouse {shlex.quote(str(whole))}"
