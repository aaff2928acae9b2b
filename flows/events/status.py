"""Whether a mentioned event took place: happened, planned, ongoing, denied, hypothetical, or only reported.

The event's own clause decides first (negation, modals, tense), then the word that governs it: an infinitive below
"plan" is planned, one below "refuse" denied, one below "begin" shares the fate of the beginning. The cues are
`seeds/reference/status_cues.csv`. Who is said to have said so (attribution) is the speaker and changes nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from flows.events import word_lists
from flows.events.disputed import disputed
from flows.events.outcome import is_outcome
from flows.records import Status
from seeds import kept, rows

if TYPE_CHECKING:
    from spacy.tokens import Token

PRESENT = "present tense"  # the cue where nothing but the verb's tense says that the event goes on
_FUTURE = frozenset({"will", "shall", "'ll", "wo"})
_MODAL = frozenset({"may", "might", "could", "would", "should", "can", "must", "ca", "'d", "ought"})
_CONDITION = frozenset({"if", "unless", "whether", "should", "lest"})
_NEGATIVE = frozenset({"no", "neither", "nor", "never", "hardly", "without"})
_NOBODY = frozenset({"none", "nobody", "nothing", "neither"})
_SAME_FATE = frozenset({"xcomp", "conj", "advcl", "pcomp", "acl"})
_NOUN_OF_VERB = {"dobj": "object", "nsubjpass": "object", "nsubj": "subject"}
_GOING_ON = frozenset(
    {"continue", "defuse", "ease", "end", "extend", "halt", "maintain", "mediate", "prolong", "resolve", "settle"}
)  # fmt: skip
# Who does not do these leaves what they are about as it is.
_ABOUT = frozenset(
    {"acknowledge", "address", "attend", "claim", "condemn", "criticise", "criticize", "denounce", "discuss", "explain"}
    | {"forget", "investigate", "join", "mention", "regret", "survive", "welcome", "witness"}
)
_COMPLEMENT = frozenset({"xcomp", "ccomp", "pcomp", "advcl", "acl"})
_DEEPEST = 6  # governing words looked at above one event: news sentences rarely nest deeper


@dataclass(frozen=True, slots=True)
class Standing:
    """An event's status, the words that decided it, and the speaker it is attributed to ("" where nobody is)."""

    status: Status
    cue: str = ""
    speaker: str = ""
    is_firm: bool = False  # the grammar leaves no doubt: a condition, a denial, what is called off


@kept
def _cues() -> dict[tuple[str, str], Status]:
    # A Status by the file's own rule.
    return {(row["cue"], row["relation"]): row["status"] for row in rows("status_cues.csv")}  # type: ignore[misc]


def speech_verbs() -> frozenset[str]:
    """Lemmas of the verbs that report speech."""
    return word_lists.word_list("speech_verbs.txt")


def standing(token: Token) -> Standing:
    """The status of the event that ``token`` heads."""
    if (not_so := disputed(token) or _unmet(token) or _never_was(token)) is not None:
        return Standing(*not_so, _speaker(token), is_firm=True)
    status, cue = _status(token, _DEEPEST)
    return Standing(status, cue, _speaker(token))


def _unmet(token: Token) -> tuple[Status, str] | None:
    """A condition that inversion tells, which is no question: what it names has not happened, or not yet."""
    cue = _inverted(token) if token.tag_[:2] == "VB" else ""
    return ("hypothetical", cue) if cue and not token.sent.text.rstrip().endswith("?") else None


def _never_was(token: Token) -> tuple[Status, str] | None:
    """What grammar alone says did not happen: "never banned it", "would have banned it"; nor did what a condition that
    inversion tells is said of: "should the strike go ahead"."""
    if token.tag_[:2] == "NN" and token.dep_ in ("nsubj", "nsubjpass"):
        return _unmet(token.head)
    if token.tag_ not in ("VBD", "VBN"):
        return None
    around = {c.lower_ for c in token.children if c.dep_ in ("aux", "neg")}
    if token.tag_ == "VBD" and "never" in around:
        return "denied", "never"
    told = token.dep_ == "ccomp" and token.head.lemma_ in speech_verbs()  # "said it would have left by May"
    return ("hypothetical", "would") if {"would", "have"} <= around and not told else None


def _status(token: Token, depth: int) -> tuple[Status, str]:
    own = _own(token)
    if own is not None or depth == 0:
        return own or ("happened", "")
    return _governed(token, depth)


def _own(token: Token) -> tuple[Status, str] | None:
    """What the words of the event's own clause say."""
    verb = token.tag_[:2] == "VB"
    clause = token if verb or token.tag_ == "MD" else _predicate(token)
    children = list(clause.children) if clause is not None else []
    if clause is not None and (verb or clause is not token):
        for child in children:
            if child.dep_ == "neg" or (child.lower_ in _NEGATIVE and child.dep_ in ("advmod", "preconj")):
                return "denied", child.lower_
            if child.dep_ in ("nsubj", "nsubjpass") and (cue := _nobody(child)):
                return "denied", cue
        for child in children:
            if child.dep_ == "mark" and child.lower_ in _CONDITION:
                return "hypothetical", child.lower_
        for child in children:
            if child.dep_ == "aux" and child.lower_ in _FUTURE:
                return "planned", child.lower_
            if child.dep_ == "aux" and child.lower_ in ("would", "'d") and _told_as_past(token):
                return "planned", child.lower_  # the future of what was said: "said it would withdraw"
            if child.dep_ == "aux" and child.lower_ in _MODAL:
                return "hypothetical", child.lower_
    else:
        for child in token.children:
            if child.dep_ == "det" and child.lower_ == "no":
                return "denied", "no"
            status = _cues().get((child.lower_, "modifier"))
            if status and child.dep_ in ("amod", "nmod"):
                return status, child.lower_
            if child.dep_ == "acl" and child.tag_ == "VBN" and _cue(child, "object") == "planned":
                return "planned", child.lower_  # "a summit scheduled for May"
        return None
    tense = {child.tag_ for child in children if child.dep_ in ("aux", "auxpass")}
    if verb and token.tag_ == "VBG" and any(c.dep_ == "aux" and c.lemma_ == "be" for c in children):
        return "ongoing", "progressive"
    if verb and token.tag_ in ("VBZ", "VBP"):
        return ("happened", "") if token.lemma_ in speech_verbs() else ("ongoing", PRESENT)
    if verb and (token.tag_ == "VBD" or tense & {"VBD", "VBZ", "VBP"}):
        return "happened", ""
    return None


def _inverted(clause: Token) -> str:
    """The verb that makes a condition by standing before its subject: "had they bombed it", "were they to bomb it"."""
    if clause.tag_ == "VB" and any(_opens(at) for at in islice(clause.ancestors, 2)):
        return "were"
    if clause.tag_ == "VBN" and clause.dep_ == "ccomp" and clause.head.lower_ == "had" and clause.head.i < clause.i - 1:
        return (
            "had" if any(c.tag_ == "MD" for c in clause.head.head.children) else ""
        )  # "would have lost it had they …"
    if clause.tag_ == "VBN" and clause.dep_ == "acl" and _has_opening_had(clause.head):  # read as "had a strike begun"
        return "had"
    first = next((c for c in clause.children if c.dep_ == "aux" and c.lower_ in ("had", "should")), None)
    subject = next((c for c in clause.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    before = first is not None and subject is not None and first.i < subject.i
    return first.lower_ if first is not None and before and clause.dep_ in ("advcl", "ccomp") else ""


def _has_opening_had(noun: Token) -> bool:
    had = noun.head
    opens = noun.dep_ == "dobj" and had.lower_ == "had" and had.dep_ == "advcl" and had.left_edge.i == had.i
    return opens and any(c.tag_ == "MD" for c in had.head.children)


def _opens(at: Token) -> bool:
    return at.lower_ == "were" and at.dep_ == "advcl" and at.left_edge.i == at.i


def _nobody(subject: Token) -> str:
    """The word by which a subject is nobody at all: "none of them", "no one"."""
    if subject.lower_ in _NOBODY:
        return subject.lower_
    return "no" if any(c.dep_ == "det" and c.lower_ == "no" for c in subject.children) else ""


def _told_as_past(token: Token) -> bool:
    """Whether the clause is the content of a saying or a promise in the past tense."""
    head = token.head
    if token.dep_ != "ccomp" or head.tag_ not in ("VBD", "VBN"):
        return False
    return head.lemma_ in speech_verbs() or _cue(head, "complement") == "planned"


def _predicate(token: Token) -> Token | None:
    """The copula of which an adjective or a noun is the predicate."""
    return token.head if token.dep_ in ("acomp", "attr") else None


def _governed(token: Token, depth: int) -> tuple[Status, str]:
    """What the governing word makes of an infinitive, a participle or a noun."""
    head, dep = token.head, token.dep_
    if head == token or dep == "relcl":  # "the man to succeed her"; in a headline, "Envoy to visit Oslo"
        to_come = token.tag_ == "VB" and any(c.tag_ == "TO" for c in token.children)
        return ("planned", "to") if to_come else ("happened", "")
    if dep == "pobj":
        if head.lower_ == "without":
            return "denied", "without"
        outer = head.head
        if head.lower_ == "of" and outer.lower_ == "ahead":
            return "planned", "ahead of"
        if head.lower_ in ("for", "of", "to", "on", "about", "at") and (status := _cue(outer, "complement", "noun")):
            return status, outer.lower_
        if head.lower_ == "for" and outer.tag_[:2] == "VB":  # a purpose: "will arrive for talks"
            return _status(outer, depth - 1)
        return "happened", ""
    if dep in _NOUN_OF_VERB and head.tag_[:2] == "VB":
        relation = _NOUN_OF_VERB[dep]
        if status := _cue(head, relation):
            return status, head.lower_
        status, cue = _status(head, depth - 1)
        if relation == "object" and head.lemma_ in _GOING_ON and status != "happened":
            return "ongoing", head.lower_  # "will continue the payments", "to end the siege"
        if relation == "object" and status == "denied" and head.lemma_ in _ABOUT and _is_known(token):
            return "happened", ""  # "nobody has claimed the attack"
        if relation == "subject" and head.lemma_ not in word_lists.word_list("occurrence_verbs.txt"):
            return ("happened", "") if status in ("ongoing", "denied") else (status, cue)  # "the talks did not help"
        return status, cue
    if dep == "pcomp" and head.lower_ == "without":
        return "denied", "without"
    if dep == "pcomp":
        head = head.head
    if dep in _COMPLEMENT:
        if is_outcome(token):
            return _status(head, depth - 1)
        if status := _cue(head, "complement", "noun"):
            return _under(head, status, depth)
        if token.tag_ == "VB" and (dep in ("advcl", "acl") or (dep == "xcomp" and _is_to_come(head))):
            return "planned", "to"
        aux = {c.lower_ for c in token.children}
        to_come = token.tag_ == "VB" or ("to" in aux and "have" not in aux)  # "was to have spoken" and did not
        if dep == "xcomp" and head.lemma_ == "be" and to_come:  # "are to meet", "is to be sold"
            return "planned", "to"
    if dep in _SAME_FATE:
        return _status(head, depth - 1)
    return "happened", ""


def _is_known(noun: Token) -> bool:
    return any(c.dep_ == "poss" or c.lower_ in ("the", "this", "that") for c in noun.children)


def _under(head: Token, status: Status, depth: int) -> tuple[Status, str]:
    """What a cue says of the event below it, if the cue's own event is unreal: "did not agree to", "may refuse to"."""
    outer, _ = _status(head, depth - 1) if head.tag_[:2] == "VB" else ("happened", "")
    if outer == "denied":
        return ("hypothetical" if status == "denied" else "denied"), f"not {head.lower_}"
    return ("hypothetical" if outer == "hypothetical" else status), head.lower_


def _is_to_come(head: Token) -> bool:
    """Whether an infinitive below this verb tells the future: "is to visit", "is going to visit"."""
    return head.lemma_ == "be" or (head.lower_ == "going" and any(c.lemma_ == "be" for c in head.children))


def _cue(head: Token, *relations: str) -> Status | None:
    lemma = head.lemma_.lower()
    return next((s for r in relations if (s := _cues().get((lemma, r)))), None)


def _speaker(token: Token) -> str:
    """The subject of the speech verb that an event's clause is the content of."""
    at = token
    for _ in range(_DEEPEST):
        head = at.head
        if head == at:
            break
        if at.dep_ in ("ccomp", "parataxis") and head.lemma_ in speech_verbs():
            return _subject(head.children)
        at = head
    return next(
        (
            s
            for c in token.children
            if c.dep_ == "parataxis" and c.lemma_ in speech_verbs() and (s := _subject(c.children))
        ),
        "",
    )


def _subject(children: Iterable[Token]) -> str:
    for child in children:
        if child.dep_ == "nsubj":
            return child.doc[child.left_edge.i : child.right_edge.i + 1].text[:200]
    return ""
