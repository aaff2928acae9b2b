"""Sources as analysts have them: how many of the cases of each class become what they should.

    python -m tests.benchmarks.bench_sources            # a line a class, and every case that is not as expected
    python -m tests.benchmarks.bench_sources 4_json     # the classes that begin so
    python -m tests.benchmarks.bench_sources --json     # the share of all, for the gate

What a case must become stands in ``source_checks.csv``, read off the manifest beside the cases. Exit status 1 where one
is not as it must be.
"""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
from collections import Counter
from datetime import date
from pathlib import Path

from flows.ingest import read
from flows.records import Document, Interval, Quarantined
from flows.stages import clean_batch, date_batch

CASES = Path(__file__).resolve().parents[3] / "shared" / "benchmarks" / "cases" / "ingest"
CHECKS = Path(__file__).with_name("source_checks.csv")


def checks() -> list[dict[str, str]]:
    """The table of checks, a row a case."""
    lines = CHECKS.read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))


def complaints(check: dict[str, str]) -> list[str]:
    """What is not as ``check`` asks; nothing where all is."""
    path = CASES / check["file"]
    if path.name.startswith("annotate"):
        return _annotated(path, int(check["documents"]))
    answers = list(read([str(path)]))
    documents = [a for a in answers if isinstance(a, Document)]
    refused = [a for a in answers if isinstance(a, Quarantined)]
    found = []
    if not _counts(check["documents"], len(documents)):
        found.append(f"{len(documents)} documents, not {check['documents']} {[r.code for r in refused][:3]}")
    if check["days"]:
        found += _wrong_days(check["days"].split(), documents)
    if words := check["holds"]:
        text = documents[0].text if documents else ""
        if words.startswith("!") and words[1:] in text and len(documents) > 0:
            found.append(f"holds {words[1:]!r}")
        elif not words.startswith("!") and words not in text:
            found.append(f"does not hold {words!r}: {text[:50]!r}")
    if check["code"] == "one row" and len(refused) != 1:
        found.append(f"{len(refused)} rows, not one")
    told = " ".join([*(r.message + r.code for r in refused), *(c + m for d in documents for c, m in d.warnings)])
    if check["code"] not in ("", "one row") and check["code"] not in told:
        found.append(f"{check['code']!r} is not told")
    return found


def _counts(asked: str, found: int) -> bool:
    if not asked:
        return True
    if " or " in asked:
        return str(found) in asked.split(" or ")
    low, _, high = asked.partition("-")
    return int(low) <= found <= int(high or low)


def _wrong_days(asked: list[str], documents: list[Document]) -> list[str]:
    dated = date_batch(clean_batch(documents).results).results
    days = [one.date.interval for one in dated]
    if len(days) < len(asked):
        return [f"{len(days)} dates for {len(asked)}"]
    return [f"{_written(is_)} for {want}" for want, is_ in zip(asked, days, strict=False) if not _fits(want, is_)]


def _fits(want: str, found: Interval) -> bool:
    if want == "?":
        return True
    if want == "-":
        return not found.is_day or (found.lo is not None and found.lo.year > 1900)
    low, dots, high = want.partition("..")
    if not dots:
        return found == Interval(date.fromisoformat(want), date.fromisoformat(want))
    if not low:  # an upper bound, and no day of its own
        return not found.is_day and found.hi is not None and found.hi <= date.fromisoformat(high)
    return found == Interval(date.fromisoformat(low), date.fromisoformat(high))


def _written(interval: Interval) -> str:
    return str(interval.lo) if interval.is_day else f"{interval.lo}..{interval.hi}"


def _annotated(path: Path, lines: int) -> list[str]:
    command = [sys.executable, "-m", "flows", "annotate", str(path), "--until", "dates"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    out = len(done.stdout.splitlines())
    return [] if done.returncode == 0 and out == lines else [f"exit {done.returncode}, {out} lines for {lines}"]


def score(only: str = "", *, told: bool = False) -> tuple[Counter[str], Counter[str]]:
    """How many cases of each class are as expected, and how many there are."""
    right: Counter[str] = Counter()
    cases: Counter[str] = Counter()
    for check in checks():
        kind = check["file"].split("/")[0]
        if not kind.startswith(only):
            continue
        wrong = complaints(check)
        cases[kind] += 1
        right[kind] += not wrong
        if told and wrong:
            print(f"  {check['file']}: {'; '.join(wrong)}")
    return right, cases


def main() -> int:
    if not CASES.is_dir():
        print("sources: skipped, the development data is not beside this checkout")
        return 0
    if "--json" in sys.argv:
        right, cases = score()
        print(json.dumps({"as expected": right.total() / cases.total()}))
        return 0
    right, cases = score(*sys.argv[1:2], told=True)
    for kind in sorted(cases, key=lambda k: int(re.match(r"\d+", k)[0])):
        print(f"{kind:34} {right[kind]:3} of {cases[kind]}")
    print(f"{right.total()} of {cases.total()} cases as expected")
    return 0 if right == cases else 1


if __name__ == "__main__":
    sys.exit(main())
