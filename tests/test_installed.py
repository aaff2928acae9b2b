"""The wheel holds what a run needs, and runs in a folder whose own packages are called as ours are.

`make wheel` does the same in an empty environment, without the lock.
"""

from __future__ import annotations

import os
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from tests.installed import EXPECTED, PACKAGES, ROOT, build, taken_in, users_folder

SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LEFT_OUT = tuple(SETTINGS["tool"]["hatch"]["build"]["targets"]["wheel"].get("exclude", ()))  # what only training needs


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("dist"), isolated=False)


def test_every_file_of_our_packages_is_in_the_wheel(wheel: Path) -> None:
    packed = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    files = [path for package in PACKAGES for path in (ROOT / package).rglob("*.*") if path.is_file()]
    ours = {str(path.relative_to(ROOT)) for path in files if path.suffix in (".py", ".sql", ".csv", ".txt", ".toml")}
    ours = {name for name in ours if not name.startswith((*LEFT_OUT, "warehouse/dateline"))}
    ours = ours - {"flows/_dateline.py"} | {"dateline.py"}  # under which name it is imported
    assert ours <= packed
    assert {
        "dateline.py",
        "flows/py.typed",
        "seeds/reference/countries.csv",
        "warehouse/views/03_timeline.sql",
    } <= packed


@pytest.mark.slow
def test_it_runs_beside_packages_of_the_same_names(wheel: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    zipfile.ZipFile(wheel).extractall(site)
    environment = {**os.environ, "PYTHONPATH": str(site)}
    start = "import flows; from pathlib import Path; from flows.cli import main; "
    command = [sys.executable, "-P", "-c", f"{start}assert Path(flows.__file__).is_relative_to({str(site)!r}); main()"]
    assert taken_in(command, users_folder(tmp_path / "user"), environment) == EXPECTED
