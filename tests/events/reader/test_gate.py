"""Sentences that hold no event on record are not read; what is said of their mentions is the rules' word."""

from pathlib import Path

import pytest

from flows.events.coding import Coder
from flows.events.mentions import all_of
from flows.events.parse import sentences as parse
from flows.events.reader import weights
from flows.events.reader.features import FEATURES
from flows.events.reader.gate import Gate, unread
from flows.events.reader.questions import Sentence, sentences
from flows.events.reader.together import load_reader
from flows.events.reader.weights import GATE
from flows.records import Models
from tests.events.reading import dated, read

IDLE = "The soup has little salt."
GRAVE = "Police arrested three opposition leaders in Minsk on Monday."


def asked(text: str) -> list[Sentence]:
    [(_, passages)] = parse.read_passages([dated(text).article])
    coder = Coder(passages)
    return sentences(passages, all_of(passages, coder), lambda m: coder.frame(m.token, m.passage))


@pytest.fixture
def gate(tmp_path: Path) -> Gate:
    """One that knows two words and one number."""
    path = tmp_path / GATE
    path.write_text(
        "# What.\nwhat,weight\nleast,0.30\nalways,-2.00\nmention arrest,3.00\nsubject soup,-1.00\ntag VBD,0.50\n"
    )
    return Gate.of(path)


def test_the_chance_is_a_sum_of_what_is_known_of_a_mention(gate: Gate) -> None:
    [idle], [grave] = asked(IDLE), asked(GRAVE)
    assert gate.chance(idle.questions[0]) == pytest.approx(0.047, abs=0.001)  # -2 - 1
    assert gate.chance(grave.questions[0]) == pytest.approx(0.818, abs=0.001)  # -2 + 3 + .5


def test_a_sentence_is_left_out_where_none_of_its_mentions_has_the_least_chance(gate: Gate) -> None:
    [idle], [grave] = asked(IDLE), asked(GRAVE)
    [judgement] = gate.left_out(idle) or []
    assert judgement.on_record == gate.chance(idle.questions[0])
    assert gate.left_out(grave) is None
    [both] = asked("The soup was cold when police arrested the cook.")
    assert gate.left_out(both) is None


def test_of_what_is_not_read_class_status_and_sides_are_the_rules() -> None:
    judgement = unread(0.05)
    assert judgement.event_type("ASSAULT") == "ASSAULT"
    assert judgement.status("denied") == "denied"
    assert not judgement.is_likely
    assert judgement.source.nowhere == 0
    assert judgement.source.words == ()


def test_every_number_of_the_rules_has_a_name() -> None:
    assert len(set(FEATURES)) == len(FEATURES)
    assert all(len(q.features) == len(FEATURES) for sentence in asked(f"{IDLE} {GRAVE}") for q in sentence.questions)


def test_the_small_reader_is_spared_idle_sentences_and_no_grave_ones() -> None:
    reader = load_reader("small")
    assert reader.gate is not None
    [idle], [grave] = asked(IDLE), asked(GRAVE)
    assert [j.on_record for j in reader.judge(idle)] == [reader.gate.chance(q) for q in idle.questions]
    assert reader.judge(grave) == reader.read(grave)


def test_what_is_left_out_is_sure_of_nothing() -> None:
    [has] = read(IDLE, Models(reader="small")).values()
    assert has.event_type is None
    assert has.confidence < 0.2


def test_the_gate_is_part_of_what_is_stored_of_a_reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weights, "READERS", tmp_path)
    (tmp_path / "small").mkdir()
    for name in ("model.onnx", "pieces.txt", "reader.json"):
        (tmp_path / "small" / name).write_text(name)
    without = weights.weights_version.__wrapped__("small")
    (tmp_path / "small" / GATE).write_text("what,weight\n")
    assert weights.weights_version.__wrapped__("small") != without
