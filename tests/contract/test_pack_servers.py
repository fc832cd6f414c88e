"""nginx, set up as docs/cache.md says, and Redis keep the packs that machines share; nothing they do is a verdict."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from qualitygate.api import PackServer
from qualitygate.cache.packs import Keys, opened, sealed
from qualitygate.cache.remote import names
from qualitygate.cache.secret import VARIABLE
from qualitygate_plugins.pack_servers import qualitygate_pack_servers
from tests.certificates import new_certificate
from tests.cli.conftest import Done
from tests.cli.repositories import old_work
from tests.cli.test_shared_results import KEY, OTHERS, Machines
from tests.contract.pack_programs import Nginx, Redis, Running, answering, running

LEFT_ALONE = "note: the shared cache was left alone: "
#: What is found in the checkout.
CODES = ["F401", "W291", "F401", "F821", "E722", "E711"]
FOREIGN = "note: packs of the shared cache that do not verify, and count as not there: 1\n"


@pytest.fixture(params=[Nginx, Redis], ids=["nginx", "redis"])
def server(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Running]:
    """A server, ended with the test."""
    with running(request.param, tmp_path) as one:
        yield one


@pytest.fixture
def machines(tmp_path: Path, server: Running) -> Machines:
    """Machines with a checkout that has findings, and the server."""
    (tmp_path / "work").mkdir()
    return Machines(old_work(tmp_path / "work"), server.url)


def asked(url: str) -> PackServer:
    """What asks a server."""
    return qualitygate_pack_servers()[url.partition(":")[0]](url, "")


def is_red(done: Done) -> bool:
    """Is it the verdict that a run without any cache has?"""
    return done.code == 1 and [line.split()[1] for line in done.out.splitlines()[:-1]] == CODES


def test_a_fresh_machine_takes_what_another_one_has_found(machines: Machines) -> None:
    first, second = machines.run(), machines.run()

    assert "note: shared cache: 2 requests, 0 packs taken, 1 written\n" in first.err
    assert "note: shared cache: 1 requests, 1 packs taken, 0 written\n" in second.err
    assert (second.code, second.out) == (first.code, first.out)
    assert is_red(first)


def test_no_pack_is_replaced(server: Running) -> None:
    remote, name, deadline = asked(server.url), "d" * 64, time.monotonic() + 60

    before = remote.get(name, deadline, 1_000)
    remote.put(name, b"first", deadline)
    remote.put(name, b"second", deadline)

    assert (before, remote.get(name, deadline, 1_000)) == (None, b"first")


def test_a_server_that_was_killed_changes_no_verdict(machines: Machines, server: Running) -> None:
    server.kill()

    done = machines.run()

    assert is_red(done)
    assert f"{LEFT_ALONE}Connection refused" in done.err


def test_a_server_that_is_paused_changes_no_verdict(machines: Machines, server: Running) -> None:
    with server.paused():
        done = machines.run()

    assert is_red(done)
    assert f"{LEFT_ALONE}it takes too long" in done.err


def test_a_server_that_is_full_changes_no_verdict(machines: Machines, server: Running) -> None:
    server.fill()

    done = machines.run()

    assert is_red(done)
    assert LEFT_ALONE in done.err
    assert "0 written" in done.err


@pytest.mark.parametrize(
    ("said", "seconds"),
    [(b"", 10), (b"\x00\xff nothing that anybody knows\r\n" * 9, 0), (b"", 0), (b"HTTP/1.1 200 OK\r\n$10", 0)],
    ids=["ten seconds late", "rubbish", "hangs up", "half a sentence"],
)
def test_what_answers_strangely_changes_no_verdict(machines: Machines, said: bytes, seconds: float) -> None:
    with answering(machines.url, said, seconds=seconds) as machines.url:
        done = machines.run()

    assert is_red(done)
    assert LEFT_ALONE in done.err
    assert "shared cache: 1 requests" in done.err or seconds


@pytest.fixture
def red(machines: Machines, server: Running) -> tuple[str, bytes]:
    """The name and the pack of a checkout with findings."""
    machines.run()
    ((name, pack),) = server.packs().items()
    return name, pack


def green(machines: Machines, server: Running, red: str, name: str = "") -> bytes:
    """Return what a job with the key says of a checkout that has the same files, and nothing in them."""
    machines.work.write({"app/views.py": "x = 1\n", "app/old.py": "x = 1\n"})
    machines.work.git("commit", "-qam", "green")
    machines.run()
    (pack,) = [each for name, each in server.packs().items() if name != red]
    machines.work.git("reset", "-q", "--hard", "HEAD~1")
    return pack


def key(said: dict[str, str]) -> Keys:
    found = Keys.of(said)
    assert found is not None
    return found


@pytest.mark.parametrize("way", ["cut short", "another key", "of another name", "readers' key", "one bit", "a page"])
def test_what_is_put_in_the_place_of_a_pack_is_counted_and_not_believed(
    machines: Machines, server: Running, red: tuple[str, bytes], way: str
) -> None:
    name, pack = red
    other = green(machines, server, name)
    (of_green,) = [each for each, found in server.packs().items() if found == other]
    said = opened(other, of_green, key(KEY))
    forged = {
        "cut short": pack[:-1],
        "another key": sealed(said, name, key(OTHERS)),
        "of another name": other,
        "readers' key": sealed(said, name, Keys(key(KEY).reading)),
        "one bit": pack[:-1] + bytes([pack[-1] ^ 1]),
        "a page": b"<html>",
    }
    server.replace(name, forged[way])

    done = machines.run()

    assert is_red(done)
    assert FOREIGN in done.err


def test_what_was_signed_for_other_options_another_python_or_version_is_another_pack(
    machines: Machines, server: Running, red: tuple[str, bytes]
) -> None:
    """Each has a name of its own, for which it was signed: replayed under this one's it does not verify."""
    name, _ = red
    machines.run("--select=E9")
    (narrower,) = [pack for each, pack in server.packs().items() if each != name]
    older = sealed(b"green", names("an older version, another Python", "", ["HEAD"])[0], key(KEY))

    for replayed in (narrower, older):
        server.replace(name, replayed)
        done = machines.run()

        assert is_red(done)
        assert FOREIGN in done.err


def test_packs_of_another_interpreter_are_not_even_asked_for(
    machines: Machines, server: Running, red: tuple[str, bytes]
) -> None:
    optimized = machines.run(env={**KEY, "PYTHONOPTIMIZE": "1"})

    assert "0 packs taken, 1 written" in optimized.err
    assert len(server.packs()) == 2


def test_credentials_for_redis_are_sent_and_in_no_message(tmp_path: Path) -> None:
    (tmp_path / "work").mkdir()
    server = Redis(tmp_path, "--requirepass", "s3cret")
    try:
        machines = Machines(old_work(tmp_path / "work"), server.url)
        allowed = machines.run(env={VARIABLE: KEY[VARIABLE], "QUALITYGATE_CACHE_AUTHORIZATION": "s3cret"})
        refused = machines.run(env={VARIABLE: KEY[VARIABLE], "QUALITYGATE_CACHE_AUTHORIZATION": "wr0ng"})
        without = machines.run()
    finally:
        server.kill()

    assert "1 written" in allowed.err
    assert f"{LEFT_ALONE}redis-py says AuthenticationError" in refused.err
    assert f"{LEFT_ALONE}redis-py says AuthenticationError" in without.err
    assert "s3cret" not in allowed.err + without.err
    assert "wr0ng" not in refused.err


def test_an_encrypted_redis_keeps_packs_for_those_who_know_its_certificate(tmp_path: Path) -> None:
    """``SSL_CERT_FILE`` is OpenSSL's own variable, and names the authorities that count."""
    (tmp_path / "work").mkdir()
    certificate = new_certificate(tmp_path / "certificate")
    server = Redis(tmp_path, "--requirepass", "s3cret", certificate=certificate)
    known = {**KEY, "QUALITYGATE_CACHE_AUTHORIZATION": "s3cret", "SSL_CERT_FILE": certificate.certificate}
    try:
        machines = Machines(old_work(tmp_path / "work"), server.url)
        first, second = machines.run(env=known), machines.run(env=known)
        stranger = machines.run(env={**known, "SSL_CERT_FILE": new_certificate(tmp_path / "other").certificate})
        machines.url = server.url.replace("rediss:", "redis:")
        plain = machines.run(env=known)
    finally:
        server.kill()

    assert server.url.startswith("rediss://")
    assert "1 written" in first.err
    assert "1 packs taken" in second.err
    for done in (first, second, stranger, plain):
        assert is_red(done)
    for refused in (stranger, plain):
        assert LEFT_ALONE in refused.err
        assert "0 packs taken, 0 written" in refused.err
        assert "s3cret" not in refused.err
