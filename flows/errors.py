"""What can go wrong and is known: one tree, each kind with a code for programs and an exit status for the shell.

    DatelineError                 failed              1   the message is one line that names the file and the cause
    ├── Refused                   (its own)           1   an input that cannot become a document, with the reason
    ├── WarehouseError            warehouse           1   it cannot be opened, written or read
    │   └── BusyError             busy                1   another run is still writing it
    ├── ServerError               server              1   Prefect's server does not start
    ├── ReviewError               review              1   a decision cannot be taken
    ├── CannotStartError          cannot_start        1   a process does not start, whatever it is asked
    ├── EngineError               engine              1   nobody reads at the engine's address, or nobody any more
    └── UsageError                bad_usage           2   what was asked for cannot be meant
        ├── NothingToRead         nothing_to_read     2   a source is not there, or a folder without a file
        ├── NoSuchModel           no_such_model       2   a language model that is not installed
        ├── NoReaderError         no_reader           2   a learned reader that has not been made
        ├── NoEngineError             no_engine           2   an engine whose library is not installed
        ├── SettingError          bad_setting         2   an unknown field or limit, or a value that is not valid
        ├── TablesError           bad_tables          2   tables of the user's own that are written wrongly
        └── CorrectionError       bad_correction      2   no date, interval or status

Whatever else is raised is a mistake of ours, and shows its traceback.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar


class Answer(Exception):  # noqa: N818
    """An exception that is a function's answer and not its failure: a worker hands it on as it is."""


class DatelineError(Exception):
    """Whatever is known to go wrong. Its message is for a person; ``code`` and ``exit_status`` are for programs."""

    code: str = "failed"
    exit_status: ClassVar[int] = 1


class Refused(DatelineError, Answer):  # noqa: N818
    """An input that cannot become a document: a machine ``code`` and a sentence for a person."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message

    def __reduce__(self) -> tuple[type[Refused], tuple[str, str]]:
        return Refused, (self.code, self.message)  # it crosses process borders


class WarehouseError(DatelineError):
    """The warehouse cannot be opened, written or read. The message is one line that names the file and the cause."""

    code = "warehouse"


class BusyError(WarehouseError):
    """Another run was still writing when the time to wait for it was over."""

    code = "busy"


class ServerError(DatelineError):
    """A Prefect server of our own does not start."""

    code = "server"


class ReviewError(DatelineError):
    """The decision cannot be taken; the message says why in one line."""

    code = "review"


class CannotStartError(DatelineError):
    """A process does not start, whatever it is asked: something is wrong with the installation or the machine."""

    code = "cannot_start"


class EngineError(DatelineError):
    """Nobody is at the engine's address who reads for this run, or nobody any more."""

    code = "engine"


class UsageError(DatelineError):
    """What was asked for cannot be meant."""

    code = "bad_usage"
    exit_status = 2


class NothingToRead(UsageError):  # noqa: N818
    """A source that was named but is not there, or a folder without a single file. ``source`` is what was named."""

    code = "nothing_to_read"

    def __init__(self, source: str, message: str) -> None:
        super().__init__(f"{source}: {message}")
        self.source = source
        self._message = message

    def __reduce__(self) -> tuple[type[NothingToRead], tuple[str, str]]:
        return NothingToRead, (self.source, self._message)  # Prefect sends it from process to process


class NoSuchModel(UsageError):  # noqa: N818
    """A language model that was named and is not installed."""

    code = "no_such_model"


class NoReaderError(UsageError):
    """A learned reader that was asked for and has not been made."""

    code = "no_reader"


class NoEngineError(UsageError):
    """An engine that was asked for and whose library is not installed; the message names the extra that has it."""

    code = "no_engine"


class SettingError(UsageError, ValueError):
    """An unknown field or limit, or a value that it cannot have."""

    code = "bad_setting"


class TablesError(UsageError):
    """Tables of the user's own are written wrongly. ``problems`` has a line for each: file, line, column and what."""

    code = "bad_tables"

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)

    def __reduce__(self) -> tuple[type[TablesError], tuple[tuple[str, ...]]]:
        return TablesError, (self.problems,)


class CorrectionError(UsageError, ValueError):
    """The value is no date, interval or status; the message says what was expected."""

    code = "bad_correction"
