"""A warehouse as DuckDB relations: its tables and views by name, for notebooks and for other programs."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType

import duckdb

from flows.errors import UsageError
from warehouse.files import connect_published


class Published:
    """The published file of a warehouse, read-only. A context manager; ``dateline.open`` makes one.

    Every table and view is an attribute that gives a DuckDB relation: ``w.timeline().df()``,
    ``w.events().filter("country = 'KEN'")``. Instants are in UTC.
    """

    def __init__(self, path: Path) -> None:
        """Open ``path``. Raises `WarehouseError` where there is none, or where it is no database."""
        self.path = path
        self._con = connect_published(path)
        self._con.execute("set timezone = 'UTC'")

    def __enter__(self) -> Published:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the connection; relations made of it cannot be read any more."""
        self._con.close()

    def names(self) -> list[str]:
        """The tables and views, in the order of the alphabet."""
        found = self._con.execute("select table_name from information_schema.tables where table_schema = 'main'")
        return sorted(name for (name,) in found.fetchall())

    def relation(self, name: str) -> duckdb.DuckDBPyRelation:
        """A table or view by name. Raises `UsageError` for an unknown one."""
        if name not in self.names():
            raise UsageError(f"{self.path}: no table or view {name!r} (there are {', '.join(self.names())})")
        return self._con.table(name)

    def sql(self, query: str) -> duckdb.DuckDBPyRelation:
        """What ``query`` selects."""
        return self._con.sql(query)

    def plot_timeline(self) -> Picture:
        """Dated events by type over time, as a picture that a notebook shows; an uncertain date is a long bar."""
        import json

        import vl_convert  # 30 MB of renderer: only when a picture is made

        rows = self.sql(
            "select event_type as type, status, text, date_from::varchar as first, (date_to + 1)::varchar as last"
            " from timeline where date_from is not null and date_to is not null"
        ).fetchall()
        values = [dict(zip(("type", "status", "text", "first", "last"), row, strict=True)) for row in rows]
        return Picture(vl_convert.vegalite_to_svg(json.dumps(_TIMELINE | {"data": {"values": values}})))

    def __getattr__(self, name: str) -> _Named:
        if name.startswith("_") or name not in self.names():
            raise AttributeError(f"{self.path}: no table or view {name!r}")
        return _Named(self, name)

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *self.names()]


class Picture:
    """An SVG picture; notebooks show it."""

    def __init__(self, svg: str) -> None:
        self.svg = svg

    def _repr_svg_(self) -> str:
        return self.svg


_TIMELINE: dict[str, object] = {
    "width": 640,
    "mark": {"type": "bar", "opacity": 0.6, "minBandSize": 4},
    "encoding": {
        "x": {"field": "first", "type": "temporal", "title": None},
        "x2": {"field": "last"},
        "y": {"field": "type", "type": "nominal", "title": None},
        "color": {"field": "status", "type": "nominal", "title": None},
    },
}


class _Named:
    """A table's name that can be called for its relation."""

    def __init__(self, published: Published, name: str) -> None:
        self._published, self._name = published, name

    def __call__(self) -> duckdb.DuckDBPyRelation:
        return self._published.relation(self._name)
