"""A worker elsewhere that cannot do the work as the client would says why, to every batch."""

from __future__ import annotations

import pytest

from qualitygate.engine.checking.away_worker import AwayWorker, environment_for
from qualitygate.engine.checking.parcel import AwaySpec, Refusal, pack
from qualitygate.engine.checking.worker import WorkerSpec
from qualitygate.engine.work import Task
from qualitygate.hosting.discovery import PluginRef
from qualitygate.model.settings import Settings
from qualitygate.model.wire import Reader, to_bytes

COMPLEXITY = PluginRef("complexity", "qualitygate_plugins.complexity", "", "qualitygate-lint 0")
PARCEL = pack([Task("a.py", "python", 0, 10, b"import os\n")], [Settings()], "").content


def refusal(*plugins: PluginRef, environment: str = "") -> Refusal:
    """Return what a worker says that was asked so."""
    spec = AwaySpec(WorkerSpec("", plugins, (Settings(),)), environment or environment_for(plugins).digest)
    return read(AwayWorker.start(to_bytes(spec)).check_batch(PARCEL))


def read(said: bytes) -> Refusal:
    assert said[:1] == b"-"
    return Reader(Refusal).read(said[1:])


def test_one_of_another_environment_tells_its_own() -> None:
    said = refusal(environment="00" * 16)

    assert said.problem == ""
    assert said.environment["Python"] == environment_for([]).parts["Python"]


def test_one_that_lacks_a_plugin_names_it() -> None:
    assert "'acme' (acme_nowhere, from acme 1) failed to import" in refusal(
        PluginRef("acme", "acme_nowhere", "", "acme 1")
    ).problem


@pytest.mark.parametrize("specification", [b"", b"{}", b'{"worker": 3}'], ids=["nothing", "too little", "wrong"])
def test_one_that_cannot_read_what_is_asked_says_so(specification: bytes) -> None:
    assert "it cannot read what is asked" in read(AwayWorker.start(specification).check_batch(PARCEL)).problem


@pytest.mark.parametrize(
    "parcel", [PARCEL[:-1], PARCEL + b" ", b"", b"\xff" * 20], ids=["short", "long", "empty", "no"]
)
def test_a_damaged_parcel_is_refused(parcel: bytes) -> None:
    spec = AwaySpec(WorkerSpec("", (), (Settings(),)), environment_for([]).digest)

    assert "it cannot read what is asked" in read(AwayWorker.start(to_bytes(spec)).check_batch(parcel)).problem
