"""A disk that is full stops a run with one line, and costs nothing that was committed."""

import subprocess
import sys
from pathlib import Path

from expectations.rules import check_plainly
from tests.articles import document
from warehouse.store import Warehouse

FILL = """
import random, resource, signal, sys
from pathlib import Path
from expectations.rules import check_plainly
from tests.articles import document
from flows.errors import WarehouseError
from warehouse.store import Warehouse

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (2_000_000, 2_000_000))
chance = random.Random(1)
done = 0
try:
    with Warehouse.open(Path(sys.argv[1]), checker=check_plainly) as warehouse:
        for _ in range(20):
            batch = [document(chance.randbytes(100_000).hex()) for _ in range(4)]
            warehouse.write_documents("first", batch)
            done += len(batch)
except WarehouseError as error:
    print(error)
print(done)
"""


def test_a_full_disk(tmp_path: Path) -> None:
    path = tmp_path / "news.duckdb"
    ended = subprocess.run([sys.executable, "-c", FILL, str(path)], capture_output=True, text=True, timeout=60)
    *told, done = ended.stdout.splitlines()
    assert len(told) == 1, ended.stderr
    assert told[0] == f"{tmp_path / 'news.work.duckdb'}: cannot be written: the disk is full"
    assert int(done) > 0
    with Warehouse.open(path, checker=check_plainly) as warehouse:
        assert len(warehouse.known_documents()) == int(done)
        warehouse.write_documents("second", [document("There is room again.")])
        assert len(warehouse.known_documents()) == int(done) + 1
