"""What a small reader learns: the right answers, any of several; and a larger one's word, as far as it sees an event.

torch is not among what dateline needs: where it is absent, none of this runs (``pip install dateline[reader]``).
"""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.events.reader.features import FEATURES
from flows.events.reader.pieces import Pieces
from flows.events.reader.readings import CLASSES
from flows.training.corpus import Example, ReadSentence

torch = pytest.importorskip("torch", reason="torch, which only training needs, is not installed")
pytest.importorskip("safetensors", reason="safetensors, which only training needs, is not installed")

from flows.training import fit, network, teaching  # noqa: E402  they import torch
from flows.training.batches import batch_of  # noqa: E402

WORDS = ["police", "arrested", "the", "mayor", "it", "rained", "all", "day"]
TINY = network.Shape(width=24, layers=2, pieces=3 + len(WORDS), places=64, first_place=0, epsilon=1e-12, heads=2)
COERCE = CLASSES.index("COERCE")


@pytest.fixture
def pieces(tmp_path: Path) -> Pieces:
    path = tmp_path / "pieces.txt"
    path.write_text("\n".join(["[UNK]", "[CLS]", "[SEP]", *WORDS]) + "\n", encoding="utf-8")
    return Pieces.of(path)


def tiny() -> network.ReaderNetwork:
    torch.manual_seed(1)
    return network.ReaderNetwork(TINY, len(FEATURES))


def sentences() -> list[ReadSentence]:
    """One that tells of an arrest by the police, and one that tells of the weather."""
    rules = [0.0] * len(FEATURES)
    arrest = Example(7, 15, rules, classes=(COERCE,), statuses=(0,), source=[(0, 6)], target=[(20, 25)], when=[])
    return [
        ReadSentence("t1-001", "police arrested the mayor", 0, [arrest]),
        ReadSentence("t1-002", "it rained all day", 0, [Example(3, 9, rules)]),
    ]


def answers(reader: network.ReaderNetwork, batch) -> dict[str, torch.Tensor]:
    reader.eval()
    with torch.no_grad():
        return reader(*batch.inputs)


def test_a_reader_learns_what_it_is_shown_and_leaves_what_is_frozen(pieces: Pieces) -> None:
    reader = tiny()
    batch = batch_of(sentences(), pieces, pad=0)
    before = fit.loss_of(answers(reader, batch), batch).item()
    words = reader.encoder.word.weight.clone()
    lowest = reader.encoder.layers[0].q.weight.clone()
    said: list[str] = []
    plan = fit.Plan(epochs=30, rate=1e-3, frozen=1, sentences=2, joined=0)
    fit.fit(reader, sentences(), pieces, plan, pad=0, say=said.append)
    told = answers(reader, batch)
    assert fit.loss_of(told, batch).item() < before
    assert told["classes"].argmax(-1).tolist() == [1 + COERCE, 0]
    assert torch.equal(reader.encoder.word.weight, words)
    assert torch.equal(reader.encoder.layers[0].q.weight, lowest)
    assert len(said) == plan.epochs


def test_any_of_several_right_classes_will_do(pieces: Pieces) -> None:
    reads = sentences()[:1]
    batch = batch_of(reads, pieces, pad=0)
    out = answers(tiny(), batch)
    one = fit.loss_of(out, batch).item()
    reads[0].examples[0].classes = (COERCE, CLASSES.index("ASSAULT"))
    assert fit.loss_of(out, batch).item() < one


def test_pupils_who_say_what_the_teacher_says_have_nothing_to_learn(pieces: Pieces) -> None:
    teacher, reads = tiny(), sentences()
    teaching.teach(teacher, reads, pieces, pad=0)
    lessons = [read.lesson for read in reads if read.lesson is not None]
    assert [lesson.states.shape for lesson in lessons] == [(6, TINY.width), (6, TINY.width)]
    batch = batch_of(reads, pieces, pad=0)
    same = answers(teacher, batch)
    assert teaching.disagreement(same, lessons).item() == pytest.approx(0, abs=0.01)
    other = {head: scores.flip(-1) for head, scores in same.items()}
    assert teaching.disagreement(other, lessons).item() > teaching.disagreement(same, lessons).item()


def test_where_the_teacher_sees_no_event_its_word_on_sides_is_not_learned() -> None:
    def lesson(none: float) -> teaching.Lesson:
        classes = torch.full((1, 1 + len(CLASSES)), (1 - none) / len(CLASSES))
        classes[0, 0] = none
        rows = {"status": 6, "relation": 4, **dict.fromkeys(network.SIDES, 5)}
        heads = {head: torch.full((1, n), 1 / n).log() for head, n in rows.items()}
        return teaching.Lesson({"classes": classes.log(), **heads}, torch.zeros(4, 2))

    both = [lesson(0.999), lesson(0.001)]
    out = {head: torch.cat([one.heads[head] for one in both]).clone() for head in both[0].heads}
    at_event, at_none = ({head: scores.clone() for head, scores in out.items()} for _ in range(2))
    at_none["source"][0, 0] += 3
    at_event["source"][1, 0] += 3
    assert teaching.disagreement(at_event, both).item() > 100 * teaching.disagreement(at_none, both).item()


def test_states_are_mapped_to_the_teachers(pieces: Pieces) -> None:
    reads = sentences()
    teaching.teach(tiny(), reads, pieces, pad=0)
    lessons = [read.lesson for read in reads if read.lesson is not None]
    batch = batch_of(reads, pieces, pad=0)
    torch.manual_seed(3)
    states = torch.randn(2, 6, 8)
    state_map = teaching.StateMap(8, lessons)
    assert state_map.map.out_features == TINY.width
    before = state_map(states, batch, lessons)
    steps = torch.optim.Adam(state_map.parameters(), lr=0.05)
    for _ in range(50):
        steps.zero_grad()
        state_map(states, batch, lessons).backward()
        steps.step()
    assert state_map(states, batch, lessons).item() < before.item()
