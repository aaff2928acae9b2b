"""One JSON object of ``annotate`` as a document whose offsets are the caller's."""

import pytest

from flows.errors import Refused
from flows.ingest.given import given_document
from flows.worker import Worker
from tests.ingest.test_pages import PAGE, STORY


def test_the_text_stays_as_it_was_given(worker: Worker):
    text = "A\r\nB\x85 C\u00ad D â€™ E \x00F"
    found = given_document({"doc_id": 7, "text": text, "date": "2017-11-20T10:00:00Z", "gold_x": 1}, worker)
    assert (found.doc_id, found.text) == ("7", text.replace("\0", " "))
    assert [(c.source, c.day.isoformat()) for c in found.claims] == [("given", "2017-11-20")]


def test_the_date_may_stand_under_another_name(worker: Worker):
    found = given_document(
        {"text": "x", "dct": "1998-02-03", "date": "2020-01-01"}, worker, date_key="dct", whole_text=True
    )
    assert [c.value for c in found.claims] == ["1998-02-03"]
    assert found.whole_text


def test_html_is_read_as_a_page_where_there_is_no_text(worker: Worker):
    found = given_document({"doc_id": "p", "html": PAGE, "url": "http://a.example/2019/03/04/x"}, worker)
    assert (found.text.strip(), found.title, found.media_type) == (STORY.strip(), "Ministers meet", "text/html")
    assert [(c.source, c.day.isoformat()) for c in found.claims] == [("address", "2019-03-04")]


@pytest.mark.parametrize("request_", [{}, {"text": ""}, {"text": 5}, {"html": ""}, {"text": None, "html": "<p></p>"}])
def test_nothing_to_annotate_is_said(worker: Worker, request_: dict):
    with pytest.raises(Refused) as refused:
        given_document(request_, worker)
    assert refused.value.code in ("empty", "no_text")
