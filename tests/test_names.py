"""One name, one thing: a reader who searches for a name finds what it means, and not what else is called so."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from tests.conftest import ROOT

PACKAGES = ("flows", "warehouse", "expectations")
#: What every module of `WITNESSES` has (flows/dates/dct/witnesses/__init__.py): the modules are the things, these their
#: interface.
OF_EVERY_WITNESS = {"entries", "testimony", "clause"}
#: What every program begins with: that of `flows/__main__.py` sees to Ctrl-C and calls that of `flows/cli`.
OF_EVERY_PROGRAM = {"main"}
#: What Python itself asks of a package.
OF_PYTHON = {"__init__", "__main__"}


def modules() -> Iterator[Path]:
    return (path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py")))


def definitions(path: Path) -> Iterator[ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef]:
    """The classes and functions at the top of a module."""
    for node in ast.parse(path.read_text("utf-8")).body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def places(named: Iterator[tuple[str, Path]]) -> dict[str, list[str]]:
    """The names that stand in more than one place, with the places."""
    found: dict[str, list[str]] = defaultdict(list)
    for name, path in named:
        found[name].append(str(path.relative_to(ROOT)))
    return {name: where for name, where in found.items() if len(where) > 1}


def test_no_public_class_or_function_is_defined_in_two_modules():
    named = ((node.name, path) for path in modules() for node in definitions(path) if not node.name.startswith("_"))
    shared = OF_EVERY_WITNESS | OF_EVERY_PROGRAM
    assert {name: where for name, where in places(named).items() if name not in shared} == {}


def test_only_witnesses_share_the_names_of_witnesses():
    named = ((node.name, path) for path in modules() for node in definitions(path) if node.name in OF_EVERY_WITNESS)
    assert {Path(where).parent for wheres in places(named).values() for where in wheres} == {
        Path("flows/dates/dct/witnesses")
    }


def test_no_module_name_is_used_twice():
    assert places((path.stem, path) for path in modules() if path.stem not in OF_PYTHON) == {}


def test_no_class_is_longer_than_a_reader_holds_in_mind():
    """A class of more lines has more than one reason to change."""
    longest = 250
    classes = ((node, path) for path in modules() for node in definitions(path) if isinstance(node, ast.ClassDef))
    sizes = {f"{path.stem}.{node.name}": (node.end_lineno or 0) - node.lineno + 1 for node, path in classes}
    assert {name: size for name, size in sizes.items() if size > longest} == {}
