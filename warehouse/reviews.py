"""What people decided, written down: rows that hold through every later run, until they are withdrawn."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from flows.errors import WarehouseError
from warehouse.read import rows
from warehouse.work_file import WorkFile

Decision = Literal["accepted", "corrected", "dismissed"]


class Reviews:
    """The decisions in an open warehouse."""

    def __init__(self, file: WorkFile) -> None:
        self._con, self._file = file.con, file

    def raise_by_hand(self, doc_id: str, event_id: str | None, other_id: str | None = None) -> None:
        """Raise the flag that bears a person's decision on an event, or else an article, that no rule found wrong.

        :param other_id: another mention: whether the two are of one event is what was looked at.
        """
        with self._file.transaction():
            self._file.run("raise_by_hand", doc_id=doc_id, event_id=event_id, other_id=other_id)

    def write(
        self,
        flag_id: str,
        decision: Decision,
        *,
        reviewer: str,
        value: str | None = None,
        before: str | None = None,
        note: str | None = None,
        decided_at: datetime | None = None,
    ) -> None:
        """Store what a person decided on a flag.

        :param value: for ``corrected``: what is right, as `flows.corrections` reads it; ``before``: what stood there.
        :param decided_at: now, unless it was decided in another warehouse.
        :raises WarehouseError: there is no such flag.
        """
        with self._file.transaction():
            self._known_flag(flag_id)
            decided = {"decision": decision, "value": value, "before": before, "note": note, "reviewer": reviewer}
            self._file.run("write_review", flag_id=flag_id, decided_at=decided_at, **decided)
            self._file.run("states_of_flags", flags=[flag_id])

    def write_all(
        self, decision: Decision, *, code: str | None, outlet: str | None, reviewer: str, note: str | None = None
    ) -> list[str | None]:
        """Store one decision on every open flag of a code, an outlet or both; the document of each of them."""
        found = rows(self._con, "flags_to_decide", code=code, outlet=outlet)
        flags = [row["flag_id"] for row in found]
        with self._file.transaction():
            self._file.run("decide_flags", flags=flags, decision=decision, note=note, reviewer=reviewer)
            self._file.run("states_of_flags", flags=flags)
        return [row["doc_id"] for row in found]

    def withdraw(self, flag_id: str) -> None:
        """Take back the latest decision on a flag; the one before it holds again, or none."""
        with self._file.transaction():
            self._known_flag(flag_id)
            self._withdraw([flag_id])

    def withdraw_all(self, *, code: str | None, outlet: str | None, reviewer: str) -> list[str | None]:
        """Take back what a person accepted or dismissed last of a code, an outlet or both; each flag's document."""
        found = rows(self._con, "flags_to_withdraw", code=code, outlet=outlet, reviewer=reviewer)
        with self._file.transaction():
            self._withdraw([row["flag_id"] for row in found])
        return [row["doc_id"] for row in found]

    def _withdraw(self, flags: list[str]) -> None:
        self._file.run("withdraw_flags", flags=flags)
        self._file.run("states_of_flags", flags=flags)

    def _known_flag(self, flag_id: str) -> None:
        if not self._con.execute("select 1 from flags where flag_id = ?", [flag_id]).fetchone():
            raise WarehouseError(f"{self._file.published}: no flag {flag_id}")
