"""`import dateline`: the wheel and the editable install put this file beside the packages, under that name."""

from __future__ import annotations

from typing import Any

import flows
from flows import *  # noqa: F403 - for type checkers and `dir`
from flows import __all__ as __all__
from flows import __version__ as __version__


def __getattr__(name: str) -> Any:
    return getattr(flows, name)
