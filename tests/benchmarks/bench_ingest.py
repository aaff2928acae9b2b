"""Broken and hostile inputs: what each has to become, what it became, its time and memory.

    python -m tests.benchmarks.bench_ingest

Exit status 1 where an input has another outcome than its manifest asks for, or takes more than 10 s or 500 MB.
"""

import json
import os
import sys
import time
from pathlib import Path

from expectations.flags import flags_for
from flows.ingest import FieldMap, Limits, page_worker
from flows.ingest.intake import SourceReader
from flows.ingest.readers.format import Answer, Desk
from flows.records import Document, Extracted
from flows.stages import clean_batch, date_batch

SHARED = Path(__file__).resolve().parents[3] / "shared" / "benchmarks"
MOST_SECONDS, MOST_MB = 10.0, 500


def outcome(answers: list[Answer]) -> tuple[str, list[str]]:
    """``ok``, ``ok+warning`` or ``quarantine``, and every code that was given.

    An input that was read to its end and holds no document is ok: its row says so.
    """
    documents = [a for a in answers if isinstance(a, Document)]
    rows = [a.code for a in answers if not isinstance(a, Document)]
    codes = [code for d in documents for code, _ in d.warnings] + rows
    if documents or rows == ["no_documents"]:
        return ("ok+warning" if set(codes) - {"no_documents"} else "ok"), codes
    return "quarantine", codes


def agrees(expected: dict, status: str, codes: list[str]) -> bool:
    """Whether the outcome is the expected one. A row is a warning too, where no document could come of the input."""
    if expected["status"] == "ok":
        return status == "ok"
    if expected["status"] == "ok+warning":
        return expected["code"] in codes
    return status == "quarantine" and expected["code"] in codes


def flagged(answers: list[Answer]) -> list[str]:
    """The codes of the flags that the date stage's rules raise: no reader can know what a date is worth."""
    documents = [a for a in answers if isinstance(a, Document)]
    dated = date_batch(clean_batch(documents).results).results
    return [flag.code for flags in flags_for([Extracted(one, ()) for one in dated]) for flag in flags]


def peak(process: int | str) -> float:
    """The peak memory of a process in MB since it was last asked, then forgotten."""
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    Path(f"/proc/{process}/clear_refs").write_text("5", encoding="ascii")
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def hostile(folder: Path) -> int:
    """Print the table of hostile inputs; how many did not have their outcome."""
    wrong = 0
    with page_worker(Limits()) as worker:
        warm = SourceReader(Desk(Limits(), FieldMap(), frozenset(), worker))
        list(warm.file(folder / "38_nul_and_control_chars.html"))  # start the process before anything is timed
        for case in json.loads((folder / "MANIFEST.json").read_text(encoding="utf-8")):
            reader = SourceReader(Desk(Limits(), FieldMap(), frozenset(), worker))
            processes = [p for p in (os.getpid(), worker.process_id) if p is not None]
            for process in processes:
                peak(process)
            start = time.perf_counter()
            answers = list(reader.file(folder / case["file"]))
            seconds = time.perf_counter() - start
            processes = [p for p in (os.getpid(), worker.process_id) if p is not None]
            memory = max(peak(p) for p in processes)
            status, codes = outcome(answers)
            asked = f"{case['expected']['status']} {case['expected'].get('code', '')}".strip()
            good = agrees(case["expected"], status, codes) and seconds <= MOST_SECONDS and memory <= MOST_MB
            if not good and status == "ok" and case["expected"].get("code") in (flags := flagged(answers)):
                good, status, codes = True, "ok+warning", flags
            wrong += not good
            mark = "ok   " if good else "WRONG"
            found = f"{status} {' '.join(dict.fromkeys(codes))}".strip()
            print(f"{mark} {case['file'][:38]:38} {seconds:5.2f} s {memory:4.0f} MB  {asked:40} → {found}")
    return wrong


def main() -> int:
    if not SHARED.is_dir():
        print("ingest: skipped, the development data is not beside this checkout")
        return 0
    wrong = hostile(SHARED / "nasty")
    print(f"{wrong} inputs without their outcome")
    return wrong > 0


if __name__ == "__main__":
    sys.exit(main())
