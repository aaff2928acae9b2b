"""Feeds, web archives and tables: every document in them, and a row for what could not be one."""

import base64
import gzip
import hashlib
from datetime import date
from pathlib import Path

import duckdb
import pytest

from flows.ingest.intake import read
from flows.ingest.readers.format import Answer
from flows.records import Document, Quarantined
from tests.ingest.conftest import Read
from tests.ingest.test_pages import PAGE, STORY


def rows(answers: list[Answer]) -> list[tuple[str, str]]:
    return [(a.record, a.code) for a in answers if isinstance(a, Quarantined)]


def documents(answers: list[Answer]) -> list[Document]:
    return [a for a in answers if isinstance(a, Document)]


RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>The Paper</title>
<item><title>One</title><link>http://paper.example/1</link>
<description>&lt;p&gt;First &lt;b&gt;story&lt;/b&gt;.&lt;/p&gt;</description>
<pubDate>Mon, 20 Nov 2017 12:00:00 GMT</pubDate></item>
<item><title>Two</title><pubDate>gestern</pubDate></item></channel></rss>"""


def test_a_feed_is_a_document_an_item(read_file: Read):
    one, two = read_file("feed.xml", RSS)
    assert (one.text, one.title, one.outlet, one.url) == ("First story.", "One", "The Paper", "http://paper.example/1")
    assert [(c.source, c.role, c.day.isoformat()) for c in one.claims] == [
        ("feed item published", "published", "2017-11-20")
    ]
    assert (two.text, two.claims[0].day) == ("Two", None)


def test_atom_tells_published_from_updated(read_file: Read):
    (found,) = read_file(
        "feed.atom",
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>F</title><entry><id>1</id><title>A</title>'
        "<published>2020-01-02T00:00:00Z</published><updated>2021-03-04T00:00:00Z</updated>"
        '<content type="html">&lt;p&gt;The whole body.&lt;/p&gt;</content></entry></feed>',
    )
    assert found.text == "The whole body."
    assert [(c.role, c.day.year) for c in found.claims] == [("published", 2020), ("updated", 2021)]


def test_the_same_item_in_tomorrows_feed_is_the_same_document(read_file: Read):
    today = documents(read_file("a.xml", RSS))
    tomorrow = documents(read_file("b.xml", RSS.replace("<item>", "<item><title>New</title></item><item>", 1)))
    assert [d.doc_id for d in today] == [d.doc_id for d in tomorrow][1:]


def test_entities_that_grow_beyond_measure_are_not_expanded(read_file: Read):
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY l0 "lol">{laughs}]><rss><title>&l11;</title></rss>'
    assert rows(read_file("feed.xml", bomb)) == [("", "xml_entity_bomb")]
    flat = f'<!DOCTYPE r [<!ENTITY a "{"a" * 50_000}">]><rss><title>{"&a;" * 500}</title></rss>'
    assert rows(read_file("feed.xml", flat)) == [("", "xml_entity_bomb")]


def test_nothing_outside_of_a_feed_is_read(read_file: Read, tmp_path: Path):
    (tmp_path / "secret").write_text("the secret")
    doctype = f'<!DOCTYPE r [<!ENTITY x SYSTEM "file://{tmp_path}/secret">]>'
    found = read_file(
        "feed.xml",
        f"{doctype}<rss><channel><item><title>&x;</title><description>A</description></item></channel></rss>",
    )
    assert "secret" not in "".join(f"{d.text}{d.title}{d.raw!r}" for d in documents(found))
    assert "external_entity_refused" in [c for c, _ in found[0].warnings]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b'<?xml version="1.0" encoding="bogus"?><rss></rss>', "encoding_unknown"),
        (b'<rss version="2.0"><channel><title>x</title></chan', "feed_not_well_formed"),
        (b"<!-- nothing -->", "feed_empty"),
        (b'<rss version="2.0"><channel><title>x</title></channel></rss>', "no_documents"),
        (b"<rss><channel><title>caf\xe9</title></channel></rss>", "encoding_mismatch"),
    ],
)
def test_a_feed_that_holds_nothing_says_why(read_file: Read, content: bytes, code: str):
    assert rows(read_file("feed.xml", content)) == [("", code)]


def record(kind: str, block: bytes, **headers: str) -> bytes:
    lines = [f"WARC-Type: {kind}", "WARC-Record-ID: <urn:uuid:1>"]
    lines += [] if "WARC_Date" in headers else ["WARC-Date: 2020-01-01T00:00:00Z"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    if "Content_Length" not in headers:
        lines.append(f"Content-Length: {len(block)}")
    return "\r\n".join(["WARC/1.0", *lines, "", ""]).encode() + block + b"\r\n\r\n"


def response(page: bytes, *, status: str = "200 OK", media: str = "text/html", **headers: str) -> bytes:
    fields = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
    return f"HTTP/1.1 {status}\r\nContent-Type: {media}\r\n{fields}\r\n".encode() + page


def page(n: int) -> bytes:
    return PAGE.replace("Vienna", f"Vienna {n}").encode()


def saved(n: int, **headers: str) -> bytes:
    return record("response", response(page(n)), WARC_Target_URI=f"http://a.example/my page {n}", **headers)


@pytest.mark.parametrize(
    ("stamp", "day", "how"),
    [("2015-06-30T23:59:59Z", date(2015, 6, 30), "captured"), ("1970-01-01T00:00:00Z", date(2020, 5, 4), "as of"),
     ("2021-01-01T00:00:00Z", date(2020, 5, 4), "as of"), ("soon", date(2020, 5, 4), "as of")],
)  # fmt: skip
def test_a_saved_page_was_taken_in_when_it_was_saved(tmp_path: Path, stamp: str, day: date, how: str):
    (tmp_path / "a.warc").write_bytes(saved(1, WARC_Date=stamp))
    (found,) = read([str(tmp_path)], as_of=date(2020, 5, 4))
    assert isinstance(found, Document)
    assert (found.taken_in.day, found.taken_in.how) == (day, how)


def test_a_web_archive_gives_its_pages_and_passes_over_the_rest(read_file: Read):
    chunked = b"5\r\n" + page(3)[:5] + f"\r\n{len(page(3)) - 5:x}\r\n".encode() + page(3)[5:] + b"\r\n0\r\n\r\n"
    records = [
        record("warcinfo", b"software: test\r\n"),
        record("request", b"GET / HTTP/1.1\r\n\r\n"),
        saved(1),
        record("response", response(b"gone", status="404 Not Found")),
        record("response", response(b"\x89PNG", media="image/png")),
        record("conversion", STORY.encode(), Content_Type="text/plain"),
        record("response", response(gzip.compress(page(2)), Content_Encoding="gzip")),
        record("response", response(chunked, Transfer_Encoding="chunked")),
    ]
    for name, content in (("a.warc", b"".join(records)), ("b.warc.gz", b"".join(map(gzip.compress, records)))):
        found = read_file(name, content)
        assert [(d.record, d.media_type) for d in documents(found)] == [
            ("record 3", "text/html"), ("record 6", "text/plain"), ("record 7", "text/html"), ("record 8", "text/html"),
        ]  # fmt: skip
        assert rows(found) == []
        assert found[0].url == "http://a.example/my%20page%201"


def test_a_record_that_was_altered_or_cut_is_said(read_file: Read):
    good = "sha1:" + base64.b32encode(hashlib.sha1(response(page(1))).digest()).decode()
    found = read_file("a.warc", saved(1, WARC_Block_Digest=good) + saved(2, WARC_Block_Digest=good) + saved(3)[:-300])
    assert [[c for c, _ in d.warnings] for d in documents(found)] == [
        [], ["digest_mismatch"], ["warc_truncated_record"],
    ]  # fmt: skip


def broken(packed: bytes, how: str) -> bytes:
    """A gzip member whose checksum, whose middle, whose header or whose end is damaged."""
    middle = len(packed) // 2
    return {
        "checksum": packed[:-8] + b"\0\0\0\0" + packed[-4:],
        "middle": packed[:middle] + b"\xff" * 20 + packed[middle + 20 :],
        "header": b"\0\0\0\0" + packed[4:],
        "end": packed[:-40],
    }[how]


@pytest.mark.parametrize("how", ["checksum", "middle", "header", "end"])
@pytest.mark.parametrize("which", [1, 2])
def test_a_damaged_record_of_a_web_archive_costs_itself(read_file: Read, how: str, which: int):
    members = [gzip.compress(record("warcinfo", b"software: test\r\n")), *(gzip.compress(saved(n)) for n in range(4))]
    members[which] = broken(members[which], how)
    found = read_file("a.warc.gz", b"".join(members))
    assert [d.text.count("Vienna") > 0 for d in documents(found)] == [True] * 3
    assert [code for _, code in rows(found)] == ["damaged_record"]
    (row,) = (a for a in found if isinstance(a, Quarantined))
    assert f"gzip member {which + 1} is damaged" in row.message


def test_the_first_record_of_a_web_archive_costs_itself_too(read_file: Read):
    members = [gzip.compress(saved(n)) for n in range(3)]
    found = read_file("a.warc.gz", b"".join([broken(members[0], "checksum"), *members[1:]]))
    assert (len(documents(found)), [code for _, code in rows(found)]) == (2, ["damaged_record"])


def test_a_web_archive_packed_as_one_stream_is_read(read_file: Read):
    found = read_file("a.warc.gz", gzip.compress(saved(1) + saved(2)))
    assert len(documents(found)) == 2
    assert rows(found) == [("", "warc_bad_record")]


def test_the_older_arc_files_are_read_too(read_file: Read):
    body = response(page(1))
    version = b"1 0 Archive\nURL IP-address Archive-date Content-type Archive-length\n"
    head = b"filedesc://a.arc 127.0.0.1 20140301000000 text/plain %d\n" % len(version) + version + b"\n"
    saved_page = b"http://a.example/ 127.0.0.1 20140102030405 text/html %d\n" % len(body) + body + b"\n"
    (found,) = read_file("a.arc", head + saved_page)
    assert (found.media_type, found.url) == ("text/html", "http://a.example/")
    assert rows(read_file("b.arc", head + saved_page.replace(b"text/html %d" % len(body), b"text/html -1"))) == [
        ("after record 1", "bad_arc")
    ]


def test_an_archive_without_a_page_says_so(read_file: Read):
    assert rows(read_file("a.warc", record("request", b"GET / HTTP/1.1\r\n\r\n"))) == [("", "no_documents")]


def test_rows_of_a_csv_are_documents_and_bad_rows_are_named_by_line(read_file: Read):
    table = (
        'id,title,text,date\n1,"A ""b""","one\ntwo, three",2017-05-05\n2,too,many,fields,here\n3,ok,fine,05/06/2017\n'
    )
    found = read_file("a.csv", table)
    first, last = documents(found)
    assert (first.text, first.title, first.claims[0].day.isoformat()) == ("one\ntwo, three", 'A "b"', "2017-05-05")
    assert [c for c, _ in last.warnings] == ["ambiguous_date"]
    assert rows(found) == [("line 4", "bad_rows")]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_a_csv_in_any_encoding(read_file: Read, encoding: str):
    table = "Título;Texto;Fecha\nUno;El señor llegó mañana a la reunión de señores;20.11.2017\n" * 2
    found = documents(read_file("a.csv", table.encode(encoding)))
    assert found[0].text == "El señor llegó mañana a la reunión de señores"


def test_rows_of_a_parquet_file_are_documents(read_file: Read, tmp_path: Path):
    duckdb.sql(
        "select 'One story.' as body, date '2019-01-02' as published_at union all select null, null"
    ).write_parquet(str(tmp_path / "source.parquet"))
    found = read_file("a.parquet", (tmp_path / "source.parquet").read_bytes())
    assert [(d.text, d.claims[0].day.isoformat()) for d in documents(found)] == [("One story.", "2019-01-02")]
    assert rows(found) == [("row 2", "bad_rows")]
    assert rows(read_file("b.parquet", b"PAR1 and nothing of the kind")) == [("", "bad_parquet")]
