"""What a run remembers for the next one: articles that the corpus is not connected with yet, files read to the end."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from warehouse.read import rows
from warehouse.work_file import WorkFile

FileStamp = tuple[str, int, int, int]  # absolute path, bytes, and when bytes and inode were changed (Unix, ns)


class Upkeep:
    """What is still to be done, and what need not be done again; no reader sees it. And what must not be known."""

    def __init__(self, file: WorkFile) -> None:
        self._file = file

    def is_due(self) -> bool:
        """Whether articles are new, or others than when the corpus was last connected."""
        return self._file.con.execute("select 1 from upkeep.due limit 1").fetchone() is not None

    def connected(self) -> None:
        """Nothing is due any more."""
        with self._file.transaction(seen=False):
            self._file.con.execute("delete from upkeep.due")

    def unread(self, files: Sequence[FileStamp], reading: str) -> list[int]:
        """Which of these files, by place, were not read to their end with ``reading`` as they are now."""
        return [row["place"] for row in rows(self._file.con, "unread_inputs", **_stamped(files), reading=reading)]

    def write_inputs(self, files: Sequence[FileStamp], reading: str) -> None:
        """Remember files that were read to their end; ``reading`` is a digest of what with."""
        with self._file.transaction(seen=False):
            self._file.run("write_inputs", **_stamped(files), reading=reading)

    def delete_documents(self, doc_ids: Iterable[str], *, deleted_by: str, reason: str | None = None) -> None:
        """Delete documents with everything that was read out of them, for good; a tombstone keeps them out.

        What other documents owe them (links, copies, bounds) is to be worked out anew, and the file to be rewritten:
        its free blocks still hold the bytes.
        """
        given = ((doc_id, deleted_by, reason) for doc_id in doc_ids)
        self._file.run_over("delete_documents", given, ("doc_id", "deleted_by", "reason"))

    def raise_by_hand(self, doc_id: str, event_id: str | None) -> None:
        """Raise the flag that bears a person's decision on an event, or else an article, that no rule found wrong."""
        with self._file.transaction():
            self._file.run("raise_by_hand", doc_id=doc_id, event_id=event_id)


def _stamped(files: Sequence[FileStamp]) -> dict[str, list[Any]]:
    """As parameters and not as a table: DuckDB imports pandas to be handed a table."""
    return {
        name: [file[place] for file in files] for place, name in enumerate(("paths", "sizes", "modified", "changed"))
    }
