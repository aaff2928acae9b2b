"""What the files of docs/deploy start is there: commands, options and variables are ours, and what is copied exists."""

from __future__ import annotations

import re
import shlex

import click
import pytest

from flows.cli import main
from flows.cli.configuration import PREFIX
from tests.conftest import ROOT

DEPLOY = ROOT / "docs" / "deploy"
COMPOSE = (DEPLOY / "compose.yaml").read_text("utf-8")
UNIT = (DEPLOY / "dateline.service").read_text("utf-8")


def compose_command() -> list[str]:
    [listed] = re.findall(r"^    command: \[(.*)\]$", COMPOSE, re.M)
    return [word.strip() for word in listed.split(",")]


def unit_command() -> list[str]:
    [line] = re.findall(r"^ExecStart=(.*)$", UNIT, re.M)
    return shlex.split(line)


@pytest.mark.parametrize("started", [compose_command(), unit_command()], ids=["compose", "systemd"])
def test_what_is_started_is_a_command_with_its_options(started: list[str]):
    program, name, *words = started
    assert program.rpartition("/")[2] == "dateline"
    command = main.commands[name]
    options = {option for parameter in command.params for option in parameter.opts}
    assert {word for word in words if word.startswith("-")} <= options


@pytest.mark.parametrize("variable", re.findall(rf"^      ({PREFIX}_\w+):", COMPOSE, re.M))
def test_a_variable_belongs_to_an_option(variable: str):
    own = {
        name
        for command_name, command in main.commands.items()
        for option in command.params
        if isinstance(option, click.Option)
        for name in (option.envvar, f"{PREFIX}_{command_name}_{option.name}".upper())
    }
    assert variable in own


def test_the_image_is_built_from_a_checkout():
    [context] = re.findall(r"^      context: (\S+)$", COMPOSE, re.M)
    root = (DEPLOY / context).resolve()
    assert root == ROOT.resolve()
    for copied in ("requirements.lock", "pyproject.toml", "README.md"):
        assert (root / copied).is_file()
    left_out = (root / ".dockerignore").read_text("utf-8").splitlines()
    assert {".git", ".venv"} <= set(left_out)
    assert not {"seeds", "flows", "README.md"} & set(left_out)
