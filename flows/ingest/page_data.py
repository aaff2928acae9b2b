"""The article that a page holds as data for its scripts: JSON-LD's ``articleBody``, and the state of an application.

News sites that are one application send the story as JSON beside an empty page: ``__NEXT_DATA__``, a script of type
``application/json``, an object assigned to ``window.…``. What looks like the record of an article in there is one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape

from flows.ingest.claims import claim
from flows.ingest.fields import FieldMap
from flows.records import Claim

_SCRIPT = re.compile(r"<script\b([^>]{0,500})>", re.IGNORECASE)
_IS_JSON = re.compile(r"type\s{0,3}=\s{0,3}[\"']?application/(?:[\w.+-]{0,20}\+)?json", re.IGNORECASE)
_ASSIGNED = re.compile(
    r"(?:window|self|globalThis)[.\[][\w.\"'\[\]$-]{1,60}\s{0,4}=\s{0,4}(?=[{\[])|\bvar\s+\w+\s*=\s*(?=\{)"
)
_LEAST_LETTERS = 200  # of an article
_MOST_CHARACTERS, _MOST_OBJECTS, _DEEPEST = 5_000_000, 50_000, 24
_NOT_THE_ARTICLE = frozenset(
    {"comments", "related", "recommended", "recommendations", "mostread", "trending", "footer"}
)


@dataclass(frozen=True, slots=True)
class Embedded:
    """An article found in the data of a page's scripts; ``text`` may be HTML."""

    text: str
    title: str | None = None
    byline: str | None = None
    claims: tuple[Claim, ...] = ()


def embedded_article(html: str, title: str | None, language: str | None = None) -> Embedded | None:
    """The article in the data of a page's scripts: the one of the page's ``title``, else the longest. Never raises."""
    best: tuple[bool, int, Embedded] | None = None
    for value in _blobs(html[:_MOST_CHARACTERS]):
        for record in _objects(value):
            if (found := _of_record(record, language)) is None:
                continue
            rank = (_is_called(found, title), len(found.text))
            if best is None or rank > best[:2]:
                best = (*rank, found)
    return best[2] if best else None


def _blobs(html: str) -> Iterator[object]:
    """The JSON values in a page's scripts."""
    decoder = json.JSONDecoder(strict=False)
    for script in _SCRIPT.finditer(html):
        end = html.find("</script", script.end())
        source = html[script.end() : end if end > 0 else len(html)]
        if _IS_JSON.search(script[1]):
            starts = [len(source) - len(source.lstrip())]
        else:
            starts = [found.end() for found in _ASSIGNED.finditer(source)][:5]
        for start in starts:
            try:
                yield decoder.raw_decode(source, start)[0]
            except (ValueError, RecursionError):
                continue


def _objects(value: object) -> Iterator[Mapping[str, object]]:
    """The objects in a JSON value, outermost first, without those that list other stories."""
    level, left = [value], _MOST_OBJECTS
    for _ in range(_DEEPEST):
        deeper: list[object] = []
        for one in level:
            left -= 1
            if left < 0:
                return
            if isinstance(one, dict):
                yield one
                deeper += [v for k, v in one.items() if k.lower() not in _NOT_THE_ARTICLE]
            elif isinstance(one, list):
                deeper += one
        level = [one for one in deeper if isinstance(one, dict | list)]


def _of_record(record: Mapping[str, object], language: str | None) -> Embedded | None:
    own = {key: value for key, value in record.items() if not isinstance(value, Mapping) or "rendered" in value}
    if not any(isinstance(value, str | list) and len(value) > 0 for value in own.values()):
        return None
    picked = _NAMES.pick({key: _joined(value) for key, value in own.items()})
    text = picked.get("html", picked.get("text", ("", None)))[1] or _longest_list(own)
    if not isinstance(text, str) or sum(map(str.isalnum, text)) < _LEAST_LETTERS or "title" not in picked:
        return None
    dates = [
        claim(f"page data {name}", value, role, language)
        for role in ("published", "updated")
        for name, value in [picked.get(role, ("", None))]
    ]
    return Embedded(
        unescape(text) if "&lt;" in text else text,
        str(picked["title"][1]),
        byline if isinstance(byline := picked.get("byline", ("", None))[1], str) else None,
        tuple(one for one in dates if one),
    )


_NAMES = FieldMap()


def _longest_list(record: Mapping[str, object]) -> str | None:
    """The paragraphs of the list in a record that holds most words, whatever it is called."""
    lists = [
        joined for value in record.values() if isinstance(value, list) and isinstance(joined := _joined(value), str)
    ]
    return max(lists, key=len, default=None)


_PIECES = (
    "text",
    "content",
    "value",
    "html",
    "body",
    "data",
    "children",
    "paragraph",
)  # of a block: where its words are


def _joined(value: object) -> object:
    """A list of blocks as their paragraphs; every other value as it is."""
    if not isinstance(value, list) or not value:
        return value
    pieces = [piece for one in value if (piece := _words(one, 0))]
    return "\n\n".join(pieces) if pieces and max(map(len, pieces)) >= 60 else value


def _words(block: object, depth: int) -> str:
    if isinstance(block, str):
        return block
    if isinstance(block, list):
        return "".join(_words(one, depth + 1) for one in block) if depth < 6 else ""
    if isinstance(block, Mapping) and depth < 6:
        return next((words for key in _PIECES if (words := _words(block.get(key), depth + 1))), "")
    return ""


def _is_called(found: Embedded, title: str | None) -> bool:
    mine, pages = _letters(found.title or ""), _letters(title or "")
    return bool(mine and pages) and (mine in pages or pages in mine)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.lower()))
