"""Who a noun phrase names: country (ISO 3166-1 alpha-3) and PLOVER sector, from the tables in `seeds/reference/`.

Names, demonyms, capitals and cities of `countries.csv`, bodies and people of `actors.csv`, words of rank and trade in
`sectors.txt`. Names are looked up by their words, the longest first, so that "South Korean" is not Korean.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from flows.events import word_lists
from flows.events.parse import syntax
from seeds import kept, lines, rows

if TYPE_CHECKING:
    from spacy.tokens import Token

_PERSONAL = frozenset({"he", "she", "they", "him", "her", "them", "we", "us", "i", "who", "himself", "themselves"})
_AGENT = re.compile(
    r"(?:[^aeiou]er|[tds]or|ist|ian|[mt]ant|man|woman)$"
)  # "investigators", "peasants": doers of what the stem says
_SURNAME_FIRST = frozenset({"CHN", "KOR", "PRK", "VNM", "TWN"})
_HEADS = frozenset({"president", "prime minister", "head of state", "head of government", "chancellor", "king"})
_NOT_IN_STATE = frozenset({"business", "sport", "movement"})  # offices, but of no country and no body of states
_WORD = re.compile(r"[\w.&'’-]*\w[.]?", re.UNICODE)


@dataclass(frozen=True, slots=True)
class Entry:
    """A known name: what it is called, its country and sector where it has them. ``kind`` is its table's column,
    ``written`` the form met here."""

    name: str
    country: str | None
    sector: str | None
    kind: str
    written: str


@kept
def actor_names() -> dict[tuple[str, ...], Entry]:
    """Names as tuples of words. Where two tables share one, bodies come before countries, and these before cities."""
    found: dict[tuple[str, ...], Entry] = {}

    def add(entry: Entry) -> None:
        words = tuple(words_of(entry.written))
        if words:
            found.setdefault(words, entry)

    for row in rows("actors.csv"):
        if row["kind"] == "body":
            for written in [row["name"], *row["aliases"].split("|")]:
                add(Entry(row["name"], row["country"] or None, row["sector"], "organisation", written))
    countries = rows("countries.csv")
    for row in countries:
        for written in [row["name"], *row["aliases"].split("|")]:
            add(Entry(row["name"], row["iso3"], None, "country", written))
        for written in filter(None, row["demonyms"].split("|")):
            add(Entry(row["name"], row["iso3"], None, "demonym", written))
            add(Entry(row["name"], row["iso3"], None, "demonym", written + "s"))
    for row in countries:
        add(Entry(row["name"], row["iso3"], None, "capital", row["capital"]))
    for row in countries:
        for city in row["cities"].split("|"):
            add(Entry(city, row["iso3"], None, "city", city))
    for row in rows("actors.csv"):
        if row["kind"] == "person":
            for written in [row["name"], *row["aliases"].split("|")]:
                add(Entry(row["name"], row["country"] or None, row["sector"], "person", written))
    for name, iso3 in _holders():
        add(Entry(name, iso3 or None, "GOV" if iso3 else "IGO", "person", name))
    return found


def _holders() -> Iterator[tuple[str, str]]:
    """Office holders, each with the country; a surname alone where it can mean one country only."""
    countries: dict[str, set[str]] = {}
    heads: dict[str, str] = {}
    told = {r["office"] for r in rows("offices.csv") if r["reach"] != "home" and r["kind"] not in _NOT_IN_STATE}
    for row in rows("office_holders.csv"):
        words = row["person"].split()
        if len(words) < 2 or row["office"] not in told:
            continue
        if row["country"].startswith("@"):  # "@EU", "@NATO": the head of a body has no country
            yield row["person"], ""
            continue
        yield row["person"], row["country"]
        surname = words[0] if row["country"] in _SURNAME_FIRST else words[-1]
        countries.setdefault(surname, set()).add(row["country"])
        if row["office"] in _HEADS:
            heads[surname] = row["country"]
    for surname, country in heads.items():
        if (
            len(countries[surname]) == 1
            and len(surname) > 3
            and surname.lower() not in word_lists.classes()["no_surname"]
        ):
            yield surname, country


def heads() -> Iterator[tuple[str, str]]:
    """Heads of state and of government, each with the country's code."""
    for row in rows("office_holders.csv"):
        if row["office"] in _HEADS and not row["country"].startswith("@"):
            yield row["person"], row["country"]


@kept
def surnames() -> frozenset[str]:
    """The single words that the gazetteer knows as names of people."""
    return frozenset(e.written for e in actor_names().values() if e.kind == "person" and " " not in e.written)


@kept
def _longest() -> dict[str, int]:
    """How many words the longest name has that begins with this word."""
    longest: dict[str, int] = {}
    for words in actor_names():
        longest[words[0]] = max(longest.get(words[0], 0), len(words))
    return longest


def words_of(text: str) -> list[str]:
    """A text's words as the gazetteer compares them: case kept (Turkey is no turkey), accents and possessives cut."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.replace("’", "'")).encode("ascii", "ignore").decode()
    return [re.sub(r"'s?$", "", w) for w in _WORD.findall(text.replace("-", " "))]


def names_in(text: str) -> list[tuple[int, Entry]]:
    """Known names in a text by the number of the word they start at, the longest at each place."""
    words = words_of(text)
    table, longest = actor_names(), _longest()
    found = []
    at = 0
    while at < len(words):
        for length in range(min(longest.get(words[at], 0), len(words) - at), 0, -1):
            entry = table.get(tuple(words[at : at + length]))
            if entry is not None:
                found.append((at, entry))
                at += length
                break
        else:
            at += 1
    return found


@kept
def _sectors() -> tuple[dict[str, tuple[int, str]], dict[tuple[str, str], tuple[int, str]]]:
    singles: dict[str, tuple[int, str]] = {}
    pairs: dict[tuple[str, str], tuple[int, str]] = {}
    for rank, line in enumerate(lines("sectors.txt")):
        name, words = line.split(":", 1)
        for word in words.split():
            if "_" in word:
                first, second = word.split("_", 1)
                pairs.setdefault((first, second.split("_")[-1]), (rank, name))
            else:
                singles.setdefault(word, (rank, name))
    return singles, pairs


def sector_of(lemmas: Sequence[str]) -> str | None:
    """The PLOVER sector that the words of a noun phrase tell: its first line in `sectors.txt` decides."""
    singles, pairs = _sectors()
    hits = [singles[w] for w in lemmas if w in singles]
    hits += [pairs[p] for p in pairwise(lemmas) if p in pairs]
    return min(hits)[1] if hits else None


def is_place(token: Token) -> bool:
    """Whether this word names, or ends the name of, a country, a capital or a city."""
    phrase = token.doc[token.left_edge.i : token.i + 1].text
    return any(entry.kind in ("country", "capital", "city") for _, entry in names_in(phrase))


def is_known_role(lemma: str) -> bool:
    """Whether a word by itself tells a sector: "minister", "rebel"."""
    return lemma in _sectors()[0]


def is_actor(token: Token) -> bool:
    """Whether this word can head the name of somebody who acts: a proper name, a person's word, a group or office."""
    if token.pos_ == "PROPN" or token.lower_ in _PERSONAL:
        return True
    if any(is_known_role(key) for key in syntax.keys(token)):
        return True
    if token.tag_ == "NNS" and is_doer(token):
        return True
    return token.text[:1].isupper() and (token.text,) in actor_names()


def is_doer(noun: Token) -> bool:
    """Whether the word says who does what its stem says: "investigators", "a campaigner", not "an order"."""
    lemma = noun.lemma_.lower()
    return bool(_AGENT.search(lemma)) and lemma not in word_lists.classes()["no_person"]
