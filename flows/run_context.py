"""What a run carries with it beside its parameters: who is told of progress.

A module of its own, because Prefect pickles a served flow by value, with every global that its function reaches in its
own module: a ``ContextVar`` there makes each scheduled run crash, while ``run`` works as before.
"""

from __future__ import annotations

from contextvars import ContextVar

from flows.pipeline import Notify

progress: ContextVar[Notify] = ContextVar("progress", default=lambda what, n: None)
