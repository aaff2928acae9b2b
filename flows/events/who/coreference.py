"""Names across a document: "Kang" and "the minister" after "Foreign Minister Kang Kyung-wha".

Simple and precise rather than clever: a surname stands for the one full name of the document that ends or begins with
it, a title for the nearest one who was called by it, "the ministry" for the one that was named with its country.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from flows.events import actors, word_lists
from flows.events.who import nations, persons, phrases, sides
from flows.events.who.antecedents import Antecedents, kind
from seeds import kept

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_LONGEST_NAME = 5  # words of a person's name
_BARE_TITLE = frozenset({"the", "foreign", "prime", "defence", "defense", "interior", "finance"})
_MENTIONS = 8  # full mentions of a name looked at
_ADDRESSED = frozenset({"Mr", "Mrs", "Ms", "Miss", "Dr", "Sir", "The", "Republican", "Democrat", "Former", "Late"})
_FEWEST_INITIALS = 3
_DEEPEST = 4  # owners of owners
_HALVES, _DIVIDED = frozenset({"North", "South"}), ("Korea", "Sudan")
_SAME = frozenset({"the", "this", "that"})  # before what was told of before


@dataclass(frozen=True, slots=True)
class Known:
    """Whom a phrase names: normalised name, country, sector."""

    name: str
    country: str | None = None
    sector: str | None = None


class Discourse:
    """What the passages of one document say of the people they name."""

    def __init__(self, passages: Iterable[Doc]) -> None:
        docs = list(passages)
        self._antecedents = Antecedents(docs)
        self._place = {id(doc): n for n, doc in enumerate(docs)}
        self._full_names: dict[str, list[Token]] = {}
        self._titled: dict[str, dict[str, Token]] = {}  # role → surname → a mention with both
        self._owners: dict[str, list[Token]] = {}  # lemma of a thing → whose it is said to be
        self._bodies: dict[str, list[Token]] = {}  # "agency" → names that end so or are called one
        self._initials: dict[str, Token] = {}  # "BSF" → the name whose words begin so
        for doc in docs:
            for token in doc:
                if token.pos_ == "PROPN" and token.dep_ not in ("compound", "nmod"):
                    self._learn_body(token)
                if token.pos_ == "PROPN" and token.dep_ == "compound" and 0 < token.head.i - token.i < _LONGEST_NAME:
                    if doc[token.i + 1].text == "-" and actors.names_in(token.text):  # "the Putin-Kim meeting"
                        continue
                    self._full_names.setdefault(token.head.text, []).append(token.head)
                    if not _is_title(token) and (
                        token.i == 0 or doc[token.i - 1].pos_ != "PROPN" or _is_title(doc[token.i - 1])
                    ):
                        self._full_names.setdefault(token.text, []).append(
                            token.head
                        )  # the family name may stand first
                    if actors.is_known_role(role := token.lower_):
                        self._titled.setdefault(role, {}).setdefault(token.head.text, token.head)
                elif token.dep_ == "poss" and token.head.pos_ == "NOUN":
                    self._owners.setdefault(token.head.lemma_, []).append(token)
                elif token.dep_ == "appos":  # "Ida Holm, the foreign minister"; "the minister, Ida Holm"
                    for title, name in ((token, token.head), (token.head, token)):
                        if name.pos_ == "PROPN" and title.pos_ == "NOUN" and actors.is_known_role(title.lower_):
                            self._titled.setdefault(title.lower_, {}).setdefault(name.text, name)
        self._people: dict[str, Known | None] = {}
        self._docs = docs
        self._divided: str | None = None  # "Korea", once it is known whether the document names one of its halves

    def _half(self, head: Token, text: str) -> Known | None:
        """Which country "the North" is: that half of a divided country which the document names. Where it names none,
        it means a part of its own country, and so no country.
        """
        if head.text not in _HALVES or head.pos_ != "PROPN" or actors.words_of(text)[-1:] != [head.text]:
            return None
        if len(actors.words_of(text)) > 2:
            return None
        if self._divided is None:
            named = {
                entry.name.partition(" ")[2] or entry.name
                for doc in self._docs
                for _, entry in actors.names_in(doc.text)
            }
            self._divided = next((country for country in _DIVIDED if country in named), "")
        entry = actors.actor_names().get((head.text, self._divided)) or actors.actor_names().get((self._divided,))
        return None if entry is None else Known(entry.name, entry.country)

    def _learn_body(self, name: Token) -> None:
        """What a body may be called for short: by its last word, by what an apposition calls it, by its initials."""
        words = [w for w in phrases.text_of(name).split() if w[:1].isupper()]
        initials = "".join(w[0] for w in words)
        for n in range(len(initials) - _FEWEST_INITIALS + 1):
            self._initials.setdefault(initials[n:], name)
        called = [c for c in name.children if c.dep_ == "appos" and c.pos_ == "NOUN"]
        called += [name.head] if name.dep_ == "appos" and name.head.pos_ == "NOUN" else []
        called += [name] if len(words) > 1 else []
        for word in called:
            if persons.is_group(word) or word.lower_ in word_lists.word_list("group_nouns.txt"):
                self._bodies.setdefault(word.lower_, []).append(name)
        if any(entry.sector == "IGO" and entry.kind == "organisation" for _, entry in actors.names_in(name.text)):
            self._bodies.setdefault("bloc", []).append(name)

    def _spelled_out(self, head: Token) -> Token | None:
        """The name that "BSF" is short for."""
        if len(head.text) < _FEWEST_INITIALS or not (head.text.isupper() and head.text.isalpha()):
            return None
        found = self._initials.get(head.text)
        return found if found is not None and found.text != head.text else None

    def _person(self, surname: str) -> Known | None:
        """The person whom the document calls by a full name that ends so; best one that tells a country."""
        if surname not in self._people:
            best = None
            for head in self._full_names.get(surname, [])[:_MENTIONS]:
                known = describe(head, _phrase_of(head))
                if known.name != surname and (best is None or (best.country is None and known.country is not None)):
                    best = known
            self._people[surname] = best
        return self._people[surname]

    def who(self, head: Token, text: str, depth: int = _DEEPEST) -> Known:
        """Whom the noun phrase around ``head`` names."""
        if not depth:  # "his wife … her husband" leads round
            return Known(text)
        if kind(head) is not None:
            if meant := [m for m in self.referents(head) if m is not head]:
                return self.who(meant[0], _phrase_of(meant[0]), depth - 1)
            if head.pos_ != "NOUN":
                return Known(text)
        if (other := self._another(head, depth)) is not None:
            return other
        if (half := self._half(head, text)) is not None:
            return half
        known = describe(head, text)
        if head.pos_ == "PROPN" and (known.country is None or known.name == head.text):
            same = self._person(head.text)
            if same is not None and known.country in (None, same.country):
                return Known(same.name, same.country, known.sector or same.sector)
        bearer = None if known.country else self._bearer(head) or self._body(head) or self._spelled_out(head)
        if bearer is not None:
            return describe(bearer, phrases.text_of(bearer))
        if known.country is None:
            for child in head.children:
                if child.dep_ == "poss":
                    owner = self.who(child, _phrase_of(child), depth - 1)
                    return Known(known.name, owner.country, known.sector)
        return known

    def referents(self, word: Token) -> list[Token]:
        """The words that a pronoun stands for, perhaps of an earlier paragraph; of any other word itself."""
        if kind(word) is None:
            return [word]
        is_description = word.pos_ == "NOUN" or persons.is_described_by_age(word)
        return self._antecedents.of(word) or ([word] if is_description else [])

    def owner(self, thing: Token) -> Token | None:
        """Whose "the memo" is: whose the nearest memo before it was said to be."""
        if thing.pos_ != "NOUN" or not any(c.lower_ in _SAME for c in thing.children):
            return None
        told = [t for t in self._owners.get(thing.lemma_, []) if self._is_before(t, thing) and sides.can_take_part(t)]
        return max(told, key=self._at, default=None)

    def answered(self, thing: Token) -> list[Token]:
        """Whose deed or words a thing is, as the sentences before tell."""
        return self._antecedents.answered(thing)

    def _another(self, head: Token, depth: int) -> Known | None:
        """Who "its neighbour", "Togo's rival", "his counterpart" is: not of the country whose neighbour he is."""
        if head.lemma_ not in word_lists.classes()["another"]:
            return None
        owner = next((c for c in head.children if c.dep_ == "poss"), None)
        if owner is None or any(c.dep_ == "appos" and c.pos_ == "PROPN" for c in head.children):
            return None
        whose = self.who(owner, _phrase_of(owner), depth - 1)
        if head.lemma_ != "counterpart" and (whose.country is None or whose.sector is not None):
            return None  # a man's rival is at home where he is
        own = head.doc[owner.right_edge.i + 1 : head.i + 1].text
        return replace(describe(head, own), name=_name(head, head.doc[head.left_edge.i : head.i + 1].text))

    def _bearer(self, head: Token) -> Token | None:
        """Who "the minister" is: the one person whom the document calls by that title."""
        around = {c.lower_ for c in head.children}
        if head.tag_ != "NN" or "the" not in around or not around <= _BARE_TITLE:
            return None
        bearers = list(self._titled.get(head.lemma_.lower(), {}).values())
        before = [t for t in bearers if self._is_before(t, head)]
        if before:
            return max(before, key=self._at)
        return bearers[0] if len(bearers) == 1 and _rank(head) == _rank(bearers[0]) else None  # told first, named later

    def _body(self, head: Token) -> Token | None:
        """Which body "the agency" is: the last that was named an agency, or was called one."""
        if head.tag_ != "NN" or not {c.lower_ for c in head.children} <= _SAME or not any(head.children):
            return None
        named = [t for t in self._bodies.get(head.lemma_.lower(), []) if self._is_before(t, head)]
        return max(named, key=self._at, default=None)

    def _at(self, token: Token) -> tuple[int, int]:
        return self._place[id(token.doc)], token.i

    def _is_before(self, one: Token, other: Token) -> bool:
        return self._at(one) < self._at(other)


def _rank(word: Token) -> frozenset[str]:
    """What tells a title from others: "prime" of "the prime minister" and of "Prime Minister Ida Holm"."""
    return frozenset(t.lower_ for t in word.doc[word.left_edge.i : word.i]) & _BARE_TITLE - {"the"}


def _phrase_of(head: Token) -> str:
    lo = phrases.phrase_span(head)[0]
    return head.doc[lo : head.i + 1].text


def describe(head: Token, text: str) -> Known:
    """What the words of a phrase tell by themselves: the country that stands in it, the sector of its title."""
    entries = _entries(head, text) or _entries_shared(head)
    lemmas = [k for t in head.doc[head.left_edge.i : head.i + 1] for k in [t.lemma_.lower()]]
    sector = actors.sector_of(lemmas)
    if sector in (None, "CVL"):  # "the chief of police"
        whole = [
            o for p in head.children if p.lower_ == "of" for o in p.children if o.dep_ == "pobj" and o.pos_ == "NOUN"
        ]
        sector = next(filter(None, (actors.sector_of([o.lemma_.lower()]) for o in whole)), sector)
    for appositive in head.children:
        if appositive.dep_ == "appos":
            words = [t.lemma_.lower() for t in appositive.doc[appositive.left_edge.i : appositive.i + 1]]
            sector = sector or actors.sector_of(words)
            entries += [entry for _, entry in actors.names_in(_phrase_of(appositive))]
            for p in (p for p in appositive.children if p.dep_ == "prep"):
                for o in p.children:
                    told = [entry for _, entry in actors.names_in(_phrase_of(o))]
                    if len({entry.country for entry in told}) == 1:  # "a unit of a Chadian-Malian group" is of neither
                        entries += told
    country = next((e.country for e in entries if e.country), None)
    if entries and entries[-1].kind in ("organisation", "person") and entries[-1].sector and sector != "OPP":
        sector = entries[
            -1
        ].sector  # what a name is known for counts more than its words: no union of workers is the EU
    place = next((e for e in entries if e.kind in ("country", "capital")), None)
    if (
        place is not None
        and sector is None
        and len(actors.words_of(text)) <= 4
        and entries[0] is place
        and head.pos_ == "PROPN"
    ):
        return Known(place.name, country, None)
    if entries and entries[-1].kind in ("organisation", "demonym") and _bare(text) == entries[-1].written:
        return Known(entries[-1].name, country, sector)  # "the EU", "the US": known under its full name
    known = entries[-1] if entries and entries[-1].kind == "person" else None
    if known is not None and " " in known.name and _bare(text).endswith(_bare(known.written)):
        return Known(known.name, country, sector)  # "North Korean leader Kim Jong-un"
    named = next((c for c in head.children if c.dep_ == "appos" and c.pos_ == "PROPN"), None)
    if named is not None and head.pos_ == "NOUN":  # "the minister, Ida Holm"
        if nations.country_of(named):  # "Chad's largest partner, Togo": of Togo, and not of Chad
            return describe(named, _phrase_of(named))
        return Known(_name(named, _phrase_of(named)), country, sector)
    return Known(_name(head, text), country, sector)


def _bare(text: str) -> str:
    return " ".join(actors.words_of(text.removeprefix("the ").removeprefix("The ")))


@kept
def _foreign() -> re.Pattern[str]:
    made_by = "|".join(sorted(word_lists.classes()["made_by"]))
    return re.compile(rf"\b(?i:anti|pro|non|inter|trans|pan|intra)-[\w.]+|\b[\w.]+-(?:{made_by})\b")


def _entries_shared(head: Token) -> list[actors.Entry]:
    """ "The government and people of Chad": what "of" brings behind the second is of the first as well."""
    of = (p for p in head.children if p.lower_ == "of" and any(c.dep_ == "conj" and c.i < p.i for c in head.children))
    return [entry for p in of for o in p.children if o.dep_ == "pobj" for _, entry in actors.names_in(_phrase_of(o))]


def _entries(head: Token, text: str) -> list[actors.Entry]:
    """The known names in a phrase; a surname alone is none where another name stands before or after it."""
    words = actors.words_of(text)
    found = []
    for at, entry in actors.names_in(_foreign().sub(_blanked, text)):
        if entry.kind == "person" and len(actors.words_of(entry.written)) == 1 and len(words) > 1:
            beside = [words[i] for i in (at - 1, at + 1) if 0 <= i < len(words)]
            if any(
                w[:1].isupper()
                and not actors.names_in(w)
                and not actors.is_known_role(w.lower())
                and w.rstrip(".") not in _ADDRESSED
                for w in beside
            ):
                continue
        found.append(entry)
    return found


def _blanked(match: re.Match[str]) -> str:
    """Lower-case letters in the place of a name that is not meant: the words keep their number."""
    return match.group().lower()


def _name(head: Token, text: str) -> str:
    """A person's name without title; otherwise the phrase without its article."""
    if head.pos_ == "PROPN":
        own = list(head.doc[head.left_edge.i : head.i + 1])
        kept: list[str] = []
        for t in reversed(own):
            if t.pos_ not in ("PROPN", "PUNCT", "X", "PART") or _is_title(t) or (kept and _is_no_person(t)):
                break
            kept.insert(0, t.text_with_ws)
        name = "".join(kept).strip(" -,")
        if name:
            return name
    words = text.split()
    return " ".join(words[1:]) if len(words) > 1 and words[0].lower() in ("the", "a", "an") else text


def _is_title(token: Token) -> bool:
    """ "Minister", "General", but not "Son", which is a name as well."""
    return actors.sector_of([token.lower_]) not in (None, "CVL")


def _is_no_person(token: Token) -> bool:
    """Whether the word is the known name of a country, a place or a body."""
    return any(entry.kind != "person" for _, entry in actors.names_in(token.text))
