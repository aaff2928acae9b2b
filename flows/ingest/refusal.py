"""The two ways an input is turned down: a piece of it (`Refused`, becomes a quarantine row), or all of it."""

from __future__ import annotations

from flows.worker import Answer


class Refused(Answer):
    """An input that cannot become a document: a machine ``code`` and a sentence for a person."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message

    def __reduce__(self) -> tuple[type[Refused], tuple[str, str]]:
        return Refused, (self.code, self.message)  # it crosses process borders


class NothingToRead(Exception):  # noqa: N818 - a usage error that the command line reports in its own words
    """A source that was named but is not there, or a folder without a single file. ``source`` is what was named."""

    def __init__(self, source: str, message: str) -> None:
        super().__init__(f"{source}: {message}")
        self.source = source
