"""Which fields of a JSON, CSV or Parquet record hold the text, the date, the title …: a setting with defaults."""

from __future__ import annotations

import hashlib
import json
import re
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
        "bodytext", "contenttext", "article", "rawtext", "texto", "texte", "testo", "tekst", "inhalt", "artikeltext",
        "volltext", "contenido", "contenu", "contenuto", "cuerpo", "corpo", "conteudo", "inhoud", "tresc", "innehall",
        "brodtext", "текст", "содержание", "内容", "正文", "本文", "contentrendered", "leadparagraph", "selftext",
        "message", "paragraphs", "description", "summary", "snippet", "abstract", "excerpt", "caption",
        "notes",
    )  # fmt: skip
    html: tuple[str, ...] = ("html", "rawhtml", "pagehtml", "bodyhtml", "contenthtml", "bodyxhtml")
    title: tuple[str, ...] = (
        "title", "headline", "articletitle", "heading", "hed", "titulo", "titular", "titre", "titel", "titolo", "tytul",
        "titulek", "rubrik", "uberschrift", "schlagzeile", "заголовок", "标题", "webtitle", "name",
    )  # fmt: skip
    byline: tuple[str, ...] = (
        "byline", "author", "authors", "creator", "writer", "autor", "autoren", "auteur", "autore", "verfasser",
        "автор", "作者",
    )  # fmt: skip
    outlet: tuple[str, ...] = (
        "outlet", "publisher", "sitename", "source", "sourcename", "publication", "publicationname",
        "publicationtitle", "newspaper", "medium", "quelle", "fuente", "fonte", "zeitung", "journal", "periodico",
        "giornale", "jornal", "krant", "источник", "来源", "site", "domain",
    )  # fmt: skip
    language: tuple[str, ...] = ("language", "lang", "sprache", "langue", "idioma", "lingua", "taal")
    url: tuple[str, ...] = ("url", "link", "canonicalurl", "permalink", "sourceurl", "weburl", "articleurl", "uri")
    published: tuple[str, ...] = (
        "date", "published", "publishedat", "publisheddate", "publishdate", "datepublish", "datepublished",
        "publicationdate", "pubdate", "publishedtime", "publishtime", "pubtime", "publishedon", "dateposted",
        "postdate", "firstpublished", "firstpublicationdate", "firstcreated", "contentcreated", "datetime",
        "timestamp", "created", "createdat", "createdtime", "createdutc", "datecreated", "webpublicationdate",
        "issued", "fecha", "fechapublicacion", "fechadepublicacion", "datum", "veroffentlicht", "veroffentlichtam",
        "erscheinungsdatum", "veroffentlichungsdatum", "publicatiedatum", "datepublication", "datedepublication",
        "datedeparution", "publiele", "data", "datapubblicazione", "datadipubblicazione", "datapublicacao",
        "datadepublicacao", "datapublikacji", "дата", "датапубликации", "日期", "发布时间", "发布日期",
    )  # fmt: skip
    updated: tuple[str, ...] = (
        "updated", "updatedat", "lastupdated", "updatedtime", "modified", "modifiedat", "datemodify", "datemodified",
        "lastmodified", "lastmod", "versioncreated", "changed", "aktualisiert", "miseajour", "actualizado",
    )  # fmt: skip

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
        """``{"text": (name in the record, value), …}`` for every field that the record has a value for.

        A name may be a path into the record ("fields.bodyText"); what no name of the record itself gives is looked for
        in the objects that it holds, by path and then by last name.
        """
        own, paths, leaves = _names_of(record)
        stated = {**paths, **own}
        found = {}
        for field in fields(self):
            for names in (stated, leaves):
                hit = next((names[n] for n in getattr(self, field.name) if _holds(names, n, field.name)), None)
                if hit is not None:
                    found[field.name] = hit
                    break
        return found


# What stands for a text where there is none, by the last part of its name.
_SHORT_FOR_IT = frozenset({"description", "summary", "snippet", "abstract", "excerpt", "caption", "notes"})


def is_summary(name: str) -> bool:
    """Whether a field of that name sums a text up."""
    return _plain(name.rpartition(".")[2]) in _SHORT_FOR_IT


_Names = dict[str, tuple[str, object]]
_DEEPEST = 3
# Objects in a record that speak of something else than the article.
_ASIDE = frozenset({"author", "authors", "user", "owner", "image", "images", "media", "thumbnail", "comments", "links"})
_ONE_VALUE = (
    "$date", "$numberLong", "$numberInt", "rendered", "main", "name", "title", "text", "value", "paragraphs", "#text",
    "$t",
)  # fmt: skip
_ANYTHING = "data"  # a date in Italian; where it holds an object, what interfaces call whatever they hand out
_PAID = "ONLY AVAILABLE IN"  # what an interface writes into a field that is not paid for


def _names_of(record: Mapping[str, object]) -> tuple[_Names, _Names, _Names]:
    """The values of a record by plain name: its own, those of the objects in it by path, and by last name."""
    own: _Names = {}
    paths: _Names = {}
    leaves: _Names = {}

    def walk(one: Mapping[str, object], path: str, depth: int, *, aside: bool) -> None:
        for key, value in one.items():
            where = f"{path}.{key}" if path else str(key)
            entry = (where, None if isinstance(value, Mapping) and key == _ANYTHING else one_value(value))
            if not path:
                own.setdefault(_plain(where), entry)
            else:
                paths.setdefault(_plain(where), entry)
                if not aside:
                    leaves.setdefault(_plain(str(key)), entry)
            if isinstance(value, Mapping) and depth < _DEEPEST:
                walk(value, where, depth + 1, aside=aside or _plain(str(key)) in _ASIDE)

    walk(record, "", 1, aside=False)
    return own, paths, leaves


def _holds(names: _Names, name: str, field: str) -> bool:
    value = names[name][1] if name in names else None
    if value in (None, "", [], {}) or (isinstance(value, str) and value.startswith(_PAID)):
        return False
    return field not in ("text", "html", "title", "url") or isinstance(value, str)


def one_value(value: object) -> object:
    """The value that an object stands for (``{"$date": …}``, ``{"rendered": …}``), a list of paragraphs as a text."""
    if isinstance(value, Mapping):
        inner = next((value[key] for key in _ONE_VALUE if value.get(key) not in (None, "")), None)
        if isinstance(inner, Mapping | list):
            inner = one_value(inner)
        return int(inner) if isinstance(inner, str) and inner.isdecimal() and "$date" not in value else inner
    if isinstance(value, list) and len(value) == 1 and isinstance(value[0], str):
        return value[0]
    if isinstance(value, list) and value and all(isinstance(one, str) for one in value):
        return value if max(map(len, value)) < 60 else "\n\n".join(value)
    if isinstance(value, list) and value and any(isinstance(one, Mapping) and "text" in one for one in value):
        pieces = [one.get("text") if isinstance(one, Mapping) else one for one in value]  # a chat's text with its links
        joint = "" if any(isinstance(one, str) for one in value) else "\n\n"
        return joint.join(piece for piece in pieces if isinstance(piece, str))
    return value


_OF_SOLR = re.compile(r"_(?:s|ss|t|txt|txt_\w\w|dt|dts|tdt)$")  # a type, where a search engine makes fields of any name


def _plain(name: str) -> str:
    """A field's name without case, accents, and what stands between its words."""
    name = _OF_SOLR.sub("", name)
    return "".join(c for c in unicodedata.normalize("NFKD", name.lower()) if c.isalnum())


def record_id(record: Mapping[str, object]) -> str:
    """SHA-256 of the record in one canonical spelling: the order of its keys and its blanks do not matter."""
    canonical = record_as_json(record, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("ascii")).hexdigest()


def record_as_json(record: object, **options: Any) -> str:
    """Any record in ASCII: JSON's own types as they are, keys (a Parquet map's may be dates) and all else as words."""
    try:
        return json.dumps(record, default=str, **options)
    except TypeError:
        return json.dumps(_with_words_for_keys(record), default=str, **options)


def _with_words_for_keys(value: object) -> object:
    if isinstance(value, Mapping):
        return {str(key): _with_words_for_keys(one) for key, one in value.items()}
    return [_with_words_for_keys(one) for one in value] if isinstance(value, list | tuple) else value
