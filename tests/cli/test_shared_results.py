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

    def fresh(self) -> Path:
        """Return a directory for the cache of the next one."""
        self._count += 1
        return self.work.root.parent / f"cache-{self._count}"

    def run(self, *arguments: str, env: Mapping[str, str] = KEY) -> Done:
        """Run on the next one."""
        own = {VARIABLE: "", "QUALITYGATE_CACHE_DIR": str(self.fresh()), **env}
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


def test_a_machine_that_remembers_the_project_asks_nobody(machines: Machines, server: PackServer) -> None:
    own = {**KEY, "QUALITYGATE_CACHE_DIR": str(machines.fresh())}
    words = (f"--set=cache-remote={server.url}", "--profile", "--format=concise")
    machines.work.run(*words, env=own)
    machines.work.run(*words, env=own)
    asked = len(server.methods)
    machines.work.write({"app/old.py": "import re\n"})

    done = machines.work.run(*words, env=own)

    assert "cache: 1 files known, 1 checked" in done.err
    assert server.methods[asked:] == []


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


def test_jobs_with_other_settings_have_packs_of_their_own(machines: Machines) -> None:
    machines.run("--select=E9")

    first, second = machines.run(), machines.run()

    assert first.code == second.code == 1
    assert "app/views.py:2:1: F401" in first.out
    assert ("1 written" in first.err, "1 packs taken" in second.err) == (True, True)


@pytest.mark.parametrize("variable", [{"GITHUB_EVENT_NAME": "pull_request"}, {"CI_MERGE_REQUEST_IID": "7"}])
def test_a_pull_request_reads_only_whatever_key_it_has(
    machines: Machines, server: PackServer, variable: dict[str, str]
) -> None:
    machines.run(env={**KEY, **variable})
    written = list(server.packs)
    machines.run()

    done = machines.run(env={**KEY, **variable})

    assert written == []
    assert "answered by: results of 2 files" in done.err


def test_a_scope_is_read_by_its_own_jobs_alone(machines: Machines, server: PackServer) -> None:
    """A pull request with the second key writes what its next job takes, and nobody else."""
    scoped = {**READER, "GITHUB_EVENT_NAME": "pull_request", "QUALITYGATE_CACHE_SCOPE": "pr-7"}
    first = machines.run(env=scoped)

    again = machines.run(env=scoped)
    other = machines.run(env={**scoped, "QUALITYGATE_CACHE_SCOPE": "pr-8"})
    trusted = machines.run()

    assert "1 written" in first.err
    assert "answered by: results of 2 files" in again.err
    assert "answered by: nothing" in other.err
    assert "answered by: nothing" in trusted.err
    assert len(server.packs) == 3


def test_a_scope_reads_what_the_main_branch_knows(machines: Machines, server: PackServer) -> None:
    machines.run()

    done = machines.run(env={**READER, "QUALITYGATE_CACHE_SCOPE": "pr-7"})

    assert "answered by: results of 2 files" in done.err
    assert len(server.packs) == 1


def test_a_checkout_that_is_not_trusted_writes_in_no_scope_either(machines: Machines, server: PackServer) -> None:
    machines.run("--untrusted", env={**READER, "QUALITYGATE_CACHE_SCOPE": "pr-7"})

    assert server.packs == {}


AUTHORIZED = {**KEY, "QUALITYGATE_CACHE_AUTHORIZATION": "Bearer s3cret"}


def test_credentials_go_to_no_server_that_a_file_of_the_project_names(machines: Machines, server: PackServer) -> None:
    """Else a pull request could have them sent to a server of its own."""
    machines.work.write({"qualitygate.toml": f'version = 1\ncache-remote = "{server.url}"\n'})

    done = machines.work.run("--format=concise", env={**AUTHORIZED, "QUALITYGATE_CACHE_DIR": str(machines.fresh())})

    assert (done.code, server.asked) == (1, [])
    assert "note: the shared cache was left alone: QUALITYGATE_CACHE_AUTHORIZATION goes only to a server" in done.err
    assert "s3cret" not in done.err


def test_the_environment_names_a_server_before_the_project_does(machines: Machines, server: PackServer) -> None:
    machines.work.write({"qualitygate.toml": 'version = 1\ncache-remote = "http://127.0.0.1:1"\n'})
    named = {**AUTHORIZED, "QUALITYGATE_CACHE_REMOTE": server.url}

    machines.work.run("--format=concise", env={**named, "QUALITYGATE_CACHE_DIR": str(machines.fresh())})

    assert server.authorizations == {"Bearer s3cret"}


def test_a_checkout_that_is_not_trusted_names_no_server(machines: Machines, server: PackServer) -> None:
    machines.work.write({"qualitygate.toml": f'version = 1\ncache-remote = "{server.url}"\n'})

    machines.work.run("--untrusted", env={**READER, "QUALITYGATE_CACHE_DIR": str(machines.fresh())})

    assert server.asked == []


PLUGIN = """
    from qualitygate.api import PackServerError, hookimpl

    class Shelf:
        def __init__(self, url, credentials):
            {start}
        def get(self, name, deadline, largest):
            {get}
        def put(self, name, data, deadline):
            pass
        def close(self):
            pass

    @hookimpl
    def qualitygate_pack_servers():
        return {{"shelf": Shelf}}
"""


@pytest.mark.parametrize(
    ("start", "get", "said"),
    [
        ("pass", "raise OSError('s3cret')", "it is asked by a plugin that fails: OSError"),
        ("pass", "import time; time.sleep(600)", "it takes too long"),
        ("raise ValueError(credentials)", "pass", "what makes a server of shelf://: ValueError: ***"),
        ("raise PackServerError('no shelf here')", "pass", "no shelf here"),
    ],
    ids=["raises", "sleeps", "fails at once", "lacks something"],
)
def test_a_plugin_brings_a_server_and_decides_nothing(machines: Machines, start: str, get: str, said: str) -> None:
    machines.work.write({"shelf.py": PLUGIN.format(start=start, get=get)})
    machines.url = "shelf://here"

    done = machines.run("--set=plugins=shelf.py", "app", env={**KEY, "QUALITYGATE_CACHE_AUTHORIZATION": "s3cret"})

    assert done.code == 1
    assert "note: the shared cache was left alone: " in done.err
    assert said in done.err
    assert "s3cret" not in done.err


def test_without_redis_py_a_run_goes_on_and_says_what_to_install(machines: Machines) -> None:
    (machines.work.root.parent / "redis.py").write_text("raise ImportError\n")
    machines.url = "redis://127.0.0.1"

    done = machines.run(env={**KEY, "PYTHONPATH": str(machines.work.root.parent)})

    assert done.code == 1
    assert "note: the shared cache was left alone: redis-py 8 or later is not installed; install" in done.err


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
    machines.url = "ftp://127.0.0.1"
    strange = machines.run()
    assert (strange.code, "expected a URL that begins with one of http://, https://, redis" in strange.err) == (2, True)
    machines.url = "http://127.0.0.1"
    short = machines.run(env={READING: "abc"})
    assert (short.code, "expected what 'qualitygate cache read-key' prints" in short.err) == (2, True)


def test_the_key_of_readers_is_printed_where_the_other_one_is(machines: Machines) -> None:
    printed = machines.work.run("cache", "read-key", env=KEY)
    without = machines.work.run("cache", "read-key", env={VARIABLE: ""})

    assert printed.out == READER[READING] + "\n"
    assert (without.code, "is not set; the key that only reads follows from it" in without.err) == (2, True)
