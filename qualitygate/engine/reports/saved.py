"""A report that ``--format json`` wrote, read back: what ``convert`` writes in another format without a new run."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import NoneType
from typing import Any, TypeVar

from msgspec import Struct

from qualitygate.engine.reports.lines import SavedLines
from qualitygate.errors import SavedReportError
from qualitygate.model.failure import Failure
from qualitygate.model.finding import Finding
from qualitygate.model.fix import Edit, Fix
from qualitygate.model.judgement import Disposition, Judgement
from qualitygate.model.location import Location
from qualitygate.model.repair import Refusal, Repair
from qualitygate.model.replacement import replace
from qualitygate.model.report import CheckedFile, Report, Skip, Stats
from qualitygate.model.rule import CODE_PATTERN, Rule, RuleBook
from qualitygate.model.severity import Applicability, Severity
from qualitygate.model.verdict import Condition, ExitCode, Verdict

#: The one that this version reads; ``report.schema.json`` beside the json reporter describes it.
SCHEMA = 1

Row = Mapping[str, Any]
Shape = Mapping[str, tuple[type, ...]]
Value = TypeVar("Value")

#: What is expected under each key, by JSON type. Other keys are skipped.
_TEXT, _NUMBER, _POSITION = (str,), (int, float), (int, NoneType)
_DOCUMENT = {"root": _TEXT, "verdict": (dict,), "stats": (dict,)}
_VERDICT = {"exit_code": (int,)}
_CONDITION = {"name": _TEXT, "passed": (bool,), "detail": _TEXT}
_FINDING = {
    **dict.fromkeys(("code", "name", "message", "path", "severity", "checker", "disposition"), _TEXT),
    **dict.fromkeys(("line", "column", "end_line", "end_column"), _POSITION),
    **dict.fromkeys(("reason", "fingerprint", "url", "scope", "context"), _TEXT),
    "fix": (dict, NoneType),
}
_FIX = {"title": _TEXT, "applicability": _TEXT}
_EDIT = {**dict.fromkeys(("start_line", "start_column", "end_line", "end_column"), (int,)), "replacement": _TEXT}
_FAILURE = dict.fromkeys(("checker", "path", "kind", "message", "details"), _TEXT)
_SKIP = dict.fromkeys(("path", "reason", "note"), _TEXT)
_STATS = {
    "seconds": _NUMBER,
    "workers": (int,),
    "seconds_by_checker": (dict,),
    "suppressions": (int,),
    "suppressions_by_tool": (dict,)
}
_REPAIR = {"level": _TEXT, "files": (int,)}
_REFUSAL = {"path": _TEXT, "code": _TEXT, "count": (int,), "reason": _TEXT}
_FILE = {"path": _TEXT, "kind": _TEXT, "lines": (int,)}
_LEVELS = {each.word: each for each in Applicability}
#: Keys that came later than the schema's number.
_NEWER = frozenset({"scope", "context", "details", "note", "suppressions", "suppressions_by_tool"})
_WORDS: Mapping[type, str] = {
    str: "a string",
    int: "a whole number",
    float: "a number",
    bool: "true or false",
    list: "a list",
    dict: "an object",
    NoneType: "null",
}


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
    """Something in the document is not as expected. ``where`` grows on the way up: ``findings[3].fix.edits[0]``."""

    def __init__(self, where: str, text: str) -> None:
        super().__init__(f"{where}: {text}" if where else text)
        self.where = where
        self.text = text


def _document(data: bytes) -> Row:
    """Parse the document and look at its schema."""
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
    return document


def _read(document: Row, directories: Sequence[str]) -> Saved:
    _check(document, _DOCUMENT)
    files = tuple(_each(document, "files", _file, optional=True))
    root = _root(document["root"], directories, files)
    judgements = _each(document, "findings", _judgement)
    judgements.sort(key=lambda judgement: judgement.finding.sort_key)  # reporters group by path
    report = Report(
        judgements=tuple(judgements),
        failures=tuple(_each(document, "failures", _failure)),
        files=files,
        skipped=tuple(_each(document, "skipped", _skip)),
        notes=tuple(_each(document, "notes", _text, optional=True)),
        stats=_inside("stats", _stats, document["stats"]),
        suppressions_by_tool=_inside("stats", _suppressions, document["stats"]),
        repair=_inside("repair", _repair, document["repair"]) if document.get("repair") else None,
        root=root,
        lines=SavedLines(root, files),
    )
    described = {row["code"]: (row["name"], row["url"]) for row in document["findings"]}
    return Saved(report, _inside("verdict", _verdict, document["verdict"]), described)


def _each(row: Row, key: str, make: Callable[[Any], Value], *, optional: bool = False) -> list[Value]:
    """Make a value of each item of the list under ``key``, which only what is new in the schema may lack."""
    if optional and key not in row:
        return []
    _check(row, {key: (list,)})
    return [_inside(f"{key}[{number}]", make, item) for number, item in enumerate(row[key])]


def _inside(where: str, make: Callable[[Any], Value], value: Any) -> Value:
    """Make a value; a complaint about it gets to know where it stands."""
    try:
        return make(value)
    except _WrongError as error:
        raise _WrongError(f"{where}.{error.where}".rstrip("."), error.text) from error
    except ValueError as error:  # the right types, but the value cannot be: an end before the start
        raise _WrongError(where, str(error)) from error


def _check(row: Any, shape: Shape) -> None:
    """Look for every key and at the type of its value."""
    if type(row) is not dict:
        raise _WrongError("", f"expected an object, got {_shown(row)}")
    for key, types in shape.items():
        if key not in row and key not in _NEWER:
            raise _WrongError("", f"expected the key {key!r}, got {', '.join(map(repr, row)) or 'no keys'}")
        if key in row and type(row[key]) not in types:
            expected = " or ".join(_WORDS[each] for each in types)
            raise _WrongError(key, f"expected {expected}, got {_shown(row[key])}")


def _shown(value: object) -> str:
    """Quote a value, shortly."""
    text = json.dumps(value)
    return text if len(text) <= 60 else f"{text[:60]}…"


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise _WrongError("", f"expected a string, got {_shown(value)}")
    return value


def _verdict(row: Any) -> Verdict:
    _check(row, _VERDICT)
    conditions = _each(row, "conditions", _condition)
    return Verdict(tuple(conditions), _inside("exit_code", ExitCode, row["exit_code"]))


def _condition(row: Any) -> Condition:
    _check(row, _CONDITION)
    return Condition(row["name"], row["passed"], row["detail"])


def _stats(row: Any) -> Stats:
    _check(row, _STATS)
    checkers = row["seconds_by_checker"]
    _inside("seconds_by_checker", lambda each: _check(each, dict.fromkeys(each, _NUMBER)), checkers)
    return Stats(float(row["seconds"]), row["workers"], tuple(checkers.items()))


def _suppressions(row: Any) -> dict[str, int]:
    counts: dict[str, int] = row.get("suppressions_by_tool", {"noqa": row.get("suppressions", 0)})  # the sum alone: old
    _inside("suppressions_by_tool", lambda each: _check(each, dict.fromkeys(each, (int,))), counts)
    return counts


def _judgement(row: Any) -> Judgement:
    _check(row, _FINDING)
    if not CODE_PATTERN.fullmatch(row["code"]):
        raise _WrongError("code", f"expected 1 to 8 capitals and 1 to 6 digits, got {_shown(row['code'])}")
    place = (row["line"] or 0, row["column"] or 0, row["end_line"] or 0, row["end_column"] or 0)
    finding = Finding(
        code=row["code"],
        message=row["message"],
        location=Location(row["path"], *place),
        severity=_inside("severity", Severity.from_word, row["severity"]),
        checker=row["checker"],
        context=row.get("context", ""),
        scope=row.get("scope", ""),
        fix=None if row["fix"] is None else _inside("fix", _fix, row["fix"]),
        also_from=tuple(_each(row, "also_from", _text)),
    )
    return Judgement(
        finding, _inside("disposition", Disposition, row["disposition"]), row["reason"], row["fingerprint"]
    )


def _fix(row: Any) -> Fix:
    _check(row, _FIX)
    return Fix(row["title"], tuple(_each(row, "edits", _edit)), _applicability(row, "applicability"))


def _applicability(row: Row, key: str) -> Applicability:
    if row[key] not in _LEVELS:
        raise _WrongError(key, f"expected {', '.join(_LEVELS)}, got {_shown(row[key])}")
    return _LEVELS[row[key]]


def _edit(row: Any) -> Edit:
    _check(row, _EDIT)
    return Edit(row["start_line"], row["start_column"], row["end_line"], row["end_column"], row["replacement"])


def _failure(row: Any) -> Failure:
    _check(row, _FAILURE)
    return Failure(row["checker"], row["path"], row["kind"], row["message"], row.get("details", ""))


def _repair(row: Any) -> Repair:
    _check(row, _REPAIR)
    return Repair(_applicability(row, "level"), row["files"], tuple(_each(row, "refused", _refusal)))


def _refusal(row: Any) -> Refusal:
    _check(row, _REFUSAL)
    return Refusal(row["path"], row["code"], row["count"], row["reason"])


def _skip(row: Any) -> Skip:
    _check(row, _SKIP)
    return Skip(row["path"], row["reason"], row.get("note", ""))


def _file(row: Any) -> CheckedFile:
    _check(row, _FILE)
    return CheckedFile(row["path"], row["kind"], row["lines"])


def _root(saved: str, directories: Sequence[str], files: Sequence[CheckedFile]) -> str:
    """Return the project root as an absolute path."""
    roots = [os.path.abspath(os.path.join(directory, saved)) for directory in directories]
    for root in roots:
        if any(os.path.isfile(os.path.join(root, file.path)) for file in files):
            return root
    return roots[0]
