"""Which fields of a JSON, CSV or Parquet record hold the text, the date, the title …: a setting with defaults."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from flows.errors import SettingError


@dataclass(frozen=True, slots=True)
class FieldMap:
    """For each thing we want to know, the names that it goes by; the first that holds a value wins.

    Names are compared without regard to case, accents, blanks and signs. The defaults are the names that Common Crawl's
    news sets, news-please, Media Cloud, GDELT exports, trafilatura, newspaper and feed dumps use.
    """

    text: tuple[str, ...] = (
        "text", "body", "content", "articletext", "articlebody", "fulltext", "maintext", "plaintext", "story",
        "bodytext", "contenttext", "article", "rawtext", "texto", "texte", "testo", "inhalt", "contenido", "contenu",
        "description", "summary",
    )  # fmt: skip
    html: tuple[str, ...] = ("html", "rawhtml", "pagehtml", "bodyhtml", "contenthtml")
    title: tuple[str, ...] = (
        "title",
        "headline",
        "articletitle",
        "heading",
        "titulo",
        "titre",
        "titel",
        "titolo",
        "name",
    )
    byline: tuple[str, ...] = ("byline", "author", "authors", "creator", "writer", "autor", "auteur", "autore")
    outlet: tuple[str, ...] = ("outlet", "publisher", "sitename", "source", "sourcename", "newspaper", "site", "domain")
    language: tuple[str, ...] = ("language", "lang")
    url: tuple[str, ...] = ("url", "link", "canonicalurl", "permalink", "sourceurl", "uri")
    published: tuple[str, ...] = (
        "date", "published", "publishedat", "publisheddate", "publishdate", "datepublish", "datepublished",
        "publicationdate", "pubdate", "publishedtime", "pubtime", "datetime", "timestamp", "created", "createdat",
        "fecha", "datum", "data",
    )  # fmt: skip
    updated: tuple[str, ...] = ("updated", "updatedat", "modified", "datemodify", "datemodified", "lastmodified")

    @classmethod
    def with_names(cls, names: Mapping[str, str]) -> FieldMap:
        """The defaults with a name of the user's own put first: ``{"text": "Inhalt", "published": "Datum"}``.

        Raises ``SettingError`` for an unknown key.
        """
        known = {f.name for f in fields(cls)}
        if unknown := set(names) - known:
            raise SettingError(f"no such field: {', '.join(sorted(unknown))} (there are {', '.join(sorted(known))})")
        default = cls()
        return replace(default, **{key: (_plain(name), *getattr(default, key)) for key, name in names.items()})

    def pick(self, record: Mapping[str, object]) -> dict[str, tuple[str, object]]:
        """``{"text": (name in the record, value), …}`` for every field that the record has a value for."""
        by_name: dict[str, str] = {}
        for name in record:
            by_name.setdefault(_plain(name), name)
        found = {}
        for field in fields(self):
            for name in getattr(self, field.name):
                own = by_name.get(name)
                if own is not None and record[own] not in (None, "", [], {}):
                    found[field.name] = (own, record[own])
                    break
        return found


def _plain(name: str) -> str:
    """A field's name without case, accents, and what stands between its words."""
    return "".join(c for c in unicodedata.normalize("NFKD", name.lower()) if c.isalnum())


def record_id(record: Mapping[str, object]) -> str:
    """SHA-256 of the record in one canonical spelling: the order of its keys and its blanks do not matter."""
    canonical = as_json(record, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("ascii")).hexdigest()


def as_json(record: object, **options: Any) -> str:
    """Any record in ASCII: JSON's own types as they are, keys (a Parquet map's may be dates) and all else as words."""
    try:
        return json.dumps(record, default=str, **options)
    except TypeError:
        return json.dumps(_with_words_for_keys(record), default=str, **options)


def _with_words_for_keys(value: object) -> object:
    if isinstance(value, Mapping):
        return {str(key): _with_words_for_keys(one) for key, one in value.items()}
    return [_with_words_for_keys(one) for one in value] if isinstance(value, list | tuple) else value
