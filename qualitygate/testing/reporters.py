"""A sample report with every corner that a consumer may trip over, and what a reporter makes of one."""

from __future__ import annotations

import io
import os
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from msgspec import Struct, field

from qualitygate.api import (
    Applicability,
    CheckedFile,
    Condition,
    Disposition,
    Edit,
    ExitCode,
    Failure,
    Finding,
    Fix,
    Judgement,
    Location,
    Related,
    Report,
    Reporter,
    Rule,
    RuleBook,
    Severity,
    Skip,
    Verdict,
)
from qualitygate.model.fingerprint import fingerprints
from qualitygate.model.replacement import replace
from qualitygate.model.report import Stats

#: What consumers' parsers, escapes and CI services stumble over.
HOSTILE_MESSAGE = (
    "100 % of 'a, b': c; d [e] |f| \"g\" <h> & i\nnext\tline\x0bpage \U0001f600 ##vso[task.complete]x"
    " ::error file=a::b ##teamcity[c] ##[error]d :12:3: E5 e [see: a,b] |x|"
)
#: A space, a URI delimiter and letters outside ASCII.
HOSTILE_PATH = "app dir/größe#1.py"

CONFIGURATION_NOTE = "configuration: setup.cfg [flake8]"

_RULES: tuple[Rule, ...] = (
    Rule("E501", "line-too-long", "A line is longer than the limit"),
    Rule("E902", "unreadable-file", "The file cannot be read", severity=Severity.ERROR, category="internal"),
    Rule("F401", "unused-import", "An import is not used", category="bug", url="https://example.org/F401?a=1&b=2"),
    Rule("F821", "undefined-name", "A name is not defined", severity=Severity.ERROR, category="bug"),
    Rule("QG201", "product-name-case", "A product name in another case", category="wording"),
    Rule("W191", "tab-indent", "A tab", severity=Severity.NOTE),
)

_LINES: Mapping[str, tuple[str, ...]] = {
    HOSTILE_PATH: (
        "import os",
        'x = "\U0001d4b3é"; bad',
        "def f():\tpass",
        "call(",
        "    1)",
        "import sys  # noqa: F401",
        "x = '##vso[task.complete]'",
    ),
    "app/clean.py": ("pass", "pass"),
    "docs/guide.md": ("# Guide", "", "Push it to Github."),
    "top.py": ("import re",),
}


class SampleRules(Struct, frozen=True):
    """A rule book over a handful of rules."""

    rules: Mapping[str, Rule] = field(default_factory=lambda: {rule.code: rule for rule in _RULES})

    def rule(self, code: str) -> Rule:
        """Return the rule, or one that says that it is undocumented."""
        return self.rules.get(code) or Rule(code, "undocumented", "A plugin emits this code without documenting it")

    def codes(self) -> list[str]:
        """All documented codes, sorted."""
        return sorted(self.rules)


class SampleLines(Struct, frozen=True):
    """Lines of files that exist only here."""

    texts: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: _LINES)

    def line(self, path: str, number: int) -> str | None:
        """Return a line, or None for a file or a line that is not there."""
        lines = self.texts.get(path, ())
        return lines[number - 1] if 0 < number <= len(lines) else None

    def data(self, path: str) -> bytes | None:
        """Return a file whose every line ends in a line feed, or None for one that is not there."""
        lines = self.texts.get(path)
        return None if lines is None else "".join(line + "\n" for line in lines).encode("utf-8", "surrogatepass")


class Sample(NamedTuple):
    """The arguments of :meth:`qualitygate.api.Reporter.write` but for the stream."""

    report: Report
    verdict: Verdict
    rules: RuleBook


def sample_report(root: str | None = None) -> Sample:
    """Return an incomplete run with hostile text, every disposition, fixes, failures, skips and a clean file.

    ``root`` is the project root; None is the working directory.
    """
    report = Report(
        judgements=_identified(_JUDGEMENTS),
        failures=_FAILURES,
        files=tuple(CheckedFile(path, "python", len(lines)) for path, lines in sorted(_LINES.items())),
        skipped=_SKIPPED,
        notes=(CONFIGURATION_NOTE,),
        stats=Stats(1.234, 2, (("pep8", 0.8), ("pyflakes", 0.2))),
        suppressions_by_tool={"noqa": 2, "pylint": 4, "qualitygate": 1},
        root=os.getcwd() if root is None else root,
        lines=SampleLines(),
    )
    conditions = (
        Condition("no open warnings or errors", False, f"{len(report.open)} open, 0 allowed"),
        Condition("complexity does not grow", True, "3 of 10"),
    )
    return Sample(report, Verdict(conditions, ExitCode.INCOMPLETE), SampleRules())


def empty_report(root: str | None = None) -> Sample:
    """Return a run that checked one empty file and found nothing."""
    report = Report(files=(CheckedFile("empty.py", "python", 0),), root=os.getcwd() if root is None else root)
    passed = Condition("no open errors", True, "0 open, 0 allowed")
    return Sample(report, Verdict((passed,), ExitCode.PASSED), SampleRules())


def report_of(*findings: Finding, texts: Mapping[str, tuple[str, ...]] = MappingProxyType({})) -> Sample:
    """Return a run with just these findings, all open, in files with the lines ``texts``."""
    report = Report(
        judgements=_identified([Judgement(finding) for finding in findings]),
        files=tuple(CheckedFile(path, "python", len(lines)) for path, lines in sorted(texts.items())),
        root=os.getcwd(),
        lines=SampleLines(texts),
    )
    return Sample(report, Verdict((), ExitCode.FAILED if findings else ExitCode.PASSED), SampleRules())


def rendered(reporter: Reporter, sample: Sample) -> str:
    """Return what the reporter writes.

    Raises:
        UnicodeEncodeError: the reporter wrote what UTF-8 cannot carry, as a real stream would refuse it.
    """
    data = io.BytesIO()
    with io.TextIOWrapper(data, encoding="utf-8", errors="strict", newline="") as out:
        reporter.write(*sample, out)
        out.flush()
        return data.getvalue().decode("utf-8")


def _identified(judgements: Sequence[Judgement]) -> tuple[Judgement, ...]:
    """Give each its fingerprint, and all of them the order of every report."""
    marks = fingerprints(judgement.finding for judgement in judgements)
    found = [replace(judgement, fingerprint=mark) for judgement, mark in zip(judgements, marks, strict=True)]
    return tuple(sorted(found, key=lambda judgement: judgement.finding.sort_key))


_GITHUB = Fix("Replace 'Github' with 'GitHub'", (Edit(3, 12, 3, 18, "GitHub"),), Applicability.SAFE)
_DELETE = Fix("Delete the import", (Edit(1, 1, 2, 1, ""),), Applicability.UNSAFE)


def _warning(code: str, message: str, where: Location, fix: Fix | None = None) -> Finding:
    return Finding(code, message, where, Severity.WARNING, "sample", fix=fix)


_JUDGEMENTS = (
    # a file-level finding, an unreadable file that is not among the checked ones
    Judgement(Finding("E902", "FileNotFoundError: gone", Location("app/gone.py"), Severity.ERROR, "qualitygate")),
    # hostile text, in a hostile path, known start only
    Judgement(_warning("E501", HOSTILE_MESSAGE, Location(HOSTILE_PATH, 7, 1))),
    # behind an astral character, with a range and a scope
    Judgement(
        Finding(
            "F821",
            "undefined name 'bad'",
            Location(HOSTILE_PATH, 2, 11, 2, 14),
            Severity.ERROR,
            "pyflakes",
            context='x = "\U0001d4b3é"; bad',
            scope="Outer.<locals>.inner[0]",
            also_from=("mypy:TC5",),
            related=(Related(Location("top.py", 1, 8), "written so here"),),
        )
    ),
    # no column; a note; a code that nobody documented
    Judgement(Finding("W191", "indentation contains tabs", Location(HOSTILE_PATH, 3), Severity.NOTE, "pep8")),
    Judgement(_warning("ACME12", "call over two lines", Location(HOSTILE_PATH, 4, 5, 5, 7))),
    # fixable: safe, unsafe
    Judgement(_warning("QG201", "'Github' should be 'GitHub'", Location("docs/guide.md", 3, 12, 3, 18), fix=_GITHUB)),
    Judgement(_warning("F401", "'re' imported but unused", Location("top.py", 1, 1), fix=_DELETE)),
    # every other disposition
    Judgement(
        _warning("F401", "'sys' imported but unused", Location(HOSTILE_PATH, 6, 1)),
        Disposition.SUPPRESSED,
        "noqa on line 6",
    ),
    Judgement(_warning("F401", "'os' imported but unused", Location(HOSTILE_PATH, 1, 1)), Disposition.BASELINED, "old"),
    Judgement(_warning("E501", "line too long (99 > 79)", Location("top.py", 1, 80)), Disposition.KNOWN, "in main"),
    Judgement(_warning("W291", "trailing whitespace", Location("top.py", 1, 10)), Disposition.FIXED, "by this run"),
)

_FAILURES = (
    Failure(
        "acme",
        HOSTILE_PATH,
        "crash",
        "acme 1.2 (acme-lint 1.2) raised ValueError: \x1b[31mboom",
        'Traceback:\n  File "acme.py", line 3',
    ),
    Failure("mypy", "", "missing-tool", "mypy is not installed: pip install mypy"),
)

_SKIPPED = (
    Skip("app/migrations/0001_initial.py", "generated migration"),
    Skip("app/migrations/0002_more.py", "generated migration"),
    Skip("app/usermigrations.py", "excluded", "excluded by 'migrations', but it is no migration"),
)
