"""A finding's identity that survives inserted lines and changed lengths: for reports, the baseline and ``--new``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from qualitygate._compat import sha256
from qualitygate.model.finding import Finding


class Identity(NamedTuple):
    """What makes two findings the same one. Not in it: the line number, which moves, and the message.

    The message of E501 contains the length of the line.
    """

    code: str
    path: str
    scope: str  #: qualified name of the enclosing class or function
    line: str  #: the line, blanks collapsed


def identity(finding: Finding) -> Identity:
    """Return what identifies a finding, but for the ordinal that tells equals apart."""
    return Identity(finding.code, finding.location.path, finding.scope, _collapsed(finding.context))


def _collapsed(line: str) -> str:
    """Collapse blanks; most lines have been through this, and have no other blank than single ones."""
    if line.isprintable() and "  " not in line and not line.startswith(" ") and not line.endswith(" "):
        return line
    return " ".join(line.split())


def fingerprints(findings: Iterable[Finding]) -> list[str]:
    """Hash each finding's identity and its 0-based ordinal among equals; 32 hexadecimal digits, distinct, in order."""
    seen: dict[str, int] = {}
    result = []
    for finding in findings:
        line = _collapsed(finding.context)
        key = f"{finding.code}\0{finding.location.path}\0{finding.scope}\0{line}\0"  # a tuple would take twice as long
        ordinal = seen.get(key, 0)
        seen[key] = ordinal + 1
        result.append(sha256(f"{key}{ordinal}".encode("utf-8", "surrogatepass")).hexdigest()[:32])
    return result
