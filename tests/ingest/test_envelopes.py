"""JSON as interfaces and tools give it: what is wrapped around the records, and what stands for a value in them."""

import json
from datetime import date

import pytest

from flows.ingest.fields import FieldMap
from flows.ingest.readers.format import Answer
from flows.records import Document
from tests.ingest.conftest import Read

TEXT = "The river rose over the quay at noon and the lower town was cleared by boat before evening."
STORY = {"title": "Flood", "text": TEXT, "date": "2011-05-04"}


@pytest.mark.parametrize(
    "shape",
    [
        STORY,
        [STORY],
        {"status": "ok", "totalResults": 1, "articles": [STORY]},
        {"nextPage": "x", "results": [{"title": "Flood", "content": TEXT, "pubDate": "2011-05-04 10:00:00"}]},
        {"articles": {"page": 1, "results": [{"title": "Flood", "body": TEXT, "dateTime": "2011-05-04T10:00:00Z"}]}},
        {"response": {"results": [{"webTitle": "Flood", "webPublicationDate": "2011-05-04T10:00:00Z",
                                   "fields": {"bodyText": TEXT}}]}},
        {"response": {"docs": [{"headline": {"main": "Flood"}, "lead_paragraph": TEXT, "pub_date": "2011-05-04"}]}},
        {"took": 1, "hits": {"hits": [{"_id": "1", "_source": STORY}]}},
        [{"title": {"rendered": "Flood"}, "content": {"rendered": f"<p>{TEXT}</p>"}, "date": "2011-05-04T10:00:00"}],
        {"version": "https://jsonfeed.org/version/1.1", "title": "Quay", "items": [
            {"id": "1", "title": "Flood", "content_text": TEXT, "date_published": "2011-05-04T10:00:00Z"}]},
        {"name": "Quay", "type": "channel", "messages": [
            {"date": "2011-05-04T10:00:00", "title": "Flood", "text": [TEXT[:9], {"type": "b", "text": TEXT[9:]}]}]},
        {"title": {"0": "Flood"}, "text": {"0": TEXT}, "date": {"0": "2011-05-04"}},
        {"a1": STORY},
        {"title": "Flood", "text": TEXT, "date": {"$date": "2011-05-04T10:00:00Z"}},
        {"title": "Flood", "text": TEXT, "date": {"$date": {"$numberLong": "1304503200000"}}},
        {"columns": ["title", "text", "date"], "index": [0], "data": [["Flood", TEXT, "2011-05-04"]]},
        [["title", "text", "date"], ["Flood", TEXT, "2011-05-04"]],
        {"data": {"children": [{"data": {"title": "Flood", "selftext": TEXT, "created_utc": 1304503200.0}}]}},
        {"data": [{"title": "Flood", "message": TEXT, "created_time": "2011-05-04T10:00:00+0000"}]},
        [{"title": ["Flood"], "text": [TEXT], "date": ["2011-05-04"]}],
        {"headline": "Flood", "body_text": TEXT, "versioncreated": "2011-05-09", "firstcreated": "2011-05-04"},
        [{"Überschrift": "Flood", "Inhalt": TEXT, "Veröffentlicht am": "04.05.2011"}],
        [{"Titre": "Flood", "Texte": TEXT, "Date de publication": "4 mai 2011"}],
        {"581": {"info": {"title": "Flood", "body": TEXT, "date": "2011-05-04"}}},
        {"chats": {"list": [{"name": "Quay", "messages": [{"title": "Flood", "text": TEXT, "date": "2011-05-04"}]},
                            {"name": "Pier", "messages": []}]}},
        [{"response": {"results": [STORY]}}, {"response": {"results": []}}],
        {"response": {"docs": [{"title_s": "Flood", "text_txt": [TEXT], "date_dt": "2011-05-04T10:00:00Z"}]}},
        {"story": {"headline": "Flood", "body": {"paragraphs": [{"text": TEXT}]}, "at": {"published": "2011-05-04"}}},
    ],
)  # fmt: skip
@pytest.mark.parametrize("indent", [None, 1])
def test_records_are_found_in_what_is_wrapped_around_them(read_file: Read, shape: object, indent: int | None):
    (found,) = read_file("a.json", json.dumps(shape, indent=indent))
    assert (found.text, found.title, found.claims[0].day.isoformat()) == (TEXT, "Flood", "2011-05-04")


def test_the_records_of_several_answers_are_read_together(read_file: Read):
    pages = [{"data": {"items": [STORY | {"title": title}]}} for title in ("Flood", "Ebb")]
    assert [d.title for d in read_file("a.json", json.dumps(pages))] == ["Flood", "Ebb"]


def test_references_in_a_title_are_characters(read_file: Read):
    (found,) = read_file("a.json", json.dumps(STORY | {"title": "Flood &#8211; Day&nbsp;1: Smith &amp; Son, AT&T;"}))
    assert found.title == "Flood – Day 1: Smith & Son, AT&T;"


def test_many_records_without_a_text_are_one_answer_and_a_few_are_told_each(read_file: Read):
    lines = [json.dumps({"id": n, "score": 2}) for n in range(50)]
    (told,) = read_file("a.jsonl", "\n".join(lines))
    assert told.code == "no_text_column"
    assert "50 records" in told.message
    mixed = read_file("b.jsonl", "\n".join([*lines, json.dumps(STORY)]))
    assert [getattr(answer, "code", "read") for answer in mixed] == ["read", "no_text_column"]
    few = read_file("c.jsonl", "\n".join([*lines[:2], json.dumps(STORY), lines[3]]))
    assert [answer.record for answer in few] == ["line 1", "line 2", "line 3", "line 4"]


def test_indented_objects_in_a_row(read_file: Read):
    found = read_file("a.json", json.dumps(STORY, indent=1) + "\n" + json.dumps(STORY | {"title": "Ebb"}, indent=1))
    assert [d.title for d in found] == ["Flood", "Ebb"]


@pytest.mark.parametrize("around", ["callback({});", "window.posts = {};", "var posts = {}\n", "[{},\r\n]", "\x1e{}\n"])
def test_what_stands_around_json_is_passed_over(read_file: Read, around: str):
    (found,) = read_file("a.json", around.replace("{}", json.dumps(STORY)))
    assert (found.text, found.claims[0].day) == (TEXT, date(2011, 5, 4))


def test_an_array_that_was_cut_gives_what_came_before(read_file: Read):
    one, cut = read_file("a.json", json.dumps([STORY, STORY | {"title": "Ebb"}])[:-9])
    assert (one.title, cut.code) == ("Flood", "bad_rows")


def test_a_search_engines_lines_are_its_records(read_file: Read):
    (found,) = read_file("a.jsonl", '{"index": {"_id": "1"}}\n' + json.dumps({"_id": "1", "_source": STORY}))
    assert (found.title, found.outlet) == ("Flood", None)


def test_the_address_settles_what_a_field_leaves_open(read_file: Read):
    record = STORY | {"date": "05/04/2011", "url": "https://quay.example/2011/04/05/flood"}
    (found,) = read_file("a.jsonl", json.dumps(record))
    assert date(2011, 4, 5) in {claim.day for claim in found.claims}


def test_an_indented_object_needs_no_suffix(read_file: Read):
    assert [d.text for d in read_file("story", json.dumps(STORY, indent=1))] == [TEXT]


def test_lines_in_utf_16_end_at_characters(read_file: Read):
    lines = "\n".join(json.dumps(STORY | {"title": title}, ensure_ascii=False) for title in ("Ċ", "Flood", "Fluß"))
    for encoding in ("utf-16", "utf-16-be", "utf-16-le"):
        assert [d.title for d in read_file("a.jsonl", lines.encode(encoding))] == ["Ċ", "Flood", "Fluß"]


def test_an_array_of_any_size_is_a_stream(read_file: Read):
    many = [STORY | {"title": str(n)} for n in range(40)]
    for shape in (many, {"status": "ok", "articles": many}):
        assert len(read_file("a.json", json.dumps(shape), document_bytes=2000)) == 40


def test_a_field_may_be_a_path():
    record = {"text": "other", "fields": {"bodyText": TEXT}}
    assert FieldMap.with_names({"text": "fields.bodyText"}).pick(record)["text"] == ("fields.bodyText", TEXT)


def test_what_a_record_says_of_its_author_is_not_its_text():
    assert "text" not in FieldMap().pick({"title": "Flood", "author": {"description": TEXT}})


def test_a_table_without_text_is_one_answer(read_file: Read):
    (found,) = read_file("a.csv", "id,when,tone\n" + "1,2011-05-04,-3\n" * 50)
    assert found.code == "no_text_column"


def test_excels_own_first_line_is_no_header(read_file: Read):
    (found,) = read_file("a.csv", f"sep=;\ntitle;text;date\nFlood;{TEXT};2011-05-04\n")
    assert found.text == TEXT


def days(found: list[Answer]) -> list[date | None]:
    return [answer.claims[0].day for answer in found if isinstance(answer, Document)]


def test_one_row_with_a_13_tells_the_order_of_day_and_month_for_its_column(read_file: Read):
    american = [date(2011, 5, 4), date(2011, 5, 28), date(2011, 12, 6)]
    rows = [STORY | {"title": str(n), "date": when} for n, when in enumerate(["5/4/2011", "5/28/2011", "12/6/2011"])]
    lines = "\n".join(map(json.dumps, rows))
    assert days(read_file("a.jsonl", lines)) == american
    assert days(read_file("a.json", json.dumps(rows))) == american
    british = lines.replace("5/28/2011", "28/5/2011")
    assert days(read_file("b.jsonl", british)) == [date(2011, 4, 5), date(2011, 5, 28), date(2011, 6, 12)]


def test_an_entry_that_tells_only_its_update_is_of_that_day(read_file: Read):
    entry = f"<entry><id>1</id><title>Flood</title><content>{TEXT}</content><updated>2011-05-04</updated>%s</entry>"
    feed = '<feed xmlns="http://www.w3.org/2005/Atom"><title>Quay</title>%s</feed>'
    (alone,) = read_file("a.xml", feed % (entry % ""))
    assert [(c.role, c.day) for c in alone.claims] == [("unknown", date(2011, 5, 4))]
    (both,) = read_file("b.xml", feed % (entry % "<published>2011-05-01</published>"))
    assert {c.role for c in both.claims} == {"published", "updated"}


def test_rows_that_contradict_one_another_settle_nothing(read_file: Read):
    rows = [STORY | {"title": str(n), "date": when} for n, when in enumerate(["5/4/2011", "5/28/2011", "28/5/2011"])]
    assert days(read_file("a.jsonl", "\n".join(map(json.dumps, rows))))[0] is None


def test_the_language_and_the_items_of_a_feed_tell_the_order(read_file: Read):
    items = "".join(
        f"<item><title>{n}</title><description>{TEXT}</description><pubDate>{when}</pubDate></item>"
        for n, when in enumerate(["05/04/2011", "05/28/2011"])
    )
    assert days(read_file("a.xml", f"<rss><channel>{items}</channel></rss>")) == [date(2011, 5, 4), date(2011, 5, 28)]
    stated = f"<rss><channel><language>en-us</language>{items.replace('28', '03')}</channel></rss>"
    assert days(read_file("b.xml", stated)) == [date(2011, 5, 4), date(2011, 5, 3)]
