"""The rules: SQL that selects what breaks them, one file each, ``expectations/rules/STAGE/CODE.sql``.

A rule's SQL stands once, and is run once a batch: what it selects fills ``staging.offences``, from which flags are made
and which is all that Great Expectations looks at.

A file opens with ``-- severity:``, ``-- expects:`` (what holds where it is kept) and, unless it is critical, ``-- do:``
(what the person who looks at the flag is to do), or ``-- only: the whole`` where a look at a part of the warehouse
would not do; it does not end in a comment.
It selects any of the columns ``doc_id, event_id, char_start, char_end, part, message, magnitude`` from the ``staging``
schema. The stage ``corpus`` selects from ``main``: it counts, or looks at the documents of ``upkeep.scope``. ``part``
tells apart two offences at one place; ``magnitude`` says how far off, in days where it is about dates; ``message`` is a
sentence for the person who looks at the flag.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, get_args

import duckdb

from flows.records import Severity
from warehouse.audit import RuleError, RuleOutcome, Stage

# What a stage's suite is about, and what its checks are counted against.
TABLES: dict[Stage, str] = {
    "ingest": "staging.documents",
    "clean": "staging.articles",
    "dates": "staging.timexes",
    "events": "staging.events",
    "corpus": "main.articles",
}


@dataclass(frozen=True, slots=True)
class Rule:
    """``expects`` is what holds where the rule is kept; ``sql`` selects what breaks it.

    ``only_whole``: it looks at the whole warehouse, and is left out where an audit looks at what changed.
    """

    stage: Stage
    code: str
    severity: Severity
    expects: str
    sql: str
    advice: str = ""
    only_whole: bool = False


NAMED_OFFENDERS = 20


@cache
def rules(stage: Stage) -> tuple[Rule, ...]:
    """A stage's rules, by code."""
    folder = files("expectations") / "rules" / stage
    return tuple(
        _rule(stage, entry.name.removesuffix(".sql"), entry.read_text(encoding="utf-8"))
        for entry in sorted(folder.iterdir(), key=lambda entry: entry.name)
        if entry.name.endswith(".sql")
    )


@cache
def advice() -> dict[str, str]:
    """What is to be done about a flag, by its code; nothing for a critical one, which is a mistake of ours."""
    return {rule.code: rule.advice for stage in TABLES for rule in rules(stage) if rule.advice}


def _rule(stage: Stage, code: str, text: str) -> Rule:
    header = dict(
        line.removeprefix("--").strip().split(": ", 1)
        for line in text.splitlines()[:4]
        if line.startswith(("-- severity: ", "-- expects: ", "-- do: ", "-- only: "))
    )
    severity = header["severity"]
    if severity not in get_args(Severity):
        raise ValueError(f"expectations/rules/{stage}/{code}.sql: no severity {severity!r}")
    only_whole = header.get("only") == "the whole"
    return Rule(stage, code, severity, header["expects"], text, header.get("do", ""), only_whole)  # type: ignore[arg-type]


def left_out(con: duckdb.DuckDBPyConnection, stage: Stage) -> set[str]:
    """The codes of those rules that look at the whole warehouse alone, where an audit looks at a part of it."""
    codes = {rule.code for rule in rules(stage) if rule.only_whole}
    return codes if codes and _count(con, "select count(*) from upkeep.scope where doc_id = '*'") == 0 else set()


def could_not_run(rule: Rule, cause: Exception) -> RuleOutcome:
    """The outcome of a rule that could not run."""
    return RuleOutcome(
        rule.stage, rule.code, rule.expects, rule.severity, False, None, None, error=str(cause).splitlines()[0]
    )


def record_offences(con: duckdb.DuckDBPyConnection, stage: Stage, skip: Collection[str] = ()) -> None:
    """Store everything that breaks a stage's rules in ``staging.offences``, in the place of what was there of it.

    :raises RuleError: the first rule that could not run; an open transaction is then lost.
    """
    con.execute("delete from staging.offences where stage = ?", [stage])
    for rule in rules(stage):
        if rule.code in skip:
            continue
        try:
            con.execute(
                f"insert into staging.offences by name select '{stage}' as stage, '{rule.code}' as code,"
                f" '{rule.severity}' as severity, * from (\n{rule.sql}\n)"
            )
        except duckdb.Error as error:
            raise RuleError(could_not_run(rule, error)) from error


class RulesChecker:
    """What every `warehouse.audit.Checker` of ours knows of the rules; how the suites are run is left to its heirs."""

    def selects_rows(self, outcome: RuleOutcome) -> bool:
        """Whether it is a rule's: those select what breaks them, Great Expectations' own count it."""
        return any(rule.code == outcome.code for rule in rules(outcome.stage))


# What an offence tells of itself, for whoever wants to see what broke a rule.
OFFENCE = "doc_id, event_id, char_start, char_end, part, message, magnitude"


class PlainChecker(RulesChecker):
    """A stage's rules without Great Expectations, for where its six seconds of loading are not worth it."""

    def __call__(self, con: duckdb.DuckDBPyConnection, stage: Stage, skip: Collection[str] = ()) -> list[RuleOutcome]:
        """What comes of each rule, but for those whose codes are to be skipped."""
        skip = {*skip, *left_out(con, stage)}
        record_offences(con, stage, skip)
        elements = _count(con, f"select count(*) from {TABLES[stage]}")
        counted = "select code, count(*) from staging.offences where stage = ? group by code"
        counts = dict(con.execute(counted, [stage]).fetchall())
        return [
            _plainly(con, rule, counts.get(rule.code, 0), elements) for rule in rules(stage) if rule.code not in skip
        ]


def _plainly(con: duckdb.DuckDBPyConnection, rule: Rule, found: int, elements: int) -> RuleOutcome:
    named: list[dict[str, Any]] = []
    if found:
        query = f"select {OFFENCE} from staging.offences where stage = ? and code = ? order by rowid limit ?"
        rows = con.execute(query, [rule.stage, rule.code, NAMED_OFFENDERS]).fetchall()
        named = [dict(zip(OFFENCE.split(", "), row, strict=True)) for row in rows]
    return RuleOutcome(
        rule.stage, rule.code, rule.expects, rule.severity, not found, found, elements, offenders=tuple(named)
    )


check_plainly = PlainChecker()


def _count(con: duckdb.DuckDBPyConnection, sql: str) -> int:
    row = con.execute(sql).fetchone()
    return int(row[0]) if row else 0
