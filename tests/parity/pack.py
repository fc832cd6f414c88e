"""Runs the pack of rules over real code: nothing may crash, fixes parse and come to an end; draws samples to read.

    python -m tests.parity.pack [--rule NAME] [--sample 20] [CORPUS...]

A sample is the same in every run over the same files: what was read of it stands in each rule's ``accuracy``.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from qualitygate.api import Edit, Finding
from qualitygate.api.rules import CodeRule
from qualitygate.errors import QualityGateError
from qualitygate.hosting.rule_checker import RuleChecker
from qualitygate.model.fix import apply_edits
from qualitygate.source.source import Source
from qualitygate.testing.rules import checker_of
from qualitygate_rules.pack import RULES
from tests.parity.corpora import HELP, copy_corpus

CORPORA = ["django==5.2.*", "stdlib:-test", "wagtail==6.4.*", "celery==5.4.*", "sqlalchemy==2.0.*"]
_ROUNDS = 10
_AROUND = 2  #: lines before and behind a finding that are shown


class Tally:
    """What one rule has done so far."""

    def __init__(self, rule: CodeRule) -> None:
        self.rule = rule
        self.checker = checker_of(rule)
        self.found: list[tuple[Finding, str]] = []  #: with the lines around it
        self.fixed = 0
        self.problems: list[str] = []

    def check(self, source: Source) -> None:
        """Look at one file, and at what its fixes make of it."""
        try:
            findings = list(self.checker.check(source))
        except QualityGateError as error:
            self.problems.append(str(error))
            return
        self.found += [(each, _around(source, each)) for each in findings]
        if any(each.fix for each in findings):
            self.problems += broken_fixes(self.checker, source, findings)
            self.fixed += sum(each.fix is not None for each in findings)


def broken_fixes(checker: RuleChecker, source: Source, findings: list[Finding]) -> Iterator[str]:
    """Yield what is wrong with the fixes of one file: alone and together they parse, and in the end none is left."""
    for each in findings:
        if each.fix and _again(source, apply_edits(source.text, each.fix.edits)).tree is None:
            yield f"{source.path}:{each.location.line}: the fix alone does not parse"
    text = source.text
    for _ in range(_ROUNDS):
        edits = _apart(findings)
        if not edits:
            return
        text = apply_edits(text, edits)
        fixed = _again(source, text)
        if fixed.tree is None:
            yield f"{source.path}: the fixes together do not parse"
            return
        findings = list(checker.check(fixed))
    yield f"{source.path}: fixes go on for ever"


def _again(source: Source, text: str) -> Source:
    return Source.from_text(text, path=source.path, kind=source.kind)


def _apart(findings: list[Finding]) -> list[Edit]:
    """Return the edits of fixes that do not touch, first come first served."""
    edits: list[Edit] = []
    for finding in sorted(findings, key=lambda finding: finding.sort_key):
        new = sorted(finding.fix.edits, key=_start) if finding.fix else []
        if new and (not edits or _start(new[0]) > (edits[-1].end_line, edits[-1].end_column)):
            edits += new
    return edits


def _start(edit: Edit) -> tuple[int, int]:
    return edit.start_line, edit.start_column


def _around(source: Source, finding: Finding) -> str:
    first, last = finding.location.line - _AROUND, finding.location.line + _AROUND
    numbers = range(max(first, 1), min(last, len(source.lines)) + 1)
    return "".join(
        f"    {'>' if n == finding.location.line else ' '} {source.line(n)[:140].rstrip()}\n" for n in numbers
    )


def main() -> int:
    """Check, print, and fail when a rule crashed or a fix broke something."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", nargs="*", metavar="CORPUS", default=CORPORA, help=HELP)
    parser.add_argument("--rule", action="append", default=[], metavar="NAME", help="only this one")
    parser.add_argument("--sample", type=int, default=20, help="how many findings of each rule are shown")
    arguments = parser.parse_args()
    tallies = [Tally(rule) for rule in RULES if not arguments.rule or rule.name in arguments.rule]
    with tempfile.TemporaryDirectory() as scratch:
        lines = sum(_check(name, Path(scratch), tallies) for name in arguments.corpora)
    print(f"{lines:,} lines")
    for tally in tallies:
        _print(tally, arguments.sample)
    return 1 if any(tally.problems for tally in tallies) else 0


def _check(name: str, scratch: Path, tallies: list[Tally]) -> int:
    folder, lines = copy_corpus(name, scratch), 0
    for path in sorted(folder.rglob("*.py")):
        source = Source(f"{folder.name}/{path.relative_to(folder).as_posix()}", path.read_bytes(), "python")
        if source.tree is None:
            continue
        lines += len(source.lines)
        for tally in tallies:
            tally.check(source)
    print(f"{name}: done", file=sys.stderr)
    return lines


def _print(tally: Tally, size: int) -> None:
    corpora = defaultdict(int)
    for finding, _ in tally.found:
        corpora[finding.location.path.partition("/")[0]] += 1
    spread = ", ".join(f"{name} {count}" for name, count in corpora.items())
    print(f"\n== {tally.rule.code} {tally.rule.name}: {len(tally.found)} found ({spread}), {tally.fixed} with a fix")
    for problem in tally.problems:
        print(f"!! {problem}")
    sample = random.Random(tally.rule.code).sample(tally.found, min(size, len(tally.found)))
    for finding, around in sorted(sample, key=lambda each: each[0].sort_key):
        print(f"{finding.location.path}:{finding.location.line}: {finding.message}\n{around}", end="")


if __name__ == "__main__":
    sys.exit(main())
