"""Programs that read reports and stay: started once, asked by a line, answering with a line of JSON."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from types import TracebackType
from typing import Any, NoReturn

import pytest

#: What a consumer read: a JSON object per finding.
Read = list[dict[str, Any]]

SOURCES = Path(__file__).parent / "consumers"


def consumers_folder() -> Path:
    """Return the folder that ``install.sh`` fills."""
    return Path(os.environ.get("QUALITYGATE_CONSUMERS") or Path.home() / ".cache" / "qualitygate-consumers")


def require(there: object, what: str, part: str) -> None:
    """Skip the test unless ``there`` is true; say what the machine lacks and which part of ``install.sh`` brings it."""
    if not there:
        _skip(what, part)


def command(name: str, part: str) -> str:
    """Return the path of a program that is installed or lies in the consumers' folder, or skip the test."""
    found = shutil.which(name) or shutil.which(name, path=str(consumers_folder() / "bin"))
    require(found, name, part)
    return str(found)


def installed(module: str) -> Any:
    """Import a module of a consumer from PyPI, or skip the test."""
    try:
        return import_module(module)
    except ImportError:
        _skip(f"the module {module}", "python")


class Program:
    """A program that answers a line of its input with a line of JSON: ``{"read": [...]}`` or ``{"error": "..."}``."""

    def __init__(self, argv: Sequence[str]) -> None:
        self._process = subprocess.Popen(
            argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8"
        )

    def __enter__(self) -> Program:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self._process.communicate()

    def __call__(self, *request: str | Path) -> Read:
        """Return what the program read.

        Raises:
            AssertionError: it could not read the report, or complained about it.
        """
        assert self._process.stdin and self._process.stdout
        self._process.stdin.write("\t".join(map(str, request)) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        assert line, f"{request} ended the program"
        answer = json.loads(line)
        assert "error" not in answer, answer["error"]
        read: Read = answer["read"]
        return read


def _skip(what: str, part: str) -> NoReturn:
    pytest.skip(f"needs {what}: tests/contract/consumers/install.sh {part}")
