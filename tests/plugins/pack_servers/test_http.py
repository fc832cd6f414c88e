"""What a server may do to us: nothing is an error of the run, and nothing waits longer than its deadline."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator

import pytest

from qualitygate.api import ConfigError, PackServerError
from qualitygate_plugins.pack_servers.http import HttpServer
from tests.pack_server import FAULTS, PackServer, serving

NAME = "c" * 64


@pytest.fixture
def server() -> Iterator[PackServer]:
    """A server, ended with the test."""
    with serving() as found:
        yield found


def soon() -> float:
    return time.monotonic() + 0.3


def later() -> float:
    return time.monotonic() + 60


def test_what_was_written_is_there_and_nothing_else(server: PackServer) -> None:
    remote = HttpServer(server.url)

    before = remote.get(NAME, later(), 1_000)
    remote.put(NAME, b"first", later())
    remote.put(NAME, b"second", later())

    assert (before, remote.get(NAME, later(), 1_000)) == (None, b"first")
    assert server.packs == {f"/cache/ac/{NAME}": b"first"}
    assert server.methods == ["GET", "PUT", "PUT", "GET"]


def test_credentials_are_sent_and_in_no_message(server: PackServer) -> None:
    remote = HttpServer(server.url, "Bearer s3cret")
    server.fault = "500"

    with pytest.raises(PackServerError) as caught:
        remote.get(NAME, later(), 1_000)

    assert server.authorizations == {"Bearer s3cret"}
    assert str(caught.value) == "it answers 500"


def test_a_server_that_has_hung_up_meanwhile_is_asked_again(server: PackServer) -> None:
    remote = HttpServer(server.url)
    server.hangs_up = True

    before = remote.get(NAME, later(), 1_000)
    remote.put(NAME, b"first", later())

    assert (before, remote.get(NAME, later(), 1_000)) == (None, b"first")


@pytest.mark.parametrize("fault", [fault for fault in FAULTS if fault != "cuts short"])
def test_an_ill_server_is_given_up_at_the_deadline(server: PackServer, fault: str) -> None:
    server.fault = fault

    with pytest.raises(PackServerError) as caught:
        HttpServer(server.url, "Bearer s3cret").get(NAME, soon(), 10_000)

    assert "s3cret" not in str(caught.value)
    assert server.methods == ["GET"]


def test_what_is_cut_short_is_no_more_than_what_came(server: PackServer) -> None:
    server.fault = "cuts short"

    try:
        found = HttpServer(server.url).get(NAME, later(), 200_000)
    except PackServerError:
        found = None

    assert found in (None, b"qualitygate pack 1\n")


def test_nobody_listening_is_an_error_of_the_other_side() -> None:
    with socket.create_server(("127.0.0.1", 0)) as gone:
        port = gone.getsockname()[1]

    with pytest.raises(PackServerError, match="Connection refused"):
        HttpServer(f"http://127.0.0.1:{port}").get(NAME, later(), 1_000)


def test_a_name_without_an_address_is_one_too() -> None:
    with pytest.raises(PackServerError):
        HttpServer("http://no-such-host.invalid").get(NAME, soon(), 1_000)


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("ftp://example.org", "cache-remote: expected https://HOST[:PORT][/PATH], got 'ftp://example.org'"),
        ("example.org/cache", "expected https://HOST"),
        ("https://", "expected https://HOST"),
        ("https://example.org:port", "expected https://HOST"),
        ("https://user:s3cret@example.org", "expected a URL without credentials; they come from the environment"),
        ("https://example.org?token=s3cret", "expected a URL without credentials"),
        ("http://example.org", "expected https://: credentials would be read by everybody on the way"),
    ],
)
def test_a_url_that_is_none_or_gives_credentials_away_is_refused(url: str, said: str) -> None:
    with pytest.raises(ConfigError) as caught:
        HttpServer(url, "Bearer s3cret")

    assert said in str(caught.value)
    assert "s3cret" not in str(caught.value)
