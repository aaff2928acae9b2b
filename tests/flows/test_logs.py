"""Logs: a line a step, with its counts and seconds, as text or as JSON."""

from __future__ import annotations

import json
import logging

import pytest

from flows import logs


@pytest.fixture(autouse=True)
def as_before(monkeypatch: pytest.MonkeyPatch):
    """The logging of the test run itself comes back."""
    root, level = logging.getLogger(), logs.log.level
    handlers = root.handlers[:]
    for variable in (logs.LEVEL_VARIABLE, logs.FORMAT_VARIABLE):
        monkeypatch.setenv(variable, "")
        monkeypatch.delenv(variable)
    yield
    root.handlers[:] = handlers
    logs.log.setLevel(level)


def test_a_step_leaves_one_line_with_counts_and_seconds(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure("info", "text")
    logs.say("run-1", "events", {"documents": 64, "failed": 1}, 9.3149)
    assert capsys.readouterr().err.endswith("Z INFO     run-1 events: documents 64, failed 1, 9.31 s\n")


def test_the_same_line_as_json_has_a_key_a_number(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure("info", "json")
    logs.say("run-1", "events", {"documents": 64}, 9.3149)
    line = json.loads(capsys.readouterr().err)
    assert (line["run_id"], line["step"], line["documents"], line["seconds"]) == ("run-1", "events", 64, 9.315)


def test_a_run_that_is_watched_prints_warnings_alone(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure("warning")
    logs.say("run-1", "events", {}, 1.0)
    logs.log.warning("another run is writing")
    assert capsys.readouterr().err.endswith("WARNING  another run is writing\n")


def test_the_processes_that_prefect_starts_find_the_settings_in_the_environment(
    capsys: pytest.CaptureFixture[str],
) -> None:
    logs.configure("info", "json")
    logs.configure()
    logs.log.info("here")
    assert json.loads(capsys.readouterr().err)["message"] == "here"
