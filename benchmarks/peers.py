"""Programs to compare with, each in an environment of its own, so that nothing of theirs gets among ours."""

from __future__ import annotations

import subprocess
import venv
from pathlib import Path


def environment(folder: Path, package: str) -> Path:
    """Return the directory of the programs of an environment that has a package; it is made where it is missing."""
    programs = folder / "bin"
    if not programs.is_dir():
        venv.create(folder, with_pip=True)
        subprocess.run([programs / "pip", "install", "-q", package], check=True)
    return programs


def version(programs: Path, package: str) -> str:
    """Return the version of a package that an environment has."""
    asking = f"from importlib import metadata; print(metadata.version({package!r}))"
    return subprocess.run(
        [programs / "python", "-c", asking], capture_output=True, text=True, check=True
    ).stdout.strip()
