"""The formats that are read, a module a format (or a family of them), all registered in `READERS`.

single       a text or a page: one document, or the articles of a database's export (databases, many_on_a_page)
mail         messages, mailboxes, and pages saved as MHTML
feed         RSS and Atom, and XML that is neither (newsxml)
jsonl        JSON lines and JSON documents
tables       CSV and Parquet
documents    DOCX, RTF and PDF
warc         web archives
zipped, tarred   archives; compressed: gzip, zstd, …  — what they hold is read as sources of their own

To add one: a module with a `Format` (its name, the bytes it begins with, the suffixes of its files, and ``read``), its
place in the tuple, and a sample in `tests/ingest`. `sniff` and the way through need no change.
"""

from __future__ import annotations

from flows.ingest.readers import compressed, documents, feed, jsonl, mail, single, tables, tarred, warc, zipped
from flows.ingest.readers.format import Format

READERS: tuple[Format, ...] = (
    single.TEXT,
    single.PAGE,
    mail.MAILBOX,
    mail.MAIL,
    feed.FEED,
    jsonl.LINES,
    jsonl.DOCUMENT,
    tables.CSV,
    tables.PARQUET,
    warc.WARC,
    documents.RTF,
    documents.PDF,
    zipped.ZIP,
    tarred.TAR,
    *compressed.FORMATS,
)
