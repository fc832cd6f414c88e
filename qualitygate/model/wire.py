"""Values as bytes and back: the one format for pipes, caches and memories, and no code runs when it is read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Generic, TypeVar

import msgspec
from msgspec.structs import astuple

from qualitygate.model.directive import Directive
from qualitygate.model.failure import Failure
from qualitygate.model.finding import Finding
from qualitygate.model.fix import Edit, Fix
from qualitygate.model.location import Location
from qualitygate.model.severity import Applicability, Severity

Value = TypeVar("Value")

#: Part of every stored or sent row set; a reader refuses another one.
WIRE_VERSION = 3

#: By number: a look into a dictionary takes a quarter of the time of a call of the class, and a run makes thousands.
_SEVERITIES = {int(each): each for each in Severity}
_APPLICABILITIES = {int(each): each for each in Applicability}

#: Strings, numbers, None and tuples or lists of them: what JSON and marshal can carry alike.
Row = tuple[Any, ...]


def to_bytes(value: object) -> bytes:
    """Write a value as JSON, by the fields of its type and so with all of them; the same value always alike.

    Only what holds sets need not come out alike twice.
    """
    try:
        return msgspec.json.encode(value)
    except UnicodeEncodeError:  # half a surrogate pair, as names of files have that are not in UTF-8
        import json  # here: few runs need it

        return json.dumps(msgspec.to_builtins(value), separators=(",", ":")).encode("ascii")


class Reader(Generic[Value]):
    """Reads back what :func:`to_bytes` made of values of one type."""

    def __init__(self, of: type[Value]) -> None:
        self._of = of
        self._decode = msgspec.json.Decoder(of).decode

    def read(self, data: bytes | memoryview) -> Value:
        """Return the value.

        Raises:
            ValueError: it is none of that type; the message says where in it, and what was expected.
        """
        try:
            return self._decode(data)
        except msgspec.ValidationError:
            raise
        except msgspec.DecodeError:  # half a surrogate pair, which it does not read
            import json

            return msgspec.convert(json.loads(bytes(data)), self._of)


def finding_to_row(finding: Finding) -> Row:
    """Turn a finding into a row that :func:`finding_from_row` turns back into an equal one."""
    where = finding.location
    return (
        finding.code,
        finding.message,
        where.path,
        where.line,
        where.column,
        where.end_line,
        where.end_column,
        int(finding.severity),
        finding.checker,
        finding.context,
        finding.scope,
        None if finding.fix is None else _fix_to_row(finding.fix),
        finding.also_from,
    )


def finding_from_row(row: Row) -> Finding:
    """Turn a row back into the finding. Lists are accepted where tuples were written, as JSON gives them."""
    code, message, path, line, column, end_line, end_column, severity, checker, context, scope, fix, also_from = row
    return Finding(
        code,
        message,
        Location(path, line, column, end_line, end_column),
        _SEVERITIES[severity],
        checker,
        context,
        scope,
        None if fix is None else _fix_from_row(fix),
        tuple(also_from),
    )


def failure_to_row(failure: Failure) -> Row:
    """Turn a failure into a row."""
    return (failure.checker, failure.path, failure.kind, failure.message, failure.details)


def failure_from_row(row: Row) -> Failure:
    """Turn a row back into the failure."""
    return Failure(*row)


def directive_to_row(directive: Directive) -> Row:
    """Turn a suppression comment into a row."""
    return astuple(directive)


def directive_from_row(row: Row) -> Directive:
    """Turn a row back into the suppression comment."""
    values: Iterable[Any] = (tuple(value) if isinstance(value, list) else value for value in row)
    return Directive(*values)


def _fix_to_row(fix: Fix) -> Row:
    edits = tuple(
        (edit.start_line, edit.start_column, edit.end_line, edit.end_column, edit.replacement) for edit in fix.edits
    )
    return (fix.title, int(fix.applicability), edits)


def _fix_from_row(row: Row) -> Fix:
    title, applicability, edits = row
    made = (Edit(*edits[0]),) if len(edits) == 1 else tuple([Edit(*edit) for edit in edits])
    return Fix(title, made, _APPLICABILITIES[applicability])
