"""What the warehouse hands on: rows for other programs, in our own columns or in those of the field's other data sets.

A query is ``NAME.sql`` beside this file. Its first comment says what a row is; a comment ``-- column: meaning`` says
what a column is that has no comment in the database.
"""

from __future__ import annotations

import re
from importlib.resources import files
from typing import TYPE_CHECKING

from flows.errors import UsageError
from warehouse.comments import of_column

if TYPE_CHECKING:
    from warehouse.read import Connection

_FOREIGN = {("events", "polecat"), ("events", "jsonld"), ("articles", "jsonld")}
_MEANING = re.compile(r"^-- ([\w@][\w ]*): (.+)$", re.MULTILINE)


def export_query(what: str, form: str, where: str | None = None) -> str:
    """The SQL that selects ``what`` for ``form``; ``where`` is a condition on our own columns.

    Raises `UsageError` where the form has no place for such rows.
    """
    foreign = form in ("polecat", "jsonld")
    if foreign and (what, form) not in _FOREIGN:
        fit = " or ".join(sorted(one for one, other in _FOREIGN if other == form))
        raise UsageError(f"{form} holds {fit}, no {what}")
    own = f"select * from ({_sql(what)}) {f'where {where}' if where else ''}"
    return _sql(f"{what}_{form}").replace("exported", f"({own})") if foreign else own


def codebook(con: Connection, what: str, form: str, query: str) -> str:
    """A page of Markdown: what a row is, and each column's meaning."""
    name = f"{what}_{form}" if form in ("polecat", "jsonld") else what
    text = (files("warehouse") / "exports" / f"{name}.sql").read_text(encoding="utf-8")
    stated = dict(_MEANING.findall(text))
    first = text.partition("\n")[0].removeprefix("-- ")
    columns = [column[0] for column in con.execute(f"describe {query}").fetchall()]
    lines = [f"| `{column}` | {stated.get(column) or of_column('timeline', column) or ''} |" for column in columns]
    return "\n".join([f"# {what}, as {form}", "", first, "", "| column | meaning |", "|---|---|", *lines, ""])


def _sql(name: str) -> str:
    """``NAME.sql`` without its comments."""
    text = (files("warehouse") / "exports" / f"{name}.sql").read_text(encoding="utf-8")
    return "\n".join(line for line in text.splitlines() if not line.startswith("--")).strip()
