"""What the warehouse keeps so that a run costs what is new: files read, articles due, who stands beside whom.

Copies and links are found by rules that are not the warehouse's (`flows.corpus`). It keeps what they are found by, and
tells which pairs of documents or mentions may have become, or ceased to be, of one story or event.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

import pyarrow as pa

from warehouse import rows
from warehouse.queries import query_text
from warehouse.read import fetch
from warehouse.read import rows as rows_of
from warehouse.work_file import WorkFile

FileStamp = tuple[str, int, int, int]  # absolute path, bytes, and when bytes and inode were changed (Unix, ns)
Key = tuple[str, str, list[int], date | None, date | None, str]  # event_id, doc_id, blocks, first and last day, place
_KEYS = pa.schema(
    [("event_id", pa.string()), ("doc_id", pa.string()), ("blocks", pa.list_(pa.uint64())), ("date_from", pa.date32()),
     ("date_to", pa.date32()), ("place", pa.string())]
)  # fmt: skip
_COPIES = pa.schema(
    [
        ("one", pa.string()),
        ("other", pa.string()),
        ("score", pa.float64()),
        ("part", pa.string()),
        ("longest", pa.int32()),
    ]
)
_SIGNATURES = pa.schema([("doc_id", pa.string()), ("signature", pa.list_(pa.int64()))])
_PAIRS = pa.schema(
    [("one", pa.string()), ("other", pa.string()), ("likelihood", pa.float64()), ("one_doc", pa.string()),
     ("other_doc", pa.string())]
)  # fmt: skip
_LINKS = pa.schema([("event_id", pa.string()), ("canonical_id", pa.string()), ("score", pa.float64())])
_DECISIONS = pa.schema([("one", pa.string()), ("other", pa.string()), ("is_same", pa.bool_())])
_CANDIDATES = 2_000  # pairs of signatures in memory at once


class Upkeep:
    """The upkeep of an open warehouse. Files read and what is due concern no reader, and are not published for."""

    def __init__(self, file: WorkFile) -> None:
        self._con, self._file = file.con, file

    # What is due

    def is_due(self, rules: str) -> bool:
        """Whether anything that rests on several documents is out of date; by other ``rules`` (a digest), all of it."""
        waiting = "select 1 from upkeep.due union all select 1 from upkeep.affected limit 1"
        return self._rules() != rules or bool(self._con.execute(waiting).fetchall())

    def start_over_by(self, rules: str) -> int:
        """Where copies and links were found by other rules than these, all articles are due; how many these are."""
        before = self._rules()
        if before == rules:
            return 0
        with self._file.transaction(seen=False):
            self._con.execute(query_text("start_over"))
            self._con.execute("update upkeep.version set rules = ?", [rules])
        return self._file.count("main.articles") if before else 0

    def _rules(self) -> str | None:
        """The rules by which copies and links were found; none yet in a new warehouse."""
        [found] = self._con.execute("select rules from upkeep.version").fetchone() or (None,)
        return str(found) if found else None

    def due(self, most: int, among: Sequence[str] | None = None) -> list[str]:
        """Some of the documents whose articles are new, gone, or others than when the corpus was last connected.

        :param among: of these documents alone.
        """
        asked = "" if among is None else "where doc_id in (select unnest($among::varchar[]))"
        query = f"select distinct doc_id from upkeep.due {asked} order by doc_id limit $most"
        given = {"most": most} | ({} if among is None else {"among": list(among)})
        found = self._con.execute(query, given).fetchall()
        return [doc_id for (doc_id,) in found]

    def settled(self) -> None:
        """Nothing is out of date any more."""
        with self._file.transaction(seen=False):
            self._con.execute("delete from upkeep.affected")

    @contextmanager
    def step(self, docs: Sequence[str]) -> Iterator[None]:
        """One transaction that brings links and copies of these documents up to date; they are due no more after it."""
        with self._file.transaction():
            with self._given("incoming_documents", pa.table({"doc_id": pa.array(docs, pa.string())})):
                self._con.execute("create or replace temp table due_documents as from incoming_documents")
            yield
            self._con.execute("delete from upkeep.due where doc_id in (select doc_id from due_documents)")

    # Files

    def unread(self, files: Sequence[FileStamp], reading: str) -> list[int]:
        """Which of these files, by place, were not read to their end with ``reading`` as they are now."""
        return [row["place"] for row in rows_of(self._con, "unread_inputs", **_stamped(files), reading=reading)]

    def write_inputs(self, files: Sequence[FileStamp], reading: str) -> None:
        """Remember files that were read to their end; ``reading`` is a digest of what with."""
        with self._file.transaction(seen=False):
            self._con.execute(query_text("write_inputs"), {**_stamped(files), "reading": reading})

    def delete_documents(self, doc_ids: Iterable[str], *, deleted_by: str, reason: str | None = None) -> None:
        """Delete documents with everything that was read out of them, for good; a tombstone keeps them out.

        What other documents owe them (links, copies, bounds) is due, and the file is to be rewritten: its free blocks
        still hold the bytes.
        """
        given = ((doc_id, deleted_by, reason) for doc_id in doc_ids)
        self._file.run_over("delete_documents", given, ("doc_id", "deleted_by", "reason"))

    def make_due(self, docs: Sequence[str]) -> None:
        """Have links and copies of these documents worked out again, though their articles are as they were."""
        with self._file.transaction(seen=False):
            self._file.run("make_due", docs=list(docs))

    # Copies: inside `step`, in this order

    def sign(self, signatures: Iterable[tuple[str, Any]]) -> None:
        """Store signatures (doc_id, int64 array), and find out whose shingles stand beside whose."""
        table = _table(_SIGNATURES, signatures)
        with self._given("incoming", table):
            self._con.execute(query_text("changed_signatures"))
            if self._con.execute("select 1 from changed_signatures limit 1").fetchall():
                self._con.execute(query_text("sign_documents"))

    def copy_candidates(self, enough: int) -> Iterator[tuple[str, str, Any, Any]]:
        """Pairs of documents that share ``enough`` shingles to be compared, with both signatures (int64 arrays)."""
        for batch in self._con.sql(query_text("copy_candidates"), params={"enough": enough}).to_arrow_reader(
            _CANDIDATES
        ):
            ones, others, a, b = (batch.column(n) for n in range(4))
            for n in range(batch.num_rows):
                yield ones[n].as_py(), others[n].as_py(), a[n].values.to_numpy(), b[n].values.to_numpy()

    def write_copies(self, pairs: Iterable[tuple[Any, ...]]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        """Store which candidates are copies; the documents of every story that is stirred, and the pairs among them."""
        with self._given("incoming", _table(_COPIES, pairs)):
            self._con.execute(query_text("write_copies"))
        return self._all("stirred_stories"), self._all("stirred_copies")

    def signatures_of(self, docs: Iterable[str]) -> dict[str, Any]:
        """The signatures of these documents (int64 arrays)."""
        table = self._con.sql(query_text("signatures_of"), params={"docs": list(docs)}).to_arrow_table()
        return {doc.as_py(): s.values.to_numpy() for doc, s in zip(table.column(0), table.column(1), strict=True)}

    def mark_duplicates(self, marks: Iterable[tuple[str, str | None, float | None]]) -> None:
        """Store which article repeats which: (doc_id, duplicate_of or ``None``, score from 0 to 1)."""
        columns = ("doc_id", "duplicate_of", "score")
        table = rows.arrow([dict(zip(columns, row, strict=True)) for row in marks], columns)
        with self._given("incoming", table):
            self._con.execute(query_text("write_duplicates"))

    # Links: inside `step`, in this order

    def place(self, keys: Iterable[Key]) -> list[tuple[str, str, str, str]]:
        """Place events in their blocks; those that are neighbours anew, or of which one is, with their documents."""
        with self._given("incoming", _table(_KEYS, keys)):
            self._con.execute(query_text("place_mentions"))
            neighbours = self._con.execute(query_text("new_neighbours")).fetchall()
            self._con.execute(query_text("part_neighbours"))
        return neighbours

    def write_pairs(self, pairs: Iterable[tuple[Any, ...]]) -> tuple[list[dict[str, Any]], list[tuple[Any, ...]]]:
        """Store which neighbours are probably one; the links and the pairs of all that this stirs."""
        with self._given("incoming", _table(_PAIRS, pairs)):
            self._con.execute(query_text("write_pairs"))
        pairs_of = "select one, other, likelihood, one_doc, other_doc from stirred_pairs"
        return self._all("stirred_links"), self._con.execute(pairs_of).fetchall()

    def documents_of(self, events: Iterable[str]) -> list[str]:
        """The documents that tell of these events."""
        wanted = list(events)
        found = self._con.execute(query_text("documents_of_events"), {"events": wanted}).fetchall() if wanted else []
        return [doc_id for (doc_id,) in found]

    def write_links(self, links: Iterable[tuple[str, str | None, float | None]]) -> None:
        """Store what the rules link otherwise now: (event_id, canonical_id, score); no canonical_id, no link."""
        with self._given("incoming", _table(_LINKS, links)):
            self._con.execute(query_text("write_links"))

    def heads(self, events: Iterable[str]) -> list[tuple[str, str]]:
        """Those of these mentions that the rules link, each with its canonical one."""
        of = "select event_id, canonical_id from upkeep.links where event_id in (select unnest(?::varchar[]))"
        return self._con.execute(of, [list(events)]).fetchall()

    def decisions_followed(self) -> list[tuple[str, str, bool]]:
        """The decisions on which mentions are one event that the links follow: (one, other, is_same)."""
        return self._con.execute("from upkeep.decisions order by rowid").fetchall()

    def bound_to(self, events: Sequence[str]) -> tuple[list[tuple[Any, ...]], list[tuple[Any, ...]]]:
        """The rules' links of these mentions and of all that they link with them: (event_id, canonical_id, score); and
        the pairs that hold these together: (one, other, likelihood, whether one document tells both)."""
        if not events:
            return [], []
        links = self._con.execute(query_text("links_bound"), {"events": events}).fetchall()
        return links, self._con.execute(query_text("pairs_bound"), {"events": events}).fetchall()

    def follow(
        self, decided: Iterable[tuple[str, str | None, float | None]], decisions: Iterable[tuple[str, str, bool]]
    ) -> None:
        """Store the links that everybody reads: those ``decided``, and for all others that were stirred the rules'.

        ``decisions`` are those that they follow.
        """
        with self._given("incoming", _table(_LINKS, decided)), self._given("followed", _table(_DECISIONS, decisions)):
            self._con.execute(query_text("follow_decisions"))

    # Actors

    def update_actors(self, wikidata: Iterable[tuple[str, str]]) -> None:
        """Work out the actors of whom something changed; ``wikidata`` has (actor_id, item) of those in our tables."""
        if not self._con.execute("select 1 from upkeep.actors_due limit 1").fetchall():
            return
        schema = pa.schema([("actor_id", pa.string()), ("wikidata", pa.string())])
        with self._file.transaction(), self._given("incoming", _table(schema, wikidata)):
            self._con.execute(query_text("update_actors"))

    def _all(self, table: str) -> list[dict[str, Any]]:
        return fetch(self._con, f"from {table}")

    @contextmanager
    def _given(self, name: str, table: pa.Table) -> Iterator[None]:
        self._con.register(name, table)
        try:
            yield
        finally:
            self._con.unregister(name)


def _table(schema: pa.Schema, given: Iterable[Sequence[Any]]) -> pa.Table:
    columns = list(zip(*given, strict=True)) or [()] * len(schema)
    return pa.table(
        [pa.array(column, field.type) for column, field in zip(columns, schema, strict=True)], schema=schema
    )


def _stamped(files: Sequence[FileStamp]) -> Mapping[str, list[Any]]:
    """As parameters and not as a table: DuckDB imports pandas to be handed a table."""
    names = ("paths", "sizes", "modified", "changed")
    return {name: [file[place] for file in files] for place, name in enumerate(names)}
