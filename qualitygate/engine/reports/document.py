"""The types of the json report: what a saved one must be, and the JSON Schema that ships."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec
from msgspec import UNSET, Meta, Struct, UnsetType

#: The one that this version writes and reads.
SCHEMA = 1

_Count = Annotated[int, Meta(ge=0)]
_Position = Annotated[int, Meta(ge=1)]
_Level = Literal["display", "unsafe", "safe"]
_TITLE = "The report of qualitygate --format json"
_ABOUT = (
    "Lines and columns are 1-based, columns count Unicode code points, ends are exclusive. Fields may be added under"
    ' the same "schema"; a reader skips those it does not know.'
)
#: What other documents may refer to, and what stands in more than one place.
_DEFINITIONS = {"EndObject": "end", "FindingObject": "finding", "FixObject": "fix"}


def _said(description: str) -> Meta:
    return Meta(description=description)


class ConditionObject(Struct, kw_only=True):
    """One test of the gate."""

    name: Annotated[str, _said('What is tested: "no open errors".')]
    passed: bool
    detail: Annotated[str, _said("The measured value against the limit.")]


class VerdictObject(Struct, kw_only=True):
    """The gate's answer."""

    passed: Annotated[bool, _said("Everything ran, and every condition holds.")]
    exit_code: Annotated[
        Literal[0, 1, 2, 3, 130], _said("0 passed, 1 failed, 2 usage or configuration, 3 incomplete, 130 interrupted.")
    ]
    conditions: list[ConditionObject]


class EditObject(Struct, kw_only=True):
    """One replacement of text."""

    start_line: _Position
    start_column: _Position
    end_line: _Position
    end_column: _Position
    replacement: Annotated[str, _said('"" deletes; lines end in "\\n".')]


class FixObject(Struct, kw_only=True):
    """How a finding can be cured."""

    title: Annotated[str, _said("A verb phrase.")]
    applicability: Annotated[
        _Level, _said("safe is applied by --fix, unsafe by --unsafe-fixes, display by nobody.")
    ]
    edits: Annotated[
        list[EditObject], Meta(min_length=1, description="Sorted and disjoint, in the file as it was checked.")
    ]


class RelatedObject(Struct, kw_only=True):
    """Another place that a finding is about."""

    path: Annotated[str, _said('Relative to the root, with "/".')]
    line: Annotated[_Position | None, _said("null is the whole file.")]
    column: Annotated[_Position | None, _said("null is the whole line.")]
    message: Annotated[str, _said('What is there: "defined here first".')]


class FindingObject(Struct, kw_only=True):
    """One problem at one place, and what became of it."""

    code: Annotated[
        str, Meta(pattern="^[A-Z]{1,8}[0-9]{1,6}$", description='Letters and digits: "E501", "QG201".')
    ]
    name: Annotated[str, _said('The rule\'s name: "line-too-long"; "undocumented" for a code without a rule.')]
    message: Annotated[str, _said("What is there, and what to write instead.")]
    path: Annotated[str, _said('Relative to the root, with "/", never with "./" before it.')]
    line: Annotated[_Position | None, _said("null is the whole file.")]
    column: Annotated[_Position | None, _said("null is the whole line.")]
    end_line: Annotated[_Position | None, _said("null: only the start is known.")]
    end_column: Annotated[_Position | None, _said("Exclusive.")]
    severity: Literal["note", "warning", "error"]
    checker: Annotated[str, _said('Who said it: "pep8".')]
    also_from: Annotated[list[str], _said('Other checkers that said the same, as "checker:CODE".')]
    disposition: Annotated[
        Literal["open", "suppressed", "baselined", "known", "fixed"], _said("Only open findings count for the gate.")
    ]
    reason: Annotated[str, _said('Why it is not open: "noqa on line 12"; "" for open ones.')]
    fingerprint: Annotated[str, _said("Identity that survives moved lines; distinct within a report.")]
    fix: FixObject | None
    url: Annotated[str, _said('Documentation of the rule, or "".')]
    scope: Annotated[str, _said('Qualified name of the enclosing class or function, or "".')] = ""
    context: Annotated[str, _said("The line it starts on, blanks collapsed, at most 200 characters.")] = ""
    related: Annotated[list[RelatedObject], _said("Other places that it is about; absent where there are none.")] = []


class FailureObject(Struct, kw_only=True):
    """Something that did not do its work."""

    checker: Annotated[str, _said("The checker, or the plugin.")]
    path: Annotated[str, _said('The file it failed on; "" is the whole run.')]
    kind: Annotated[str, _said("crash, timeout, missing-tool, bad-output, lost-worker, …")]
    message: Annotated[str, _said("One line.")]
    details: Annotated[str, _said('Traceback or the tool\'s own words, or "".')] = ""


class SkipObject(Struct, kw_only=True):
    """Something that was not checked."""

    path: Annotated[str, _said('A directory ends in "/".')]
    reason: Annotated[str, _said('From a small set: "excluded", "generated migration".')]
    note: Annotated[str, _said('Said where the skipping may surprise, or "".')] = ""


class DispositionCounts(Struct, kw_only=True):
    """How many findings there are of each."""

    open: _Count
    suppressed: _Count
    baselined: _Count
    known: _Count
    fixed: _Count


class StatsObject(Struct, kw_only=True):
    """Measured, not judged."""

    files: Annotated[_Count, _said("How many files at least one checker read.")]
    seconds: Annotated[float, Meta(ge=0)]
    workers: _Count
    seconds_by_checker: Annotated[
        dict[str, Annotated[float, Meta(ge=0)]], _said("CPU time of all workers added up.")
    ]
    findings_by_disposition: DispositionCounts
    open_by_code: Annotated[dict[str, _Position], _said("Open findings per code, most frequent first.")]
    suppressions: Annotated[_Count, _said("Comments in the checked files that silence this gate.")] = 0
    suppressions_by_tool: Annotated[
        dict[str, _Position] | UnsetType,
        _said("Comments in the checked files that silence anything, by tool: noqa, qualitygate, pylint."),
    ] = UNSET


class FileObject(Struct, kw_only=True):
    """A file that was checked."""

    path: str
    kind: Annotated[str, _said("python, stub, template, markdown, rst, po, text.")]
    lines: _Count


class RefusalObject(Struct, kw_only=True):
    """Fixes that were not made."""

    path: Annotated[str, _said("As in findings.")]
    code: Annotated[str, _said("The code of the findings.")]
    count: Annotated[_Position, _said("How many fixes.")]
    reason: Annotated[str, _said("Why, on one line.")]


class RepairObject(Struct, kw_only=True):
    """What was repaired."""

    level: Annotated[_Level, _said("The least trusted fixes that were asked for.")]
    files: Annotated[_Count, _said("How many files were changed; with --diff, would be.")]
    refused: Annotated[
        list[RefusalObject], _said("Fixes that were asked for and not made; their findings are open.")
    ]


class EndObject(Struct, kw_only=True):
    """The last line of --format jsonl: the report without its findings and files."""

    schema: Annotated[Literal[1], _said("Raised when a field changes its meaning or goes.")]
    qualitygate: Annotated[
        str, Meta(pattern=r"^[0-9]+\.[0-9]+\.[0-9]+", description="The version that wrote the report.")
    ]
    root: Annotated[
        str,
        _said("The project root, relative to the directory qualitygate ran in; absolute on another drive of Windows."),
    ]
    verdict: VerdictObject
    failures: Annotated[
        list[FailureObject], _said("What did not do its work; one makes the run incomplete.")
    ]
    skipped: Annotated[list[SkipObject], _said("Found and not checked.")]
    stats: StatsObject
    notes: Annotated[list[str], _said("One-line facts about the run: which configuration was used.")] = []
    repair: Annotated[
        RepairObject | None,
        _said('What --fix did beside the findings with the disposition "fixed"; null when nothing was to be repaired.'),
    ] = None


class ReportDocument(EndObject, kw_only=True):
    """The whole report."""

    findings: Annotated[
        list[FindingObject], _said("Of every disposition, sorted by path, line, column, code, message.")
    ]
    files: Annotated[list[FileObject], _said("What was checked, clean or not.")] = []


def schema() -> dict[str, Any]:
    """Return the JSON Schema of the report, and under ``$defs`` that of a finding and of the end of jsonl."""
    (report, _), made = msgspec.json.schema_components((ReportDocument, EndObject))
    body = _inlined(report, made)
    about = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": _TITLE, "description": _ABOUT}
    rest = {key: value for key, value in body.items() if key not in about}
    parts = {name: _inlined(made[of], made) for of, name in _DEFINITIONS.items()}
    parts["end"]["properties"] = {key: {"$ref": f"#/properties/{key}"} for key in parts["end"]["properties"]}
    return about | rest | {"$defs": parts}


def _inlined(part: Any, made: dict[str, Any]) -> Any:
    """Put what stands in one place only into its place."""
    if isinstance(part, list):
        return [_inlined(each, made) for each in part]
    if isinstance(part, dict) and "anyOf" in part:  # their order is another in msgspec 0.21
        part = part | {"anyOf": sorted(part["anyOf"], key=lambda each: (each.get("type") == "null", str(each)))}
    if not isinstance(part, dict):
        return part
    if "$ref" in part:
        name = part["$ref"].rpartition("/")[2]
        of = {key: value for key, value in part.items() if key != "$ref"}
        if name in _DEFINITIONS:
            return of | {"$ref": f"#/$defs/{_DEFINITIONS[name]}"}
        return _inlined(made[name], made) | of
    titled = part.get("type") == "object" and "properties" in part  # by the name of the class, which tells nobody much
    return {key: _inlined(value, made) for key, value in part.items() if not (titled and key == "title")}
