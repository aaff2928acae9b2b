"""Which files a run has to read: what an earlier run read to its end, and is unchanged, is not even opened."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from flows import __version__
from flows.ingest.unchanged import Stamp, stamp

if TYPE_CHECKING:
    from warehouse.audit import Audit
    from warehouse.store import Warehouse


class Inputs:
    """The warehouse's memory of files (`flows.ingest.unchanged.Memory`).

    A file counts as read once everything that it answered is stored. It is read again by another version of dateline,
    and with other fields, limits or language.
    """

    def __init__(
        self,
        warehouse: Warehouse,
        fields: Mapping[str, str],
        limits: Mapping[str, str],
        language: str | None = None,
    ) -> None:
        self._warehouse = warehouse
        told = json.dumps([__version__, sorted(fields.items()), sorted(limits.items()), language])
        self.reading = hashlib.sha256(told.encode()).hexdigest()[:16]
        self._ended: list[Stamp] = []
        self._is_held = False

    def to_read(self, files: Sequence[Path | None]) -> list[Path | None]:
        """Those of ``files`` that have to be read, in their order."""
        stamps = {place: found for place, file in enumerate(files) if (found := stamp(file))}
        known = list(stamps)
        unread = {known[n] for n in self._warehouse.upkeep.unread(list(stamps.values()), self.reading)}
        return [file for place, file in enumerate(files) if place in unread or place not in stamps]

    def was_read(self, file: Stamp) -> None:
        """Remember ``file`` with the next `stored`."""
        self._ended.append(file)

    def stored(self, audit: Audit | None = None) -> None:
        """What was answered so far is stored, unless ``audit`` held it back: nothing counts as read from then on."""
        self._is_held |= audit is not None and audit.held
        if self._ended and not self._is_held:
            self._warehouse.upkeep.write_inputs(self._ended, self.reading)
        self._ended.clear()


class KnownInputs:
    """The ids of every document that was ever ingested, fetched when one is first asked for."""

    def __init__(self, warehouse: Warehouse) -> None:
        self._warehouse = warehouse
        self._ids: set[str] | None = None

    def __contains__(self, doc_id: object) -> bool:
        if self._ids is None:
            self._ids = self._warehouse.known_documents()
        return doc_id in self._ids
