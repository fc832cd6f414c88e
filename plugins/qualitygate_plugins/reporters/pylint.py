"""``path:row: [W0501(rule-name), scope] CODE text``: pylint's "parseable" format.

Consumer: Jenkins Violations ``pylint``, warnings-ng ``pyLint()``, violations-lib PYLINT, diff-quality. They want one
letter and four digits: the letter is the severity (E error, W warning, C note), the digits are the code's last four,
so the real code stands before the message.
Column unit: none, the format has no column.
Cannot carry: columns, ends, fixes, failures, clean files, findings that are not open, several lines in a message; a
path with a colon. Violations cuts a message at its last ``] `` and warnings-ng at others, so there the blank becomes
a no-break space.
"""

from __future__ import annotations

import re

from qualitygate.api import Finding, Reporter, ReportOptions, RuleBook, Severity, one_line, visible
from qualitygate_plugins.reporters.lines import LineReporter

_LETTERS = {Severity.NOTE: "C", Severity.WARNING: "W", Severity.ERROR: "E"}
_NOT_A_DIGIT = re.compile("[^0-9]")


def create(options: ReportOptions) -> Reporter:
    """Create the reporter; only the form of paths can be chosen."""
    return LineReporter(_line, absolute_paths=options.absolute_paths)


def _line(path: str, message: str, finding: Finding, rules: RuleBook) -> str:
    digits = _NOT_A_DIGIT.sub("", finding.code)[-4:].rjust(4, "0")
    symbol, scope = _inside_brackets(rules.rule(finding.code).name), _inside_brackets(finding.scope)
    text = message.replace("] ", "]\u00a0")
    head = f"{_LETTERS[finding.severity]}{digits}({symbol}), {scope}"
    return f"{path}:{finding.location.line}: [{head}] {finding.code} {text}"


def _inside_brackets(text: str) -> str:
    """Leave out what would end the bracket or the symbol in one of the parsers."""
    return re.sub(r"[\[\]()]", "", visible(one_line(text)))
