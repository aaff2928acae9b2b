"""What Prefect's own list says of a warehouse's runs: closed when their process is gone, deleted when they are old.

Prefect learns of the end of a run from the run itself. One whose process was killed stays "Running" for ever, unless
somebody else says that it ended: the command that was interrupted, or the next run of the same warehouse.
"""

from __future__ import annotations

import hashlib
import os
import platform
import re
import signal
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.filters import (
    ArtifactFilter,
    ArtifactFilterFlowRunId,
    ArtifactFilterKey,
    FlowFilter,
    FlowFilterName,
    FlowRunFilter,
    FlowRunFilterDeploymentId,
    FlowRunFilterEndTime,
    FlowRunFilterNextScheduledStartTime,
    FlowRunFilterState,
    FlowRunFilterStateType,
    FlowRunFilterTags,
)
from prefect.client.schemas.objects import StateType
from prefect.exceptions import ObjectNotFound
from prefect.settings import PREFECT_API_REQUEST_TIMEOUT, PREFECT_CLIENT_MAX_RETRIES, temporary_settings
from prefect.states import Cancelled, Crashed, Scheduled

from flows.lifeline import ENDING

if TYPE_CHECKING:
    from prefect.client.schemas.objects import FlowRun, State

FLOW = "dateline"
UNFINISHED = [StateType.PENDING, StateType.RUNNING, StateType.CANCELLING]
MOST_DELETED = 200  # old runs deleted at the end of one run: it stays cheap, and each run leaves but one


def warehouse_tag(warehouse: Path) -> str:
    """What the runs of one warehouse have in common in Prefect's list."""
    return f"warehouse:{warehouse.resolve()}"


def name(warehouse: Path) -> str:
    """``news-1a2b3c4d``: what a warehouse is called where Prefect takes small letters, digits and dashes alone."""
    path = warehouse.resolve()
    stem = re.sub(r"[^a-z0-9]+", "-", path.stem.lower()).strip("-")
    return "-".join(filter(None, (stem, hashlib.sha256(os.fsencode(path)).hexdigest()[:8])))


def this_process() -> str:
    """This process as Prefect's ``infrastructure_pid``: host, process, and when that started, as numbers come again."""
    return f"{platform.node()}:{os.getpid()}:{_started(os.getpid())}"


def claim_run(flow_run_id: UUID, warehouse: Path) -> None:
    """Say which process works on the run, and on which warehouse."""
    with get_client(sync_client=True) as client:
        client.update_flow_run(flow_run_id, infrastructure_pid=this_process(), tags=[warehouse_tag(warehouse)])


def close_dead(warehouse: Path) -> int:
    """Set the unfinished runs of ``warehouse`` whose process is gone to Crashed; how many there were."""
    return _close(warehouse, Crashed(message="its process is gone"), unclaimed=False)


def close_all(warehouse: Path, by: signal.Signals) -> None:
    """Close what a command left unfinished, all of whose processes were ended; some may not have said who they were.

    What somebody asked to end is Cancelled; what the system killed, as for want of memory, has Crashed.
    """
    end = Cancelled if by in ENDING else Crashed
    with temporary_settings({PREFECT_API_REQUEST_TIMEOUT: 3.0, PREFECT_CLIENT_MAX_RETRIES: 0}):
        _close(warehouse, end(message=f"ended by {by.name}"), unclaimed=True)


def _close(warehouse: Path, state: State[None], *, unclaimed: bool) -> int:
    """:param unclaimed: those, too, of which no process is known; only for who knows that none of them can be alive."""
    with get_client(sync_client=True) as client:
        dead = [one for one in _unfinished(client, warehouse) if _is_dead(one.infrastructure_pid, unclaimed)]
        for run in dead:
            client.set_flow_run_state(run.id, state, force=True)
    return len(dead)


def catch_up(deployment: str, parameters: dict[str, Any]) -> bool:
    """Where a run was due while nobody served ``deployment``, schedule one for now; whether that was so.

    To be called before the deployment is registered anew: Prefect then deletes what was due.
    """
    with get_client(sync_client=True) as client:
        try:
            served = client.read_deployment_by_name(f"{FLOW}/{deployment}")
        except ObjectNotFound:
            return False
        if not _due(client, served.id):
            return False
        client.create_flow_run_from_deployment(served.id, parameters=parameters, state=Scheduled())
    return True


def skip_missed(flow_run_id: UUID, deployment_id: UUID) -> int:
    """Cancel the other runs of a deployment that are due: one takes in what all of them would. How many there were."""
    message = f"missed: {flow_run_id} takes in what this one would have"
    with get_client(sync_client=True) as client:
        missed = [run for run in _due(client, deployment_id) if run.id != flow_run_id]
        for run in missed:
            client.set_flow_run_state(run.id, Cancelled(message=message), force=True)
    return len(missed)


def _due(client: SyncPrefectClient, deployment_id: UUID) -> list[FlowRun]:
    """The runs of a deployment that should have begun by now and have not, the first 200 of them."""
    by_now = FlowRunFilterNextScheduledStartTime.model_validate({"before_": datetime.now(UTC)})
    return client.read_flow_runs(
        flow_run_filter=FlowRunFilter(
            deployment_id=FlowRunFilterDeploymentId(any_=[deployment_id]),
            state=FlowRunFilterState(type=FlowRunFilterStateType(any_=[StateType.SCHEDULED])),
            next_scheduled_start_time=by_now,
        )
    )


def delete_old(warehouse: Path, days: int) -> int:
    """Delete the runs of ``warehouse`` that ended more than ``days`` ago, with their artifacts; how many there were."""
    ended_by = FlowRunFilterEndTime.model_validate({"before_": datetime.now(UTC) - timedelta(days=days)})
    with get_client(sync_client=True) as client:
        old = client.read_flow_runs(
            flow_run_filter=FlowRunFilter(tags=FlowRunFilterTags(all_=[warehouse_tag(warehouse)]), end_time=ended_by),
            limit=MOST_DELETED,
        )
        if not old:
            return 0
        ids = [run.id for run in old]
        for artifact in client.read_artifacts(
            artifact_filter=ArtifactFilter(flow_run_id=ArtifactFilterFlowRunId(any_=ids))
        ):
            client.delete_artifact(artifact.id)
        for flow_run_id in ids:
            client.delete_flow_run(flow_run_id)
    return len(ids)


def delete_artifacts(warehouse: Path) -> int:
    """Delete what the runs of ``warehouse`` left on Prefect's pages, which quotes documents; how many there were."""
    keys = [f"dateline-{kind}-{name(warehouse)}" for kind in ("summary", "flags", "reports")]
    deleted = 0
    with get_client(sync_client=True) as client:
        while found := client.read_artifacts(artifact_filter=ArtifactFilter(key=ArtifactFilterKey(any_=keys))):
            for artifact in found:
                client.delete_artifact(artifact.id)
            deleted += len(found)
    return deleted


def _unfinished(client: SyncPrefectClient, warehouse: Path) -> list[FlowRun]:
    """By parameter and not by tag: a run has its parameters from the first moment."""
    found = client.read_flow_runs(
        flow_filter=FlowFilter(name=FlowFilterName(any_=[FLOW])),
        flow_run_filter=FlowRunFilter(state=FlowRunFilterState(type=FlowRunFilterStateType(any_=UNFINISHED))),
    )
    return [run for run in found if run.parameters.get("warehouse") == str(warehouse.resolve())]


def _is_dead(process: str | None, unclaimed: bool) -> bool:
    """Whether a process of this machine is gone; of another machine's nothing is known."""
    if not process:
        return unclaimed
    host, _, rest = process.partition(":")
    number, _, started = rest.partition(":")
    if host != platform.node() or not number.isdigit():
        return False
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return True
    except PermissionError:  # somebody else's, so not one of ours that has this number again
        return True
    return _started(int(number)) != started


def _started(process: int) -> str:
    """When a process was started, in the system's own count; empty for one that has ended, or an unknown count."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except OSError:
        return ""
    return "" if fields[0] == "Z" else fields[19]  # a zombie has ended; nobody has asked for its status yet
