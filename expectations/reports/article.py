"""What an article's page says: the verdict in a sentence, the witnesses on their axis, the text with its marks.

Pure functions from the rows of one article (``read.articles``) to what ``templates/article.html`` shows.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from expectations.reports import axis as axes
from expectations.reports.display import code_in_words, day_label, gap_in_words, interval_in_words, short
from expectations.reports.marking import Mark, Stretch, blocks

Row = dict[str, Any]
WITNESSES = 16  # rows on the axis; the heaviest first, the rest stand in the table below it
ROWS = 400  # rows of each table on one page


@dataclass(frozen=True, slots=True)
class Lane:
    """One row of the axis: who says what, and where it lies. ``kind``: claim, solved, agrees, differs or silent."""

    kind: str
    label: str
    says: str
    bar: axes.Bar | None
    beyond: str = ""  # "before" or "after": it lies past that edge
    quote: str = ""
    note: str = ""
    weight: float | None = None
    key: str = ""


@dataclass(frozen=True, slots=True)
class AxisPicture:
    """The axis with its lanes; ``solved`` and ``claimed`` run through all of them as a band and a line."""

    ticks: tuple[axes.Tick, ...]
    lanes: tuple[Lane, ...]
    solved: axes.Bar | None
    claimed: float | None
    gap: tuple[float, float] | None  # from the solved interval's nearer end to the claim
    events: tuple[Row, ...]  # dated events: {bar, label, key, status}
    before: int  # events that lie before, and after, the axis
    after: int
    more: int  # witnesses that are not drawn


@dataclass(frozen=True, slots=True)
class ArticlePage:
    doc_id: str
    title: str
    headline: str
    summary: str
    verdict: str
    row: Row
    picture: AxisPicture | None
    blocks: tuple[Stretch, ...]
    timexes: tuple[Row, ...]
    events: tuple[Row, ...]
    flags: tuple[Row, ...]
    evidence: tuple[Row, ...]
    reviews: tuple[Row, ...] = ()
    changes: tuple[Row, ...] = ()


def days_apart(claimed: date | None, lo: date | None, hi: date | None) -> int:
    """Days between the claim and the nearest day of the solved interval; positive when the claim is later, 0 inside."""
    if claimed is None:
        return 0
    if hi is not None and claimed > hi:
        return (claimed - hi).days
    return (claimed - lo).days if lo is not None and claimed < lo else 0


def headline(row: Row) -> tuple[str, str]:
    """The verdict on an article's date: one line that can be read in a second, and one that says why."""
    claimed, lo, hi = row.get("claimed_date"), row.get("date_from"), row.get("date_to")
    gap, verdict = days_apart(claimed, lo, hi), row.get("date_verdict")
    # What the page gives as its date and is none is quoted, not read.
    none = (
        f"“{short(row['claimed_value'], 60)}” on the page is no date."
        if row.get("claimed_value")
        else "No date on the page."
    )
    if verdict is None:
        return "Not read yet", "The document is stored; the run that reads it has not come to it."
    text = interval_in_words(lo, hi) if lo or hi else ""
    if verdict == "mismatch" and gap:
        line = f"The page says {day_label(claimed)}. The text says {text}."
        why = f"{gap_in_words(gap)} {'too late' if gap > 0 else 'too early'} for what the article reports."
    elif text and verdict == "consistent" and not lo == hi == claimed:  # a month, or the day of a change
        line, why = f"Written {text}, by “{short(row.get('claimed_value'), 60)}” on the page.", ""
    elif claimed and text:
        line = {
            "confirmed": f"{day_label(claimed)}, as the page says: the text agrees.",
            "consistent": f"{day_label(claimed)}, as the page says: nothing in the text speaks against it.",
        }.get(verdict, f"The page says {day_label(claimed)}; the text allows {text}.")
        why = ""
    elif text:
        line, why = f"{none} The text says {text}.", ""
    elif claimed:
        line, why = f"The page says {day_label(claimed)}; the text gives no date to hold it against.", ""
    else:
        line, why = f"{none} None can be worked out from the text.", ""
    return line, " ".join(part for part in (why, short(row.get("date_reason"), 400)) if part)


def page(row: Row) -> ArticlePage:
    """Everything ``article.html`` needs, bounded: a hostile article makes a page of ordinary size."""
    people: defaultdict[str, list[Row]] = defaultdict(list)
    for person in row["participants"]:
        people[person["event_id"]].append(person)
    timexes = tuple({**t, "key": f"t{n}"} for n, t in enumerate(row["timexes"][:ROWS], 1))
    by_id = {t["timex_id"]: t for t in timexes}
    events = tuple(
        {
            **e,
            "key": f"e{n}",
            "mark": "event" if e["event_type"] else "mention",
            "people": people[e["event_id"]][:8],
            "timex": by_id.get(e["timex_id"]),
        }
        for n, e in enumerate(row["events"][:ROWS], 1)
    )
    evidence = tuple({**w, "key": f"w{n}"} for n, w in enumerate(row["date_evidence"][:ROWS], 1))
    keys = {e["event_id"]: e for e in events}
    flags = []
    for n, flag in enumerate((f for f in row["flags"] if f["state"] != "closed"), 1):
        about = keys.get(flag["event_id"])
        place = about if flag["char_start"] is None and about else flag
        flags.append(
            {**flag, "key": f"f{n}", "event": about, "char_start": place["char_start"], "char_end": place["char_end"]}
        )
        if n == ROWS:
            break
    marks = [
        Mark(item["char_start"], item["char_end"], item.get("mark", kind), item["key"])
        for kind, items in (("flagged", flags), ("timex", timexes), ("event", events), ("witness", evidence))
        for item in items
        if item["char_start"] is not None and item["char_end"] is not None
    ]
    line, why = headline(row)
    text_blocks = blocks(row["text"], ((r["kind"], r["char_start"], r["char_end"]) for r in row["regions"]), marks)
    return ArticlePage(
        doc_id=row["doc_id"],
        title=short(row.get("title"), 200) or short(_opening(row), 100) or "(no text)",
        headline=line,
        summary=why,
        verdict=row.get("date_verdict") or "unknown",
        row=row,
        picture=picture(row, evidence, events),
        blocks=tuple(text_blocks),
        timexes=timexes,
        events=events,
        flags=tuple(flags),
        evidence=evidence,
        reviews=tuple(row["reviews"][:ROWS]),
        changes=tuple(row["date_changes"][:ROWS]),
    )


def _opening(row: Row) -> str:
    """The words with which an article without a title begins: its body's, not those of what stands around it."""
    start = next((r["char_start"] for r in row["regions"] if r["kind"] in ("title", "body")), 0)
    return str(row["text"][start : start + 400])


def picture(row: Row, evidence: tuple[Row, ...], events: tuple[Row, ...]) -> AxisPicture | None:
    """The witnesses on one axis, or ``None`` where there is no date to draw."""
    claimed, solved = row.get("claimed_date"), (row.get("date_from"), row.get("date_to"))
    witnesses = [(w, (w["says_from"], w["says_to"])) for w in evidence if w["says_from"] or w["says_to"]]
    witnesses.sort(key=lambda pair: _telling(pair[0]["weight"], pair[1], claimed, solved))
    # Who contradicts the solution must be seen to; a bound that merely agrees may lie beyond the edge.
    contradict = [bounds for _, bounds in witnesses[:WITNESSES] if _agreement(bounds, solved) == "differs"]
    axis = axes.fit_axis([(claimed, claimed), solved], [bounds for _, bounds in witnesses], contradict)
    if axis is None:
        return None
    lanes = []
    if claimed:
        lanes.append(
            Lane(
                "claim",
                "The page claims",
                day_label(claimed),
                axis.bar((claimed, claimed)),
                note=code_in_words(row.get("claimed_date_source")),
                quote=short(row.get("claimed_value"), 80),
            )
        )
    if solved != (None, None):
        lanes.append(
            Lane("solved", "Worked out", interval_in_words(*solved), axis.bar(solved), axis.side(solved), key="solved")
        )
    for w, bounds in witnesses[:WITNESSES]:
        lanes.append(
            Lane(
                _agreement(bounds, solved),
                code_in_words(w["kind"]),
                interval_in_words(*bounds),
                axis.bar(bounds),
                axis.side(bounds),
                short(w["quote"], 120),
                short(w["note"], 200),
                w["weight"],
                w["key"],
            )
        )
    # Events dated by nothing but the article's own date would repeat the solved interval.
    typed = [e for e in events if e["event_type"] and e["date_basis"] != "dct"]
    dated = [(e, (e["date_from"], e["date_to"])) for e in typed if e["date_from"] or e["date_to"]]
    sides = [axis.side(bounds) for _, bounds in dated]
    band, at, gap = axis.bar(solved), None if claimed is None else axis.place(claimed), days_apart(claimed, *solved)
    return AxisPicture(
        ticks=tuple(axis.ticks()),
        lanes=tuple(lanes),
        solved=band,
        claimed=at,
        gap=None if not gap or not band or at is None else (band.x + band.width, at) if gap > 0 else (at, band.x),
        events=tuple(
            {
                "bar": bar,
                "key": e["key"],
                "status": e["status"],
                "label": f"{short(e['text'], 40)}, {e['status']}: {interval_in_words(*bounds)}",
            }
            for e, bounds in dated
            if (bar := axis.bar(bounds)) and None not in bounds
        )[:120],
        before=sides.count("before"),
        after=sides.count("after"),
        more=len(evidence) - len(witnesses[:WITNESSES]),
    )


def _telling(
    weight: float, bounds: axes.Bounds, claimed: date | None, solved: axes.Bounds
) -> tuple[bool, float, bool, int]:
    """Sorts witnesses by what they tell: against the claim (by weight), against the solution, closest to its ends."""
    against_claim = claimed is not None and _agreement(bounds, (claimed, claimed)) == "differs"
    ends = [abs((b - s).days) for b, s in zip(bounds, solved, strict=True) if b is not None and s is not None]
    return (
        not against_claim,
        -weight if against_claim else 0.0,
        _agreement(bounds, solved) != "differs",
        min(ends, default=10**7),
    )


def _agreement(bounds: axes.Bounds, solved: axes.Bounds) -> str:
    """Whether a witness allows any of the solved days: "agrees", "differs", or "silent" when either says nothing."""
    if bounds == (None, None) or solved == (None, None):
        return "silent"
    starts_late = bounds[0] is not None and solved[1] is not None and bounds[0] > solved[1]
    ends_early = bounds[1] is not None and solved[0] is not None and bounds[1] < solved[0]
    return "differs" if starts_late or ends_early else "agrees"
