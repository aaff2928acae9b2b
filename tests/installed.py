"""dateline as a user has it: a wheel, installed, in a folder of the user's own.

python -m tests.installed     build the wheel, install it without the lock into an empty environment, and run it there
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import venv
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("flows", "warehouse", "expectations", "seeds")
NAMESAKES = (*PACKAGES, "tests")

PAGE = """<html><head><title>Two ferries sold</title>
<meta property="article:published_time" content="2019-03-05T10:00:00Z"></head><body><article><h1>Two ferries sold</h1>
<p>The ferry company sold its last two boats on Monday, after talks with the mayor of Porto had failed. The buyer, a
firm from Vigo, will pay for both of them in June.</p>
<p>Crews were told in the morning. None of them will lose their work, a spokesman of the company said.</p>
</article></body></html>"""
FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>The Harbour Gazette</title><item><title>Tunnel</title>
<link>http://gazette.example/tunnel</link><pubDate>Mon, 18 Mar 2019 12:00:00 GMT</pubDate>
<description>Norway and Sweden opened the tunnel on Sunday. The ministers will meet again in May.</description>
</item></channel></rss>"""
RECORD = {"text": "Mali recalled its ambassador on 4 June 2013, the ministry said.", "published": "2013-06-05"}


def build(into: Path, *, isolated: bool) -> Path:
    """The wheel, built into ``into``; ``isolated`` fetches the build's own requirements, as pip does."""
    how = [] if isolated else ["--no-isolation"]
    command = [sys.executable, "-m", "build", "--wheel", *how, "--outdir", str(into), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True, text=True)
    [wheel] = into.glob("*.whl")
    return wheel


def users_folder(folder: Path) -> Path:
    """A folder with a page, a feed and records in ``in/``, and with packages of its user's that have our names."""
    for name in NAMESAKES:
        (folder / name).mkdir(parents=True)
        (folder / name / "__init__.py").write_text("raise ImportError('the package of the user')\n")
    (folder / "in").mkdir()
    (folder / "in" / "page.html").write_text(PAGE)
    (folder / "in" / "feed.xml").write_text(FEED)
    (folder / "in" / "records.jsonl").write_text(json.dumps(RECORD) + "\n")
    return folder


def taken_in(dateline: Sequence[str], folder: Path, environment: Mapping[str, str]) -> list[dict[str, Any]]:
    """Run ``dateline`` in a user's folder; which documents its warehouse then holds, and when each was written."""
    query = "select media_type, record, date_from::text as day from documents join articles using (doc_id) order by all"
    for arguments in (["run", "--direct", "in", "--warehouse", "news.duckdb"],
                      ["sql", query, "--format", "jsonl", "--warehouse", "news.duckdb"]):  # fmt: skip
        done = subprocess.run(
            [*dateline, *arguments], cwd=folder, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, (done.stdout, done.stderr)
    return [json.loads(line) for line in done.stdout.splitlines()]


EXPECTED = [
    {"media_type": "text/html", "record": "", "day": "2019-03-05"},
    {"media_type": "text/plain", "record": "item 1", "day": "2019-03-18"},
    {"media_type": "text/plain", "record": "line 1", "day": "2013-06-05"},
]


def main() -> None:
    """Build, install into an empty environment, run; says which Python and what came out."""
    with TemporaryDirectory() as scratch:
        wheel = build(Path(scratch), isolated=True)
        environment = Path(scratch) / "env"
        venv.create(environment, with_pip=True)
        install = [str(environment / "bin" / "python"), "-m", "pip", "install", "--quiet", str(wheel)]
        subprocess.run(install, check=True)
        bare = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
        found = taken_in([str(environment / "bin" / "dateline")], users_folder(Path(scratch) / "user"), bare)
    assert found == EXPECTED, found
    print(f"{wheel.name} on Python {sys.version.split()[0]}: a page, a feed and records are read beside namesakes")


if __name__ == "__main__":
    main()
