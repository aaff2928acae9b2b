"""A day of Common Crawl's news, planned: a million pages by what each step costs, on one writer and many cores.

    python -m tests.benchmarks.plan_crawl                      # the plan, from the costs in crawl_costs.json
    python -m tests.benchmarks.plan_crawl --measure            # measure the costs again, in CPU-seconds (some minutes)
    python -m tests.benchmarks.plan_crawl --write              # put the plan into docs/scale.md

The pages are ours: articles of ``seeds/training`` in the clutter of a news site, 80 kB each, in a compressed web
archive (`page_of`). Costs are CPU-seconds of this machine, which neighbours do not change much. The plan is a
simulation: a run's two passes, batch by batch, with readers that take the next batch when they are free, a writer that
takes them in order, and twice as many batches under way as there are readers, as `flows.engines.read_ahead` has it.
"""

from __future__ import annotations

import argparse
import heapq
import io
import json
import pickle
import random
import re
import resource
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from tests.conftest import ROOT

P = ParamSpec("P")
T = TypeVar("T")
COSTS = Path(__file__).with_name("crawl_costs.json")
PAPER = ROOT / "docs" / "scale.md"
SHOWN = re.compile(r"(?<=<!-- plan -->\n).*?(?=<!-- /plan -->)", re.S)
PAGES = 1_000_000  # a day of CC-NEWS, about
CORES = (2, 4, 8, 16, 32, 64)
BATCH = 64


@dataclass(frozen=True)
class Costs:
    """What a page costs: CPU-seconds, rows, bytes. ``spread``: of a batch's reading, deviation by mean."""

    pages: int  # that were measured
    page: float  # the process for pages: article and dates out of HTML
    take_in: float  # unfolding, hashing, decoding, building the document: where the run is
    clean: float
    dates: float
    events: float
    spread: float
    send: float  # packing for a worker, unpacking what came back
    write_documents: float  # staging, Great Expectations, commit
    write_read: float
    write_large: float  # both of them, in one batch of all pages that were measured
    connect: float  # copies, links, dates of others, per new page
    rows: float  # in all tables
    sent_bytes: float  # to workers and back
    archive_bytes: float  # of the crawl's file
    disk_bytes: float  # of the writer's database
    reader_bytes: float  # resident, of a process that has read


# ---------------------------------------------------------------- the plan
@dataclass(frozen=True)
class Pass:
    """One pass of the run: seconds by the clock, and the share of them in which readers and writer were at work."""

    seconds: float
    readers_busy: float
    writer_busy: float


def simulate(batches: int, reading: float, spread: float, writing: float, cores: int, seed: int = 7) -> Pass:
    """``batches`` that cost a reader about ``reading`` seconds each and the writer ``writing``, on ``cores`` readers.

    A batch is sent once fewer than ``2 * cores + 1`` are under way, that is: sent and not yet taken by the writer, who
    takes them in the order in which they were sent.
    """
    chance = random.Random(seed)
    free, writer, busy = [0.0] * cores, 0.0, 0.0
    taken: list[float] = []  # when the writer had taken each
    for number in range(batches):
        sent = taken[number - 2 * cores - 1] if number > 2 * cores else 0.0
        cost = max(0.2 * reading, chance.gauss(reading, spread * reading))
        done = max(heapq.heappop(free), sent) + cost
        heapq.heappush(free, done)
        busy += cost
        taken.append(max(writer, done))
        writer = taken[-1] + writing
    return Pass(writer, busy / (writer * cores), batches * writing / writer)


def passes(costs: Costs, cores: int) -> tuple[Pass, Pass]:
    """Taking in, and working off."""
    batches = PAGES // BATCH
    taking = costs.take_in + costs.write_documents
    reading = costs.clean + costs.dates + costs.events
    return (
        simulate(batches, BATCH * costs.page, costs.spread, BATCH * taking, cores),
        simulate(batches, BATCH * reading, costs.spread, BATCH * (costs.send + costs.write_read), cores),
    )


def plan(costs: Costs) -> str:
    """The plan in Markdown."""
    reading, writing = costs.page + costs.clean + costs.dates + costs.events, costs.take_in + costs.send
    writing += costs.write_documents + costs.write_read + costs.connect
    gib, rows = PAGES / 2**30, costs.rows / (costs.write_documents + costs.write_read)
    steps = [
        ("read the page (HTML to article and dates)", costs.page, "workers"),
        ("clean", costs.clean, "workers"),
        ("dates", costs.dates, "workers"),
        ("events, small reader", costs.events, "workers"),
        ("take in: unfold, hash, decode", costs.take_in, "the run"),
        ("pack and unpack for the network", costs.send, "the run"),
        ("write documents, audit included", costs.write_documents, "the run"),
        ("write what was read, audit included", costs.write_read, "the run"),
        ("connect: copies, links, dates from others", costs.connect, "the run"),
    ]
    lines = ["| step | CPU-ms a page | core-hours a day | where |", "|---|---:|---:|---|"]
    lines += [f"| {what} | {1000 * s:.1f} | {PAGES * s / 3600:.1f} | {where} |" for what, s, where in steps]
    lines += [
        "",
        "| cores that read | take in | work off | connect | hours in all | readers at work | writer at work |",
    ]
    lines += ["|---:|---:|---:|---:|---:|---:|---:|"]
    connect = PAGES * costs.connect / 3600
    for cores in CORES:
        first, second = passes(costs, cores)
        hours = (first.seconds + second.seconds) / 3600
        weight = first.seconds / (first.seconds + second.seconds)
        readers = weight * first.readers_busy + (1 - weight) * second.readers_busy
        writer = weight * first.writer_busy + (1 - weight) * second.writer_busy
        lines.append(
            f"| {cores} | {first.seconds / 3600:.1f} h | {second.seconds / 3600:.1f} h | {connect:.1f} h "
            f"| {hours + connect:.1f} | {readers:.0%} | {writer:.0%} |"
        )
    lines += [
        "",
        f"- **Cores:** {PAGES * reading / 86400:.0f} that read keep up with the day; a page costs them "
        f"{1000 * reading:.0f} ms.",
        f"- **The one writer** spends {1000 * writing:.0f} ms on a page, with {costs.rows:.0f} rows: it ends at "
        f"{86400 / writing / 1e6:.1f} million pages a day, {rows:,.0f} rows a CPU-second of "
        f"writing, when about {reading / writing:.0f} cores read for it.",
        f"- **Larger batches:** in one of {costs.pages} pages and not in batches of {BATCH}, writing takes "
        f"{1000 * costs.write_large:.1f} ms a page and not {1000 * (costs.write_documents + costs.write_read):.1f}: "
        "`--batch-size`.",
        f"- **Memory:** {costs.reader_bytes / 2**20:,.0f} MiB a core that reads.",
        f"- **Network:** {costs.sent_bytes / 1000:.0f} kB a page to workers and back, "
        f"{costs.sent_bytes * gib:.0f} GiB a day, {8 * costs.sent_bytes * PAGES / 86400 / 1e6:.0f} Mbit/s all day.",
        f"- **Disk:** {costs.archive_bytes * gib:.0f} GiB of archives a day; {costs.disk_bytes * gib:.0f} GiB of "
        "warehouse, and as much again for the published copy.",
    ]
    return "\n".join(lines) + "\n"


def costs_at_hand() -> Costs:
    """Those that were measured last."""
    return Costs(**json.loads(COSTS.read_text("utf-8")))


# ---------------------------------------------------------------- measuring
def page_of(title: str, text: str, day: str, number: int) -> bytes:
    """An article as a news site has it: links, scripts and teasers around it, 80 kB in all."""
    links = "".join(f'<li class="nav"><a href="/section/{n}/">Section {n * 37 % 101}</a></li>' for n in range(150))
    teasers = "".join(
        f'<div class="teaser"><a href="/2015/0{n % 9 + 1}/story-{number * 31 + n}">Council votes on plan {n}</a>'
        f"<span>{n % 12 + 1} hours ago</span></div>"
        for n in range(60)
    )
    chance = random.Random(number)  # what scripts carry along packs badly
    state = json.dumps([{"slot": n, "id": f"{chance.getrandbits(96):x}", "on": n % 3 == 0} for n in range(900)])
    paragraphs = "".join(f"<p>{line}</p>" for line in text.split("\n") if line.strip())
    return (
        f"<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'><title>{title} | The Daily Example</title>"
        f"<meta property='article:published_time' content='{day}T08:00:00Z'><meta property='og:site_name' content="
        f"'The Daily Example'><script>window.state = {state}</script></head><body><nav><ul>{links}</ul></nav><main>"
        f"<article><h1>{title}</h1><time datetime='{day}'>{day}</time>{paragraphs}</article>"
        f"<aside>{teasers}</aside></main><footer>{links}"
        f"<p>Copyright {day[:4]} The Daily Example</p></footer></body></html>"
    ).encode()


def archive_of(count: int) -> bytes:
    """So many pages as a compressed web archive."""
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True)
    lines = [line for path in sorted((ROOT / "seeds" / "training").glob("articles-*.jsonl"))
             for line in path.read_text("utf-8").splitlines()]  # fmt: skip
    for number, line in enumerate(lines[:count]):
        one = json.loads(line)
        page = page_of(one["title"], one["text"], one["date"], number)
        head = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
        address = f"https://www.example.com/story-{number}"
        record = writer.create_warc_record(address, "response", payload=io.BytesIO(page), http_headers=head)
        writer.write_record(record)
    return out.getvalue()


class Clock:
    """CPU-seconds of this process, by what they went into."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = {}

    def time(self, what: str, work: Callable[[], T]) -> T:
        begun = time.process_time()
        done = work()
        self.spent[what] = self.spent.get(what, 0.0) + time.process_time() - begun
        return done


def measure(count: int) -> Costs:
    """The costs of ``count`` pages, all in this process."""
    from expectations.checker import GreatExpectations
    from flows import corpus, stages
    from flows.engines.local import LocalEngine
    from flows.ingest import FieldMap, Limits
    from flows.ingest.intake import SourceReader
    from flows.ingest.page import Pages
    from flows.ingest.readers.format import Desk
    from flows.ingest.source import Source, buffered
    from flows.pipeline import batched
    from flows.reading import Read
    from flows.records import MODELS, Document
    from warehouse.store import Warehouse

    clock = Clock()

    class Here(Pages):
        """The process for pages without a process."""

        def start(self) -> Any:
            return None

        def run(self, seconds: float, function: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
            return clock.time("page", lambda: function(*args, **kwargs))

    archive = archive_of(count + BATCH)
    desk = Desk(Limits(), FieldMap(), frozenset(), Here(Limits()))
    source = Source("crawl.warc.gz", buffered(io.BytesIO(archive)), "crawl.warc.gz")
    answers = SourceReader(desk).source(source)
    warm = [next(answers) for _ in range(BATCH)]
    clock.spent.clear()
    found = clock.time("taking", lambda: list(answers))
    documents = [one for one in found if isinstance(one, Document)]
    assert len(documents) == count
    stages.extract_batch(
        stages.date_batch(stages.clean_batch([d for d in warm if isinstance(d, Document)]).results).results
    )

    read, seconds = [], []
    for batch in batched([replace(one, raw=b"") for one in documents], BATCH // 4):
        begun = time.process_time()
        cleaned = clock.time("clean", lambda batch=batch: stages.clean_batch(batch))  # type: ignore[misc]
        dated = clock.time("dates", lambda cleaned=cleaned: stages.date_batch(cleaned.results))  # type: ignore[misc]
        events = clock.time("events", lambda dated=dated: stages.extract_batch(dated.results))  # type: ignore[misc]
        seconds.append(time.process_time() - begun)
        read.append(Read(cleaned.results, dated.results, events.results, []))
    reader_bytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024

    out = [pickle.dumps(batch.articles, pickle.HIGHEST_PROTOCOL) for batch in read]
    back = clock.time("send", lambda: [pickle.loads(pickle.dumps(one, pickle.HIGHEST_PROTOCOL)) for one in read])
    moved = sum(map(len, out)) + sum(len(pickle.dumps(one, pickle.HIGHEST_PROTOCOL)) for one in back)
    everything = [one for part in read for one in part.extracted]
    with tempfile.TemporaryDirectory(prefix="dateline-crawl-") as folder, LocalEngine(1, Limits(), MODELS) as engine:
        path = Path(folder) / "crawl.duckdb"
        with Warehouse.open(path, checker=GreatExpectations()) as warehouse:
            warehouse.write_documents("warm", warm)
            rows = 0
            for batch in batched(documents, BATCH):
                audit = clock.time("write_documents", lambda batch=batch: warehouse.write_documents("run", batch))  # type: ignore[misc]
                rows += sum(audit.written.values())
            for batch in batched(everything, BATCH):
                audit = clock.time("write_read", lambda batch=batch: warehouse.write_extracted("run", batch))  # type: ignore[misc]
                rows += sum(audit.written.values())
            clock.time("connect", lambda: corpus.connect(warehouse, "run", engine.run))
        with Warehouse.open(path.with_name("large.duckdb"), checker=GreatExpectations()) as warehouse:
            clock.time("write_large", lambda: warehouse.write_documents("run", documents))
            clock.time(
                "write_large", lambda: warehouse.write_extracted("run", [x for part in read for x in part.extracted])
            )
        size = max(one.stat().st_size for one in Path(folder).glob("crawl.work.duckdb"))
    mean = sum(seconds) / len(seconds)
    spread = (sum((s - mean) ** 2 for s in seconds) / len(seconds)) ** 0.5 / mean / 2  # of batches four times as large
    per = {what: spent / count for what, spent in clock.spent.items()}
    return Costs(
        pages=count, page=per["page"], take_in=per["taking"] - per["page"], clean=per["clean"], dates=per["dates"],
        events=per["events"], spread=spread, send=per["send"], write_documents=per["write_documents"],
        write_read=per["write_read"], write_large=per["write_large"], connect=per["connect"], rows=rows / count,
        sent_bytes=(moved + len(archive)) / count, archive_bytes=len(archive) / (count + BATCH),
        disk_bytes=size / (count + BATCH), reader_bytes=reader_bytes,
    )  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--measure", action="store_true")
    parser.add_argument("--pages", type=int, default=192, help="that are measured")
    parser.add_argument("--write", action="store_true", help="the plan into docs/scale.md")
    given = parser.parse_args()
    if given.measure:
        measured = {what: round(value, 6) for what, value in asdict(measure(given.pages)).items()}
        COSTS.write_text(json.dumps(measured, indent=1) + "\n", "utf-8")
    made = plan(costs_at_hand())
    if given.write:
        PAPER.write_text(SHOWN.sub(lambda _: made, PAPER.read_text("utf-8")), "utf-8")
    print(made)


if __name__ == "__main__":
    main()
