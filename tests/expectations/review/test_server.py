"""The review's page: reached only by who has its address, and only from this machine; decides like the command line."""

import re
import socket
import subprocess
import sys
import threading
import time

import pytest

from expectations.reports.pages import page_of
from expectations.review import ReviewDesk, ReviewError, find_flag, list_queue, serve_review, server
from expectations.review.clerk import Clerk
from expectations.review.server import create_app
from tests.conftest import ROOT
from tests.expectations.reports.sample import SCRIPT
from tests.expectations.review.conftest import HONEST
from warehouse.read import open_published
from warehouse.store import Warehouse

HOST = "127.0.0.1:5005"
ORIGIN = {"Origin": f"http://{HOST}"}


@pytest.fixture(autouse=True)
def patient(monkeypatch):
    """However busy the machine is, a decision is answered when it is taken."""
    monkeypatch.setattr(server, "_AT_ONCE", 60.0)


@pytest.fixture
def clerk():
    return Clerk()


@pytest.fixture
def client(warehouse, clerk):
    app = create_app(ReviewDesk(warehouse), reviewer="ada", token="secret", clerk=clerk)
    app.config.update(PORT=5005, TESTING=True)
    return app.test_client()


def get(client, path, **headers):
    return client.get(path, headers={"Host": HOST, **headers})


def post(client, path, form, **headers):
    return client.post(path, data=form, headers={"Host": HOST, **ORIGIN, **headers})


@pytest.fixture
def flag(warehouse):
    return list_queue(warehouse)[0]


@pytest.mark.parametrize(
    "path",
    [
        "index.html",
        "flags.html",
        "timeline.html",
        "timeline-data.js",
        "places.html",
        "reviews.html",
        "report.json",
        "assets/report.css",
    ],
)
def test_the_reports_own_pages_are_served(client, path):
    assert get(client, f"/secret/{path}").status_code == 200


@pytest.mark.parametrize(
    "path", ["/", "/flags.html", "/wrong/flags.html", "/secre/flags.html", "/secret%20/flags.html"]
)
def test_without_the_token_there_is_nothing(client, path):
    assert get(client, path).status_code in (403, 404)


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1:80", "127.0.0.1", "localhost.evil.example:5005", "[::1]:5005"]
)
def test_another_host_name_is_refused(client, host):
    assert get(client, "/secret/flags.html", Host=host).status_code == 403


@pytest.mark.parametrize("origin", ["http://evil.example", "null", f"https://{HOST}"])
def test_another_site_cannot_decide_even_if_it_knew_the_address(client, flag, warehouse, origin):
    form = {"flag_id": flag["flag_id"], "decision": "accepted"}
    assert post(client, "/secret/decide", form, Origin=origin).status_code == 403
    assert client.post("/secret/decide", data=form, headers={"Host": HOST}).status_code == 403
    assert find_flag(warehouse, flag["flag_id"])["state"] == "open"


def test_an_article_without_flags_has_a_page_on_demand(client):
    page = get(client, f"/secret/{page_of(HONEST.doc_id)}")
    assert "Ministers meet" in page.text


@pytest.mark.parametrize(
    "path",
    [
        "articles/0123456789abcdef0123.html",
        "nothing.html",
        "assets/../pages.py",
        "assets/%2e%2e/pages.py",
        "docs/x.html",
    ],
)
def test_what_is_not_there_is_not_found(client, path):
    assert get(client, f"/secret/{path}").status_code == 404


def test_a_decision_is_recorded_under_the_reviewers_name_and_can_be_taken_back(client, flag, warehouse, clerk):
    answer = post(client, "/secret/decide", {"flag_id": flag["flag_id"], "decision": "dismissed", "note": SCRIPT})
    assert answer.status_code == 303
    page = get(client, "/secret/" + answer.headers["Location"])
    assert "is now dismissed" in page.text
    assert "ada" in page.text
    assert SCRIPT not in page.text
    assert clerk.rest(20)
    assert find_flag(warehouse, flag["flag_id"])["state"] == "dismissed"
    post(client, "/secret/withdraw", {"flag_id": flag["flag_id"]})
    assert clerk.rest(20)
    assert find_flag(warehouse, flag["flag_id"])["state"] == "open"


def test_a_decision_is_seen_at_once_and_published_when_nobody_waits_for_another(client, flag, warehouse, clerk):
    publish, may_publish = clerk.afterwards, threading.Event()
    clerk.afterwards = lambda: may_publish.wait(20) and publish()
    about = {"flag_id": flag["flag_id"], "decision": "dismissed", "back": page_of(flag["doc_id"])}
    seen = get(client, "/secret/" + post(client, "/secret/decide", about).headers["Location"]).text
    assert "is now dismissed" in seen
    assert flag["flag_id"] not in get(client, "/secret/flags.html").text
    assert flag["flag_id"] in get(client, "/secret/reviews.html").text
    assert "timeline-data" in get(client, "/secret/timeline.html").text
    assert find_flag(warehouse, flag["flag_id"])["state"] == "open"  # as others see it
    may_publish.set()
    assert clerk.rest(20)
    assert find_flag(warehouse, flag["flag_id"])["state"] == "dismissed"
    assert flag["flag_id"] not in get(client, "/secret/flags.html").text
    with Warehouse.open(warehouse, wait=0) as opened:  # given back to whoever wants to write
        assert opened.is_published()


def test_that_a_decision_cannot_be_published_is_told_on_every_page_until_it_is(client, flag, warehouse, clerk):
    in_the_way = warehouse.with_name("news.fresh.duckdb")
    in_the_way.mkdir()
    post(client, "/secret/decide", {"flag_id": flag["flag_id"], "decision": "dismissed"})
    assert clerk.rest(20)
    assert "others do not see it yet" in get(client, "/secret/reviews.html").text
    in_the_way.rmdir()
    post(client, "/secret/decide", {"flag_id": flag["flag_id"], "decision": "accepted"})
    assert clerk.rest(20)
    assert "others do not see it yet" not in get(client, "/secret/reviews.html").text
    assert find_flag(warehouse, flag["flag_id"])["state"] == "accepted"


KILLED = """
import os, sys
from pathlib import Path
from expectations.review import ReviewDesk
from expectations.review.held import HeldWarehouse
from expectations.review.latest import LatestCopy

path = Path(sys.argv[1])
ReviewDesk(path, held=HeldWarehouse(LatestCopy(path))).decide(sys.argv[2], "dismissed", reviewer="ada")
os._exit(9)
"""


def test_who_is_killed_before_a_decision_is_published_loses_nothing(warehouse, flag):
    ended = subprocess.run([sys.executable, "-c", KILLED, str(warehouse), flag["flag_id"]], cwd=ROOT, check=False)
    assert ended.returncode == 9
    assert find_flag(warehouse, flag["flag_id"])["state"] == "open"
    ReviewDesk(warehouse).catch_up()
    assert find_flag(warehouse, flag["flag_id"])["state"] == "dismissed"


def test_a_wrong_value_is_answered_on_the_articles_page(client, flag, warehouse):
    answer = post(client, "/secret/decide", {"flag_id": flag["flag_id"], "decision": "corrected", "value": "<b>soon"})
    assert answer.status_code == 400
    assert "is no correction" in answer.text
    assert "<b>soon" not in answer.text
    assert find_flag(warehouse, flag["flag_id"])["state"] == "open"


def test_an_unknown_flag_and_an_endless_form_are_refused(client):
    assert post(client, "/secret/decide", {"flag_id": "zzz", "decision": "accepted"}).status_code == 404
    assert post(client, "/secret/decide", {"flag_id": "zzz", "note": "x" * 1_000_000}).status_code == 413


def test_pages_are_neither_stored_nor_framed(client):
    headers = get(client, "/secret/flags.html").headers
    assert (headers["Cache-Control"], headers["X-Frame-Options"]) == ("no-store", "DENY")


def test_a_decision_waits_for_a_run_with_a_word_and_every_page_goes_on_answering(client, flag, warehouse, monkeypatch):
    monkeypatch.setattr(server, "_AT_ONCE", 0.05)
    with Warehouse.open(warehouse):
        answer = post(client, "/secret/decide", {"flag_id": flag["flag_id"], "decision": "dismissed"})
        assert answer.status_code == 303
        page = get(client, "/secret/" + answer.headers["Location"])
        assert "Not taken yet" in page.text
        assert "another run is writing" in get(client, "/secret/flags.html").text
        assert find_flag(warehouse, flag["flag_id"])["state"] == "open"
        assert not get(client, "/secret/orders/1").json["done"]
    until(lambda: get(client, "/secret/orders/1").json["done"])
    assert get(client, "/secret/orders/1").json["state"] == "dismissed"
    assert "is now dismissed" in get(client, "/secret/" + answer.headers["Location"]).text
    assert get(client, "/secret/orders/2").status_code == 404


def test_an_event_has_a_page_that_corrects_what_was_changed_in_it_alone(client, warehouse):
    with open_published(warehouse) as con:
        [(event,)] = con.execute("select event_id from events where text = 'signed'").fetchall()
    page = get(client, f"/secret/events/{event}.html")
    fields = dict(re.findall(r'name="was_(\w+)" value="([^"]*)"', page.text))
    assert fields["type"] == "AGREE"
    form = {"event_id": event, "seen": "0", "back": f"events/{event}.html", **fields}
    form |= {f"was_{name}": value for name, value in fields.items()}
    unchanged = post(client, "/secret/decide-event", form)
    assert (unchanged.status_code, "Nothing is changed" in unchanged.text) == (400, True)
    changed = post(client, "/secret/decide-event", form | {"status": "denied", "target": "Norway (NOR)"})
    assert changed.headers["Location"].startswith(f"events/{event}.html?done=")
    assert (
        "corrected</strong> to <bdi>denied target=Norway (NOR)</bdi>"
        in get(client, f"/secret/events/{event}.html").text
    )
    late = post(client, "/secret/decide-event", form | {"status": "planned"})
    assert "ada corrected it to denied target=Norway (NOR) meanwhile" in late.text


def test_many_are_decided_at_once_and_taken_back_at_once(client, warehouse, clerk):
    def open_flags():
        assert clerk.rest(20)
        return {row["flag_id"] for row in list_queue(warehouse) if row["outlet"] == "Harbour Gazette"}

    before = open_flags()
    answer = post(client, "/secret/decide-all", {"outlet": "Harbour Gazette", "decision": "dismissed", "note": "known"})
    assert len(before) == 1
    assert "1 flag is dismissed now" in get(client, "/secret/" + answer.headers["Location"]).text
    assert open_flags() == set()
    post(client, "/secret/decide-all", {"outlet": "Harbour Gazette", "decision": "withdraw"})
    assert open_flags() == before
    assert post(client, "/secret/decide-all", {"decision": "dismissed"}).status_code == 400


def test_a_second_reviewer_decides_under_another_name_and_agreement_is_shown(client, flag):
    post(client, "/secret/decide", {"flag_id": flag["flag_id"], "decision": "dismissed"})
    named = post(client, "/secret/reviewer", {"reviewer": "Bo Ø", "back": page_of(flag["doc_id"])})
    assert named.headers["Location"] == page_of(flag["doc_id"])
    assert "Decide as <bdi>Bo Ø</bdi>, too" in get(client, f"/secret/{page_of(flag['doc_id'])}").text
    post(client, "/secret/decide", {"flag_id": flag["flag_id"], "decision": "accepted", "seen": "1"})
    agreement = get(client, "/secret/agreement.html").text
    assert "<bdi>ada</bdi>: dismissed" in agreement
    assert "<bdi>Bo Ø</bdi>: accepted" in agreement


def test_a_form_leads_back_to_pages_of_the_review_alone(client):
    for back in ("https://evil.example/", "//evil.example", "articles/../../x", "orders/1"):
        answer = post(client, "/secret/reviewer", {"reviewer": "bo", "back": back})
        assert answer.headers["Location"] == "flags.html"


def test_a_port_that_is_taken_is_told_in_a_line(warehouse):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(ReviewError, match="cannot be had"):
            serve_review(ReviewDesk(warehouse), reviewer="ada", port=taken.getsockname()[1], open_browser=False)


def until(holds, seconds=20.0):
    ends = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < ends
        time.sleep(0.05)


@pytest.fixture
def served(warehouse):
    """The review's address, and the documents that were worked out again."""
    from werkzeug.serving import make_server

    corrected = []
    desk = ReviewDesk(warehouse, reresolve=lambda opened, doc_id: corrected.append(doc_id) or [])
    app = create_app(desk, reviewer="ada", token="secret")
    running = make_server("127.0.0.1", 0, app, threaded=True)
    app.config["PORT"] = running.server_port
    threading.Thread(target=running.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{running.server_port}", corrected
    running.shutdown()
    running.server_close()


def test_a_reviewers_keys_decide_correct_and_take_back(browser, warehouse, served):
    from selenium.webdriver.common.keys import Keys

    address, corrected = served
    flag = list_queue(warehouse)[0]

    def state():
        return find_flag(warehouse, flag["flag_id"])["state"]

    browser.open(f"{address}/secret/flags.html#severity=warning")
    browser.keys("j", "d")
    assert browser.find(".notice").text.startswith(f"Flag {flag['flag_id']} is now dismissed.")
    assert browser.script("return location.hash").startswith("#severity=warning")
    browser.keys("u")
    until(lambda: state() == "open")
    browser.open(f"{address}/secret/flags.html")
    browser.keys("j", Keys.ENTER)
    browser.find("article.story")
    browser.keys("j", "c")
    browser.keys("2016-11-20", Keys.TAB, "as the agency has it", Keys.ENTER)
    assert browser.find("#notice").text.startswith(f"Flag {flag['flag_id']} is now corrected.")
    until(lambda: state() == "corrected")
    assert corrected == [flag["doc_id"]]
    browser.keys("e", Keys.ENTER)
    browser.find("form.event")
    browser.keys("b")
    browser.find("article.story .verdict-head")
    browser.open(f"{address}/secret/reviews.html")
    assert "as the agency has it" in browser.find("table").text
    browser.tab_to("td button")
    browser.keys(Keys.ENTER)
    until(lambda: state() == "open")
    browser.keys("?")
    assert browser.script("return document.getElementById('keys').open")
    assert browser.errors() == []
    assert browser.requests() - {"about://"} == {address}
