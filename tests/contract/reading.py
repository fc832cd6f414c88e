"""What a consumer should have read, and how that is held against what it did read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from qualitygate.api import Finding, Severity, one_line, visible

#: What one finding is to a consumer: the fields that it keeps, under the consumer's names. Others are not looked at.
Fields = dict[str, Any]


@dataclass(frozen=True)
class Contract:
    """A format, the parser that reads it, the suffix that the parser goes by, and what a finding becomes there."""

    format: str
    parser: str
    suffix: str
    fields: Callable[[Finding], Fields]

    def __str__(self) -> str:
        """Name the test."""
        return f"{self.format} as {self.parser}"


def assert_read(
    read: Iterable[Mapping[str, Any]], findings: Iterable[Finding], fields: Callable[[Finding], Fields]
) -> None:
    """Hold that a consumer read exactly these findings, each once.

    A no-break space counts as a space: some formats of lines need one where a parser would end the line.
    """
    expected = [_breakable(fields(finding)) for finding in findings]
    kept = expected[0].keys() if expected else ()
    found = list(read)
    seen = [_breakable({key: row.get(key) for key in kept}) for row in found]
    lost, strange = [each for each in expected if each not in seen], [each for each in seen if each not in expected]
    assert (len(found), lost, strange) == (len(expected), [], [])


def _breakable(fields: Fields) -> Fields:
    return {key: value.replace("\xa0", " ") if isinstance(value, str) else value for key, value in fields.items()}


def by_severity(note: Any, warning: Any, error: Any) -> Callable[[Finding], Any]:
    """Name severities as the consumer does."""
    names = {Severity.NOTE: note, Severity.WARNING: warning, Severity.ERROR: error}
    return lambda finding: names[finding.severity]


def by_letter(letters: Mapping[str, str], other: str) -> Callable[[Finding], str]:
    """Name the severity that a consumer guesses from the first letter of the code."""
    return lambda finding: letters.get(finding.code[0], other)


def on_one_line(text: str) -> str:
    """Return what a format of lines carries of a message."""
    return visible(one_line(text))


def encodable(text: str) -> str:
    """Return what UTF-8 can carry of a text: half a surrogate pair is U+FFFD."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def first_line(finding: Finding) -> int:
    """Return the line, which is the first one where the format has none for findings about the whole file."""
    return max(finding.location.line, 1)
