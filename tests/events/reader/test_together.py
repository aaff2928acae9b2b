"""Several weights answer as one: between them, and as each where they agree."""

from pathlib import Path
from shutil import copytree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.events.coding import Coder
from flows.events.mentions import all_of
from flows.events.parse import sentences as parse
from flows.events.reader import ask_reader, reader_version, weights
from flows.events.reader.model import load_model
from flows.events.reader.readings import CLASSES, STATUSES, Judgement, Pointer
from flows.events.reader.together import load_reader, mean_of
from tests.events.reading import dated

PROBABILITY = st.floats(0.001, 0.999)


def shares(count: int) -> st.SearchStrategy[tuple[float, ...]]:
    rows = st.lists(st.floats(0.01, 1), min_size=count, max_size=count)
    return rows.map(lambda row: tuple(one / sum(row) for one in row))


POINTER = shares(3).map(lambda row: Pointer(row[0], ((4, row[1]), (7, row[2]))))
JUDGEMENT = st.builds(
    Judgement, PROBABILITY, shares(len(CLASSES)), shares(len(STATUSES)), POINTER, POINTER, POINTER
)  # fmt: skip


@given(JUDGEMENT)
def test_two_that_agree_say_what_each_says(one: Judgement) -> None:
    told = mean_of([one, one])
    assert told.on_record == pytest.approx(one.on_record)
    assert told.classes == pytest.approx(one.classes)
    assert dict(told.source.words) == pytest.approx(dict(one.source.words))


@given(JUDGEMENT, JUDGEMENT)
def test_what_two_say_lies_between_them_and_is_a_probability(a: Judgement, b: Judgement) -> None:
    told = mean_of([a, b])
    assert min(a.on_record, b.on_record) - 1e-9 <= told.on_record <= max(a.on_record, b.on_record) + 1e-9
    assert sum(told.classes) == pytest.approx(1)
    assert sum(told.statuses) == pytest.approx(1)
    assert told.when.nowhere + sum(p for _, p in told.when.words) == pytest.approx(1)


def test_a_word_that_one_alone_points_to_counts_half() -> None:
    here, there = Pointer(0.2, ((3, 0.8),)), Pointer(0.4, ((5, 0.6),))
    alike = {"on_record": 0.5, "classes": (1 / 15,) * 15, "statuses": (1 / 6,) * 6}
    told = mean_of([Judgement(**alike, source=p, target=here, when=here) for p in (here, there)])
    assert told.source.words == ((3, pytest.approx(0.4)), (5, pytest.approx(0.3)))
    assert told.source.nowhere == pytest.approx(0.3)


@pytest.fixture
def twins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A large reader whose weights are those of the small one."""
    for size in ("small", "large"):
        copytree(weights.folder_of("small"), tmp_path / size)
    monkeypatch.setattr(weights, "READERS", tmp_path)
    _forget()
    yield
    _forget()


def _forget() -> None:
    for kept in (load_reader, load_model, weights.weights_version):
        kept.cache_clear()


def test_the_large_reader_is_its_own_weights_and_the_small_ones(twins: None) -> None:
    [(_, passages)] = parse.read_passages([dated("Police arrested three opposition leaders in Minsk.").article])
    coder = Coder(passages)
    asked = passages, all_of(passages, coder), lambda m: coder.frame(m.token, m.passage)
    small, large = ask_reader(*asked, "small"), ask_reader(*asked, "large")
    assert {at: one.on_record for at, one in large.items()} == pytest.approx(
        {at: one.on_record for at, one in small.items()}
    )
    assert reader_version("large") != reader_version("small")
