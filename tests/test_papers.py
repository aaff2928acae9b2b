"""The papers tell of the tree as it stands: each file or folder that they name is there."""

import re

import pytest

from tests.conftest import ROOT

PAPERS = [ROOT / "ARCHITECTURE.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
_PLACE = re.compile(r"(?<![\w/.-])(?:flows|warehouse|expectations|seeds|tests|docs)/[\w./-]*\w")
#: Names that stand for one of many ("warehouse/views/NAME.sql"), and what a run makes.
_NOT_IN_THE_TREE = re.compile(r"/[A-Z]+\b|\.duckdb$")


def places(text: str) -> set[str]:
    return {place for place in _PLACE.findall(text) if not _NOT_IN_THE_TREE.search(place)}


@pytest.mark.parametrize("paper", PAPERS, ids=lambda path: path.name)
def test_every_path_that_a_paper_names_exists(paper):
    assert sorted(place for place in places(paper.read_text("utf-8")) if not (ROOT / place).exists()) == []


def test_a_path_is_found_in_code_and_in_running_text():
    text = "`flows/gone.py` does it, with seeds/reference/x.csv; see warehouse/views/NAME.sql and docs/."
    assert places(text) == {"flows/gone.py", "seeds/reference/x.csv"}


def test_every_room_of_flows_has_its_row_in_the_architecture():
    told = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    rooms = [path for path in (ROOT / "flows").iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()]
    of_the_face = {"__init__.py", "_dateline.py"}  # `import dateline`, which `flows/api.py` stands for
    assert len(rooms) > 20
    assert (
        sorted(room.name for room in rooms if f"flows/{room.name}" not in told and room.name not in of_the_face) == []
    )
