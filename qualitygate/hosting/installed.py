"""Reads which plugins are installed, without ``importlib.metadata``: that takes 20 ms to import, these files 2.

Its facts are pinned by tests/unit/hosting/test_installed.py.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator

#: What one entry of an entry-point group says: its name, its module, and the distribution that has it.
Entry = tuple[str, str, str]

_METADATA = (".dist-info", ".egg-info")


class Installed:
    """The entry points of all that is installed; each file is read once, whatever is asked.

    Of a distribution that is installed twice, what stands first on the path counts. What lies in the checked ``tree``
    is not installed, wherever the import path leads, but for an environment that our own Python belongs to.
    The files are those of https://packaging.python.org/en/latest/specifications/entry-points/.
    """

    def __init__(self, tree: str) -> None:
        directories = [each for each in dict.fromkeys(sys.path) if not _is_checked(each, tree)]
        self._offered = list(_by_importlib(directories) if _needs_finders() else _by_files(directories))

    def entries(self, group: str) -> list[Entry]:
        """Return the entries of a group."""
        entries: list[Entry] = []
        for offered in self._offered:
            if group in offered.groups:
                distribution = offered.said or _distribution(offered.place)
                entries += ((name, value, distribution) for name, value in offered.groups[group])
        return entries


class _Offered:
    """What one distribution offers, by group, and its name with its version; they are read late."""

    def __init__(self, place: str, groups: dict[str, list[tuple[str, str]]], said: str = "") -> None:
        self.place = place
        self.groups = groups
        self.said = said


def installed_entries(group: str, tree: str) -> list[Entry]:
    """Return the entries of one group: see :class:`Installed`."""
    return Installed(tree).entries(group)


def _by_files(directories: Iterable[str]) -> Iterator[_Offered]:
    seen: set[str] = set()
    for directory in directories:
        for name in _names(directory):
            if name.endswith(_METADATA) and (key := _key(name)) not in seen:
                seen.add(key)
                place = os.path.join(directory, name)
                if groups := _groups(place):
                    yield _Offered(place, groups)


def _needs_finders() -> bool:
    """Is anything importable that is not in a directory as installers make it: zip files, eggs, other finders?"""
    others = (finder for finder in sys.meta_path if getattr(finder, "__name__", "") != "PathFinder")
    if any(hasattr(finder, "find_distributions") for finder in others):
        return True
    return any(path.endswith(".egg") or os.path.isfile(path) for path in sys.path)


def _is_checked(directory: str, tree: str) -> bool:
    place = os.path.join(os.path.realpath(directory), "")
    if not place.startswith(os.path.join(os.path.realpath(tree), "")):
        return False
    return not any(place.startswith(os.path.join(os.path.realpath(each), "")) for each in (sys.prefix, sys.base_prefix))


def _by_importlib(directories: list[str]) -> Iterator[_Offered]:
    from importlib.metadata import distributions  # here: 20 ms, and few import paths need it

    seen: set[str] = set()
    for found in distributions(path=directories):
        try:
            key = str(found.metadata["Name"]).lower().replace("-", "_").replace(".", "_")
        except OSError:  # importlib_metadata, where a distribution is half gone: MetadataNotFound
            continue
        if key not in seen:
            seen.add(key)
            groups: dict[str, list[tuple[str, str]]] = {}
            for each in found.entry_points:
                groups.setdefault(each.group, []).append((each.name, each.value.partition("[")[0].strip()))
            yield _Offered("", groups, f"{found.metadata['Name']} {found.version}")


def _names(directory: str) -> list[str]:
    try:
        return sorted(os.listdir(directory))
    except OSError:
        return []  # nothing is there, or it may not be read


def _key(name: str) -> str:
    """Return what names a distribution, however it is spelt: "acme_qg" of "Acme.QG-2.1.dist-info"."""
    return name.rpartition(".")[0].partition("-")[0].lower().replace(".", "_")


def _groups(place: str) -> dict[str, list[tuple[str, str]]]:
    """Read what one distribution offers."""
    try:
        with open(os.path.join(place, "entry_points.txt"), encoding="utf-8") as file:
            lines = file.read().splitlines()
    except (OSError, UnicodeDecodeError):
        return {}  # it offers nothing, or is half gone
    groups: dict[str, list[tuple[str, str]]] = {}
    section = ""
    for line in map(str.strip, lines):
        if line.startswith("["):
            section = line.strip("[] ")
        elif section and "=" in line and not line.startswith(("#", ";")):
            name, _, value = line.partition("=")
            groups.setdefault(section, []).append((name.strip(), value.partition("[")[0].strip()))
    return groups


def _distribution(place: str) -> str:
    """Return name and version as the distribution writes them."""
    headers: dict[str, str] = {}
    for file_name in ("METADATA", "PKG-INFO"):
        try:
            with open(os.path.join(place, file_name), encoding="utf-8", errors="replace") as file:
                for line in file:
                    key, colon, value = line.partition(":")
                    if not colon:
                        break  # the end of the headers
                    headers.setdefault(key, value.strip())
        except OSError:
            continue
    return f"{headers.get('Name', 'unknown')} {headers.get('Version', '')}".rstrip()
