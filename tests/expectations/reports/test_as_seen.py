"""Pages as a reader meets them: nothing overlaps, a phone shows what matters, a long timeline comes piece by piece."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import duckdb
import pytest

from expectations.reports import marking, report_rows, timeline_data, where
from expectations.reports.charts import years_chart
from expectations.reports.pages import Site, article_page, page_of, timeline_page
from flows.ledger import Summary
from tests.expectations.reports.synthetic import empty_warehouse
from warehouse.read import open_published

LABELS = """
const chart = [...document.querySelectorAll('.chart svg')].find((svg) => svg.getClientRects().length);
return [...chart.querySelectorAll('.role-axis-label text')].filter((t) => /\\d{4}/.test(t.textContent))
    .map((t) => { const box = t.getBoundingClientRect(); return [box.left, box.right, box.height]; });
"""


@pytest.fixture
def report(sample_run: Summary) -> Path:
    return Path(sample_run.reports).parent


@pytest.mark.parametrize("width", [360, 1300])
def test_the_years_of_the_histogram_do_not_overlap_and_can_be_read(browser, report: Path, width: int) -> None:
    browser.screen(width)
    browser.open(report / "timeline.html")
    boxes = sorted(browser.script(LABELS))
    assert len(boxes) > 2
    assert all(right < left for (_, right, _), (left, _, _) in pairwise(boxes)), boxes
    assert min(height for *_, height in boxes) >= 9


@pytest.mark.parametrize(("first", "last"), [(1990, 2022), (1, 2022), (2016, 2018), (2003, 2022)])
def test_both_ends_of_the_histogram_are_named(first: int, last: int) -> None:
    years = [first + (last - first) * n // 30 for n in range(31)]
    events = [{"year": year, "status": "happened", "events": 1} for year in years]
    named = [int(label) for label in re.findall(r">(?:[≤≥] )?(\d{1,4})</text>", str(years_chart(events)))]
    assert str(last) in str(years_chart(events))
    assert {first, last} <= set(named)


def test_a_phone_folds_the_text_to_what_stands_around_its_marks(
    browser, report: Path, sample_run: Summary, tmp_path: Path
) -> None:
    with open_published(sample_run.warehouse) as con:
        doc_id = con.execute("select doc_id from articles where title like 'Bolivia%'").fetchall()[0][0]
        row = report_rows.article_rows(con, [doc_id])[doc_id]
    row["text"] += "\n\n" + "Of the bridge between the two towns nobody spoke, and of the ferry neither. " * 40
    row["regions"].append({"kind": "body", "char_start": row["regions"][-1]["char_end"], "char_end": len(row["text"])})
    page = tmp_path / page_of(doc_id)
    page.parent.mkdir()
    page.write_text(article_page(row, Site("news", "news.duckdb")), "utf-8")
    (tmp_path / "assets").symlink_to(report / "assets")
    browser.screen(360)
    browser.open(page)
    shown = "return [...document.querySelectorAll('.fold')].filter((s) => s.getClientRects().length).length"
    folds = browser.script("return document.querySelectorAll('.fold').length")
    assert folds > 0
    assert browser.script(shown) == 0
    folded = browser.script("return document.documentElement.scrollHeight")
    browser.tab_to("#whole")
    browser.keys(" ")
    assert browser.script(shown) == folds
    assert browser.script("return document.documentElement.scrollHeight") > folded
    browser.screen(1300)
    assert browser.script(shown) == folds


def test_a_link_to_a_row_of_a_folded_list_opens_it(browser, report: Path) -> None:
    browser.screen(360)
    browser.open(next(iter(sorted((report / "articles").iterdir()))))
    row = "return document.querySelector('details.list li').checkVisibility()"
    assert not browser.script(row)
    browser.script("location.hash = '#' + document.querySelector('details.list li').id")
    browser.find("details.list[open] li")
    assert browser.script(row)


def _folded(text: str, *marked: tuple[str, str]) -> list[str]:
    """What a phone folds of ``text``, where words are marked as a kind."""
    marks = [marking.Mark(text.index(word), text.index(word) + len(word), kind, word) for word, kind in marked]
    [block] = marking.blocks(text, [("body", 0, len(text))], marks)
    assert "".join(piece.text for piece in block.pieces) == text
    assert sum(piece.fold_ends for piece in block.pieces) == sum(len(p.text) for p in block.pieces if p.folded)
    runs, open_run = [], ""
    for piece in block.pieces:
        open_run += piece.text if piece.folded else ""
        if piece.fold_ends:
            runs.append(open_run)
            open_run = ""
    return runs


def test_all_is_folded_but_what_stands_beside_a_mark() -> None:
    words = "word " * 200
    folds = _folded(f"{words}on Monday {words}", ("Monday", "timex"))
    assert [fold == words[: len(fold)] for fold in folds] == [True, False]
    assert all(len(words) - 2 * marking.BESIDE < len(fold) < len(words) for fold in folds)


def test_mentions_of_no_type_are_folded_with_the_rest() -> None:
    words = "word " * 100
    text = f"Monday {words}they sang {words}Tuesday"
    [fold] = _folded(text, ("Monday", "timex"), ("sang", "mention"), ("Tuesday", "timex"))
    assert "they sang" in fold
    assert len(_folded(text, ("Monday", "timex"), ("sang", "event"), ("Tuesday", "timex"))) == 2


def test_a_short_text_is_not_folded() -> None:
    assert _folded("One word on Monday.", ("Monday", "timex")) == []
    assert _folded("One word.") == []


def test_flags_are_put_in_another_order(browser, report: Path) -> None:
    browser.open(report / "flags.html")
    kinds = "return [...document.querySelectorAll('#flags tbody tr')].map((row) => row.dataset.kind)"
    off = "return [...document.querySelectorAll('#flags tbody tr')].map((row) => Number(row.dataset.off))"
    worst = browser.script(kinds)
    choose = """const order = document.querySelector('select[name=order]');
        order.value = arguments[0];
        order.dispatchEvent(new Event('input', {bubbles: true}));"""
    browser.script(choose, "kind")
    assert browser.script(kinds) == sorted(worst)
    browser.script(choose, "off")
    assert browser.script(off) == sorted(browser.script(off), reverse=True)
    browser.script(choose, "")
    assert browser.script(kinds) == worst


def test_every_flag_says_what_to_do(browser, report: Path) -> None:
    browser.open(report / "flags.html")
    rows = "return document.querySelectorAll('#flags tbody tr').length"
    assert browser.script("return document.querySelectorAll('#flags .todo').length") == browser.script(rows) > 0


def test_the_map_has_a_dot_for_each_known_place(browser, report: Path) -> None:
    browser.open(report / "places.html")
    titles = browser.script("return [...document.querySelectorAll('.map circle title')].map((t) => t.textContent)")
    assert any(title.startswith("Tbilisi, Georgia: ") for title in titles)
    inside = """const box = document.querySelector('.map').getBoundingClientRect();
        return [...document.querySelectorAll('.map circle')].every((dot) => {
            const at = dot.getBoundingClientRect();
            return at.left >= box.left && at.right <= box.right && at.top >= box.top && at.bottom <= box.bottom; })"""
    assert browser.script(inside)


def test_the_matrix_counts_who_did_what_to_whom(browser, report: Path, sample_run: Summary) -> None:
    browser.open(report / "places.html")
    cells = (
        "return [...document.querySelectorAll('.matrix td.cell')].reduce((n, cell) => n + Number(cell.textContent), 0)"
    )
    down, across = (
        browser.script(
            f"return [...document.querySelectorAll('.matrix th[scope={scope}]')].map(one => one.textContent)"
        )
        for scope in ("row", "col")
    )
    with open_published(sample_run.warehouse) as con:  # of the countries with the most events, as the page says
        [(expected,)] = con.execute(
            "select count(*) from who_to_whom where status in ('happened', 'ongoing')"
            " and list_contains(?, source_country) and list_contains(?, target_country)",
            [down, across],
        ).fetchall()
    assert browser.script(cells) == expected > 0


def test_a_table_that_is_wider_than_a_phone_says_so(browser, report: Path) -> None:
    browser.screen(360)
    browser.open(report / "places.html")
    wide = "const one = document.querySelector('.scroll:has(.matrix)'); return [one.scrollWidth > one.clientWidth, "
    wider, told, shaded = browser.script(
        wide + "document.querySelector('.meta.narrow').innerText, getComputedStyle(one).backgroundAttachment]"
    )
    assert wider
    assert "sideways" in told
    assert "scroll" in shaded


def test_the_histograms_first_year_stays_clear_of_its_zero(browser, report: Path) -> None:
    browser.screen(360)
    browser.open(report / "timeline.html")
    labels = (
        LABELS.split("return")[0]
        + """const box = (test) => [...chart.querySelectorAll('.role-axis-label text')]
        .filter((t) => test(t.textContent)).map((t) => t.getBoundingClientRect());
        const zero = box((t) => t === '0')[0]; return box((t) => /\\d{4}/.test(t))
        .filter((y) => y.left < zero.right && y.top < zero.bottom).length"""
    )
    assert browser.script(labels) == 0


def test_a_cell_says_whether_they_cooperate() -> None:
    pairs = [{"source": "FIN", "target": "EST", "events": 4, "cooperation": 4},
             {"source": "EST", "target": "FIN", "events": 1, "cooperation": 0},
             {"source": "EST", "target": "LVA", "events": 2, "cooperation": 1}]  # fmt: skip
    found = where.matrix(pairs)
    assert found is not None
    by_pair = {(one, other): cell for one, row in found.rows for other, cell in zip(found.targets, row, strict=True)}
    assert (by_pair["FIN", "EST"].kind, by_pair["FIN", "EST"].shade) == ("cooperation", 5)
    assert (by_pair["EST", "FIN"].kind, by_pair["EST", "LVA"].kind) == ("conflict", "mixed")
    assert by_pair["FIN", "LVA"].events == 0
    assert where.matrix([]) is None


def test_a_place_of_no_known_position_has_no_dot() -> None:
    place = {"place": "Nowhere", "place_country": None, "country": None, "latitude": None, "longitude": None,
             "precision": None, "events": 3}  # fmt: skip
    assert where.world_map([place]) is None
    assert str(where.world_map([place, place | {"latitude": 10.0, "longitude": 20.0}])).count("<circle") == 1


MANY = """
insert into documents select sha256('d'), 'd.txt', '', 'text/plain', now(), 'r', null, 'They met at last.', '{}';
insert into articles (doc_id, date_verdict, run_id) select sha256('d'), 'unknown', 'r';
insert into events
    (event_id, doc_id, char_start, char_end, text, lemma, event_type, status, date_from, date_to, extent, granularity,
     date_basis, confidence)
select 'e' || n, sha256('d'), 5, 8, 'met number ' || n, 'meet', 'CONSULT', 'happened',
       if(n < 400, date '2000-01-01' + n::int, null),
       case when n < 400 then date '2000-01-01' + n::int when n = 400 then date '2015-01-01' end,
       'within', 'day', 'timex', 0.9
from range(402) as t(n);
"""


@pytest.fixture
def many_events(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[duckdb.DuckDBPyConnection]:
    """402 events, one a day from 2000-01-01, one by 2015 and one of no date; at most 100 of them in a file."""
    monkeypatch.setattr(timeline_data, "CHUNK", 100)
    with empty_warehouse(tmp_path / "many.duckdb") as con:
        con.execute(MANY)
        yield con


def _files(con: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """The timeline's files, drawn anew."""
    parts = timeline_data.choose(con, ())
    drawn = {part.file: script for part, script in timeline_data.draw(con, parts, (), page_of)}
    return {timeline_data.INDEX: timeline_data.index_script(parts)} | drawn


def test_events_are_handed_out_newest_first_and_those_without_a_first_day_behind_them(many_events) -> None:
    parts = timeline_data.choose(many_events, ())
    scripts = [script for _, script in timeline_data.draw(many_events, parts, (), page_of)]
    found = [event for script in scripts for event in re.findall(r'"id":"(e\d+)"', script)]
    assert found == [f"e{n}" for n in [*range(399, -1, -1), 400, 401]]
    assert [part.name for part in parts][:3] == ["2001", "2000-12", "2000-11"]  # a year of 34 days, months of more
    assert [part.name for part in parts][-2:] == ["by-all", "undated-all"]
    assert [part.dated for part in parts] == [True] * 13 + [False] * 2


def test_an_event_that_comes_changes_the_file_of_its_month_and_the_index(many_events) -> None:
    before = _files(many_events)
    many_events.execute(
        "insert into events select * replace ('new' as event_id, 'met anew' as text) from events where event_id = 'e40'"
    )
    after = _files(many_events)
    assert [name for name in after if after[name] != before.get(name)] == [
        "timeline-data.js",
        "timeline-data-2000-02.js",
    ]
    assert "met anew" in after["timeline-data-2000-02.js"]


@pytest.fixture
def long_timeline(tmp_path: Path, sample: Path, many_events) -> Path:
    """The page of 402 events in files of a month or so."""
    for name, content in _files(many_events).items():
        (tmp_path / name).write_text(content, "utf-8")
    (tmp_path / "assets").symlink_to(sample / "assets")
    summary = timeline_data.summary(many_events, timeline_data.choose(many_events, ()))
    (tmp_path / "timeline.html").write_text(timeline_page(summary, Site("news", "news.duckdb")), "utf-8")
    return tmp_path / "timeline.html"


def _shown(browser) -> list[str]:
    return browser.script("return [...document.querySelectorAll('#timeline .what')].map((row) => row.textContent)")


def test_a_long_timeline_reads_one_file_after_the_other(browser, long_timeline: Path) -> None:
    from selenium.webdriver.support.wait import WebDriverWait

    def files() -> int:
        return browser.script("return window.datelineTimeline.filter((chunk) => chunk.events).length")

    browser.open(long_timeline)
    WebDriverWait(browser.driver, 10).until(lambda _: len(_shown(browser)) == 150)
    assert files() == 5
    assert "met number 399 " in _shown(browser)[0]
    assert "156 of 402 looked through" in browser.find("output").text
    browser.tab_to("input[name=words]")
    browser.keys("number 7 ")
    WebDriverWait(browser.driver, 10).until(lambda _: files() == 15)
    WebDriverWait(browser.driver, 10).until(lambda _: "looked through" not in browser.find("output").text)
    assert any("met number 7 " in row for row in _shown(browser))
    assert browser.errors() == []


def test_the_oldest_come_from_the_last_file(browser, long_timeline: Path) -> None:
    from selenium.webdriver.support.wait import WebDriverWait

    browser.open(long_timeline)
    browser.tab_to("select[name=order]")
    browser.keys("oldest")
    WebDriverWait(browser.driver, 10).until(lambda _: "met number 0 " in (_shown(browser) or [""])[0])
    for count in (300, 402):
        browser.script("document.getElementById('more').click()")
        WebDriverWait(browser.driver, 10).until(lambda _, count=count: len(_shown(browser)) == count)
    assert "met number 401 " in _shown(browser)[-1]
