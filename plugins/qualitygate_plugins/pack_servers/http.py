"""Packs on a server that speaks what build caches speak: ``GET`` and ``PUT`` of ``/ac/NAME``."""

from __future__ import annotations

import io
import socket
import ssl
import threading
import time
from contextlib import suppress
from http.client import HTTPConnection, HTTPException, HTTPResponse
from typing import Any

from qualitygate.api import PackServerError
from qualitygate_plugins.pack_servers.address import Address

_CHUNK = 65_536  # bytes
#: What a server says where nothing is, and where it does not tell.
_NOTHING = (404, 403, 410)
#: What it says when it has written, and when there was something already.
_WRITTEN = (200, 201, 204, 409, 412)


class HttpServer:
    """One server, one connection. What is slower than a deadline, or strange, is a :class:`PackServerError`."""

    def __init__(self, url: str, authorization: str = "") -> None:
        """``authorization`` is the header's value; it stands in no message.

        Raises:
            ConfigError: the URL is none, or has credentials in it.
        """
        address = Address.of(url, "https", "http", "https://HOST[:PORT][/PATH]", authorization)
        self._is_secure = address.is_secure
        self._address = (address.host, address.port or (443 if address.is_secure else 80))
        self._path = address.path.rstrip("/")
        self._headers = {"Authorization": authorization} if authorization else {}
        self._connection: HTTPConnection | None = None
        self._hurried: _Hurried | None = None

    def get(self, name: str, deadline: float, largest: int) -> bytes | None:
        """Ask for a pack."""
        response = self._answer("GET", name, None, deadline)
        if response.status in _NOTHING:
            self._read(response, _CHUNK)
            return None
        if response.status != 200:
            raise PackServerError(f"it answers {response.status}")
        return self._read(response, largest)

    def put(self, name: str, data: bytes, deadline: float) -> None:
        """Write a pack; one that is there stays."""
        response = self._answer("PUT", name, data, deadline)
        if response.status not in _WRITTEN:
            raise PackServerError(f"it answers {response.status} to what is written")
        self._read(response, _CHUNK)

    def close(self) -> None:
        """Hang up, whoever waits."""
        if self._hurried is not None:
            self._hurried.close()

    def _answer(self, method: str, name: str, data: bytes | None, deadline: float) -> HTTPResponse:
        headers = {**self._headers, **({"If-None-Match": "*"} if method == "PUT" else {})}
        is_used = self._connection is not None and self._connection.sock is not None
        try:
            connection = self._connected(deadline)
            connection.request(method, f"{self._path}/ac/{name}", body=data, headers=headers)
            return connection.getresponse()
        except (OSError, HTTPException, ValueError) as error:
            if self._connection is not None:
                self._connection.close()
            if is_used and isinstance(error, ConnectionError):  # a run is long, and servers hang up after a minute
                return self._answer(method, name, data, deadline)
            raise PackServerError(_said(error)) from error

    def _read(self, response: HTTPResponse, largest: int) -> bytes:
        try:
            data = response.read(largest + 1)
        except (OSError, HTTPException, ValueError) as error:
            raise PackServerError(_said(error)) from error
        if len(data) > largest:
            raise PackServerError(f"it answers with more than {largest:,} bytes")
        return data

    def _connected(self, deadline: float) -> HTTPConnection:
        connection = self._connection = self._connection or HTTPConnection(*self._address)
        if connection.sock is None:
            plain = _connect(self._address, deadline)
            plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            if self._is_secure:
                plain.settimeout(_left(deadline))
                plain = ssl.create_default_context().wrap_socket(plain, server_hostname=self._address[0])
            connection.sock = self._hurried = _Hurried(plain)
        assert self._hurried is not None, "a connection has one"
        self._hurried.deadline = deadline
        return connection


def _connect(address: tuple[str, int], deadline: float) -> socket.socket:
    """Connect to the first of the addresses of a name that answers."""
    problem: OSError = TimeoutError("it has no address")
    for family, kind, protocol, _, place in _resolved(address, deadline):
        plain = socket.socket(family, kind, protocol)
        try:
            plain.settimeout(_left(deadline))
            plain.connect(place)
            return plain
        except OSError as error:
            plain.close()
            problem = error
    raise problem


def _resolved(address: tuple[str, int], deadline: float) -> list[Any]:
    """Look the name up in a thread, which alone can be left behind: a lookup takes what its servers take."""
    found: list[Any] = []

    def look_up() -> None:
        with suppress(OSError):
            found.append(socket.getaddrinfo(*address, type=socket.SOCK_STREAM))

    thread = threading.Thread(target=look_up, daemon=True)
    thread.start()
    thread.join(_left(deadline))
    if not found:
        raise TimeoutError("its name is not found") if thread.is_alive() else OSError(0, "its name is not known")
    return list(found[0])


class _Hurried:
    """A socket whose every step ends at one deadline: a server that sends a byte now and then gains nothing."""

    def __init__(self, inner: socket.socket) -> None:
        self.deadline = 0.0
        self._inner = inner

    def sendall(self, data: Any) -> None:
        self._inner.settimeout(_left(self.deadline))
        self._inner.sendall(data)

    def makefile(self, mode: str) -> io.BufferedReader:
        return io.BufferedReader(_Reader(self))

    def receive(self, buffer: Any) -> int:
        self._inner.settimeout(_left(self.deadline))
        return self._inner.recv_into(buffer)

    def close(self) -> None:
        with suppress(OSError):
            self._inner.shutdown(socket.SHUT_RDWR)  # whoever waits in another thread is not woken by closing alone
        self._inner.close()


class _Reader(io.RawIOBase):
    def __init__(self, hurried: _Hurried) -> None:
        self._hurried = hurried

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        return self._hurried.receive(buffer)


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError("it takes too long")
    return left


def _said(error: BaseException) -> str:
    """Say what went wrong, and nothing that was sent."""
    if isinstance(error, TimeoutError):
        return "it takes too long"
    return error.strerror or type(error).__name__ if isinstance(error, OSError) else type(error).__name__
