"""Which rules of date expressions are at work, and on what: a rule that one corpus alone ever fires was made for it.

    python -m tests.benchmarks.bench_rules [--all]

Counts the expressions that each rule finds in texts of four sources: the training articles, news that was gathered for
other questions (events, cleaning, article dates), and the two kinds of development set of date expressions. Prints the
rules that fire in those development sets alone, then those that fire nowhere; ``--all`` prints every rule. A rule of
the second list is no fault where it states something of the calendar that is rarely written; one of the first list is
to be looked at.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from flows.dates.timex import recognise
from flows.dates.timex.grammar import grammar

SHARED = Path(__file__).resolve().parents[3] / "shared"
SOURCES = {
    "training": ["training/articles-*.jsonl"],
    "other news": ["benchmarks/events/*.jsonl", "benchmarks/articles/dev.jsonl", "benchmarks/articledate/clean.jsonl"],
    "gold news": ["benchmarks/time/timebank.jsonl", "benchmarks/time/aquaint.jsonl"],
    "gold history and tweets": ["benchmarks/time/wikiwars.jsonl", "benchmarks/time/tweets.jsonl"],
}
ELSEWHERE = ("training", "other news")


def texts(patterns: Sequence[str]) -> Iterator[str]:
    for pattern in patterns:
        for path in sorted(SHARED.glob(pattern)):
            with path.open(encoding="utf-8") as lines:
                for line in lines:
                    yield json.loads(line).get("text") or ""


def fired(patterns: Sequence[str]) -> Counter[str]:
    """How many expressions each rule finds in the texts."""
    return Counter(e.rule for text in texts(patterns) for e in recognise(text))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--all", action="store_true", help="every rule with its counts")
    args = parser.parse_args()
    if not SHARED.is_dir():
        print(f"{SHARED} is absent: no texts to count on")
        return
    counts = {name: fired(patterns) for name, patterns in SOURCES.items()}
    rules = grammar().names
    own = [r for r in rules if not any(counts[s][r] for s in ELSEWHERE) and any(counts[s][r] for s in SOURCES)]
    asleep = [r for r in rules if not any(counts[s][r] for s in SOURCES)]
    table("rules that only the development sets of date expressions fire", own, counts)
    print(f"\nrules that fire nowhere: {len(asleep)}\n  " + ", ".join(asleep))
    if args.all:
        table("every rule", rules, counts)
    print(f"\n{len(rules)} rules: {len(own)} fire in the development sets alone, {len(asleep)} nowhere")


def table(title: str, rules: Sequence[str], counts: dict[str, Counter[str]]) -> None:
    print(f"\n{title}: {len(rules)}\n  {'':28} " + " ".join(f"{name:>24}" for name in SOURCES))
    for rule in rules:
        print(f"  {rule:28} " + " ".join(f"{counts[name][rule]:24}" for name in SOURCES))


if __name__ == "__main__":
    main()
