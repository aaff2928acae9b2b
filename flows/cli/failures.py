"""How commands fail: one clear line on standard error that names file and cause, and the right exit status."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

import click

from flows.cli import terminal
from flows.errors import DatelineError
from warehouse.naming import DEFAULT_WAREHOUSE

FAILED, HELD = 1, 3

F = TypeVar("F", bound=Callable[..., Any])


class Failing(click.Group):
    """A group whose commands end in one line where the cause is known, and in a traceback only where it is not."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """As click does; an option of a command that stands before it is told where it belongs."""
        try:
            return super().parse_args(ctx, args)
        except click.exceptions.NoArgsIsHelpError:
            raise
        except click.UsageError as error:
            ours = {name for command in self.commands.values() for option in command.params for name in option.opts}
            if isinstance(error, click.NoSuchOption) and error.option_name in ours:
                after = f"{error.option_name} goes after the command: dateline COMMAND {error.option_name} …"
                _tell(click.UsageError(after, ctx))
            else:
                _tell(error)
            ctx.exit(error.exit_code)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Each command with the first sentence of its help, whole: click would cut it at the edge of the terminal."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, self.commands[name].get_short_help_str(1000)) for name in sorted(self.commands)])

    def invoke(self, ctx: click.Context) -> Any:
        ctx.color = terminal.colour()
        if signal.getsignal(signal.SIGINT) is signal.SIG_DFL:
            signal.signal(signal.SIGINT, signal.default_int_handler)
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            click.echo("dateline: ended by SIGINT", err=True)
            ctx.exit(128 + signal.SIGINT)
        except (click.exceptions.Exit, click.Abort):
            raise
        except click.ClickException as error:
            _tell(error)
            ctx.exit(error.exit_code)
        except BrokenPipeError:  # the reader has seen enough (`dateline sql … | head`)
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(0)
        except Exception as error:
            if not isinstance(error, _known()):
                raise
            click.echo(f"dateline: {_told(error)}", err=True)
            _forget_where(error)
            ctx.exit(error.exit_status if isinstance(error, DatelineError) else FAILED)


def _tell(error: click.ClickException) -> None:
    command = getattr(getattr(error, "ctx", None), "command_path", None)
    click.echo(f"dateline: {error.format_message()}{f' (see `{command} --help`)' if command else ''}", err=True)


def _told(error: Exception) -> str:
    """The error's sentence; a system's error names the file first, as ours do."""
    if isinstance(error, OSError) and isinstance(error.filename, str | bytes) and error.strerror:
        return f"{os.fsdecode(error.filename)}: {error.strerror}"
    return str(error)


def _forget_where(error: BaseException | None) -> None:
    """Drop the tracebacks of an error that has been told.

    Prefect keeps a failed run's error until the process ends, its frames keep DuckDB's module, and that fills standard
    error with complaints about what it could not free.
    """
    while error is not None:
        error.__traceback__ = None
        error = error.__cause__ or error.__context__


def _known() -> tuple[type[Exception], ...]:
    """The errors whose own sentence says all that a user needs: ours, the system's, DuckDB's if it is in play."""
    duckdb = sys.modules.get("duckdb")  # importing it costs more than most commands do
    return (DatelineError, OSError, duckdb.Error) if duckdb else (DatelineError, OSError)


def warehouse_option(command: F) -> F:
    """``--warehouse FILE``: the published file; DATELINE_WAREHOUSE names another default."""
    return click.option(
        "--warehouse",
        type=click.Path(dir_okay=False, path_type=Path),
        default=DEFAULT_WAREHOUSE,
        envvar="DATELINE_WAREHOUSE",
        show_default=True,
        help="The published warehouse file (env: DATELINE_WAREHOUSE).",
    )(command)


def near(wanted: str, names: Iterable[str]) -> str:
    """`` Did you mean …?`` where a name is like the one that was wanted, and nothing where none is."""
    from difflib import get_close_matches

    found = get_close_matches(wanted.lower(), list(dict.fromkeys(names)), n=3, cutoff=0.6)
    return f" Did you mean {' or '.join(map(repr, found))}?" if found else ""


def existing(warehouse: Path) -> Path:
    """``warehouse``, or a usage error that says how to make one."""
    if not warehouse.is_file():
        raise click.UsageError(f"there is no warehouse at {warehouse}: make one with `dateline run PATH`")
    return warehouse
