"""How long the report takes to build, refresh and serve, and how large it is, at 1,000 and 100,000 articles.

    python -m tests.benchmarks.bench_reports [ARTICLES...]

The articles are synthetic (tests/expectations/reports/synthetic.sql), from 100 runs; every seventh has a flag. "one
change": the site is built again after one article has changed. "a decision": one flag decided and the warehouse
published again.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import duckdb

from expectations.reports import build_site, report_rows
from expectations.review import decide, list_queue
from expectations.review.server import create_app
from tests.expectations.reports.synthetic import synthetic_warehouse


def seconds(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def measure(articles: int, folder: Path) -> None:
    published, site = folder / "bench.duckdb", folder / "site"
    made = seconds(lambda: synthetic_warehouse(published, articles, runs=100))
    first = seconds(lambda: build_site(published, site))
    again = seconds(lambda: build_site(published, site))
    with duckdb.connect(str(published)) as con:
        con.execute("update articles set date_reason = 'changed' where doc_id = (select min(doc_id) from flags)")
    change = seconds(lambda: build_site(published, site))
    files = [path for path in site.rglob("*") if path.is_file()]
    largest = max(files, key=lambda path: path.stat().st_size)
    print(f"{articles:>8,} articles: warehouse {published.stat().st_size / 1e6:.0f} MB, made in {made:.1f} s")
    print(f"  site: first {first:.1f} s, unchanged {again:.1f} s, one change {change:.1f} s")
    total = sum(path.stat().st_size for path in files)
    print(f"  {len(files):,} files, {total / 1e6:.1f} MB; largest {largest.name} {largest.stat().st_size / 1e6:.1f} MB")

    app = create_app(published, reviewer="bench", token="t")
    app.config["PORT"] = 5005
    client = app.test_client()
    with report_rows.published(published) as con:
        row = con.execute("select doc_id from documents order by doc_id desc limit 1").fetchone()
    assert row is not None
    for name in ("index.html", "flags.html", "timeline.html", f"articles/{row[0][:20]}.html"):
        began = time.perf_counter()
        assert client.get(f"/t/{name}", headers={"Host": "127.0.0.1:5005"}).status_code == 200
        print(f"  served {name:<36} {time.perf_counter() - began:.2f} s")
    flag = list_queue(published)[0]["flag_id"]
    print(f"  a decision {seconds(lambda: decide(published, flag, 'accepted', reviewer='bench')):.2f} s")


def main() -> None:
    sizes = [int(argument) for argument in sys.argv[1:]] or [1_000, 100_000]
    for articles in sizes:
        with tempfile.TemporaryDirectory() as folder:
            measure(articles, Path(folder))


if __name__ == "__main__":
    main()
