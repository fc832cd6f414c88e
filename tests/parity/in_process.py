"""Compares the whole command line with flake8 on samples, both in this process: for a Python that cannot start another.

``python -m tests.parity.in_process [DIRECTORY...]`` checks the samples of the tests, and the Python files of
directories.
"""

from __future__ import annotations

import io
import json
import sys
import tempfile
from collections.abc import Sequence
from contextlib import redirect_stdout
from pathlib import Path

from qualitygate.cli.main import main as qualitygate
from tests.flake8_reference import Row, flake8_findings
from tests.plugins.pep8_samples import SAMPLES

_OPTIONS = ("--isolated", "--select=E,W,F,C90", "--max-complexity=10", "--set=noqa=flake8", "--no-cache", "--jobs=1")


def main(directories: Sequence[str]) -> int:
    """Compare; exit 1 when anything differs, or too little was found to tell."""
    texts = {name: text.encode() for name, text in SAMPLES.items()}
    for directory in directories:
        texts |= {str(path): path.read_bytes() for path in sorted(Path(directory).rglob("*.py"))}
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
    print(f"Python {sys.version.split()[0]}: {len(texts)} files, {count:,} findings equal, {differing} files different")
    return 1 if differing or count < 100 else 0


def _ours(texts: dict[str, bytes]) -> dict[str, set[Row]]:
    with tempfile.TemporaryDirectory() as folder:
        files = {f"{number:05}.py": name for number, name in enumerate(texts)}
        for file, name in files.items():
            Path(folder, file).write_bytes(texts[name])
        with redirect_stdout(io.StringIO()):
            report = Path(folder, "report.json")
            code = qualitygate(["check", *_OPTIONS, "--executor=serial", f"--format=json={report}", folder])
        said = json.loads(report.read_bytes())
    if code not in (0, 1):
        raise SystemExit(f"qualitygate failed with exit code {code}: {said['failures']}")
    found: dict[str, set[Row]] = {name: set() for name in texts}
    for each in said["findings"]:
        if not each["code"].startswith("QG"):  # suppressed ones too: flake8 is asked for all
            name = files[Path(each["path"]).name]
            row = each["line"] or 0, each["column"] or 1, each["code"], each["message"]
            found[name].add(_comparable(texts[name], row))
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
