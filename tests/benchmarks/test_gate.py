"""The gate fails when a figure falls by more than its noise, and says nothing about data it was not measured on."""

import pytest

from tests.benchmarks.__main__ import Figure, raised, report, verdict

FLOOR = {"value": 0.90, "noise": 0.004, "digest": "d"}


def figure(value: float, *, more_is_better: bool = True, digest: str = "d") -> Figure:
    return Figure("group/set/F1", value, more_is_better, digest, 1.0)


@pytest.mark.parametrize(("value", "said"), [(0.90, "holds"), (0.897, "holds"), (0.89, "FELL"), (0.91, "better")])
def test_a_figure_is_held_against_its_floor(value: float, said: str) -> None:
    assert verdict(figure(value), FLOOR) == said


def test_where_less_is_better_a_rise_is_a_fall() -> None:
    assert verdict(figure(0.95, more_is_better=False), FLOOR) == "FELL"


def test_a_floor_says_nothing_about_other_data() -> None:
    assert verdict(figure(0.1, digest="other"), FLOOR) == "other data"


def test_one_fallen_figure_fails_the_gate(capsys: pytest.CaptureFixture[str]) -> None:
    assert not report([figure(0.5)], {"group/set/F1": FLOOR})
    assert "1 fell" in capsys.readouterr().out
    assert report([figure(0.9)], {"group/set/F1": FLOOR})


def test_raising_never_lowers_a_floor() -> None:
    floors = {"group/set/F1": FLOOR}
    assert raised([figure(0.5)], floors) == floors
    assert raised([figure(0.95)], floors)["group/set/F1"]["value"] == 0.95
