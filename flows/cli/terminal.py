"""The terminal as it is: how wide, whether in colour, and a pager for what is longer than it."""

from __future__ import annotations

import io
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout

import click

PIPED = 100  # columns of prose where the output is no terminal and COLUMNS says nothing


def width(piped: int = PIPED) -> int:
    """Columns to write in: those of the terminal, or of COLUMNS; ``piped`` where there is neither."""
    if sys.stdout.isatty() or os.environ.get("COLUMNS"):
        return max(shutil.get_terminal_size().columns, 20)
    return piped


def colour() -> bool | None:
    """Whether to colour: no where NO_COLOR is set, yes where FORCE_COLOR is, as the terminal has it (``None``) else."""
    if os.environ.get("NO_COLOR"):
        return False
    return True if os.environ.get("FORCE_COLOR") else None


@contextmanager
def paged() -> Iterator[None]:
    """What is printed meanwhile goes through the user's pager where it is longer than the terminal, else as it is."""
    if not (sys.stdout.isatty() and sys.stdin.isatty()):
        yield
        return
    context = click.get_current_context(silent=True)
    with redirect_stdout(_Screenful()) as printed:
        yield
    text = printed.getvalue()
    if text.count("\n") < shutil.get_terminal_size().lines:
        click.echo(text, nl=False)
    else:
        click.echo_via_pager(text, color=context.color if context else None)


class _Screenful(io.StringIO):
    """Text that goes to a terminal later, so it says that it is one: it keeps its colours."""

    def isatty(self) -> bool:
        return True


def wrapped(text: str, indent: str = "", *, columns: int | None = None) -> str:
    """``text`` in lines of the terminal's width, each behind ``indent``; long lines of prose are no wider than 100."""
    return click.wrap_text(text, min(columns or width(), PIPED), indent, indent)


def hanging(line: str, indent: str) -> str:
    """``line`` as it is, or in lines of the terminal's width, those after the first behind ``indent``."""
    words = line.lstrip()
    return line if len(line) <= width() else click.wrap_text(words, width(), line[: len(line) - len(words)], indent)
