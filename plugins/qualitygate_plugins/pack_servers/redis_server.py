"""Packs in Redis, by redis-py: ``GETRANGE``, and ``SET`` with ``NX``, so that Redis itself replaces nothing."""

from __future__ import annotations

import time
from typing import Any
from urllib.parse import unquote

from qualitygate.api import PackServerError
from qualitygate_plugins.pack_servers.address import Address

_PORT = 6379
#: Seconds that a pack stays: as long as results stay in a cache of one machine.
_KEPT = 30 * 86_400
_MISSING = (
    "redis-py 8 or later is not installed; install the extra: pip install 'qualitygate-lint[redis] @ git+URL' "
    "(or: pip install 'redis>=8')"
)


class RedisServer:
    """One server, one connection."""

    def __init__(self, url: str, credentials: str = "") -> None:
        """``credentials`` are PASSWORD or USER:PASSWORD; they stand in no message.

        Raises:
            ConfigError: the URL is none, or has credentials in it.
            PackServerError: redis-py is not installed.
        """
        address = Address.of(url, "rediss", "redis", "rediss://HOST[:PORT][/DATABASE]", credentials)
        database = address.path.strip("/") or "0"
        if not (database.isascii() and database.isdigit()):
            raise address.error()
        try:
            from redis import Connection, SSLConnection  # here: 120 ms, and an extra
            from redis.exceptions import RedisError
        except ImportError as error:
            raise PackServerError(_MISSING) from error
        user, colon, password = credentials.partition(":")
        known = {"username": unquote(user) or None, "password": password} if colon else {"password": credentials}
        options: dict[str, Any] = {**known, "db": int(database), "protocol": 2}
        self._errors = (RedisError, OSError, ValueError)
        self._kind = SSLConnection if address.is_secure else Connection
        self._options = {"host": address.host, "port": address.port or _PORT, "driver_info": None, **options}
        self._connection: Any = None

    def get(self, name: str, deadline: float, largest: int) -> bytes | None:
        """Ask for a pack; one byte more than the largest tells that it is larger."""
        data = self._answer(deadline, "GETRANGE", _key(name), 0, largest)
        if not isinstance(data, bytes):
            raise PackServerError("it answers what was not asked")
        if len(data) > largest:
            raise PackServerError(f"it answers with more than {largest:,} bytes")
        return data or None

    def put(self, name: str, data: bytes, deadline: float) -> None:
        """Write a pack; one that is there stays."""
        if self._answer(deadline, "SET", _key(name), data, "NX", "EX", _KEPT) not in (b"OK", None):
            raise PackServerError("it answers what was not asked")

    def close(self) -> None:
        """Hang up, whoever waits."""
        if self._connection is not None:
            self._connection.disconnect()

    def _answer(self, deadline: float, *command: str | bytes | int) -> Any:
        is_used = self._connection is not None
        try:
            connection = self._connected(deadline)
            connection.send_command(*command)
            return connection.read_response(disable_decoding=True)
        except self._errors as error:
            self.close()
            self._connection = None
            if is_used and time.monotonic() < deadline and type(error).__name__ == "ConnectionError":
                return self._answer(deadline, *command)  # a run is long, and servers hang up meanwhile
            raise PackServerError(_said(error)) from error

    def _connected(self, deadline: float) -> Any:
        if self._connection is None:
            left = max(deadline - time.monotonic(), 0.001)
            made: Any = self._kind(**self._options, socket_timeout=left, socket_connect_timeout=left)
            self._connection = made
            made.connect()
        return self._connection


def _key(name: str) -> str:
    return f"qualitygate:{name}"


def _said(error: BaseException) -> str:
    """Say what went wrong, and nothing that was sent or said."""
    name = type(error).__name__
    if name == "TimeoutError":
        return "it takes too long"
    if isinstance(error.__context__, OSError) and error.__context__.strerror:
        return error.__context__.strerror
    return "it is full" if name == "OutOfMemoryError" else f"redis-py says {name}"
