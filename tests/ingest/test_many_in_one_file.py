"""Files of many articles: each article apart, with its own headline, paper and day."""

import pytest

from flows.ingest.readers.databases import exported_articles
from flows.records import Document, Quarantined
from tests.ingest.conftest import Read

FLOOD = "The river rose over the quay at noon and the lower town was cleared by boat before evening."
VOTE = "Deputies threw out the harbour bill after nine hours, and the minister left without a word."

LEXIS = f"""Search Terms: harbour

                               1 of 2 DOCUMENTS

                              The Quay Observer

                             May 4, 2011 Wednesday
                                 Late Edition

Lower town cleared
by boat

BYLINE: Ada Thorne

SECTION: Local; Pg. 1

LENGTH: 17 words

{FLOOD}

LOAD-DATE: May 5, 2011

                               2 of 2 DOCUMENTS

                              Le Courrier

                             9 juin 2011

HEADLINE: Harbour bill falls

LENGTH: 16 words

{VOTE}

LOAD-DATE: June 10, 2011
"""
NEXIS = f"""Lower town cleared
The Quay Observer
May 4, 2011 Wednesday

Copyright 2011 The Quay Observer All Rights Reserved
Section: LOCAL; Pg. 1
Length: 17 words
Byline: Ada Thorne
Body

{FLOOD}

Load-Date: May 5, 2011
End of Document

Harbour bill falls
Le Courrier
June 9, 2011 Thursday

Body

{VOTE}

Classification
Language: ENGLISH
End of Document
"""
FACTIVA_CODED = f"""HD  Lower town cleared
BY  Ada Thorne
WC  17 words
PD  4 May 2011
SN  The Quay Observer
LP  {FLOOD}
AN  Document QUAYOB0020110504e7540001x

HD  Harbour bill falls
PD  9 June 2011
SN  Le Courrier
TD  {VOTE}
AN  Document COURR00020110609e7690002y
"""
FACTIVA_PLAIN = f"""Lower town cleared
Ada Thorne
17 words
4 May 2011
16:05
The Quay Observer
QUAYOB
English
(c) 2011 Quay Press
{FLOOD}
Document QUAYOB0020110504e7540001x

Harbour bill falls
16 words
9 June 2011
Le Courrier
COURR
French
(c) 2011 Courrier
{VOTE}
Document COURR00020110609e7690002y
"""
PROQUEST = f"""____________________________________________________________

Title: Lower town cleared

Author: Ada Thorne

Publication title: The Quay Observer

Publication date: May 4, 2011

Full text: {FLOOD}

Links: http://library.example/1
____________________________________________________________

Title: Harbour bill falls

Publication title: Le Courrier

Publication date: Jun 9, 2011

Full text: {VOTE}

Database: Newsstand
"""

FACTIVA_GERMAN = FACTIVA_PLAIN.replace("words", "Wörter").replace("Document ", "Dokument ")
PROQUEST_NUMBERED = PROQUEST.replace("_" * 60, "Document 1 of 2", 1).replace("_" * 60, "Document 2 of 2").replace(
    "Full text", "Full Text"
)  # fmt: skip


@pytest.mark.parametrize(
    "export", [LEXIS, NEXIS, FACTIVA_CODED, FACTIVA_PLAIN, FACTIVA_GERMAN, PROQUEST, PROQUEST_NUMBERED]
)
def test_a_databases_export_is_its_articles(read_file: Read, export: str):
    one, two = read_file("export.txt", export)
    assert (one.text, two.text) == (FLOOD, VOTE)
    assert ("Lower town cleared" in one.title, two.title) == (True, "Harbour bill falls")
    assert (one.byline, one.outlet, two.outlet) == ("Ada Thorne", "The Quay Observer", "Le Courrier")
    assert [d.claims[0].day.isoformat() for d in (one, two)] == ["2011-05-04", "2011-06-09"]


@pytest.mark.parametrize("export", [LEXIS, NEXIS, FACTIVA_CODED, PROQUEST])
def test_an_article_says_where_in_the_file_it_stands(read_file: Read, export: str):
    for found in read_file("export.txt", export):
        start, end = (int(n) for n in found.record.partition("characters ")[2].split("–"))
        assert found.text in export[start:end]
        assert export[start:end] == found.raw.decode()


@pytest.mark.parametrize("export", [LEXIS, NEXIS, FACTIVA_CODED, FACTIVA_PLAIN])
def test_the_same_lines_as_a_page(read_file: Read, export: str):
    lines = "".join(f"<div>{line.strip()}</div>" for line in export.splitlines())
    found = read_file("export.html", f"<html><body>{lines}</body></html>")
    assert [d.text for d in found] == [FLOOD, VOTE]


def test_an_article_that_is_read_is_not_read_again(read_file: Read):
    assert {d.doc_id for d in read_file("a.txt", LEXIS)} == {d.doc_id for d in read_file("b.txt", LEXIS)}


def test_what_looks_like_several_and_is_no_known_export_says_so(read_file: Read):
    (found,) = read_file("a.txt", f"One\n{FLOOD}\nLOAD-DATE: 4\n\nTwo\n{VOTE}\nLOAD-DATE: 5\n")
    assert [code for code, _ in found.warnings] == ["several_articles"]


@pytest.mark.parametrize("text", [FLOOD, f"{FLOOD}\n\nThe end of document 3 of 4 documents.", "", "End of Document"])
def test_a_single_article_is_no_export(text: str):
    assert exported_articles(text) == []


STORY = "".join(f"<p>{FLOOD} {VOTE} {n}</p>" for n in range(3))


def story(title: str, day: str) -> str:
    return f'<article><h2>{title}</h2><time datetime="{day}">{day}</time>{STORY.replace("quay", title)}</article>'


def test_stories_appended_below_a_page_are_documents_of_their_own_day(read_file: Read):
    head = '<html><head><title>Flood</title><meta property="article:published_time" content="2021-05-06"></head>'
    one, two = read_file("a.html", f"{head}<body>{story('Flood', '2021-05-06')}{story('Frost', '2020-01-02')}</body>")
    assert [{c.day.isoformat() for c in d.claims} for d in (one, two)] == [{"2021-05-06"}, {"2020-01-02"}]
    assert "Frost" not in one.text


def test_teasers_are_no_stories(read_file: Read):
    teaser = '<article><h2>Frost</h2><time datetime="2020-01-02"></time><p>Fields are white.</p></article>'
    (found,) = read_file("a.html", f"<html><body>{story('Flood', '2021-05-06')}{teaser * 3}</body></html>")
    assert FLOOD.replace("quay", "Flood") in found.text


@pytest.mark.parametrize("text_is_called", ["DocText", "docOcurrContainer"])
def test_europresse_has_an_article_element_each(read_file: Read, text_is_called: str):
    one = (
        '<article><span class="DocPublicationName">Le Quai</span><span class="DocHeader">Ville, {day}, p. 3</span>'
        '<p class="titreArticle">{title}</p><div class="DocText"><p>{text}</p></div></article>'
    ).replace("DocText", text_is_called)
    page = one.format(day="mercredi 4 mai 2011", title="Crue", text=FLOOD) + one.format(
        day="jeudi 9 juin 2011", title="Vote", text=VOTE
    )
    found = read_file("a.html", f"<html><body>{page}</body></html>")
    assert [(d.title, d.outlet, d.claims[0].day.isoformat()) for d in found] == [
        ("Crue", "Le Quai", "2011-05-04"), ("Vote", "Le Quai", "2011-06-09"),
    ]  # fmt: skip


def test_a_set_of_articles_in_xml(read_file: Read):
    one = (
        "<article><headline><paragraph>{0}</paragraph></headline><publicationDate><date>{1}</date></publicationDate>"
        "<sourceName>Le Quai</sourceName><leadParagraph><paragraph>{2}</paragraph></leadParagraph>"
        "<tailParagraphs><paragraph>{2}</paragraph></tailParagraphs></article>"
    )
    xml = f"<?xml version='1.0'?><set>{one.format('Crue', '2011-05-04', FLOOD)}{one.format('Vote', '2011-06-09', VOTE)}"
    found = read_file("a.xml", xml + "</set>")
    assert [(d.title, d.claims[0].day.isoformat()) for d in found] == [("Crue", "2011-05-04"), ("Vote", "2011-06-09")]
    assert found[0].text == f"{FLOOD}\n\n{FLOOD}"


def test_newsml_says_when_it_was_made_and_when_this_version(read_file: Read):
    (found,) = read_file(
        "a.xml",
        '<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/"><itemMeta><versionCreated>2023-05-06T00:00:00Z'
        "</versionCreated></itemMeta><contentMeta><contentCreated>2023-05-04T00:00:00Z</contentCreated><headline>Flood"
        f"</headline></contentMeta><contentSet><inlineXML><html><body><p>{FLOOD}</p></body></html></inlineXML>"
        "</contentSet></newsItem>",
    )
    assert (found.title, found.text) == ("Flood", FLOOD)
    assert [(c.role, c.day.day) for c in found.claims] == [("published", 4), ("updated", 6)]


def test_a_sitemap_without_headlines_has_no_article(read_file: Read):
    [one] = read_file("a.xml", "<urlset><url><loc>https://news.example/a</loc></url></urlset>")
    assert isinstance(one, Quarantined)
    assert one.code == "no_documents"


def test_a_news_sitemap_lists_headlines(read_file: Read):
    one = (
        "<url><loc>https://q.example/{0}</loc><n:news><n:publication><n:name>Quay</n:name></n:publication>"
        "<n:publication_date>2023-05-0{0}</n:publication_date><n:title>Story {0}</n:title></n:news></url>"
    )
    found = read_file("a.xml", f'<urlset xmlns:n="urn:n">{one.format(1)}{one.format(2)}</urlset>')
    assert [(d.text, d.url, d.claims[0].day.day) for d in found] == [
        ("Story 1", "https://q.example/1", 1), ("Story 2", "https://q.example/2", 2),
    ]  # fmt: skip


MAIL = f"From: Ada <ada@q.example>\nSubject: Flood\nDate: Wed, 4 May 2011 10:00:00 +0000\nMessage-ID: <1>\n\n{FLOOD}\n"


def test_a_mailbox_is_its_mails(read_file: Read):
    second = MAIL.replace("Flood", "Vote").replace("4 May", "9 Jun").replace(FLOOD, f"{VOTE}\n>From here on.")
    box = f"From ada Wed May  4 10:00:00 2011\n{MAIL}\nFrom ada Thu Jun  9 10:00:00 2011\n{second}"
    one, two = read_file("inbox", box)
    assert (one.text.strip(), two.text.strip()) == (FLOOD, f"{VOTE}\nFrom here on.")
    assert [(d.title, d.claims[0].day.isoformat()) for d in (one, two)] == [
        ("Flood", "2011-05-04"), ("Vote", "2011-06-09"),
    ]  # fmt: skip


def test_a_page_saved_as_one_file_was_taken_in_when_it_was_saved(read_file: Read):
    html = f"<html><head><title>Flood</title></head><body><article>{STORY}</article></body></html>".replace("=", "=3D")
    (found,) = read_file(
        "page.mhtml",
        "From: <Saved by Blink>\nSnapshot-Content-Location: https://q.example/2011/05/04/flood\nSubject: Flood\n"
        "Date: Fri, 6 May 2011 10:00:00 -0000\nMIME-Version: 1.0\n"
        'Content-Type: multipart/related; type="text/html"; boundary="b"\n\n--b\nContent-Type: text/html\n'
        f"Content-Transfer-Encoding: quoted-printable\n\n{html}\n--b--\n",
    )
    assert FLOOD in found.text
    assert (found.url, found.taken_in.how, found.taken_in.day.isoformat()) == (
        "https://q.example/2011/05/04/flood", "captured", "2011-05-06",
    )  # fmt: skip
    assert {c.day.isoformat() for c in found.claims} == {"2011-05-04"}  # of the address: the day of saving is none


def test_a_message_without_words_says_so(read_file: Read):
    (found,) = read_file("a.eml", "MIME-Version: 1.0\nSubject: x\nContent-Type: image/png\n\nxx\n")
    assert isinstance(found, Quarantined)
    assert found.code == "no_text"


def test_a_letter_that_begins_with_from_is_no_mailbox(read_file: Read):
    (found,) = read_file("a.txt", f"From the quay, in May 2011\n{FLOOD}")
    assert isinstance(found, Document)
    assert found.media_type == "text/plain"


def test_what_reference_managers_exchange_is_its_entries(read_file: Read):
    one = f"TY  - NEWS\nTI  - Flood\nAU  - Lis, Anna\nJF  - The Quay\nDA  - 2011/05/04/\nAB  - {FLOOD}\nER  - \n"
    two = f"TY  - NEWS\nT1  - Dock\nT2  - The Pier\nPY  - 2012/06/07\nN2  - {VOTE}\nER  - \n"
    found = read_file("a.ris", one + "\n" + two)
    assert [(d.title, d.outlet, d.claims[0].day.isoformat()) for d in found] == [
        ("Flood", "The Quay", "2011-05-04"),
        ("Dock", "The Pier", "2012-06-07"),
    ]


def test_rights_reserved_twice_are_two_articles(read_file: Read):
    (found,) = read_file(
        "a.txt", f"{FLOOD}\n© 2006 A. Tous droits réservés.\n\n{VOTE}\n© 2006 B. Tous droits réservés.\n"
    )
    assert "several_articles" in dict(found.warnings)
