"""Great Expectations as the warehouse's checker, loaded only when the first batch is audited."""

from __future__ import annotations

from collections.abc import Callable, Collection

import duckdb

from expectations.rules import RulesChecker
from warehouse.audit import RuleOutcome, Stage


class GreatExpectations(RulesChecker):
    """A stage's suite by Great Expectations, which is loaded at the first audit: it costs some six seconds of CPU."""

    def __init__(self) -> None:
        self._run: Callable[[duckdb.DuckDBPyConnection, Stage, Collection[str]], list[RuleOutcome]] | None = None

    def __call__(self, con: duckdb.DuckDBPyConnection, stage: Stage, skip: Collection[str] = ()) -> list[RuleOutcome]:
        """What comes of each expectation of the suite, but for those whose codes are to be skipped."""
        if self._run is None:
            from expectations.checkpoint import Checkpoint

            self._run = Checkpoint().run
        return self._run(con, stage, skip)
