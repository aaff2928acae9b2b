"""What takes room on the disk because of a warehouse."""

from __future__ import annotations

import os
from pathlib import Path

from warehouse.files import work_path


def on_disk(warehouse: Path) -> dict[str, int]:
    """Bytes: of the published copy, the writer's own file, the report pages, and Prefect's list of runs.

    ``warehouse`` is either of the two files.
    """
    warehouse = warehouse.with_name(f"{warehouse.stem.removesuffix('.work')}{warehouse.suffix}")
    return {
        "published": size_of(warehouse),
        "work": size_of(work_path(warehouse)),
        "reports": size_of(warehouse.with_name(f"{warehouse.stem}-reports")),
        "prefect": sum(map(size_of, prefect_database().parent.glob("prefect.db*"))),
    }


def prefect_database() -> Path:
    """Where Prefect keeps its list of runs, those of all warehouses; no file, where a server is configured."""
    return Path(os.environ.get("PREFECT_HOME", "~/.prefect")).expanduser() / "prefect.db"


def size_of(path: Path) -> int:
    """Bytes of a file, or of all files of a folder; 0 where there is none."""
    files = path.rglob("*") if path.is_dir() else [path]
    return sum(file.stat().st_size for file in files if file.is_file())
