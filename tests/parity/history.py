"""Shows on real code that old findings stay old and new ones are new: two releases as two commits, then edits of ours.

Run ``python tests/parity/history.py --help``. The releases are source distributions from the package index, or
directories. What is compared with the matching is a plain count: of every code and line, as many findings must be new
as the new release has more than the old one, and of every code, path, scope and line no more than that.

Then every way of moving code is applied to the new release, and nothing may be new but what the edit itself causes.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from corpora import fetch
from edits import EDITS, Project
from interpreter import under_another_python

CONFIGURATION = 'version = 1\nmax-line-length = 79\nextend-exclude = ["*.html", "*.txt", "*.rst"]\n'
Finding = dict[str, Any]


class History:
    """A repository of two commits."""

    def __init__(self, root: Path, parts: Sequence[str]) -> None:
        self.root = root
        self.parts = parts or ["."]
        self.problems: list[str] = []

    def git(self, *arguments: str) -> str:
        """Run git as nobody in particular."""
        command = ["git", "-c", "user.name=n", "-c", "user.email=n@example.org", *arguments]
        return subprocess.run(command, cwd=self.root, capture_output=True, text=True, check=True).stdout

    def commit(self, source: Path) -> None:
        """Make a directory's files the next commit; the baseline and the configuration stay."""
        for path in self.root.iterdir():
            if path.name not in (".git", "qualitygate.toml", ".qualitygate-baseline.jsonl"):
                shutil.rmtree(path) if path.is_dir() else path.unlink()
        for part in self.parts:
            shutil.copytree(source / part, self.root / part, dirs_exist_ok=True, symlinks=True)
        self.git("add", "-A", "-f")
        self.git("commit", "-q", "-m", source.name)

    def run(self, *arguments: str) -> tuple[list[Finding], list[str], float]:
        """Run qualitygate; return what no comment silences, the notes and the seconds it took."""
        command = [sys.executable, "-m", "qualitygate", "check", "--format", "json", *arguments]
        started = time.perf_counter()
        done = subprocess.run(command, cwd=self.root, capture_output=True, text=True)
        if done.returncode not in (0, 1):
            sys.exit(f"{' '.join(command)}: exit {done.returncode}: {done.stderr}")
        report = json.loads(done.stdout)
        findings = [each for each in report["findings"] if each["disposition"] != "suppressed"]
        return findings, report["notes"], time.perf_counter() - started

    def baseline(self, *arguments: str) -> str:
        """Run a baseline command; return what it said."""
        command = [sys.executable, "-m", "qualitygate", "baseline", *arguments]
        return subprocess.run(command, cwd=self.root, capture_output=True, text=True).stdout.strip()

    def expect(self, what: str, condition: bool, found: object = "") -> None:
        """Print one line of the result, and remember a failure."""
        print(f"{'ok  ' if condition else 'FAIL'} {what} {found}", flush=True)
        if not condition:
            self.problems.append(what)


def _open(findings: Iterable[Finding]) -> list[Finding]:
    return [each for each in findings if each["disposition"] == "open"]


def _count(findings: Iterable[Finding], *keys: str) -> Counter[tuple[str, ...]]:
    return Counter(tuple(each[key] for key in keys) for each in findings)


def releases(history: History, old: Path, new: Path) -> None:
    """Baseline at the old release, then the new one against it and against its commit."""
    history.git("init", "-q", "-b", "main")
    (history.root / "qualitygate.toml").write_text(CONFIGURATION)
    history.commit(old)
    before, _, seconds = history.run()
    print(f"     {old.name}: {len(before):,} findings in {seconds:.1f} s; {history.baseline('accept')}")
    accepted, _, seconds = history.run()
    never = [each for each in before if each["code"].startswith("E9")]
    history.expect("the old release passes with its baseline", len(_open(accepted)) == len(never), f"{seconds:.1f} s")
    history.git("add", "-A", "-f")
    history.git("commit", "-q", "-m", "baseline")
    history.commit(new)
    baselined, _, seconds = history.run()
    fresh = len(_open(baselined))
    print(f"     {new.name}: {len(baselined):,} findings, {fresh:,} not in the baseline, {seconds:.1f} s")
    compared, notes, seconds = history.run("--new=HEAD~1", "--set", "baseline.file=")
    print(f"     {notes[-1]}; {seconds:.1f} s")
    for name, findings in (("baseline", baselined), ("--new", compared)):
        excess = _count(findings, "code", "context") - _count(before, "code", "context")
        reported = _count(_open(findings), "code", "context")
        hidden = sum((excess - reported).values())
        history.expect(f"{name}: no finding that the change caused is hidden", hidden == 0, f"{hidden} hidden")
        identity = ("code", "path", "scope", "context")
        allowed = _count(findings, *identity) - _count(before, *identity)
        wrong = sum((_count((each for each in _open(findings) if each not in never), *identity) - allowed).values())
        history.expect(f"{name}: nothing is new whose line and scope are unchanged", wrong == 0, f"{wrong} wrong")


def edits(history: History) -> None:
    """Accept the new release too, then change its code in every way."""
    history.baseline("accept")
    history.baseline("prune")
    history.git("add", "-A", "-f")
    history.git("commit", "-q", "-m", "accepted")
    findings, _, _ = history.run()
    for edit in EDITS:
        caused = edit(Project(history.root, findings))
        changed = history.git("status", "--porcelain", "-z").split("\0")
        for name, arguments in (("baseline", ()), ("--new", ("--new=HEAD", "--set", "baseline.file="))):
            found, _, seconds = history.run(*arguments)
            fresh = [each for each in _open(found) if not each["code"].startswith("E9")]
            wrong = caused.unexpected(fresh)
            if name == "--new":
                wrong += [f"{each['reason']}: another cause" for each in fresh if caused.reason not in each["reason"]]
            codes = ", ".join(f"{code} {count}" for (code,), count in sorted(_count(fresh, "code").items()))
            said = f"{len(changed) - 1} files, new: {codes or 'none'}; {seconds:.1f} s"
            history.expect(f"{name}: {edit.__name__}", not wrong, said)
            for each in wrong[:5]:
                print(f"       {each}")
        history.git("reset", "-q", "--hard")
        history.git("clean", "-qfd")


def main(arguments: Sequence[str] | None = None) -> int:
    """Return 1 when a finding was hidden, or wrongly new."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("releases", nargs="*", default=["Django==5.1", "Django==5.2"], help="two, the older first")
    parser.add_argument("--part", action="append", default=[], help="only this directory of them; repeatable")
    parsed = parser.parse_args(arguments)
    names = parsed.releases
    with tempfile.TemporaryDirectory() as directory:
        sources = []
        for name in names:
            source = Path(name)
            if not source.is_dir():
                source = Path(directory) / name.replace("==", "-")
                fetch(name, source)
                (source,) = source.iterdir()
            sources.append(source)
        root = Path(directory) / "history"
        root.mkdir()
        history = History(root, parsed.part)
        releases(history, *sources)
        edits(history)
    print(f"{len(history.problems)} problems")
    return 1 if history.problems else 0


if __name__ == "__main__":
    sys.exit(under_another_python(main, __file__))
