"""docs/questions.md: what people ask of events, with the query that answers and what it gives on the sample.

python -m tests.readme     run the queries over the sample corpus and write their answers into the page
"""

from __future__ import annotations

import io
import re
from contextlib import redirect_stdout
from pathlib import Path

from flows.cli.table import print_table
from tests.conftest import ROOT
from warehouse.read import open_published

PAGE = ROOT / "docs" / "questions.md"
WIDTH = 130
_ASKED = re.compile(r"```sql\n(?P<query>.*?)```\n\n```text\n(?P<answer>.*?)```", re.S)


def queries() -> list[str]:
    """The queries of the page, in order."""
    return [found["query"] for found in _ASKED.finditer(PAGE.read_text("utf-8"))]


def page(warehouse: Path) -> str:
    """What the page is to hold: its own words and queries, with the answers that ``warehouse`` gives."""
    with open_published(warehouse) as con:

        def answered(found: re.Match[str]) -> str:
            result = con.execute(found["query"])
            names = [column[0] for column in result.description or []]
            with redirect_stdout(io.StringIO()) as out:
                print_table(names, result.fetchall(), WIDTH)
            return f"```sql\n{found['query']}```\n\n```text\n{out.getvalue()}```"

        return _ASKED.sub(answered, PAGE.read_text("utf-8"))
