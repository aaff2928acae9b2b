"""What the warehouse asks of those who look at a batch before it is committed. It knows no rule and no suite itself."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol, get_args

import duckdb

from flows.records import Severity

Stage = Literal["ingest", "clean", "dates", "events", "corpus"]
STAGES: tuple[Stage, ...] = get_args(Stage)


@dataclass(frozen=True, slots=True)
class RuleOutcome:
    """What came of one expectation in one batch.

    ``offenders`` names the first of what broke it. ``error`` is set where it could not run, which is not a failure of
    the data: ``success`` is then false and ``unexpected_count`` unknown.
    """

    stage: Stage
    code: str
    expectation: str
    severity: Severity
    success: bool
    unexpected_count: int | None
    element_count: int | None
    offenders: tuple[dict[str, Any], ...] = field(default=())
    error: str | None = None


class RuleError(Exception):
    """A rule could not run, which says nothing about the data; ``outcome`` tells which one and why."""

    def __init__(self, outcome: RuleOutcome) -> None:
        super().__init__(f"{outcome.stage}/{outcome.code}: {outcome.error}")
        self.outcome = outcome


class Checker(Protocol):
    """Looks at a batch in the ``staging`` schema, on the writer's connection, inside its open transaction."""

    def __call__(self, con: duckdb.DuckDBPyConnection, stage: Stage, skip: Collection[str] = ()) -> list[RuleOutcome]:
        """What comes of each of the stage's expectations, but for those whose codes are to be skipped.

        Everything that breaks the stage's rules is stored in ``staging.offences``.

        :raises RuleError: the first rule that could not run; the open transaction is then lost.
        """

    def selects_rows(self, outcome: RuleOutcome) -> bool:
        """Whether what broke the expectation stands in ``staging.offences``, row by row."""


@dataclass(frozen=True, slots=True)
class Audit:
    """What became of a batch.

    ``held``: a critical expectation failed, nothing was written; ``offenders`` are the documents that broke it.
    ``flags`` counts the findings of each severity, ``written`` the rows that went into each table.
    """

    outcomes: tuple[RuleOutcome, ...]
    flags: Mapping[str, int]
    written: Mapping[str, int]
    held: bool = False
    offenders: frozenset[str] = frozenset()

    @property
    def could_not_run(self) -> tuple[RuleOutcome, ...]:
        return tuple(outcome for outcome in self.outcomes if outcome.error)
