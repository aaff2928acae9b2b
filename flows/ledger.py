"""What a run is called and what it did, as the ledger (``runs``) and whoever asked for it are told."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from flows import __version__
from flows.records import Extracted

if TYPE_CHECKING:
    from warehouse.audit import Audit
    from warehouse.store import Warehouse

COUNTED = {"documents": "documents", "quarantine": "quarantined", "articles": "articles", "events": "events"}
_LETTERS = str.maketrans("0123456789", "ghijklmnop")


@dataclass(slots=True)
class Summary:
    """What a run did: counts of what was stored, and what a critical validation held back.

    ``models`` are the language models that read something that was stored, with their versions. ``is_news``: there was
    something to publish. ``read_otherwise``: how many articles of the warehouse were read with other tables of
    reference than the run's, and stay so until they are worked out again.
    """

    run_id: str
    warehouse: Path
    state: Literal["completed", "held"] = "completed"
    counts: dict[str, int] = field(default_factory=dict)
    held: list[str] = field(default_factory=list)
    reports: Path | None = None
    is_news: bool = True
    troubles: list[str] = field(default_factory=list)
    models: set[str] = field(default_factory=set)
    read_otherwise: int = 0

    def count(self, what: str, n: int) -> None:
        self.counts[what] = self.counts.get(what, 0) + n

    def stored(self, audit: Audit, counted: Mapping[str, str] = COUNTED) -> None:
        """Count the rows that ``audit`` says were written, by table; note what held the batch back."""
        for table, what in counted.items():
            if table in audit.written:
                self.count(what, audit.written[table])
        if audit.held:
            self.state = "held"
            broken = (o for o in audit.outcomes if o.severity == "critical" and not o.success)
            named = dict.fromkeys(f"{o.code}: {o.expectation}" for o in broken)
            self.held.extend(one for one in named if one not in self.held)

    def read_with(self, extracted: Sequence[Extracted]) -> None:
        """Note which models read these articles."""
        self.models.update(one.model for one in extracted if one.model)

    @property
    def model(self) -> str:
        """For ``runs.model``: the models that spoke; empty where none had anything to read."""
        return ", ".join(sorted(self.models))


@contextmanager
def recorded(warehouse: Warehouse, summary: Summary) -> Iterator[None]:
    """A run in the ledger from its beginning to its end, whatever happens: as ``summary`` says, or failed."""
    warehouse.begin_run(summary.run_id, version=__version__)
    try:
        yield
    except BaseException as error:
        message = f"{type(error).__name__}: {error}"
        warehouse.finish_run(summary.run_id, "failed", summary.counts, message, model=summary.model)
        raise
    message = "; ".join((*summary.held, *summary.troubles))
    warehouse.finish_run(summary.run_id, summary.state, summary.counts, message, model=summary.model)


def new_run_id() -> str:
    """Sortable by start, and unique: ``20261121T213000Z-kabcpf``.

    Letters alone after the time: Great Expectations tries a run's name as a date, and dies of "…Z-55ad7a", which reads
    as 55 hours west of Greenwich.
    """
    return f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}-{uuid.uuid4().hex[:6].translate(_LETTERS)}"
