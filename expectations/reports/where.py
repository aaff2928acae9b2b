"""Who and where: a map of the places of events, and a matrix of who acted towards whom.

The map is drawn in plate carrée, two units a degree: x = 2 longitude, y = -2 latitude. ``land.txt`` is the outline of
the land in those units, Natural Earth's at 1:110 million (public domain), rounded to half degrees.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import sqrt
from typing import Any

from markupsafe import Markup

Row = dict[str, Any]
COUNTRIES = 20  # rows and columns of the matrix: those with the most events
_SHADES = 5
_NORTH, _SOUTH = 84, 58  # degrees that the map reaches
_LEAST, _LARGEST = 4, 15  # radius of a dot, in half degrees


def world_map(places: Sequence[Row]) -> Markup | None:
    """Dots where events happened, as large as they are many; hollow where only the country is known."""
    known = [place for place in places if place["latitude"] is not None]
    if not known:
        return None
    most = max(place["events"] for place in known)
    lines = "".join(f"M-360 {-2 * n}H360" for n in (-30, 0, 30, 60)) + "".join(
        f"M{2 * n} {-2 * _NORTH}V{2 * _SOUTH}" for n in range(-150, 180, 30)
    )
    dots = Markup("").join(
        Markup('<circle class="{}" cx="{:g}" cy="{:g}" r="{:.1f}"><title>{}: {}</title></circle>').format(
            place["precision"], 2 * place["longitude"], -2 * place["latitude"],
            _LEAST + (_LARGEST - _LEAST) * sqrt(place["events"] / most), _named(place), _events(place["events"]),
        )
        for place in known
    )  # fmt: skip
    label = f"Map of {len(known)} places of events; the table below lists them."
    return Markup(
        '<svg class="map" role="img" aria-label="{}" viewBox="-360 {} 720 {}"><path class="grid" d="{}"/>'
        '<path class="land" d="{}"/>{}</svg>'
    ).format(label, -2 * _NORTH, 2 * (_NORTH + _SOUTH), lines, _land(), dots)


@dataclass(frozen=True, slots=True)
class Cell:
    """How much one country did to another: ``shade`` 0 to 5 by number; ``kind`` cooperation, conflict or mixed."""

    events: int
    shade: int
    kind: str
    says: str


@dataclass(frozen=True, slots=True)
class Matrix:
    """Who acted (rows) towards whom (columns), for the countries with the most events; ``left_out`` others."""

    targets: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]
    left_out: int


def matrix(pairs: Sequence[Row]) -> Matrix | None:
    """The matrix of ``pairs`` (source, target, events, cooperation), or ``None`` where there are none."""
    if not pairs:
        return None
    sources, targets = Counter[str](), Counter[str]()
    for pair in pairs:
        sources[pair["source"]] += pair["events"]
        targets[pair["target"]] += pair["events"]
    across = [code for code, _ in targets.most_common(COUNTRIES)]
    down = [code for code, _ in sources.most_common(COUNTRIES)]
    by_pair = {(pair["source"], pair["target"]): pair for pair in pairs}
    most = max(pair["events"] for pair in pairs)
    rows = tuple((one, tuple(_cell(one, other, by_pair.get((one, other)), most) for other in across)) for one in down)
    return Matrix(tuple(across), rows, len(sources.keys() | targets.keys()) - len(set(across) | set(down)))


def _cell(one: str, other: str, pair: Row | None, most: int) -> Cell:
    if pair is None:
        return Cell(0, 0, "none", "")
    share = pair["cooperation"] / pair["events"]
    kind = "cooperation" if share > 2 / 3 else "conflict" if share < 1 / 3 else "mixed"
    shade = max(1, round(_SHADES * sqrt(pair["events"] / most)))
    return Cell(pair["events"], shade, kind, f"{one} to {other}: {_events(pair['events'])}, {kind}")


def _named(place: Row) -> str:
    country = place["country"] or place["place_country"]
    return place["place"] if country in (None, place["place"]) else f"{place['place']}, {country}"


def _events(count: int) -> str:
    return "1 event" if count == 1 else f"{count:,} events"


@cache
def _land() -> str:
    return (files("expectations.reports") / "land.txt").read_text("utf-8").strip()
