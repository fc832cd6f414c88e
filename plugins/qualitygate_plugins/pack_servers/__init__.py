"""Servers that machines share results by: HTTP as build caches speak it, and Redis.

Its imports are pinned by tests/meta/test_import_weight.py.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from qualitygate.api import PackServer, hookimpl


@hookimpl
def qualitygate_pack_servers() -> Mapping[str, Callable[[str, str], PackServer]]:
    """Offer both, each encrypted and not."""
    return {"http": _http, "https": _http, "redis": _redis, "rediss": _redis}


def _http(url: str, credentials: str) -> PackServer:
    from qualitygate_plugins.pack_servers.http import HttpServer  # here: most projects have no server

    return HttpServer(url, credentials)


def _redis(url: str, credentials: str) -> PackServer:
    from qualitygate_plugins.pack_servers.redis_server import RedisServer  # here: as above

    return RedisServer(url, credentials)
