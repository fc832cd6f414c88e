"""The table of what is proven, which ``python -m tests.parity.ruff_engine --write`` makes, and for which versions."""

from __future__ import annotations

import os
import sys
from functools import cache
from importlib.resources import files

from msgspec import Struct
from msgspec.json import decode

#: Where the scripts of an environment are.
_BIN, _EXE = ("Scripts", ".exe") if os.name == "nt" else ("bin", "")
INSTALL = "python -m pip install 'ruff==0.17.*'"


class Code(Struct, frozen=True):
    """What came of the comparison for one code."""

    files: int  #: that have it, as pycodestyle or pyflakes say
    missed: int = 0  #: of these, the ones that ruff and the guards would have spared
    named: int = 0  #: of these, the ones in which ruff finds the same code
    extra: int = 0  #: in which ruff finds the code and the others do not: they are looked at in vain
    example: str = ""  #: of what was missed: corpus, path and line


class Proof(Struct, frozen=True):
    """The table."""

    versions: dict[str, str]  #: of ruff, pycodestyle and pyflakes: the first two numbers
    corpora: tuple[str, ...]
    codes: dict[str, Code]

    @property
    def proven(self) -> frozenset[str]:
        """Codes that occurred, and were never missed."""
        return frozenset(code for code, found in self.codes.items() if found.files and not found.missed)


@cache
def proof() -> Proof:
    """Read the table."""
    return decode(files(__package__).joinpath("proven.json").read_bytes(), type=Proof)


def find_ruff() -> str:
    """Return the ruff of the environment that we run in; "" when it has none. Another may belong to the repository."""
    path = os.path.join(sys.prefix, _BIN, f"ruff{_EXE}")
    return path if os.path.isfile(path) else ""


def installed_versions() -> dict[str, str]:
    """Return the first two numbers of the versions that are installed, read from the names of their metadata."""
    found: dict[str, str] = {}
    wanted = tuple(proof().versions)
    for directory in sys.path:
        try:
            names = os.listdir(directory or ".")
        except OSError:
            continue
        for name in names:
            project, _, rest = name.partition("-")
            if rest.endswith(".dist-info") and project in wanted:
                found.setdefault(project, ".".join(rest.split(".")[:2]))
    return found


def objection() -> str:
    """Say why the table does not hold here; "" when it does."""
    had, wanted = installed_versions(), proof().versions
    if differing := [name for name in wanted if name != "ruff" and had.get(name) != wanted[name]]:
        return f"the table is made with {_all(wanted, differing)}, and {_all(had, differing)} is installed"
    if had.get("ruff") != wanted["ruff"]:
        return f"proven is ruff {wanted['ruff']}, and {_all(had, ['ruff'])} is installed; {INSTALL}"
    return ""


def _all(versions: dict[str, str], names: list[str]) -> str:
    return ", ".join(f"{name} {versions.get(name, '(none)')}" for name in names)
