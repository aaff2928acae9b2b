"""Rows as a person reads them: nothing but long text is ever shortened, and what does not fit is said."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

import click

from flows.cli import terminal

_LONG, _SHORT = 40, 24  # characters of a text before it is shortened; a date, a number or an id is no longer than 20
_GAP = 2
_PIPED = 240  # columns where the output is no terminal
_ID = re.compile(r"[0-9a-f]{16,64}")
# What a reader of a wide result wants to see before the rest of it, where both do not fit.
_TELLING = (
    "date_from", "date_to", "claimed_date", "date_verdict", "source", "text", "target", "event_type", "status", "actor",
    "role", "name", "title", "severity", "code", "message", "sentence", "place", "articles",
)  # fmt: skip


def print_table(names: Sequence[str], rows: Sequence[Sequence[Any]], width: int | None = None) -> None:
    """Print ``rows`` under ``names``: the columns that fit into ``width``; one row below the other where few do.

    Columns that hold nothing give way first, then ids; who did what when goes before the rest. How many columns do not
    fit, and which, is said below.

    :param width: columns of text; the terminal's unless given.
    """
    width = width or terminal.width(_PIPED)
    cells = [[shown(value) for value in row] for row in rows]
    kept, widths = _chosen(names, cells, width)
    if len(kept) < len(names) and (len(rows) <= 3 or len(kept) < 3):
        _print_lines(names, cells, width)
        kept = list(range(len(names)))
    else:
        _print_columns([names[i] for i in kept], [[row[i] for i in kept] for row in cells], [widths[i] for i in kept])
    click.echo(_count(len(rows)))
    if hidden := [name for i, name in enumerate(names) if i not in kept]:
        said = f"{len(kept)} of {len(names)} columns; {len(hidden)} do not fit (--format lines shows them): "
        click.echo(click.wrap_text(said + ", ".join(hidden), width, "", "  "))


def print_lines(names: Sequence[str], rows: Sequence[Sequence[Any]], width: int | None = None) -> None:
    """Each row below the other, a column a line."""
    _print_lines(names, [[shown(value) for value in row] for row in rows], width or terminal.width())
    click.echo(_count(len(rows)))


def shown(value: Any) -> str:
    """A value in one line of text: nothing for null, bytes in hexadecimal, a list with commas."""
    if value is None:
        return ""
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, list):
        return ", ".join(map(shown, value))
    if isinstance(value, float):
        return f"{value:.6g}"
    return " ".join(str(value).split()) if isinstance(value, str) else str(value)


def _count(rows: int) -> str:
    return f"{rows:,} row{'' if rows == 1 else 's'}"


def _chosen(names: Sequence[str], cells: Sequence[Sequence[str]], width: int) -> tuple[list[int], list[int]]:
    """Which columns are shown, in their order, and how wide each is."""
    natural = [max([len(name), *(len(row[i]) for row in cells)]) for i, name in enumerate(names)]
    for most in (_LONG, _SHORT):
        widths = [max(min(n, most), len(name)) for n, name in zip(natural, names, strict=True)]
        room = width - sum(widths) - _GAP * (len(names) - 1)
        if room >= 0:
            return list(range(len(names))), _widened(widths, natural, range(len(names)), room)
    filled = [i for i in range(len(names)) if any(row[i] for row in cells)]
    ids = [i for i in filled if all(not row[i] or _ID.fullmatch(row[i]) for row in cells)]
    kept: list[int] = []
    room = width + _GAP
    first = [i for name in _TELLING for i in filled if names[i] == name]
    for i in [*first, *(i for i in filled if i not in ids and i not in first), *ids]:
        if widths[i] + _GAP <= room:
            kept.append(i)
            room -= widths[i] + _GAP
    return sorted(kept), _widened(widths, natural, kept, room)


def _widened(widths: list[int], natural: Sequence[int], kept: Iterable[int], room: int) -> list[int]:
    """``widths`` where what room is left goes to texts that were shortened, those of ``kept`` in its order."""
    for i in kept:
        more = min(natural[i] - widths[i], room)
        widths[i] += more
        room -= more
    return widths


def _print_columns(names: Sequence[str], cells: Sequence[Sequence[str]], widths: Sequence[int]) -> None:
    click.secho(_line(names, widths), bold=True)
    click.secho((" " * _GAP).join("─" * width for width in widths), dim=True)
    for row in cells:
        click.echo(_line(row, widths))


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    fitted = (_shortened(cell, width).ljust(width) for cell, width in zip(cells, widths, strict=True))
    return (" " * _GAP).join(fitted).rstrip()


def _print_lines(names: Sequence[str], cells: Sequence[Sequence[str]], width: int) -> None:
    longest = max((len(name) for name in names), default=0)
    for row in cells:
        click.secho("─" * min(width, longest + _GAP + _LONG), dim=True)
        for name, cell in zip(names, row, strict=True):
            first = f"{name.ljust(longest)}{' ' * _GAP}"
            text = click.wrap_text(cell, width, first, " " * len(first)) if " " in cell else first + cell
            click.echo(f"{click.style(name, bold=True)}{text[len(name) :]}".rstrip())


def _shortened(text: str, width: int) -> str:
    return text if len(text) <= width else text[: width - 1] + "…"
