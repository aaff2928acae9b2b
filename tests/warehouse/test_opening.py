"""A warehouse opens, or says in one line which file is in the way and why."""

import re
import shutil
import signal
import subprocess
import sys
import threading
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pytest

from expectations.rules import check_plainly
from flows.errors import WarehouseError
from flows.ledger import Summary
from tests.articles import article, document
from warehouse.files import close_interrupted, connect_published, connect_work, work_path
from warehouse.migrate import migrate
from warehouse.read import open_published, read_flags
from warehouse.store import Warehouse


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "news.duckdb"


@contextmanager
def another_process(code: str, path: Path):
    """A process that has run ``code`` and holds on to what it opened."""
    script = (
        f"import sys; from pathlib import Path; path = Path(sys.argv[1])\n{code}\nprint('ready', flush=True)\ninput()"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", script, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        yield process
    finally:
        process.communicate("\n")


def one_line(error: pytest.ExceptionInfo) -> str:
    assert "\n" not in str(error.value)
    return str(error.value)


def test_folders_on_the_way_are_made(tmp_path: Path) -> None:
    with Warehouse.open(tmp_path / "new" / "folder" / "news.duckdb"):
        pass
    assert (tmp_path / "new" / "folder" / "news.work.duckdb").exists()


def test_who_was_killed_before_the_first_migration_is_migrated_by_the_next() -> None:
    with duckdb.connect() as con:
        con.execute("create table schema_migrations (version integer, name varchar, digest varchar)")
        con.execute("alter table schema_migrations add column applied_at timestamptz default now()")
        migrate(con)
        assert con.execute("select count(*) from staging.events").fetchone() == (0,)


def test_opening_again_migrates_nothing_twice(path: Path) -> None:
    for _ in range(2):
        with Warehouse.open(path) as warehouse:
            assert warehouse.known_documents() == set()


def test_a_path_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(WarehouseError) as error:
        Warehouse.open(tmp_path / "file" / "news.duckdb")
    assert "news.duckdb: cannot be written" in one_line(error)


def test_a_file_that_is_no_database(path: Path) -> None:
    work_path(path).write_bytes(b"no database at all " * 1000)
    with pytest.raises(WarehouseError) as error:
        Warehouse.open(path)
    assert one_line(error).startswith(
        f"{work_path(path)}: is not a DuckDB database; name another file, or put a backup"
    )
    path.write_bytes(b"neither is this")
    with pytest.raises(WarehouseError) as error:
        connect_published(path)
    assert one_line(error).startswith(f"{path}: is not a DuckDB database; name another file, or put a backup")


def test_a_file_that_is_cut_short(path: Path) -> None:
    with Warehouse.open(path):
        pass
    shutil.copy(work_path(path), path)
    whole = path.read_bytes()
    work_path(path).write_bytes(whole[:20_000])
    with pytest.raises(WarehouseError) as error:
        Warehouse.open(path)
    assert one_line(error).endswith("is cut short or damaged; take it away, and it is made anew of news.duckdb")
    path.write_bytes(whole[:20_000])
    with pytest.raises(WarehouseError, match="is cut short or damaged; name another file, or put a backup"):
        connect_published(path)


def test_a_warehouse_of_an_older_version_says_what_brings_it_up_to_date(path: Path) -> None:
    with Warehouse.open(path):
        pass
    shutil.copy(work_path(path), path)
    with duckdb.connect(str(path)) as con:
        con.execute("drop schema upkeep cascade; delete from schema_migrations where version > 3")
    with (
        pytest.raises(WarehouseError, match=r"older dateline \(schema 3, .*`dateline run` brings it up"),
        open_published(path) as con,
    ):
        con.execute("select * from upkeep.version")
    with pytest.raises(WarehouseError, match=r"nothing to look at, but it was written by an older dateline \(schema 3"):
        read_flags(path, only_open=True, limit=1)


def test_a_database_with_its_middle_overwritten(path: Path) -> None:
    with Warehouse.open(path, checker=check_plainly) as warehouse:
        warehouse.write_documents("first", [document("A story.")])
    broken = bytearray(work_path(path).read_bytes())
    broken[4096:-4096] = b"\x07" * (len(broken) - 8192)
    work_path(path).write_bytes(broken)
    with pytest.raises(WarehouseError) as error:
        Warehouse.open(path)
    assert one_line(error).startswith(str(work_path(path)))


def test_somebody_elses_database(path: Path) -> None:
    with duckdb.connect(str(work_path(path))) as con:
        con.execute("create table customers (name varchar)")
    with pytest.raises(WarehouseError, match="no dateline warehouse"):
        Warehouse.open(path)
    with pytest.raises(WarehouseError, match="no dateline warehouse"):
        connect_published(work_path(path))


def test_a_warehouse_of_a_newer_version(path: Path) -> None:
    with Warehouse.open(path):
        pass
    with duckdb.connect(str(work_path(path))) as con:
        con.execute("insert into schema_migrations values (999, '999_later.sql', 'x', now())")
    with pytest.raises(WarehouseError, match="newer dateline"):
        Warehouse.open(path)


def test_a_work_file_that_another_program_holds_open(path: Path) -> None:
    with Warehouse.open(path):
        pass
    hold = "import duckdb; con = duckdb.connect(str(path.with_name('news.work.duckdb')))"
    with another_process(hold, path) as process:
        with pytest.raises(WarehouseError) as error:
            Warehouse.open(path)
        assert f"{work_path(path)}: held open by another process" in one_line(error)
        assert f"PID {process.pid}" in str(error.value)
    Warehouse.open(path).close()


WRITER = "from warehouse.store import Warehouse; warehouse = Warehouse.open(path)"


def test_a_second_run_waits_for_the_first_and_says_so(path: Path) -> None:
    told: list[str] = []
    with another_process(WRITER, path), pytest.raises(WarehouseError, match=r"still writing after 0\.3 s"):
        Warehouse.open(path, wait=0.3, notice=told.append)
    [sentence] = told
    who = r"process \d+, since \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC"
    assert re.fullmatch(
        rf"{re.escape(str(path))}: another run is writing \({who}\); waiting for it to end, at most 0.3 s", sentence
    )
    Warehouse.open(path, wait=5).close()


def test_a_second_run_in_the_same_process_waits_too(path: Path) -> None:
    first = Warehouse.open(path)
    threading.Timer(0.5, first.close).start()
    Warehouse.open(path, wait=10).close()


def test_the_run_of_a_process_that_takes_a_moment_to_end_is_closed(path: Path) -> None:
    ending = Warehouse.open(path)
    ending.begin_run("killed")
    threading.Timer(0.5, ending.close).start()
    close_interrupted(path, signal.SIGINT)
    with connect_work(path) as con:
        assert con.execute("select state, message from runs").fetchall() == [("failed", "ended by SIGINT")]


def test_a_killed_run_leaves_no_lock(path: Path) -> None:
    with another_process(WRITER, path) as process:
        process.kill()
        process.wait()
        Warehouse.open(path, wait=5).close()


def test_a_reader_in_another_process_stops_neither_writing_nor_publishing(path: Path) -> None:
    with Warehouse.open(path, checker=check_plainly) as warehouse:
        warehouse.publish()
        with another_process("import duckdb; con = duckdb.connect(str(path), read_only=True)", path):
            warehouse.write_documents("first", [document("A story.")])
            warehouse.publish()
    with connect_published(path) as con:
        assert con.execute("select count(*) from documents").fetchone() == (1,)


def test_a_lost_work_file_is_restored_from_the_published_copy(path: Path) -> None:
    story = document("A story.")
    with Warehouse.open(path, checker=check_plainly) as warehouse:
        warehouse.write_documents("first", [story])
        warehouse.write_extracted("first", [article(story)])
        warehouse.publish()
    work_path(path).unlink()
    with Warehouse.open(path, checker=check_plainly) as warehouse:
        assert warehouse.known_documents() == {story.doc_id}
        assert list(warehouse.pending(10)) == []


def test_there_is_nothing_to_read_before_the_first_run(path: Path) -> None:
    with pytest.raises(WarehouseError, match="no such warehouse"):
        connect_published(path)


def test_publishing_into_a_place_that_is_taken_leaves_the_work_whole(path: Path) -> None:
    with Warehouse.open(path, checker=check_plainly) as warehouse:
        warehouse.write_documents("first", [document("A story.")])
        path.mkdir()
        with pytest.raises(WarehouseError, match="cannot be written"):
            warehouse.publish()
        path.rmdir()
        warehouse.publish()
    assert sorted(p.name for p in path.parent.iterdir()) == ["news.duckdb", "news.lock", "news.work.duckdb"]


def test_publishing_gives_up_no_lock(path: Path) -> None:
    with Warehouse.open(path) as warehouse:
        warehouse.publish()
        open_it = f"import duckdb; duckdb.connect({str(work_path(path))!r})"
        tried = subprocess.run([sys.executable, "-c", open_it], capture_output=True, text=True)
        assert "Conflicting lock is held" in tried.stderr


def test_a_copy_that_a_killed_run_has_begun_is_not_written_into_the_next_one(path: Path) -> None:
    with path.with_name(f"{path.stem}.fresh{path.suffix}").open("wb") as begun, Warehouse.open(path) as warehouse:
        warehouse.publish()
        begun.write(b"half of a page")
    connect_published(path).close()


def test_publishing_to_a_full_disk_keeps_the_old_copy(path: Path) -> None:
    script = """
import random, resource, signal, sys
from pathlib import Path
from expectations.rules import check_plainly
from tests.articles import document
from flows.errors import WarehouseError
from warehouse.files import work_path
from warehouse.store import Warehouse

path = Path(sys.argv[1])
with Warehouse.open(path, checker=check_plainly) as warehouse:
    warehouse.publish()
    warehouse.write_documents("first", [document(random.Random(1).randbytes(300_000).hex())])
    warehouse._con.execute("checkpoint")
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (work_path(path).stat().st_size - 1,) * 2)
    try:
        warehouse.publish()
    except WarehouseError as error:
        print(error)
"""
    ended = subprocess.run([sys.executable, "-c", script, str(path)], capture_output=True, text=True)
    assert ended.stdout.startswith(f"{path}: cannot be written: "), ended.stderr
    with connect_published(path) as con:
        assert con.execute("select count(*) from documents").fetchone() == (0,)


def test_the_published_file_is_of_a_storage_version_that_duckdb_1_0_reads(sample_run: Summary) -> None:
    header = sample_run.warehouse.read_bytes()[:20]
    assert header[8:12] == b"DUCK"  # a checksum stands before it, the storage version behind it
    assert int.from_bytes(header[12:20], "little") == 64


def test_readers_see_no_staging_tables_and_a_writer_who_lost_his_file_has_them_again(path: Path) -> None:
    with Warehouse.open(path, checker=check_plainly) as warehouse:
        warehouse.publish()
    staged = "select count(*) from duckdb_tables() where schema_name = 'staging'"
    with connect_published(path) as con:
        assert con.execute(staged).fetchone() == (0,)
    work_path(path).unlink()
    with Warehouse.open(path, checker=check_plainly) as warehouse:
        warehouse.begin_run("second")
        text = document("The dam broke.")
        warehouse.write_documents("second", [text])
        assert not warehouse.write_extracted("second", [article(text)]).held
        warehouse.publish()
    with connect_published(path) as con:
        assert con.execute("select count(*) from articles").fetchone() == (1,)
        assert con.execute(staged).fetchone() == (0,)


def test_restored_staging_tables_have_the_columns_of_new_ones() -> None:
    asked = "select table_name, column_name, data_type from duckdb_columns() where schema_name = 'staging' order by all"
    with duckdb.connect() as new, duckdb.connect() as restored:
        for con in (new, restored):
            migrate(con)
        restored.execute("drop schema staging cascade")
        migrate(restored)
        assert restored.execute(asked).fetchall() == new.execute(asked).fetchall()
