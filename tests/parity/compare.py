"""Compares qualitygate with flake8 on real code: the same (path, row, column, code, text), none missing, none extra.

Run ``python tests/parity/compare.py --help``. Corpora are fetched from the package index by name, or are directories
that are there already. ``stdlib`` is the interpreter's own standard library, ``stdlib:email,test/test_json`` some parts
of it, ``samples`` the test data of pycodestyle and pyflakes. Every corpus is checked three times, with

    default  no options
    pep8     an old ``.pep8`` file: ignore = E501,W191,W293,E302,E12,E261 and exclude = migrations
    full     select = E,W,F,C90 with max-complexity = 10

Left out of the comparison: QG codes, and the columns of pyflakes' findings on lines that are not ASCII, where flake8
prints UTF-8 bytes and qualitygate characters. Both are counted.
"""

from __future__ import annotations

import argparse
import ast
import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import tempfile
import textwrap
import time
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

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

Row = tuple[str, int, int, str, str]


@dataclass
class Result:
    """What one comparison gave."""

    corpus: str
    case: str
    files: int
    same: int
    missing: list[Row]
    extra: list[Row]
    unlike_columns: int
    seconds: tuple[float, float]


def main(arguments: Sequence[str] | None = None) -> int:
    """Compare every corpus under every case; exit 1 when anything differs."""
    options = _parse(arguments)
    results = []
    with tempfile.TemporaryDirectory(prefix="parity-") as scratch:
        for name in options.corpus:
            directory = _corpus(name, Path(scratch))
            for case in CASES:
                if options.case and case.name not in options.case:
                    continue
                result = compare(name, directory, case, options.jobs)
                _show(result, options.show)
                results.append(result)
            shutil.rmtree(directory)
    differing = sum(bool(result.missing or result.extra) for result in results)
    print(f"{len(results) - differing} of {len(results)} comparisons are equal")
    return 1 if differing else 0


def compare(name: str, directory: Path, case: Case, jobs: str) -> Result:
    """Run both programs in ``directory`` and compare what they print."""
    for file, text in case.files.items():
        (directory / file).write_text(text)
    started = time.perf_counter()
    theirs = set(_flake8(directory, case, jobs))
    middle = time.perf_counter()
    ours, files = _qualitygate(directory, case, jobs)
    ended = time.perf_counter()
    for file in case.files:
        (directory / file).unlink()
    missing, extra, unlike = _differences(theirs, ours, directory)
    same = len(theirs) - len(missing) - unlike
    seconds = (middle - started, ended - middle)
    return Result(name, case.name, files, same, sorted(missing), sorted(extra), unlike, seconds)


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
    done = subprocess.run(command, cwd=directory, capture_output=True, text=True, errors="surrogateescape")
    if done.returncode not in (0, 1) or done.stderr.strip():
        raise SystemExit(f"flake8 failed with exit code {done.returncode} in {directory}:\n{done.stderr[-2000:]}")
    for line in done.stdout.splitlines():
        match = LINE.fullmatch(line)
        if match is None:
            raise SystemExit(f"expected a line of flake8, got {line!r}")
        path = match["path"].removeprefix("./")
        yield path, int(match["row"]), int(match["column"]), match["code"], match["text"].replace("'./", "'")


def _qualitygate(directory: Path, case: Case, jobs: str) -> tuple[set[Row], int]:
    command = [
        sys.executable, "-m", "qualitygate", "check", "--format=json", f"--jobs={jobs}", "--set=noqa=flake8",
        "--set=migrations.mode=check", "--set=respect-gitignore=false", *case.qualitygate, ".",
    ]  # fmt: skip
    done = subprocess.run(command, cwd=directory, capture_output=True, text=True)
    if done.returncode not in (0, 1):
        raise SystemExit(f"qualitygate failed with exit code {done.returncode} in {directory}:\n{done.stderr[-2000:]}")
    report = json.loads(done.stdout)
    rows = {
        (finding["path"], finding["line"] or 0, finding["column"] or 1, finding["code"], finding["message"])
        for finding in report["findings"]
        if finding["disposition"] == "open" and not finding["code"].startswith("QG") and finding["path"].endswith(".py")
    }
    return rows, report["stats"]["files"]


def _show(result: Result, limit: int) -> None:
    theirs, ours = result.seconds
    print(
        f"{result.corpus:<20} {result.case:<8} {result.files:>6,} files  {result.same:>8,} equal"
        f"  {len(result.missing):>4} missing  {len(result.extra):>4} extra"
        f"  {result.unlike_columns:>4} F columns in characters"
        f"  flake8 {theirs:6.1f} s  qualitygate {ours:6.1f} s  ratio {ours / theirs:.2f}",
        flush=True,
    )
    for title, rows in (("missing", result.missing), ("extra", result.extra)):
        for path, row, column, code, text in rows[:limit]:
            print(f"  {title}: {path}:{row}:{column}: {code} {text}")


def _corpus(name: str, scratch: Path) -> Path:
    """Return a private copy of a corpus: a directory, ``stdlib``, ``samples`` or a distribution like django==5.2.*."""
    target = scratch / re.sub(r"\W+", "-", name)
    if name == "stdlib" or name.startswith("stdlib:"):
        _copy_library(name.partition(":")[2].split(","), target)
    elif name == "samples":
        write_samples(scratch / "fetched", target)
    elif os.path.isdir(name):
        shutil.copytree(name, target, symlinks=True, ignore=shutil.ignore_patterns(".git"))
    else:
        _fetch(name, target)
    return target


def _copy_library(parts: Sequence[str], target: Path) -> None:
    """Copy parts of the standard library, [""] for all of it. Not every version and system has every part."""
    library = Path(sysconfig.get_path("stdlib"))
    there = [part for part in parts if (library / part).is_dir()]
    if missing := sorted(set(parts) - set(there)):
        print(f"left out, {library} does not have them: {', '.join(missing)}")
    if not there:
        raise SystemExit("expected at least one directory of the standard library")
    ignored = shutil.ignore_patterns("site-packages", "dist-packages", "__pycache__", "*.pyc", "*.so", "*.a")
    for part in there:
        shutil.copytree(library / part, target / part, ignore=ignored, symlinks=True)


def write_samples(fetched: Path, target: Path) -> None:
    """Write the test data of pycodestyle and pyflakes, each sample as a file of its own."""
    target.mkdir()
    _fetch("pycodestyle", fetched / "pycodestyle")
    for file in sorted(fetched.rglob("testing/data/*.py")):
        for number, sample in enumerate(re.split(r"(?m)^#:.*\n", file.read_bytes().decode("utf-8", "replace"))):
            (target / f"pycodestyle_{file.stem.replace('-', '_')}_{number}.py").write_text(sample)
    _fetch("pyflakes", fetched / "pyflakes")
    for file in sorted(fetched.rglob("pyflakes/test/test_*.py")):
        for number, sample in enumerate(_flakes_samples(file)):
            (target / f"pyflakes_{file.stem}_{number}.py").write_text(textwrap.dedent(sample))


def _flakes_samples(file: Path) -> Iterator[str]:
    """Yield the text of every ``self.flakes("...")`` call."""
    for node in ast.walk(ast.parse(file.read_bytes())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "flakes":
            first = node.args[0] if node.args else None
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield first.value


def _fetch(name: str, target: Path) -> None:
    """Download a source distribution from the package index and unpack it."""
    target.mkdir(parents=True)
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-binary=:all:", "-d", str(target)]
    subprocess.run([*command, name], check=True)
    (archive,) = target.iterdir()
    if archive.suffix == ".zip":
        with zipfile.ZipFile(archive) as packed:
            packed.extractall(target)
    else:
        with tarfile.open(archive) as packed:
            packed.extractall(target, filter="data") if hasattr(tarfile, "data_filter") else packed.extractall(target)
    archive.unlink()


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "corpus", nargs="+", help="a directory, stdlib, stdlib:PART,PART, samples, or a distribution: 'django==5.2.*'"
    )
    parser.add_argument("--case", action="append", choices=[case.name for case in CASES], help="only this case")
    parser.add_argument("--jobs", default="2", help="worker processes for both programs (default: 2)")
    parser.add_argument("--show", type=int, default=20, help="how many differences to print of each kind")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
