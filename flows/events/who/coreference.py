"""Names and pronouns across a document: "Kang" and "the minister" after "Foreign Minister Kang Kyung-wha"; "he".

Simple and precise rather than clever: a surname stands for the one full name of the document that ends or begins with
it; a third-person pronoun for the first subject of its own sentence, or else of the one before.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from flows.events import actors
from flows.events.parse import syntax

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_LONGEST_NAME = 5  # words of a person's name
_BARE_TITLE = frozenset({"the", "foreign", "prime", "defence", "defense", "interior", "finance"})
_MENTIONS = 8  # full mentions of a name looked at
_HE = frozenset({"he", "she", "him", "her", "his", "himself", "herself", "hers"})
_THEY = frozenset({"they", "them", "their", "themselves", "it", "its", "itself"})


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
        self._before = {id(doc): before for before, doc in pairwise(docs)}
        self._full_names: dict[str, list[Token]] = {}
        self._titled: dict[str, dict[str, Token]] = {}  # role → surname → a mention with both
        for doc in docs:
            for token in doc:
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
        self._people: dict[str, Known | None] = {}

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

    def who(self, head: Token, text: str) -> Known:
        """Whom the noun phrase around ``head`` names."""
        if head.lower_ in _HE or head.lower_ in _THEY:
            return self._told_before(head) or Known(text)
        known = describe(head, text)
        if known.country is None and head.pos_ == "PROPN":
            same = self._person(head.text)
            if same is not None:
                return Known(same.name, same.country, known.sector or same.sector)
        if known.country is None and (bearer := self._bearer(head)) is not None:
            return describe(bearer, _phrase_of(bearer))
        if known.country is None:
            for child in head.children:
                if child.dep_ == "poss":
                    owner = self.who(named_by(child), _phrase_of(named_by(child)))
                    return Known(known.name, owner.country, known.sector)
        return known

    def _told_before(self, pronoun: Token) -> Known | None:
        """Whom a pronoun that opens a paragraph stands for: the first subject of the last sentence before."""
        before = self._before.get(id(pronoun.doc))
        if before is None or not len(before):
            return None
        for token in before[len(before) - 1].sent:
            if _may_be(token, pronoun.lower_ in _HE):
                return self.who(token, _phrase_of(token))
        return None

    def _bearer(self, head: Token) -> Token | None:
        """Who "the minister" is: the one person whom the document calls by that title."""
        around = {c.lower_ for c in head.children}
        if head.tag_ != "NN" or "the" not in around or not around <= _BARE_TITLE:
            return None
        bearers = self._titled.get(head.lemma_.lower(), {})
        return next(iter(bearers.values())) if len(bearers) == 1 else None


def named_by(mention: Token) -> Token:
    """The noun that a third-person pronoun stands for; any other word, and a pronoun that nothing precedes, itself."""
    lower = mention.lower_
    if lower in _HE or lower in _THEY:
        return _before(mention, person=lower in _HE) or mention
    return mention


def _phrase_of(head: Token) -> str:
    lo = head.left_edge.i
    return head.doc[lo : head.i + 1].text


def describe(head: Token, text: str) -> Known:
    """What the words of a phrase tell by themselves: the country that stands in it, the sector of its title."""
    entries = [entry for _, entry in actors.names_in(text)]
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
            entries += [
                entry
                for p in appositive.children
                if p.dep_ == "prep"
                for o in p.children
                for _, entry in actors.names_in(_phrase_of(o))
            ]
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
    return Known(_name(head, text), country, sector)


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


def _before(pronoun: Token, *, person: bool) -> Token | None:
    """The nearest earlier subject that the pronoun may stand for: in its own sentence, else in the one before."""
    doc = pronoun.doc
    sentence = pronoun.sent
    earlier = [t for t in doc[sentence.start : pronoun.i] if _may_be(t, person)]
    if earlier:
        return earlier[0]
    if sentence.start == 0:
        return None
    before = doc[sentence.start - 1].sent
    return next((t for t in before if _may_be(t, person)), None)


def _may_be(token: Token, person: bool) -> bool:
    if token.dep_ not in ("nsubj", "nsubjpass", "poss") or token.pos_ not in ("PROPN", "NOUN"):
        return False
    if person:
        return (token.pos_ == "PROPN" and not _is_no_person(token)) or actors.sector_of([token.lemma_.lower()]) in (
            "GOV",
            "LEG",
            "JUD",
        )
    return actors.is_actor(syntax.heart(token))
