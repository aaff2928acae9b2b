"""dateline as a library: one public face, described, typed, and light to import."""

import importlib.util
import json
import re
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

import flows as dateline
from tests.conftest import ROOT


def test_every_public_name_is_described_and_every_described_name_is_public():
    described = re.findall(r"^### `(\w+)", (ROOT / "docs" / "api.md").read_text("utf-8"), re.M)
    assert sorted(described) == sorted(dateline.__all__)
    for name in dateline.__all__:
        assert getattr(dateline, name).__doc__, name


def test_importing_it_loads_none_of_the_heavy_libraries():
    heavy = "import sys, flows; print({'duckdb', 'spacy', 'prefect', 'great_expectations'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", heavy], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.strip() == "set()"


@pytest.mark.parametrize(
    "written", ["2017-11-20", date(2017, 11, 20), dateline.Interval(date(2017, 11, 20), date(2017, 11, 20))]
)
def test_a_sentence_is_dated_from_the_day_it_was_written(written):
    [found] = dateline.find_dates("They met last September.", written=written)
    assert (found.text, found.value, found.interval.lo) == ("last September", "2017-09", date(2017, 9, 1))


def test_a_day_of_writing_that_is_none_is_a_usage_error():
    with pytest.raises(dateline.UsageError, match="the other day"):
        dateline.find_dates("They met yesterday.", written="the other day")


def test_nothing_to_read_is_refused_alone_and_set_apart_among_others():
    with pytest.raises(dateline.Refused):
        dateline.annotate("")
    texts = ["The dam broke on 4 June 2013.", "", "The dam broke on 4 June 2013."]
    first, second, third = dateline.annotate_many(texts)
    assert isinstance(second, dateline.Quarantined)
    assert isinstance(first, dateline.Extracted)
    assert first == third
    assert first.dated.article.text == texts[0]


def test_a_warehouse_gives_its_views_as_relations(sample_run):
    with dateline.open(sample_run.warehouse) as warehouse:
        assert {"timeline", "events", "articles"} <= set(warehouse.names()) & set(dir(warehouse))
        assert len(warehouse.timeline().fetchall()) > 50
        assert warehouse.plot_timeline()._repr_svg_().startswith("<svg")
        with pytest.raises(AttributeError, match="no table or view"):
            warehouse.nonsense()
    with pytest.raises(dateline.WarehouseError):
        dateline.open("no/such.duckdb")


def test_the_tour_runs_as_it_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    if importlib.util.find_spec("dateline") is None:  # an environment that was made before the module was
        shutil.copy(ROOT / "flows" / "_dateline.py", tmp_path / "dateline.py")
        monkeypatch.syspath_prepend(tmp_path)
    (tmp_path / "seeds").symlink_to(ROOT / "seeds")
    monkeypatch.chdir(tmp_path)
    cells = json.loads((ROOT / "docs" / "tour.ipynb").read_text("utf-8"))["cells"]
    names: dict[str, object] = {}
    for cell in cells:
        if cell["cell_type"] == "code":
            exec(compile("".join(cell["source"]), cell["id"], "exec"), names)
    assert names["summary"].state == "completed"  # type: ignore[attr-defined]
