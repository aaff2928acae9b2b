"""``dateline explain``: the text with its dates and events marked, and the witnesses side by side."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from flows.cli import terminal
from flows.cli.summary import interval_text
from warehouse.read import Connection, fetch, find_document, open_published


def explain_article(warehouse: Path, what: str) -> None:
    """Print the article that ``what`` names (a doc_id, an event_id, a prefix of one, a file name)."""
    with open_published(warehouse) as connection:
        doc_id = find_document(connection, what)
        article = _one(connection, "select * from articles where doc_id = ?", doc_id)
        document = _one(connection, "select source_uri, record, text from documents where doc_id = ?", doc_id)
        evidence = _all(connection, "select * from date_evidence where doc_id = ? order by weight desc", doc_id)
        timexes = _all(connection, "select * from timexes where doc_id = ? order by char_start", doc_id)
        events = _all(connection, "select * from events where doc_id = ? order by char_start", doc_id)
        participants = _all(
            connection,
            "select p.* from participants p join events e using (event_id) where e.doc_id = ? order by p.char_start",
            doc_id,
        )
    click.secho(f"{article['title'] or '(no title)'}", bold=True)
    click.echo(f"{document['source_uri']} {document['record']}".rstrip())
    click.echo(f"doc_id {doc_id}")
    click.echo(
        f"claimed {article['claimed_date'] or article['claimed_value'] or 'nothing'}"
        f"{' (' + article['claimed_date_source'] + ')' if article['claimed_date_source'] else ''}"
        f" · written {interval_text(article['date_from'], article['date_to'])}"
        f" · {article['date_verdict']} · confidence {article['date_confidence']:.2f}"
    )
    click.echo(terminal.wrapped(article["date_reason"] or ""))
    click.secho("\nwitnesses", bold=True)
    for row in evidence:
        says = interval_text(row["says_from"], row["says_to"])
        said = f"{row['weight']:.2f}  {says:<27} {row['kind']}: {_quote(row['quote'])}{_note(row['note'])}"
        click.echo(click.wrap_text(said, terminal.width(), "  ", " " * 8, preserve_paragraphs=False))
    click.echo("\ntext  ‹date expression → what it was resolved to›  «event TYPE status when»\n")
    click.echo(_marked(document["text"], timexes, events))
    typed = [event for event in events if event["event_type"]]
    if typed:
        click.secho("\nevents of a PLOVER type (as coded: a planned visit is AGREE)", bold=True)
    for event in typed:
        who = {role: _names(participants, event["event_id"], role) for role in ("source", "target")}
        click.echo(
            f"  {interval_text(event['date_from'], event['date_to']):<27} {event['status']:<12} "
            f"{event['plover'] or '-':<10} "
            f"{who['source'] or '?'} → {event['text']} → {who['target'] or '?'}"
            f"{' in ' + event['place'] if event['place'] else ''}  [{event['date_basis']}]"
        )


def _names(participants: list[dict[str, Any]], event_id: str, role: str) -> str:
    return ", ".join(
        f"{p['name']}{' (' + p['country'] + ')' if p['country'] else ''}"
        for p in participants
        if p["event_id"] == event_id and p["role"] == role
    )


def _marked(text: str, timexes: list[dict[str, Any]], events: list[dict[str, Any]]) -> str:
    """``text`` with each expression and event followed by what it was resolved to; overlapping marks nest by end."""
    inserts: list[tuple[int, int, str]] = []
    for timex in timexes:
        when = timex["value"] if timex["date_from"] is None else interval_text(timex["date_from"], timex["date_to"])
        inserts += [
            (timex["char_start"], 1, click.style("‹", fg="cyan")),
            (timex["char_end"], 0, click.style(f" → {when}›", fg="cyan")),
        ]
    for event in events:
        if event["event_type"]:
            when = interval_text(event["date_from"], event["date_to"])
            inserts += [
                (event["char_start"], 1, click.style("«", fg="yellow")),
                (event["char_end"], 0, click.style(f" {event['event_type']} {event['status']} {when}»", fg="yellow")),
            ]
    parts: list[str] = []
    at = 0
    for place, _, mark in sorted(inserts, key=lambda insert: insert[:2]):
        parts += [text[at:place], mark]
        at = place
    return "".join([*parts, text[at:]])


def _quote(text: str | None, width: int = 70) -> str:
    flat = " ".join((text or "").split())
    return f"“{flat if len(flat) <= width else flat[: width - 1] + '…'}”"


def _note(note: str | None) -> str:
    return f" — {note}" if note else ""


def _all(connection: Connection, query: str, doc_id: str) -> list[dict[str, Any]]:
    return fetch(connection, query, [doc_id])


def _one(connection: Connection, query: str, doc_id: str) -> dict[str, Any]:
    rows = _all(connection, query, doc_id)
    if not rows:
        raise click.ClickException(f"{doc_id} was ingested but has no article yet: run `dateline run` again")
    return rows[0]
