"""What can go wrong is one tree: every error has its code, and the command line ends as the error says."""

import importlib
import pickle
import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest

import expectations
import flows
import warehouse
from flows import errors
from flows.errors import (
    CorrectionError,
    DatelineError,
    NothingToRead,
    Refused,
    SettingError,
    UsageError,
    WarehouseError,
)

# These never reach a caller: each is caught where its docstring says.
_INSIDE = {"Answer", "Failed", "ClosedError", "Damaged", "NotFetched", "RuleError"}


def kinds(base: type[DatelineError] = DatelineError) -> list[type[DatelineError]]:
    return [base, *(kind for below in base.__subclasses__() for kind in kinds(below))]


def test_every_public_exception_of_the_packages_is_in_the_tree():
    outside = set()
    for package in (flows, warehouse, expectations):
        for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
            if module.name.endswith("__main__") or module.name.startswith("flows.training"):  # which needs torch
                continue
            for name, value in vars(importlib.import_module(module.name)).items():
                if isinstance(value, type) and issubclass(value, Exception) and value.__module__ == module.name:
                    outside |= {name} if not issubclass(value, DatelineError) and not name.startswith("_") else set()
    assert outside == _INSIDE


def test_codes_tell_the_kinds_apart_and_the_docstring_draws_them_all():
    codes = [kind.code for kind in kinds() if kind is not Refused]  # whose codes are its own
    assert len(codes) == len(set(codes))
    for kind in kinds():
        assert kind.__name__ in (errors.__doc__ or "")


def test_every_error_of_the_tree_is_a_public_name():
    assert {kind.__name__ for kind in kinds()} <= set(flows.__all__)


@pytest.mark.parametrize(
    "error",
    [NothingToRead("a.txt", "no such file"), Refused("empty", "nothing in it"), WarehouseError("x.duckdb: is full"),
     SettingError("no such limit: x"), CorrectionError("no date"), UsageError("both")],
)  # fmt: skip
def test_an_error_crosses_process_borders_whole(error: DatelineError):
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), str(again), again.code) == (type(error), str(error), error.code)


@pytest.mark.parametrize(
    ("arguments", "status", "sentence"),
    [(["run", "--direct", "no/such/file"], 2, "no such file or folder"),
     (["explain", "0000", "--warehouse", "broken.duckdb"], 1, "broken.duckdb"),
     (["sql", "select nothing from nowhere", "--warehouse", "empty.duckdb"], 1, "no dateline warehouse")],
)  # fmt: skip
def test_the_command_line_ends_in_one_line_and_as_the_error_says(
    tmp_path: Path, arguments: list[str], status: int, sentence: str
):
    import duckdb

    (tmp_path / "broken.duckdb").write_bytes(b"no database" * 1000)
    duckdb.connect(str(tmp_path / "empty.duckdb")).close()
    command = [sys.executable, "-P", "-m", "flows", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path)
    assert done.returncode == status, done.stderr
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr
