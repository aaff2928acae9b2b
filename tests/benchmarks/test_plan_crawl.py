"""The plan of a day's crawl: the simulation obeys what it simulates, and the paper shows what it prints."""

from __future__ import annotations

import pytest

from tests.benchmarks.plan_crawl import PAPER, SHOWN, costs_at_hand, plan, simulate


def test_the_paper_shows_the_plan():
    found = SHOWN.search(PAPER.read_text("utf-8"))
    assert found
    assert found[0] == plan(costs_at_hand()), "python -m tests.benchmarks.plan_crawl --write"


@pytest.mark.parametrize("cores", [1, 3, 8])
def test_a_pass_takes_as_long_as_its_readers_or_its_writer_at_least(cores: int):
    done = simulate(200, reading=2.0, spread=0.0, writing=0.5, cores=cores)
    assert done.seconds >= max(200 * 2.0 / cores, 200 * 0.5)
    assert done.seconds <= max(200 * 2.0 / cores, 200 * 0.5) + 2.0 + 200 * 0.5 / 4 + 2.0
    assert done.readers_busy <= 1.0
    assert done.writer_busy <= 1.0


def test_more_cores_are_no_slower_and_end_where_the_writer_does():
    seconds = [simulate(500, reading=2.0, spread=0.3, writing=0.1, cores=n).seconds for n in (1, 2, 4, 8, 16, 32, 64)]
    assert seconds == sorted(seconds, reverse=True)
    assert seconds[0] / seconds[1] == pytest.approx(2.0, rel=0.02)
    assert seconds[-1] == pytest.approx(500 * 0.1, rel=0.1)
