"""What formats of one line per finding are given, and what they write."""

from __future__ import annotations

from qualitygate.api import Finding, Location, ReportOptions, Severity
from qualitygate.testing.reporters import HOSTILE_PATH, rendered, report_of, sample_report

HOSTILE_LINE = (
    "100 % of 'a, b': c; d [e] |f| \"g\" <h> & i next\tline page \U0001f600 ##vso[task.complete]x"
    " ::error file=a::b ##teamcity[c] ##[error]d :12:3: E5 e [see: a,b] |x|"
)
NO_BREAK = "\u00a0"

#: path, row, column, code, text of the open findings of the sample
OPEN = [
    (HOSTILE_PATH, "2", "11", "F821", "undefined name 'bad'"),
    (HOSTILE_PATH, "3", "1", "W191", "indentation contains tabs"),
    (HOSTILE_PATH, "4", "5", "ACME12", "call over two lines"),
    (HOSTILE_PATH, "7", "1", "E501", HOSTILE_LINE),
    ("app/gone.py", "0", "1", "E902", "FileNotFoundError: gone"),
    ("docs/guide.md", "3", "12", "QG201", "'Github' should be 'GitHub'"),
    ("top.py", "1", "1", "F401", "'re' imported but unused"),
]


def lines(module: object) -> list[str]:
    create = module.create  # type: ignore[attr-defined]
    return rendered(create(ReportOptions()), sample_report()).removesuffix("\n").split("\n")


def one_line_of(module: object, message: str, *, code: str = "E501", path: str = "a.py") -> str:
    create = module.create  # type: ignore[attr-defined]
    finding = Finding(code, message, Location(path, 1, 2), Severity.WARNING, "pep8", scope="f")
    return rendered(create(ReportOptions()), report_of(finding))
