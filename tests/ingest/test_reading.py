"""Whatever is named is read, and every document in it is answered exactly once."""

import json
import os
import tempfile
from pathlib import Path
from threading import Timer

import pytest

from flows.ingest import NothingToRead, read
from flows.ingest.document import digest
from flows.ingest.stated_language import language_code
from flows.records import Document, Quarantined


def answers(*sources: Path, **options) -> list[Document | Quarantined]:
    return list(read([str(s) for s in sources], **options))


def codes(found: list[Document | Quarantined]) -> list[str]:
    return [a.code for a in found if isinstance(a, Quarantined)]


def test_a_text_file_is_one_document_named_by_its_bytes(tmp_path: Path):
    raw = b"Der Minister traf am 5. Mai 2017 in Wien ein.\n"
    (tmp_path / "a.txt").write_bytes(raw)
    (found,) = answers(tmp_path / "a.txt")
    assert isinstance(found, Document)
    assert (found.doc_id, found.text, found.raw) == (digest(raw), raw.decode(), raw)


def test_a_folder_is_read_in_the_order_of_names_without_hidden_files(tmp_path: Path):
    for name in ("b.txt", "a.txt", "sub/c.txt", ".hidden.txt", ".git/config"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f"The text of {name}.")
    assert [a.text for a in answers(tmp_path)] == ["The text of a.txt.", "The text of b.txt.", "The text of sub/c.txt."]


def test_the_same_bytes_are_the_same_document(tmp_path: Path):
    (tmp_path / "a.txt").write_text("One text.")
    (tmp_path / "b.txt").write_text("One text.")
    once, again = answers(tmp_path)
    assert (again.code, again.source_uri) == ("already_read", str(tmp_path / "b.txt"))
    assert answers(tmp_path, known={once.doc_id}) == []
    assert len(answers(tmp_path / "a.txt", tmp_path / "a.txt")) == 1


def test_an_archive_of_what_was_read_elsewhere_has_its_row(tmp_path: Path):
    record = json.dumps({"title": "Flood", "text": "The river rose over the quay at noon."})
    (tmp_path / "a.jsonl").write_text(record)
    (tmp_path / "b.jsonl").write_text(record)
    assert codes(answers(tmp_path)) == ["already_read"]


def test_a_link_to_a_folder_is_not_followed_and_said(tmp_path: Path):
    (tmp_path / "in" / "sub").mkdir(parents=True)
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "a.txt").write_text("Elsewhere.")
    (tmp_path / "in" / "sub" / "b.txt").write_text("Here.")
    (tmp_path / "in" / "link").symlink_to(tmp_path / "elsewhere")
    found = answers(tmp_path / "in")
    assert [a.text for a in found if isinstance(a, Document)] == ["Here."]
    assert codes(found) == ["link_to_folder"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may enter every folder")
def test_a_folder_that_may_not_be_entered_has_its_row(tmp_path: Path):
    (tmp_path / "barred").mkdir(mode=0)
    (tmp_path / "a.txt").write_text("Here.")
    assert codes(answers(tmp_path)) == ["unreadable"]


def test_a_file_that_is_still_being_written_is_read_last_or_by_the_next_call(tmp_path: Path):
    (tmp_path / "b.txt").write_text("The other.")
    with (tmp_path / "a.txt").open("w") as writing:
        print("The river", file=writing, flush=True)
        found = answers(tmp_path)
        assert [getattr(a, "text", a.source_uri) for a in found] == ["The other.", str(tmp_path / "a.txt")]
        assert codes(found) == ["half_written"]
        closer = Timer(0.3, writing.close)
        closer.start()
        assert [a.text for a in answers(tmp_path)] == ["The other.", "The river\n"]
        closer.join()
    assert [a.text for a in answers(tmp_path)] == ["The river\n", "The other."]


def test_a_language_that_is_told_is_that_of_documents_that_state_none(tmp_path: Path):
    text = "The river rose over the quay at noon."
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": text}) + "\n" + json.dumps({"text": text, "lang": "sv"}))
    assert [a.language for a in answers(tmp_path, language="en")] == ["en", "sv"]


@pytest.mark.parametrize("named", ["missing.txt", "empty_folder", "nul\0name"])
def test_a_path_that_holds_nothing_is_said_at_once(tmp_path: Path, named: str):
    (tmp_path / "empty_folder").mkdir()
    with pytest.raises(NothingToRead, match=named.split("\0")[0]):
        read([str(tmp_path / named)])


@pytest.mark.skipif(os.name != "posix", reason="rights of files are POSIX's")
def test_a_folder_that_may_not_be_entered_is_not_taken_for_an_empty_one():
    with tempfile.TemporaryDirectory() as name:  # not below tmp_path, which nobody else may enter at all
        Path(name).chmod(0o755)
        locked = Path(name, "locked")
        locked.mkdir(mode=0o000)
        root = os.geteuid() == 0
        if root:
            os.seteuid(65534)
        try:
            with pytest.raises(NothingToRead, match="Permission denied"):
                list(read([str(locked)]))
        finally:
            if root:
                os.seteuid(0)


def test_one_bad_file_does_not_stop_the_others(tmp_path: Path):
    (tmp_path / "a.txt").write_bytes(b"")
    (tmp_path / "b.txt").write_bytes(b" \n\t\n")
    (tmp_path / "c.txt").write_bytes(bytes(range(256)) * 40)
    (tmp_path / "d.pdf").write_bytes(b"%PDF-1.7\n\xe2\xe3\xcf\xd3")
    (tmp_path / "e.txt").write_text("Fine.")
    found = answers(tmp_path)
    assert codes(found) == ["empty", "empty", "binary_content", "unsupported_type:pdf"]
    assert isinstance(found[-1], Document)


def test_a_bad_line_costs_that_line_alone(tmp_path: Path):
    path = tmp_path / "export.jsonl"
    lines = [
        '{"text": "One.", "date": "2017-05-05"}',
        '{"text": "cut',
        "",
        "[1]",
        "NaN",
        '{"note": "no text"}',
        "[" * 9999,
    ]
    path.write_text("\n".join([*lines, '{"Body": "Two.", "Headline": "A title", "pub_date": "31/12/2019"}']))
    one, *bad, two = answers(path)
    assert [(b.record, b.code) for b in bad] == [(f"line {n}", "bad_rows") for n in (2, 4, 5, 6, 7)]
    assert (one.text, one.claims[0].day.isoformat(), one.record) == ("One.", "2017-05-05", "line 1")
    assert (two.text, two.title, two.claims[0].day.isoformat()) == ("Two.", "A title", "2019-12-31")


def test_a_record_is_the_same_however_it_is_spelt(tmp_path: Path):
    record = {"text": "Über uns.", "date": "2020-01-01"}
    (tmp_path / "a.jsonl").write_text(json.dumps(record))
    (tmp_path / "b.json").write_text(json.dumps([dict(reversed(record.items()))], ensure_ascii=False, indent=2))
    assert [getattr(a, "code", "read") for a in answers(tmp_path)] == ["read", "already_read"]


def test_a_page_is_read_as_its_article(tmp_path: Path):
    story = "<p>The two ministers met in Vienna on Friday and agreed to meet again before the summer.</p>" * 4
    (tmp_path / "page.html").write_text(
        f"<html><head><title>Ministers meet</title></head><body><nav>Home News Sport</nav>"
        f"<article><h1>Ministers meet</h1>{story}</article><footer>© 2031 The Paper</footer></body></html>"
    )
    (found,) = answers(tmp_path)
    assert found.title == "Ministers meet"
    assert "agreed to meet again" in found.text
    assert "Sport" not in found.text
    assert "©" not in found.text


def test_a_bot_check_is_no_article(tmp_path: Path):
    (tmp_path / "page.html").write_text("<title>One moment</title><p>Please verify you are human to go on.</p>")
    assert codes(answers(tmp_path)) == ["not_an_article:challenge_page"]


@pytest.mark.parametrize(
    ("stated", "code"),
    [("en", "en"), ("EN", "en"), ("en-GB", "en"), ("eng", "en"), ("English", "en"), ("de_AT", "de"), ("", None),
     (None, None), ("no such", None), ("xx", None)],
)  # fmt: skip
def test_a_stated_language_is_its_code(stated: str | None, code: str | None):
    assert language_code(stated) == code
