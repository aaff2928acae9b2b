"""Date expressions over the development sets: scores, what they are by phenomenon, speed, growth with length.

    python -m tests.benchmarks.bench_time [timebank|aquaint|wikiwars|tweets ...] [--errors N] [--no-growth]

Scores with ../shared/benchmarks/score_time.py, or says that it is absent. The documents are split by the hash of their
name: most were looked at while the rules were written, an eighth never was, and its figures are the honest ones.
``--errors`` prints the commonest kinds of error, of the documents looked at alone.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

from flows.dates.timex import anchor_expressions, recognise
from flows.records import Interval

SHARED = Path(__file__).resolve().parents[3] / "shared" / "benchmarks"
SETS = ("timebank", "aquaint", "wikiwars", "tweets")
NEWS = ("timebank", "aquaint")
Row = dict[str, Any]

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*\.?"
_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_UNITS = r"(?:second|minute|hour|day|week|month|quarter|year|decade|centur)\w*"
# The first pattern that the whole of a gold span matches names its phenomenon; the order is part of the definition.
PHENOMENA = [
    ("reference", None),
    ("set", None),
    ("weekday", rf"{_WEEKDAY}(?:['’]s)?"),
    ("month without year", rf"(?:early |late |mid-)?{_MONTH}"),
    ("month and day", rf"(?:the )?(?:{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?|\d{{1,2}}(?:st|nd|rd|th)? (?:of )?{_MONTH})"),
    ("N units ago, earlier, later", r".*\b(?:ago|earlier|later|before|after)"),
    (
        "anaphoric",
        rf"(?:the|that|the same|the next|the following|the previous)(?: \w+)? {_UNITS}|the \d+(?:st|nd|rd|th)",
    ),
    ("quarter, year-ago", r".*(?:quarter|year-ago|year-earlier|fiscal|period).*"),
    ("time of day", r".*(?:\d:\d\d|[ap]\.?m\b|noon|midnight|morning|afternoon|evening|night).*"),
    ("vague duration", rf"(?:a few|several|many|some|recent|the|those)? ?(?:few )?{_UNITS}"),
    ("duration", None),
    ("year", r"(?:the year )?\d{4}"),
    ("full date", r".*\d.*\b\d{4}"),
    ("other", r".*"),
]


def part(doc_id: str) -> str:
    """ "looked at" or "never read", by the hash of the name."""
    return "never read" if int(hashlib.sha256(doc_id.encode()).hexdigest(), 16) % 8 == 3 else "looked at"


def rows(name: str) -> list[Row]:
    with (SHARED / "time" / f"{name}.jsonl").open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def annotated(row: Row) -> Row:
    """The part of `annotate`'s answer that the scorer looks at."""
    day = date.fromisoformat(row["dct"][:10])
    found = anchor_expressions(recognise(row["text"]), Interval(day, day), row["text"])
    return {
        "doc_id": row["doc_id"],
        "timexes": [{"start": t.start, "end": t.end, "type": t.type, "value": t.value, "rule": t.rule} for t in found],
    }


def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_time", SHARED / "score_time.py")
    if spec is None or spec.loader is None:
        raise ImportError(f"{SHARED / 'score_time.py'} is no module")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def score_table(names: Sequence[str], score: ModuleType) -> None:
    print(f"{'set':10} {'documents':12} {'gold':>5} {'strict':>7} {'relaxed':>8} {'type':>6} {'value':>6}")
    for name in names:
        everything = rows(name)
        answers = {r["doc_id"]: annotated(r) for r in everything}
        for which in ("all", "looked at", "never read"):
            gold = {r["doc_id"]: r for r in everything if which in ("all", part(r["doc_id"]))}
            result, _ = score.score(gold, answers, ("timex",))
            t = result["timex"]
            figures = [t[k]["F1"] for k in ("strict", "relaxed", "type", "value")]
            line = " ".join(f"{f:{w}.1f}" for f, w in zip(figures, (7, 8, 6, 6), strict=True))
            print(f"{name:10} {which:12} {t['gold']:5} {line}")


# The tweets were annotated in SUTime's notation, which TimeML does not have: 2015-XX-XX for a year, for a Friday
# 2012-02-24-WXX-5, for a week 2013-09-W39, for hours P10H.
_NOTATION = [
    (re.compile(r"^(\d{4})-XX-XX$"), r"\1"),
    (re.compile(r"^(\d{4}-\d\d-\d\d)-WXX-\d"), r"\1"),
    (re.compile(r"^(\d{4})-\d\d-(W\d\d)$"), r"\1-\2"),
    (re.compile(r"^P(\d+H)$"), r"PT\1"),
    (re.compile(r"^XXXX-WE$"), "XXXX-WXX-WE"),
    (re.compile(r"^(T[A-Z]{2})$"), r"XXXX-XX-XX\1"),
]


def notation_line(score: ModuleType) -> None:
    """The value F1 on the tweets with their annotators' notation read as TIMEX3: what of the rest is error."""
    everything = rows("tweets")
    changed = 0
    for row in everything:
        for span in row["gold_timexes"]:
            value = span["value"] or ""
            for pattern, replacement in _NOTATION:
                value = pattern.sub(replacement, value)
            changed += value != (span["value"] or "")
            span["value"] = value
    gold = {r["doc_id"]: r for r in everything}
    result, _ = score.score(gold, {r["doc_id"]: annotated(r) for r in everything}, ("timex",))
    t = result["timex"]
    value = t["value"]["F1"]
    print(f"{'':10} {changed} of {t['gold']} values stand in a notation of their own; as TIMEX3, value {value:.1f}")


def phenomenon(span: Row) -> str:
    surface, value, kind = span["surface"].lower().replace("\n", " "), span["value"] or "", span["type"]
    if value.endswith("_REF"):
        return "reference"
    if kind == "SET":
        return "set"
    for name, pattern in PHENOMENA:
        if (
            pattern is not None
            and re.fullmatch(pattern, surface)
            and not (kind == "DURATION" and name != "vague duration")
        ):
            return name
    return "duration"


def phenomenon_table(names: Sequence[str], score: ModuleType) -> None:
    """Value recall by phenomenon: of the gold spans of a kind, how many are found with the right value."""
    for label, chosen in (
        ("news", [n for n in names if n in NEWS]),
        ("history", [n for n in names if n == "wikiwars"]),
    ):
        if not chosen:
            continue
        total, right = Counter[str](), Counter[str]()
        for name in chosen:
            for row in rows(name):
                gold, found = row["gold_timexes"], annotated(row)["timexes"]
                hit = {i for i, j, _ in score.pair(gold, found) if gold[i]["value"] == found[j]["value"]}
                for i, span in enumerate(gold):
                    if span["value"] is not None:
                        total[phenomenon(span)] += 1
                        right[phenomenon(span)] += i in hit
        print(f"\nvalue recall, {label}")
        for name, _ in PHENOMENA:
            if total[name]:
                print(f"  {name:30} {100 * right[name] / total[name]:5.1f}  of {total[name]}")


def speed(names: Sequence[str]) -> None:
    texts = [(r["text"], date.fromisoformat(r["dct"][:10])) for n in names if n != "tweets" for r in rows(n)]
    for text, _ in texts[:3]:
        recognise(text)
    start, found = time.process_time(), 0
    for text, day in texts:
        found += len(anchor_expressions(recognise(text), Interval(day, day), text))
    seconds = time.process_time() - start
    size = sum(len(text) for text, _ in texts) / 1e6
    print(f"\nspeed: {size / seconds:.2f} MB a CPU-second ({size:.2f} MB, {found} expressions, {seconds:.2f} s)")


# Normal prose, made for this table, and what a hostile hand would send.
_PROSE = (
    "The committee met on Monday and put the vote off until the first week of March. Nobody had expected it: for two "
    "years, and again in October last year, its members had agreed. The road to the harbour stays shut; the ferry "
    "leaves at nine, as it always did, and carries whoever comes. In 1998 the town had paid for a bridge. "
)
_GROWTH = {
    "prose": _PROSE,
    "digits": "1",
    "blanks": " ",
    "12-": "12-",
    "the first ": "the first ",
    "two-": "two-",
    "\\n.": "\n.",
}


def growth(lengths: Iterable[int] = (10_000, 100_000, 1_000_000, 10_000_000)) -> None:
    """CPU-seconds by length: ten times the text should take ten times as long, whatever the text."""
    print("\nCPU-seconds by characters " + " ".join(f"{n:>10}" for n in lengths))
    for name, piece in _GROWTH.items():
        taken = []
        for n in lengths:
            text = piece * (n // len(piece) + 1)
            start = time.process_time()
            anchor_expressions(recognise(text[:n]), Interval(), text[:n])
            taken.append(time.process_time() - start)
        print(f"  {name:24}" + " ".join(f"{s:10.3f}" for s in taken), flush=True)


def error_table(names: Sequence[str], score: ModuleType, count: int) -> None:
    """The commonest kinds of error in the documents looked at: what is wrong, in which phenomenon, by which rule."""
    kinds, examples = Counter[tuple[str, str, str]](), dict[tuple[str, str, str], str]()
    for name in names:
        for row in rows(name):
            if part(row["doc_id"]) != "looked at":
                continue
            gold, found = row["gold_timexes"], annotated(row)["timexes"]
            pairs = score.pair(gold, found)
            for i, j, exact in pairs:
                wrong = [
                    w for w, bad in (("value", gold[i]["value"] != found[j]["value"]), ("extent", not exact)) if bad
                ]
                for w in wrong:
                    key = (w, phenomenon(gold[i]), found[j]["rule"])
                    kinds[key] += 1
                    examples[key] = f"{gold[i]['surface']!r} {gold[i]['value']}, found {found[j]['value']}"
            for i in set(range(len(gold))) - {i for i, _, _ in pairs}:
                key = ("missed", phenomenon(gold[i]), "")
                kinds[key] += 1
                examples[key] = f"{gold[i]['surface']!r} {gold[i]['value']}"
            for j in set(range(len(found))) - {j for _, j, _ in pairs}:
                key = ("not in gold", "", found[j]["rule"])
                kinds[key] += 1
                examples[key] = repr(row["text"][found[j]["start"] : found[j]["end"]])
    print(f"\nthe {count} commonest kinds of error")
    for key, n in kinds.most_common(count):
        print(f"  {n:4}  {' | '.join(filter(None, key)):60} {examples[key]}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="*", default=list(SETS))
    parser.add_argument("--errors", type=int, default=0, metavar="N")
    parser.add_argument("--no-growth", action="store_true")
    args = parser.parse_args()
    if not SHARED.is_dir():
        print(f"{SHARED} is absent: nothing to score; speed on prose alone", file=sys.stderr)
    else:
        score = scorer()
        score_table(args.sets, score)
        if "tweets" in args.sets:
            notation_line(score)
        phenomenon_table(args.sets, score)
        speed(args.sets)
        if args.errors:
            error_table(args.sets, score, args.errors)
    if not args.no_growth:
        growth()


if __name__ == "__main__":
    main()
