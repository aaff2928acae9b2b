"""Of a page the reader has kept the article: cleaning does not choose a second time."""

from flows.clean import clean
from flows.records import Document

LINES = [
    "The bridge has to wait",
    "Updated: May 4, 2018, 08.15 AM IST",
    "The council met on Monday and put off the decision about the bridge until the autumn.",
    "Stone",
    "def not_prose(x): return x",
    "Nobody in the hall seemed to be surprised, and the mayor went home early.",
]
PAGE = Document("d", "a.html", "", "text/html", "\n\n".join(LINES), title="The bridge has to wait")


def regions(document: Document) -> dict[str, str]:
    (article,) = clean([document])
    return {r.kind: article.text[r.start : r.end] for r in article.regions}


def test_what_the_reader_kept_is_body():
    for line in LINES[2:]:
        assert line in regions(PAGE)["body"]


def test_lines_that_say_what_they_are_are_told_apart():
    assert regions(PAGE)["title"] == LINES[0]
    assert regions(PAGE)["date_line"] == LINES[1]
