"""A prefix of an object store, fetched and read by workers: real ones, and a server that speaks S3 and asks who it is.

The server is moto's; it lets nobody in who has no key of a user that it knows.
"""

from __future__ import annotations

import json
import logging
import signal
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

import pytest

from flows.engines import objects_ahead, pages_ahead
from flows.fetch.stores import Stores
from flows.ledger import Summary
from flows.pipeline import DIRECT, Request, run_pipeline
from flows.worker import Worker
from tests.benchmarks.plan_crawl import archive_of, page_of
from tests.benchmarks.run_in_fork import RULES_ALONE
from tests.cluster import Cluster, wait_for
from tests.flows.test_engines import at_work
from tests.flows.test_one_document import GOOD
from tests.warehouse.content import everything
from warehouse.read import fetch, open_published

pytestmark = pytest.mark.slow

UNREPORTED = replace(DIRECT, report=lambda path: path)
NOBODY = {"AWS_ACCESS_KEY_ID": "", "AWS_SECRET_ACCESS_KEY": "", "AWS_EC2_METADATA_DISABLED": "true"}


class Store(NamedTuple):
    """A bucket called ``news``, and what the environment says of its server."""

    bucket: Any
    environment: dict[str, str]


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    import boto3  # type: ignore[import-untyped]
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer("127.0.0.1", port=0, verbose=False)
    server.start()
    _, port = server.get_host_and_port()
    place = {"AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}", "AWS_DEFAULT_REGION": "us-east-1"}
    with pytest.MonkeyPatch.context() as environment:
        for name, value in {**place, "AWS_ACCESS_KEY_ID": "root", "AWS_SECRET_ACCESS_KEY": "root"}.items():
            environment.setenv(name, value)
        users = boto3.client("iam")
        users.create_user(UserName="reader")
        allowed = {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}
        document = json.dumps({"Version": "2012-10-17", "Statement": [allowed]})
        users.put_user_policy(UserName="reader", PolicyName="all", PolicyDocument=document)
        key = users.create_access_key(UserName="reader")["AccessKey"]
        keys = {"AWS_ACCESS_KEY_ID": key["AccessKeyId"], "AWS_SECRET_ACCESS_KEY": key["SecretAccessKey"]}
        for name, value in keys.items():
            environment.setenv(name, value)
        environment.setattr("moto.settings.INITIAL_NO_AUTH_ACTION_COUNT", 0)  # from here on it asks who it is
        session = boto3.Session(key["AccessKeyId"], key["SecretAccessKey"])
        yield Store(session.resource("s3").create_bucket(Bucket="news"), {**place, **keys})
    server.stop()


@pytest.fixture(scope="module")
def cluster(store: Store, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A scheduler and workers ``a`` and ``b`` that may read the bucket."""
    with Cluster(tmp_path_factory.mktemp("cluster"), store.environment) as cluster:
        cluster.add_worker("a")
        cluster.add_worker("b")
        wait_for(lambda: len(cluster.workers()) == 2)
        yield cluster


def put_pages(store: Store, prefix: str, count: int) -> None:
    for number in range(count):
        page = page_of(f"Dam {number} breaks", f"{GOOD}\n" * 12, f"2011-05-{number + 3:02}", number)
        store.bucket.put_object(Key=f"{prefix}/{number:02}.html", Body=page)


def taken_in(prefix: str, warehouse: Path, engine: str | None = None, **limits: str) -> Summary:
    request = Request((f"s3://news/{prefix}/",), warehouse, RULES_ALONE, batch_size=4, engine=engine, limits=limits)
    return run_pipeline(request, UNREPORTED)


def compared(warehouse: Path) -> dict[str, list[tuple[object, ...]]]:
    """All rows, but for the instants at which objects were fetched."""
    with open_published(warehouse) as con:
        told = fetch(con, "select * exclude (fetched_at) from fetches order by address")
    return {**everything(warehouse), "fetches": [tuple(row.values()) for row in told]}


def nobody_here(*_: object, **__: object) -> NoReturn:
    raise AssertionError("fetched or read where the run is")


def test_workers_fetch_and_read_a_prefix_and_the_rows_are_those_of_a_run_alone(
    store: Store, cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_pages(store, "in", 6)
    store.bucket.put_object(Key="in/again.html", Body=store.bucket.Object("in/00.html").get()["Body"].read())
    store.bucket.put_object(Key="in/empty.txt", Body=b"")
    store.bucket.put_object(Key="in/frozen.html", Body=b"<p>It is in the archive.</p>", StorageClass="GLACIER")
    store.bucket.put_object(Key="in/large.txt", Body=b"x " * 200_000)
    store.bucket.put_object(Key="in/wire.txt", Body=GOOD.encode())
    limits = {"fetch_bytes": "300KiB", "page_seconds": "100"}
    alone = taken_in("in", tmp_path / "alone.duckdb", **limits)
    fetched_here = []
    fetch_one = Stores.fetch

    def remembered(stores: Stores, address: str, into: Path) -> tuple[int, str]:
        fetched_here.append(address)
        return fetch_one(stores, address, into)

    monkeypatch.setattr(objects_ahead, "_MOST", 2)  # six slices
    monkeypatch.setattr(Stores, "fetch", remembered)
    monkeypatch.setattr(Worker, "run", nobody_here)
    together = taken_in("in", tmp_path / "together.duckdb", cluster.address, **limits)
    assert together.counts == alone.counts
    assert compared(together.warehouse) == compared(alone.warehouse)
    assert sorted(fetched_here) == ["s3://news/in/frozen.html", "s3://news/in/large.txt"]  # what is told is told here
    with open_published(together.warehouse) as con:
        rows = fetch(con, "select parse_filename(source_uri) as name, code from quarantine order by name")
    assert {row["name"]: row["code"] for row in rows} == {
        "again.html": "already_read", "empty.txt": "empty",
        "frozen.html": "not_fetched:forbidden", "large.txt": "not_fetched:too_large",
    }  # fmt: skip


def test_an_archive_too_large_to_travel_whole_is_fetched_here_and_read_in_pieces_elsewhere(
    store: Store, cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.bucket.put_object(Key="crawl/pages.warc.gz", Body=archive_of(6))
    alone = taken_in("crawl", tmp_path / "alone.duckdb", page_seconds="100")
    monkeypatch.setattr(objects_ahead, "WHOLE", 1_000)
    monkeypatch.setattr(pages_ahead, "SENT", 8_000)
    monkeypatch.setattr(Worker, "run", nobody_here)
    together = taken_in("crawl", tmp_path / "together.duckdb", cluster.address, page_seconds="100")
    assert compared(together.warehouse) == compared(alone.warehouse)
    assert together.counts["documents"] == 6


def test_what_a_killed_worker_was_fetching_is_brought_by_another(
    store: Store, cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_pages(store, "many", 12)
    alone = taken_in("many", tmp_path / "alone.duckdb", page_seconds="101")
    monkeypatch.setattr(objects_ahead, "_MOST", 1)
    bring = objects_ahead.ObjectsAhead.bring

    def kill_and_bring(ahead: Any, address: str, into: Path) -> tuple[int, str] | None:
        if cluster.processes["b"].poll() is None:
            with cluster.asked() as client:
                wait_for(lambda: len(at_work(client)) == 2)
            cluster.processes["b"].send_signal(signal.SIGKILL)
            cluster.processes["b"].wait()
        return bring(ahead, address, into)

    monkeypatch.setattr(objects_ahead.ObjectsAhead, "bring", kill_and_bring)
    together = taken_in("many", tmp_path / "together.duckdb", cluster.address, page_seconds="101")
    assert cluster.workers() == {"a"}
    assert compared(together.warehouse) == compared(alone.warehouse)


def test_where_workers_may_not_read_a_bucket_the_run_says_so_and_fetches_it_itself(
    store: Store, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    put_pages(store, "closed", 3)
    alone = taken_in("closed", tmp_path / "alone.duckdb")
    with Cluster(tmp_path, {**store.environment, **NOBODY}) as cluster, caplog.at_level(logging.WARNING, "dateline"):
        cluster.add_worker("stranger")
        wait_for(lambda: cluster.workers() == {"stranger"})
        together = taken_in("closed", tmp_path / "together.duckdb", cluster.address)
    assert compared(together.warehouse) == compared(alone.warehouse)
    [told] = [line.getMessage() for line in caplog.records if line.name == "dateline"]
    assert told.startswith("s3://news: a worker cannot read it (access is not permitted: ")
    assert told.endswith("); this run fetches it itself")
