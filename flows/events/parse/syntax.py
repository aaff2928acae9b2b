"""Who stands where around a word of a parsed sentence: objects, subjects, prepositions, complements.

spaCy's English labels (CLEAR style), with passives, relative clauses, participles and shared subjects seen through.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from flows.events import word_lists

if TYPE_CHECKING:
    from spacy.tokens import Token

_RELATIVE = frozenset({"who", "which", "that", "whom"})
_COMPLEMENTS = frozenset({"xcomp", "ccomp"})
_DEEPEST = 12  # steps up or down a tree; longer chains are misparses
_SUFFERING = frozenset({"have", "get", "see"})
_LETTING = frozenset({"let", "make", "help", "see", "watch", "have"})  # with a bare infinitive
_LAID_ON = frozenset({"of", "for", "from", "into"})  # "accused Chad of shelling", "thanked it for sending": it does
_WITHIN = frozenset({"pobj", "pcomp", "prep", "conj", "appos", "amod", "acl"})
_CHARGED_WITH = frozenset({"of", "for", "with", "over"})
_ASKING = frozenset({"invitation", "request", "demand", "appeal", "plea", "order"})  # for a deed of somebody else


def keys(token: Token) -> tuple[str, ...]:
    """The words a table may know this token by: lemma, form, and the hyphenated word it ends ("cease-fire")."""
    lemma, lower, at = token.lemma_, token.lower_, token.i
    if at >= 2:
        doc = token.doc
        hyphen = doc[at - 1]
        if hyphen.text == "-" and not hyphen.whitespace_ and not doc[at - 2].whitespace_:
            return f"{doc[at - 2].lower_}-{lemma.lower()}", lemma.lower(), lower
    return _keys(lemma, lower, token.tag_)


@lru_cache(maxsize=50_000)
def _keys(lemma: str, lower: str, tag: str) -> tuple[str, ...]:
    lemma = lemma.lower()
    if lemma == lower:
        return (lemma,)
    if lower.endswith("ed") and tag[:2] == "VB":  # the lemmatizer takes "raped" for a form of "rap"
        return lemma, lower, lower[:-1]
    return lemma, lower


def is_verb(token: Token) -> bool:
    return bool(token.tag_[:2] == "VB")


def is_temporal(token: Token) -> bool:
    """A word for a time: "on Tuesday" says when, not on whom. A "march" without its capital is no month."""
    if token.text == "march":
        return False
    return token.lemma_.lower().rstrip(".") in word_lists.classes()["temporal"]


def is_passive(verb: Token) -> bool:
    """ "was released", and the bare participle after a noun ("the man arrested on Monday")."""
    if any(c.dep_ in ("nsubjpass", "auxpass", "csubjpass") for c in verb.children):
        return True
    if verb.tag_ != "VBN":
        return False
    if verb.dep_ == "acl" or _is_suffered(verb):
        return True
    if verb.dep_ == "conj" and is_verb(verb.head) and not any(c.dep_ in ("aux", "nsubj") for c in verb.children):
        return is_passive(verb.head)
    return False


def _is_suffered(participle: Token) -> bool:
    """ "Had their boats seized", "saw the law struck down": a bare participle under a verb of having or seeing."""
    above = participle.head
    if participle.dep_ not in ("ccomp", "xcomp") or above.lemma_ not in _SUFFERING or above.i > participle.i:
        return False
    return not any(c.dep_ in ("aux", "mark") for c in participle.children)


def conjuncts(token: Token) -> list[Token]:
    """The token and what "and", "or" or a comma joins to it."""
    found = [token]
    for member in found:
        told_again = [a for a in member.children if a.dep_ == "appos"]  # "with the king, Saud, and the premier"
        found += [c for m in (member, *told_again) for c in m.children if c.dep_ == "conj" and c.i > token.i]
        if len(found) > _DEEPEST:
            break
    return found


def conjuncts_head(token: Token) -> Token:
    """The first of those that "and" joins a token to."""
    while token.dep_ == "conj":
        token = token.head
    return token


def _is_quantity(noun: Token) -> bool:
    """ "A group of", "three rounds of", "a great deal of"."""
    if noun.lemma_ == "deal":
        return any(c.lower_ in ("great", "good") for c in noun.children)
    return noun.pos_ == "NUM" or noun.lemma_.lower() in word_lists.classes()["quantity"]


def heart(noun: Token) -> Token:
    """The noun that matters: in "a group of demonstrators" and "three rounds of talks", the one after "of"."""
    for _ in range(3):
        if not _is_quantity(noun):
            return noun
        inner = next((o for p in noun.children if p.lower_ == "of" for o in p.children if o.dep_ == "pobj"), None)
        if inner is None:
            return noun
        noun = inner
    return noun


def prepositions(token: Token) -> Iterator[Token]:
    """Its prepositions, those that hang on one another ("out of the treaty") included."""
    for child in token.children:
        if child.dep_ in ("prep", "agent", "dative") and child.pos_ != "NOUN" and child.pos_ != "PROPN":
            yield child
            yield from (c for c in child.children if c.dep_ == "prep")


def link_objects(preposition: Token) -> list[Token]:
    return [m for o in preposition.children if o.dep_ in ("pobj", "pcomp", "amod") for m in conjuncts(o)]


def by_preposition(token: Token) -> dict[str, list[Token]]:
    """What each of its prepositions but "by" brings, clauses left out."""
    found: dict[str, list[Token]] = {}
    for preposition in prepositions(token):
        if preposition.lower_ != "by":
            found.setdefault(preposition.lower_, []).extend(
                heart(o) for o in link_objects(preposition) if o.dep_ != "pcomp"
            )
    return found


def antecedent(verb: Token) -> Token | None:
    """The noun that a relative or participial clause hangs on."""
    return verb.head if verb.dep_ in ("relcl", "acl") else None


def direct_objects(verb: Token) -> list[Token]:
    """What the verb does something to: its object, the subject of its passive, the noun its participle modifies."""
    if is_passive(verb):
        found = [c for c in verb.children if c.dep_ in ("nsubjpass", "csubjpass")]
        if _is_suffered(verb):
            found = found or own_subjects(verb) or [c for c in verb.head.children if c.dep_ == "dobj"]
        found = [verb.head if c.lower_ in _RELATIVE and antecedent(verb) is not None else c for c in found]
        if not found and (head := antecedent(verb)) is not None:
            found = [head]
        if not found and verb.dep_ in ("conj", "xcomp", "advcl") and is_verb(verb.head):
            found = subjects(verb)
        if not found and verb.dep_ == "pcomp":  # "after being freed by the kidnappers, the engineer …"
            found = subjects(verb)
        found += [c for c in verb.children if c.dep_ == "dobj"]
    else:
        found = [c for c in verb.children if c.dep_ in ("dobj", "obj")]
        if not found:  # "called Omar al-Bashir": the parser takes the name for what he is called
            found = [c for c in verb.children if c.dep_ == "oprd" and c.pos_ == "PROPN"]
        relative = next((c for c in found if c.lower_ in _RELATIVE), None)
        if relative is not None and (head := antecedent(verb)) is not None:
            found = [head if c is relative else c for c in found]
        if not found and verb.dep_ == "relcl" and not any(c.lower_ in _RELATIVE for c in verb.children):
            found = [verb.head] if any(c.dep_ == "nsubj" for c in verb.children) else []
    found = [o for o in found if not is_temporal(o)]
    if not found:  # "allowed inspectors to visit": the inspectors are whom the leave is given to
        found = [s for c in verb.children if c.dep_ == "ccomp" and _is_let(c) for s in own_subjects(c)]
    return [heart(m) for o in found for m in conjuncts(o)]


def indirect_objects(verb: Token) -> list[Token]:
    return [m for c in verb.children if c.dep_ in ("dative", "iobj") and c.pos_ != "ADP" for m in conjuncts(c)]


def own_subjects(verb: Token) -> list[Token]:
    return [c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")]


def subjects(verb: Token) -> list[Token]:
    """Who does it: the verb's subject, or the one it shares with the verb it is joined to or depends on.

    "urged X to leave": X leaves. "agreed to leave": who agreed leaves. Of a passive this is the grammatical subject.
    """
    seen = 0
    while True:
        own = own_subjects(verb)
        if own:
            head = antecedent(verb)
            own = [head if s.lower_ in _RELATIVE and head is not None else s for s in own]
            return [heart(m) for o in own for m in conjuncts(o)]
        head = verb.head
        seen += 1
        if head == verb or seen > _DEEPEST:
            return []
        if verb.dep_ in ("relcl", "acl"):
            if verb.tag_ in ("VBG", "VBN", "VBD", "VBZ", "VBP"):
                return [heart(head)]
            return clause_subjects(head) if head.lemma_ in _ASKING else _owners(head) or clause_subjects(head)
        if verb.dep_ in _COMPLEMENTS and is_verb(head):
            ruled = [m for o in head.children if o.dep_ in ("dobj", "dative") for m in conjuncts(o)]
            if ruled and verb.dep_ == "xcomp":
                return [heart(m) for m in ruled]
            if is_passive(head):
                return direct_objects(head)
        if head.dep_ == "prep" and (verb.dep_ == "pcomp" or verb.tag_ == "VBG"):
            if doers := accused(verb):
                return doers
            preposition, head = head, head.head
            if preposition.lower_ in _LAID_ON and is_verb(head) and (ruled := direct_objects(head)):
                return ruled
        if is_verb(head) or head.pos_ in ("AUX", "ADJ"):
            verb = head
            continue
        return clause_subjects(head) if head.pos_ == "NOUN" else []


def _owners(noun: Token) -> list[Token]:
    return [m for c in noun.children if c.dep_ == "poss" for m in conjuncts(c)]


def clause_subjects(token: Token) -> list[Token]:
    """The subject of the clause that a noun or adjective stands in."""
    for _ in range(_DEEPEST):
        head = token.head
        if head == token:
            return []
        if is_verb(head) or head.pos_ == "AUX":
            if token.dep_ in ("nsubj", "nsubjpass"):
                return []
            return subjects(head) if not is_passive(head) else agents(head)
        token = head
    return []


def agents(verb: Token) -> list[Token]:
    """The "by" phrase of a passive; also one that the parser hangs on a gerund, which takes none of its own.

    "Chad was accused of spying by Niger": Niger accused.
    """
    found = [p for p in verb.children if p.dep_ == "agent" or (p.dep_ == "prep" and p.lower_ == "by")]
    if not found:
        gerunds = (g for p in verb.children if p.dep_ == "prep" for g in p.children if g.tag_ == "VBG")
        found = [p for g in gerunds if not is_passive(g) for p in g.children if p.lower_ == "by"]
    return [heart(o) for p in found for o in link_objects(p) if o.dep_ != "pcomp"]


def accused(deed: Token) -> list[Token]:
    """Who did it by the charge that a deed stands in: "convicted of the murder", "charges including assault for
    punching a guard", "the counts against the nurse include battery".
    """
    classes, at, charge = word_lists.classes(), deed, None
    for _ in range(_DEEPEST):
        head = at.head
        if head == at:
            return []
        if charge is None and head.lemma_.lower() in classes["charged_count"] and head.pos_ == "NOUN":
            charge = head
            if against := [o for o in _against(charge) if o.i < deed.i]:
                return against
        if is_verb(head) and head.tag_ != "VBG":
            break
        if at.dep_ not in _WITHIN:
            return []
        at = head
    charging = head.lemma_ in classes["charging"]
    if at.dep_ == "prep" and (charging or charge is not None):
        if charge is None and at.lower_ not in _CHARGED_WITH:
            return []
        return [o for o in direct_objects(head) if o != charge]
    if charging and charge is not None and at != charge and at.dep_ in ("dobj", "nsubjpass"):
        return conjuncts(at)  # "charged a diver on counts of assault"
    if charge is not None and at.dep_ == "dobj" and not is_passive(head):  # "faces, denies, admits the charge"
        return [o for s in subjects(head) for o in _against(s) or [s]]
    return []


def _against(word: Token) -> list[Token]:
    return [heart(o) for p in word.children if p.lower_ == "against" for o in link_objects(p)]


def infinitives(token: Token) -> list[Token]:
    """Verbs that complement this one: "agreed to release", "began shelling", "demanded that he leave"; no finite clause
    ("said he would")."""
    found = []
    for child in token.children:
        if child.dep_ in _COMPLEMENTS and (_is_bare(child) or (child.dep_ == "xcomp" and child.tag_ == "VBG")):
            found += [m for m in conjuncts(child) if is_verb(m) or m.pos_ == "AUX"]
    return found


def _is_bare(verb: Token) -> bool:
    """An infinitive or a subjunctive: "to leave", "that he leave", not "that he will leave"."""
    return _has_to(verb) or (verb.tag_ == "VB" and not any(c.tag_ == "MD" for c in verb.children))


def _is_let(verb: Token) -> bool:
    """ "Allowed inspectors to visit", "let the miners go": what somebody is led to do."""
    return _has_to(verb) or (verb.tag_ == "VB" and verb.head.lemma_ in _LETTING and _is_bare(verb))


def _has_to(verb: Token) -> bool:
    return any(c.tag_ == "TO" for c in verb.children)


def purposes(token: Token) -> list[Token]:
    """Infinitives of purpose: "called the king to congratulate him"."""
    return [
        c for c in token.children if c.dep_ == "advcl" and c.tag_ == "VB" and any(d.tag_ == "TO" for d in c.children)
    ]
