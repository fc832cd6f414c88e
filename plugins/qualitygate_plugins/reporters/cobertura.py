"""Cobertura's coverage XML with lint findings in the place of missed lines: the share of clean lines.

Consumer: Jenkins' Coverage plugin, GitLab's coverage view, diff-cover, gcovr, pycobertura, ReportGenerator. Save it as
``cobertura-lint.xml``, never as ``coverage.xml``: it says nothing about tests.
Column unit: none. Every line of every checked file is a ``line``; ``hits`` is 0 where at least one open finding starts,
else 1. A finding about the whole file is on line 1.
Cannot carry: codes, messages, columns, the number of findings on a line, failures, findings that are not open.
"""

from __future__ import annotations

import os
import posixpath
import time
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TextIO

from qualitygate.api import Report, Reporter, ReportOptions, RuleBook, Verdict, __version__, xml_escape

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


@dataclass(frozen=True, slots=True)
class _CheckedLines:
    """A file's lines: how many there are, and which of them are not clean."""

    path: str
    count: int
    dirty: frozenset[int]


class CoberturaReporter:
    """Writes package by package, a package being a directory; packages and files are sorted."""

    def write(self, report: Report, verdict: Verdict, rules: RuleBook, out: TextIO) -> None:
        """Write the document; ``verdict`` has no place in it. The time is ``SOURCE_DATE_EPOCH``'s where it is set."""
        files = _checked_lines(report)
        covered, valid, rate = _totals(files)
        out.write(
            f'{_HEAD}<coverage version="qualitygate {__version__}" timestamp="{_milliseconds(os.environ)}"'
            f' lines-covered="{covered}" lines-valid="{valid}" line-rate="{rate}"'
            ' branches-covered="0" branches-valid="0" branch-rate="0" complexity="0">\n'
            f"<sources><source>{xml_escape(report.root)}</source></sources>\n<packages>\n"
        )
        for directory, members in _packages(files).items():
            _write_package(directory, members, out)
        out.write("</packages>\n</coverage>\n")


def _checked_lines(report: Report) -> list[_CheckedLines]:
    """Collect all files, also those with findings that nobody could read; no finding lies behind the last line."""
    dirty = {
        path: frozenset(max(finding.location.line, 1) for finding in findings)
        for path, findings in report.open_by_path()
    }
    counts = dict.fromkeys(dirty, 0) | {file.path: file.line_count for file in report.files}
    none: frozenset[int] = frozenset()
    return [
        _CheckedLines(path, max(count, *dirty.get(path, none), 0), dirty.get(path, none))
        for path, count in sorted(counts.items())
    ]


def _packages(files: Collection[_CheckedLines]) -> Mapping[str, list[_CheckedLines]]:
    """Group files by directory; there is always one group, for Jenkins refuses a report without packages."""
    packages: dict[str, list[_CheckedLines]] = {}
    for file in files:
        packages.setdefault(posixpath.dirname(file.path), []).append(file)
    return dict(sorted(packages.items())) or {"": []}


def _write_package(directory: str, files: Collection[_CheckedLines], out: TextIO) -> None:
    name = xml_escape(directory.replace("/", ".") or ".")
    out.write(f'<package name="{name}" line-rate="{_totals(files)[2]}" branch-rate="0" complexity="0">\n<classes>\n')
    for file in files:
        out.write(
            f'<class name="{xml_escape(_class_name(file.path))}" filename="{xml_escape(file.path)}"'
            f' line-rate="{_totals([file])[2]}" branch-rate="0" complexity="0">\n<methods/>\n<lines>\n'
        )
        out.writelines(
            f'<line number="{number}" hits="{int(number not in file.dirty)}"/>\n' for number in range(1, file.count + 1)
        )
        out.write("</lines>\n</class>\n")
    out.write("</classes>\n</package>\n")


def _class_name(path: str) -> str:
    """Return the dotted module; a file that is no Python keeps its suffix, so ``a.py`` and ``a.html`` differ."""
    return path.removesuffix(".py").translate(str.maketrans("/", ".")).translate(_CLASS_NAME)


def _totals(files: Collection[_CheckedLines]) -> tuple[int, int, str]:
    """Return clean lines, lines and their rate; of no lines at all, all are clean."""
    valid = sum(file.count for file in files)
    covered = valid - sum(len(file.dirty) for file in files)
    return covered, valid, f"{covered / valid:.4g}" if valid else "1"


def _milliseconds(environ: Mapping[str, str]) -> int:
    fixed = environ.get("SOURCE_DATE_EPOCH", "")
    return (int(fixed) if fixed.isdecimal() else int(time.time())) * 1000
