"""What people decide, written down and carried out.

A decision is a row in ``reviews``: who, when, what it was about and how that stood before. It holds through re-runs
(the same finding keeps its flag) until it is taken back. An article that is worked out again is audited by the same
rules as in a run, without the seconds of loading that Great Expectations costs: a person is waiting.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal, get_args

from expectations.reports import follow_decision, report_rows
from expectations.review.held import HeldWarehouse
from expectations.review.latest import LatestCopy
from expectations.review.queue import Row, flag_named, subject_named
from expectations.rules import check_plainly
from flows import corrections
from flows.corrections import Correction
from flows.errors import BusyError, CorrectionError, ReviewError, WarehouseError
from flows.records import Interval
from warehouse.files import work_path
from warehouse.reviews import Reviews
from warehouse.store import Warehouse

Decision = Literal["accepted", "corrected", "dismissed"]
Notice = Callable[[str], None]
Reresolve = Callable[[Warehouse, str], Sequence[str]]
"""Works a document out again inside the open warehouse: ``(warehouse, doc_id)``; returns what kept it from that, a
sentence each. The pipeline supplies it."""
Relink = Callable[[Warehouse, Sequence[str]], None]
"""Links the events of documents again. The pipeline supplies it, too."""

NOTE, _NAME = 2_000, 200  # characters of a note, and of a reviewer's name
WAIT = 60.0  # seconds that a person waits for a run to end, and is then told of it


@dataclass(frozen=True, slots=True)
class ReviewDesk:
    """A warehouse at which people decide: what carries a decision out, and how long one waits for a run to end.

    :param wait: seconds; ``None`` for as long as it takes. ``notice`` is told of it at once, in a sentence.
    :param held: where it is published later what is decided (`publish`): a page need not wait for the copy. Left out,
        a decision is published before it is told.
    """

    published: Path
    reresolve: Reresolve | None = None
    relink: Relink | None = None
    wait: float | None = WAIT
    notice: Notice = logging.getLogger("dateline").warning
    held: HeldWarehouse | None = None

    def opened(self) -> Warehouse:
        """The writer's side, a context manager. Raises ``BusyError`` where a run has not ended in time."""
        return Warehouse.open(self.published, wait=self.wait, notice=self.notice, checker=check_plainly)

    @contextmanager
    def _writing(self, docs: Sequence[str | None]) -> Iterator[Warehouse]:
        """The writer's side, for a decision about ``docs``: what it commits is seen by all, published now or later."""
        held = self.held or HeldWarehouse(LatestCopy(self.published))
        try:
            try:
                yield held.opened(self.opened)
            finally:
                held.decided(docs)
        finally:
            if self.held is None:
                held.publish()

    def publish(self) -> None:
        """Publish what was decided and held back, and have the static report follow."""
        if self.held is not None and (docs := self.held.publish()):
            self._follow(docs)

    def catch_up(self) -> None:
        """Publish what a review had decided and not published when it was killed; a run that writes now does that."""
        if not work_path(self.published).exists():
            return
        try:
            with Warehouse.open(self.published, wait=0) as warehouse:
                if not warehouse.is_published():
                    warehouse.publish()
        except BusyError:
            return
        except WarehouseError as error:
            self.notice(str(error))

    @contextmanager
    def reading(self) -> Iterator[Any]:
        """A cursor on the warehouse with all that was decided."""
        with (self.held.latest if self.held else LatestCopy(self.published)).reading() as con:
            yield con

    def subject(self, what: str) -> Row:
        """What ``what`` names, as `queue.subject_named` finds it."""
        with self.reading() as con:
            return subject_named(con, what)

    def decide(
        self,
        flag_id: str,
        decision: Decision,
        value: str | None = None,
        note: str = "",
        reviewer: str = "",
        *,
        seen: int | None = None,
    ) -> Row:
        """Record a decision, work the article out again where it corrects something, publish, and return the flag.

        :param value: what is right, for ``corrected`` (``read_correction`` says how it is written). Of an event it goes
            on top of what was corrected before: what it does not name stays.
        :param seen: how many decisions on the flag the reviewer has seen: with another number, somebody was quicker.
        :raises ReviewError: an unknown flag or decision, somebody was quicker, or the article cannot be worked out with
            it. The decision is not taken then.
        :raises CorrectionError: the value is none.
        """
        said = _Said(decision, value, note, reviewer, seen)
        flag = self.subject(flag_id)
        correction = _checked(flag, said)
        with self._writing([flag["doc_id"]]) as warehouse:
            self._record(warehouse, flag, said, correction)
        return self._after(flag["flag_id"], [flag["doc_id"]])

    def _record(self, warehouse: Warehouse, flag: Row, said: _Said, correction: Correction | None) -> None:
        if flag["state"] == "unmarked":
            warehouse.reviews.raise_by_hand(flag["doc_id"], flag["event_id"])
        _nobody_was_quicker(warehouse, flag["flag_id"], said.seen)
        value, before = said.value, None
        if correction is not None:
            before = str(_as_it_stands(warehouse, flag)) or corrections.UNKNOWN
        if correction is not None and flag["event_id"]:
            value = str(correction.over(_corrected_before(warehouse, flag)))
        said.write(warehouse, flag["flag_id"], value, before)
        if correction is not None and self.reresolve is not None:
            with _taken_back_on_failure(warehouse, flag["flag_id"]):
                _work_out(self.reresolve, warehouse, flag["doc_id"], "the decision is not taken")

    def decide_same(self, event: str, other: str, is_same: bool, note: str = "", reviewer: str = "") -> Row:
        """Record whether two mentions are of one event, link them again, publish, and return the flag that bears it.

        What is so already is held to by it, whatever later runs find.

        :raises ReviewError: no such mention, one of no type, one of a repost, or an earlier decision says otherwise.
        """
        one, two = self._two_mentions(event, other)
        said = _Said("corrected", f"{'same as' if is_same else 'apart from'} {two['event_id']}", note, reviewer)
        docs = [one["doc_id"], two["doc_id"]]
        with self._writing(docs) as warehouse:
            flag_id = self._record_same(warehouse, one, two, said)
        return self._after(flag_id, docs)

    def _record_same(self, warehouse: Warehouse, one: Row, two: Row, said: _Said) -> str:
        now = _are_one(warehouse, one, two)
        warehouse.reviews.raise_by_hand(one["doc_id"], one["event_id"], two["event_id"])
        [flag] = warehouse.read("flag_on_pair", one=one["event_id"], other=two["event_id"])
        broken = warehouse.read("broken_decisions")
        said.write(warehouse, flag["flag_id"], said.value, f"{'same as' if now else 'apart from'} {two['event_id']}")
        if self.relink is not None:
            docs = list(dict.fromkeys((one["doc_id"], two["doc_id"])))
            self.relink(warehouse, docs)
            if any(row not in broken for row in warehouse.read("broken_decisions")):
                earlier = _said_around(warehouse, one, two)
                warehouse.reviews.withdraw(flag["flag_id"])
                self.relink(warehouse, docs)
                raise ReviewError(f"that contradicts earlier decisions{earlier}: take those back first")
        return str(flag["flag_id"])

    def take_over(self, exported: Iterable[Mapping[str, Any]]) -> tuple[int, list[str]]:
        """Decide what people decided in another warehouse (`dateline export corrections`), under their names.

        Returns how many decisions were taken, and what kept others from it, a sentence each. One that the same
        reviewer has taken here already is passed over.
        """
        docs: list[str | None] = []
        troubles: list[str] = []
        with self._writing(docs) as warehouse:
            for row in exported:
                try:
                    docs += self._take_over(warehouse, row)
                except (ReviewError, CorrectionError, KeyError) as error:
                    troubles.append(f"{row.get('event_id') or row.get('doc_id') or row.get('flag_id')}: {error}")
        self._told(docs)
        return len(docs), troubles

    def _two_mentions(self, one: str, other: str) -> tuple[Row, Row]:
        with self.reading() as con:
            found = _mention(con, one), _mention(con, other)
        if found[0]["event_id"] == found[1]["event_id"]:
            raise ReviewError("an event is compared with another one, and this is the same")
        return found

    def _subject_of(self, row: Mapping[str, Any]) -> Row:
        """What a decision of another warehouse is about here: the same flag, or else the event or the article."""
        with self.reading() as con:
            try:
                return flag_named(con, row["flag_id"])
            except ReviewError:
                if row["decision"] != "corrected" and row["code"] != "by_hand":
                    raise  # what was found there was not found here: there is nothing to be accepted or dismissed
                return subject_named(con, row["event_id"] or row["doc_id"])

    def _take_over(self, warehouse: Warehouse, row: Mapping[str, Any]) -> list[str | None]:
        decided_at = datetime.fromisoformat(row["decided_at"])
        said = _Said(row["decision"], row["value"], row["note"] or "", row["reviewer"], decided_at=decided_at)
        made = warehouse.read("decisions_made", flag_id=row["flag_id"])
        if any((one["reviewer"], one["decided_at"]) == (said.reviewer, decided_at) for one in made):
            return []
        if row["code"] == "same_event":
            one, two = self._two_mentions(row["event_id"], row["value"].rsplit(" ", 1)[1])
            self._record_same(warehouse, one, two, said)
            return [one["doc_id"]]
        flag = self._subject_of(row)
        self._record(warehouse, flag, said, _checked(flag, said))
        return [flag["doc_id"]]

    def decide_all(
        self, decision: Decision, code: str | None, outlet: str | None, note: str = "", reviewer: str = ""
    ) -> int:
        """Accept or dismiss every open flag of a code, of an outlet, or of both; returns how many there were.

        :raises ReviewError: neither is named, the decision is a correction, or there is no such flag.
        """
        if decision not in ("accepted", "dismissed"):
            raise ReviewError("flags are accepted or dismissed together; each is corrected by itself")
        said = _Said(decision, None, note, reviewer)
        why = said.note or None

        def act(reviews: Reviews) -> list[str | None]:
            return reviews.write_all(decision, code=code, outlet=outlet, reviewer=said.reviewer, note=why)

        return self._all(act, code, outlet)

    def withdraw_all(self, code: str | None, outlet: str | None, reviewer: str) -> int:
        """Take back what ``reviewer`` accepted or dismissed last of a code, an outlet or both; returns how many."""
        who = _Said("accepted", None, "", reviewer).reviewer
        return self._all(lambda reviews: reviews.withdraw_all(code=code, outlet=outlet, reviewer=who), code, outlet)

    def _all(self, act: Callable[[Reviews], list[str | None]], code: str | None, outlet: str | None) -> int:
        if not code and not outlet:
            raise ReviewError("all flags of which code, or of which outlet?")
        docs: list[str | None] = []
        with self._writing(docs) as warehouse:
            docs += act(warehouse.reviews)
            if not docs:
                raise ReviewError(f"there is no such flag of {' and '.join(filter(None, (code, outlet)))}")
        self._told(docs)
        return len(docs)

    def withdraw(self, flag_id: str, *, seen: int | None = None) -> Row:
        """Take the latest decision on a flag back, work out again what it had changed, and publish.

        :raises ReviewError: no such flag, or nothing decided on it.
        """
        flag = self.subject(flag_id)
        if flag["state"] not in get_args(Decision):
            raise ReviewError(f"flag {flag['flag_id']} is {flag['state']}: there is no decision to take back")
        docs = [flag["doc_id"]]
        with self._writing(docs) as warehouse:
            _nobody_was_quicker(warehouse, flag["flag_id"], seen)
            held = warehouse.read("decisions_held", flag_id=flag["flag_id"])
            warehouse.reviews.withdraw(flag["flag_id"])
            if flag["code"] == "same_event":
                docs += [row["doc_id"] for row in held if row["doc_id"]]
                if self.relink is not None:
                    self.relink(warehouse, list(dict.fromkeys(docs)))
            elif flag["state"] == "corrected" and flag["doc_id"] and self.reresolve is not None:
                otherwise = "the decision is taken back, its article is as it was"
                _work_out(self.reresolve, warehouse, flag["doc_id"], otherwise)
        return self._after(flag["flag_id"], docs)

    def _after(self, flag_id: str, docs: Sequence[str | None]) -> Row:
        self._told(docs)
        with self.reading() as con:
            return flag_named(con, flag_id)

    def _told(self, docs: Sequence[str | None]) -> None:
        if self.held is None:
            self._follow(docs)

    def _follow(self, docs: Sequence[str | None]) -> None:
        """The static report follows; where it cannot be written, the decision stands all the same, and that is said."""
        try:
            with self.reading() as con:
                follow_decision(con, self.published, docs)
        except OSError as error:
            self.notice(f"{self.published}: its report does not show the decision yet ({error}): `dateline report`")


def decide(published_db: Path, flag_id: str, decision: Decision, value: str | None = None, note: str = "",
           reviewer: str = "", *, reresolve: Reresolve | None = None) -> Row:  # fmt: skip
    """`ReviewDesk.decide` at a desk of its own."""
    return ReviewDesk(published_db, reresolve, wait=WAIT).decide(flag_id, decision, value, note, reviewer)


def withdraw(published_db: Path, flag_id: str, *, reresolve: Reresolve | None = None) -> Row:
    """`ReviewDesk.withdraw` at a desk of its own."""
    return ReviewDesk(published_db, reresolve, wait=WAIT).withdraw(flag_id)


@dataclass(frozen=True, slots=True)
class _Said:
    """A decision as it was made: what, why, by whom, and how many others on the flag its reviewer had seen."""

    decision: Decision
    value: str | None
    note: str
    reviewer: str
    seen: int | None = None
    decided_at: datetime | None = None

    def __post_init__(self) -> None:
        if self.decision not in get_args(Decision):
            raise ReviewError(f"unknown decision {self.decision!r}: one of {', '.join(get_args(Decision))}")
        if not self.reviewer.strip():
            raise ReviewError("who decides? a reviewer's name is missing")
        object.__setattr__(self, "value", (self.value or "").strip() or None)
        object.__setattr__(self, "note", self.note.strip()[:NOTE])
        object.__setattr__(self, "reviewer", self.reviewer.strip()[:_NAME])

    def write(self, warehouse: Warehouse, flag_id: str, value: str | None, before: str | None) -> None:
        warehouse.reviews.write(
            flag_id, self.decision, value=value, before=before, note=self.note or None, reviewer=self.reviewer,
            decided_at=self.decided_at,
        )  # fmt: skip


def _checked(flag: Row, said: _Said) -> Correction | None:
    """The correction that a decision is, if it is one."""
    if said.decision != "corrected":
        if said.value:
            raise ReviewError(f"a value belongs to a correction, not to {said.decision!r}")
        return None
    if not flag["doc_id"]:
        raise ReviewError("this flag is about no article: there is nothing to correct")
    if flag["code"] == "same_event":
        raise ReviewError("whether two mentions are of one event is decided on the event, or taken back here")
    return corrections.read_correction(said.value or "", of_event=flag["event_id"] is not None)


def _nobody_was_quicker(warehouse: Warehouse, flag_id: str, seen: int | None) -> None:
    made = warehouse.read("decisions_made", flag_id=flag_id)
    if seen is not None and len(made) != seen:
        last = made[0]
        did = f"took the decision {last['decision']} back" if last["withdrawn_at"] else f"{last['decision']} it"
        value = f" to {last['value']}" if last["value"] and not last["withdrawn_at"] else ""
        note = f" ({last['note']})" if last["note"] else ""
        raise ReviewError(
            f"{last['reviewer']} {did}{value} meanwhile{note}: look again, and decide again if you differ"
        )


def _as_it_stands(warehouse: Warehouse, flag: Row) -> Correction:
    """What a correction is about to change."""
    if flag["event_id"] is None:
        [article] = warehouse.read("reviewed_article", doc_id=flag["doc_id"])
        return Correction(Interval(article["date_from"], article["date_to"]))
    found = warehouse.read("reviewed_event", event_id=flag["event_id"])
    return corrections.as_it_stands(found[0], found[0]["participants"]) if found else Correction(removed=True)


def _corrected_before(warehouse: Warehouse, flag: Row) -> Correction:
    """What was corrected of the mention before, also under another name, before a later version cut it otherwise."""
    places = warehouse.read("places_of_mentions", docs=[flag["doc_id"]])
    mentions = {(row["char_start"], row["char_end"]): row["event_id"] for row in places}
    there = {event_id: span for span, event_id in mentions.items()}
    place = there.get(flag["event_id"], (flag["char_start"], flag["char_end"]))  # of one that was struck out, as it was
    made = corrections.of_events(warehouse.read("corrections")).get(flag["doc_id"], [])
    said = corrections.placed(made, {place: flag["event_id"]} | mentions)
    return corrections.read_correction(said[place], of_event=True) if place in said else Correction()


def _mention(con: Any, what: str) -> Row:
    """The mention that ``what`` names, as one that may be joined with another."""
    found = report_rows.query_rows(con, "mention_by_prefix", what=what)
    if len(found) != 1:
        raise ReviewError(f"{'more than one' if found else 'no'} event is named {what!r}")
    [mention] = found
    if mention["event_type"] is None:
        raise ReviewError(f"{mention['event_id']} ({mention['text']!r}) has no type: give it one first (--type)")
    if mention["duplicate_of"]:
        raise ReviewError(
            f"{mention['event_id']} stands in a repost, and is of whatever event its original tells of: decide on that"
            f" ({mention['original_id'] or mention['duplicate_of'][:12]})"
        )
    return mention


def _are_one(warehouse: Warehouse, one: Row, other: Row) -> bool:
    linked = [warehouse.read("linked_to", event_id=row["event_id"])[0]["canonical_id"] for row in (one, other)]
    return bool(linked[0] == linked[1])


def _said_around(warehouse: Warehouse, one: Row, two: Row) -> str:
    """What people said of the mentions that are of either event now, but for these two, in brackets."""
    asked = {one["event_id"], two["event_id"]}
    around = {row["event_id"] for name in asked for row in warehouse.read("linked_with", event_id=name)}
    said = [(is_same, {a, b}) for a, b, is_same in warehouse.upkeep.decisions_followed()]
    told = "; ".join(
        f"{' and '.join(sorted(pair))} are {'one' if is_same else 'two'}"
        for is_same, pair in said
        if pair != asked and pair & around
    )
    return f" ({told})" if told else ""


def _work_out(reresolve: Reresolve, warehouse: Warehouse, doc_id: str, otherwise: str) -> None:
    if troubles := reresolve(warehouse, doc_id):
        raise ReviewError(f"the article could not be worked out again ({'; '.join(troubles)}): {otherwise}")


@contextmanager
def _taken_back_on_failure(warehouse: Warehouse, flag_id: str) -> Iterator[None]:
    """What was decided and cannot be carried out does not stand."""
    try:
        yield
    except BaseException:
        warehouse.reviews.withdraw(flag_id)
        raise
