"""docs/commands.md: every command with its options, in the words of its own help.

python -m tests.flows.commands     write it anew
"""

from __future__ import annotations

import click

from flows.cli import main
from tests.conftest import ROOT

PAGE = ROOT / "docs" / "commands.md"


def page() -> str:
    """What docs/commands.md is to hold."""
    parts = ["# Commands\n\nMade of their own help by `python -m tests.flows.commands`.\n"]
    context = click.Context(main, info_name="dateline", **main.context_settings)
    for name in main.list_commands(context):
        command = main.get_command(context, name)
        assert command is not None
        own = click.Context(command, info_name=name, parent=context)
        usage = " ".join(command.get_usage(own).removeprefix("Usage: ").split())
        options = [record for p in command.get_params(own) if (record := _described(p, own))]
        about = "\n\n".join(" ".join(part.split()) for part in (command.help or "").split("\n\n"))
        table = "\n".join(f"| `{names}` | {text} |" for names, text in options)
        parts.append(f"\n## {name}\n\n    {usage}\n\n{about}\n\n| option | what it does |\n|---|---|\n{table}\n")
    return "".join(parts)


def _described(option: click.Parameter, context: click.Context) -> tuple[str, str] | None:
    if not isinstance(option, click.Option) or option.name == "reviewer":  # whose default is the user's own name
        return None if not isinstance(option, click.Option) else ("--reviewer TEXT", option.help or "")
    found = option.get_help_record(context)
    return (found[0].replace("|", "\\|"), " ".join(found[1].split()).replace("|", "\\|")) if found else None


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
