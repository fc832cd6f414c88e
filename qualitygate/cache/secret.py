"""The user's secret that signs what is kept between runs: what somebody else wrote is not believed.

Its imports are pinned by tests/meta/test_import_weight.py.
"""

from __future__ import annotations

import os
import stat
import sys
import time
from _blake2 import blake2b

#: Signs instead of the user's own secret: for CI services, whose machines forget the user between builds.
VARIABLE = "QUALITYGATE_CACHE_KEY"
_SIZE = 32  # bytes
#: A shorter key can be found by trying.
SHORTEST = 16  # characters
#: Nothing but a regular file of this name: a link could lead into the tree, a FIFO would block.
_FLAGS = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def secret() -> bytes:
    """Return the key, made at the first time. It never lies in the tree that is checked.

    Raises:
        OSError: there is none, and none can be kept.
    """
    if given := os.environ.get(VARIABLE, ""):
        if len(given) < SHORTEST:
            raise OSError(0, f"{VARIABLE}: expected at least {SHORTEST} characters, got {len(given)}")
        return blake2b(os.fsencode(given), digest_size=_SIZE, person=b"cache key").digest()
    path = secret_file()
    if _is_below(path, _tree()):
        raise OSError(0, f"the secret that would sign it lies in the tree that is checked ({path}); set {VARIABLE}")
    try:
        return _read(path)
    except (FileNotFoundError, NotADirectoryError):
        pass
    try:
        _make(path)
        return _read(path)
    except OSError as error:
        why = error.strerror or "it cannot be written"
        raise OSError(error.errno, f"no secret can be kept in {path} ({why}); set {VARIABLE}") from None


def secret_file() -> str:
    """Return where the user's secret is, beside what programs are configured by, and in no cache."""
    if sys.platform == "win32":
        base = os.environ.get("APPDATA") or os.path.expanduser("~\\AppData\\Roaming")
    elif sys.platform == "darwin":
        base = os.path.expanduser("~/Library/Application Support")
    else:
        base = os.environ.get("XDG_CONFIG_HOME", "")
        base = base if os.path.isabs(base) else os.path.expanduser("~/.config")
    return os.path.join(base, "qualitygate", "cache-secret")


def _read(path: str) -> bytes:
    with open(os.open(path, _FLAGS), "rb") as file:
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode) or status.st_size != _SIZE:
            raise OSError(0, f"{path} is not what was written there; remove it")
        if sys.platform != "win32" and (status.st_uid != os.geteuid() or status.st_mode & 0o077):
            raise OSError(0, f"others may read {path}; remove it")
        return file.read()


def _make(path: str) -> None:
    """Write it under another name and link it: of two runs at once both use the first one's."""
    os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
    temporary = f"{path}.{os.getpid()}-{time.time_ns()}.tmp"
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    try:
        with open(descriptor, "wb") as file:
            file.write(os.urandom(_SIZE))
        os.link(temporary, path)
    except FileExistsError:
        pass  # another run was faster
    finally:
        os.unlink(temporary)


def _tree() -> str:
    """Return the repository that the working directory lies in, or that directory itself."""
    here = top = os.getcwd()
    while not os.path.lexists(os.path.join(top, ".git")):
        above = os.path.dirname(top)
        if above == top:
            return here
        top = above
    return top


def _is_below(path: str, top: str) -> bool:
    return os.path.realpath(path).startswith(os.path.join(os.path.realpath(top), ""))
