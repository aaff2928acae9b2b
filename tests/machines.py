"""Machines that share nothing but a network, on this one: for each a network namespace, a user, files and a dateline.

What one of them does reaches another by its address alone. They need root and iproute2; `cannot` says what is missing.
Namespaces and processes end with the context; users have numbers and no names, so that none is made.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from tests.conftest import ROOT

_SCRIPT = Path(__file__).with_name("machine.sh")
_TOOLS = ("ip", "unshare", "setpriv", "nsenter")
_PACKAGES = ("flows", "warehouse", "expectations", "seeds")
_FIRST_USER = 61_001


def cannot() -> str:
    """Why no such machine can be made here; ``""`` where they can."""
    if os.geteuid() != 0:
        return "network namespaces and users of their own need root"
    if missing := [tool for tool in _TOOLS if shutil.which(tool) is None]:
        return f"{', '.join(missing)} of iproute2 or util-linux is not installed"
    tried = ["unshare", "--mount", "--net", "sh", "-c", "mount -t tmpfs none /mnt && ip link add name one type veth"]
    done = subprocess.run(tried, capture_output=True, text=True, check=False)
    return f"the system refuses namespaces: {done.stderr.strip()}" if done.returncode else ""


class Machine:
    """A place on the network ``10.77.0.0/24`` with a folder of its own, which processes on it know as ``/mnt/own``."""

    def __init__(self, folder: Path, network: str, number: int) -> None:
        self.folder, self.address, self._number = folder, f"10.77.0.{number}", number
        self._namespace = f"{network}-{number}"
        self.log = folder / "log"

    def install(self, version: str | None = None) -> None:
        """A copy of dateline, of another ``version`` if one is named."""
        for name in _PACKAGES:
            shutil.copytree(ROOT / name, self.folder / "dateline" / name)
        if version:
            init = self.folder / "dateline" / "flows" / "__init__.py"
            init.write_text(
                init.read_text("utf-8").replace("__version__ = ", f"__version__ = {version!r} or "), "utf-8"
            )

    def start(self, arguments: Sequence[str]) -> subprocess.Popen[bytes]:
        """Python with these arguments, as the machine's user, in its folder; what it says goes to `log`."""
        user = str(_FIRST_USER + self._number)
        subprocess.run(["chown", "-R", f"{user}:{user}", str(self.folder)], check=True)
        self.folder.chmod(0o700)
        kept = " ".join(dict.fromkeys(str(Path(prefix).resolve()) for prefix in (sys.base_prefix, sys.prefix)))
        hidden = f"/root /home {ROOT}"
        apart = ["ip", "netns", "exec", self._namespace, "unshare", "--mount", "sh", str(_SCRIPT)]
        environment = {"HOME": "/mnt/own", "PATH": os.defpath, "PYTHONPATH": "/mnt/own/dateline", "LANG": "C.UTF-8"}
        command = [*apart, str(self.folder), user, kept, hidden, sys.executable, "-P", *arguments]
        with self.log.open("ab") as log:
            return subprocess.Popen(command, env=environment, stdout=log, stderr=log, cwd="/")

    def fill(self, process: subprocess.Popen[bytes]) -> None:
        """Leave next to no room for temporary files, as ``process`` sees them."""
        most = "head -c 508M /dev/zero > /tmp/full"  # of 512: machine.sh
        subprocess.run(["nsenter", "--mount", f"--target={process.pid}", "sh", "-c", most], check=True)

    def said(self) -> str:
        """All that was said on it."""
        return self.log.read_text("utf-8", "replace")


class Network:
    """Machines by name, all joined to one another and to nobody else."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._name = folder, f"dl{os.getpid()}"
        self._hub = f"{self._name}-hub"
        self._open = ExitStack()
        self._count = 0

    def __enter__(self) -> Network:
        self._add_namespace(self._hub)
        _ip("-n", self._hub, "link", "add", "name", "hub", "type", "bridge")
        _ip("-n", self._hub, "link", "set", "hub", "up")
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def machine(self, name: str, version: str | None = None) -> Machine:
        """A new machine with dateline installed."""
        self._count += 1
        own = f"{self._name}-{self._count}"
        self._add_namespace(own)
        port = f"p{self._count}"
        _ip("link", "add", "name", port, "netns", self._hub, "type", "veth", "peer", "name", "eth0", "netns", own)
        _ip("-n", self._hub, "link", "set", port, "master", "hub", "up")
        (folder := self._folder / name).mkdir()
        made = Machine(folder, self._name, self._count)
        _ip("-n", own, "addr", "add", f"{made.address}/24", "dev", "eth0")
        for device in ("lo", "eth0"):
            _ip("-n", own, "link", "set", device, "up")
        made.install(version)
        return made

    def start(self, machine: Machine, arguments: Sequence[str]) -> subprocess.Popen[bytes]:
        """As `Machine.start`; the process ends with the network."""
        process = machine.start(arguments)
        self._open.callback(process.wait)
        self._open.callback(process.kill)
        return process

    def _add_namespace(self, name: str) -> None:
        _ip("netns", "add", name)
        self._open.callback(_ip, "netns", "delete", name)


def _ip(*arguments: str) -> None:
    subprocess.run(["ip", *arguments], check=True, capture_output=True)
