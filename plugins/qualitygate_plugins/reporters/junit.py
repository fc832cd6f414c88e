"""JUnit's XML: a ``testsuite`` per file, a failed ``testcase`` per open finding, a passed one for a clean file.

Consumer: Jenkins ``junit``, GitLab's and Bitbucket's test reports, warnings-ng ``junitParser()``, violations-lib JUNIT,
junitparser.
Column unit: 1-based code points, in the text of the failure, ``path:line:column: CODE message``, and in the name of the
test case; unknown ones are left out.
Cannot carry: ends, fixes, findings that are not open; characters that XML 1.0 has no place for are U+FFFD. Severity is
the failure's ``type``; a note fails its test too, for readers drop what has not failed. What did not do its work is a
test case with an ``error``. A relative path with a blank before its first slash: Jenkins' readers look for the path in
the text, and find ``dir/x.py`` of ``app dir/x.py`` (analysis-model 13.18, violations-lib 1.160); an absolute one they
find whole.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import TextIO

from qualitygate.api import (
    Failure,
    Finding,
    Location,
    Report,
    Reporter,
    ReportOptions,
    RuleBook,
    Verdict,
    display_path,
    xml_escape,
)
from qualitygate_plugins.reporters.places import place

#: The suite of failures that are about no file, and of a run without any.
_RUN = "qualitygate"


def create(options: ReportOptions) -> Reporter:
    """Create the reporter; only the form of paths can be chosen."""
    return JunitReporter(absolute_paths=options.absolute_paths)


class JunitReporter:
    """Writes file by file, sorted by path; there is always one suite, for Jenkins refuses a report without tests."""

    def __init__(self, *, absolute_paths: bool) -> None:
        self._absolute = absolute_paths

    def write(self, report: Report, verdict: Verdict, rules: RuleBook, out: TextIO) -> None:
        """Write the document; ``verdict`` has no place in it."""
        found, failures = dict(report.open_by_path()), _failures_by_path(report)
        paths = sorted({*found, *failures, *(file.path for file in report.files)}) or [""]
        suites = [(path, found.get(path, ()), failures.get(path, ())) for path in paths]
        tests = sum(max(len(findings) + len(failed), 1) for _, findings, failed in suites)
        out.write(
            f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="qualitygate" tests="{tests}"'
            f' failures="{sum(map(len, found.values()))}" errors="{len(report.failures)}"'
            f' time="{report.stats.seconds:.3f}">\n'
        )
        for path, findings, failed in suites:
            shown = display_path(report, path, absolute=self._absolute) if path else _RUN
            _write_suite(shown, findings, failed, out)
        out.write("</testsuites>\n")


def _failures_by_path(report: Report) -> Mapping[str, list[Failure]]:
    groups: dict[str, list[Failure]] = {}
    for failure in report.failures:
        groups.setdefault(failure.path, []).append(failure)
    return groups


def _write_suite(path: str, findings: Sequence[Finding], failures: Sequence[Failure], out: TextIO) -> None:
    name = xml_escape(path)
    tests = max(len(findings) + len(failures), 1)
    out.write(
        f'<testsuite name="{name}" file="{name}" tests="{tests}" failures="{len(findings)}"'
        f' errors="{len(failures)}">\n'
    )
    start = f'<testcase classname="{xml_escape(_class_name(path))}" name='
    for case in chain(_error_cases(failures), _failed_cases(path, findings)):
        out.write(start + case)
    if not (findings or failures):
        out.write(start + '"clean"/>\n')
    out.write("</testsuite>\n")


def _class_name(path: str) -> str:
    """Return the dotted module, as which Jenkins groups the tests."""
    return path.lstrip("/").removesuffix(".py").replace("/", ".")


def _error_cases(failures: Sequence[Failure]) -> Iterator[str]:
    for number, failure in enumerate(failures, 1):
        message = xml_escape(failure.message)
        name = xml_escape(f"{failure.checker} did its work ({number})")
        yield f'"{name}"><error type="{xml_escape(failure.kind)}" message="{message}">{message}</error></testcase>\n'


def _failed_cases(path: str, findings: Sequence[Finding]) -> Iterator[str]:
    """Yield a case each; names are unique within the suite, which GitLab wants."""
    names: Counter[str] = Counter()
    for finding in findings:
        name = f"{finding.code}{_words(finding.location)}"
        names[name] += 1
        if names[name] > 1:
            name += f" ({names[name]})"
        # Jenkins sees a path only before a line number, so a finding about the whole file is on its first line
        where = place(path, finding) if finding.location.line else f"{path}:1"
        text = f"{where}: {finding.code} {finding.message}"
        yield (
            f'"{name}"><failure type="{finding.severity.word}" message="{xml_escape(finding.message)}">'
            f"{xml_escape(text)}</failure></testcase>\n"
        )


def _words(where: Location) -> str:
    line = f" at line {where.line}" if where.line else ""
    return line + (f" column {where.column}" if where.column else "")
