"""Faults for whole runs: a `sitecustomize` that makes one stage die of a document with a certain word in it.

Workers are processes of their own: what is patched in the test's process does not reach them, PYTHONPATH does.
"""

from __future__ import annotations

import os
from pathlib import Path

_CUSTOM = """
import importlib.abc, importlib.machinery, os, sys, time

def swell():
    return bytearray(2 << 30)

def fail():
    raise RuntimeError("no such luck")

FAULTS = {"CRASHES": os.abort, "HANGS": lambda: time.sleep(600), "SWELLS": swell, "FAILS": fail}

class Poison(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path, target=None):
        if name != "flows.clean":
            return None
        spec = importlib.machinery.PathFinder.find_spec(name, path)
        run = spec.loader.exec_module
        def exec_module(module):
            run(module)
            good = module.clean
            def clean(documents):
                for document in documents:
                    for word, fault in FAULTS.items():
                        if word in document.text and not os.path.exists(os.environ.get("MENDED", "/nonexistent")):
                            fault()
                return good(documents)
            module.clean = clean
        spec.loader.exec_module = exec_module
        return spec

sys.meta_path.insert(0, Poison())
"""


def poisoned(folder: Path) -> dict[str, str]:
    """The environment in which cleaning CRASHES, HANGS, SWELLS or FAILS by word, until the file ``MENDED`` is there."""
    folder.mkdir(exist_ok=True)
    (folder / "sitecustomize.py").write_text(_CUSTOM)
    path = os.pathsep.join([str(folder), os.environ.get("PYTHONPATH", "")])
    return {"PYTHONPATH": path, "MENDED": str(folder / "mended")}
