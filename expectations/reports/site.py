"""The static site of one warehouse: built into a folder, and rebuilt by writing only what changed."""

from __future__ import annotations

import fcntl
import hashlib
import json
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import duckdb

from expectations.reports import machine, pages, report_rows, timeline_data
from expectations.reports.built import MANIFEST
from expectations.reports.datadocs import repair_data_docs
from warehouse.files import bound_memory, connect_published, release_memory
from warehouse.naming import option_naming

PAGES = 2_000  # article pages that are built ahead; the review server shows every other on demand
_CHUNK = 200
_FEW = 10_000  # typed events from which the pages that show all of them are drawn in a second


@dataclass(frozen=True, slots=True)
class SiteSummary:
    """What a build did: article pages in the site, files written, left alone and removed, and the seconds it took."""

    index: Path
    articles: int
    written: int
    unchanged: int
    removed: int
    seconds: float


def build_site(published_db: Path, out_dir: Path, *, most_articles: int = PAGES) -> SiteSummary:
    """Build or refresh the site of ``published_db`` in ``out_dir``; ``out_dir/index.html`` is its first page.

    An article's page is rendered again only when a digest of what it shows, or the templates, changed.
    """
    began = time.monotonic()
    out_dir.mkdir(parents=True, exist_ok=True)
    folder = _Folder(out_dir)
    with report_rows.published(published_db) as con:
        bound_memory(con)
        flagged = report_rows.query_rows(con, "flagged_articles", most=most_articles)
        site = _site(con, published_db, out_dir, [row["doc_id"] for row in flagged])
        look = _look(site)
        for name, content in _assets():
            folder.write(f"assets/{name}", content)
        stale = []
        for row in flagged:
            name, digest = pages.page_of(row["doc_id"]), f"{row['digest']} {look}"
            if not folder.fresh(name, digest):
                stale.append((row["doc_id"], name, digest))
        for start in range(0, len(stale), _CHUNK):
            chunk = stale[start : start + _CHUNK]
            found = report_rows.article_rows(con, [doc_id for doc_id, _, _ in chunk])
            for doc_id, name, digest in chunk:
                folder.write(name, pages.article_page(found[doc_id], site).encode(), digest)
        _write_drawn(con, folder, site, look)
        _write_lists(con, folder, site)
    removed = folder.finish()
    return SiteSummary(
        out_dir / "index.html", len(flagged), folder.written, folder.unchanged, removed, time.monotonic() - began
    )


def _site(con: duckdb.DuckDBPyConnection, published_db: Path, out_dir: Path, with_page: Iterable[str]) -> pages.Site:
    last = report_rows.query_rows(con, "runs", most=1)
    return pages.Site(
        name=published_db.stem,
        file=published_db.name,
        option=option_naming(published_db),
        run=last[0]["run_id"] if last else None,
        docs="docs/index.html" if (out_dir / "docs" / "index.html").is_file() else None,
        pages=frozenset(with_page),
    )


def _write_drawn(con: duckdb.DuckDBPyConnection, folder: _Folder, site: pages.Site, look: str) -> None:
    """What is drawn from all events: who acted where, and what is not as it was of the timeline's data."""
    drawn_from = [report_rows.one(con, "drawn_from")["digest"], site.name, look, *sorted(site.pages)]
    digest = hashlib.sha256(" ".join(drawn_from).encode()).hexdigest()
    if folder.keep(("timeline.html", "places.html"), digest, with_all="timeline-data"):
        return
    release_memory(con)
    parts = timeline_data.choose(con, site.pages)
    folder.let_go("timeline-data")
    stale = [part for part in parts if not folder.fresh(part.file, f"{part.digest} {look}")]
    for part, script in timeline_data.draw(con, stale, site.pages, pages.page_of):
        folder.write(part.file, script.encode(), f"{part.digest} {look}")
    folder.write(timeline_data.INDEX, timeline_data.index_script(parts).encode(), digest)
    folder.write("timeline.html", pages.timeline_page(timeline_data.summary(con, parts), site).encode(), digest)
    folder.write("places.html", pages.places(con, site).encode(), digest)


def _write_lists(con: duckdb.DuckDBPyConnection, folder: _Folder, site: pages.Site) -> None:
    """What lists and counts: the queue, the decisions, the overview, and the same for machines."""
    folder.write("flags.html", pages.flags_page(con, site).encode())
    folder.write("reviews.html", pages.reviews(con, site).encode())
    folder.write("agreement.html", pages.agreement_page(con, site).encode())
    folder.write("report.json", machine.as_json(machine.machine_report(con)).encode())
    folder.write("index.html", pages.overview(con, site).encode())


def build_report(published_db: Path, out_dir: Path | None = None) -> SiteSummary:
    """The site with Great Expectations' Data Docs in its folder ``docs``, repaired to work offline.

    Data Docs cost the import of Great Expectations; they are rendered only when a run has ended since the last time.
    :param out_dir: ``site_path(published_db)`` unless told otherwise.
    """
    folder = out_dir or site_path(published_db)
    connect_published(published_db).close()  # where there is none, nothing is made
    with _builder(folder):
        return _build_report(published_db, folder)


def follow_decision(con: duckdb.DuckDBPyConnection, published_db: Path, docs: Iterable[str | None]) -> None:
    """Bring the static report, where there is one, up to date with what a person decided on these documents.

    Their pages, the queue, the decisions, the overview; what is drawn from all events where these are few: of a large
    warehouse the timeline and the map follow with the next run. ``con`` is a connection to the published copy.
    """
    folder_path = site_path(published_db)
    if not (folder_path / MANIFEST).is_file():
        return
    with _builder(folder_path):
        folder = _Folder(folder_path)
        folder.after = dict(folder.before)
        site = _site(con, published_db, folder_path, [d for d in _flagged(con) if pages.page_of(d) in folder.before])
        changed = [doc_id for doc_id in dict.fromkeys(docs) if doc_id is not None and doc_id in site.pages]
        for start in range(0, len(changed), _CHUNK):
            for doc_id, row in report_rows.article_rows(con, changed[start : start + _CHUNK]).items():
                folder.write(pages.page_of(doc_id), pages.article_page(row, site).encode())
        if report_rows.one(con, "typed_events")["events"] <= _FEW:
            _write_drawn(con, folder, site, _look(site))
        _write_lists(con, folder, site)
        folder.finish()


def _flagged(con: duckdb.DuckDBPyConnection) -> list[str]:
    found = con.execute("select distinct doc_id from flags where doc_id is not null and state <> 'closed'").fetchall()
    return [doc_id for (doc_id,) in found]


@contextmanager
def _builder(folder: Path) -> Iterator[None]:
    """One builder at a time: two would replace each other's half-written files, and remove each other's pages."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _build_report(published_db: Path, folder: Path) -> SiteSummary:
    docs = folder / "docs"
    with report_rows.published(published_db) as con:
        last = report_rows.query_rows(con, "runs", most=1)
    validated = [stage / last[0]["run_id"] for stage in (docs / "validations").glob("*")] if last else []
    if last and not any(path.is_dir() for path in validated):
        from expectations.docs import build_docs

        build_docs(published_db, docs)
    summary = build_site(published_db, folder)
    if docs.is_dir():
        repair_data_docs(docs)
    return summary


def site_path(published_db: Path) -> Path:
    """Where the site of a warehouse stands: the folder ``NAME-reports`` beside ``NAME.duckdb``."""
    return published_db.with_name(f"{published_db.stem}-reports")


class _Folder:
    """The site's folder with its manifest: which file was made from what. Only files named there are ever removed."""

    def __init__(self, path: Path) -> None:
        self.path, self.written, self.unchanged = path, 0, 0
        try:
            before = json.loads((path / MANIFEST).read_text("utf-8"))
        except (OSError, ValueError):
            before = {}
        self.before: dict[str, str] = before if isinstance(before, dict) else {}
        self.after: dict[str, str] = {}

    def fresh(self, name: str, digest: str) -> bool:
        """Whether ``name`` was made from the same input before and still stands; it is then kept."""
        if self.before.get(name) != digest or not (self.path / name).is_file():
            return False
        self.after[name] = digest
        self.unchanged += 1
        return True

    def keep(self, names: Sequence[str], digest: str, *, with_all: str) -> bool:
        """Whether ``names`` were made from this before, and they and all files that begin ``with_all`` still stand.

        All of them are then kept.
        """
        others = {name: made for name, made in self.before.items() if name.startswith(with_all)}
        wanted = dict.fromkeys(names, digest) | others
        if not all(self.before.get(name) == made and (self.path / name).is_file() for name, made in wanted.items()):
            return False
        return all(self.fresh(name, made) for name, made in wanted.items())

    def let_go(self, start: str) -> None:
        """Files whose names begin so are removed, unless they are written or found fresh after this."""
        self.after = {name: made for name, made in self.after.items() if not name.startswith(start)}

    def write(self, name: str, content: bytes, digest: str | None = None) -> None:
        """Write a file by rename, so that a reader never sees half a page; leave it alone when it is the same."""
        digest = digest or hashlib.sha256(content).hexdigest()
        if self.fresh(name, digest):
            return
        target = self.path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        partial = target.with_name(target.name + ".part")
        partial.write_bytes(content)
        partial.replace(target)
        self.after[name] = digest
        self.written += 1

    def finish(self) -> int:
        """Remove what an earlier build made and this one did not, and remember this one."""
        gone = [
            self.path / name
            for name in self.before.keys() - self.after.keys()
            if (self.path / name).resolve().is_relative_to(self.path.resolve())
        ]
        for path in gone:
            path.unlink(missing_ok=True)
        (self.path / MANIFEST).write_text(json.dumps(self.after, indent=0, sort_keys=True), "utf-8")
        return len(gone)


def _assets() -> Iterable[tuple[str, bytes]]:
    folder = files("expectations.reports") / "assets"
    for item in sorted(folder.iterdir(), key=lambda item: item.name):
        if item.is_file():
            yield item.name, item.read_bytes()


def _look(site: pages.Site) -> str:
    """What decides how an article's page looks apart from its data: templates, the code behind them, the site."""
    digest = hashlib.sha256()
    package = files("expectations.reports")
    parts: list[Traversable] = [
        item
        for name in ("templates", "queries")
        for item in sorted((package / name).iterdir(), key=lambda item: item.name)
    ]
    for item in [
        *parts,
        *(
            package / name
            for name in (
                "article.py",
                "axis.py",
                "marking.py",
                "display.py",
                "pages.py",
                "timeline_data.py",
                "charts.py",
                "where.py",
            )
        ),
    ]:
        digest.update(item.read_bytes())
    return f"{digest.hexdigest()[:16]}{site.docs}{site.option}"
