"""URIs and paths."""

from __future__ import annotations

import os
from urllib.parse import quote_from_bytes, unquote_to_bytes

_FILE = "file://"
#: What stands in a path as it is; VS Code escapes the colon of a drive, others do not, and both are read.
_SAFE = "/-._~!$&'()*+,;=:@"


def path_of(uri: str) -> str | None:
    """Return the absolute path that a ``file`` URI names; None for any other, such as ``untitled:Untitled-1``.

    Bytes that are no UTF-8 become what Python calls such a file.
    """
    if uri[: len(_FILE)].lower() != _FILE:
        return None
    host, slash, rest = uri[len(_FILE) :].partition("/")
    path = os.fsdecode(unquote_to_bytes(slash + rest.partition("?")[0].partition("#")[0]))
    if os.name == "nt":
        path = f"//{host}{path}" if host else path[1:]
    elif host not in ("", "localhost"):
        return None
    return os.path.normpath(path) if path else None


def uri_of(path: str) -> str:
    """Return the URI of an absolute path."""
    data = os.fsencode(path).replace(b"\\", b"/") if os.name == "nt" else os.fsencode(path)
    return f"{_FILE}{'' if data.startswith(b'/') else '/'}{quote_from_bytes(data, _SAFE)}"
