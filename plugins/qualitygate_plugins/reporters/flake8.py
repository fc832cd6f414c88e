"""``path:row:column: CODE text``, exactly as flake8's default format.

Consumer: warnings-ng ``flake8()``, violations-lib FLAKE8, SublimeLinter-flake8, ALE, flycheck, efm-langserver, vim's
quickfix list, diff-quality.
Column unit: 1-based code points.
Cannot carry: ends, severity (readers guess it from the first letter), fixes, failures, clean files, findings that are
not open, several lines in a message; a path with a colon is misread by every reader that takes the first colon.
"""

from __future__ import annotations

from qualitygate.api import Finding, Reporter, ReportOptions, RuleBook
from qualitygate_plugins.reporters.lines import LineReporter, row_and_column


def create(options: ReportOptions) -> Reporter:
    """Create the reporter; only the form of paths can be chosen."""
    return LineReporter(_line, absolute_paths=options.absolute_paths)


def _line(path: str, message: str, finding: Finding, rules: RuleBook) -> str:
    return f"{path}:{row_and_column(finding)}: {finding.code} {message}"
