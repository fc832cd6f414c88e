"""A report that ``--format json`` wrote, read back: what ``convert`` writes in another format without a new run."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

import msgspec
from msgspec import UNSET, Struct
from msgspec.structs import astuple

from qualitygate.engine.reports.document import (
    SCHEMA,
    FindingObject,
    FixObject,
    RelatedObject,
    RepairObject,
    ReportDocument,
    schema,
)
from qualitygate.engine.reports.lines import SavedLines
from qualitygate.errors import SavedReportError
from qualitygate.model.failure import Failure
from qualitygate.model.finding import Finding
from qualitygate.model.fix import Edit, Fix
from qualitygate.model.judgement import Disposition, Judgement
from qualitygate.model.location import Location, Related
from qualitygate.model.repair import Refusal, Repair
from qualitygate.model.replacement import replace
from qualitygate.model.report import CheckedFile, Report, Skip, Stats
from qualitygate.model.rule import Rule, RuleBook
from qualitygate.model.severity import Applicability, Severity
from qualitygate.model.verdict import Condition, ExitCode, Verdict

Value = TypeVar("Value")

_LEVELS = {each.word: each for each in Applicability}
#: What msgspec calls the types of JSON, as we do.
_WORDS = {
    "str": "a string",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "array": "a list",
    "object": "an object",
    "null": "null",
}
#: As msgspec says where a value does not fit: "Expected `int | null`, got `str` - at `$.findings[3].line`".
_COMPLAINT = re.compile(r"(?P<text>.*?)(?: - at `\$(?P<where>.*)`)?", re.DOTALL)
_STEP = re.compile(r"\.(?P<key>[^.\[]+)|\[(?P<index>\d+)\]|(?P<any>\[\.\.\.\])")


class Saved(Struct, frozen=True):
    """What a saved report tells: the same that the run knew, and the names and links of the rules at that time."""

    report: Report
    verdict: Verdict
    described: Mapping[str, tuple[str, str]]  #: code → name and URL


class SavedRules:
    """A rule book that keeps the names and links that the report had, whatever is installed now."""

    def __init__(self, saved: Saved, known: RuleBook) -> None:
        self._described = saved.described
        self._known = known

    def rule(self, code: str) -> Rule:
        """Return what is known of the rule now, under its old name."""
        rule = self._known.rule(code)
        name, url = self._described.get(code, (rule.name, rule.url))
        return rule if (name, url) == (rule.name, rule.url) else replace(rule, name=name, url=url)

    def codes(self) -> Iterable[str]:
        """All codes, those known now and those of the report, sorted."""
        return sorted({*self._known.codes(), *self._described})


def read_saved(data: bytes, *, name: str, directories: Sequence[str]) -> Saved:
    """Read a report. ``name`` is said in errors.

    ``directories`` are where the run may have been started, for the report's root is relative to that: the first one
    with a checked file in it is taken, else the first.

    Raises:
        SavedReportError: it is no such report; the message says where, what was expected, and what came.
    """
    try:
        return _read(_document(data), directories)
    except _WrongError as error:
        raise SavedReportError(f"{name}: {error}") from error


class _WrongError(ValueError):
    """Something in the document is not as expected: at ``findings[3].fix.edits[0]``."""

    def __init__(self, where: str, text: str) -> None:
        super().__init__(f"{where}: {text}" if where else text)


def _document(data: bytes) -> ReportDocument:
    """Parse the document, and hold it against its types."""
    try:
        return msgspec.json.decode(data, type=ReportDocument)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return _document_in_steps(data)


def _document_in_steps(data: bytes) -> ReportDocument:
    """Take also what only Python's own reader takes, as lone surrogates, and say of the rest what is wrong."""
    try:
        document = json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise _WrongError("", f"expected UTF-8, got byte {data[error.start]:#04x} at {error.start}") from error
    except json.JSONDecodeError as error:
        raise _WrongError("", f"expected JSON, got something else in line {error.lineno}: {error.msg}") from error
    except RecursionError as error:
        raise _WrongError("", "expected a report, got JSON that nests too deeply") from error
    if not isinstance(document, dict) or "schema" not in document:
        raise _WrongError("", 'expected the object that --format json writes, got JSON without "schema"')
    if document["schema"] != SCHEMA:
        writer = document.get("qualitygate", "of an unknown version")
        came = f"{_shown(document['schema'])}, which qualitygate {writer} wrote"
        raise _WrongError("schema", f"expected {SCHEMA}, got {came}; convert it with that version")
    try:
        return msgspec.convert(document, ReportDocument)
    except msgspec.ValidationError as error:
        raise _complaint(str(error), document) from error


def _complaint(message: str, document: object) -> _WrongError:
    """Say what msgspec says in the words of our other errors, with the value that came."""
    said = _COMPLAINT.fullmatch(message)
    assert said is not None, message
    text, where = said["text"], said["where"] or ""
    value, shape = document, schema()
    for step in _STEP.finditer(where):
        if step["any"]:  # it does not say which
            return _WrongError(where.lstrip("."), _in_words(text))
        value = value[step["key"] or int(step["index"])]  # type: ignore[index]  # it led there before
        shape = _inside(shape, step["key"])
    where = where.lstrip(".")
    if field := re.fullmatch("Object missing required field `(.*)`", text):
        assert isinstance(value, dict)
        return _WrongError(where, f"expected the key {field[1]!r}, got {', '.join(map(repr, value)) or 'no keys'}")
    if text.startswith("Invalid enum value"):
        text = "expected " + ", ".join(map(str, shape["enum"]))
    return _WrongError(where, f"{_in_words(text.partition(', got ')[0])}, got {_shown(value)}")


def _in_words(text: str) -> str:
    text = re.sub("`([^`]*)`", lambda one: " or ".join(_WORDS.get(each, each) for each in one[1].split(" | ")), text)
    return text[:1].lower() + text[1:]


def _inside(shape: dict[str, Any], key: str | None) -> dict[str, Any]:
    """Return the schema of what stands under ``key``, or in the list."""
    found: dict[str, Any] = shape["properties"][key] if key else shape["items"]
    for each in found.get("anyOf", ()):
        found = each if "$ref" in each or "properties" in each else found
    return dict(schema()["$defs"][found["$ref"].rpartition("/")[2]]) if "$ref" in found else found


def _shown(value: object) -> str:
    """Quote a value, shortly."""
    text = json.dumps(value)
    return text if len(text) <= 60 else f"{text[:60]}…"


def _read(document: ReportDocument, directories: Sequence[str]) -> Saved:
    files = tuple([CheckedFile(file.path, file.kind, file.lines) for file in document.files])
    root = _root(document.root, directories, files)
    judgements = [_judgement(found, f"findings[{number}]") for number, found in enumerate(document.findings)]
    judgements.sort(key=lambda judgement: judgement.finding.sort_key)  # reporters group by path
    stats, verdict = document.stats, document.verdict
    by_tool = stats.suppressions_by_tool
    report = Report(
        judgements=tuple(judgements),
        failures=tuple([Failure(*astuple(failure)) for failure in document.failures]),
        files=files,
        skipped=tuple([Skip(*astuple(skip)) for skip in document.skipped]),
        notes=tuple(document.notes),
        stats=Stats(float(stats.seconds), stats.workers, tuple(stats.seconds_by_checker.items())),
        suppressions_by_tool={"noqa": stats.suppressions} if by_tool is UNSET else by_tool,  # the sum alone: old
        repair=None if document.repair is None else _repair(document.repair),
        root=root,
        lines=SavedLines(root, files),
    )
    conditions = tuple([Condition(*astuple(condition)) for condition in verdict.conditions])
    described = {found.code: (found.name, found.url) for found in document.findings}
    return Saved(report, Verdict(conditions, ExitCode(verdict.exit_code)), described)


def _judgement(found: FindingObject, where: str) -> Judgement:
    place = (found.line or 0, found.column or 0, found.end_line or 0, found.end_column or 0)
    finding = Finding(
        code=found.code,
        message=found.message,
        location=_made(where, Location, found.path, *place),
        severity=Severity.from_word(found.severity),
        checker=found.checker,
        context=found.context,
        scope=found.scope,
        fix=None if found.fix is None else _fix(found.fix, f"{where}.fix"),
        also_from=tuple(found.also_from),
        related=tuple([_related(each, f"{where}.related[{at}]") for at, each in enumerate(found.related)]),
    )
    return Judgement(finding, Disposition(found.disposition), found.reason, found.fingerprint)


def _related(found: RelatedObject, where: str) -> Related:
    return Related(_made(where, Location, found.path, found.line or 0, found.column or 0), found.message)


def _fix(fix: FixObject, where: str) -> Fix:
    edits = tuple([
        _made(f"{where}.edits[{number}]", Edit, *astuple(edit)) for number, edit in enumerate(fix.edits)
    ])
    return _made(where, Fix, fix.title, edits, _LEVELS[fix.applicability])


def _made(where: str, make: Callable[..., Value], *values: object) -> Value:
    """Make a value. The types are right by now; it may be none all the same: an end before the start."""
    try:
        return make(*values)
    except ValueError as error:
        raise _WrongError(where, str(error)) from error


def _repair(repair: RepairObject) -> Repair:
    return Repair(_LEVELS[repair.level], repair.files, tuple([Refusal(*astuple(each)) for each in repair.refused]))


def _root(saved: str, directories: Sequence[str], files: Sequence[CheckedFile]) -> str:
    """Return the project root as an absolute path."""
    roots = [os.path.abspath(os.path.join(directory, saved)) for directory in directories]
    for root in roots:
        if any(os.path.isfile(os.path.join(root, file.path)) for file in files):
            return root
    return roots[0]
