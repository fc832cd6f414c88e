"""Runs the command line in this process, as often as a cache needs it."""

from __future__ import annotations

import io
import os
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from qualitygate.cli.main import main

#: Longer than the clock of a file system ticks: what was written before is told from what is written after.
TICK = 0.03  # seconds


@dataclass(frozen=True)
class Said:
    """What a run wrote, and its exit code."""

    code: int
    out: str
    err: str = ""


#: Runs ``qualitygate ARGUMENTS`` in the project.
Run = Callable[..., Said]


class Terminal(io.TextIOWrapper):
    """A stream that says that somebody watches."""

    def isatty(self) -> bool:
        """Say so."""
        return True


def run_in(directory: Path, *arguments: str, stream: type[io.TextIOWrapper] = io.TextIOWrapper) -> Said:
    """Run the command line in a directory, with streams of its own."""
    streams = [stream(io.BytesIO(), encoding="utf-8", newline="\n") for _ in range(2)]
    before = os.getcwd(), sys.stdout, sys.stderr
    os.chdir(directory)
    sys.stdout, sys.stderr = streams
    try:
        code = main(arguments)
    finally:
        os.chdir(before[0])
        sys.stdout, sys.stderr = before[1:]
    texts = []
    for stream in streams:
        stream.flush()
        assert isinstance(stream.buffer, io.BytesIO)
        texts.append(stream.buffer.getvalue().decode())
    return Said(int(code), *texts)


def settle() -> None:
    """Wait until what was written is old enough to be believed."""
    time.sleep(TICK)


def answered_by(said: Said) -> str:
    """Return who answered, as ``--profile`` says: "the run's memory", "results of 3 files" or "nothing"."""
    (line,) = [line for line in said.err.splitlines() if line.startswith("answered by: ")]
    return line.removeprefix("answered by: ")


def run_and_ask(directory: Path, *arguments: str) -> tuple[Said, str]:
    """Run, and return what was said but for the profile, and who answered."""
    said = run_in(directory, *arguments, "--profile")
    lines = said.err.splitlines(keepends=True)
    return Said(
        said.code, said.out, "".join(each for each in lines if each.startswith("qualitygate: "))
    ), answered_by(said)


def checked_files(said: Said) -> str:
    """Return the line of ``--profile`` about the cache; "" for an answer that was remembered."""
    return next((line for line in said.err.splitlines() if line.startswith("cache: ")), "")


def own_cache(monkeypatch: pytest.MonkeyPatch, directory: Path) -> None:
    """Give the runs of one test a cache of their own."""
    monkeypatch.setenv("QUALITYGATE_CACHE_DIR", str(directory))
