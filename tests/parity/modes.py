"""The ways to run qualitygate that must all find the same: cached or not, one worker or many, forked or spawned."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.util import find_spec
from pathlib import Path

#: Read by the part that remembers verdicts by line shape.
SHAPES = "QUALITYGATE_SHAPES"


@dataclass(frozen=True)
class Mode:
    """Options on top of a case's."""

    name: str
    arguments: tuple[str, ...] = ()
    environment: Mapping[str, str] = field(default_factory=dict)
    jobs: int | None = None  #: None: as many as flake8
    is_cached: bool = False  #: runs twice with one cache directory; both runs are compared
    needs: tuple[str, ...] = ()


MODES = (
    Mode("cold"),
    Mode("warm", is_cached=True, needs=("--no-cache", "--cache-dir")),
    Mode("memory-off", environment={SHAPES: "off"}, needs=(SHAPES,)),
    Mode("serial", ("--executor=serial",), jobs=1),
    Mode("four", jobs=4),
    Mode("spawn", ("--executor=spawn",)),
)


def available(names: str) -> list[Mode]:
    """Return the modes of a comma-separated list that this qualitygate has; say which it has not.

    Raises:
        SystemExit: one of the names is none.
    """
    known = {mode.name: mode for mode in MODES}
    if unknown := [name for name in names.split(",") if name not in known]:
        raise SystemExit(f"expected modes out of {', '.join(known)}; got {', '.join(unknown)}")
    found = []
    for mode in (known[name] for name in names.split(",")):
        if missing := [need for need in mode.needs if not _has(need)]:
            print(f"mode {mode.name} is left out: this qualitygate has no {', no '.join(missing)}")
        else:
            found.append(mode)
    return found


def cache_arguments(mode: Mode, folder: Path) -> list[str]:
    """Return what lets the mode remember, or forbids it.

    One directory serves all comparisons of a run, so that what one corpus taught is used on the next.
    """
    if mode.is_cached:
        return [f"--cache-dir={folder}"]
    return ["--no-cache"] if _has("--no-cache") else []


@cache
def _has(feature: str) -> bool:
    """Does this qualitygate have an option, or read a variable?"""
    if feature.startswith("--"):
        command = [sys.executable, "-m", "qualitygate", "--help"]
        return feature in subprocess.run(command, check=True, capture_output=True, text=True).stdout
    for package in ("qualitygate", "qualitygate_plugins"):
        spec = find_spec(package)
        for folder in (spec.submodule_search_locations or ()) if spec else ():
            if any(feature in path.read_text("utf-8") for path in Path(folder).rglob("*.py")):
                return True
    return False
