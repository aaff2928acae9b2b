"""A page becomes its article, whatever its markup does; and it is read where it can do no harm."""

import json
import os
import socket
import time
from datetime import date
from pathlib import Path

import pytest

from flows.errors import Refused
from flows.ingest import Limits, page_worker
from flows.ingest.page import bare_text, read_page, tags_of
from flows.worker import Failed, Worker
from tests.ingest.conftest import Read

STORY = "The two ministers met in Vienna on Friday and agreed to meet again before the summer. " * 5
PAGE = f"<html><head><title>Ministers meet</title></head><body><article><p>{STORY}</p></article></body></html>"


def codes(read: list) -> list[str]:
    return [c for a in read for c in ([a.code] if hasattr(a, "code") else [w for w, _ in a.warnings])]


def dial() -> None:
    socket.create_connection(("127.0.0.1", 9), timeout=1)


def allocate(megabytes: int) -> int:
    return len(bytearray(megabytes << 20))


def end() -> None:
    os._exit(3)


def test_a_call_that_hangs_is_ended_and_the_next_one_answered():
    with page_worker(Limits()) as worker:
        worker.start()
        start = time.monotonic()
        with pytest.raises(Failed, match=r"not read within 0\.5 seconds"):
            worker.run(0.5, time.sleep, 60)
        assert time.monotonic() - start < 5
        assert worker.run(60, len, "four") == 4


def test_a_call_that_crashes_or_swells_fails_alone(worker: Worker):
    with pytest.raises(Failed, match="crashed"):
        worker.run(60, end)
    with pytest.raises(Failed) as failed:
        worker.run(60, allocate, 2_000)
    assert failed.value.code == "memory_limit"
    assert worker.run(60, allocate, 1) == 1 << 20


def test_no_connection_is_made_while_a_page_is_read(worker: Worker):
    with pytest.raises(Failed, match="no network"):
        worker.run(60, dial)


def test_elements_that_are_nested_too_deep_are_read_without_structure(worker: Worker):
    deep = f"<html><body>{'<div>' * 20_000}<p>{STORY}</p>{'</div>' * 20_000}</body></html>"
    page = read_page(deep, None, worker, Limits())
    assert page.text.strip() == STORY.strip()
    assert [c for c, _ in page.warnings] == ["html_too_deep"]


def test_tags_that_are_never_closed_are_sloppy_and_not_deep(worker: Worker):
    sloppy = f"<html><body>{'<b><font><table><tr><td>' * 1000}<p>{STORY}</p>"
    page = read_page(sloppy, None, worker, Limits())
    assert (page.text.strip(), page.warnings) == (STORY.strip(), ())


@pytest.mark.parametrize(
    "page",
    ["<" * 500_000, "<a" * 300_000, "<!--" * 200_000, "&" * 500_000, "</p>" * 200_000, "<p>" * 200_000,
     "<b></i>" * 100_000, "<p " + 'x="' * 200_000],
    ids=lambda p: p[:8],
)  # fmt: skip
def test_no_markup_takes_more_than_linear_time(page: str):
    start = time.process_time()
    bare_text(page)
    tags_of(page)
    assert time.process_time() - start < 4


def test_depth_counts_what_is_closed_again():
    page = "<div><p><br>One<p>Two<ul><li>a<li>b</ul></div>"
    assert tags_of(page).depth == 2
    assert tags_of(page).without_unclosed(page) == "<div><br>OneTwo<ul>ab</ul></div>"


def test_bare_text_is_a_line_a_block_without_scripts():
    page = "<head><title>T</title></head><p>One <b>bold</b>&amp; plain</p><script>x<y</script><div>Two<!-- no --></div>"
    assert bare_text(page) == "One bold& plain\nTwo"


def test_metadata_and_claims_come_with_the_page(read_file: Read):
    head = (
        '<meta property="article:published_time" content="2019-03-04T05:06:07Z"><meta name="author" content="Ann Lee">'
    )
    (found,) = read_file("page.html", PAGE.replace("<head>", f"<head>{head}"))
    assert (found.title, found.byline) == ("Ministers meet", "Ann Lee")
    assert [(c.role, c.day.isoformat()) for c in found.claims] == [("published", "2019-03-04")]


def test_a_date_that_is_still_to_come_is_said(read_file: Read):
    head = '<meta property="article:published_time" content="2999-01-01">'
    assert codes(read_file("page.html", PAGE.replace("<head>", f"<head>{head}"))) == ["publication_in_future"]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("<h1>Checking your browser before accessing</h1>", "not_an_article:challenge_page"),
        ("<h1>404 Not Found</h1>", "not_an_article:error_page"),
        ("<noscript>Please enable JavaScript to go on.</noscript>", "not_an_article:javascript_required"),
        ("<p>Subscribe to continue reading.</p>", "not_an_article:paywall"),
        ("<div id=root></div>", "no_text"),
    ],
)
def test_what_a_server_sent_instead_of_the_article_is_set_aside(read_file: Read, body: str, code: str):
    assert codes(read_file("page.html", f"<html><body>{body}</body></html>")) == [code]


def test_an_article_may_speak_of_cookies(read_file: Read):
    assert codes(read_file("page.html", PAGE.replace("Vienna", "Vienna, where accept all cookies means yes,"))) == []


def test_a_page_without_an_answer_in_time_is_refused(worker: Worker):
    with pytest.raises(Refused):
        read_page("<html></html>", None, worker, Limits(page_seconds=0.0))


def test_the_declared_encoding_is_found_in_the_page(read_file: Read, tmp_path: Path):
    page = PAGE.replace("<head>", '<head><meta charset="windows-1252">').replace("Vienna", "Köln")
    (found,) = read_file("page.html", page.encode("cp1252"))
    assert "Köln" in found.text


DATA = {"headline": "Ministers meet", "publishedAt": "2020-03-02T10:00:00Z", "body": [STORY[:172], STORY[172:]]}
BLOCKS = {"headline": "Ministers meet", "datePublished": "2020-03-02", "parts": [{"type": "p", "content": STORY}]}


@pytest.mark.parametrize(
    "script",
    [
        f'<script id="__NEXT_DATA__" type="application/json">{json.dumps({"props": {"story": DATA}})}</script>',
        f"<script>window.__INITIAL_STATE__ = {json.dumps({'story': BLOCKS})};</script>",
        f'<script>window["state"]={json.dumps([DATA])}</script>',
        '<script type="application/ld+json">'
        f"{json.dumps({'@type': 'NewsArticle', 'articleBody': STORY, 'headline': 'M', 'datePublished': '2020-03-02'})}"
        "</script>",
    ],
)
def test_an_article_that_is_data_for_scripts_is_read_from_there(read_file: Read, script: str):
    shell = '<html><head><title>Ministers meet</title></head><body><div id="root">Loading …</div>'
    (found,) = read_file("a.html", f"{shell}{script}</body></html>")
    assert found.text.split() == STORY.split()
    assert date(2020, 3, 2) in {claim.day for claim in found.claims}
    assert codes([found]) == ["article_in_data"]


def test_data_beside_an_article_is_left_alone(read_file: Read):
    other = f'<script type="application/json">{json.dumps(DATA | {"body": "Other. " * 90})}</script>'
    (found,) = read_file("a.html", PAGE.replace("</body>", f"{other}</body>"))
    assert found.text.strip() == STORY.strip()


@pytest.mark.parametrize(
    ("page", "code"),
    [
        ('<meta http-equiv="refresh" content="0; url=/b"><p>Go <a href="/b">there</a>.</p>', "redirect_page"),
        ("<meta content='5;URL=/b' http-equiv=refresh><p>Our pages have a new home.</p>", "redirect_page"),
        ('<script>window.location.href = "/b"</script><p>One moment.</p>', "redirect_page"),
        ('<frameset cols="1,2"><frame src="a"></frameset>', "redirect_page"),
        ("<title>Index of /old</title><h1>Index of /old</h1><pre>a.html 12K</pre>", "listing_page"),
        ("<h1>Log in</h1><p>Forgot your password?</p>", "login_page"),
    ],
)
def test_a_page_that_leads_elsewhere_is_no_article(read_file: Read, page: str, code: str):
    assert codes(read_file("a.html", f"<html><body>{page}</body></html>")) == [f"not_an_article:{code}"]


def test_a_story_that_reloads_itself_is_one(read_file: Read):
    head = '<head><meta http-equiv="refresh" content="900; url=/self"></head>'
    (found,) = read_file("a.html", f"<html>{head}<body><article><p>{STORY[:180]}</p></article></body></html>")
    assert found.text.strip() == STORY[:180].strip()
