"""Compares two installed versions of qualitygate on real code: the same reports, byte for byte, and exit codes.

Run ``python tests/parity/revisions.py --old OTHER/bin/python CORPUS...`` with the interpreter of the new version;
``corpora.py`` says what a corpus is. For a change that moves code and means to keep behaviour; of use until the next
change that does not. Each corpus is committed as two revisions and then

    plain      checked with all codes
    new        compared with the first revision
    baseline   judged by a baseline that accepts what the first half of the files has
    stages     checked in two gate stages
    diff       repaired, and only shown: the diff, and the report beside it

by one worker and by two, each time with an empty cache (cold), again (warm), and with a cache that knows half of the
files (half). Times and the version are taken out of the reports; nothing else is.
"""

from __future__ import annotations

import argparse
import difflib
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpora import HELP, copy_corpus

ALL = ("--isolated", "--select=E,W,F,C90,QG", "--set=max-complexity=10", "--set=spelling.names-from=technology")
CASES: dict[str, tuple[str, ...]] = {
    "plain": (),
    "new": ("--new=HEAD~1",),
    "baseline": ("--set=baseline.file=accepted.jsonl",),
    "stages": ("--set=gate.stages=[['pyflakes'],['pep8','spelling']]",),
    "diff": ("--fix", "--diff"),
}
STATES = ("cold", "warm", "half")


@dataclass(frozen=True)
class Version:
    """An installed qualitygate, and where it keeps what it learns in this comparison."""

    python: str
    home: Path
    without: tuple[str, ...] = ()  #: keys of findings that are not compared

    @property
    def command(self) -> list[str]:
        """The installed command: ``python -m`` would import from the corpus, which may have modules of our names."""
        return [str(Path(self.python).with_name("qualitygate"))]

    def run(self, directory: Path, *arguments: str) -> tuple[int, bytes, bytes]:
        """Return exit code, standard output and the report."""
        report = self.home / "report.json"
        report.unlink(missing_ok=True)
        command = [*self.command, *ALL, f"--format=json={report}", *arguments]
        environ = {**os.environ, "HOME": str(self.home), "XDG_CACHE_HOME": str(self.home / "cache")}
        done = subprocess.run(command, cwd=directory, capture_output=True, env=environ)
        text = report.read_bytes() if report.exists() else b"no report: " + done.stderr
        shown = b"" if "fix" in self.without else done.stdout
        return done.returncode, shown, comparable(text, self.without)

    def forget(self) -> None:
        """Begin with nothing."""
        shutil.rmtree(self.home, ignore_errors=True)
        self.home.mkdir(parents=True)


def comparable(text: bytes, without: Sequence[str]) -> bytes:
    """Return a report without what no two runs, or versions, have alike, a value a line."""
    try:
        report = json.loads(text)
    except ValueError:
        return text
    report.pop("qualitygate", None)
    report.pop("stats", None)
    for finding in report["findings"]:
        for key in without:
            finding.pop(key, None)
    return json.dumps(report, indent=0, sort_keys=True).encode()


def answers(version: Version, directory: Path, case: str, jobs: int) -> Iterator[tuple[str, tuple[int, bytes, bytes]]]:
    """Yield what a version says with an empty cache, a full one, and one that knows half of the files."""
    arguments = (*CASES[case], f"--jobs={jobs}")
    halves = sorted(path.name for path in directory.iterdir() if not path.name.startswith("."))
    for state in STATES:
        if state != "warm":
            version.forget()
        if state == "half":
            version.run(directory, f"--jobs={jobs}", *halves[: max(len(halves) // 2, 1)])
        yield state, version.run(directory, *arguments)


def prepare(directory: Path) -> None:
    """Make a repository of two revisions: in the second, every tenth file has a line more and one is gone."""
    files = sorted(path for path in directory.rglob("*.py") if path.is_file() and not path.is_symlink())
    git(directory, "init", "--quiet")
    git(directory, "add", "--all", "--force")
    git(directory, "commit", "--quiet", "--message=first")
    for path in files[::10]:
        path.write_bytes(path.read_bytes() + b"\nimport os, added\n")
    if len(files) > 5:
        files[5].unlink()
    git(directory, "add", "--all", "--force")
    git(directory, "commit", "--quiet", "--message=second")


def git(directory: Path, *arguments: str) -> None:
    """Run git as somebody."""
    who = ("-c", "user.name=somebody", "-c", "user.email=somebody@example.org")
    subprocess.run(["git", *who, *arguments], cwd=directory, check=True, stdout=subprocess.DEVNULL)


def compare(old: Version, new: Version, directory: Path) -> int:
    """Compare every case; return how many differ."""
    accepting = ("baseline", "accept", "--isolated", "--set=baseline.file=accepted.jsonl", "--set=select=['E','F']")
    subprocess.run([*old.command, *accepting], cwd=directory, check=True, stdout=subprocess.DEVNULL)
    wrong = 0
    for case in CASES:
        for jobs in (1, 2):
            pairs = zip(answers(old, directory, case, jobs), answers(new, directory, case, jobs), strict=True)
            for (state, before), (_, after) in pairs:
                wrong += not tell(f"{case}, {state}, jobs {jobs}", before, after)
    return wrong


def tell(name: str, before: tuple[int, bytes, bytes], after: tuple[int, bytes, bytes]) -> bool:
    """Print one line, and the first differences if there are any."""
    mark = hashlib.sha256(after[2]).hexdigest()[:12]
    if before == after:
        print(f"  same  {name}: exit {after[0]}, {len(after[2]):,} bytes of report ({mark})", flush=True)
        return True
    print(f"  DIFFERENT  {name}: exit {before[0]} and {after[0]}", flush=True)
    for one, other in zip(before[1:], after[1:], strict=True):
        lines = (text.decode("utf-8", "replace").splitlines() for text in (one, other))
        for line in [each for each in difflib.unified_diff(*lines, lineterm="", n=2)][:40]:
            print(f"      {line}")
    return False


def main(arguments: Sequence[str] | None = None) -> int:
    """Compare on every corpus; exit 1 when anything differs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--old", required=True, metavar="PYTHON", help="interpreter with the other version installed")
    parser.add_argument("corpora", nargs="+", metavar="CORPUS", help=HELP)
    parser.add_argument(
        "--without",
        default=[],
        action="append",
        metavar="KEY",
        help="a key of findings that was changed on purpose, such as fix; then diffs are not compared either",
    )
    options = parser.parse_args(arguments)
    without = tuple(options.without)
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        old = Version(options.old, scratch / "old", without)
        new = Version(sys.executable, scratch / "new", without)
        for name in options.corpora:
            directory = copy_corpus(name, scratch)
            print(name, flush=True)
            prepare(directory)
            wrong += compare(old, new, directory)
    print(f"{wrong} different" if wrong else "all the same")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
