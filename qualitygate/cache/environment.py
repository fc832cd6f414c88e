"""What results depend on besides files and settings: Python, our own code, the plugins' code, what is installed."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from qualitygate import __version__
from qualitygate.cache.digests import SIZE, of_bytes, of_parts

_CORE = "qualitygate"
_METADATA = (".dist-info", ".egg-info")
#: Where installers write; nothing else does, so that any change of these directories means a change.
_SITE = ("site-packages", "dist-packages")
_PASSED_OVER = "__pycache__"
#: Files of a distribution that tell from where it was installed, and by whom.
_FROM = (b"direct_url.json", b"INSTALLER", b"REQUESTED")


class Environment(Struct, frozen=True):
    """What was found. All paths are absolute."""

    digest: str  #: by content: the same on another machine with the same things installed
    files: tuple[str, ...]  #: whose content counts
    directories: tuple[str, ...]  #: whose entries count
    installed: tuple[str, ...]  #: directories that only installers write to
    absent: tuple[str, ...]  #: places on the import path where nothing is
    #: what went into the digest, by names that people know: Python's version, digests of packages and distributions
    parts: Mapping[str, str] = {}


def environment(modules: Iterable[str], local: Iterable[str], resources: Iterable[str] = ()) -> Environment:
    """Look at the import path, at the packages of ``modules``, at the ``local`` plugin files and what they offer."""
    code = _Code()
    for name in sorted({_CORE, *(module.partition(".")[0].partition(":")[0] for module in modules)}):
        code.add_package(name)
    for path in sorted(local):
        code.add_local(path)
    code.files.update((f"resource {index}:{os.path.basename(path)}", path) for index, path in enumerate(resources))
    importing = _ImportPath([entry for entry in sys.path if entry] or [os.getcwd()])
    python = f"{sys.version} {sys.implementation.name} -O{sys.flags.optimize}"
    packages: dict[str, list[bytes]] = {}
    for name, path in code.files.items():
        packages.setdefault(name.partition(":")[0], []).append(name.encode() + b"\0" + _digest(path))
    parts = {
        "Python": python,
        _CORE: __version__,
        **{f"the package {name}": of_parts(found).hex() for name, found in packages.items()},
        **{name: of_parts(found).hex() for name, found in importing.facts.items()},
    }
    digest = of_parts(os.fsencode(f"{name}\0{value}") for name, value in parts.items())
    files = (*code.files.values(), *importing.files)
    return Environment(
        digest.hex(),
        files,
        (*code.directories, *importing.directories),
        tuple(importing.installed),
        tuple(importing.absent),
        parts,
    )


def _digest(path: str) -> bytes:
    try:
        with open(path, "rb") as file:
            return of_bytes(file.read())
    except OSError:
        return bytes(SIZE)


class _Code:
    """The files of packages, by their import names; their data files too."""

    def __init__(self) -> None:
        self.files: dict[str, str] = {}
        self.directories: list[str] = []

    def add_package(self, name: str) -> None:
        module = sys.modules.get(name)
        places = list(getattr(module, "__path__", ()))
        for place in places:
            self._add_tree(name, os.path.abspath(place))
        file = getattr(module, "__file__", None)
        if not places and file:
            self.files[name] = os.path.abspath(file)

    def add_local(self, path: str) -> None:
        """Add a plugin file, and what was imported from beside or below it."""
        self.files[os.path.basename(path)] = path
        base = os.path.join(os.path.dirname(path), "")
        for name, module in sorted(sys.modules.items()):
            file = getattr(module, "__file__", None)
            if file and file.startswith(base) and os.path.isfile(file):
                self.files.setdefault(f"{os.path.basename(path)}:{name}", file)

    def _add_tree(self, name: str, top: str) -> None:
        for directory, below, files in os.walk(top):
            below[:] = sorted(each for each in below if each != _PASSED_OVER)
            self.directories.append(directory)
            for file in sorted(files):
                full = os.path.join(directory, file)
                self.files[f"{name}:{os.path.relpath(full, top)}"] = full


class _ImportPath:
    """What is installed in the directories that Python imports from."""

    def __init__(self, entries: Iterable[str]) -> None:
        self.facts: dict[str, list[bytes]] = {}  # digests of what is installed, by name; there may be two of one
        self.files: list[str] = []
        self.directories: list[str] = []
        self.installed: list[str] = []
        self.absent: list[str] = []
        for entry in dict.fromkeys(map(os.path.abspath, entries)):
            if not os.path.exists(entry):
                self.absent.append(entry)
            elif os.path.isdir(entry):
                self._add(entry)
            else:
                self.files.append(entry)  # a zip file

    def _add(self, directory: str) -> None:
        if os.path.basename(directory) in _SITE:
            self.installed.append(directory)
        elif not _is_pythons_own(directory):
            self.directories.append(directory)
        for name in sorted(_names(directory)):
            full = os.path.join(directory, name)
            if name.endswith(_METADATA):
                self.facts.setdefault(name, []).append(_record(full))
                self._add_files(os.path.join(full, "entry_points.txt"), full)
            elif name.endswith((".pth", ".egg-link")):
                self.facts.setdefault(name, []).append(_digest(full))
                self._add_files(full)

    def _add_files(self, *paths: str) -> None:
        self.files += (path for path in paths if os.path.isfile(path))


def _is_pythons_own(directory: str) -> bool:
    return directory in (os.path.dirname(os.__file__), os.path.join(os.path.dirname(os.__file__), "lib-dynload"))


def _names(directory: str) -> Iterator[str]:
    try:
        with os.scandir(directory) as entries:
            yield from [entry.name for entry in entries]
    except OSError:
        return


def _record(directory: str) -> bytes:
    """Return the digest of what a distribution installed: its RECORD has the hash of every file.

    Without the lines that depend on where it was installed, or from where: scripts name their interpreter, bytecode
    has no hash.
    """
    try:
        with open(os.path.join(directory, "RECORD"), "rb") as file:
            lines = [line for line in file if b",," not in line and not line.startswith(b"..")]
            names = [line.partition(b",")[0].rpartition(b"/")[2] if b"," in line else _FROM[0] for line in lines]
            lines = [line for line, name in zip(lines, names, strict=True) if name not in _FROM]
    except OSError:
        return _digest(os.path.join(directory, "entry_points.txt"))
    return of_bytes(b"".join(sorted(lines)))
