"""The review's page: reached only by who has its address, and only from this machine; decides like the command line."""

import threading

import pytest

from expectations.reports.pages import page_of
from expectations.review import find_flag, list_queue
from expectations.review.server import create_app
from tests.expectations.reports.sample import SCRIPT
from tests.expectations.review.conftest import HONEST

HOST = "127.0.0.1:5005"
ORIGIN = {"Origin": f"http://{HOST}"}


@pytest.fixture
def client(warehouse):
    app = create_app(warehouse, reviewer="ada", token="secret")
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


def test_a_decision_is_recorded_under_the_reviewers_name_and_can_be_taken_back(client, flag, warehouse):
    answer = post(client, "/secret/decide", {"flag_id": flag["flag_id"], "decision": "dismissed", "note": SCRIPT})
    assert answer.status_code == 303
    page = get(client, "/secret/" + answer.headers["Location"])
    assert "is now dismissed" in page.text
    assert "ada" in page.text
    assert SCRIPT not in page.text
    assert find_flag(warehouse, flag["flag_id"])["state"] == "dismissed"
    post(client, "/secret/withdraw", {"flag_id": flag["flag_id"]})
    assert find_flag(warehouse, flag["flag_id"])["state"] == "open"


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


def test_a_flag_is_corrected_and_dismissed_by_keyboard_in_a_browser(browser, warehouse):
    from selenium.webdriver.common.keys import Keys
    from werkzeug.serving import make_server

    corrected = []
    app = create_app(
        warehouse, reviewer="ada", token="secret", reresolve=lambda opened, doc_id: corrected.append(doc_id) or []
    )
    server = make_server("127.0.0.1", 0, app)
    app.config["PORT"] = server.server_port
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        flag = list_queue(warehouse)[0]
        browser.open(f"http://127.0.0.1:{server.server_port}/secret/flags.html")
        browser.tab_to("#flags a")
        browser.keys(Keys.ENTER)
        browser.tab_to("input[name=value]")
        browser.keys("2016-11-20", Keys.TAB, "as the agency has it", Keys.ENTER)
        assert browser.find("#notice").text.startswith(f"Flag {flag['flag_id']} is now corrected.")
        assert find_flag(warehouse, flag["flag_id"])["state"] == "corrected"
        assert corrected == [flag["doc_id"]]
        browser.open(f"http://127.0.0.1:{server.server_port}/secret/reviews.html")
        assert "as the agency has it" in browser.driver.find_element("css selector", "table").text
        browser.tab_to("button")
        browser.keys(Keys.ENTER)
        assert find_flag(warehouse, flag["flag_id"])["state"] == "open"
        assert browser.errors() == []
        assert (
            browser.requests() == {f"http://127.0.0.1:{server.server_port}", "about://"} or browser.requests() == set()
        )
    finally:
        server.shutdown()
        server.server_close()
