"""One addition of each kind to the tree, as CONTRIBUTING.md walks through it: what is put where."""

from __future__ import annotations

from collections.abc import Mapping

#: By file: a text, and what is put before it; before no text is at the end.
Additions = Mapping[str, tuple[tuple[str, str], ...]]

_TALLY = '''\
"""How many findings are open, and nothing else.

Consumer: a test.
Column unit: none.
Cannot carry: the findings.
"""

from __future__ import annotations

from typing import TextIO

from qualitygate.api import Report, Reporter, ReportOptions, RuleBook, Verdict


def create(options: ReportOptions) -> Reporter:
    """Create the reporter."""
    return TallyReporter()


class TallyReporter:
    """Writes one number."""

    repeatable = True

    def write(self, report: Report, verdict: Verdict, rules: RuleBook, out: TextIO) -> None:
        """Count."""
        out.write(f"{sum(len(findings) for _, findings in report.open_by_path())}\\n")
'''
_TALLY_TEST = '''\
"""A number."""

from __future__ import annotations

from qualitygate.api import ReportOptions
from qualitygate.testing.reporters import rendered, sample_report
from qualitygate_plugins.reporters.tally import create


def test_open_findings_are_counted() -> None:
    assert rendered(create(ReportOptions()), sample_report()) == "7\\n"
'''
FORMAT: Additions = {
    "plugins/qualitygate_plugins/reporters/tally.py": (("", _TALLY),),
    "plugins/qualitygate_plugins/reporters/__init__.py": (
        ('    "teamcity": Format', '    "tally": Format(partial(_create, "tally")),\n'),
    ),
    "tests/plugins/reporters/test_tally.py": (("", _TALLY_TEST),),
    "README.md": (("`teamcity`, ", "`tally`, "),),
    "docs/ci/README.md": (("| `teamcity` |", "| `tally` | nobody | printed |\n"),),
}

_CHECKER = '''\
"""Strokes: a text is no place to count on.

Its imports are pinned by tests/meta/test_import_weight.py.
"""

from __future__ import annotations

from collections.abc import Iterable

from qualitygate.api import Checker, Finding, Location, Rule, Settings, Severity, Source, hookimpl


@hookimpl
def qualitygate_rules() -> Iterable[Rule]:
    """Document TA001."""
    return [Rule("TA001", "tally-strokes", "Strokes stand for a number", why="Write the number.", category="style")]


@hookimpl
def qualitygate_kinds(settings: Settings) -> Iterable[str]:
    """Python, where TA001 is selected."""
    return ("python",) if settings.selection.is_selected("TA001") else ()


@hookimpl
def qualitygate_checkers(settings: Settings) -> Iterable[Checker]:
    """Create the one checker."""
    return [TallyChecker()]


class TallyChecker:
    """Looks at the lines."""

    name = "tally"
    kinds = frozenset({"python"})
    codes = ("TA",)
    needs_tree = False

    def check(self, source: Source) -> Iterable[Finding]:
        """Yield TA001 at the first stroke of each line that has some."""
        for number, line in enumerate(source.lines, 1):
            if "||||" in line:
                where = Location(source.path, number, line.index("||||") + 1)
                yield Finding("TA001", "strokes stand for a number", where, Severity.WARNING, self.name)
'''
_CHECKER_TEST = '''\
"""Strokes are found where they stand."""

from __future__ import annotations

from qualitygate.testing.checkers import run_checker
from qualitygate_plugins.tally import TallyChecker


def test_strokes_are_found_where_they_stand() -> None:
    (finding,) = run_checker(TallyChecker(), "x = 4\\ny = 5  # ||||\\n")
    assert (finding.code, finding.location.line, finding.location.column) == ("TA001", 2, 10)
'''
CHECKER: Additions = {
    "plugins/qualitygate_plugins/tally.py": (("", _CHECKER),),
    "pyproject.toml": (("team-rules = ", 'tally = "qualitygate_plugins.tally"\n'),),
    "tests/plugins/test_tally.py": (("", _CHECKER_TEST),),
    "README.md": (("| `QG906` |", "| `TA001` | tally | strokes |\n"),),
    "docs/architecture.md": (("pep8, pyflakes, complexity", "tally, "),),
}

_KEY_TEST = """

def test_added_the_encoding_need_not_be_checked() -> None:
    settings = Settings(Selection(select=("QG",)), check_encoding=False)
    assert check_source(Source("a.py", b"# \\xe9\\n", "python"), settings, []).findings == []
"""
KEY: Additions = {
    "qualitygate/config/keys.py": (
        (
            '    Option("cache", True',
            '    Option("check-encoding", True, "report a file that is not in the encoding it declares"),\n',
        ),
    ),
    "qualitygate/model/settings.py": (
        (
            "    options: tuple[tuple[str, OptionValue]",
            "    check_encoding: bool = True  #: QG906 is reported\n",
        ),
    ),
    "qualitygate/engine/checking/check.py": (
        (
            "    choice = _Choice(settings.selection, without)\n",
            '    without = without if settings.check_encoding else (*without, "QG906")\n',
        ),
    ),
    "tests/unit/engine/checking/test_check.py": (("", _KEY_TEST),),
    "docs/configuration.md": (("| `cache` | `true`", "| `check-encoding` | `true` | report QG906 |\n"),),
}

_REPORT_KEY_READ = """\
        if not options.policy.show_verdict:
            return
"""
_REPORT_KEY_TEST = """

def test_added_the_verdict_can_be_left_out() -> None:
    options = ReportOptions(policy=ReportPolicy(show_verdict=False))
    assert text_of(options) == FINDINGS + FAILURES
"""
REPORT_KEY: Additions = {
    "qualitygate/config/keys.py": (
        ('    Option(\n        "show-source",', '    Option("show-verdict", True, "concise: end with the verdict"),\n'),
        ('*("baseline.file", "baseline.never"', '"show-verdict",\n        '),
    ),
    "qualitygate/model/settings.py": (("\n\nclass LocalEntry(Struct", "    show_verdict: bool = True\n"),),
    "plugins/qualitygate_plugins/reporters/concise.py": (("        if options.quiet != 1:", _REPORT_KEY_READ),),
    "tests/plugins/reporters/test_concise.py": (
        ("Severity\nfrom qualitygate.testing", "ReportPolicy, "),
        ("", _REPORT_KEY_TEST),
    ),
    "docs/configuration.md": (("| `gate.fail-on` |", "| `show-verdict` | `true` | concise: end with the verdict |\n"),),
}

_FLAG_READ = """\
    if arguments.expect_failure:
        return ExitCode.PASSED if code is ExitCode.FAILED else ExitCode.FAILED
"""
_FLAG_TEST = """

def test_added_a_failure_that_is_expected_passes(project: Project) -> None:
    project.write({"a.py": "import os\\n", "b.py": ""})
    assert [project.run("--expect-failure", name).code for name in ("a.py", "b.py")] == [0, 1]
"""
FLAG: Additions = {
    "qualitygate/cli/args.py": (
        (
            "    add_cache(group)",
            '    group.add_argument("--expect-failure", action="store_true", help="pass where the gate fails")\n',
        ),
    ),
    "qualitygate/cli/commands/check.py": (("    return ExitCode.PASSED if arguments.exit_zero", _FLAG_READ),),
    "tests/cli/test_check.py": (("", _FLAG_TEST),),
}

_RULE = """\
    Rule(
        "QG990",
        "unfinished",
        "A file says XXX",
        why="Somebody was not done. Do it.",
        category="internal",
    ),
"""
_RULE_FIRES = """\
    if "XXX" in source.text:
        line = source.text[: source.text.index("XXX")].count("\\n") + 1
        problems.append(Finding("QG990", "XXX", Location(source.path, line, 1), Severity.WARNING, "source"))
"""
_RULE_TEST = """

def test_added_xxx_is_found_on_its_line() -> None:
    assert [(each.code, each.location.line) for each in check("x = 1\\n# XXX\\n").findings] == [("QG990", 2)]
"""
RULE: Additions = {
    "qualitygate/engine/own_rules.py": (('    Rule(\n        "QG901",', _RULE),),
    "qualitygate/engine/checking/check.py": (("    error = source.syntax_error\n", _RULE_FIRES),),
    "tests/unit/engine/checking/test_check.py": (("", _RULE_TEST),),
    "README.md": (("| `QG906` |", "| `QG990` | qualitygate | XXX |\n"),),
}

_PLUGIN_TEST = """

def test_added_no_more_are_found_than_wanted() -> None:
    assert len(run_checker(PyflakesChecker((), False, most=1), "import os, re\\n")) == 1
"""
PLUGIN_KEY: Additions = {
    "plugins/qualitygate_plugins/pyflakes/__init__.py": (
        (
            "\n\n@hookimpl\ndef qualitygate_rules()",
            '    table.add("most", 0, "most findings of a file; 0 = all", minimum=0)\n',
        ),
        (")]\n", ', settings.number("pyflakes.most")'),
    ),
    "plugins/qualitygate_plugins/pyflakes/checker.py": (
        (") -> None:\n        from qualitygate_plugins.pyflakes.walker", ", most: int = 0"),
        ("        self._doctests = doctests\n", "        self._most = most or None\n"),
        ("\n        finally:\n", "[: self._most]"),
    ),
    "tests/plugins/pyflakes/test_checker.py": (("", _PLUGIN_TEST),),
    "docs/configuration.md": (
        ("| `doctests` | `false`", "| `pyflakes.most` | `0` | most findings of a file; 0 = all |\n"),
    ),
}
