"""dateline: event extraction from news that gets *when* right and shows its work.

    import dateline
    dateline.find_dates("They met last September.", written="2017-11-20")
    dateline.annotate("The minister resigned on Monday.", date="2017-11-20").events
    dateline.run("articles/", warehouse="news.duckdb")
    with dateline.open("news.duckdb") as w: w.timeline().df()

Nothing is loaded before it is asked for. `docs/api.md` describes every name.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from flows.api import annotate, annotate_many, find_dates, open, run
    from flows.errors import (
        BusyError,
        CannotStartError,
        CorrectionError,
        DatelineError,
        EngineError,
        NoEngineError,
        NoReaderError,
        NoSuchModel,
        NothingToRead,
        Refused,
        ReviewError,
        ServerError,
        SettingError,
        TablesError,
        UsageError,
        WarehouseError,
    )
    from flows.ledger import Summary
    from flows.records import (
        Article,
        ArticleDate,
        Claim,
        DatedArticle,
        Document,
        Event,
        EventDate,
        Evidence,
        Extracted,
        Interval,
        Models,
        Participant,
        Quarantined,
        Region,
        Timex,
    )
    from warehouse.relations import Published

__version__ = "0.1.0"

_HOME = {
    "flows.api": ("annotate", "annotate_many", "find_dates", "open", "run"),
    "flows.records": (
        "Article", "ArticleDate", "Claim", "DatedArticle", "Document", "Event", "EventDate", "Evidence", "Extracted",
        "Interval", "Models", "Participant", "Quarantined", "Region", "Timex",
    ),
    "flows.ledger": ("Summary",),
    "warehouse.relations": ("Published",),
    "flows.errors": (
        "BusyError", "CannotStartError", "CorrectionError", "DatelineError", "EngineError", "NoEngineError",
        "NoReaderError", "NoSuchModel", "NothingToRead", "Refused", "ReviewError", "ServerError", "SettingError",
        "TablesError", "UsageError", "WarehouseError",
    ),
}  # fmt: skip
_MODULE_OF = {name: module for module, names in _HOME.items() for name in names}

__all__ = [
    "Article", "ArticleDate", "BusyError", "CannotStartError", "Claim", "CorrectionError", "DatedArticle",
    "DatelineError", "Document", "EngineError", "Event", "EventDate", "Evidence", "Extracted", "Interval", "Models",
    "NoEngineError", "NoReaderError", "NoSuchModel", "NothingToRead", "Participant", "Published", "Quarantined",
    "Refused", "Region", "ReviewError", "ServerError", "SettingError", "Summary", "TablesError", "Timex", "UsageError",
    "WarehouseError", "annotate", "annotate_many", "find_dates", "open", "run",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    if name not in _MODULE_OF:
        raise AttributeError(f"dateline has no {name!r}")
    return getattr(import_module(_MODULE_OF[name]), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
