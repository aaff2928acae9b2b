"""The article's own date (DCT): an unknown, solved from witnesses. `date_of` is the way in.

witness_reading.py  what the witnesses read: an article, its body, the expressions and the names in it
claimed_days.py  metadata, feeds, addresses, a reviewer's word
page/        the page's own date lines
witnesses/   what the text itself says, a module a kind of witness, all in one tuple
solve/       all of them laid upon one timeline: interval, verdict, confidence, what each did for the answer
reason.py    why, in one paragraph
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from math import log

from flows.calendar.in_words import day_in_words
from flows.calendar.spans import shifted
from flows.dates.dct import claimed_days
from flows.dates.dct.claimed_days import Claimed
from flows.dates.dct.page import date_lines
from flows.dates.dct.page.page_bounds import line_bounds
from flows.dates.dct.reason import reason
from flows.dates.dct.solve.fading import ON_ITS_EVE
from flows.dates.dct.solve.solution import WORTH_HEARING, Solution, as_testimony, solve, solve_within
from flows.dates.dct.solve.timeline import LINE_DAYS, Step, Testimony, Timeline, tightest
from flows.dates.dct.solve.weighing import Cut, cuts
from flows.dates.dct.witness_reading import Reading
from flows.dates.dct.witnesses import WITNESSES, elapsed, gazetteer, pointed_at
from flows.dates.dct.witnesses.told import AS_FUTURE, AS_PAST, BY_A_CLOCK
from flows.dates.timex import Expression
from flows.records import Article, ArticleDate, Evidence, Interval, TakenIn, Verdict

_A_COPY, _COPIED = 0.75, 0.9999  # from which weight on a copy is one beyond doubt; how far it is then believed

_BEGUN = re.compile(r" (?:on|in) (?=\d|[A-Z])")  # between what happened and when

INHERITED = frozenset(
    {"copy elsewhere", "event elsewhere", "inherited", claimed_days.REVIEW}
)  # not of the article itself

__all__ = ["Reading", "date_of", "intervals", "reading_of"]


def reading_of(article: Article, text: str, expressions: Sequence[Expression]) -> Reading:
    """The article as all witnesses read it; ``text`` is its analysis text, ``expressions`` are those found there."""
    return Reading(article, text, expressions, gazetteer())


def date_of(reading: Reading, *, trust_claims: bool = False, inherited: Sequence[Evidence] = ()) -> ArticleDate:
    """The date of one article, with the evidence for it. Deterministic in its arguments; raises on no text.

    It is no later than the day on which the document was taken in. ``trust_claims`` takes a claimed day without
    doubting it. ``inherited`` are bounds from other documents that report the same event.
    """
    given = reading.article.document.claims
    today = reading.article.document.taken_in.last_day
    corrected = claimed_days.corrected(given, inherited)
    lines = _own_lines(reading, today)
    asserted = claimed_days.asserted(given, today, lines, reading.article.language)
    bounding = [] if asserted else claimed_days.bounding(given, today)
    bounding = bounding or ([] if asserted else line_bounds(reading.article, lines, today))
    body = [*_body(reading, lines, today), *(_heard(e) for e in inherited)]
    shown = _shown(_unchanged(lines, asserted, bounding))
    if corrected:
        solution = _settled(corrected.says, (*asserted, *shown[:1]))
    elif trust_claims and asserted:
        solution = Solution(Interval(asserted[0].day, asserted[0].day), "consistent", 1.0, asserted[0])
    elif bounding:
        solution = solve_within(bounding, body, shown, today)
    else:
        solution = solve(body, asserted, shown, today)
    if not (corrected or asserted) and (refuted := claimed_days.refuted(given, today)):
        solution = replace(solution, verdict="mismatch", claimed=refuted)
    solution = _by_capture(solution, reading.article.document.taken_in)
    claimed = solution.claimed.day if solution.claimed and solution.verdict == "mismatch" else None
    cut = cuts(body, solution.interval, today, claimed)
    weighed = [(_weighed(t.evidence, c), c) for t, c in zip(body, cut, strict=True)]
    told = [(_as_kept(e, t, solution.interval), c) for (e, c), t in zip(weighed, body, strict=True)]
    evidence = [
        *claimed_days.claim_evidence(given, today),
        *lines,
        *(e for e, _ in weighed),
        claimed_days.taken_in(reading.article.document, solution.interval),
    ]
    unreadable = solution.bounded or next((c for c in given if c.source != claimed_days.REVIEW), None)
    return ArticleDate(
        solution.claimed.day.isoformat() if solution.claimed else unreadable.value if unreadable else None,
        solution.claimed.source if solution.claimed else unreadable.source if unreadable else None,
        solution.interval,
        solution.verdict,
        tuple(sorted(evidence, key=lambda e: -e.weight)),
        round(solution.confidence, 3),
        reason(solution, [*told, *_lines_of(solution, lines)], corrected),
        solution.stated,
    )


def intervals(reading: Reading, masses: Sequence[float]) -> list[Interval]:
    """The shortest intervals that hold each of ``masses`` of the probability once body and lines, but no claim, are
    heard: what calibration is measured on.
    """
    today = reading.article.document.taken_in.last_day
    lines = _own_lines(reading, today)
    timeline = Timeline(today)
    timeline.hear(_body(reading, lines, today))
    timeline.hear(as_testimony(_shown(lines)))
    probabilities = timeline.probabilities()
    return [tightest(timeline, probabilities, mass)[0] for mass in masses]


def _own_lines(reading: Reading, today: date) -> list[Evidence]:
    """The page's date lines without a day from which the story counts ("May 2, 2011: … Ten years on, …") or at which
    it points ("yesterday (May 2, 2011)").
    """
    lines = date_lines.line_evidence(reading.article, today)
    if lines:
        pointed = pointed_at.days_pointed_at(replace(reading, today=today))
        lines = [e for e in lines if not any(day.start <= (e.start or 0) < day.end for day in pointed)]
    told = {e.start for e in elapsed.opening_days(reading)}
    if any(e.start in told for e in lines):
        told &= elapsed.counted_from(replace(reading, today=today)) | elapsed.looked_back_on(reading)
        lines = [e for e in lines if e.start not in told]
    return lines


def _body(reading: Reading, lines: Sequence[Evidence], today: date) -> list[Testimony]:
    """What the body says; days that the page bears as date lines are weighed as such, not as what the story tells."""
    borne = frozenset(e.says.lo for e in lines if e.says.lo and e.weight >= WORTH_HEARING)
    reading, moved = replace(reading, borne=borne, today=today).with_title()
    return [_in_place(said, moved) for said in _once([s for w in WITNESSES for s in w.testimony(reading)])]


def _once(body: Sequence[Testimony]) -> list[Testimony]:
    """The testimonies without those that another rule of arithmetic reads off the same words, and more sharply."""
    best: dict[tuple[int | None, int | None], int] = {}
    for e in (said.evidence for said in body if said.evidence.kind == "arithmetic"):
        if e.says.days:
            best[e.start, e.end] = min(e.says.days, best.get((e.start, e.end), e.says.days))
    return [
        said for said in body
        if said.evidence.kind != "arithmetic" or not (days := said.evidence.says.days)
        or days <= best[said.evidence.start, said.evidence.end]
    ]  # fmt: skip


def _in_place(said: Testimony, moved: int) -> Testimony:
    """The testimony where it stands in the text itself, nowhere if it stands in a title above it."""
    e = said.evidence
    if not moved or e.start is None or e.end is None:
        return said
    start, end = (e.start - moved, e.end - moved) if e.start >= moved else (None, None)
    return replace(said, evidence=replace(e, start=start, end=end))


def _shown(lines: Sequence[Evidence]) -> list[Claimed]:
    return [Claimed(e.says.lo, "date line", e.quote, e.weight) for e in lines if e.says.lo]


def _by_capture(solution: Solution, known: TakenIn) -> Solution:
    """The answer without an open end, where an archive says by when there was a page to save."""
    lo = solution.interval.lo
    if known.how != "captured" or solution.interval.hi or (lo and lo > known.day):
        return solution
    verdict: Verdict = "inferred" if solution.verdict == "unknown" else solution.verdict
    sure = solution.confidence or _COPIED
    return replace(solution, interval=Interval(lo, known.day), verdict=verdict, confidence=sure)


def _unchanged(
    lines: Sequence[Evidence], asserted: Sequence[Claimed], bounding: Sequence[claimed_days.Bounded]
) -> list[Evidence]:
    """The lines without those that say when the page was changed, where a claim says so too or tells an earlier day.

    They are true, and say nothing of when it was written.
    """
    first = min((c.day for c in asserted), default=None)
    changed = {b.says.hi for b in bounding if b.says.lo is None}

    def is_of_a_change(e: Evidence) -> bool:
        later = bool(first and e.says.lo and e.says.lo > first)
        return "updated" in e.note.split(", ") and (later or e.says.lo in changed)

    return [e for e in lines if not is_of_a_change(e)]


def _weighed(evidence: Evidence, cut: Cut) -> Evidence:
    """The evidence with what it did for the answer as its weight; what other documents say keeps its own."""
    return evidence if evidence.kind in INHERITED else replace(evidence, weight=round(cut.weight, 2))


def _as_kept(evidence: Evidence, testimony: Testimony, answer: Interval) -> Evidence:
    """The evidence as a sentence may tell it: what is told as past or as ahead, where the answer does not keep to that,
    is told of; what happened on a day on whose eve the answer begins is news about that day, as a stamp of that day is
    one by some clock.
    """
    lo = evidence.says.lo
    if evidence.kind == "term" and lo and answer.lo and lo - ON_ITS_EVE <= answer.lo < lo and not testimony.bounds.lo:
        note = f"in the news about {day_in_words(lo)} ({_BEGUN.split(evidence.note)[0]})"
        return replace(evidence, says=Interval(answer.lo, None), note=note)
    if evidence.kind in ("embedded post", "caption") and lo and answer.lo == lo - timedelta(days=1):
        return replace(evidence, says=Interval(answer.lo, None), note=BY_A_CLOCK)
    if not evidence.note.startswith((AS_PAST, AS_FUTURE)):
        return evidence
    stated = testimony.turn.bound_in(answer) if testimony.turn else evidence.says
    begins, ends = (answer.lo or date.min, answer.hi or date.max)
    kept = (stated.lo is None or stated.lo <= begins) and (stated.hi is None or ends <= stated.hi)
    return evidence if kept else replace(evidence, says=Interval(), note="told of")


def _lines_of(solution: Solution, lines: Sequence[Evidence]) -> list[tuple[Evidence, Cut]]:
    """Date lines that stand against a claim from elsewhere, as witnesses: what they cut is their own trust in nats."""
    if solution.verdict != "mismatch" or not solution.claimed or solution.claimed.source == "date line":
        return []
    heard = [e for e in lines if e.weight > 0.5 and e.says.lo and e.says.lo in solution.interval]
    return [(e, Cut(0.0, 0.0, -log(1 - min(e.weight, 0.99)))) for e in heard]


def _settled(says: Interval, asserted: Sequence[Claimed]) -> Solution:
    """A reviewer's word: it is the date, and the claim is held against it."""
    claimed = next(iter(asserted), None)
    verdict: Verdict = "inferred" if claimed is None else "confirmed" if claimed.day in says else "mismatch"
    return Solution(says, verdict, 1.0, claimed)


def _heard(evidence: Evidence) -> Testimony:
    """Evidence from another document as testimony: with its weight as the chance that the day lies inside.

    That a text was written by the day on which its copy stood elsewhere is next to certain, whatever its page claims.
    """
    lo, hi, chance = evidence.says.lo, evidence.says.hi, min(max(evidence.weight, 0.02), 0.98)
    if evidence.kind == "copy elsewhere" and evidence.weight >= _A_COPY:
        chance = _COPIED
    if lo is not None and hi is not None:
        inside = log(chance * LINE_DAYS / ((hi - lo).days + 1)) - log(1 - chance)
        return Testimony(evidence, ((lo, hi, max(inside, 0.0)),))
    steps: list[Step] = []
    if lo is not None:
        steps.append((None, shifted(lo, -1), log(1 - chance)))
    if hi is not None:
        steps.append((shifted(hi, 1), None, log(1 - chance)))
    return Testimony(evidence, tuple(steps))
