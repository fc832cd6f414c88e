"""What formats made of commands to a CI service share: text without commands of its own, failures, the verdict."""

from __future__ import annotations

import re
from typing import TextIO

from qualitygate.api import Failure, Report, Verdict, neutralise_commands, visible
from qualitygate_plugins.reporters.console.summary import verdict_line

_LINE_BREAK = re.compile("\r\n|\r|\n")


def carried(text: str) -> str:
    r"""Make text fit for a command's own escapes: line breaks become ``\n``, other control characters visible."""
    if text.isprintable():
        return neutralise_commands(text)
    return "\n".join(neutralise_commands(visible(part)) for part in _LINE_BREAK.split(text))


def failure_text(failure: Failure) -> str:
    """Say in one text what did not do its work; escape it like any other."""
    return f"{failure.checker} failed ({failure.kind}): {failure.message}"


def write_verdict(report: Report, verdict: Verdict, out: TextIO) -> None:
    """Write the console's last line for those who read the log; it is no command."""
    out.write(neutralise_commands(verdict_text(report, verdict)) + "\n")


def verdict_text(report: Report, verdict: Verdict) -> str:
    """Return the console's last line without style."""
    return "".join(span if isinstance(span, str) else span[0] for span in verdict_line(report, verdict))
