"""What the warehouse remembers of addresses: what came of asking for each, and which are still to be fetched."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pyarrow as pa

from flows.records import Awaited, Document, Linked
from warehouse import rows
from warehouse.read import fetch
from warehouse.read import rows as rows_of
from warehouse.work_file import WorkFile

Row = Mapping[str, Any]
_INSTANT = pa.timestamp("us", tz="UTC")
_TYPES = {"status": pa.int32(), "bytes": pa.int64(), "failures": pa.int32(), "fetched_at": _INSTANT}
_FETCHES = pa.schema([
    (name, _TYPES.get(name, pa.string()))
    for name in ("address", "found_in", "url", "status", "etag", "last_modified", "fetched_at", "bytes", "sha256",
                 "robots", "code", "cause", "failures", "reading")
])  # fmt: skip
_AWAITED = pa.schema([("address", pa.string()), ("named", pa.string()), ("is_list", pa.bool_()),
                      ("updated", pa.date32()), ("document", pa.string())])  # fmt: skip
# That an address was asked for again, and what its server calls the same bytes now, is not published for.
_UNSEEN = ("fetched_at", "status", "etag", "last_modified", "failures")


class Fetches:
    """The addresses of an open warehouse (`flows.fetch.fetching.Ledger`)."""

    def __init__(self, file: WorkFile) -> None:
        self._con, self._file = file.con, file

    def known(self, addresses: Sequence[str]) -> dict[str, Row]:
        """The rows of ``fetches`` of these addresses that were asked for before."""
        if not addresses:
            return {}
        wanted = "from fetches where address in (select unnest(?::varchar[]))"
        return {row["address"]: row for row in fetch(self._con, wanted, [list(addresses)])}

    def awaited(self, named: Sequence[str], addresses: Sequence[str]) -> list[Awaited]:
        """What is to be fetched because ``named`` led there, and what else is known of ``addresses``, in order."""
        found = rows_of(self._con, "awaited", named=list(named), addresses=list(addresses))
        return [Awaited(row["named"], _link(row)) for row in found]

    def write(self, rows: Sequence[Row], awaited: Sequence[Awaited], settled: Sequence[str]) -> None:
        """Store what came of addresses, what they lead to, and which of those need no fetching any more."""
        before = self.known([row["address"] for row in rows])
        is_news = bool(awaited or settled) or any(_differs(row, before.get(row["address"], {})) for row in rows)
        with self._file.transaction(seen=is_news):
            self._con.register("incoming", pa.Table.from_pylist(list(rows), _FETCHES))
            self._file.run("write_fetches")
            self._con.unregister("incoming")
            self._file.load("upkeep.awaited", pa.Table.from_pylist(list(map(_row, awaited)), _AWAITED))
            gone = "delete from upkeep.awaited where address in (select unnest(?::varchar[]))"
            self._con.execute(gone, [list(settled)])


def _differs(row: Row, before: Row) -> bool:
    return any(row.get(name) != before.get(name) for name in _FETCHES.names if name not in _UNSEEN)


def _row(one: Awaited) -> Row:
    told = one.link.document
    return {
        "address": one.link.address, "named": one.named, "is_list": one.link.is_list, "updated": one.link.updated,
        "document": json.dumps(_told(told)) if told else None,
    }  # fmt: skip


def _told(document: Document) -> Row:
    staged = rows.staged_input([document], "", datetime.now(UTC))["documents"].to_pylist()[0]
    return {**staged, "raw_bytes": document.raw.decode("latin-1"), "ingested_at": staged["ingested_at"].isoformat()}


def _link(row: Row) -> Linked:
    return Linked(row["address"], _document(row["document"]), row["is_list"], row["updated"])


def _document(told: str | None) -> Document | None:
    if told is None:
        return None
    row = json.loads(told)
    found = rows.document({**row, "ingested_at": datetime.fromisoformat(row["ingested_at"])})
    return replace(found, raw=row["raw_bytes"].encode("latin-1"))
