"""DOCX, RTF and PDF are read as their words, exports in them taken apart; a scan says that it is one."""

import io
import tarfile
from datetime import date, datetime

import docx
import pytest

from flows.ingest.columns import apart, paragraphs
from flows.ingest.readers.format import Answer
from flows.records import Document, Quarantined
from tests.ingest.conftest import Read

FLOOD = "The river rose over the quay at noon and the lower town was cleared by boat before evening came."
VOTE = "Members of the harbour board voted to close the east dock, and the pilots said that they would sue."
LINES_LEFT = ["The river rose over the quay at", "noon and the lower town was", "cleared by boat before the even-",
              "ing came. Nobody was hurt in the", "streets, the mayor told us on a", "visit to the school where people",
              "will sleep until the water falls", "and the pumps can be started."]  # fmt: skip
LINES_RIGHT = ["Members of the harbour board", "voted to close the east dock for", "a year, and the pilots said they",
               "would sue. The chairman did", "not wish to comment on a letter", "in which owners of several yards",
               "had offered to pay for the work", "that is needed on the pier."]  # fmt: skip


def word(*texts: str, changed: date | None = None, title: str = "") -> bytes:
    document = docx.Document()
    for text in texts:
        document.add_paragraph(text)
    document.core_properties.title = title
    if changed:
        document.core_properties.modified = datetime(changed.year, changed.month, changed.day)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def pdf(*pages: list[tuple[int, int, str]], picture: bool = False) -> bytes:
    """A PDF by hand: of each page the lines as (x, y, words); with a picture instead of them, where asked."""
    objects = ["<</Type/Catalog/Pages 2 0 R>>", "", "<</Type/Font/Subtype/Type1/BaseFont/Courier>>"]
    image = b"<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/Length 1>>"
    objects.append(image.decode() + "stream\n0\nendstream")
    kids = []
    for lines in pages:
        drawn = "".join(f"BT /F1 9 Tf 1 0 0 1 {x} {y} Tm ({words}) Tj ET\n" for x, y, words in lines)
        drawn += "q 500 0 0 700 50 50 cm /Im1 Do Q\n" if picture else ""
        objects.append(f"<</Length {len(drawn)}>>stream\n{drawn}endstream")
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents {len(objects)} 0 R"
            "/Resources<</Font<</F1 3 0 R>>/XObject<</Im1 4 0 R>>>>>>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<</Type/Pages/Kids[{' '.join(kids)}]/Count {len(kids)}>>"
    body = b"%PDF-1.4\n" + b"".join(f"{n} 0 obj{o}endobj\n".encode() for n, o in enumerate(objects, 1))
    return body + b"trailer<</Root 1 0 R/Info<</ModDate(D:20200504101500Z)>>>>\n%%EOF"


def tarred(*members: tuple[str, bytes], link: str = "") -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, content in members:
            about = tarfile.TarInfo(name)
            about.size = len(content)
            archive.addfile(about, io.BytesIO(content))
        if link:
            about = tarfile.TarInfo(link)
            about.type, about.linkname = tarfile.SYMTYPE, "/etc/passwd"
            archive.addfile(about)
    return out.getvalue()


def codes(found: list[Answer]) -> list[str]:
    return [answer.code for answer in found if isinstance(answer, Quarantined)]


def test_a_word_document_is_its_paragraphs_and_the_day_it_was_changed_an_upper_bound(read_file: Read):
    (found,) = read_file(
        "a.docx", word("Flood on the quay", FLOOD, changed=date(2020, 5, 4), title="Flood on the quay")
    )
    assert (found.text, found.title) == (f"Flood on the quay\n\n{FLOOD}", "Flood on the quay")
    assert [(c.day, c.role) for c in found.claims] == [(date(2020, 5, 4), "updated")]


def test_a_word_document_may_be_the_export_of_a_database(read_file: Read):
    one = ["Flood on the quay", "The Quay Times", "May 4, 2011 Wednesday", "Body", FLOOD, "End of Document"]
    two = ["Dock to close", "The Quay Times", "June 7, 2012 Thursday", "Body", VOTE, "End of Document"]
    found = read_file("a.DOCX", word(*one, *two))
    assert [(d.title, d.text, d.claims[0].day) for d in found] == [
        ("Flood on the quay", FLOOD, date(2011, 5, 4)),
        ("Dock to close", VOTE, date(2012, 6, 7)),
    ]


def test_a_word_document_that_is_none_says_so(read_file: Read):
    whole = word(FLOOD)
    assert codes(read_file("a.docx", whole[: len(whole) // 2])) == ["bad_zip"]


def test_rtf_is_its_words_in_its_code_page(read_file: Read):
    rtf = (
        rb"{\rtf1\ansi\ansicpg1251{\fonttbl{\f0\fcharset204 Arial;}}\f0 \'d0\'e5\'ea\'e0 \b rose\b0\par "
        + FLOOD.encode()
        + b"}"
    )
    (found,) = read_file("a.rtf", rtf)
    assert found.text.split("\n") == ["Река rose", FLOOD]


def test_a_pdf_is_its_text_layer(read_file: Read):
    lines = [(72, 700 - 12 * n, line) for n, line in enumerate(LINES_LEFT)]
    (found,) = read_file("a.pdf", pdf(lines))
    assert "cleared by boat before the evening came. Nobody was hurt" in found.text
    assert [(c.day, c.role) for c in found.claims] == [(date(2020, 5, 4), "updated")]


def test_the_columns_of_a_pdf_are_read_one_after_the_other(read_file: Read):
    lines = [
        (x, 700 - 12 * n, words)
        for n, both in enumerate(zip(LINES_LEFT, LINES_RIGHT, strict=True))
        for x, words in zip((60, 330), both, strict=True)
    ]
    (found,) = read_file("a.pdf", pdf(lines))
    assert [len(p.split()) > 30 for p in found.text.split("\n\n")] == [True, True]
    assert found.text.index("pumps can be started") < found.text.index("Members of the harbour board")
    assert "two_columns" in dict(found.warnings)


def test_a_scan_says_that_it_is_one(read_file: Read):
    assert codes(read_file("a.pdf", pdf([], [], picture=True))) == ["scanned_pdf"]


@pytest.mark.parametrize("broken", [b"%PDF-1.4\n", b"%PDF-1.7\n1 0 obj<</Type/Catalog", b"{\\rtf1 {\\'zz"])
def test_a_broken_document_costs_itself(read_file: Read, broken: bytes):
    found = read_file("a.bin", broken)
    assert len(found) == 1
    assert isinstance(found[0], Quarantined) or not found[0].text.strip("{}'\\z")


def test_a_text_in_columns_is_taken_apart(read_file: Read):
    page = "\n".join(f"{a:42}{b}" for a, b in zip(LINES_LEFT, LINES_RIGHT, strict=True))
    head = "THE QUAY TIMES                                          Monday, May 4, 2020"
    (found,) = read_file("a.txt", f"{head}   A1\n\n{page}\n\f{head}   A2\n\n{page.replace('river', 'brook')}\n")
    assert found.text.count("THE QUAY TIMES") == 1
    assert found.text.index("pumps can be started") < found.text.index("Members of the harbour")
    assert dict(found.warnings)["two_columns"]


def test_what_has_no_columns_stays():
    assert apart("\n".join(LINES_LEFT * 2)) is None
    assert apart("\n".join(f"{n:40}{n * n}" for n in range(40))) is None
    assert apart("\n".join(f"    {line}" for line in LINES_LEFT)) is None


def test_printed_lines_are_paragraphs():
    assert paragraphs(["Flood", *LINES_LEFT[:4]]).split("\n\n")[0] == "Flood"


def test_a_tar_archive_is_its_files(read_file: Read):
    found = read_file("a.tar", tarred(("b/one.txt", FLOOD.encode()), ("two.txt", VOTE.encode())))
    assert [(d.text, d.record) for d in found if isinstance(d, Document)] == [(FLOOD, "b/one.txt"), (VOTE, "two.txt")]


def test_a_tar_archive_leads_nowhere(read_file: Read):
    found = read_file("a.tar", tarred(("../one.txt", FLOOD.encode()), link="two.txt"))
    assert codes(found) == ["unsafe_archive_member"] * 2


def test_a_tar_archive_that_breaks_off_keeps_what_came_before(read_file: Read):
    whole = tarred(("one.txt", FLOOD.encode()), ("two.txt", VOTE.encode() * 50))
    found = read_file("a.tar", whole[: 512 * 4 + 100])
    assert [d.text for d in found if isinstance(d, Document)][:1] == [FLOOD]
    assert "bad_tar" in codes(found)


def test_a_tar_header_as_large_as_memory_is_refused(read_file: Read):
    about = tarfile.TarInfo("pax")
    about.type, about.size = tarfile.XHDTYPE, 1 << 33
    assert codes(read_file("a.tar", about.tobuf(tarfile.GNU_FORMAT) + bytes(2048))) == ["bad_tar"]
