"""README's sample output: what it shows, what a run prints, and how the one becomes the other.

python -m tests.readme     run the sample articles and write what they print into README.md, and the answers that they
                           give into docs/questions.md
"""

from __future__ import annotations

import io
import os
import re
from contextlib import chdir, redirect_stdout
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest import mock

from flows.cli.summary import print_summary
from flows.ledger import Summary
from flows.pipeline import DIRECT, Request, run_pipeline
from tests.conftest import ARTICLES, ROOT

README = ROOT / "README.md"
AS_OF = date(2026, 11, 1)  # as `make run` has it
FLAGS = 3  # of the worst ones, as many as show what a flag looks like
_BLOCK = re.compile(r"(?<=`make run` ends like this).*?\n\n(?P<shown>.*?)(?=\n    …\n)", re.S)


def sample_run(folder: Path) -> Summary:
    """A direct run over the sample articles into ``folder``."""
    return run_pipeline(Request((str(ARTICLES),), folder / "sample.duckdb", as_of=AS_OF), DIRECT)


def printed(summary: Summary) -> str:
    """What a run prints, up to the last flag that README shows, indented as a block of Markdown."""
    out = io.StringIO()
    with redirect_stdout(out), mock.patch.dict(os.environ), chdir(ROOT):
        os.environ.pop("COLUMNS", None)  # README is as wide as output that goes to no terminal
        print_summary(summary)
    lines = out.getvalue().replace(f"{ROOT}/", "").splitlines()
    flags = [at for at, line in enumerate(lines) if re.match(r"  (critical|warning|info) ", line)]
    kept = lines[: flags[FLAGS]] if len(flags) > FLAGS else lines[: lines.index("", flags[-1])]
    return "\n".join(f"    {line}".rstrip() for line in kept)


def shown() -> str:
    """What README shows."""
    found = _BLOCK.search(README.read_text(encoding="utf-8"))
    assert found, "README.md has no sample output"
    return found["shown"]


def main() -> None:
    """Write what a run prints into README, and what the warehouse answers into docs/questions.md."""
    from tests import questions

    before = shown()
    with TemporaryDirectory() as folder:
        summary = sample_run(Path(folder))
        README.write_text(README.read_text("utf-8").replace(before, printed(summary)), "utf-8")
        questions.PAGE.write_text(questions.page(summary.warehouse), "utf-8")


if __name__ == "__main__":
    main()
