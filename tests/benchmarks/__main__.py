"""The evaluation gate: annotate the development sets, score them, and hold every figure against its floor.

    python -m tests.benchmarks                       # every figure in one table; fails where one fell below its floor
    python -m tests.benchmarks time cleaning         # only these groups
    python -m tests.benchmarks --raise               # raise the floors to the figures just reached
    python -m tests.benchmarks --lower FIGURE --reason "why"   # lower one; the reason is kept beside it

The data is other people's and stays beside the project (../shared/benchmarks); where it is absent, the gate skips.
floors.json holds, for each figure, the value reached, its noise, and a digest of the data it was reached on: a floor
says nothing about other data.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

BENCHMARKS = Path(__file__).resolve().parents[3] / "shared" / "benchmarks"
PROTECTED = Path(__file__).resolve().parents[2] / "seeds" / "training" / "articles-4.jsonl"
STORIES = PROTECTED.with_name("articles-5.jsonl")
FLOORS = Path(__file__).with_name("floors.json")
NOISE = 0.004  # of a share: ties in the parser's beam and rounding differ between processors
TRUE_DATE = ("--date-key", "dct", "--trust-date", "--whole-text")


@dataclass(frozen=True)
class Set:
    """One development set: how to annotate it, how to score it, and which of the scorer's figures count."""

    name: str
    group: str
    task: str
    data: str
    flags: tuple[str, ...]
    figures: dict[str, str]  # label -> path into the scorer's JSON; a leading "-" where less is better
    split: str | None = None


def timex(name: str) -> Set:
    figures = {
        "strict F1": "timex.strict.F1",
        "relaxed F1": "timex.relaxed.F1",
        "value F1": "timex.value.F1",
        "interval F1": "timex.interval.F1",
    }
    return Set(name, "time", "time", f"time/{name}.jsonl", (*TRUE_DATE, "--until", "dates"), figures)


SETS = (
    timex("timebank"),
    timex("aquaint"),
    timex("wikiwars"),
    timex("tweets"),
    Set("timebank mentions", "events", "time", "time/timebank.jsonl", TRUE_DATE, {"mention F1": "events.relaxed.F1"}),
    Set("aquaint mentions", "events", "time", "time/aquaint.jsonl", TRUE_DATE, {"mention F1": "events.relaxed.F1"}),
    Set(
        "eventtime", "events", "time", "time/eventtime.jsonl", TRUE_DATE,
        {"date exact": "dates.all.exact", "date compatible": "dates.all.compatible"},
    ),
    Set(
        "plv", "events", "events", "events/plv_train.jsonl", ("--whole-text",),
        {"root macro-F1": "root_macro_f1", "quad macro-F1": "quad_macro_f1", "source found": "source_found",
         "target found": "target_found"},
    ),
    Set(
        "cameo end to end", "events", "events", "events/cameo_conflibert_all.jsonl", ("--whole-text",),
        {"root F1": "root.F1", "quad F1": "quad.F1"},
    ),
    Set(
        "cameo class", "events", "events", "events/conflibert_cameo_class_train.jsonl", ("--whole-text",),
        {"macro-F1": "macro_f1"},
    ),
    Set(
        "plaintext", "cleaning", "cleaning", "cleaning/plaintext.jsonl", ("--until", "clean"),
        {"body F1": "all.F1", "hard wraps": "style:lynx.F1", "other languages": "other languages.F1"},
    ),
    Set(
        "messy", "articledate", "articledate", "articledate/messy.jsonl", ("--until", "dates"),
        {"exact day, visible": "date visible.exact_day_accuracy", "day precision": "all.asserted_day_precision"},
    ),
    Set(
        "clean", "articledate", "articledate", "articledate/clean.jsonl", ("--until", "dates"),
        {"coverage": "all.interval_coverage", "day precision": "all.asserted_day_precision",
         "right within a year": "all.within_a_year_and_right"},
    ),
    Set(
        "html", "articledate", "articledate", "articledate/html.jsonl", ("--until", "dates"),
        {"exact day": "all.exact_day_accuracy"},
    ),
    Set(
        "mismatch", "articledate", "mismatch", "articledate/mismatch.jsonl", ("--until", "dates"),
        {"false alarms": "-false_alarm_rate", "a year or more": ">=365.flagged", "31-364 days": "31-364.flagged"},
    ),
    Set(
        "whole articles", "articles", "articles", "articles/dev.jsonl", (),
        {"found F1": "found.F1", "main R": "main_R", "whole F1": "whole.F1", "status": "of_found.status",
         "source": "of_found.source", "target": "of_found.target", "date": "of_found.date",
         "linked": "linked.same", "false links": "-joined.false"},
    ),
    Set(  # of our own, three or four articles on the same events
        "own stories", "articles", "articles", str(STORIES), ("--stories",),
        {"linked": "joined.linked", "false links": "-joined.false", "false inside": "-joined.false inside",
         "repeats": "-joined.repeats"},
    ),
    Set(  # sport and business of our own that no reader was trained on
        "protected pages", "articles", "articles", str(PROTECTED), ("--own",),
        {"found P": "found.P", "records": "-records.counted"},
    ),
    Set("cases", "sources", "sources", "cases/ingest/MANIFEST.json", (), {"as expected": "as expected"}),
    Set("neardup", "dedup", "dedup", "dedup/neardup.jsonl", (), {"F1": "F1"}),
    Set("multidump", "dedup", "dedup", "dedup/multidump.jsonl", (), {"F1": "F1"}),
)  # fmt: skip


@dataclass(frozen=True)
class Figure:
    key: str
    value: float
    more_is_better: bool
    digest: str
    seconds: float

    @property
    def noise(self) -> float:
        return NOISE * (100 if abs(self.value) > 1 else 1)


def measure(one: Set, folder: Path) -> list[Figure]:
    """Run dateline on one set, score it, and pick its figures."""
    gold, out = BENCHMARKS / one.data, folder / f"{one.name.replace(' ', '_')}.jsonl"
    command = "dedup" if one.task == "dedup" else "annotate"
    began = time.perf_counter()
    if one.task == "articles":  # through a warehouse, as an analyst finds them
        scored = json.loads(_call([sys.executable, "-m", "tests.benchmarks.bench_articles", "--json", *one.flags]))
    elif one.task == "sources":
        scored = json.loads(_call([sys.executable, "-m", "tests.benchmarks.bench_sources", "--json"]))
    else:
        _call([sys.executable, "-m", "flows", command, str(gold), "-o", str(out), *one.flags])
        scored = json.loads(_call([sys.executable, str(BENCHMARKS / "score.py"), one.task, str(gold), str(out)]))
    seconds = time.perf_counter() - began
    digest = hashlib.sha256(gold.read_bytes()).hexdigest()[:16]
    figures = []
    for label, path in one.figures.items():
        value = _at(scored, path.removeprefix("-"))
        figures.append(Figure(f"{one.group}/{one.name}/{label}", value, not path.startswith("-"), digest, seconds))
    return figures


def _call(command: list[str]) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} failed with status {done.returncode}:\n{done.stderr[-3000:]}")
    return done.stdout


def _at(scored: Any, path: str) -> float:
    """The number at a dotted path; keys may hold dots themselves, so the longest key that fits is taken."""
    while path:
        key = max((k for k in scored if path == k or path.startswith(k + ".")), key=len, default=None)
        if key is None:
            raise SystemExit(f"the scorer printed no {path!r}: {json.dumps(scored)[:500]}")
        scored, path = scored[key], path[len(key) + 1 :]
    return float(scored) if scored is not None else 0.0


def verdict(figure: Figure, floor: dict[str, Any] | None) -> str:
    if floor is None:
        return "new"
    if floor["digest"] != figure.digest:
        return "other data"
    sign = 1 if figure.more_is_better else -1
    change = sign * (figure.value - floor["value"])
    if change < -floor["noise"]:
        return "FELL"
    return "better" if change > floor["noise"] else "holds"


def report(figures: list[Figure], floors: dict[str, Any]) -> bool:
    """Print the table; whether every figure holds."""
    print(f"{'figure':<48} {'reached':>8} {'floor':>8}  {'verdict':<10} {'seconds':>7}")
    verdicts = []
    for figure in figures:
        floor = floors.get(figure.key)
        said = verdict(figure, floor)
        verdicts.append(said)
        held = f"{floor['value']:>8.3f}" if floor else f"{'-':>8}"
        print(f"{figure.key:<48} {figure.value:>8.3f} {held}  {said:<10} {figure.seconds:>7.1f}")
    fell, n = verdicts.count("FELL"), len(figures)
    print(f"evaluation gate: {n - fell} of {n} figures hold, {fell} fell")
    return fell == 0


def raised(figures: list[Figure], floors: dict[str, Any]) -> dict[str, Any]:
    """``floors`` with every figure that is new, better, or measured on other data."""
    new = dict(floors)
    for figure in figures:
        if verdict(figure, floors.get(figure.key)) in ("new", "better", "other data"):
            new[figure.key] = {
                "value": round(figure.value, 4),
                "noise": round(figure.noise, 4),
                "digest": figure.digest,
            }
    return new


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__.split("\n")[0])
    parser.add_argument("groups", nargs="*", help="time, events, cleaning, articledate, articles, sources, dedup")
    parser.add_argument("--raise", dest="raise_floors", action="store_true", help="raise the floors to what is reached")
    parser.add_argument("--lower", metavar="FIGURE", help="lower this floor to what is reached; takes --reason")
    parser.add_argument("--reason", help="why the floor is lowered; say it in the commit, too")
    arguments = parser.parse_args()
    if arguments.lower and not arguments.reason:
        parser.error("--lower takes a --reason")
    if not BENCHMARKS.is_dir():
        print("evaluation gate: skipped, the development sets (../shared/benchmarks) are not beside this checkout")
        return 0
    chosen = [one for one in SETS if not arguments.groups or one.group in arguments.groups]
    if not chosen:
        parser.error(f"no such group: {', '.join(arguments.groups)}")
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(2) as pool:
        measured = pool.map(lambda one: measure(one, Path(folder)), chosen)
        figures = [figure for several in measured for figure in several]
    floors: dict[str, Any] = json.loads(FLOORS.read_text()) if FLOORS.exists() else {}
    if arguments.lower:
        [figure] = [f for f in figures if f.key == arguments.lower] or parser.error(f"no figure {arguments.lower!r}")
        floors[figure.key] = {
            "value": round(figure.value, 4), "noise": round(figure.noise, 4), "digest": figure.digest,
            "lowered_because": arguments.reason,
        }  # fmt: skip
    if arguments.raise_floors:
        floors = raised(figures, floors)
    if arguments.lower or arguments.raise_floors:
        FLOORS.write_text(json.dumps(floors, indent=1, sort_keys=True) + "\n")
    return 0 if report(figures, floors) else 1


if __name__ == "__main__":
    sys.exit(main())
