r"""One line per open finding in a form of the user's own: ``--format template --template '{path}:{line}: {message}'``.

Consumer: whatever reads lines and fits no other format. The fields are those of :data:`FIELDS`, with Python's format
specifications (``{line:>4}``); ``\n`` and ``\t`` are a line break and a tab, ``{{`` is a brace.
Column unit: 1-based code points, end exclusive; 0 where unknown.
Cannot carry: failures, clean files, findings that are not open, the edits of a fix (``{fix}`` is its title), several
lines in a message, a command to a CI service (the formats ``github``, ``azure`` and ``teamcity`` write those).
"""

from __future__ import annotations

import re
import string
from collections.abc import Mapping

from qualitygate.api import (
    Finding,
    Reporter,
    ReportOptions,
    RuleBook,
    UsageError,
    neutralise_commands,
    one_line,
    visible,
)
from qualitygate_plugins.reporters.lines import LineForm, LineReporter

#: Every field, and a value to try a template with.
FIELDS: Mapping[str, str | int] = {
    "path": "a.py",
    "line": 1,
    "column": 1,
    "end_line": 1,
    "end_column": 1,
    "code": "E501",
    "name": "line-too-long",
    "message": "line too long",
    "severity": "warning",
    "category": "style",
    "checker": "pep8",
    "scope": "f",
    "fix": "",
    "url": "",
}
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_ESCAPED = {"n": "\n", "t": "\t", "\\": "\\"}


def create(options: ReportOptions) -> Reporter:
    """Create the reporter of the template in ``options``.

    Raises:
        UsageError: there is no template, or it does not work.
    """
    if not options.template:
        raise UsageError("--format template: expected --template TEXT too, such as '{path}:{line}: {code} {message}'")
    text = _ESCAPE.sub(lambda match: _ESCAPED.get(match[1], match[0]), options.template)
    _validate(text)
    return LineReporter(_form(text), absolute_paths=options.absolute_paths)


def _validate(text: str) -> None:
    try:
        for _, field, specification, _ in string.Formatter().parse(text):
            if field is not None and field not in FIELDS:
                raise UsageError(f"--template: there is no field {field!r} (available: {', '.join(FIELDS)})")
            if "{" in (specification or ""):
                raise UsageError(f"--template: expected a plain format specification, got {specification!r}")
        text.format_map(FIELDS)
    except ValueError as error:
        raise UsageError(f"--template: {error}, in {text!r}") from error


def _form(text: str) -> LineForm:
    def line(path: str, message: str, finding: Finding, rules: RuleBook) -> str:
        filled = text.format_map(_values(path, message, finding, rules))
        return "\n".join(map(neutralise_commands, filled.split("\n")))

    return line


def _values(path: str, message: str, finding: Finding, rules: RuleBook) -> Mapping[str, str | int]:
    where, rule = finding.location, rules.rule(finding.code)
    return {
        "path": path,
        "line": where.line,
        "column": where.column,
        "end_line": where.end_line,
        "end_column": where.end_column,
        "code": finding.code,
        "name": _plain(rule.name),
        "message": message,
        "severity": finding.severity.word,
        "category": _plain(rule.category),
        "checker": _plain(finding.checker),
        "scope": _plain(finding.scope),
        "fix": _plain(finding.fix.title) if finding.fix else "",
        "url": _plain(rule.url),
    }


def _plain(text: str) -> str:
    return visible(one_line(text))
