"""Great Expectations' Data Docs of a warehouse: a page a suite, a page for what it said of each run, and an index.

The pages are rendered by Great Expectations from what the warehouse has stored, all batches of a run together: a run of
a thousand batches is one page a stage, and the history is whatever the warehouse remembers. What its pages leave out,
severities, codes and who broke what, is said before and after what an expectation expects. Importing this module
costs what Great Expectations costs, some six seconds of CPU.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

import duckdb

os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")

from great_expectations import __version__ as gx_version
from great_expectations.core import ExpectationSuiteValidationResult, ExpectationValidationResult
from great_expectations.core.run_identifier import RunIdentifier
from great_expectations.render.renderer import (
    ExpectationSuitePageRenderer,
    SiteIndexPageRenderer,
    ValidationResultsPageRenderer,
)
from great_expectations.render.view import DefaultJinjaIndexPageView, DefaultJinjaPageView

from expectations.rules import NAMED_OFFENDERS
from expectations.suites import build
from warehouse.audit import STAGES, Stage
from warehouse.files import connect_published
from warehouse.queries import query_text

_FAILED = re.compile(
    r'(?P<icon><i class="fas fa-times text-danger"\s*></i>)'
    r"(?P<between>.{0,2000}?)(?P<severity>critical|warning|info): ",
    re.DOTALL,
)
_ICONS = {"warning": "fa-exclamation-triangle text-warning", "info": "fa-info-circle text-info"}
RUNS = 100  # of older runs the pages stay, but nothing is rendered anew


@dataclass(frozen=True, slots=True)
class _Validation:
    """What a stage's suite said of one run."""

    run_id: str
    started_at: datetime
    stage: Stage
    rows: list[dict[str, Any]]

    @property
    def success(self) -> bool:
        """Whether nothing was held back: a warning is a finding for a person, and no failure of the run."""
        return all(row["success"] or (row["severity"] != "critical" and row["error"] is None) for row in self.rows)

    @property
    def path(self) -> str:
        """Where Great Expectations' own pages expect it: they find the index and the suite from there."""
        return f"validations/{self.stage}/{self.run_id}/{self.started_at:%Y%m%dT%H%M%SZ}/{self.stage}.html"


def build_docs(published: Path, folder: Path) -> Path:
    """Write the Data Docs of a published warehouse to ``folder``, and return their index.

    Pages of runs that are there already are left as they are: a run that is over does not change.
    """
    with connect_published(published) as con:
        validations = list(_validations(con))
    for stage in STAGES:
        _write(folder / "expectations" / f"{stage}.html", _suite_page(stage))
    for validation in validations:
        if not (folder / validation.path).exists():
            _write(folder / validation.path, _validation_page(validation))
    _remove_forgotten(folder / "validations", {validation.run_id for validation in validations})
    index = folder / "index.html"
    _write(index, _index_page(published.stem, validations))
    return index


def _remove_forgotten(pages: Path, runs: Collection[str]) -> None:
    """Remove the pages of runs that the warehouse remembers no more."""
    for stage in STAGES:
        for old in (pages / stage).glob("*"):
            if old.name not in runs:
                shutil.rmtree(old)


def _validations(con: duckdb.DuckDBPyConnection) -> Iterator[_Validation]:
    found = con.execute(query_text("validations_by_run"), {"stages": list(STAGES), "runs": RUNS})
    names = [column[0] for column in found.description or ()]
    groups: dict[tuple[str, datetime, Stage], list[dict[str, Any]]] = defaultdict(list)
    for values in found.fetchall():
        row = dict(zip(names, values, strict=True))
        groups[row["run_id"], row["started_at"], row["stage"]].append(row)
    for (run_id, started_at, stage), rows in groups.items():
        yield _Validation(run_id, started_at, stage, rows)


def _suite_page(stage: Stage) -> str:
    return _page(ExpectationSuitePageRenderer().render(build(stage)))


def _validation_page(validation: _Validation) -> str:
    expectations = {one.meta["code"]: one for one in build(validation.stage).expectations}
    results = [_result(expectations[row["code"]], row) for row in validation.rows if row["code"] in expectations]
    kept = sum(result.success for result in results)
    statistics = {
        "evaluated_expectations": len(results),
        "successful_expectations": kept,
        "unsuccessful_expectations": len(results) - kept,
        "success_percent": 100.0 * kept / len(results) if results else None,
    }
    result = ExpectationSuiteValidationResult(
        success=validation.success,
        results=results,
        suite_name=validation.stage,
        statistics=statistics,
        meta={
            "run_id": RunIdentifier(validation.run_id, validation.started_at),
            "great_expectations_version": gx_version,
        },
    )
    return _FAILED.sub(_by_severity, _page(ValidationResultsPageRenderer().render(result)))


def _by_severity(found: re.Match[str]) -> str:
    """Great Expectations' red cross is for what broke an invariant; what a person should look at is marked as that."""
    icon = _ICONS.get(found["severity"])
    shown = f'<i class="fas {icon}" title="{found["severity"]}"></i>' if icon else found["icon"]
    return f"{shown}{found['between']}{found['severity']}: "


def _result(expectation: Any, row: dict[str, Any]) -> Any:
    offenders = [json.loads(one) for one in row["offenders"] or ()]
    count = row["unexpected_count"] or 0
    if expectation.expectation_type == "unexpected_rows_expectation":
        found = {"observed_value": count, "details": {"unexpected_rows": offenders}}
    else:
        elements = row["element_count"] or 0
        found = {
            "element_count": elements,
            "unexpected_count": count,
            "unexpected_percent": 100.0 * count / elements if elements else 0.0,
            "partial_unexpected_list": [one.get("value") for one in offenders],
        }
    configuration = expectation.configuration
    configuration.description = _described(row, offenders)
    return ExpectationValidationResult(
        success=row["success"],
        expectation_config=configuration,
        result=found,
        exception_info={
            "raised_exception": row["error"] is not None,
            "exception_message": row["error"] and escape(row["error"]),
            "exception_traceback": None,
        },
    )


def _described(row: dict[str, Any], offenders: list[dict[str, Any]]) -> str:
    """Nothing here comes from a text: Great Expectations puts it into the page as it stands."""
    parts = [f"{row['severity']}: {row['expectation']} ({row['code']})"]
    if row["error"]:
        parts.append("Could not run, which says nothing about the data.")
    if broken := list(dict.fromkeys(one["doc_id"] for one in offenders if one.get("doc_id"))):
        parts.append(f"Broken by {', '.join(broken)}{'' if len(broken) < NAMED_OFFENDERS else ' and more'}.")
    return " ".join(parts)


def _index_page(name: str, validations: list[_Validation]) -> str:
    links: dict[str, Any] = {
        "site_name": name,
        "expectations_links": [
            {"expectation_suite_name": stage, "filepath": f"expectations/{stage}.html"} for stage in STAGES
        ],
        "validations_links": [
            {
                "expectation_suite_name": one.stage,
                "filepath": one.path,
                "expectation_suite_filepath": f"expectations/{one.stage}.html",
                "validation_success": one.success,
                "run_time": one.started_at,
                "run_name": one.run_id,
                "batch_identifier": one.stage,
                "asset_name": one.stage,
            }
            for one in validations
        ],
    }
    content = SiteIndexPageRenderer().render(links)
    return str(DefaultJinjaIndexPageView().render(content, show_how_to_buttons=False))


def _page(content: Any) -> str:
    return str(_view().render(content, show_how_to_buttons=False))


@cache
def _view() -> DefaultJinjaPageView:
    """One for all pages: each compiles its twenty templates anew, which takes longer than the pages do."""
    return DefaultJinjaPageView()


def _write(path: Path, page: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(path.name + ".tmp")
    fresh.write_text(page, encoding="utf-8")
    fresh.replace(path)
