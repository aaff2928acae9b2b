"""The user's own tables of reference, as the runs of a warehouse have read with them."""

from __future__ import annotations

from typing import Any

from flows.records import OURS, Reference
from warehouse import places
from warehouse.read import rows as rows_of
from warehouse.work_file import WorkFile


class KeptTables:
    """What the writer's file keeps of the tables that its articles were read with."""

    def __init__(self, file: WorkFile) -> None:
        self._file = file

    def read_with(self, run_id: str, reference: Reference, *, chosen: bool = True) -> bool:
        """Note what a run reads with; whether these are other tables than those that were chosen last.

        A run that chooses others is news to readers.

        :param chosen: whether the run was asked for these, rather than taking those that an article was read with.
        """
        con, others = self._file.con, self.of() != reference
        with self._file.transaction(seen=chosen and others):
            told = "update runs set reference = ?, reference_chosen = ? where run_id = ?"
            con.execute(told, [reference.digest, chosen, run_id])
            if reference.files and not self._files(reference.digest):
                files = [(reference.digest, reference.folder, *file) for file in reference.files]
                con.executemany("insert into reference_files values (?, ?, ?, ?)", files)
        return others

    def of(self, doc_id: str | None = None) -> Reference:
        """The tables that an article was read with, or those that were chosen last."""
        found = rows_of(self._file.con, "reference_of", doc_id=doc_id)
        files = self._files(found[0]["reference"]) if found else []
        return Reference(files[0]["folder"], tuple((row["file"], row["text"]) for row in files)) if files else OURS

    def count_others(self, reference: Reference) -> int:
        """How many articles were read with other tables than these."""
        return int(rows_of(self._file.con, "read_otherwise", reference=reference.digest)[0]["articles"])

    def load_places(self) -> None:
        """Let the table of places be what the tables of reference say that are in use now."""
        if places.are_others(self._file.con):
            with self._file.transaction():
                places.load(self._file.con)

    def _files(self, digest: str) -> list[dict[str, Any]]:
        return rows_of(self._file.con, "reference_files", reference=digest) if digest else []
