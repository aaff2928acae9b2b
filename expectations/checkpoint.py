"""Run a stage's suite with Great Expectations, on the writer's connection, inside its open transaction.

Importing Great Expectations costs some six seconds of CPU: this module is imported when the first batch is audited.
"""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Any, Literal

import duckdb

os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")

import great_expectations as gx
from great_expectations.data_context.data_context.context_factory import set_context
from great_expectations.data_context.types.base import DataContextConfig, InMemoryStoreBackendDefaults
from great_expectations.datasource.fluent import SQLDatasource
from great_expectations.execution_engine import SqlAlchemyExecutionEngine

from expectations.dialect import Lent, engine
from expectations.rules import NAMED_OFFENDERS, TABLES, left_out, record_offences
from expectations.suites import build
from warehouse.audit import RuleOutcome, Stage

# It logs the traceback of every query that fails; what failed, and why, is in the outcome.
logging.getLogger("great_expectations").setLevel(logging.CRITICAL)

_ADDRESS = "duckdb://writer"
# Great Expectations keeps its project, and builds its engines, in what belongs to the whole process: two warehouses
# that are written in two threads are audited one after the other.
_one_at_a_time = threading.RLock()
_lent: Lent | None = None  # the connection under audit, while the lock is held


class WriterExecutionEngine(SqlAlchemyExecutionEngine):  # type: ignore[misc]
    """Great Expectations' SQL engine on the connection that it is lent."""

    def __init__(self, *args: Any, connection_string: str | None = None, **kwargs: Any) -> None:
        assert _lent is not None
        super().__init__(*args, engine=engine(_lent), **{k: v for k, v in kwargs.items() if k != "engine"})


class WriterDatasource(SQLDatasource):  # type: ignore[misc]
    """A data source whose address stands for the connection under audit. Great Expectations names it ``writer``."""

    type: Literal["writer"] = "writer"
    connection_string: str

    @property
    def execution_engine_type(self) -> Any:
        return WriterExecutionEngine

    def _create_engine(self) -> Any:
        assert _lent is not None
        return engine(_lent)


class Checkpoint:
    """Runs suites, and keeps one Great Expectations context for a connection."""

    def __init__(self) -> None:
        self._con: duckdb.DuckDBPyConnection | None = None
        self._lending: Lent | None = None
        self._context: Any = None
        self._batches: dict[Stage, Any] = {}

    def run(self, con: duckdb.DuckDBPyConnection, stage: Stage, skip: Collection[str] = ()) -> list[RuleOutcome]:
        """Every expectation of the stage's suite but those skipped. Raises ``RuleError`` alone."""
        skip = {*skip, *left_out(con, stage)}
        record_offences(con, stage, skip)
        with self._lent(con):
            suite = build(stage, skip, recorded=True)
            element_count = _count(con, TABLES[stage])
            result = self._batches[stage].get_batch().validate(suite, result_format="COMPLETE")
        return [_outcome(stage, one, element_count) for one in result.results]

    @contextmanager
    def _lent(self, con: duckdb.DuckDBPyConnection) -> Iterator[None]:
        global _lent
        with _one_at_a_time:
            if self._con is not con or self._lending is None:
                _lent = self._lending = Lent(con)
                self._connect()
                self._con = con
            _lent = self._lending
            set_context(self._context)
            try:
                yield
            finally:
                _lent = None
                self._lending.give_back()

    def _connect(self) -> None:
        stores = InMemoryStoreBackendDefaults(init_temp_docs_sites=False)  # which would be left behind in /tmp
        self._context = gx.get_context(
            mode="ephemeral", project_config=DataContextConfig(store_backend_defaults=stores)
        )
        self._context.variables.progress_bars = {"globally": False}
        source = self._context.data_sources.add_writer("warehouse", connection_string=_ADDRESS)
        for stage, table in TABLES.items():
            asset = source.add_query_asset(stage, query=f"select * from {table}")
            self._batches[stage] = asset.add_batch_definition_whole_table("batch")


def _count(con: duckdb.DuckDBPyConnection, table: str) -> int:
    row = con.execute(f"select count(*) from {table}").fetchone()
    return int(row[0]) if row else 0


def _outcome(stage: Stage, result: Any, element_count: int) -> RuleOutcome:
    configuration = result.expectation_config
    found: dict[str, Any] = result.result or {}
    error = next(
        (
            info["exception_message"].splitlines()[0]
            for info in _exceptions(result.exception_info)
            if info.get("raised_exception") and info.get("exception_message")
        ),
        None,
    )
    unexpected = found.get("unexpected_count")
    rows: list[Any] = found.get("partial_unexpected_list") or []
    if configuration.type == "unexpected_rows_expectation":
        unexpected = found.get("observed_value")
        rows = (found.get("details") or {}).get("unexpected_rows") or []
    return RuleOutcome(
        stage=stage,
        code=(configuration.meta or {}).get("code", configuration.type),
        expectation=configuration.description or configuration.type,
        severity=getattr(configuration.severity, "value", configuration.severity),
        success=bool(result.success),
        unexpected_count=None if error else unexpected if unexpected is not None else int(not result.success),
        element_count=found.get("element_count", element_count),
        offenders=tuple(row if isinstance(row, dict) else {"value": row} for row in rows[:NAMED_OFFENDERS]),
        error=error,
    )


def _exceptions(info: Any) -> list[dict[str, Any]]:
    """Great Expectations gives one record, or one for each metric."""
    if not isinstance(info, dict):
        return []
    return [info] if "raised_exception" in info else [one for one in info.values() if isinstance(one, dict)]
