"""Finds plugins without importing them: installed entry points, and files of the project's own."""

from __future__ import annotations

import os.path
import re
from collections.abc import Iterator

from msgspec import Struct

from qualitygate import DISTRIBUTION
from qualitygate.errors import PluginConflictError, PluginNotFoundError
from qualitygate.hosting.installed import Entry, Installed
from qualitygate.inputs import Inputs
from qualitygate.model.nearest import did_you_mean
from qualitygate.model.settings import LocalEntry, PluginPolicy

#: The entry-point group in which built-ins and third parties register alike.
GROUP = "qualitygate"
#: The group of what turns plugins of another program into plugins of ours: its names are groups of that program.
ADAPTERS = "qualitygate.adapters"
#: What ``require-plugins`` understands; the full language of requirements would need a library for one rare key.
_REQUIREMENT = r"\s*(?P<name>[\w.-]+)\s*(?:(?P<operator>>=|==)\s*(?P<version>\d[\w.+!-]*)\s*)?"


class PluginRef(Struct, frozen=True, order=True):
    """Where a plugin is; plain data, so that a worker process can load the same ones."""

    name: str
    module: str = ""  #: import name; "" for a local plugin
    path: str = ""  #: absolute path of a local plugin; "" for an installed one
    distribution: str = ""  #: "acme-qg 2.1"; for a local plugin, its path as configured
    adapter: str = ""  #: import name of what makes a plugin of it; "" = it is one
    entries: tuple[tuple[str, str], ...] = ()  #: of a plugin of another program: the names it offers and their objects
    is_local: bool = False  #: of a plugin of another program: the project's configuration names it
    paths: tuple[str, ...] = ()  #: absolute directories that such a one is imported from, after all others

    @property
    def origin(self) -> str:
        """Where it comes from, for error messages."""
        return f"{self.module}, from {self.distribution}" if self.module else self.path

    @property
    def is_ours(self) -> bool:
        """Does it come with the core?"""
        return not self.adapter and not self.path and self.distribution.startswith(f"{DISTRIBUTION} ")

    @property
    def is_of_project(self) -> bool:
        """Is it code of the checked project's, of which nobody vouches that it stays the same?"""
        return bool(self.path) or self.is_local

    @property
    def modules(self) -> tuple[str, ...]:
        """The import names of all installed that it is made of."""
        offered = (self.module, *(value.partition(":")[0] for _, value in self.entries))
        return tuple(dict.fromkeys(filter(None, (*(() if self.paths else offered), self.adapter))))


def find_plugins(policy: PluginPolicy, root: str, inputs: Inputs) -> tuple[PluginRef, ...]:
    """Return the plugins to load, sorted by name.

    Raises:
        PluginConflictError: two plugins have one name; which of them would check must not depend on chance.
        PluginNotFoundError: a disabled, local or required plugin is not there.
    """
    refs: dict[str, PluginRef] = {}
    installed = Installed(root)
    ours = [PluginRef(name, module, distribution=said) for name, module, said in installed.entries(GROUP)]
    for ref in (*ours, *_adapted(installed), *_own_entries(installed, policy.entries)):
        if refs.setdefault(ref.name, ref).module != ref.module:
            raise _conflict(refs[ref.name], ref)
    for path in policy.local:
        ref = _local(path, root, inputs)
        if refs.setdefault(ref.name, ref).path != ref.path:
            raise _conflict(refs[ref.name], ref)
    _require(policy.required)
    for name in policy.disabled:
        if name not in refs:
            known = ", ".join(sorted(refs))
            hint = did_you_mean(name, refs)
            raise PluginNotFoundError(f"there is no plugin {name!r} to switch off{hint}; installed are: {known}")
    return tuple(sorted(ref for ref in refs.values() if ref.name not in policy.disabled))


def _adapted(installed: Installed) -> Iterator[PluginRef]:
    """Yield the plugins of other programs, one for each distribution, under its name."""
    for group, adapter, _ in installed.entries(ADAPTERS):
        offered: dict[str, list[Entry]] = {}
        for entry in installed.entries(group):
            offered.setdefault(entry[2], []).append(entry)
        for said, entries in offered.items():
            name = said.partition(" ")[0].lower().replace("_", "-").replace(".", "-")
            values = tuple(sorted((entry[0], entry[1]) for entry in entries))
            yield PluginRef(name, values[0][1].partition(":")[0], "", said, adapter, values)


def _own_entries(installed: Installed, entries: tuple[LocalEntry, ...]) -> Iterator[PluginRef]:
    """Yield the project's own plugins of other programs, one for each name that they offer: each fails by itself."""
    for group, adapter, _ in installed.entries(ADAPTERS):
        offered: dict[str, list[LocalEntry]] = {}
        for entry in entries:
            if entry.group == group:
                offered.setdefault(entry.name, []).append(entry)
        for name, alike in offered.items():
            values = tuple(dict.fromkeys((entry.name, entry.value) for entry in alike))
            paths = tuple(dict.fromkeys(path for entry in alike for path in entry.paths))
            module = values[0][1].partition(":")[0]
            yield PluginRef(f"local-{name.lower()}", module, "", alike[0].source, adapter, values, True, paths)


def _conflict(one: PluginRef, other: PluginRef) -> PluginConflictError:
    cure = "remove one" if other.module else "rename the file"
    return PluginConflictError(f"two plugins are called {one.name!r}: {one.origin} and {other.origin}; {cure}")


def _local(path: str, root: str, inputs: Inputs) -> PluginRef:
    full = os.path.normpath(os.path.join(root, path))
    if not inputs.is_code(full):
        raise PluginNotFoundError(f"plugins: there is no file {path!r} in {root}")
    name = os.path.splitext(os.path.basename(full))[0]
    return PluginRef(name, path=full, distribution=path)


def _require(requirements: tuple[str, ...]) -> None:
    """Check that each required distribution is installed, in a version that fits."""
    if not requirements:
        return
    from importlib.metadata import PackageNotFoundError, version  # 20 ms

    for requirement in requirements:
        name, operator, wanted = _split_requirement(requirement)
        try:
            installed = version(name)
        except PackageNotFoundError:
            raise PluginNotFoundError(
                f"require-plugins: {name!r} is not installed; run: python -m pip install {requirement!r}"
            ) from None
        if operator and not _fits(installed, operator, wanted):
            raise PluginNotFoundError(
                f"require-plugins: expected {requirement}, found {name} {installed};"
                f" run: python -m pip install {requirement!r}"
            )


def _split_requirement(requirement: str) -> tuple[str, str, str]:
    match = re.fullmatch(_REQUIREMENT, requirement)
    if match is None:
        raise PluginNotFoundError(
            f"require-plugins: expected NAME, NAME>=VERSION or NAME==VERSION, got {requirement!r}"
        )
    return match["name"], match["operator"] or "", match["version"] or ""


def _fits(installed: str, operator: str, wanted: str) -> bool:
    have, want = _release(installed), _release(wanted)
    return have >= want if operator == ">=" else have == want


def _release(version: str) -> tuple[int, ...]:
    """Return the numbers of a version; "2.1rc1" counts as 2.1."""
    numbers = []
    for part in version.split("."):
        digits = part[: next((i for i, c in enumerate(part) if not c.isdigit()), len(part))]
        if not digits:
            break
        numbers.append(int(digits))
    while numbers and numbers[-1] == 0:
        numbers.pop()
    return tuple(numbers)
