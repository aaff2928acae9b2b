"""Weights of a gate: what they leave out, what that loses, and that they are read as they are written."""

from pathlib import Path

import numpy as np
import pytest

from flows.events.reader.features import FEATURES
from flows.events.reader.gate import ALWAYS, Gate
from flows.events.reader.together import load_reader
from flows.events.reader.weights import GATE
from flows.training import corpus, gate_weights
from flows.training.gate_weights import Weighed

TRAINING = Path(__file__).resolve().parents[2] / "seeds" / "training"


def mention(
    sentence: int, said: float, *words: str, record: str = "", told: bool = False, doc: str = "t1-001"
) -> Weighed:
    name = record or f"{doc} at {sentence}"
    return Weighed(doc, sentence, [0.0] * len(FEATURES), words, said, told, name, 10 * sentence)


def test_a_sentence_is_spared_where_all_of_its_mentions_are_unlikely() -> None:
    told = [mention(1, 0.0), mention(1, 0.0), mention(2, 0.0), mention(3, 0.0)]
    out = gate_weights.spared(told, [0.1, 0.4, 0.1, 0.2], 0.3)
    assert out.sentences == pytest.approx(2 / 3)
    assert out.text == pytest.approx(50 / 60)


def test_a_record_is_lost_where_no_other_sentence_tells_of_it() -> None:
    told = [mention(1, 0.9, record="a"), mention(2, 0.7, record="a"), mention(3, 0.6, record="b"), mention(4, 0.4)]
    assert gate_weights.spared(told, [0.1, 0.8, 0.8, 0.1], 0.3).records == 0
    assert gate_weights.spared(told, [0.1, 0.8, 0.1, 0.1], 0.3).records == 0.5


def test_the_least_chance_is_the_highest_that_loses_next_to_nothing() -> None:
    told = [mention(1, 0.9), mention(2, 0.1)]
    assert gate_weights.least_chance(told, [0.25, 0.1]) == 0.25
    assert gate_weights.least_chance(told, [0.001, 0.1]) == 0.0


def test_an_annotated_event_is_wanted_whatever_the_reader_said() -> None:
    assert mention(1, 0.2, told=True).target == 1
    assert mention(1, 0.2).target == 0.2


def test_weights_tell_words_of_records_from_others_and_are_read_as_written(tmp_path: Path) -> None:
    told = [mention(n, 0.95, "mention arrest") for n in range(40)] + [
        mention(n, 0.02, "mention taste") for n in range(40)
    ]
    fitted = gate_weights.fit_gate([*told, mention(99, 0.9, "mention once")])
    assert fitted["mention arrest"] > 1 > -1 > fitted["mention taste"]
    assert "mention once" not in fitted
    gate_weights.write_gate(tmp_path / GATE, {**fitted, 'mention "a, b"': 0.5}, 0.2)
    read = Gate.of(tmp_path / GATE)
    assert (read.always, read.least) == (fitted[ALWAYS], 0.2)
    assert read.words["mention arrest"] == fitted["mention arrest"]
    assert read.words['mention "a, b"'] == 0.5


def test_our_own_articles_are_weighed_by_the_weights_that_ship_as_the_gate_does() -> None:
    article = corpus.annotated_articles([TRAINING / "articles-5.jsonl"])[0]
    reader = load_reader("small")
    told = list(gate_weights.weighed([article], reader.models[0]))
    assert {one.doc_id for one in told} == {article["doc_id"]}
    assert any(one.told for one in told)
    assert all(0 < one.said < 1 for one in told)
    gate = reader.gate
    assert gate is not None
    named = {**dict(zip(FEATURES, gate.numbers, strict=True)), **gate.words, ALWAYS: gate.always}
    kept = [one for one in told if one.said >= 0.5 and gate_weights.chance(named, one) >= gate.least]
    assert len(kept) >= 0.99 * np.sum([one.said >= 0.5 for one in told])
