"""``dateline audit``: the rules of the warehouse as a whole, over everything."""

from __future__ import annotations

from pathlib import Path

import click

from flows.cli.failures import HELD, existing, warehouse_option


@click.command("audit")
@warehouse_option
@click.pass_context
def audit_command(ctx: click.Context, warehouse: Path) -> None:
    """Look at the whole warehouse: is every key there once, has every row what it refers to, do its articles agree.

    A run looks at what it changed. What this finds is a flag like any other; exit status 3 if an invariant is broken.
    """
    from flows.corpus import audit as audit_corpus

    summary = audit_corpus(existing(warehouse))
    for outcome in summary.broken:
        click.echo(f"{outcome.severity:<9}{outcome.code}: {outcome.expectation} ({outcome.unexpected_count or 1:,})")
    if not summary.broken:
        click.echo("nothing to find fault with")
    if summary.held:
        ctx.exit(HELD)
