"""What is fetched, in which order, once; and that nothing is lost or doubled, whenever a run ends."""

from __future__ import annotations

import gzip
import itertools
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

from flows import fetch
from flows.fetch.spool import Spool
from flows.records import Document, Quarantined
from tests.fetch.conftest import Begin, Site, Take, rows, send, tagged
from warehouse.store import Warehouse

XML, HTML = {"Content-Type": "application/xml"}, "text/html"
STORY = "<p>Lomé - Togo thanked Ghana on 1 May 2011 for the help that it gave in {town}.</p>" * 3
_towns = (f"town number {n}" for n in itertools.count())


def item(site: Site | str, path: str, summary: str = "Togo thanked Ghana…", more: str = "") -> str:
    page = f"{site if isinstance(site, str) else site.url}{path}"
    return (
        f"<item><title>Thanks of {path}</title><link>{page}</link><guid>{page}</guid>"
        f"<description>{summary}</description><pubDate>Mon, 02 May 2011 08:00:00 GMT</pubDate>{more}</item>"
    )


def feed(*items: str) -> str:
    content = "http://purl.org/rss/1.0/modules/content/"
    return f'<rss version="2.0" xmlns:content="{content}"><channel><title>Town</title>{"".join(items)}</channel></rss>'


def story(town: str = "") -> str:
    return f"<html><body><article>{STORY.format(town=town or next(_towns))}</article></body></html>"


def page(town: str = "") -> tuple[int, dict[str, str], bytes]:
    return 200, {"Content-Type": HTML}, story(town).encode()


def sitemap(*entries: str, kind: str = "urlset", of: str = "url") -> bytes:
    news = "http://www.google.com/schemas/sitemap-news/0.9"
    inside = "".join(f"<{of}>{entry}</{of}>" for entry in entries)
    return f'<{kind} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="{news}">{inside}</{kind}>'.encode()


def codes(answers: list[Document | Quarantined]) -> list[str]:
    return [one.code for one in answers if isinstance(one, Quarantined)]


def documents(answers: list[Document | Quarantined]) -> list[str]:
    return [f"{one.source_uri} {one.record}".strip() for one in answers if isinstance(one, Document)]


def test_a_text_is_taken_in_under_its_address_and_asked_for_by_its_tag_from_then_on(
    site: Site, take: Take, warehouse: Warehouse
) -> None:
    site.pages["/a.txt"] = tagged('"1"', "Togo thanked Ghana on 1 May 2011 for its help.")
    address = f"{site.url}/a.txt"
    [one] = take(address)
    assert isinstance(one, Document)
    assert (one.source_uri, one.url) == (address, address)
    before = rows(warehouse, "select number from upkeep.version")
    assert take(address) == []
    assert rows(warehouse, "select number from upkeep.version") == before  # nothing to publish
    assert rows(
        warehouse, f"select status, etag, bytes, robots, failures from fetches where address = '{address}'"
    ) == [(304, '"1"', 46, "none", 0)]


def test_a_tag_that_is_another_each_time_makes_nothing_new(site: Site, take: Take) -> None:
    tags = itertools.count()
    site.pages["/a.txt"] = lambda to: send(to, 200, {"ETag": f'"{next(tags)}"'}, b"Togo thanked Mali on 1 May 2011.")
    assert len(take(f"{site.url}/a.txt")) == 1
    assert take(f"{site.url}/a.txt") == take(f"{site.url}/a.txt") == []


def test_a_feed_of_summaries_leads_to_its_pages_once(site: Site, take: Take, warehouse: Warehouse) -> None:
    whole = f"<content:encoded><![CDATA[{STORY.format(town='Kumasi') * 2}]]></content:encoded>"
    items = [item(site, "/1"), item(site, "/2", more=whole), item(site, "/gone")]
    site.pages |= {"/feed": (200, XML, feed(*items).encode()), "/1": page(), "/3": page(), "/2": page()}
    answers = take(f"{site.url}/feed")
    assert documents(answers) == [f"{site.url}/feed item 2", f"{site.url}/1", f"{site.url}/feed item 3"]
    assert codes(answers) == ["not_fetched:status_404"]
    [one] = [found for found in answers if isinstance(found, Document) and found.source_uri == f"{site.url}/1"]
    assert "town number" in one.text
    assert [claim.source for claim in one.claims][:1] == ["feed item published"]
    assert sorted(site.paths) == ["/1", "/feed", "/gone"]

    site.pages["/feed"] = (200, XML, feed(item(site, "/3"), *items).encode())
    assert documents(take(f"{site.url}/feed")) == [f"{site.url}/3"]
    assert sorted(site.paths[3:]) == ["/3", "/feed"]
    assert rows(warehouse, f"select count(*) from fetches where found_in = '{site.url}/feed'") == [(3,)]


def changed(site: Site, path: str, at: datetime) -> tuple[int, dict[str, str], bytes]:
    """A feed whose one entry says that it was changed then."""
    more = f'<a10:updated xmlns:a10="http://www.w3.org/2005/Atom">{at.isoformat()}</a10:updated>'
    return 200, XML, feed(item(site, path, more=more)).encode()


def test_an_entry_that_was_changed_leads_to_its_page_again(site: Site, take: Take, warehouse: Warehouse) -> None:
    hour = timedelta(hours=1)
    site.pages |= {"/feed": changed(site, "/1", datetime.now(UTC) - hour), "/1": page("Tamale")}
    address = f"{site.url}/feed"
    assert documents(take(address)) == [f"{site.url}/1"]
    site.pages["/1"] = page("Tamale and then in Kumasi")
    assert take(address) == []  # it does not say that anything changed
    site.pages["/feed"] = changed(site, "/1", datetime.now(UTC) + hour)
    assert take(address) == []  # a clock that is wrong
    site.pages["/feed"] = changed(site, "/1", datetime.now(UTC))
    assert documents(take(address)) == [f"{site.url}/1"]
    assert take(address) == []
    versions = f"select count(*) from documents where source_uri = '{site.url}/1'"
    assert rows(warehouse, versions) == [(2,)]


def test_a_changed_page_that_is_gone_leaves_what_was_read_of_it(site: Site, take: Take) -> None:
    site.pages |= {"/feed": changed(site, "/1", datetime.now(UTC) - timedelta(hours=1)), "/1": page("Wa")}
    assert documents(take(f"{site.url}/feed")) == [f"{site.url}/1"]
    site.pages = {"/feed": changed(site, "/1", datetime.now(UTC))}
    answers = take(f"{site.url}/feed")
    assert (codes(answers), documents(answers)) == (["not_fetched:status_404"], [])


def test_a_json_feed_leads_to_the_pages_that_it_sums_up(site: Site, take: Take) -> None:
    def entry(path: str, **text: str) -> dict[str, str]:
        return {"id": path, "url": path, "title": path, "date_published": "2011-05-02T08:00:00Z", **text}

    whole = f"<p>{STORY.format(town='Bolgatanga') * 2}</p>"
    items = [entry("/1", summary="Togo thanked…"), entry("/2", content_html=whole, summary="Togo thanked…")]
    told = json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "Town", "items": items})
    site.pages |= {"/feed.json": (200, {"Content-Type": "application/feed+json"}, told.encode()), "/1": page("Ho")}
    answers = take(f"{site.url}/feed.json")
    assert documents(answers) == [f"{site.url}/feed.json record 2", f"{site.url}/1"]
    assert ["in Bolgatanga" in one.text for one in answers if isinstance(one, Document)] == [True, False]
    assert take(f"{site.url}/feed.json") == []


def test_a_json_feed_tells_of_a_change_by_an_instant_and_not_by_a_clock_of_no_zone(site: Site, take: Take) -> None:
    def changed_at(at: datetime) -> tuple[int, dict[str, str], bytes]:
        entry = {"id": "/1", "url": "/1", "title": "Ho", "summary": "Togo thanked…", "date_modified": at.isoformat()}
        told = {"version": "https://jsonfeed.org/version/1.1", "title": "Town", "items": [entry]}
        return 200, {"Content-Type": "application/feed+json"}, json.dumps(told).encode()

    site.pages |= {"/feed.json": changed_at(datetime.now(UTC) - timedelta(hours=1)), "/1": page("Yendi")}
    assert documents(take(f"{site.url}/feed.json")) == [f"{site.url}/1"]
    site.pages |= {"/feed.json": changed_at(datetime.now(UTC).replace(tzinfo=None)), "/1": page("Yendi and Wa")}
    assert take(f"{site.url}/feed.json") == []
    site.pages["/feed.json"] = changed_at(datetime.now(UTC))
    assert documents(take(f"{site.url}/feed.json")) == [f"{site.url}/1"]


def test_a_page_that_may_come_yet_is_waited_for_and_then_its_feed_speaks_for_it(site: Site, take: Take) -> None:
    site.pages |= {"/feed": tagged('"1"', feed(item(site, "/1")), "text/xml"), "/1": (500, {}, b"")}
    address = f"{site.url}/feed"
    assert (codes(take(address)), documents(take(address))) == (["not_fetched:status_500"], [])
    assert documents(take(address)) == [f"{address} item 1"]  # the third time
    assert take(address) == []
    assert site.paths == ["/feed", "/1"] * 3 + ["/feed"]


def test_a_page_without_a_text_leaves_the_word_to_its_feed(site: Site, take: Take) -> None:
    site.pages |= {"/feed": (200, XML, feed(item(site, "/1")).encode()), "/1": (200, {"Content-Type": HTML}, b"<html>")}
    answers = take(f"{site.url}/feed")
    assert (codes(answers), documents(answers)) == (["no_text"], [f"{site.url}/feed item 1"])


def test_sitemaps_lead_to_pages_a_few_a_run_until_none_waits(site: Site, take: Take, warehouse: Warehouse) -> None:
    said = "<news:publication_date>2011-05-02</news:publication_date><news:title>Thanks</news:title>"
    names = [f"/{n}" for n in range(4)]
    entries = [f"<loc>{site.url}{name}</loc><news:news>{said}</news:news>" for name in names]
    lists = [f"<loc>{site.url}/{name}</loc>" for name in ("old.xml.gz", "new.xml")]
    site.pages |= {name: page() for name in names} | {
        "/sitemap.xml": (200, XML, sitemap(*lists, kind="sitemapindex", of="sitemap")),
        "/old.xml.gz": (200, {"Content-Type": "application/gzip"}, gzip.compress(sitemap(*entries[:2]))),
        "/new.xml": (200, XML, sitemap(*entries[2:])),
    }
    address = f"{site.url}/sitemap.xml"
    first = take(address, fetch_links=4)
    assert (len(documents(first)), codes(first)) == (2, ["not_fetched:waiting"])
    assert all(one.claims[0].source == "xml published" for one in first if isinstance(one, Document))
    second = take(address, fetch_links=20)
    assert (len(documents(second)), codes(second)) == (2, [])
    waiting = f"select resolved from quarantine where source_uri = '{address}'"
    assert rows(warehouse, waiting) == [(True,)]
    del site.asked[:]
    assert take(address) == []
    assert sorted(site.paths) == ["/new.xml", "/old.xml.gz", "/sitemap.xml"]  # an index does not tell what changed


def test_a_link_that_is_no_address_costs_itself(site: Site, take: Take) -> None:
    bad = item("http://[x", "/1")
    site.pages |= {"/feed": (200, XML, feed(bad, item(site, "/2")).encode()), "/2": page()}
    answers = take(f"{site.url}/feed")
    assert (codes(answers), documents(answers)) == (
        ["not_fetched:address"], [f"{site.url}/feed item 1", f"{site.url}/2"],
    )  # fmt: skip


def test_what_a_server_says_of_a_feeds_letters_counts_where_the_feed_says_nothing(site: Site, take: Take) -> None:
    text = "Того поблагодарило Гану 1 мая 2011 года за помощь, сообщило министерство."
    raw = feed(item(site, "/feed", summary=text)).encode("koi8-r")
    site.pages["/feed"] = (200, {"Content-Type": "text/xml; charset=koi8-r"}, raw)
    [one] = take(f"{site.url}/feed")
    assert isinstance(one, Document)
    assert text in one.text


def test_each_failing_address_is_one_row_and_stops_no_other(site: Site, take: Take, warehouse: Warehouse) -> None:
    site.pages |= {"/a.txt": "Togo thanked Benin on 1 May 2011.", "/b": (500, {}, b"")}
    named = [f"{site.url}/{name}" for name in ("b", "c", "a.txt")]
    answers = take(*named)
    assert codes(answers) == ["not_fetched:status_500", "not_fetched:status_404"]
    assert documents(answers) == [f"{site.url}/a.txt"]
    take(*named)
    told = f"select source_uri, resolved from quarantine where starts_with(source_uri, '{site.url}') order by 1"
    assert rows(warehouse, told) == [(named[0], False), (named[1], False)]
    site.pages["/b"] = "Togo thanked Niger on 1 May 2011."
    take(*named)
    assert rows(warehouse, told) == [(named[0], True), (named[1], False)]


def test_what_was_fetched_and_not_stored_is_read_first_by_the_next_run(
    site: Site, take: Take, begin: Begin, ingest: Take, tmp_path: Path
) -> None:
    site.pages |= {"/feed": (200, XML, feed(item(site, "/1"), item(site, "/2")).encode()), "/1": page(), "/2": page()}
    assert len(ingest(begin(f"{site.url}/feed"))) == 2  # and killed before any of it was stored
    assert len(list(Spool(tmp_path / "fetched").waiting())) == 3
    site.pages = {"/feed": (200, XML, feed(item(site, "/3")).encode()), "/3": page()}  # and the feed has moved on
    assert documents(take(f"{site.url}/feed")) == [f"{site.url}/{name}" for name in (1, 2, 3)]
    assert not (tmp_path / "fetched").exists()


def test_half_of_a_file_in_the_spool_is_nobodys(site: Site, take: Take, tmp_path: Path) -> None:
    site.pages["/a.txt"] = "Togo thanked Gabon on 1 May 2011."
    (tmp_path / "fetched").mkdir()
    (tmp_path / "fetched" / "0000.part").write_bytes(b"Togo tha")
    assert documents(take(f"{site.url}/a.txt")) == [f"{site.url}/a.txt"]
    assert not (tmp_path / "fetched").exists()


def test_no_credentials_are_kept(site: Site, take: Take, warehouse: Warehouse) -> None:
    site.pages |= {"/feed?token=geheim1": (200, XML, feed(item(site, "/1?sig=geheim2")).encode()), "/x": (403, {}, b"")}
    site.pages["/1?sig=geheim2"] = (404, {}, b"")
    named = site.url.replace("//", "//ann:geheim3@")
    answers = take(f"{named}/feed?token=geheim1", f"{named}/x")
    assert codes(answers) == ["not_fetched:status_403", "not_fetched:status_404"]
    assert "geheim" not in str([a for a in answers if isinstance(a, Quarantined)])
    warehouse._con.execute("checkpoint")
    stored = warehouse.path.with_name("w.work.duckdb").read_bytes()
    assert b"geheim1" not in stored
    assert b"geheim3" not in stored


def test_a_link_into_a_private_network_is_not_followed(site: Site, take: Take) -> None:
    entry = item(site, "/1").replace(site.url, "http://10.0.0.1")
    site.pages["/feed"] = (200, XML, feed(entry).encode())
    answers = take(f"{site.url}/feed")
    assert (codes(answers), len(documents(answers))) == (["not_fetched:private"], 1)


def test_another_way_of_reading_asks_for_everything_again(site: Site, begin: Begin, ingest: Take) -> None:
    site.pages["/a.txt"] = tagged('"1"', "Togo thanked Chad on 1 May 2011.")
    for reading in ("1", "2"):
        fetching = begin(f"{site.url}/a.txt", reading=reading)
        assert len(ingest(fetching)) == 1
        fetching.stored()


def test_places_of_both_kinds_are_named_together() -> None:
    assert fetch.as_called(["inbox", "https://ann:geheim@news.example/"]) == ("inbox", "https://news.example/")
