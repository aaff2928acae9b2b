"""What the warehouse hands on: rows for other programs, in our own columns or in those of the field's other data sets.

A query is ``NAME.sql`` beside this file. Its first comment says what a row is; a comment ``-- column: meaning`` says
what a column is that has no comment in the database. ``exported`` stands for our own rows, ``@cameo`` for
``cameo.sql``.
"""

from __future__ import annotations

import re
from importlib.resources import files
from typing import TYPE_CHECKING

from flows.errors import UsageError
from warehouse.comments import of_column, read_comments

if TYPE_CHECKING:
    from warehouse.read import Connection

OWN = ("events", "articles", "timexes", "flags", "corrections")
FOREIGN = {
    "polecat": ("events",), "icews": ("events",), "gdelt": ("events",), "jsonld": ("articles", "events"),
}  # fmt: skip
_MEANING = re.compile(r"^-- ([\w@][\w ]*): (.+)$", re.MULTILINE)
_NAMES = "country_names as (select country, name from places where kind = 'country' and name = place)"


def export_query(what: str, form: str, where: str | None = None) -> str:
    """The SQL that selects ``what`` (one of `OWN`, or a view or table) for ``form``.

    :param where: a condition on our own columns.
    :raises UsageError: the form has no place for such rows.
    """
    if what not in FOREIGN.get(form, (what,)):
        raise UsageError(f"{form} holds {' or '.join(FOREIGN[form])}, no {what}")
    rows = f"({_sql(what)})" if what in OWN else f'"{what}"'
    own = f"select * from {rows} {f'where {where}' if where else ''}"
    if form not in FOREIGN:
        return own
    text = _sql(f"{what}_{form}").replace("@cameo", f"{_sql('cameo')},\n{_NAMES}")
    return re.sub(r"\bfrom exported\b", f"from ({own})", text)


def codebook(con: Connection, what: str, form: str, query: str) -> str:
    """A page of Markdown: what a row is, and each column's meaning."""
    stated, first = {}, read_comments()["tables"].get(what, "")
    if what in OWN:
        text = _text(f"{what}_{form}" if form in FOREIGN else what)
        stated, first = dict(_MEANING.findall(text)), text.partition("\n")[0].removeprefix("-- ")
    table = "timeline" if what in OWN else what
    columns = [column[0] for column in con.execute(f"describe {query}").fetchall()]
    lines = [f"| `{column}` | {stated.get(column) or of_column(table, column) or ''} |" for column in columns]
    return "\n".join([f"# {what}, as {form}", "", first, "", "| column | meaning |", "|---|---|", *lines, ""])


def _sql(name: str) -> str:
    """``NAME.sql`` without its comments."""
    return "\n".join(line for line in _text(name).splitlines() if not line.startswith("--")).strip()


def _text(name: str) -> str:
    return (files("warehouse") / "exports" / f"{name}.sql").read_text(encoding="utf-8")
