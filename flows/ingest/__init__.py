"""Ingest: files, folders, archives and feeds become `Document`s, and what cannot becomes `Quarantined`.

    for answer in read(["articles/", "export.jsonl.gz"]): ...

- `read` takes what a person names; every document in it is answered exactly once.
- `flows.ingest.given.given_document` takes one JSON object of ``dateline annotate``.
- `Limits` and `FieldMap` are the settings, with their defaults.

`readers/` has a module a format, and each knows only its own; `sniff` tells them apart; `reading` is the way through.
`page` gets the article out of HTML, in a killable process (`flows.worker`); `decode` says what a stored text is.
"""

from flows.errors import NothingToRead, Refused
from flows.ingest.fields import FieldMap
from flows.ingest.intake import read
from flows.ingest.limits import Limits
from flows.ingest.page import page_worker

__all__ = ["FieldMap", "Limits", "NothingToRead", "Refused", "page_worker", "read"]
