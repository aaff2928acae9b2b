"""Great Expectations' Data Docs made to work without a network, and to lead to the articles.

Its pages take styles, scripts, fonts and pictures from other people's servers, and run inline scripts. Repaired, they
load copies that ship with the project (``assets/docs``), a content security policy forbids everything else, and each
document that broke an expectation links to its page in the report. Repairing again changes only links that moved.
"""

from __future__ import annotations

import hashlib
import re
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from expectations.reports.pages import page_of

_ASSETS = "assets"
# Where Great Expectations finds a file, and which of ours it is. An empty name: nothing here needs it.
_LOCAL = {
    "bootstrap-table.min.css": "bootstrap-table.min.css",
    "bootstrap.min.css": "bootstrap.min.css",
    "bootstrap-table-filter-control.css": "bootstrap-table-filter-control.min.css",
    "bootstrap-table-filter-control.min.css": "bootstrap-table-filter-control.min.css",
    "bootstrap-datepicker.min.css": "bootstrap-datepicker.min.css",
    "bootstrap-prefers-dark.css": "bootstrap-prefers-dark.min.css",
    "all.min.css": "fontawesome.min.css",
    "jquery-3.7.1.min.js": "jquery.min.js",
    "popper.min.js": "popper.min.js",
    "bootstrap.min.js": "bootstrap.min.js",
    "bootstrap-table.min.js": "bootstrap-table.min.js",
    "bootstrap-table-filter-control.min.js": "bootstrap-table-filter-control.min.js",
    "bootstrap-datepicker.min.js": "bootstrap-datepicker.min.js",
    "vega@5": "",
    "vega-lite@5": "",
    "vega-embed@6": "",
}
# Inline styles stay: Great Expectations lays its tables out with them, and they can neither run nor send anything.
_POLICY = (
    "default-src 'none'; style-src 'self' 'unsafe-inline'; script-src 'self'; font-src 'self'; img-src 'self' data:; "
    "base-uri 'none'; form-action 'none'"
)
_REPAIRED = '<meta name="generator" content="dateline">'

_EXTERNAL_SCRIPT = re.compile(r'<script src="https?://[^"]*/([^"/]+)"[^>]*></script>')
_EXTERNAL_SHEET = re.compile(r'<link rel="stylesheet"[^>]*href="https?://[^"]*/([^"/]+)"[^>]*>')
_INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_HANDLER = re.compile(r"""\sonclick="(\w+)\((?:'([^'"]*)')?\);?\"""")
_LOGO = re.compile(r'<a href="([^"]*)">\s*<img\b[^>]*class="NO-CACHE"[^>]*>\s*</a>')
_ICON = re.compile(r'<link rel="shortcut icon"[^>]*>')
_FOOTER = re.compile(r"<footer>.*?</footer>", re.DOTALL)
_LINK = re.compile(r'<a\b[^>]*href="https?://[^"]*"[^>]*>([^<]*)</a>')
_ELSEWHERE = re.compile(r"""(href|src)="https?://[^"]*\"|url\('?https?://[^)]*\)""")
_DOCUMENT = re.compile(r"(?<![0-9a-f/\"])[0-9a-f]{64}(?![0-9a-f])")
_LINKED = re.compile(r'<(a|span) class="broken-by" data-doc="([0-9a-f]{64})"[^>]*>[^<]*</\1>')


def repair_data_docs(folder: Path) -> int:
    """Repair the pages under ``folder``, which lies in the report's own folder, and return how many were changed."""
    for name, content in _assets(files("expectations.reports") / "assets" / "docs"):
        _write(folder / _ASSETS / name, content)
    changed = 0
    for page in sorted(folder.rglob("*.html")):
        before = page.read_text("utf-8")
        after = before if _REPAIRED in before else _repaired(before, page, folder)
        after = _linked(after, page, folder.parent)
        if after != before:
            _write(page, after.encode())
            changed += 1
    return changed


def _repaired(text: str, page: Path, folder: Path) -> str:
    depth = len(page.relative_to(folder).parts) - 1
    local, home = "../" * depth + _ASSETS + "/", "../" * (depth + 1) + "index.html"
    text = _EXTERNAL_SCRIPT.sub(
        lambda m: f'<script src="{local}{name}"></script>' if (name := _LOCAL.get(m[1])) else "", text
    )
    text = _EXTERNAL_SHEET.sub(
        lambda m: f'<link rel="stylesheet" href="{local}{name}">' if (name := _LOCAL.get(m[1])) else "", text
    )
    if depth == 0:
        # The index draws its tables by script, from names of runs and suites; nothing in it comes from a text.
        text = _INLINE_SCRIPT.sub(lambda m: _moved(m[1], folder / _ASSETS, local), text)
    else:
        text = _INLINE_SCRIPT.sub("", text)
    text = _HANDLER.sub(lambda m: f' data-call="{m[1]}"' + (f' data-argument="{m[2]}"' if m[2] else ""), text)
    text = _LOGO.sub(lambda m: f'<a class="dateline-home" href="{home}">dateline report</a>', text)
    text = _FOOTER.sub("", _ICON.sub('<link rel="icon" href="data:,">', text))
    text = _LINK.sub(r"\1", text)
    text = _ELSEWHERE.sub(lambda m: f'{m[1]}="#"' if m[1] else "none", text)
    head = (
        f'<head>\n<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n{_REPAIRED}\n'
        '<meta name="color-scheme" content="light dark">'
    )
    tail = f'<link rel="stylesheet" href="{local}docs.css">\n<script src="{local}docs.js" defer></script>\n</head>'
    return text.replace("<head>", head, 1).replace("</head>", tail, 1).replace("<html>", '<html lang="en">', 1)


def _moved(script: str, assets: Path, local: str) -> str:
    """An inline script as a file of its own, named by what it says."""
    name = f"index-{hashlib.sha256(script.encode()).hexdigest()[:16]}.js"
    _write(assets / name, script.encode())
    return f'<script src="{local}{name}"></script>'


def _linked(text: str, page: Path, site: Path) -> str:
    """Document keys as links to the pages that the report has; keys of other documents stay, shortened."""
    up = "../" * (len(page.relative_to(site).parts) - 1)

    def link(doc_id: str) -> str:
        target = page_of(doc_id)
        if (site / target).is_file():
            return f'<a class="broken-by" data-doc="{doc_id}" href="{up}{target}">{doc_id[:12]}</a>'
        return f'<span class="broken-by" data-doc="{doc_id}" title="{doc_id}">{doc_id[:12]}</span>'

    text = _LINKED.sub(lambda m: m[2], text)
    return _DOCUMENT.sub(lambda m: link(m[0]), text)


def _assets(folder: Traversable, prefix: str = "") -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    for item in folder.iterdir():
        name = f"{prefix}{item.name}"
        found += _assets(item, f"{name}/") if item.is_dir() else [(name, item.read_bytes())]
    return found


def _write(path: Path, content: bytes) -> None:
    if path.is_file() and path.read_bytes() == content:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(path.name + ".part")
    partial.write_bytes(content)
    partial.replace(path)
