"""Settings from a file: ``dateline.toml`` in the working directory, or what ``--config`` names.

The file gives defaults and no more (click's ``default_map``): the environment goes before it, the command line before
both. Keys are the long names of options; ``paths`` are the arguments of ``run`` and ``schedule``.
"""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from flows.cli.failures import F

FILE = Path("dateline.toml")
PREFIX = "DATELINE"  # DATELINE_RUN_WORKERS is `run --workers`
_SHARED = ("run", "schedule")  # whose options stand at the top of the file
_EVERYWHERE = ("warehouse", "reference")


def config_option(command: F) -> F:
    """``--config FILE`` on the group; what the file says is the default of every command's options."""
    return click.option(
        "--config", type=click.Path(exists=True, dir_okay=False, path_type=Path), is_eager=True, expose_value=False,
        callback=_configured, envvar=f"{PREFIX}_CONFIG",
        help="A file of settings; dateline.toml in the working directory, if there is one, unless told.",
    )(command)  # fmt: skip


def _configured(ctx: click.Context, option: click.Parameter, named: Path | None) -> Path | None:
    file = named or (FILE if FILE.is_file() else None)
    if file and isinstance(ctx.command, click.Group):
        ctx.default_map = read_configuration(file, ctx.command.commands)
    return file


def read_configuration(file: Path, commands: Mapping[str, click.Command]) -> dict[str, dict[str, Any]]:
    """The defaults in ``file``, by command and parameter. Raises a usage error that names the file and the key."""
    try:
        told = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise click.UsageError(f"{file}: {error}") from error
    own = {key: told.pop(key) for key in list(told) if key in commands and isinstance(told[key], dict)}
    shared = _of(*(commands[name] for name in _SHARED))
    for key in told:
        _known(file, key, [*shared, *(name for name in commands if name != key)])  # a command's name heads a table
    found: dict[str, dict[str, Any]] = {}
    for name, command in commands.items():
        options = _of(command)
        top = {k: v for k, v in told.items() if k in options and (name in _SHARED or k in _EVERYWHERE)}
        for key in own.get(name, {}):
            _known(file, key, list(options), f"{name}.")
        found[name] = {options[key]: _value(value) for key, value in {**top, **own.get(name, {})}.items()}
    return found


def _of(*commands: click.Command) -> dict[str, str]:
    """What a file calls the parameters of commands, and what click does: ``{"field": "fields"}``."""
    return {key: name for command in commands for key, name in _keys(command)}


def _keys(command: click.Command) -> Iterator[tuple[str, str]]:
    for parameter in command.params:
        if parameter.name and (isinstance(parameter, click.Argument) or parameter.opts):
            for option in parameter.opts:
                yield option.lstrip("-"), parameter.name


def _known(file: Path, key: str, keys: list[str], where: str = "") -> None:
    if key not in keys:
        near = difflib.get_close_matches(key, keys, 1)
        raise click.UsageError(f"{file}: unknown key {where}{key}" + (f"; is {near[0]} meant?" if near else ""))


def _value(value: Any) -> Any:
    """A table as the pairs that a repeatable option takes: ``{"text": "Inhalt"}`` is ``("text=Inhalt",)``."""
    if isinstance(value, dict):
        return tuple(f"{key}={one}" for key, one in value.items())
    return tuple(value) if isinstance(value, list) else value if isinstance(value, bool) else str(value)
