"""Machines with nothing of their own take what others have found out, and no server or stranger changes a verdict."""

from __future__ import annotations

import socket
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from qualitygate.cache.packs import READING, Keys
from qualitygate.cache.secret import VARIABLE
from tests.pack_server import FAULTS, PackServer, serving

from .conftest import Done
from .repositories import Work, old_work

KEY = {VARIABLE: "the key of the team"}
OTHERS = {VARIABLE: "the key of another team"}
found = Keys.of(KEY)
assert found is not None
READER = {READING: found.reading.hex()}


class Machines:
    """Fresh machines, each with a cache of its own that is empty."""

    def __init__(self, work: Work, url: str) -> None:
        self.work, self.url, self._count = work, url, 0

    def run(self, *arguments: str, env: Mapping[str, str] = KEY) -> Done:
        """Run on the next one."""
        self._count += 1
        own = {VARIABLE: "", "QUALITYGATE_CACHE_DIR": str(self.work.root.parent / f"cache-{self._count}"), **env}
        remote = f"--set=cache-remote={self.url}"
        return self.work.run(remote, "--profile", "--format=concise", *arguments, env=own)


@pytest.fixture
def server() -> Iterator[PackServer]:
    """A server, ended with the test."""
    with serving() as one:
        yield one


@pytest.fixture
def machines(tmp_path: Path, server: PackServer) -> Machines:
    """Machines with a checkout that has findings, and the server."""
    (tmp_path / "work").mkdir()
    return Machines(old_work(tmp_path / "work"), server.url)


def test_a_fresh_machine_takes_what_another_one_has_found(machines: Machines, server: PackServer) -> None:
    first = machines.run()
    asked = len(server.asked)

    second = machines.run()

    assert "note: shared cache: 2 requests, 0 packs taken, 1 written\n" in first.err
    assert "answered by: results of 2 files\ncache: 2 files known, 0 checked" in second.err
    assert "note: shared cache: 1 requests, 1 packs taken, 0 written\n" in second.err
    assert (second.code, second.out) == (first.code, first.out) == (1, machines.work.run("--format=concise").out)
    assert server.methods[asked:] == ["GET"]


def test_the_next_revision_begins_with_what_is_known_of_its_parent(machines: Machines) -> None:
    machines.run()
    machines.work.write({"app/old.py": "import re\n"})
    machines.work.git("commit", "-qam", "next")

    done = machines.run()

    assert "cache: 1 files known, 1 checked" in done.err
    assert "1 packs taken, 1 written" in done.err


def test_whoever_reads_only_takes_and_writes_nothing(machines: Machines, server: PackServer) -> None:
    alone = machines.run(env=READER)
    machines.run()

    beside = machines.run(env=READER)

    assert "0 packs taken, 0 written" in alone.err
    assert "answered by: results of 2 files" in beside.err
    assert server.methods.count("PUT") == 1


def test_a_checkout_that_is_not_trusted_writes_nothing(machines: Machines, server: PackServer) -> None:
    machines.run("--untrusted")

    assert "PUT" not in server.methods


def test_without_a_key_no_server_is_asked(machines: Machines, server: PackServer) -> None:
    done = machines.run(env={})

    assert (done.code, server.asked) == (1, [])
    assert "shared cache" not in done.err


def test_what_a_stranger_has_written_is_counted_and_changes_nothing(machines: Machines, server: PackServer) -> None:
    """Another key fills the name with what is green under other settings, before the team comes to it."""
    machines.run(env=OTHERS)

    done = machines.run()

    assert done.code == 1
    assert "note: packs of the shared cache that do not verify, and count as not there: 1" in done.err
    assert "answered by: nothing" in done.err
    assert server.methods.count("PUT") == 1


def test_results_under_other_settings_are_none_of_this_run(machines: Machines) -> None:
    machines.run("--select=E9")

    done = machines.run()

    assert done.code == 1
    assert "app/views.py:2:1: F401" in done.out


@pytest.mark.parametrize("fault", FAULTS)
def test_an_ill_server_changes_no_verdict(machines: Machines, server: PackServer, fault: str) -> None:
    expected = machines.work.run("--format=concise")
    server.fault = fault

    done = machines.run(env={**KEY, "QUALITYGATE_CACHE_AUTHORIZATION": "Bearer s3cret"})

    assert (done.code, done.out) == (expected.code, expected.out)
    assert "note: the shared cache was left alone: " in done.err or fault == "cuts short"
    assert "s3cret" not in done.err
    assert len(server.asked) <= 3


def test_nobody_listening_changes_no_verdict(machines: Machines) -> None:
    with socket.create_server(("127.0.0.1", 0)) as gone:
        machines.url = f"http://127.0.0.1:{gone.getsockname()[1]}"

    done = machines.run()

    assert done.code == 1
    assert "note: the shared cache was left alone: Connection refused" in done.err


def test_a_wrong_url_and_a_wrong_key_are_the_users_mistakes(machines: Machines) -> None:
    machines.url = "redis://127.0.0.1"
    assert machines.run().code == 2
    machines.url = "http://127.0.0.1"
    short = machines.run(env={READING: "abc"})
    assert (short.code, "expected what 'qualitygate cache read-key' prints" in short.err) == (2, True)


def test_the_key_of_readers_is_printed_where_the_other_one_is(machines: Machines) -> None:
    printed = machines.work.run("cache", "read-key", env=KEY)
    without = machines.work.run("cache", "read-key", env={VARIABLE: ""})

    assert printed.out == READER[READING] + "\n"
    assert (without.code, "is not set; the key that only reads follows from it" in without.err) == (2, True)
