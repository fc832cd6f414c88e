"""Real code to try checkers and fixers on: copies of it in a directory of their own.

A corpus is a directory that is there already, ``stdlib`` (the interpreter's own standard library), some parts of it as
``stdlib:email,test/test_json``, all but some as ``stdlib:-test,-idlelib``, ``samples`` (the test data of pycodestyle
and pyflakes), or a distribution that is fetched from the package index, as ``django==5.2.*``.
"""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import textwrap
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

#: Later source distributions come without their test data.
PYCODESTYLE_SAMPLES = "pycodestyle==2.10.0"
HELP = "a directory, stdlib, stdlib:PART,PART, stdlib:-PART, samples, or a distribution: 'django==5.2.*'"


def copy_corpus(name: str, scratch: Path) -> Path:
    """Return a private copy of a corpus: a directory, ``stdlib``, ``samples`` or a distribution like django==5.2.*."""
    target = scratch / re.sub(r"\W+", "-", name)
    if name == "stdlib" or name.startswith("stdlib:"):
        _copy_library(name.partition(":")[2].split(","), target)
    elif name == "samples":
        _write_samples(scratch / "fetched", target)
    elif os.path.isdir(name):
        shutil.copytree(name, target, symlinks=True, ignore=shutil.ignore_patterns(".git"))
    else:
        fetch(name, target)
    return target


def _copy_library(parts: Sequence[str], target: Path) -> None:
    """Copy parts of the standard library, [""] for all of it. Not every version and system has every part."""
    library = Path(sysconfig.get_path("stdlib"))
    without = {str(library / part[1:]) for part in parts if part.startswith("-")}
    parts = [part for part in parts if not part.startswith("-")] or [""]
    there = [part for part in parts if (library / part).exists()]
    if missing := sorted(set(parts) - set(there)):
        print(f"left out, {library} does not have them: {', '.join(missing)}")
    if not there:
        raise SystemExit("expected at least one directory or file of the standard library")
    patterns = shutil.ignore_patterns("site-packages", "dist-packages", "__pycache__", "*.pyc", "*.so", "*.a")

    def ignored(directory: str, names: list[str]) -> set[str]:
        return patterns(directory, names) | {name for name in names if os.path.join(directory, name) in without}

    for part in there:
        if (library / part).is_file():
            (target / part).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(library / part, target / part)
            continue
        shutil.copytree(library / part, target / part, ignore=ignored, symlinks=True)


def _write_samples(fetched: Path, target: Path) -> None:
    """Write the test data of pycodestyle and pyflakes, each sample as a file of its own."""
    target.mkdir()
    fetch(PYCODESTYLE_SAMPLES, fetched / "pycodestyle")
    for file in sorted(fetched.rglob("testsuite/*.py")):
        for number, sample in enumerate(re.split(r"(?m)^#:.*\n", file.read_bytes().decode("utf-8", "replace"))):
            (target / f"pycodestyle_{file.stem.replace('-', '_')}_{number}.py").write_text(sample)
    fetch("pyflakes", fetched / "pyflakes")
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


def fetch(name: str, target: Path) -> None:
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
