"""The programs that repair files in place, each with how it is asked to repair all that it can."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bounded import Bounded
from damage import snapshot

#: As flake8 counts: nothing is left out but what the files themselves silence.
_CHECK = (
    *(sys.executable, "-m", "qualitygate", "check", "--isolated", "--format=json"),
    *("--set=migrations.mode=check", "--set=respect-gitignore=false", "--exit-zero", "--no-cache"),
)


@dataclass(frozen=True)
class Fixer:
    """A program, its arguments before the codes to select, and whether it is ours."""

    name: str
    command: tuple[str, ...]
    codes: str  #: all that it is asked to repair
    style: str = "E,W"  #: those of them that may not change the syntax tree; "" = not asked for
    is_ours: bool = False


OURS = Fixer("qualitygate", (*_CHECK, "--fix"), "E,W,F", is_ours=True)
UNSAFE = Fixer("qualitygate --unsafe-fixes", (*_CHECK, "--unsafe-fixes"), "E,W,F", "", is_ours=True)


#: All programs, in the order of the tables' columns.
NAMES = (OURS.name, UNSAFE.name, "autopep8", "autopep8 -aa", "ruff", "ruff --unsafe-fixes")


def peers(scratch: Path) -> list[Fixer]:
    """Return autopep8 and ruff, of this interpreter's environment or installed into one of their own."""
    python = _with_peers(scratch)
    autopep8 = (python, "-m", "autopep8", "--in-place", "--ignore-local-config", "--max-line-length=79")
    ruff = (
        *(python, "-m", "ruff", "check", "--isolated", "--no-cache", "--preview", "--exit-zero", "--quiet"),
        *("--line-length=79", f"--target-version=py3{sys.version_info[1]}"),
    )
    return [
        Fixer(NAMES[2], autopep8, "E,W"),
        Fixer(NAMES[3], (*autopep8, "--aggressive", "--aggressive"), "E,W"),
        Fixer(NAMES[4], (*ruff, "--fix"), "E,W,F"),
        Fixer(NAMES[5], (*ruff, "--fix", "--unsafe-fixes"), "E,W,F", ""),
    ]


def versions(fixer: Fixer) -> dict[str, str]:
    """Return the version of a program; of ours, with the versions of what it runs."""
    if fixer.is_ours:
        return {name: importlib.metadata.version(name) for name in ("qualitygate-lint", "pycodestyle", "pyflakes")}
    done = subprocess.run([*fixer.command[:3], "--version"], capture_output=True, text=True, check=True)
    return {fixer.command[2]: done.stdout.split()[1]}


def _with_peers(scratch: Path) -> str:
    if all(map(importlib.util.find_spec, ("autopep8", "ruff"))):
        return sys.executable
    home = scratch / "peers"
    subprocess.run([sys.executable, "-m", "venv", str(home)], check=True)
    python = str(home / ("Scripts" if os.name == "nt" else "bin") / "python")
    subprocess.run([python, "-m", "pip", "install", "--quiet", "autopep8", "ruff"], check=True)
    return python


@dataclass(frozen=True)
class Checked:
    """What checking a directory found: open findings by file and code, and those of them that can be repaired."""

    found: dict[tuple[str, str], int] = field(default_factory=dict)
    fixable: dict[tuple[str, str, str], int] = field(default_factory=dict)  #: by file, code and applicability
    fixed: dict[tuple[str, str], int] = field(default_factory=dict)
    silenced: dict[tuple[str, str], int] = field(default_factory=dict)  #: by comments, by file and code
    long_lines: list[tuple[str, int]] = field(default_factory=list)  #: where E501 is open
    refused: list[dict[str, Any]] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Said:
    """What a program told about its repair of a directory."""

    report: Checked | None = None  #: only ours gives one
    given_up: list[str] = field(default_factory=list)  #: files in which another program did not end in time


def check(directory: Path, jobs: int) -> Checked:
    """Check a directory with qualitygate, whose findings are flake8's (``compare.py`` holds it to that)."""
    return _report([*_CHECK, "--select=E,W,F", f"--jobs={jobs}", "."], directory)


def fix(fixer: Fixer, directory: Path, codes: str, jobs: int) -> Said:
    """Let a program repair a directory in place."""
    if fixer.is_ours:
        return Said(_report([*fixer.command, f"--select={codes}", f"--jobs={jobs}", "."], directory))
    program = Bounded([*fixer.command, f"--select={codes}"], directory, _environment())
    return Said(given_up=program.repair(sorted(snapshot(directory).data), jobs))


def _environment() -> dict[str, str]:
    """Keep programs from importing what they repair, such as a copy of the standard library (Python 3.11 and newer)."""
    return {**os.environ, "PYTHONSAFEPATH": "1"}


def _report(command: Sequence[str], directory: Path) -> Checked:
    done = subprocess.run(command, cwd=directory, env=_environment(), capture_output=True, text=True)
    if done.returncode not in (0, 1, 3):
        raise SystemExit(f"qualitygate failed with exit code {done.returncode} in {directory}:\n{done.stderr[-2000:]}")
    report = json.loads(done.stdout)
    result = Checked(
        refused=(report.get("repair") or {}).get("refused", []),
        failures=[f"{each['path']}: {each['kind']}: {each['message']}" for each in report["failures"]],
    )
    for finding in report["findings"]:
        place = (finding["path"], finding["code"])
        if finding["disposition"] == "fixed":
            result.fixed[place] = result.fixed.get(place, 0) + 1
        elif finding["disposition"] == "suppressed":
            result.silenced[place] = result.silenced.get(place, 0) + 1
        elif finding["disposition"] == "open":
            result.found[place] = result.found.get(place, 0) + 1
            if finding["code"] == "E501":
                result.long_lines.append((finding["path"], finding["line"]))
            if finding["fix"]:
                key = (*place, finding["fix"]["applicability"])
                result.fixable[key] = result.fixable.get(key, 0) + 1
    return result
