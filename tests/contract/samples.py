"""The reports that every consumer gets: the hostile sample, every special character alone, odd paths, and nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from qualitygate.api import Finding, Location, Severity, is_open
from qualitygate.testing.reporters import Sample, empty_report, report_of, sample_report

#: All that some format escapes, some parser ends a field or a line at, or no XML can carry.
CHARACTERS = (
    "%,;:'\"`[](){}<>|&#$*_~!?=+@^/\\"
    "\n\r\t\x00\x0b\x0c\x1b\x1c\x1d\x1e\x7f\x85\xa0\u200b\u2028\u2029\u202eé\ufffe\U0001f600\ud800"
)
#: What a directory or a file may be called, but for the colon: no format of lines can carry that.
PATH_CHARACTERS = " %,;'`[](){}|&#$*~!?=+@^é\u4e2d\U0001f600"
LINE = "x = 1  # a line that is there"


def characters() -> Sample:
    """Return a finding for each character, on a line of its own."""
    findings = [
        Finding("E501", f"before{character}after {line}", Location("app/a.py", line, 3), Severity.WARNING, "pep8")
        for line, character in enumerate(CHARACTERS, 1)
    ]
    return report_of(*findings, texts={"app/a.py": (LINE,) * len(findings)})


def paths() -> Sample:
    """Return a finding in a file for each character."""
    names = [f"a{character}b/c{character}d.py" for character in PATH_CHARACTERS]
    findings = [
        Finding("F821", f"undefined name 'n{number}'", Location(name, 1, 5), Severity.ERROR, "pyflakes")
        for number, name in enumerate(names)
    ]
    return report_of(*findings, texts={name: (LINE,) for name in names})


SAMPLES: Mapping[str, Callable[[], Sample]] = {
    "the hostile sample": sample_report,
    "every special character": characters,
    "odd paths": paths,
    "no findings": empty_report,
}

every_sample = pytest.mark.parametrize("sample", [pytest.param(make(), id=name) for name, make in SAMPLES.items()])


def open_findings(sample: Sample) -> list[Finding]:
    """Return what a report is about."""
    return [judgement.finding for judgement in sample.report.judgements if is_open(judgement)]
