"""Small pages of our own, whole through the product: what day a careful reader would say that each is of."""

import tomllib
from datetime import date
from pathlib import Path

import pytest

from flows.clean import clean
from flows.dates import resolve
from flows.ingest.page import by_trafilatura
from flows.ingest.page_claims import page_claims
from flows.records import Document, Interval, TakenIn

HERE = Path(__file__).parent
STORIES = tomllib.loads((HERE / "stories.toml").read_text(encoding="utf-8"))
PAGES = tomllib.loads((HERE / "own_pages.toml").read_text(encoding="utf-8"))["page"]
TAKEN_IN = TakenIn(date(2026, 11, 28), "as of")


def document(page: dict[str, str]) -> Document:
    story = STORIES[page["lang"]].strip()
    if "text" in page:
        text = page["text"].strip().replace("{story}", story)
        return Document("d" * 64, "-", "", "text/plain", text, taken_in=TAKEN_IN)
    html = page["html"].replace("{story}", "".join(f"<p>{part}</p>\n" for part in story.split("\n\n")))
    made, url = by_trafilatura(html, page.get("url")), page.get("url")
    claims = made.claims or page_claims(html, url)
    return Document(
        "d" * 64, "-", "", "text/html", made.text, title=made.title, url=url, claims=claims, taken_in=TAKEN_IN
    )


def is_right(answer: Interval, expected: str) -> bool:
    """Whether an answer is the day that is expected, no day where none is, or lies between two days and is no day."""
    if expected == "no day":
        return not answer.is_day
    first, is_span, last = expected.partition("/")
    if not is_span:
        return answer.is_day and answer.lo == date.fromisoformat(expected)
    if answer.is_day or answer.hi is None or answer.hi > date.fromisoformat(last):
        return False
    return not first or (answer.lo is not None and answer.lo >= date.fromisoformat(first))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page['kind']}: {page['name']}")
def test_a_page_is_of_the_day_that_a_careful_reader_would_say(page):
    [dated] = resolve(clean([document(page)]))
    assert is_right(dated.date.interval, page["expect"]), dated.date.reason
