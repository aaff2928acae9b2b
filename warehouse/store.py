"""The one module that writes the warehouse: write, audit, publish.

    with Warehouse.open(Path("news.duckdb")) as warehouse:      # waits for another run, then migrates
        warehouse.begin_run(run_id, version="…")
        warehouse.tables.read_with(run_id, reference)           # the user's own tables
        audit = warehouse.write_documents(run_id, [...])        # Document and Quarantined records
        for documents in warehouse.pending(64):
            audit = warehouse.write_extracted(run_id, [...])    # Extracted records
            if audit.held: ...                                  # rolled back; its documents stay pending
        warehouse.upkeep                                        # what copies and links are found by
        audit = warehouse.audit_corpus(run_id, whole=False)
        warehouse.finish_run(run_id, "completed", {...})
        warehouse.publish()

A batch is staged, its suites run on the staging tables inside the transaction, and what passes is committed together
with its flags and validation results. A broken invariant (severity critical) rolls the batch back and leaves a flag
that names the offenders. Writing the same again changes nothing: keys are hashes, articles are replaced whole, flags
are one row a finding.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Any, Literal

import duckdb
import pyarrow as pa

from flows.errors import WarehouseError
from flows.records import MODELS, Document, Evidence, Extracted, Models, Quarantined, well_formed
from warehouse import rows
from warehouse.audit import Audit, Checker, Stage
from warehouse.audited import AuditedWrite, Auditor
from warehouse.fetches import Fetches
from warehouse.files import CLOSE_RUNS, cause, connect_work, release_memory, work_path, writers_lock
from warehouse.kept_tables import KeptTables
from warehouse.migrate import migrate
from warehouse.publish import change_number, publish, published_number
from warehouse.read import rows as rows_of
from warehouse.reviews import Reviews
from warehouse.upkeep import Upkeep
from warehouse.work_file import WorkFile

RunState = Literal["completed", "held", "failed"]


class Warehouse:
    """The writer's side of a warehouse. Open it with ``Warehouse.open``, as a context manager."""

    def __init__(
        self, con: duckdb.DuckDBPyConnection, published: Path, resources: ExitStack, checker: Checker | None
    ) -> None:
        self.path = published
        self._con = con
        self._resources = resources
        self._file = WorkFile(con, published)
        self._auditor = Auditor(self._file, checker)
        self.upkeep = Upkeep(self._file)
        self.tables = KeptTables(self._file)
        self.fetches = Fetches(self._file)
        self.reviews = Reviews(self._file)
        self._begun_at = -1

    @classmethod
    def open(
        cls,
        published: Path,
        *,
        wait: float | None = None,
        notice: Callable[[str], None] | None = None,
        checker: Checker | None = None,
    ) -> Warehouse:
        """Take the writer's lock, open the writer's file beside ``published``, and bring it to this version's schema.

        :param wait: seconds to wait for another run (``None``: for as long as it takes); ``notice`` is told of it.
        :param checker: what looks at each batch before it is committed. Who opens without one can write nothing that
            has to be looked at.
        :raises WarehouseError: one line that names the file and the cause.
        """
        with ExitStack() as resources:
            resources.enter_context(writers_lock(published, wait, notice))
            con = connect_work(published)
            resources.callback(con.close)
            try:
                migrate(con)
            except (WarehouseError, duckdb.Error) as error:
                raise WarehouseError(f"{work_path(published)}: {cause(error)}") from error
            return cls(con, published, resources.pop_all(), checker)
        raise AssertionError("unreachable")

    def __enter__(self) -> Warehouse:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Give the file and the lock back. What was not committed is gone."""
        self._resources.close()

    # Runs

    def begin_run(self, run_id: str, *, version: str = "") -> None:
        """Record that a run has begun. A run that was killed is left as failed by the next one."""
        self._begun_at = change_number(self._con)
        with self._file.transaction(seen=False):
            closed = self._con.execute(CLOSE_RUNS, ["interrupted"]).fetchone()
            if closed and closed[0]:
                self._file.count_change()
            begun = "insert into runs (run_id, started_at, state, version) values (?, now(), 'running', ?)"
            self._con.execute(begun, [run_id, version])

    def finish_run(
        self, run_id: str, state: RunState, counts: Mapping[str, Any], message: str = "", *, model: str = ""
    ) -> None:
        """Record what came of a run. ``counts``: what it stored; ``model``: what read it, empty where nothing was.

        The row of a run that completed and changed nothing is published with the next change: nothing is copied for it.
        """
        with self._file.transaction(seen=state != "completed"):
            if change_number(self._con) != self._begun_at:
                self._file.run("resolve_quarantine")
            self._con.execute(
                "update runs set state = ?, finished_at = now(), counts = ?, message = ?, model = ? where run_id = ?",
                [state, json.dumps(counts), well_formed(message), model or None, run_id],
            )

    def forget_runs(self, days: int) -> None:
        """Forget what old runs were validated with, and those that changed nothing, when a copy is made anyway."""
        if change_number(self._con) != self._begun_at:
            with self._file.transaction():
                self._file.run("old_runs", before=_now() - timedelta(days=days))
                self._file.run("forget_runs")

    def show_from(self, confidence: float) -> None:
        """Let the views show events of at least this confidence, from the next publication on until it is set anew."""
        setting = "select value from settings where name = 'least confidence'"
        if self._con.execute(setting).fetchone() == (confidence,):
            return
        with self._file.transaction():
            self._con.execute("delete from settings where name = 'least confidence'")
            self._con.execute("insert into settings values ('least confidence', ?)", [confidence])
            self._con.execute("insert into upkeep.due select doc_id from articles")  # bounds rest on what is shown

    # Reading

    @property
    def connection(self) -> duckdb.DuckDBPyConnection:
        """The writer's connection, for cursors that read what is committed and not published yet."""
        return self._con

    def read(self, query: str, **parameters: Any) -> list[dict[str, Any]]:
        """The rows of ``warehouse/queries/QUERY.sql``."""
        return rows_of(self._con, query, **parameters)

    def known_documents(self) -> set[str]:
        """The ``doc_id`` of every document that was ever ingested, also of those that were deleted since."""
        ever = "select doc_id from documents union all select doc_id from tombstones"
        return {doc_id for (doc_id,) in self._con.execute(ever).fetchall()}

    def models_of(self, doc_id: str) -> Models:
        """The models that read an article; the default ones where none did."""
        name = next((row["model"] for row in self.read("model_of", doc_id=doc_id)), None)
        return Models.written(name) if name else MODELS

    def troubles_of(self, run_id: str) -> list[str]:
        """What a run could not read, a sentence each."""
        return [row["message"] for row in self.read("quarantine_of_run", run_id=run_id)]

    def count_pending(self) -> int:
        """How many documents no run has finished."""
        pending = "select count(*) from main.documents anti join main.articles using (doc_id)"
        return int(self._con.execute(pending).fetchall()[0][0])

    def pending(self, batch_size: int, batch_bytes: int = 4_000_000) -> Iterator[list[Document]]:
        """Documents that no run has finished, as they are now, in batches of at most so many and (nearly) so large."""
        batch: list[str] = []
        size = 0
        for row in self.read("pending"):
            if row["alone"] and batch:
                yield self.documents(batch)
                batch, size = [], 0
            batch.append(row["doc_id"])
            size += row["size"]
            if len(batch) >= batch_size or size >= batch_bytes:
                yield self.documents(batch)
                batch, size = [], 0
        if batch:
            yield self.documents(batch)

    def documents(self, doc_ids: Sequence[str]) -> list[Document]:
        """These documents, without their raw bytes."""
        return [rows.document(row) for row in self.read("documents_by_id", ids=list(doc_ids))]

    def bounds_from_others(self) -> dict[str, list[Evidence]]:
        """What other documents say of when an article was written, by ``doc_id``.

        Only of articles that other documents may affect since the corpus was last connected, and that were last worked
        out with other bounds than these. No bounds (``[]``) means that those it had no longer hold.
        """
        now, before = (_by_document(self.read(query, docs=[])) for query in ("bounds_from_others", "inherited_bounds"))
        return {doc_id: now.get(doc_id, []) for doc_id in now | before if now.get(doc_id) != before.get(doc_id)}

    def bounds_of(self, docs: Sequence[str]) -> dict[str, list[Evidence]]:
        """What other documents say of when these were written, by ``doc_id``: an empty list where they say nothing."""
        found = _by_document(self.read("bounds_from_others", docs=list(docs))) if docs else {}
        return {doc_id: found.get(doc_id, []) for doc_id in docs}

    def has_been_told(self, batch: Sequence[Document | Quarantined]) -> bool:
        """Whether the batch holds nothing but troubles that are known, and still unresolved."""
        troubles = [one for one in batch if isinstance(one, Quarantined)]
        if len(troubles) < len(batch):
            return False
        columns = ("source_uri", "record", "code", "message")
        self._con.register("incoming", rows.arrow([{c: getattr(q, c) for c in columns} for q in troubles], columns))
        new = self.read("new_troubles")
        self._con.unregister("incoming")
        return not new

    # Writing

    def write_documents(self, run_id: str, batch: Sequence[Document | Quarantined]) -> Audit:
        """Store what ingestion read; documents already known and troubles already recorded are not doubled."""

        def stage() -> None:
            self._file.stage(rows.staged_input(batch, run_id, _now()))
            self._file.run("deduplicate_input")

        def merge() -> None:
            self._file.run("merge_documents")
            self._file.run("merge_quarantine")

        return self._auditor.write(AuditedWrite(run_id, ("ingest",), stage, merge, ("documents", "quarantine")))

    def write_extracted(self, run_id: str, batch: Sequence[Extracted], *, cause: str | None = None) -> Audit:
        """Store articles with their dates and events; an article already there is replaced, and says what changed.

        :param cause: why articles are worked out again, for ``date_changes`` ("review", "other documents").
        """
        return self.write_staged(run_id, rows.staged_articles(batch, run_id), cause=cause)

    def write_staged(self, run_id: str, tables: Mapping[str, pa.Table], *, cause: str | None = None) -> Audit:
        """`write_extracted` for articles that are tables already (`rows.staged_articles`)."""

        def merge() -> None:
            if self._con.execute("select 1 from main.articles semi join staging.articles using (doc_id)").fetchone():
                self._file.run("record_date_changes", run_id=run_id, changed_at=_now(), cause=cause)
                self._file.run("carry_over")
                self._file.run("remove_replaced")
            self._file.run("merge_articles")

        counted = ("articles", "regions", "date_evidence", "timexes", "events", "participants")
        stages: tuple[Stage, ...] = ("clean", "dates", "events")
        return self._auditor.write(AuditedWrite(run_id, stages, lambda: self._file.stage(tables), merge, counted))

    def remove_articles(self, docs: Sequence[str]) -> None:
        """Take articles out, with all that was made of them; their documents are pending again."""
        with self._file.transaction():
            named = "create or replace temp table replaced as select unnest(?::varchar[]) as doc_id"
            self._con.execute(named, [list(docs)])
            self._file.run("remove_replaced")
            self._con.execute("insert into upkeep.due from replaced")

    def audit_corpus(self, run_id: str, *, whole: bool = True) -> Audit:
        """Look at the warehouse: the whole of it, or what may have changed since the corpus was last connected."""
        scope = "scope_of_the_whole" if whole else "scope_of_the_change"
        write = AuditedWrite(run_id, ("corpus",), lambda: self._file.run(scope), lambda: None, whole=whole)
        return self._auditor.write(write)

    def publish(self) -> None:
        """Make what is committed visible to readers. Neither they nor this waits for the other."""
        publish(self._con, self.path)

    def rest(self) -> None:
        """Let go of the memory that reading took: others work now, with the lock still held."""
        release_memory(self._con)

    def is_published(self) -> bool:
        """Whether the published copy has everything that a reader would see."""
        return published_number(self.path) == change_number(self._con)


def _by_document(found: Iterable[Mapping[str, Any]]) -> dict[str, list[Evidence]]:
    bounds: dict[str, list[Evidence]] = {}
    for row in found:
        bounds.setdefault(row["doc_id"], []).append(rows.evidence(row))
    return bounds


def _now() -> datetime:
    return datetime.now(UTC)
