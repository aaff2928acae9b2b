"""Whether a site is built of the warehouse as it stands: asked in every run, so it imports nothing heavy."""

from __future__ import annotations

from pathlib import Path

MANIFEST = ".built.json"  # which file of a site was made from what; written when a build has ended


def is_built(folder: Path, published: Path) -> bool:
    """Whether the site in ``folder`` was finished after ``published`` was, and its first page stands."""
    try:
        built, copied = (folder / MANIFEST).stat().st_mtime_ns, published.stat().st_mtime_ns
    except OSError:
        return False
    return built >= copied and (folder / "index.html").is_file()
