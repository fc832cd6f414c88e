"""What the old program finds: it is run as the project runs it, and what it prints is read."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any

from msgspec import Struct

from qualitygate.adopting.pylint import MESSAGES
from qualitygate.adopting.reading import OldRun

_MARK = "qualitygate"
_LINE = f"{_MARK}\t%(path)s\t%(row)d\t%(col)d\t%(code)s"
_TIMEOUT = 600  # seconds
#: ruff's word for what does not parse, and ours.
_SYNTAX = {"invalid-syntax": "E999", "": "E999"}

#: Path relative to the directory, line, column and code; the column is 0 where the program counts otherwise than we.
Place = tuple[str, int, int, str]


class OldFindings(Struct, frozen=True):
    """What it found, or why that is not known."""

    program: str  #: with its version
    places: frozenset[Place] = frozenset()
    why_not: str = ""


def run_old(run: OldRun, root: str, base: str) -> OldFindings:
    """Run the program in ``root`` and name the files from ``base``.

    It may run code that the project names, as it does every day.
    """
    path = _program(run.program)
    if not path:
        return OldFindings(run.program, why_not=f"{run.program} is not installed")
    words, read = _COMMANDS[run.program]
    try:
        done = subprocess.run(
            [path, *words, *run.words, *(run.paths or (".",))],
            cwd=root, stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", errors="replace",
            timeout=_TIMEOUT,
        )
        places = frozenset(_relative(place, root, base) for place in read(done.stdout))
    except (OSError, ValueError, KeyError, TypeError, subprocess.TimeoutExpired) as error:
        return OldFindings(run.program, why_not=f"{run.program} could not be run: {error}")
    if _is_failed(run.program, done.returncode, bool(places)):
        said = (done.stderr or done.stdout).strip().splitlines() or [f"exit {done.returncode}"]
        return OldFindings(run.program, why_not=f"{run.program} failed: {said[-1]}")
    return OldFindings(_with_version(path, run.program), places)


def _is_failed(program: str, code: int, has_found: bool) -> bool:
    """flake8 7.5 ends with 1 too when it could not begin; pylint's code is bits, 32 for wrong use."""
    if program == "pylint":
        return bool(code & 32)
    return code not in (0, 1) or (code == 1 and not has_found)


def _program(name: str) -> str:
    """Return the program beside our own Python, whose plugins and libraries are ours too, or the one on the path."""
    beside = os.path.dirname(sys.executable)
    name = "pycodestyle" if name == "pep8" else name
    found = shutil.which(name, path=beside) or shutil.which(name) or ""
    return found if os.path.isabs(found) else ""  # "." on the path would be the project's


def _with_version(path: str, name: str) -> str:
    try:
        done = subprocess.run([path, "--version"], capture_output=True, encoding="utf-8", errors="replace", timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return name
    words = done.stdout.replace(name, "").split()
    return f"{name} {words[0]}" if words else name


def _relative(place: Place, root: str, base: str) -> Place:
    path, *rest = place
    inner = os.path.relpath(os.path.join(root, path), base)
    return (inner.replace(os.sep, "/"), *rest)  # type: ignore[return-value]  # mypy does not see the length


def _read_lines(text: str) -> Iterator[Place]:
    for line in text.splitlines():
        if line.startswith(f"{_MARK}\t") and line.count("\t") == 4:
            _, path, row, column, code = line.split("\t")
            yield path, int(row), int(column), code


def _read_ruff(text: str) -> Iterator[Place]:
    for each in json.loads(text or "[]"):
        code = str(each["code"] or "")
        yield each["filename"], int(each["location"]["row"]), 0, _SYNTAX.get(code, code)


def _read_pylint(text: str) -> Iterator[Place]:
    same = {identifier: codes for identifier, _, codes in MESSAGES}
    messages: list[dict[str, Any]] = json.loads(text or '{"messages": []}')["messages"]
    for each in messages:
        for code in same.get(str(each["messageId"]), ()):
            yield str(each["path"]), int(each["line"]), 0, code


#: By program: the words that make it print what can be read, and the reader.
_COMMANDS: dict[str, tuple[tuple[str, ...], Callable[[str], Iterator[Place]]]] = {
    "flake8": ((f"--format={_LINE}", "--color=never"), _read_lines),
    "pycodestyle": ((f"--format={_LINE}",), _read_lines),
    "pep8": ((f"--format={_LINE}",), _read_lines),
    "ruff": (("check", "--output-format=json", "--no-fix", "--no-cache", "--quiet", "--exit-zero"), _read_ruff),
    "pylint": (("--output-format=json2", "--score=n", "--recursive=y"), _read_pylint),
}
