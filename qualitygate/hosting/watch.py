"""Notes what the project's own plugins read, whenever they do: modules, data files, directories.

Python tells of it itself (audit events, PEP 578), and of what nobody can follow: other programs, the network. A hook
for them cannot be taken away again, so that a process has one, and what it holds is the only changing global beside the
worker of a pool process.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Collection
from importlib.util import source_from_cache
from types import TracebackType
from typing import Any

#: What a plugin learns by these cannot be known: what they give is not remembered.
_BLIND = frozenset(
    {"subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.startfile", "pty.spawn"}
    | {"socket.connect", "socket.getaddrinfo", "socket.sendto", "urllib.Request", "sqlite3.connect", "ctypes.dlopen"}
)
#: Functions of ``os`` that say whether something is there, of which Python does not tell.
_ASK = ("stat", "lstat", "access")
_LISTS = frozenset({"os.listdir", "os.scandir"})
_WRITES = os.O_WRONLY | os.O_RDWR
#: Whose content cache/environment.py vouches for.
_SITE = ("site-packages", "dist-packages")
_active: list[Watch] = []
_hooked: list[bool] = []


class Watch:
    """What is read between ``with`` and its end, in this process. One that is off notes nothing and costs nothing.

    No module is compiled to a file meanwhile: Python tells one that was edited by its time in whole seconds and its
    size, and would take what it compiled a moment ago for what the source says now.
    """

    def __init__(self, *, is_on: bool) -> None:
        self.is_on = is_on
        self.is_blind = False  #: something was learnt that cannot be known
        self._paths: set[str] = set()
        self._compiles: list[bool] = []  #: whether Python wrote what it compiles, by how often this was entered
        self._asking: dict[str, Any] = {}  # functions of ``os`` that tell nobody of it, while ours stand in their place

    def __enter__(self) -> Watch:
        if self.is_on:
            if not self._asking:
                for name in _ASK:
                    self._asking[name] = getattr(os, name)
                    setattr(os, name, self._noting(self._asking[name]))
            if not _hooked:
                _hooked.append(True)
                sys.addaudithook(_hook)
            _active.append(self)
            self._compiles.append(sys.dont_write_bytecode)
            sys.dont_write_bytecode = True
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        if self.is_on:
            _active.remove(self)
            sys.dont_write_bytecode = self._compiles.pop()
            if self not in _active:
                for name, function in self._asking.items():
                    setattr(os, name, function)
                self._asking.clear()

    def _noting(self, function: Callable[..., Any]) -> Callable[..., Any]:
        def noted(path: Any, *arguments: Any, **more: Any) -> Any:
            if _active and isinstance(path, (str, bytes, os.PathLike)):
                _active[-1].look_at(path)
            return function(path, *arguments, **more)

        return noted

    def look_at(self, path: str | bytes | os.PathLike[str]) -> None:
        """Take note of a path that was asked about."""
        self._paths.add(os.path.abspath(os.fsdecode(path)))

    def note(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Take note of an event."""
        if event in _BLIND:
            self.is_blind = True
        elif event == "open" and isinstance(arguments[0], (str, bytes)) and not (arguments[2] or 0) & _WRITES:
            self._paths.add(os.path.abspath(os.fsdecode(arguments[0])))
        elif event in _LISTS and isinstance(arguments[0] or ".", (str, bytes)):
            self._paths.add(os.path.abspath(os.fsdecode(arguments[0] or ".")))

    def read(self, without: Collection[str] = ()) -> list[str]:
        """Return the absolute paths, there or not, but for what is installed, and ``without`` some."""
        vouched = tuple(os.path.join(each, "") for each in (os.path.dirname(os.__file__), _package(), *_sites()))
        paths = {_source(path) for path in self._paths}
        return sorted(path for path in paths.difference(without) if not os.path.join(path, "").startswith(vouched))


def _hook(event: str, arguments: tuple[Any, ...]) -> None:
    if _active:
        _active[-1].note(event, arguments)


def _package() -> str:
    return os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def _sites() -> list[str]:
    return [os.path.abspath(each) for each in sys.path if os.path.basename(each) in _SITE]


def _source(path: str) -> str:
    """Return the source of a compiled module: Python looks at its time, and opens only the other file."""
    try:
        return source_from_cache(path) if path.endswith(".pyc") else path
    except ValueError:
        return path
