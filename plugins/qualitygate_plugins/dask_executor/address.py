"""Which addresses are connected to. What Dask sends is pickle: who can speak to a cluster runs code on it, and back."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit

from qualitygate.api import UsageError

#: Starts a cluster on this machine, for this run.
LOCAL = "local"
_LOOPBACK = "localhost"


def read_address(said: str) -> str:
    """Return the address as Dask has it, or :data:`LOCAL`.

    Raises:
        UsageError: it is none, or others on the network could read and replace what is sent there.
    """
    if said in ("", LOCAL):
        return LOCAL
    scheme, found, rest = said.partition("://")
    address = said if found else f"tcp://{said}"
    scheme = scheme if found else "tcp"
    try:
        parts = urlsplit(f"//{rest if found else said}")
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port = None, None
    if scheme not in ("tcp", "tls") or not host or not port:
        raise UsageError(
            f"--executor dask={said}: expected local, tls://HOST:PORT, or tcp://HOST:PORT of this machine's own"
        )
    if scheme != "tls" and not _is_loopback(host):
        raise UsageError(
            f"--executor dask={said}: whoever is on the way could read the sources, and run code here and there; start"
            f" scheduler and workers with --tls-ca-file, --tls-cert, --tls-key, and write dask=tls://{host}:{port}"
        )
    return address


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == _LOOPBACK
