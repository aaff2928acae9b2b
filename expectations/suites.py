"""The suites of Great Expectations, one a stage: the rules' SQL, and its own expectations of what a column holds."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import redirect_stdout
from io import StringIO
from typing import Any, get_args

import great_expectations as gx

from expectations.rules import OFFENCE, Rule, rules
from flows.records import Extent, Status, TimexType, Verdict
from warehouse.audit import Stage


def build(stage: Stage, skip: Collection[str] = (), *, recorded: bool = False) -> Any:
    """The stage's suite, without the expectations whose codes are to be skipped.

    :param recorded: the rules have been run: look at what they found in ``staging.offences``, not for it again.
    """
    kept = [one for one in (*_shape(stage), *_custom(stage, recorded)) if one.meta["code"] not in skip]
    return gx.ExpectationSuite(name=stage, expectations=kept)


def _custom(stage: Stage, recorded: bool) -> list[Any]:
    with redirect_stdout(StringIO()):
        return [
            gx.expectations.UnexpectedRowsExpectation(
                # Great Expectations wants the batch named and reads braces as its own; a rule names its tables itself.
                unexpected_rows_query="/* {batch} */\n" + (_recorded(rule) if recorded else _literally(rule.sql)),
                description=rule.expects,
                severity=rule.severity,
                meta={"code": rule.code},
            )
            for rule in rules(stage)
        ]


def _literally(sql: str) -> str:
    return sql.replace("{", "{{").replace("}", "}}")


def _recorded(rule: Rule) -> str:
    return f"select {OFFENCE} from staging.offences where stage = '{rule.stage}' and code = '{rule.code}'"


def _shape(stage: Stage) -> list[Any]:
    expect = gx.expectations
    match stage:
        case "ingest":
            return [
                expect.ExpectColumnValueLengthsToEqual(
                    column="doc_id", value=64, severity="critical", meta={"code": "doc_id_is_sha256"},
                    description="A document's key is a SHA-256 in hexadecimal.",
                ),
            ]  # fmt: skip
        case "clean":
            return [_one_of("date_verdict", Verdict)]
        case "dates":
            return [_one_of("type", TimexType)]
        case "events":
            return [
                _one_of("status", Status),
                _one_of("extent", Extent),
                expect.ExpectColumnValuesToBeBetween(
                    column="confidence", min_value=0, max_value=1, severity="critical",
                    meta={"code": "confidence_is_share"}, description="An event's confidence lies between 0 and 1.",
                ),
            ]  # fmt: skip
        case "corpus":
            return []


def _one_of(column: str, words: Any) -> Any:
    return gx.expectations.ExpectColumnValuesToBeInSet(
        column=column, value_set=list(get_args(words)), severity="critical", meta={"code": f"{column}_known"},
        description=f"Every {column} is one of {', '.join(get_args(words))}.",
    )  # fmt: skip
