"""``path:row:column: X000 text`` as pep8 and pycodestyle print it, with codes of one letter only.

Consumer: Jenkins Violations ``pep8``, warnings-ng ``pep8()``, reviewdog ``-f=pep8``; they drop a line whose code has
two letters without a word. Such a code is written as ``Q`` and its digits, the real one before the message:
``Q201 QG201: …``.
Column unit: 1-based code points.
Cannot carry: ends, severity (readers guess it from the letter E), fixes, failures, clean files, findings that are not
open, several lines in a message. Both parsers look for the last ``:1:2: `` of a line; where a message has one, its
blank becomes a no-break space.
"""

from __future__ import annotations

import re

from qualitygate.api import Finding, Reporter, ReportOptions, RuleBook
from qualitygate_plugins.reporters.lines import LineReporter, row_and_column

_ONE_LETTER = re.compile(r"[A-Z][0-9]+")
_LIKE_A_POSITION = re.compile(r"(:[0-9]+:[0-9]+:) ")


def create(options: ReportOptions) -> Reporter:
    """Create the reporter; only the form of paths can be chosen."""
    return LineReporter(_line, absolute_paths=options.absolute_paths)


def _line(path: str, message: str, finding: Finding, rules: RuleBook) -> str:
    text = _LIKE_A_POSITION.sub("\\1\u00a0", _with_alias(finding.code, message))
    return f"{path}:{row_and_column(finding)}: {text}"


def _with_alias(code: str, message: str) -> str:
    if _ONE_LETTER.fullmatch(code):
        return f"{code} {message}"
    return f"Q{re.sub('[^0-9]', '', code)} {code}: {message}"
