"""Why the date is what it is, in a paragraph that a person reads in ten seconds: the witnesses that cut most, first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from flows.calendar.in_words import day_in_words, span_in_words
from flows.dates.dct.claimed_days import BEFORE_THE_PRESS, CALLED_UP, EARLIEST, STILL_TO_COME
from flows.dates.dct.solve.solution import Solution
from flows.dates.dct.solve.weighing import Cut
from flows.dates.dct.witnesses import WITNESSES
from flows.records import Evidence, Interval

_MOST, _MOST_WITH_ENDS = 3, 4
_TELLS = 0.7  # nats: what cuts off less is not worth a clause
_SAYS_LITTLE = 0.25  # unless nothing cuts off more
_LONG_AFTER = 366  # days from the newest date told to a claim, to say that nothing later is told
_OF_THE_PAGE = ("date line", "htmldate", "time element", "printed date", "day on top")
# What people call a claim, by the first words of its source: the page's own date is what its code says of itself.
_CALLED = (
    ("meta", "page's own date"), ("json-ld", "page's own date"), ("field", "record's own date"),
    ("feed", "feed's date"),
)  # fmt: skip
Witness = tuple[Evidence, Cut]
_OF_A_TIME = frozenset({"arithmetic", "election", "race"})  # what they tell is of a time with two ends
# What is told as the first, and as the last day on which the text can have been written.
STATED_UNTIL = frozenset({"arithmetic", "age", "agency copyright", "election", "race", "weekday of a date"})
STATED_FROM = STATED_UNTIL | {"office holder", "term", "former holder", "caption", "embedded post"}


def reason(solution: Solution, body: Sequence[Witness], corrected: Evidence | None = None) -> str:
    """One paragraph: what is claimed, what speaks for or against it, and what follows.

    ``body`` are the witnesses with what each cut off; ``corrected`` is a reviewer's word, which settles the matter.
    """
    claim, written = solution.claimed, f"written {span_in_words(solution.interval)}"
    body = [w for w in body if _agrees(w[0], solution.interval)]
    if corrected:
        by_whom = f"a reviewer found {corrected.quote}" + (f" ({corrected.note})" if corrected.note else "")
        opening = f"The {_source(claim.source)} says {day_in_words(claim.day)}; " if claim else "No date is claimed; "
        return f"{opening}{by_whom}: {written}."
    if solution.verdict == "unknown":
        return "Nothing in the article or about it says when it was written."
    if solution.bounded and claim is None:
        return _of_days(solution, body)
    if claim is None:
        said = _clauses(_on_both_sides(body), body)
        return f"No date is claimed; {in_one_sentence(said)}: {written}." if said else f"No date is claimed: {written}."
    opening = f"The {_source(claim.source)} says {day_in_words(claim.day)}"
    if solution.verdict == "mismatch":
        impossible = "" if claim.trust else BEFORE_THE_PRESS if claim.day < EARLIEST else STILL_TO_COME
        said = _clauses(_against(body), body, claim.day)
        if impossible:
            rest = ", and nothing in the text says when it was written"
            if said or not solution.interval.is_open:
                rest = f"; {in_one_sentence(said)}: {written}" if said else f": {written}"
            return f"{opening}, which is {impossible}{rest}."
        return f"{opening}, but {in_one_sentence(said) or 'the text fits another time better'}: {written}."
    if solution.verdict == "confirmed":
        said = _clauses(_on_both_sides([w for w in body if claim.day in w[0].says]), body)
        return f"{opening}, and {in_one_sentence(said)}." if said else f"{opening}, and other witnesses agree."
    return f"{opening}; nothing in the text contradicts it."


def _of_days(solution: Solution, body: Sequence[Witness]) -> str:
    """The paragraph where what is claimed names no day."""
    bounded = solution.bounded
    assert bounded is not None
    says, source = bounded.says, _source(bounded.source)
    opening = f"The {source} says “{bounded.value[:40]}” and names no day"
    if says.lo is None:
        was = "called up" if bounded.source == CALLED_UP else "changed"
        opening = f"The {source} says that it was {was} on {day_in_words(says.hi or EARLIEST)}"
    written, said = f"written {span_in_words(solution.interval)}", in_one_sentence(_clauses(_on_both_sides(body), body))
    if solution.verdict == "mismatch":
        return f"{opening}, but {said or 'the text fits another time better'}: {written}."
    if solution.interval == says or not said:
        return f"{opening}; nothing in the text contradicts it: {written}."
    return f"{opening}, and {said}: {written}."


def _agrees(e: Evidence, answer: Interval) -> bool:
    """Whether the answer keeps to what the evidence, told in a sentence, states as a fact; another is not told."""
    if e.kind in STATED_FROM and e.says.lo and (answer.lo is None or answer.lo < e.says.lo):
        return False
    if e.kind in STATED_FROM and not e.says.overlaps(answer):
        return False
    return not (e.kind in STATED_UNTIL and e.says.hi and (answer.hi is None or answer.hi > e.says.hi))


def _against(body: Sequence[Witness]) -> list[Evidence]:
    """The witnesses that speak against the claimed day, the strongest first, and those by which the answer ends."""
    chosen: list[Witness] = []
    for w in sorted(body, key=lambda w: -w[1].claimed):
        if w[1].claimed >= _TELLS and len(chosen) < _MOST and not _repeats(w, chosen):
            chosen.append(w)
    return [e for e, _ in _with_ends(chosen, body)] if chosen else _on_both_sides(body)


def _on_both_sides(body: Sequence[Witness]) -> list[Evidence]:
    """What bounds the answer most from below, what does from above, what says why it ends where it does, and what cuts
    most of the rest.
    """
    if not body:
        return []
    below, above = max(body, key=lambda w: w[1].before), max(body, key=lambda w: w[1].after)
    chosen = [below] if below[1].before >= _TELLS else []
    chosen += [above] if above[1].after >= _TELLS and not _repeats(above, chosen) else []
    chosen = _with_ends(chosen, body)
    for w in sorted(body, key=lambda w: -w[1].strength):
        enough = w[1].strength >= (_TELLS if chosen else _SAYS_LITTLE)
        if enough and len(chosen) < _MOST and not _repeats(w, chosen):
            chosen.append(w)
    return [e for e, _ in chosen]


def _with_ends(chosen: list[Witness], body: Sequence[Witness]) -> list[Witness]:
    """The ``chosen`` and, where none of them tells why the answer begins or ends where it does, what does so most."""
    first = [(cut.just_before, w) for w in body for e, cut in (w,) if _begins(e) and cut.just_before >= _TELLS]
    last = [(cut.just_after, w) for w in body for e, cut in (w,) if _ends(e) and cut.just_after >= _TELLS]
    for telling in (first, last):
        said = any(w is one for w in chosen for _, one in telling)
        if telling and not said:
            most = max(telling, key=lambda t: t[0])[1]
            others = [w for w in chosen if w[0].short_quote != most[0].short_quote]
            chosen = [*others[: _MOST_WITH_ENDS - 1], most]
    return chosen


def _begins(e: Evidence) -> bool:
    """Whether a reader sees in what is told that the writing was not before some time."""
    return e.kind in _OF_A_TIME or e.says.lo is not None or "past" in e.note


def _ends(e: Evidence) -> bool:
    """Whether a reader sees in what is told that the writing was not after some time."""
    fades = e.kind == "term" and (" for " in e.note or " until " in e.note)
    return e.kind in _OF_A_TIME or fades or e.says.hi is not None or "future" in e.note


def _repeats(witness: Witness, chosen: Sequence[Witness]) -> bool:
    """Whether a reader would learn nothing by it: it is chosen, its words are, what it names is of one day with what is
    named, or all that it says is that the writing was not before a day, where a later one is told.
    """
    e, cut = witness
    for other, _ in chosen:
        if e is other or e.short_quote == other.short_quote:
            return True
        same_kind = e.kind == other.kind and e.kind in ("term", "office holder", "public figure")
        if same_kind and (e.says == other.says != Interval() or _named(e) == _named(other)):
            return True
    from_below = e.says.lo is not None and e.says.hi is None and max(cut.after, cut.just_after, cut.claimed) < _TELLS
    told = e.kind == "explicit date" and e.says.hi is None  # the newest is told as such
    later = any(o.says.lo and e.says.lo and e.says.lo <= o.says.lo for o, _ in chosen)
    return (from_below or told) and later


def _named(e: Evidence) -> str:
    """Whom the evidence is about: notes on people begin with their name."""
    return e.note.partition(",")[0] or e.short_quote


def _clauses(chosen: Sequence[Evidence], body: Sequence[Witness], against: date | None = None) -> list[str]:
    newest = _newest_told([e for e, _ in body])
    out: list[str] = []
    for e in chosen:
        clause = _clause(e, newest)
        if e is newest and against and e.says.lo and (against - e.says.lo).days > _LONG_AFTER:
            clause += " (the text dates nothing later)"
        if clause not in out:
            out.append(clause)
    return out


def _newest_told(evidence: Sequence[Evidence]) -> Evidence | None:
    """The newest date told as past, or told of where none is."""
    dated = [e for e in evidence if e.kind == "explicit date" and not e.note.startswith("told as future")]
    past = [e for e in dated if e.says.lo and not e.says.hi]
    return max(past, key=lambda e: e.says.lo or date.min, default=None)


def _clause(e: Evidence, newest: Evidence | None) -> str:
    """What one piece of evidence says, as part of a sentence: in its witness's words, or its own."""
    if e is newest:
        return f"the newest event that the text tells as past is dated {e.short_quote}"
    if e.kind == "date line":
        return f"a date line says {span_in_words(e.says).removeprefix('on ')}"
    if e.kind in ("copy elsewhere", "event elsewhere"):
        return e.note or f"another document puts it {span_in_words(e.says)}"
    of_its_witness = (said for witness in WITNESSES if (said := witness.clause(e)))
    return next(of_its_witness, f"{e.note or e.kind} puts it {span_in_words(e.says)}")


def in_one_sentence(clauses: Sequence[str]) -> str:
    """Clauses as one: those that say what the text does share their subject, as in speech."""
    of_text = [c.removeprefix(_THE_TEXT) for c in clauses if c.startswith(_THE_TEXT)]
    first = next((i for i, c in enumerate(clauses) if c.startswith(_THE_TEXT)), 0)
    others = [c for c in clauses if not c.startswith(_THE_TEXT)]
    if len(of_text) > 1:
        clauses = [*others[:first], _THE_TEXT + _series(of_text), *others[first:]]
    return _series(clauses)


def _series(parts: Sequence[str]) -> str:
    """ "A, B and C"; a comma before the last "and" where a part has an "and" or a comma of its own."""
    if len(parts) < 2:
        return "".join(parts)
    comma = "," if any(" and " in part or "," in part for part in parts) else ""
    return ", ".join(parts[:-1]) + comma + " and " + parts[-1]


_THE_TEXT = "the text "


def _source(source: str) -> str:
    """Who claims, as people say it: of what a page shows, nobody asks by which library it was read."""
    if source.startswith(_OF_THE_PAGE):
        return "page"
    if source == "given":
        return "date that came with it"
    return next((f"{words} ({source})" for start, words in _CALLED if source.startswith(start)), source)
