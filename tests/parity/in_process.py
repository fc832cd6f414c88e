"""Compares the whole command line with flake8 on samples, both in this process: for a Python that cannot start another.

``python -m tests.parity.in_process [DIRECTORY...]`` checks the samples of the tests, and the Python files of
directories; then it repairs what is style in them, looks whether they are the same programs and a second repair changes
nothing, and compares again. What Python warns about in samples is an error for the command, and nothing of it is said.
"""

from __future__ import annotations

import io
import json
import sys
import tempfile
import warnings
from collections.abc import Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

from qualitygate.cli.main import main as qualitygate
from tests.flake8_reference import Row, flake8_findings
from tests.parity.damage import snapshot
from tests.plugins.pep8_samples import SAMPLES

_OPTIONS = ("--isolated", "--no-cache", "--jobs=1", "--executor=serial")


def main(directories: Sequence[str]) -> int:
    """Compare; exit 1 when anything differs, is broken, or too little was found to tell."""
    texts = {name: text.encode() for name, text in SAMPLES.items()}
    for directory in directories:
        texts |= {str(path): path.read_bytes() for path in sorted(Path(directory).rglob("*.py"))}
    count, differing = _compare(texts)
    repaired, broken = _repair(texts)
    left, differing_after = _compare(repaired)
    print(
        f"Python {sys.version.split()[0]}: {len(texts)} files, {count:,} findings equal, {differing} files different; "
        f"repaired: {left:,} findings equal, {differing_after} files different, {broken} files broken"
    )
    return 1 if differing or differing_after or broken or not left < count or count < 100 else 0


def _compare(texts: Mapping[str, bytes]) -> tuple[int, int]:
    """Return how many findings are equal, and how many files are different."""
    ours, differing, count = _ours(texts), 0, 0
    for name, text in texts.items():
        theirs = _theirs(text)
        if theirs is None:
            print(f"flake8 fails on it: {name}")
        elif theirs != ours[name]:
            differing += 1
            print(f"DIFFERENT: {name}: only flake8 {theirs - ours[name]}, only qualitygate {ours[name] - theirs}")
        else:
            count += len(theirs)
    return count, differing


def _ours(texts: Mapping[str, bytes]) -> dict[str, set[Row]]:
    with tempfile.TemporaryDirectory() as folder:
        files = _write(texts, Path(folder))
        said = _run(folder, "--select=E,W,F,C90", "--max-complexity=10", "--set=noqa=flake8")
    found: dict[str, set[Row]] = {name: set() for name in texts}
    for each in said["findings"]:
        if not each["code"].startswith("QG"):  # suppressed ones too: flake8 is asked for all
            name = files[Path(each["path"]).name]
            row = each["line"] or 0, each["column"] or 1, each["code"], each["message"]
            found[name].add(_comparable(texts[name], row))
    return found


def _repair(texts: Mapping[str, bytes]) -> tuple[dict[str, bytes], int]:
    """Return the texts with their style repaired, and how many of them are broken, others or not still."""
    with tempfile.TemporaryDirectory() as folder:
        files = _write(texts, Path(folder))
        states = [snapshot(Path(folder))]
        for _ in range(2):
            _run(folder, "--select=E,W", "--fix")
            states.append(snapshot(Path(folder)))
    before, once, again = states
    wrong = {*before.broken(once), *before.changed(once), *once.differing(again)}
    for file in sorted(wrong):
        print(f"BROKEN: {files[file]}: {before.data[file]!r} became {once.data[file]!r}, then {again.data[file]!r}")
    return {name: once.data[file] for file, name in files.items()}, len(wrong)


def _write(texts: Mapping[str, bytes], folder: Path) -> dict[str, str]:
    """Write each text to a file; return the names of the texts by those of the files."""
    files = {f"{number:05}.py": name for number, name in enumerate(texts)}
    for file, name in files.items():
        (folder / file).write_bytes(texts[name])
    return files


def _run(folder: str, *arguments: str) -> dict[str, Any]:
    """Return the report on a folder; a warning is an exception, and one that is printed ends this program."""
    said = io.StringIO()
    with tempfile.TemporaryDirectory() as place, warnings.catch_warnings():
        warnings.simplefilter("error")
        report = Path(place, "report.json")
        with redirect_stdout(io.StringIO()), redirect_stderr(said):
            code = qualitygate(["check", *_OPTIONS, f"--format=json={report}", *arguments, folder])
        found: dict[str, Any] = json.loads(report.read_bytes())
    if code not in (0, 1) or "Warning" in said.getvalue():
        raise SystemExit(f"qualitygate ended with {code}, said {said.getvalue()!r} and failed in {found['failures']}")
    return found


def _theirs(text: bytes) -> set[Row] | None:
    try:
        options = ("--select=E,W,F,C90", "--max-complexity=10")
        return {_comparable(text, row) for row in flake8_findings(text, *options, codes=("",))}
    except (IndexError, SystemError, MemoryError):
        return None


def _comparable(text: bytes, row: Row) -> Row:
    """Leave out the columns of pyflakes where flake8 may count bytes: in a text that is not ASCII."""
    line, column, code, message = row
    return line, 0 if code.startswith("F") and not text.isascii() else column, code, message


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
