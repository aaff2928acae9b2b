"""Whom a pronoun stands for: "he" and "they" for who was named before, "we" for who speaks.

Among the names and descriptions of the same and of the few sentences before, those that number, gender and grammar
allow are weighed: near ones before far ones, subjects before the rest, people of whom the article says much before
others. What nothing fits stands for nobody.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Literal

from flows.events import actors, word_lists
from flows.events.frames.matching import is_word
from flows.events.parse import syntax
from flows.events.status import speech_verbs
from flows.events.when.repeats import word_family
from flows.events.who import persons, sides
from flows.names.fold import fold

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

Kind = Literal["he", "she", "they", "it", "speaker", "two"]
_KINDS: dict[str, Kind] = {
    **dict.fromkeys(("he", "him", "his", "himself"), "he"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "she"),
    **dict.fromkeys(("they", "them", "their", "theirs", "themselves"), "they"),
    **dict.fromkeys(("it", "its", "itself"), "it"),
    **dict.fromkeys(("i", "we", "us", "me", "my", "our", "ours", "myself", "ourselves"), "speaker"),
}
_SENTENCES = 4  # before its own that a pronoun looks back over
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_SIDES = _SUBJECTS | {"dobj", "pobj"}
_QUOTES = frozenset({'"', "“", "”"})
_ELSEWHERE = 1.0  # less likely: whence somebody comes
_THE_TWO = frozenset({"the", "two", "both", "these"})
_SAID = frozenset({"that", "this", "it", "which"})  # what was said, taken up again
_KNOWN = frozenset({"the", "this", "that", "these", "those", "such"})
_ANSWERED_WITHIN = 2  # sentences
_SUFFERS_TOO = 1.6  # "they were freed" is said of those who were seized, sooner than of who seized them
_MANY = 0.5  # more likely: several people are "they" sooner than one body is
_WHERE_FROM = frozenset({"in", "from", "at", "near", "on", "off", "across"})


def kind(word: Token) -> Kind | None:
    """What sort of word it is that stands for another; ``None`` for a name or a description."""
    if (found := _KINDS.get(word.lower_)) is not None and word.text != "US":
        return found
    if word.lower_ in ("two", "both", "pair") and word.dep_ in _SIDES and not any(word.rights):
        return "two"
    if word.tag_ == "NNS" and word.lemma_.lower() in word_lists.classes()["each_of_two"]:
        around = {c.lower_ for c in word.children}
        is_known = "both" in around or {"the", "two"} <= around  # "the two sides", "both leaders", but not "two men"
        return "two" if is_known and around <= _THE_TWO else None
    return "he" if persons.is_described_by_age(word) else None


class Antecedents:
    """Finds what the pronouns of one article stand for."""

    def __init__(self, docs: Sequence[Doc]) -> None:
        self._docs = docs
        self._place = {id(doc): n for n, doc in enumerate(docs)}
        self._said_of = Counter(t.text for doc in docs for t in doc if t.pos_ == "PROPN")
        self._gender: dict[str, set[Kind]] = {}
        for doc in docs:
            for token in doc:
                self._learn(token)
        self._known: dict[tuple[int, int], list[Token]] = {}
        self._bodies = {t.text for doc in docs for t in doc if t.pos_ == "PROPN" and persons.is_called_body(t)}
        self._quoted = [_within_quotes(doc) for doc in docs]

    def _learn(self, token: Token) -> None:
        """A title or a given name tells whether a name is a man's or a woman's."""
        if token.pos_ != "PROPN" or token.dep_ in ("compound", "nmod"):
            return
        around = [t.lower_.rstrip(".") for t in token.lefts] + [
            t.lemma_.lower() for t in token.children if t.dep_ == "appos"
        ]
        for gender, words in _words_of_gender():
            if not words.isdisjoint(around):
                self._gender.setdefault(token.text, set()).add(gender)
        called = [fold(t.text) for t in token.doc[token.left_edge.i : token.i + 1] if t.pos_ == "PROPN"]
        given: Kind | None = next(filter(None, map(_gender_of, called)), None)
        if given is not None:
            self._gender.setdefault(token.text, set()).add(given)

    def of(self, pronoun: Token) -> list[Token]:
        """The heads of the names or descriptions that this word stands for, the first of the likeliest; or nothing."""
        key = (self._place.get(id(pronoun.doc), -1), pronoun.i)
        if key not in self._known:
            self._known[key] = []  # a pronoun that leads back to itself stands for nobody
            self._known[key] = self._find(pronoun, key[0])
        return self._known[key]

    def _find(self, pronoun: Token, place: int) -> list[Token]:
        what = kind(pronoun)
        if what is None or _is_empty(pronoun):
            return []
        if what == "speaker":
            return self._speaker(pronoun, place)
        best: tuple[float, list[Token]] = (-9.0, [])
        barred = _barred(pronoun)
        is_quoted = pronoun.i in self._quoted[place]
        quoted: list[Token] = []  # those told of in somebody's words, where the pronoun stands outside of them
        for far, sentence in enumerate(self._back(pronoun.sent, place)):
            for token in sentence:
                if far == 0 and token.i >= pronoun.i:
                    break
                if token.i in barred and far == 0:
                    continue
                again = kind(token) == what and (far or token.dep_ in _SUBJECTS) and token.i != pronoun.i
                fitting = self.of(token) if again else self._fitting(token, what)
                if what == "two" and not fitting and syntax.is_verb(token):
                    fitting = _met(token)
                if not fitting:
                    continue
                if not is_quoted and self._is_quoted(token):
                    quoted = quoted or fitting
                elif (score := self._score(token, far, pronoun)) > best[0]:
                    best = score, fitting
            if best[0] > -0.5 - far:
                break
        return best[1] or quoted or self._any_subject(pronoun, barred if what == "they" else None)

    def _is_quoted(self, token: Token) -> bool:
        return token.i in self._quoted[self._place[id(token.doc)]]

    def _any_subject(self, pronoun: Token, barred: set[int] | None) -> list[Token]:
        """ "The mayor said that they will go on": where no plural is told, the first who acts in the sentence."""
        if barred is None:
            return []
        earlier = pronoun.doc[pronoun.sent.start : pronoun.i]
        return [
            t
            for t in earlier
            if t.dep_ in _SUBJECTS and t.i not in barred and kind(t) is None and sides.can_take_part(t)
        ][:1]

    def _fitting(self, token: Token, what: Kind) -> list[Token]:
        """The word, with what is joined to it for a plural, where it may be meant."""
        if token.pos_ not in ("PROPN", "NOUN") or token.dep_ in ("compound", "nmod", "npadvmod", "amod", "appos"):
            return []
        whole = token.head.head if token.dep_ == "pobj" else token
        if any(_describes(whole, s) for s in whole.head.children if s.dep_ in _SUBJECTS):
            return []
        if token.dep_ == "conj" and what in ("they", "two"):
            return []  # its first member speaks for all
        token = syntax.heart(token)
        if not sides.can_take_part(token):
            return []
        if what in ("he", "she"):
            other: Kind = "she" if what == "he" else "he"
            genders = self._gender.get(token.text, set()) | _by_word(token)
            return [token] if self._is_person(token) and (what in genders or other not in genders) else []
        if what == "it":
            return [token] if not self._is_person(token) and token.tag_ not in ("NNS", "NNPS") else []
        joined = syntax.conjuncts(token)
        if what == "two":
            return joined if len(joined) == 2 and _are_alike(joined) else []
        if len(joined) > 1:
            return joined
        return [token] if token.tag_ in ("NNS", "NNPS") or persons.is_group(token) else []

    def _is_person(self, token: Token) -> bool:
        return persons.is_person(token) and token.text not in self._bodies

    def _score(self, token: Token, far: int, pronoun: Token) -> float:
        score = -1.0 * far
        if token.pos_ == "PRON":
            score += 0.6  # of whom the text goes on to speak
        score += {"nsubj": 1.0, "nsubjpass": 0.9, "poss": 0.4, "dobj": 0.2}.get(token.dep_, 0.0)
        if token.pos_ == "PROPN":
            score += 0.3 + 0.1 * min(self._said_of[token.text], 6)
        if token.dep_ in _SUBJECTS and token.head.dep_ == "ROOT":
            score += 0.3
        if kind(pronoun) == "they" and (token.tag_ in ("NNS", "NNPS") or len(syntax.conjuncts(token)) > 1):
            score += _MANY
        if kind(pronoun) in ("he", "she") and token.dep_ == "pobj" and token.head.lower_ in _WHERE_FROM:
            score -= _ELSEWHERE  # "Amadi, from Owerri": a place, whether or not a table knows it
        if pronoun.dep_ == "nsubjpass" and token.dep_ == "dobj" and far <= 1:
            score += _SUFFERS_TOO
        if far == 0 and _is_blamed(token, pronoun):
            score += 1.5
        if pronoun.dep_ in _SUBJECTS and far == 0 and token.dep_ not in _SUBJECTS:
            score -= 0.3
        return score

    def _back(self, sentence: Span, place: int) -> Iterator[Span]:
        """The sentence and those before it, nearest first, over the bounds of paragraphs."""
        for _ in range(_SENTENCES + 1):
            yield sentence
            if sentence.start > 0:
                sentence = sentence.doc[sentence.start - 1].sent
                continue
            place -= 1
            if place < 0 or not len(self._docs[place]):
                return
            sentence = self._docs[place][len(self._docs[place]) - 1].sent

    def answered(self, thing: Token) -> list[Token]:
        """Whose "the charge", "the offer", "the arrests" are: of who last charged, offered, arrested, or, of what is
        said, of who last spoke, other than who answers.
        """
        is_pronoun = thing.lower_ in _SAID
        if not is_pronoun and not any(c.lower_ in _KNOWN for c in thing.children):
            return []
        family = "" if is_pronoun else word_family(thing.lemma_)
        is_said = is_pronoun or is_word(thing, "utterance") or is_word(thing, "report")
        answering = {(id(s.doc), s.i) for s in syntax.clause_subjects(thing)} | {(id(thing.doc), thing.i)}
        place = self._place.get(id(thing.doc), -1)
        for far, sentence in enumerate(self._back(thing.sent, place)):
            for word in reversed(list(sentence)):
                if (far == 0 and word.i >= thing.head.i) or far > _ANSWERED_WITHIN:
                    continue
                is_same = bool(family) and word_family(word.lemma_) == family and word.pos_ in ("VERB", "NOUN")
                is_speech = is_said and syntax.is_verb(word) and _is_speech(word)
                if not (is_same or is_speech):
                    continue
                if syntax.is_verb(word):
                    doers = syntax.agents(word) if syntax.is_passive(word) else syntax.subjects(word)
                else:
                    doers = [c for c in word.children if c.dep_ == "poss"] or syntax.clause_subjects(word)
                found = [m for d in doers for m in (self.of(d) if kind(d) else [d]) if sides.can_take_part(m)]
                if found and not {(id(m.doc), m.i) for m in found} & answering:
                    return found
        return []

    def _speaker(self, word: Token, place: int) -> list[Token]:
        """Who says "we": the subject of the saying that the word stands in, or of the nearest one around."""
        own = self._sayer(speech_above(word), word, place)
        if own:
            return own
        around = [word.sent, *self._back(word.sent, place)]
        if word.sent.end < len(word.doc):
            around.insert(1, word.doc[word.sent.end].sent)
        for sentence in around[:4]:
            for verb in (t for t in sentence if t.lemma_ in speech_verbs() or is_word(t, "speech")):
                if found := self._sayer(verb, word, place):
                    return found
        return []

    def _sayer(self, verb: Token | None, word: Token, place: int) -> list[Token]:
        if verb is None or not syntax.is_verb(verb):
            return []
        for subject in syntax.subjects(verb):
            if subject.i == word.i and subject.doc is word.doc:
                return []
            if kind(subject) in ("he", "she", "they"):
                return self.of(subject)
            if kind(subject) is None and sides.can_take_part(subject):
                return [subject]
        return []


def speech_above(token: Token) -> Token | None:
    """The verb of saying whose words a token stands in: "said" of "… will not yield, he said"."""
    at = token
    for _ in range(12):
        head = at.head
        if head == at:
            return None
        if at.dep_ in ("ccomp", "parataxis", "csubj", "intj") and (
            head.lemma_ in speech_verbs() or is_word(head, "speech")
        ):
            return head
        at = head
    return None


def _barred(pronoun: Token) -> set[int]:
    """The words of its own clause that a pronoun cannot mean: who does something does it to another."""
    if pronoun.dep_ == "poss":
        return {pronoun.head.i}
    head = pronoun.head
    if persons.is_described_by_age(
        pronoun
    ):  # "the judge said that the 57-year-old": a description is of another than its judge
        above = (verb for verb in pronoun.ancestors if syntax.is_verb(verb) and verb is not head)
        return {s.i for verb in above for s in syntax.subjects(verb) if s.doc is pronoun.doc}
    if pronoun.dep_ == "pobj":
        head = head.head
    if pronoun.dep_ in _SUBJECTS:  # "born in Graz, the son of a baker, he …": what he is himself
        return {t.i for c in head.lefts if _describes(c, pronoun) for t in c.subtree}
    if not syntax.is_verb(head):
        return set()
    return {s.i for s in syntax.subjects(head) if s.doc is pronoun.doc}


def _is_speech(verb: Token) -> bool:
    return verb.lemma_ in speech_verbs() | word_lists.classes()["charging"] or is_word(verb, "speech")


def _describes(noun: Token, pronoun: Token) -> bool:
    """ "Born in Graz, the son of a baker, he …": he is the son himself."""
    between = noun.doc[noun.i + 1 : pronoun.i]
    return (
        noun.pos_ == "NOUN"
        and noun.i < pronoun.i
        and pronoun.pos_ == "PRON"
        and pronoun.nbor(-1).text == ","
        and noun.dep_ not in ("pobj", "conj")
        and not any(t.tag_[:2] == "VB" for t in between)
    )


def _is_empty(pronoun: Token) -> bool:
    """ "It is the third time that …", "it is said that …", "it was clear that …": "it" holds a clause's place."""
    clauses = ("relcl", "ccomp", "csubj", "csubjpass", "acl")
    if pronoun.lower_ != "it" or pronoun.dep_ not in _SUBJECTS:
        return False
    if pronoun.dep_ == "nsubjpass":
        return any(c.dep_ in ("ccomp", "csubjpass") and c.i > pronoun.i for c in pronoun.head.children)
    if pronoun.head.lemma_ != "be":
        return False
    told = [c for c in pronoun.head.children if c.dep_ in ("attr", "acomp")]
    below = [c for word in (pronoun.head, *told) for c in word.children if c.i > pronoun.i]
    return bool(told) and any(c.dep_ in clauses and any(d.lower_ == "that" for d in c.lefts) for c in below)


def _are_alike(pair: Sequence[Token]) -> bool:
    """Two persons, two countries or two bodies."""
    return (
        all(map(actors.is_place, pair))
        or all(map(persons.is_person, pair))
        or not any(persons.is_person(t) or actors.is_place(t) for t in pair)
    )


def _met(verb: Token) -> list[Token]:
    """The two of whom a clause tells that one did something with or to the other: "Chad met with Togo"."""
    others = syntax.direct_objects(verb) + syntax.by_preposition(verb).get("with", [])
    pair = [t for t in syntax.subjects(verb) + others if t.pos_ == "PROPN" and t.doc is verb.doc]
    return pair if len(pair) == 2 and _are_alike(pair) else []


def _is_blamed(token: Token, pronoun: Token) -> bool:
    """ "The bank fined the brokers after they had lied": what follows says why, and of whom it was done to."""
    verb = syntax.conjuncts_head(token).head
    if token.dep_ not in ("dobj", "conj") or verb.lemma_ not in word_lists.classes()["charging"]:
        return False
    clause = pronoun.head
    return pronoun.dep_ in _SUBJECTS and any(a == verb for a in clause.ancestors) and clause.dep_ in ("advcl", "ccomp")


def _within_quotes(doc: Doc) -> frozenset[int]:
    """The indices of the words that stand between quotation marks."""
    inside, found = False, set()
    for token in doc:
        if token.text in _QUOTES:
            inside = token.text == "“" or (token.text == '"' and not inside)
        elif inside:
            found.add(token.i)
    return frozenset(found)


def _by_word(token: Token) -> set[Kind]:
    lemma = token.lemma_.lower()
    return next(({gender} for gender, words in _words_of_gender() if lemma in words), set())


def _gender_of(given_name: str) -> Kind | None:
    names = word_lists.given_names()
    return "he" if given_name in names["he"] else "she" if given_name in names["she"] else None


def _words_of_gender() -> tuple[tuple[Kind, frozenset[str]], ...]:
    classes = word_lists.classes()
    return ("he", classes["he"]), ("she", classes["she"])
