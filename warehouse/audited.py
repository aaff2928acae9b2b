"""Write, audit: a batch is staged, looked at inside the open transaction, and committed or held back whole."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import pyarrow as pa

from warehouse import rows
from warehouse.audit import Audit, Checker, RuleError, RuleOutcome, Stage
from warehouse.queries import query_text
from warehouse.work_file import WorkFile


@dataclass(frozen=True, slots=True)
class AuditedWrite:
    """One write that is looked at before it is committed.

    ``stage`` fills the staging tables, the suites of ``stages`` look at them, ``merge`` moves what passes into the
    warehouse's own; the rows of the tables in ``count`` are counted on the way.
    """

    run_id: str
    stages: tuple[Stage, ...]
    stage: Callable[[], None]
    merge: Callable[[], None]
    count: tuple[str, ...] = ()
    whole: bool = False  # of the stage ``corpus``: it looks at the whole warehouse


class Auditor:
    """Has every batch looked at by ``checker``, and records what it found."""

    def __init__(self, file: WorkFile, checker: Checker | None) -> None:
        self._file, self._checker = file, checker

    def write(self, write: AuditedWrite) -> Audit:
        """Commit the batch with its flags and results; where a critical expectation fails, those alone."""
        # An expectation that cannot run costs DuckDB's transaction: the batch is audited again without it.
        broken: dict[str, RuleOutcome] = {}
        while True:
            try:
                return self._try(write, broken)
            except _CouldNotRunError as stop:
                broken |= {outcome.code: outcome for outcome in stop.outcomes}
            except RuleError as stop:
                broken[stop.outcome.code] = stop.outcome
            except _HeldError as stop:
                return self._hold(write.run_id, stop)

    def _try(self, write: AuditedWrite, broken: dict[str, RuleOutcome]) -> Audit:
        file, run_id = self._file, write.run_id
        check = self._look()
        with file.transaction():
            write.stage()
            outcomes = []
            for name in write.stages:
                found = check(file.con, name, broken)
                if failures := [o for o in found if o.error and "transaction is aborted" not in o.error]:
                    raise _CouldNotRunError(failures)
                outcomes += found
            outcomes += broken.values()
            self._record_shape_failures(outcomes, run_id)
            if any(o.severity == "critical" and not o.success for o in outcomes):
                raise _HeldError(outcomes, file.con.sql(query_text("critical_offences")).to_arrow_table())
            flags = self._offences_by_severity()
            file.run("close_flags", stages=list(write.stages), whole=write.whole)
            file.run("merge_flags", run_id=run_id)
            self._record_results(run_id, outcomes)
            written = {table: file.count(f"staging.{table}") for table in write.count}
            write.merge()
            file.clear()
        return Audit(tuple(outcomes), flags, written)

    def _look(self) -> Checker:
        if self._checker is None:
            raise ValueError(f"{self._file.published} was opened without a checker: a batch is not written unseen")
        return self._checker

    def _offences_by_severity(self) -> dict[str, int]:
        return dict(self._file.con.execute(query_text("offences_by_severity")).fetchall())

    def _record_shape_failures(self, outcomes: Sequence[RuleOutcome], run_id: str) -> None:
        """Critical failures that are no rule's, and so select no rows of their own: a finding about the batch."""
        check = self._look()
        offences = [
            {"stage": o.stage, "code": o.code, "severity": o.severity, "part": run_id, "message": _what_broke(o)}
            for o in outcomes
            if o.severity == "critical" and not o.success and (o.error or not check.selects_rows(o))
        ]
        if offences:
            columns = ("stage", "code", "severity", "part", "message")
            self._file.stage({"offences": rows.arrow(offences, columns)})

    def _hold(self, run_id: str, held: _HeldError) -> Audit:
        """The batch is rolled back; what remains of it is what was wrong with it."""
        with self._file.transaction():
            self._file.stage({"offences": held.offences})
            self._file.run("merge_flags", run_id=run_id)
            self._record_results(run_id, held.outcomes)
            flags = self._offences_by_severity()
            self._file.clear()
        documents = frozenset(doc_id for doc_id in held.offences["doc_id"].to_pylist() if doc_id)
        return Audit(tuple(held.outcomes), flags, {}, held=True, offenders=documents)

    def _record_results(self, run_id: str, outcomes: Sequence[RuleOutcome]) -> None:
        now = datetime.now(UTC)
        batch = now.isoformat(timespec="milliseconds")
        results = [
            {"run_id": run_id, "batch": batch, "stage": o.stage, "suite": o.stage, "expectation": o.expectation,
             "code": o.code, "success": o.success, "severity": o.severity, "unexpected_count": o.unexpected_count,
             "element_count": o.element_count, "validated_at": now,
             "details": json.dumps({"could_not_run": o.error, "offenders": o.offenders}, default=str)}
            for o in outcomes
        ]  # fmt: skip
        self._file.load("main.validation_results", rows.arrow(results, rows.RESULTS))


class _CouldNotRunError(Exception):
    def __init__(self, outcomes: Sequence[RuleOutcome]) -> None:
        self.outcomes = outcomes


class _HeldError(Exception):
    def __init__(self, outcomes: Sequence[RuleOutcome], offences: pa.Table) -> None:
        self.outcomes = outcomes
        self.offences = offences


def _what_broke(outcome: RuleOutcome) -> str:
    if outcome.error:
        return f"{outcome.expectation} Could not run: {outcome.error}"
    named = ", ".join(str(one.get("value", one)) for one in outcome.offenders[:5])
    return f"{outcome.expectation} Broken by {named or 'the batch'}."
