"""Who took part, against annotated articles.

    python -m tests.benchmarks.bench_who [--errors KIND]

Sides: every mention of an event that an analyst would put on record, its class given, so that nothing but the sides is
judged; a side is right as ``score_articles.py`` has it (a country or a word of the name; nobody where nobody is told).
By kind of construction, first mentions apart from later ones, and apart for the articles that no rule was written by
(every second one).
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from flows.events.coding import Coder
from flows.events.frames import frame_tables
from flows.events.frames.reported import Frame
from flows.events.parse import sentences, syntax
from flows.events.parse.sentences import Passage
from flows.records import Claim, DatedArticle, Document, Participant
from flows.stages import clean_batch, date_batch

if TYPE_CHECKING:
    from spacy.tokens import Token

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared" / "benchmarks" / "articles"
ROLES = ("source", "target")
Record = dict[str, Any]
Read = tuple[Record, DatedArticle, list[Passage]]


@dataclass(frozen=True, slots=True)
class Told:
    """A mention of an annotated event: the span of its trigger in the article, whether it is the event's first."""

    start: int
    end: int
    event: Record
    first: bool


def own_articles() -> list[Record]:
    """The project's annotated articles, in the form of the development set."""
    paths = sorted((ROOT / "seeds" / "training").glob("articles-*.jsonl"))
    return [in_form(json.loads(line)) for path in paths for line in path.read_text(encoding="utf-8").splitlines()]


def in_form(record: Record) -> Record:
    """An article of ours as the development set has it: spans for quotes, and sides with the names they may have."""
    text, events = record["text"], []
    for event in record["events"]:
        spans, triggers = [], []
        for told in event["mentions"]:
            at = text.index(told["quote"])
            word = at + told["quote"].index(told["trigger"])
            spans.append([at, at + len(told["quote"])])
            triggers.append([word, word + len(told["trigger"])])
        sides = {role: _names(event[role]) for role in ROLES}
        vague = event["date"].get("vague", False)
        events.append({**event, **sides, "spans": spans, "trigger_spans": triggers, "date_vague": vague})
    return {**record, "gold_article_events": events}


def _names(side: Record) -> Record:
    names = [n for n in (side["name"], side["mention"]) if n]
    return {"countries": side["countries"], "names": names, "none_ok": not side["mention"]}


def read(records: Sequence[Record], batch: int = 64) -> Iterator[Read]:
    """Each article with its date and its parse."""
    for at in range(0, len(records), batch):
        part = records[at : at + batch]
        dated = date_batch(clean_batch([_document(r) for r in part]).results, trust_claims=True).results
        for index, passages in sentences.read_passages([d.article for d in dated]):
            yield part[index], dated[index], passages


def _document(record: Record) -> Document:
    from datetime import date

    day = date.fromisoformat(record["date"])
    claim = Claim("metadata", record["date"], day, "published")
    return Document(
        record["doc_id"], "bench", "", "text/plain", record["text"], title=record.get("title"), claims=(claim,)
    )


def told(record: Record) -> list[Told]:
    """The mentions of the events that belong on record."""
    return [
        Told(start, end, event, n == 0)
        for event in record["gold_article_events"]
        if event["importance"] != "optional"
        for n, (start, end) in enumerate(event["trigger_spans"])
    ]


def token_at(passages: Iterable[Passage], start: int, end: int) -> tuple[Token, Passage] | None:
    """The head word of a span, with its passage; ``None`` where it was not read."""
    for passage in passages:
        if passage.start <= start < passage.start + len(passage.doc.text):
            span = passage.doc.char_span(start - passage.start, end - passage.start, alignment_mode="expand")
            return (span.root, passage) if span is not None and len(span) else None
    return None


def construction(token: Token) -> str:
    """What stands around the word, as far as it decides where its sides are."""
    if token.tag_[:2] == "NN":
        return "noun with owner" if any(c.dep_ == "poss" for c in token.children) else "noun"
    if token.tag_[:2] != "VB":
        return "other word"
    if syntax.is_passive(token):
        return "passive"
    if token.dep_ in ("relcl", "acl"):
        return "relative clause"
    if token.dep_ in ("xcomp", "advcl", "pcomp"):
        return "infinitive, participle"
    return "joined verb" if token.dep_ == "conj" else "verb"


def sides(coder: Coder, token: Token, passage: Passage, event: Record) -> tuple[Participant, ...]:
    """Who takes part, by the rules, the event's class being known."""
    frame = coder.frame(token, passage)
    kind = event["types"][0]
    if frame is None:
        frame = Frame(token.i, kind, None, frame_tables.any_use(kind, token.lemma_))
    elif frame.event_type not in event["types"]:
        frame = replace(frame, event_type=kind, mode=None, refused=False, obliged=False)
    return coder.participants(token, passage, frame)


def judge(reads: Iterable[Read], scorer: ModuleType, errors: str | None = None) -> dict[str, Counter[str]]:
    """Right and wrong sides by kind of construction."""
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for number, (record, _, passages) in enumerate(reads):
        part = "read" if number % 2 == 0 else "unread"
        coder = Coder(passages)
        for mention in told(record):
            at = token_at(passages, mention.start, mention.end)
            if at is None:
                continue
            token, passage = at
            found = sides(coder, token, passage, mention.event)
            ours = {r: [{"name": p.name, "country": p.country} for p in found if p.role == r] for r in ROLES}
            right = {r: scorer.side_right(mention.event[r], ours[r]) for r in ROLES}
            if {"CONSULT", "COOPERATE", "AGREE"} & set(mention.event["types"]) and not all(right.values()):
                turned = {
                    r: scorer.side_right(mention.event[r], ours[o]) for r, o in zip(ROLES, ROLES[::-1], strict=True)
                }
                right = turned if all(turned.values()) else right
            kind = construction(token)
            for name in (kind, "all", "first" if mention.first else "later"):
                for r in ROLES:
                    counted[f"{part} {name}"][f"{r} right"] += right[r]
                counted[f"{part} {name}"]["n"] += 1
            if errors and part == "read" and not all(right.values()) and errors in (kind, "all"):
                wrong = " ".join(r for r in ROLES if not right[r])
                lo, hi = token.sent.start_char, token.sent.end_char
                print(f"{record['doc_id'][-12:]} {kind} | {wrong} | {token.text} | {passage.doc.text[lo:hi][:330]}")
                for r in ROLES:
                    if not right[r]:
                        gold = mention.event[r]
                        given = [(p["name"], p["country"]) for p in ours[r]]
                        print(f"      {r} gold {gold['names']} {gold['countries']} ours {given}")
    return counted


def table(counted: dict[str, Counter[str]]) -> None:
    for part in ("read", "unread"):
        print(f"  {part:8} {'mentions':>26} {'source':>8} {'target':>8}")
        for name, c in sorted(counted.items(), key=lambda one: -one[1]["n"]):
            if name.startswith(part + " "):
                print(
                    f"    {name.removeprefix(part + ' '):24} {c['n']:6} {c['source right'] / c['n']:8.3f}"
                    f" {c['target right'] / c['n']:8.3f}"
                )


def load_scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_articles", SHARED / "score_articles.py")
    assert spec is not None
    assert spec.loader is not None
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    return scorer


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("--errors", metavar="KIND", help="list the wrong sides of a kind of construction, or all")
    options = arguments.parse_args()
    if not SHARED.is_dir():
        print("skipped: the development data (../shared) is not beside this checkout")
        return 0
    print("sides in our own articles")
    table(judge(read(own_articles()), load_scorer(), options.errors))
    return 0


if __name__ == "__main__":
    sys.exit(main())
