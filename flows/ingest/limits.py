"""How much one input may ask of us: every bound on size, nesting, time and memory, in one place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace

from flows.errors import SettingError

KIB, MIB, GIB = 1 << 10, 1 << 20, 1 << 30


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on what is read. Sizes are bytes, times are seconds; each can be set, and each names its own code."""

    # One document: a text, a page, a record's payload, one JSON line. A long book is 2 MiB. → `too_large`
    document_bytes: int = 16 * MIB
    # One compressed file, all its records together, once unfolded. A crawl's WARC has 1–5 GiB. → `decompression_limit`
    unfolded_bytes: int = 8 * GIB
    # Unfolded bytes for one compressed byte. Prose packs 3–10 times, the dullest log 300 times. → `decompression_limit`
    unfolding_ratio: int = 400
    # The ratio is only looked at from here on: a small file may well pack absurdly and harm nobody.
    ratio_from_bytes: int = 1 * MIB
    # What one archive may unfold to, over all its members. → `decompression_limit`
    archive_bytes: int = 2 * GIB
    archive_members: int = 100_000
    # An archive in an archive in an archive is how bombs are built. → `nested_too_deep`
    archive_nesting: int = 3
    # Elements inside one another; libxml2 stops building its tree here, and what lies deeper is read without structure.
    html_depth: int = 255
    # Time for one page or feed, over all the ways of reading it. → `timeout`
    page_seconds: float = 6.0
    # Time for one DOCX, RTF or PDF; a page of a PDF takes a twentieth of a second. → `timeout`
    document_seconds: float = 120.0
    # Memory that the process that reads pages may take on top of its own libraries. → `memory_limit`
    page_memory_bytes: int = 256 * MIB
    # Time for one document in a stage, and a second more for every 3,000 characters. → `stage_timeout:…`
    stage_seconds: float = 60.0
    # Memory that a process that runs stages may take on top of its model and tables. → `stage_memory:…`
    stage_memory_bytes: int = 4 * GIB
    # One address, all of it; a web archive has some GiB. → `not_fetched:too_large`
    fetch_bytes: int = 1 * GIB
    # Time for one answer of a server, and a second more for every 256 KiB of it. → `not_fetched:timeout`
    fetch_seconds: float = 30.0
    # The pause between two requests to one server, unless its robots.txt asks for a longer one.
    fetch_delay_seconds: float = 1.0
    # How often an address is asked in one run where the trouble may pass.
    fetch_tries: int = 3
    # → `not_fetched:redirects`
    fetch_redirects: int = 5
    # Pages that a run fetches because one feed or sitemap leads to them; the others wait for the next run.
    fetch_links: int = 200
    # A window that a zstd stream may ask us to hold. → `decompression_limit`
    zstd_window_bytes: int = 128 * MIB

    @classmethod
    def with_values(cls, values: Mapping[str, str]) -> Limits:
        """The defaults with some set anew: ``{"document_bytes": "64MiB", "page_seconds": "20"}``.

        Raises ``SettingError`` for an unknown limit, and for a value that is no positive number.
        """
        kinds = {f.name: f.type for f in fields(cls)}
        if unknown := set(values) - set(kinds):
            raise SettingError(f"no such limit: {', '.join(sorted(unknown))} (there are {', '.join(sorted(kinds))})")
        read = {name: _amount(name, value) for name, value in values.items()}
        return replace(cls(), **{name: x if kinds[name] == "float" else int(x) for name, x in read.items()})  # type: ignore[arg-type]


_UNITS = {"": 1, "kib": KIB, "mib": MIB, "gib": GIB}
_AMOUNT = re.compile(r"([0-9]+(?:\.[0-9]+)?) ?([a-z]*)", re.IGNORECASE)


def _amount(name: str, value: str) -> float:
    found = _AMOUNT.fullmatch(value.strip())
    unit = _UNITS.get(found[2].lower()) if found else None
    amount = float(found[1]) * unit if found and unit else 0.0
    if amount <= 0 or (unit != 1 and not name.endswith("_bytes")):
        wanted = "a size such as 64MiB" if name.endswith("_bytes") else "a positive number"
        raise SettingError(f"{name} must be {wanted}, not {value!r}")
    return amount
