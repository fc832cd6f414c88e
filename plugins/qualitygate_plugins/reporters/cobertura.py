"""Cobertura's coverage XML with lint findings in the place of missed lines: the share of clean lines.

Consumer: Jenkins' Coverage plugin, GitLab's coverage view, diff-cover, gcovr, pycobertura, ReportGenerator. Save it as
``cobertura-lint.xml``, never as ``coverage.xml``: it says nothing about tests.
Column unit: none. Every line of every checked file is a ``line``; ``hits`` is 0 where at least one open finding starts,
else 1. A finding about the whole file is on line 1.
Cannot carry: codes, messages, columns, the number of findings on a line, failures, findings that are not open.
"""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Mapping
from typing import TextIO

from qualitygate.api import Report, Reporter, ReportOptions, RuleBook, Verdict, __version__, report_time, xml_escape
from qualitygate_plugins.reporters.clean_lines import CheckedLines, checked_lines, clean_rate

_HEAD = """\
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE coverage SYSTEM "http://cobertura.sourceforge.net/xml/coverage-04.dtd">
<!-- Lint cleanliness, not test coverage: hits="0" is a line on which qualitygate found something. -->
"""
#: ReportGenerator drops or cuts class names with these.
_CLASS_NAME = str.maketrans("<$/", "___")


def create(options: ReportOptions) -> Reporter:
    """Create the reporter; no option changes it."""
    return CoberturaReporter()


class CoberturaReporter:
    """Writes package by package, a package being a directory; packages and files are sorted."""

    def write(self, report: Report, verdict: Verdict, rules: RuleBook, out: TextIO) -> None:
        """Write the document; ``verdict`` has no place in it. The time is ``SOURCE_DATE_EPOCH``'s where it is set."""
        files = checked_lines(report)
        covered, valid, rate = clean_rate(files)
        out.write(
            f'{_HEAD}<coverage version="qualitygate {__version__}" timestamp="{report_time() * 1000}"'
            f' lines-covered="{covered}" lines-valid="{valid}" line-rate="{rate}"'
            ' branches-covered="0" branches-valid="0" branch-rate="0" complexity="0">\n'
            f"<sources><source>{xml_escape(report.root)}</source></sources>\n<packages>\n"
        )
        for directory, members in _packages(files).items():
            _write_package(directory, members, out)
        out.write("</packages>\n</coverage>\n")


def _packages(files: Collection[CheckedLines]) -> Mapping[str, list[CheckedLines]]:
    """Group files by directory; there is always one group, for Jenkins refuses a report without packages."""
    packages: dict[str, list[CheckedLines]] = {}
    for file in files:
        packages.setdefault(posixpath.dirname(file.path), []).append(file)
    return dict(sorted(packages.items())) or {"": []}


def _write_package(directory: str, files: Collection[CheckedLines], out: TextIO) -> None:
    name = xml_escape(directory.replace("/", ".") or ".")
    out.write(f'<package name="{name}" line-rate="{clean_rate(files)[2]}" branch-rate="0" complexity="0">\n<classes>\n')
    for file in files:
        out.write(
            f'<class name="{xml_escape(_class_name(file.path))}" filename="{xml_escape(file.path)}"'
            f' line-rate="{clean_rate([file])[2]}" branch-rate="0" complexity="0">\n<methods/>\n<lines>\n'
        )
        out.writelines(
            f'<line number="{number}" hits="{int(number not in file.dirty)}"/>\n' for number in range(1, file.count + 1)
        )
        out.write("</lines>\n</class>\n")
    out.write("</classes>\n</package>\n")


def _class_name(path: str) -> str:
    """Return the dotted module; a file that is no Python keeps its suffix, so ``a.py`` and ``a.html`` differ."""
    return path.removesuffix(".py").translate(str.maketrans("/", ".")).translate(_CLASS_NAME)
