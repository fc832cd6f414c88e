"""Real code to measure with: fetched by name, copied, freshened, and repeated with changed names."""

from __future__ import annotations

import builtins
import keyword
import re
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import typing
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path

#: Small and always there; for ``--quick``.
LIBRARY_PARTS = ("asyncio", "email", "json")

_IGNORED = shutil.ignore_patterns(".git", "__pycache__", "*.pyc", ".ruff_cache", ".qualitygate_cache")
#: Words of three letters and more, and what must stay as it is although it looks like some. Words may get a tail and
#: nothing else, so that escapes (``\x41``), conversions (``%some``) and names of characters keep their meaning.
_WORD = re.compile(rb"\\N\{[^}]*\}|(?<![\w\\%])[A-Za-z_]\w{2,}")
_KEPT = frozenset(
    word.encode()
    for word in (
        *keyword.kwlist,
        *keyword.softkwlist,
        *dir(builtins),
        *dir(typing),  # pyflakes knows overload, TYPE_CHECKING and others by name
        *("typing", "typing_extensions", "noqa", "NOQA", "annotations", "WindowsError"),
    )
)
#: A line that assigns to one name, and is short enough to become longer.
_ASSIGNMENT = re.compile(rb"^( *[a-z]\w* =) (\S[^\n]{,40})$", re.MULTILINE)
#: In a suppression; renamed, it would silence nothing.
_CODE = re.compile(rb"[A-Z]{1,4}[0-9]{3,4}")
_LETTERS = b"abcdefghijklmnopqrstuvwxyz"


def fetch(distribution: str, target: Path) -> None:
    """Download a source distribution from the package index and unpack it."""
    target.mkdir(parents=True)
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-binary=:all:", "-d", str(target)]
    subprocess.run([*command, distribution], check=True)
    (archive,) = target.iterdir()
    with tarfile.open(archive) as packed:
        packed.extractall(target, filter="data") if hasattr(tarfile, "data_filter") else packed.extractall(target)
    archive.unlink()


def copy_library(target: Path) -> None:
    """Copy a few packages of the standard library."""
    for part in LIBRARY_PARTS:
        shutil.copytree(Path(sysconfig.get_path("stdlib"), part), target / part, ignore=_IGNORED)


def copy(corpus: Path, target: Path) -> Path:
    """Copy a corpus without what tools left in it; return the copy."""
    shutil.copytree(corpus, target, symlinks=True, ignore=_IGNORED)
    return target


def python_files(corpus: Path) -> list[Path]:
    """Return the files ending in .py, links left out, in order."""
    return sorted(path for path in corpus.rglob("*.py") if path.is_file() and not path.is_symlink())


def count_lines(files: Sequence[Path]) -> int:
    """Count line breaks."""
    return sum(path.read_bytes().count(b"\n") for path in files)


def by_size(files: Sequence[Path], *shares: float) -> list[Path]:
    """Return the file below which the given share of all files is in size, for each share."""
    ordered = sorted(files, key=lambda path: (path.stat().st_size, path))
    return [ordered[min(int(len(ordered) * share), len(ordered) - 1)] for share in shares]


def freshen(path: Path, number: int, line: bytes = b"# freshened_%d\n") -> None:
    """Give a file a last line that it never had. A comment causes no finding, except in files that end in a blank line.

    ``line`` has a place for the number.
    """
    data = re.sub(re.escape(line).replace(b"%d", rb"\d+") + rb"\Z", b"", path.read_bytes())
    if data.endswith(b"\n") and data.splitlines()[-1].strip():
        path.write_bytes(data + line % number)


def damage(corpus: Path, count: int) -> None:
    """Double the blank behind ``=`` in so many assignments (E222), in every file as many as it takes."""
    files = python_files(corpus)
    for number, path in enumerate(files):
        wanted = count // (len(files) - number)
        data, done = _ASSIGNMENT.subn(rb"\1  \2", path.read_bytes(), wanted) if wanted else (b"", 0)
        if done:
            path.write_bytes(data)
            count -= done


def repeat(corpus: Path, target: Path, lines: int) -> int:
    """Write a corpus of about so many lines: the same files again and again, each time with other names.

    Names get tails of nought to six letters, so that no text and few lines of equal length come twice. Less than the
    whole corpus is a sample of files. Returns the lines written.
    """
    files = python_files(corpus)
    files.sort(key=lambda path: zlib.crc32(path.relative_to(corpus).as_posix().encode()))
    written = 0
    for number, path in _again(files):
        data = path.read_bytes()
        if number:
            data = _Names(number).change(data)
        copied = target / f"copy_{number:02}" / path.relative_to(corpus)
        copied.parent.mkdir(parents=True, exist_ok=True)
        copied.write_bytes(data)
        written += data.count(b"\n")
        if written >= lines:
            break
    return written


def _again(files: Sequence[Path]) -> Iterator[tuple[int, Path]]:
    number = 0
    while True:
        for path in files:
            yield number, path
        number += 1


class _Names:
    """The names of one repetition: the same word always gets the same tail."""

    def __init__(self, number: int) -> None:
        self._number = number

    def change(self, data: bytes) -> bytes:
        """Give every name in a file its tail, in code, comments and strings alike; a coding line stays."""
        head = re.match(rb"(?:[ \t]*#[^\n]*\n){1,2}", data)
        end = head.end() if head else 0
        return data[:end] + _WORD.sub(self._longer, data[end:])

    def _longer(self, match: re.Match[bytes]) -> bytes:
        word = match[0]
        if word in _KEPT or _CODE.fullmatch(word) or word.startswith((b"\\", b"__")):
            return word
        chance = zlib.crc32(word, self._number)
        tail = bytes(_LETTERS[chance >> shift & 15] for shift in range(4, 4 + chance % 7 * 4, 4))
        return word + tail
