"""Compares qualitygate with flake8 on real code: the same (path, row, column, code, text), none missing, none extra.

Run ``python tests/parity/compare.py --help``; ``corpora.py`` says what a corpus is, ``interpreter.py`` how another
Python or another pycodestyle is used (``--python newest``, ``--with pycodestyle==2.12.*``). Each is checked with

    default  no options
    pep8     an old ``.pep8`` file: ignore = E501,W191,W293,E302,E12,E261 and exclude = migrations
    full     select = E,W,F,C90 with max-complexity = 10

and every time in several modes, which must not differ: without a cache (cold), twice with one that all comparisons
share (warm), without the memory of line shapes (memory-off), with one worker (serial), four (four), spawned ones
(spawn). A mode that this qualitygate does not have is left out, and that is said.

Left out of the comparison: QG codes, and the columns of pyflakes' findings on lines that are not ASCII, where flake8
prints UTF-8 bytes and qualitygate characters. Both are counted. A finding that flake8 prints twice is one: equal in
place, code and text, as for ``from a import (b, b, b)``, or for a line inside a formatted string under Python 3.12.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpora import HELP, copy_corpus
from interpreter import under_another_python
from modes import MODES, Mode, available, cache_arguments

PEP8_LIST = "E501,W191,W293,E302,E12,E261"
LINE = re.compile(r"(?P<path>.*?):(?P<row>\d+):(?P<column>\d+): (?P<code>[A-Z]+\d+) (?P<text>.*)")


@dataclass(frozen=True)
class Case:
    """Options for flake8, and what is the same for qualitygate."""

    name: str
    flake8: tuple[str, ...]
    qualitygate: tuple[str, ...]
    files: Mapping[str, str]


CASES = (
    Case("default", ("--isolated",), ("--isolated",), {}),
    Case(
        "pep8",
        ("--isolated", f"--ignore={PEP8_LIST}", "--extend-exclude=migrations"),
        ("--config=.pep8",),
        {".pep8": f"[pep8]\nignore = {PEP8_LIST}\nexclude = migrations\n"},
    ),
    Case(
        "full",
        ("--isolated", "--select=E,W,F,C90", "--max-complexity=10"),
        ("--isolated", "--select=E,W,F,C90", "--max-complexity=10"),
        {},
    ),
)


@dataclass(frozen=True)
class Corpus:
    """Code to check, and where what was learned from it and others is kept."""

    name: str
    directory: Path
    cache: Path


Row = tuple[str, int, int, str, str]


@dataclass
class Result:
    """What one comparison gave."""

    corpus: str
    case: str
    mode: str
    files: int
    same: int
    missing: list[Row]
    extra: list[Row]
    unlike_columns: int
    seconds: tuple[float, float]


def main(arguments: Sequence[str] | None = None) -> int:
    """Compare every corpus under every case in every mode; exit 1 when anything differs."""
    options = _parse(arguments)
    modes = available(options.modes)
    results = []
    with tempfile.TemporaryDirectory(prefix="parity-") as scratch:
        for name in options.corpus:
            directory = copy_corpus(name, Path(scratch))
            for case in CASES:
                if options.case and case.name not in options.case:
                    continue
                for result in compare(Corpus(name, directory, Path(scratch, "cache")), case, modes, options.jobs):
                    show(result, options.show)
                    results.append(result)
            shutil.rmtree(directory)
    differing = sum(bool(result.missing or result.extra) for result in results)
    print(f"{len(results) - differing} of {len(results)} comparisons are equal")
    return 1 if differing else 0


def compare(corpus: Corpus, case: Case, modes: Sequence[Mode], jobs: str) -> Iterator[Result]:
    """Run flake8 once and qualitygate in each mode, and compare what they print."""
    for file, text in case.files.items():
        (corpus.directory / file).parent.mkdir(exist_ok=True)
        (corpus.directory / file).write_text(text)
    started = time.perf_counter()
    theirs = set(_flake8(corpus.directory, case, jobs))
    their_seconds = time.perf_counter() - started
    for mode in modes:
        for run in ("filling", mode.name) if mode.is_cached else (mode.name,):
            started = time.perf_counter()
            ours, files = _qualitygate(corpus, case, mode, jobs)
            seconds = (their_seconds, time.perf_counter() - started)
            missing, extra, unlike = _differences(theirs, ours, corpus.directory)
            same = len(theirs) - len(missing) - unlike
            yield Result(corpus.name, case.name, run, files, same, sorted(missing), sorted(extra), unlike, seconds)
    for file in case.files:
        (corpus.directory / file).unlink()


def _differences(theirs: set[Row], ours: set[Row], directory: Path) -> tuple[set[Row], set[Row], int]:
    """Return what only flake8 and what only qualitygate says, and how many pyflakes columns differ by their unit."""
    missing, extra = theirs - ours, ours - theirs
    by_place: dict[tuple[str, int, str, str], list[Row]] = {}
    for row in extra:
        if row[3].startswith("F") and not _line(directory, row).isascii():
            by_place.setdefault((row[0], row[1], row[3], row[4]), []).append(row)
    unlike = 0
    for row in sorted(missing):
        same_place = by_place.get((row[0], row[1], row[3], row[4]))
        if same_place:
            extra.discard(same_place.pop())
            missing.discard(row)
            unlike += 1
    return missing, extra, unlike


def _line(directory: Path, row: Row) -> str:
    data = (directory / row[0]).read_bytes().replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
    return data[row[1] - 1].decode("utf-8", "replace")


def _flake8(directory: Path, case: Case, jobs: str) -> Iterator[Row]:
    command = [sys.executable, "-m", "flake8", *case.flake8, f"--jobs={jobs}", "."]
    quiet = {**os.environ, "PYTHONWARNINGS": "ignore"}  # Python's warnings about samples are no failure
    done = subprocess.run(command, cwd=directory, capture_output=True, text=True, errors="surrogateescape", env=quiet)
    if done.returncode not in (0, 1) or done.stderr.strip():
        raise SystemExit(f"flake8 failed with exit code {done.returncode} in {directory}:\n{done.stderr[-2000:]}")
    for line in _joined(done.stdout.splitlines()):
        match = LINE.fullmatch(line)
        if match is None:
            raise SystemExit(f"expected a line of flake8, got {line!r}")
        path = match["path"].removeprefix("./")
        # a plugin may count columns from 0 where flake8 adds one (flake8-annotations 3.3 does in places): there is none
        yield path, int(match["row"]), max(int(match["column"]), 1), match["code"], match["text"].replace("'./", "'")


def _joined(lines: Iterable[str]) -> Iterator[str]:
    """Put a message together that goes over several lines: wemake-python-styleguide quotes docstrings whole."""
    whole: list[str] = []
    for line in lines:
        if LINE.fullmatch(line) and whole:
            yield _in_one_line(whole)
            whole = []
        whole.append(line)
    if whole:
        yield _in_one_line(whole)


def _in_one_line(lines: list[str]) -> str:
    return lines[0] if len(lines) == 1 else " ".join(" ".join(lines).split())


def _qualitygate(corpus: Corpus, case: Case, mode: Mode, jobs: str) -> tuple[set[Row], int]:
    command = [
        sys.executable, "-m", "qualitygate", "check", "--format=json", f"--jobs={mode.jobs or jobs}",
        "--set=noqa=flake8", "--set=migrations.mode=check", "--set=respect-gitignore=false",
        *case.qualitygate, *mode.arguments,
        *cache_arguments(mode, corpus.cache), ".",
    ]  # fmt: skip
    environment = {**os.environ, **mode.environment}
    done = subprocess.run(command, cwd=corpus.directory, env=environment, capture_output=True, text=True)
    if done.returncode not in (0, 1):
        ended = f"qualitygate, mode {mode.name}, failed with exit code {done.returncode} in {corpus.directory}"
        raise SystemExit(f"{ended}:\n{done.stderr[-2000:]}")
    report = json.loads(done.stdout)
    rows = {
        (finding["path"], finding["line"] or 0, finding["column"] or 1, finding["code"], finding["message"])
        for finding in report["findings"]
        if finding["disposition"] == "open" and not finding["code"].startswith("QG") and finding["path"].endswith(".py")
    }
    return rows, report["stats"]["files"]


def show(result: Result, limit: int) -> None:
    theirs, ours = result.seconds
    print(
        f"{result.corpus:<20.20} {result.case:<8} {result.mode:<10} {result.files:>6,} files  {result.same:>8,} equal"
        f"  {len(result.missing):>4} missing  {len(result.extra):>4} extra"
        f"  {result.unlike_columns:>4} F columns in characters"
        f"  flake8 {theirs:6.1f} s  qualitygate {ours:6.1f} s  ratio {ours / theirs:.2f}",
        flush=True,
    )
    for title, rows in (("missing", result.missing), ("extra", result.extra)):
        for path, row, column, code, text in rows[:limit]:
            print(f"  {title}: {path}:{row}:{column}: {code} {text}")


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", nargs="+", help=HELP)
    parser.add_argument("--case", action="append", choices=[case.name for case in CASES], help="only this case")
    names = ",".join(mode.name for mode in MODES)
    parser.add_argument("--modes", default=names, metavar="MODE,MODE", help=f"ways to run (default: {names})")
    parser.add_argument("--jobs", default="2", help="worker processes for both programs (default: 2)")
    parser.add_argument("--show", type=int, default=20, help="how many differences to print of each kind")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(under_another_python(main, __file__))
