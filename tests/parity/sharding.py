"""Shows on real code that shards, merged in any order, say byte for byte what one run says.

Run ``python -m tests.parity.sharding [CORPUS...]`` (default: Django, and parts of the standard library);
``corpora.py`` says what a corpus is. Each corpus is committed as two revisions, and for each number of shards from
``--shards`` (default: 1 to 16) and each way to judge

    plain      all codes
    baseline   judged by a baseline that accepts what the first revision has
    new        compared with the first revision
    stages     in gate stages, of which the first stops the others
    all        in gate stages that all run, with the baseline, compared with the first revision

every shard is checked, and the reports, shuffled, are merged into three formats. Times are taken out; nothing else is.
The first number of shards is checked without a cache, the others with one.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from tests.parity.corpora import HELP, copy_corpus

CORPORA = ("django==5.2.*", "stdlib:json,email,idlelib,asyncio,test/test_email,test/test_asyncio,unittest,lib2to3")
FORMATS = ("json", "sarif", "checkstyle")
ALL = ("--isolated", "--set=select=E,W,F,C90,QG", "--set=max-complexity=10")
STAGES = "--set=gate.stages=[['pyflakes'],['pep8','complexity']]"
BASELINE = "--set=baseline.file=accepted.jsonl"
WAYS: dict[str, tuple[str, ...]] = {
    "plain": (),
    "baseline": (BASELINE,),
    "new": ("--new=HEAD~1",),
    "stages": (STAGES,),
    "all": (STAGES, BASELINE, "--new=HEAD~1", "--set=gate.fail-on=never"),
}
#: What the second revision adds to every twentieth file.
ADDED = "\nimport os\nx = 1 \n\n\ndef added(items):\n    return items == None\n"


class Corpus:
    """A repository of two revisions, and where its reports go."""

    def __init__(self, name: str, scratch: Path) -> None:
        self.name = name
        self.root = copy_corpus(name, scratch)
        self.out = scratch / "out"
        self.out.mkdir(exist_ok=True)
        self._git("init", "-q")
        self._git("add", "-A")
        self._git("commit", "-qm", "one")
        self.run("baseline", "accept", "--reason=old", BASELINE, *ALL)
        for number, path in enumerate(sorted(self.root.rglob("*.py"))):
            if number % 20 == 0:
                path.write_bytes(path.read_bytes() + ADDED.encode())
            if number % 61 == 0:
                path.rename(path.with_name(f"moved_{path.name}"))
        self._git("add", "-A")
        self._git("commit", "-qm", "two")

    def _git(self, *arguments: str) -> None:
        command = ["git", "-c", "user.name=n", "-c", "user.email=n@example.org", *arguments]
        subprocess.run(command, cwd=self.root, check=True, capture_output=True)

    def run(self, *arguments: str) -> int:
        """Return the exit code; a command that says what is wrong with it ends all."""
        program = [str(Path(sys.executable).with_name("qualitygate")), *arguments]
        own = {"QUALITYGATE_CACHE_DIR": str(self.out / "cache"), "SOURCE_DATE_EPOCH": "1700000000"}
        environment = {**os.environ, **own}
        done = subprocess.run(program, cwd=self.root, env=environment, capture_output=True, text=True)
        if done.returncode not in (0, 1):
            raise SystemExit(f"{self.name}: qualitygate {' '.join(arguments)}: {done.returncode}: {done.stderr}")
        return done.returncode

    def said(self, *arguments: str) -> str:
        """Return a digest of exit code and reports."""
        files = [self.out / f"report.{name}" for name in FORMATS]
        into = [f"--format={name}={file}" for name, file in zip(FORMATS, files, strict=True)]
        code = self.run(*arguments, *ALL, *into)
        found = b"\n".join(_timeless(file.read_bytes()) for file in files)
        return f"exit {code}, {len(found):,} bytes, {hashlib.sha256(found).hexdigest()[:16]}"

    def merged(self, count: int, way: Sequence[str], *, cached: bool) -> tuple[str, int]:
        """Check all shards, and merge them; return what that says, and how many bytes the shards' reports have."""
        files = [str(self.out / f"shard-{number}.jsonl") for number in range(1, count + 1)]
        for number, file in enumerate(files, 1):
            more = () if cached else ("--no-cache",)
            self.run(f"--shard={number}/{count}", f"--output-file={file}", *ALL, *way, *more)
        random.shuffle(files)
        return self.said("merge", *files, *way), sum(os.path.getsize(file) for file in files)


def _timeless(report: bytes) -> bytes:
    return re.sub(rb'"(?:seconds|workers)": [0-9.]+|"seconds_by_checker": \{.*?\}', b"", report)


def main() -> int:
    """Compare, and return how many merges say something else."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", nargs="*", default=CORPORA, metavar="CORPUS", help=HELP)
    parser.add_argument("--shards", default="1-16", help="numbers of shards: 1-16, or 2,5,9 (default: 1-16)")
    parser.add_argument("--ways", default=",".join(WAYS), help=f"of {', '.join(WAYS)} (default: all of them)")
    options = parser.parse_args()
    first, _, last = options.shards.partition("-")
    counts = range(int(first), int(last) + 1) if last else map(int, first.split(","))
    wrong = 0
    for name in options.corpora:
        with tempfile.TemporaryDirectory() as scratch:
            wrong += _compare(Corpus(name, Path(scratch)), list(counts), options.ways.split(","))
    print(f"{wrong} merges say something else" if wrong else "every merge says what one run says")
    return min(wrong, 1)


def _compare(corpus: Corpus, counts: Sequence[int], ways: Sequence[str]) -> int:
    wrong = 0
    for way in ways:
        one = corpus.said(*WAYS[way])
        print(f"{corpus.name}, {way}: {one}", flush=True)
        for count in counts:
            started = time.monotonic()
            found, size = corpus.merged(count, WAYS[way], cached=count != counts[0])
            wrong += found != one
            answer = "the same" if found == one else f"DIFFERS: {found}"
            print(f"  {count:2} shards, {size:,} bytes, {time.monotonic() - started:.0f} s: {answer}", flush=True)
    return wrong


if __name__ == "__main__":
    sys.exit(main())
