"""Rows as a person reads them: nothing but long text is ever shortened, and what does not fit is said."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from typing import Any

import click

_LONG = 40  # characters of a text before it is shortened; a date, a number or an id is shorter
_GAP = 2
_PIPED = 240  # columns where the output is no terminal


def print_table(names: Sequence[str], rows: Sequence[Sequence[Any]], width: int | None = None) -> None:
    """Print ``rows`` under ``names``: as many columns as fit into ``width``, one row below the other where few do.

    :param width: columns of text; the terminal's unless given.
    """
    width = width or (shutil.get_terminal_size().columns if sys.stdout.isatty() else _PIPED)
    cells = [[shown(value) for value in row] for row in rows]
    widths = [max([len(name), *(min(len(row[i]), _LONG) for row in cells)]) for i, name in enumerate(names)]
    fit = _that_fit(widths, width)
    if fit < len(names) and (len(rows) <= 3 or fit < 3):
        _print_lines(names, cells, width)
    else:
        _print_columns(names[:fit], cells, widths)
    hidden = names[fit:] if fit < len(names) and len(rows) > 3 and fit >= 3 else ()
    if hidden:
        click.echo(f"{len(hidden)} columns do not fit: {', '.join(hidden)} (--format lines shows them)")
    click.echo(f"{len(rows)} row{'' if len(rows) == 1 else 's'}")


def print_lines(names: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Each row below the other, a column a line."""
    _print_lines(names, [[shown(value) for value in row] for row in rows], shutil.get_terminal_size().columns)
    click.echo(f"{len(rows)} row{'' if len(rows) == 1 else 's'}")


def shown(value: Any) -> str:
    """A value in one line of text: nothing for null, bytes in hexadecimal."""
    if value is None:
        return ""
    if isinstance(value, bytes):
        return value.hex()
    return " ".join(str(value).split()) if isinstance(value, str) else str(value)


def _that_fit(widths: Sequence[int], width: int) -> int:
    taken = 0
    for n, wanted in enumerate(widths):
        taken += wanted + (_GAP if n else 0)
        if taken > width:
            return n
    return len(widths)


def _print_columns(names: Sequence[str], cells: Sequence[Sequence[str]], widths: Sequence[int]) -> None:
    lines = [list(names), ["─" * widths[i] for i in range(len(names))], *cells]
    for line in lines:
        fitted = (_shortened(cell, widths[i]).ljust(widths[i]) for i, cell in enumerate(line[: len(names)]))
        click.echo((" " * _GAP).join(fitted).rstrip())


def _print_lines(names: Sequence[str], cells: Sequence[Sequence[str]], width: int) -> None:
    longest = max((len(name) for name in names), default=0)
    for row in cells:
        click.echo("─" * min(width, longest + _GAP + _LONG))
        for name, cell in zip(names, row, strict=True):
            click.echo(click.wrap_text(f"{name.ljust(longest)}  {cell}", width, "", " " * (longest + _GAP)).rstrip())


def _shortened(text: str, width: int) -> str:
    return text if len(text) <= width else text[: width - 1] + "…"
