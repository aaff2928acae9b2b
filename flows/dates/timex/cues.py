"""Surface cues around an expression: the preposition before it, and the tense of the verb that governs the clause.

The rules, in the order in which they are tried, each within the sentence (a parser, where at hand, knows better):

1.  The expression's own words: "last", "ago", "earlier" look back, "next", "coming", "from now" ahead.
2.  "since" looks back. A verb that moves dates ("postponed until Tuesday", "extended to Nov. 20") looks ahead.
3.  A relative clause after ("in January, when he took office", "to Vienna in January, where it was damaged") speaks of
    that time: its verb goes first.
4.  The nearest verb before it, no farther than the clause: a modal ("will") or planning word ("expected to", "due",
    "would") looks ahead; a past form back; "to be held" and "be completed" hand over to what stands before them; a
    perfect ("has agreed") and "since" look back; a present form ("the talks open Monday") ahead, for what is said in
    the present of a named day is scheduled. A past form after an article is no verb ("a still unnamed hall").
5.  Right after "he", "she", "they", "we" or "who" stands their verb; where it is no past form, it is a present one
    ("who return on Monday"). A participle right after "if" or "unless" speaks of what may come ("if approved in May").
6.  Over a noun that tells a deed, a present form says nothing of when: "the army is accused of a massacre in December",
    "the port is shut after a strike on Sunday". Nobody announces a massacre, one is accused of what one has done, and
    what a state follows on is over: such a deed lies after it, whatever the tense (``deeds.py``).
7.  What is put on a calendar lies where the verb after it says: "Thursday's vote was close", "Sunday's final will be".
8.  Where the clause before it has no verb ("On Friday, the party said"), the first verb after it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from flows.dates.timex.deeds import deed_at, is_deed, is_scheduled
from flows.dates.timex.expression import Direction, Tense
from flows.dates.timex.lexicon import Tokens
from flows.dates.timex.surface_verbs import (
    ARTICLES,
    ENDS,
    POSSESSIVE,
    SIGNALS,
    ends_sentence,
    is_a_thing_had,
    is_attributive,
    is_finite,
    is_modal_may,
    is_past_form,
    is_told_by_subject,
    tells_a_plan,
    tense_words,
    word_at,
)

_REACH = 24  # tokens looked at before it, and as many after it; few clauses are longer
_ANNOUNCED = 9  # tokens from a word of announcing to what it sets the time of
_STOPS = frozenset(".;:,!?")
_NEAR = 6  # a verb within so many tokens speaks of the expression for certain
_OPEN_ENDED = frozenset({"until", "till", "by", "through", "to", "for"})  # what they name may lie ahead of any verb

_Found = tuple[Tense | None, Direction | None, str, int]


class Cues(NamedTuple):
    """The fields of an ``Expression`` that its surroundings give."""

    signal: str | None
    tense: Tense | None
    direction: Direction | None
    cue: str
    firm: bool


def cues(kind: str, shift: int | None, text: str, tokens: Tokens, first: int, last: int) -> Cues:
    """The cues around the tokens ``first`` to ``last`` (one past the end), whose text and meaning are given."""
    before = tokens.words[first - 1].rstrip().lower() if first else ""
    signal = before if before in SIGNALS else None
    tense, direction, cue, far = _clause(tokens, first, last)
    if shift and kind in ("shift", "offset", "calendar", "duration"):
        return Cues(signal, tense, "past" if shift < 0 else "future", text, True)
    if signal == "since":
        return Cues(signal, tense, "past", "since", True)
    owned = last < len(tokens.words) and tokens.words[last].strip() in POSSESSIVE  # "revenge for Monday's attack"
    if signal in ("until", "till", "to", "for") and not owned and _moved(tokens, first):
        return Cues(signal, tense, "future", cue, False)
    if signal == "for" and not owned and _set_for(tokens, first):
        return Cues(signal, tense, "future", cue, False)
    if signal in ("until", "till") and cue not in tense_words().lasting:
        return Cues(signal, tense, "future", signal, False)
    outer = word_at(tokens.words, first - 2)
    if signal == "as" and outer in ("soon", "early"):
        return Cues(signal, tense, "future", "as soon as", False)
    if signal == "of" and outer == "ahead":
        return Cues(signal, tense, "future", "ahead of", False)
    if signal == "of" and is_deed(outer):
        return Cues(signal, tense, "past", outer, True)  # "will look at the outage of January 12"
    if signal == "by" and cue == "had" and not shift:
        return Cues(signal, tense, "past", "had", True)  # "by the end of April half had left"
    if not shift and (deed := _behind_it(tokens, last, is_deed)):
        return Cues(signal, tense, "past", deed, True)  # "Wednesday's attack", "the December massacre"
    if not shift and (event := _behind_it(tokens, last, is_scheduled)):
        side = _side_of_event(tokens.words, last) or ("future" if direction == "future" else None)
        return Cues(signal, tense, side, event, side is not None)
    if owned:
        return Cues(signal, None, None, "", False)  # "Wednesday's ruling": the verb is the ruling's, not its date's
    if tense == "present" and before in ARTICLES and _qualifies(tokens, last):
        return Cues(signal, tense, None, "", False)  # "is paying its debts under a June agreement"
    return Cues(signal, tense, direction, cue, direction is not None and far <= _NEAR and signal not in _OPEN_ENDED)


def _qualifies(tokens: Tokens, last: int) -> bool:
    """Whether a noun follows that the expression qualifies, as far as spelling shows it."""
    word = tokens.words[last].strip() if last < len(tokens.words) else ""
    return word.isalpha() and word.islower() and word not in SIGNALS and word not in tense_words().conjunctions


def _behind_it(tokens: Tokens, last: int, fits: Callable[[str], bool]) -> str:
    """The noun that fits and that the expression qualifies: right after it, or after its "'s" and one word."""
    words = tokens.words[last : last + 3]
    words = words[1:] if words and words[0].strip() in POSSESSIVE else words[:1]
    return next((w for word in words if fits(w := word.strip().lower())), "")


def _side_of_event(words: list[str], last: int) -> Direction | None:
    """Where "Thursday's vote" lies by its own verb; open where none is near, or it tells that the day was given up."""
    found = _forwards(words, last)
    if (
        found is None
        or found[3] > _NEAR
        or any(word_at(words, last + n) in tense_words().moving for n in range(_NEAR + 2))
    ):
        return None
    return found[1]


def speaks_for_itself(signal: str | None, cue: str) -> bool:
    """Whether a preposition or a word of planning, rather than a tense, gave the direction."""
    lists = tense_words()
    return signal in _OPEN_ENDED or signal == "since" or cue in lists.planning or cue in lists.moving or is_deed(cue)


def _moved(tokens: Tokens, first: int) -> bool:
    near = [w.strip().lower() for w in tokens.words[max(0, first - 4) : first - 1]]
    return any(w in tense_words().moving for w in near)


def _set_for(tokens: Tokens, first: int) -> bool:
    """Whether something was announced for it: "announced a half-day strike for Sunday"."""
    words = [w.strip().lower() for w in tokens.words[max(0, first - _ANNOUNCED) : first - 1]]
    clause = max((i + 1 for i, w in enumerate(words) if w in _STOPS), default=0)
    return any(w in tense_words().setting for w in words[clause:])


def _clause(tokens: Tokens, first: int, last: int) -> _Found:
    """Tense and direction by the verb before the expression, else after it; and how far off that is."""
    return (
        _relative(tokens.words, last)
        or (_forwards(tokens.words, last) if _opens_clause(tokens.words, first) else None)
        or _backwards(tokens.words, first)
        or _forwards(tokens.words, last)
        or (None, None, "", _REACH)
    )


def _relative(words: list[str], last: int) -> _Found | None:
    """The verb of a relative clause after it: "in January, when he took office"; it tells of that very time."""
    if word_at(words, last) != "," or word_at(words, last + 1) not in ("when", "where"):
        return None
    found = _forwards(words, last + 2)
    return found if found is not None and found[3] <= _NEAR else None


def _opens_clause(words: list[str], first: int) -> bool:
    """Whether the expression heads a clause that is joined to another: "it was shut, and in March they sold it"."""
    at = first - 1
    while at >= 0 and (word_at(words, at) in SIGNALS or word_at(words, at) in ("early", "late", "back")):
        at -= 1
    joined = word_at(words, at) in ("and", "but", "while", "because") and word_at(words, at - 1) == ","
    return at < first - 1 and (joined or word_at(words, at) == ";")


def _backwards(words: list[str], first: int) -> _Found | None:
    """The verb nearest before token ``first``, no farther than the start of the sentence."""
    lists = tense_words()
    to_seen = not_finite = False  # "agreed to meet on Monday", "skilled in sailing on Monday": no past for certain
    clear = True  # nothing begins between the verb and the expression: it governs for certain, however far off
    deed = ""
    for at in range(first - 1, max(-1, first - 1 - _REACH), -1):
        word = words[at].strip().lower()
        far = first - 1 - at
        if word in ENDS and ends_sentence(words, at):
            break
        if word in lists.modals or is_modal_may(words, at):
            return "future", "future", word, far
        if word in ("has", "have", "had") and word_at(words, at + 1) == "to" and to_seen:
            return ("past", "past", word, far) if word == "had" else ("future", "future", "to", far)
        asks = word in lists.asking and not (word == "set" and word_at(words, at + 1) == "for")
        if (word in lists.planning and (to_seen or not asks)) or (far and tells_a_plan(words, at) and not deed):
            before = word_at(words, at - 1)
            if before == "to":  # "had been due to expire": what governs the infinitive decides
                to_seen = True
                continue
            if "had" in (before, word_at(words, at - 2)):
                return "past", "past", word, far
            asked = word in lists.asking and is_past_form(word, lists)  # "agreed to sell it in November"
            return "future", "future", word, _REACH if asked or before in ("was", "were") else far
        deed = deed or deed_at(words, at, word, first)
        if is_past_form(word, lists) or (word in lists.unmarked and not to_seen and is_finite(words, at)):
            before = word_at(words, at - 1)
            if before in ("be", "being") or is_attributive(words, at):
                continue
            if before in ("if", "unless"):
                return "future", "future", before, far
            if before in ("is", "are"):
                return _behind(deed, far) if deed else ("present", "future", word, far)
            if to_seen and word_at(words, first - 1) in ("through", "until", "till"):
                return "future", "future", "to", _REACH  # "chosen for a stay to last through August"
            if not_finite:
                return "past", "past", word, far + _NEAR
            certain = clear and word not in lists.asking  # "proposed talks in the capital on Monday": then, or for then
            return "past", "past", word, min(far, _NEAR) if certain else far
        if word in ("has", "have") and is_a_thing_had(word_at(words, at + 1)):
            return _behind(deed, far) if deed else ("present", None, word, far)  # "has a plant": owned, not done
        if word in lists.perfect or word == "since":
            return "past", "past", word, far
        is_verb = word in lists.present and (
            word != "am" or word_at(words, at - 1) == "i"
        )  # "at 3 am on Monday" is none
        if is_verb or is_told_by_subject(words, at):
            return _behind(deed, far) if deed else ("present", "future", word, far)
        to_seen = to_seen or word == "to"
        clear = clear and word not in lists.conjunctions and (word.isalnum() or word in POSSESSIVE or word == ".")
        not_finite = not_finite or word == "to" or (word.endswith("ing") and word_at(words, at - 1) in SIGNALS)
    return _behind(deed, 0) if deed else None


def _behind(deed: str, far: int) -> _Found:
    """A deed that is over, whatever the tense of the clause."""
    return "past", "past", deed, min(far, _NEAR)


def _forwards(words: list[str], last: int) -> _Found | None:
    """The first verb after an expression that opens its sentence."""
    lists = tense_words()
    for at in range(last, min(len(words), last + _REACH)):
        word = words[at].strip().lower()
        if word in ENDS and ends_sentence(words, at):
            return None
        far = at - last
        if word in lists.modals or word in ("would", "must", "should"):
            return "future", "future", word, far
        if word in ("is", "are"):
            planned = word_at(words, at + 1)
            if planned in lists.planning:
                return "future", "future", planned, far
            return "present", "future", word, far
        if word in ("has", "have") and is_a_thing_had(word_at(words, at + 1)):
            return "present", None, word, far
        if is_past_form(word, lists) or word in lists.perfect:
            return "past", "past", word, far
    return None
