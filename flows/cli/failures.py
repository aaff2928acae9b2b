"""How commands fail: one clear line on standard error that names file and cause, and the right exit status."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

FAILED, BAD_USAGE, HELD = 1, 2, 3

F = TypeVar("F", bound=Callable[..., Any])


class Failing(click.Group):
    """A group whose commands end in one line where the cause is known, and in a traceback only where it is not."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except BrokenPipeError:  # the reader has seen enough (`dateline sql … | head`)
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(0)
        except Exception as error:
            if not _is_known(error):
                raise
            click.echo(f"dateline: {error}", err=True)
            _forget_where(error)
            # a source that is not there was misnamed; everything else that is known went wrong on the way
            ctx.exit(BAD_USAGE if type(error).__name__ == "NothingToRead" else FAILED)


def _forget_where(error: BaseException | None) -> None:
    """Drop the tracebacks of an error that has been told.

    Prefect keeps a failed run's error until the process ends, its frames keep DuckDB's module, and that fills standard
    error with complaints about what it could not free.
    """
    while error is not None:
        error.__traceback__ = None
        error = error.__cause__ or error.__context__


def _is_known(error: Exception) -> bool:
    """Whether the error's own sentence says all that a user needs."""
    if isinstance(error, OSError):
        return True
    package = type(error).__module__.split(".")[0].lstrip("_")
    return package in ("flows", "warehouse", "expectations", "duckdb")


def warehouse_option(command: F) -> F:
    """``--warehouse FILE``: the published file; DATELINE_WAREHOUSE names another default."""
    return click.option(
        "--warehouse",
        type=click.Path(dir_okay=False, path_type=Path),
        default=Path("warehouse/dateline.duckdb"),
        envvar="DATELINE_WAREHOUSE",
        show_default=True,
        help="The published warehouse file (env: DATELINE_WAREHOUSE).",
    )(command)


def existing(warehouse: Path) -> Path:
    """``warehouse``, or a usage error that says how to make one."""
    if not warehouse.is_file():
        raise click.UsageError(f"there is no warehouse at {warehouse}: make one with `dateline run PATH`")
    return warehouse
