"""Pages that a server sends instead of the article: bot checks, error pages, consent and log-in walls."""

from __future__ import annotations

import re
from functools import cache

from seeds import rows

_PARTS = re.compile(r"\s[|–—·:-]\s|\s?[|–—·»]\s?|:\s")
_MORE_WORDS = 2  # that a heading may hold beside the phrase that says what the page is: "Sorry, page not found!"
_HEADS = frozenset({"error_page", "challenge_page"})  # kinds whose phrases are whole headings
_LONGEST_WALL, _LETTERS_A_WORD, _FEWEST, _DISTINCT = 4000, 90, 6, 5


def what_else(title: str, text: str) -> tuple[str, str] | None:
    """``(kind, sentence)`` where a page is known to be no article, else ``None``.

    A short page is known by a phrase in it; one of any length by a title that says nothing else; a wall of consent by
    how densely it speaks of cookies, partners and data, and by asking the reader to agree.
    """
    for kind, longest, pattern in _phrases():
        if len(text) <= longest and (found := pattern.search(f"{title}\n{text}")):
            return kind, f"the page is no article: it says “{' '.join(found[0].split())[:80]}”"
        if kind in _HEADS and (found := _heads(pattern, title)):
            return kind, f"the page is no article: its title says “{found[0]}”"
    if _is_wall(text):
        return "consent_page", "the page is no article: it asks for consent to cookies or tracking"
    return None


def redirects(html: str, text: str) -> tuple[str, str] | None:
    """``(code, sentence)`` where a page shows next to nothing (``text``) and leads on to another by itself."""
    letters = sum(map(str.isalnum, text))
    for longest, leads_on, how in _LEADS_ON:
        if letters < longest and leads_on.search(html):
            return "not_an_article:redirect_page", f"the page is no article: {how}"
    return None


_LEADS_ON = (
    (
        300,
        re.compile(
            r"<meta\b(?=[^<>]{0,200}http-equiv\s?=\s?[\"']?refresh\b)"
            r"[^<>]{0,200}content\s?=\s?[\"']?\s?[0-3]?\d(?:\.\d+)?\s?[;,]\s?url\s?=",
            re.IGNORECASE,
        ),
        "it sends its reader on to another",
    ),
    (
        100,
        re.compile(r"\blocation(?:\.href)?\s?=\s?[\"'`]|\blocation\.(?:replace|assign)\s?\(", re.IGNORECASE),
        "a script sends its reader on to another",
    ),
    (300, re.compile(r"<frameset\b", re.IGNORECASE), "it is a frame around others"),
)


def _heads(pattern: re.Pattern[str], title: str) -> re.Match[str] | None:
    """The phrase that one part of ``title`` consists of: "Page not found | The Daily Example"."""
    for part in _PARTS.split(title[:300]):
        found = pattern.search(part)
        if found and len(re.findall(r"\w+", part[: found.start()] + " " + part[found.end() :])) <= _MORE_WORDS:
            return found
    return None


def _is_wall(text: str) -> bool:
    if len(text) > _LONGEST_WALL:
        return False
    matter, ask = _consent("matter").findall(text.lower()), _consent("ask").search(text.lower())
    dense = len(matter) * _LETTERS_A_WORD >= len(text)
    return ask is not None and dense and len(matter) >= _FEWEST and len(set(matter)) >= _DISTINCT


@cache
def _phrases() -> tuple[tuple[str, int, re.Pattern[str]], ...]:
    """One pattern a kind, in the order of the table, which goes from the surest to the vaguest."""
    kinds: dict[tuple[str, int], list[str]] = {}
    for row in rows("not_an_article.csv"):
        kinds.setdefault((row["kind"], int(row["longest"])), []).append(re.escape(row["phrase"]))
    return tuple((kind, longest, re.compile("|".join(p), re.I)) for (kind, longest), p in kinds.items())


@cache
def _consent(kind: str) -> re.Pattern[str]:
    stems = [s for row in rows("consent_words.csv") if row["kind"] == kind for s in row["stems"].split("|")]
    return re.compile(r"\b(?:" + "|".join(re.escape(s) for s in stems) + ")")
