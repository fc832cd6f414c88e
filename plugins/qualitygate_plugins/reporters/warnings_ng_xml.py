"""warnings-ng's own XML: ``warnings-ng`` for a file whose name ends in ``.xml``.

Consumer: Jenkins' warnings-ng, ``issues(pattern: '*.xml')`` (analysis-model's ``XmlParser``, XPath ``/report/issue``).
Column unit: 1-based code points, end **inclusive**; 0 where unknown, line 0 is the whole file.
Cannot carry: what ``warnings-ng`` cannot; characters that XML 1.0 has no place for are U+FFFD.
"""

from __future__ import annotations

from typing import TextIO

from qualitygate.api import Report, Reporter, ReportOptions, RuleBook, Verdict, xml_escape
from qualitygate_plugins.reporters.warnings_ng import Issue, issues


def create(options: ReportOptions) -> Reporter:
    """Create the reporter; the form of paths matters."""
    return WarningsNgXmlReporter(options)


class WarningsNgXmlReporter:
    """Writes finding by finding; a run without findings is a document without issues."""

    def __init__(self, options: ReportOptions) -> None:
        self._options = options

    def write(self, report: Report, verdict: Verdict, rules: RuleBook, out: TextIO) -> None:
        """Write the document; ``verdict`` has no place in it."""
        out.write('<?xml version="1.0" encoding="UTF-8"?>\n<report>\n')
        for issue in issues(report, rules, self._options):
            out.write(_element(issue))
        out.write("</report>\n")


def _element(issue: Issue) -> str:
    fields = "".join(
        f"<{name}>{value if isinstance(value, int) else xml_escape(value)}</{name}>" for name, value in issue.items()
    )
    return f"<issue>{fields}</issue>\n"
