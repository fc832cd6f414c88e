"""SARIF logs, against three copies of the schema and what GitHub asks for beyond it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema.validators import validator_for

from qualitygate.api import (
    Applicability,
    Disposition,
    Edit,
    Example,
    Finding,
    Fix,
    Judgement,
    Location,
    ReportOptions,
    Rule,
    Severity,
    __version__,
    replace,
)
from qualitygate.testing.reporters import (
    HOSTILE_MESSAGE,
    HOSTILE_PATH,
    Sample,
    SampleRules,
    empty_report,
    rendered,
    report_of,
    sample_report,
)
from qualitygate_plugins.reporters.line_hash import LineHashes
from qualitygate_plugins.reporters.sarif import LIMIT, create

SAMPLES = pytest.mark.parametrize(
    "sample", [sample_report(), empty_report(), report_of()], ids=["sample", "empty", "nothing"]
)
SCHEMAS = pytest.mark.parametrize(
    "name",
    ["sarif-schema-2.1.0.oasis.json", "sarif-schema-2.1.0.codeql-action.json", "sarif-2.1.0.sarif-sdk.json"],
    ids=["oasis", "github", "microsoft"],
)
#: Without them code scanning refuses a rule.
GITHUB_RULE = ("id", "shortDescription", "fullDescription", "help")

scalar_text = st.text(st.characters(exclude_categories=["Cs"]))


def run_of(sample: Sample, options: ReportOptions = ReportOptions(silenced=True)) -> dict[str, Any]:
    log = json.loads(rendered(create(options), sample))
    assert (log["version"], len(log["runs"])) == ("2.1.0", 1)
    result: dict[str, Any] = log["runs"][0]
    return result


def results(sample: Sample | None = None) -> list[dict[str, Any]]:
    result: list[dict[str, Any]] = run_of(sample or sample_report())["results"]
    return result


def by_message() -> dict[str, dict[str, Any]]:
    return {each["message"]["text"]: each for each in results()}


def artifact(result: dict[str, Any]) -> dict[str, str]:
    found: dict[str, str] = result["locations"][0]["physicalLocation"]["artifactLocation"]
    return found


def span(result: dict[str, Any]) -> tuple[int, int, int, int]:
    region = result["locations"][0]["physicalLocation"]["region"]
    return region["startLine"], region["startColumn"], region["endLine"], region["endColumn"]


def finding(where: Location, message: str = "wrong", fix: Fix | None = None) -> Finding:
    return Finding("E501", message, where, Severity.WARNING, "pep8", fix=fix)


@SAMPLES
@SCHEMAS
def test_a_log_follows_the_schema(sample: Sample, name: str, schemas: Path) -> None:
    schema = json.loads((schemas / name).read_text("utf-8-sig"))
    log = json.loads(rendered(create(ReportOptions()), sample))
    validator_for(schema)(schema).validate(log)


def test_the_schema_refuses_another_shape(schemas: Path) -> None:
    schema = json.loads((schemas / "sarif-schema-2.1.0.oasis.json").read_text("utf-8-sig"))
    log = json.loads(rendered(create(ReportOptions()), sample_report()))
    log["runs"][0]["results"][0]["level"] = "critical"
    with pytest.raises(jsonschema.ValidationError):
        validator_for(schema)(schema).validate(log)


def test_every_finding_but_the_fixed_one_is_read_with_its_file_place_and_severity() -> None:
    assert [(unquote(artifact(each)["uri"]), *span(each), each["ruleId"], each["level"]) for each in results()] == [
        (HOSTILE_PATH, 1, 1, 1, 10, "F401", "warning"),  # no end: the line's
        (HOSTILE_PATH, 2, 11, 2, 14, "F821", "error"),  # code points, behind an astral character
        (HOSTILE_PATH, 3, 1, 3, 14, "W191", "note"),  # no column: the whole line
        (HOSTILE_PATH, 4, 5, 5, 7, "ACME12", "warning"),
        (HOSTILE_PATH, 6, 1, 6, 25, "F401", "warning"),
        (HOSTILE_PATH, 7, 1, 7, 27, "E501", "warning"),
        ("app/gone.py", 1, 1, 1, 2, "E902", "error"),  # the whole file, which cannot be read
        ("docs/guide.md", 3, 12, 3, 18, "QG201", "warning"),
        ("top.py", 1, 1, 1, 10, "F401", "warning"),
        ("top.py", 1, 80, 1, 80, "E501", "warning"),  # behind the line's end
    ]


def test_d9_by_default_only_what_is_open_is_written_and_the_rest_is_counted() -> None:
    run = run_of(sample_report(), ReportOptions())
    texts = {each["message"]["text"] for each in run["results"]}
    silenced = {"'sys' imported but unused", "'os' imported but unused", "line too long (99 > 79)"}
    assert texts == {*by_message()} - silenced
    assert not any("suppressions" in each or each["baselineState"] != "new" for each in run["results"])
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == sorted(
        {each["ruleId"] for each in run["results"]}
    )
    assert run["properties"] == {"leftOut": {"known": 1, "baselined": 1, "suppressed": 1}}
    assert run["invocations"][0]["toolExecutionNotifications"][-1] == {
        "level": "note",
        "message": {
            "text": "not in this log, for they are not open: 1 known, 1 baselined, 1 suppressed;"
            " --include-silenced writes them"
        },
    }


def test_d9_of_more_results_than_github_takes_the_worst_and_newest_are_kept() -> None:
    mild = [finding(Location("a.py", line + 1), f"mild {line}") for line in range(LIMIT)]
    bad = replace(finding(Location("z.py", 1), "bad"), severity=Severity.ERROR)
    sample = report_of(*mild, bad)
    old = [Judgement(replace(bad, message="old"), Disposition.BASELINED, "old")]
    sample = sample._replace(report=replace(sample.report, judgements=(*old, *sample.report.judgements)))
    run = run_of(sample)
    texts = [each["message"]["text"] for each in run["results"]]
    assert texts == [*(f"mild {line}" for line in range(LIMIT - 1)), "bad"]
    assert run["properties"] == {"leftOut": {"overLimit": 2}}
    assert run["invocations"][0]["toolExecutionNotifications"][-1]["message"]["text"] == (
        "GitHub takes 25,000 results of a run: 2 of 25,002 are left out, the oldest and least severe"
    )


def test_columns_are_said_to_be_code_points() -> None:
    assert run_of(sample_report())["columnKind"] == "unicodeCodePoints"


def test_uris_are_percent_encoded_and_relative_to_the_root() -> None:
    run = run_of(sample_report("/work dir"))
    assert run["originalUriBaseIds"] == {"%SRCROOT%": {"uri": "file:///work%20dir/"}}
    assert artifact(run["results"][0]) == {"uri": "app%20dir/gr%C3%B6%C3%9Fe%231.py", "uriBaseId": "%SRCROOT%"}


def test_a_path_that_looks_like_a_scheme_is_none() -> None:
    (read,) = results(report_of(finding(Location("a:b/c%.py", 1))))
    assert artifact(read)["uri"] == "a%3Ab/c%25.py"


def test_a_path_outside_of_every_root_is_absolute() -> None:
    (read,) = results(report_of(finding(Location("/else where/a.py", 1))))
    assert artifact(read) == {"uri": "file:///else%20where/a.py"}


@SAMPLES
def test_rules_have_what_github_asks_for_and_results_point_at_them(sample: Sample) -> None:
    run = run_of(sample)
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == sorted({result["ruleId"] for result in run["results"]})
    assert [each["ruleId"] for each in run["results"]] == [rules[each["ruleIndex"]]["id"] for each in run["results"]]
    assert [name for rule in rules for name in GITHUB_RULE if not rule[name]] == []
    assert {rule["properties"]["problem.severity"] for rule in rules} <= {"error", "warning", "recommendation"}


def test_help_says_why_and_shows_examples() -> None:
    example = Example("x = ''' ``` '''\n", "x = 1\n")
    rule = Rule("E501", "line-too-long", "Too long", "x" * 2000, examples=(example,), url="https://example.org/")
    sample = report_of(finding(Location("a.py", 1)))._replace(rules=SampleRules({"E501": rule}))
    (read,) = run_of(sample)["tool"]["driver"]["rules"]
    assert read["help"]["text"].startswith("Too long.\n\nxxx")
    assert "**good**\n\n```\nx = 1\n```\n\n" in read["help"]["markdown"]
    assert read["help"]["markdown"].endswith("[More about E501](https://example.org/)")
    assert (len(read["fullDescription"]["text"]), read["helpUri"]) == (1024, "https://example.org/")


def test_the_tool_names_its_version() -> None:
    driver = run_of(sample_report())["tool"]["driver"]
    assert (driver["name"], driver["version"], driver["semanticVersion"]) == ("qualitygate", __version__, __version__)


def test_fingerprints_are_githubs_hash_of_the_line_and_our_own() -> None:
    sample = sample_report()
    found = {each["message"]["text"]: each["partialFingerprints"] for each in results(sample)}
    text = sample.report.lines.data(HOSTILE_PATH)
    assert text is not None
    assert found["undefined name 'bad'"] == {
        "qualitygate/v1": sample.report.judgements[1].fingerprint,
        "primaryLocationLineHash": LineHashes(text).hash(2),
    }


def test_the_hash_is_of_the_line_that_the_region_starts_on() -> None:
    lines = (" hello; \t", "world!!!", "", "", "  \t\tGreetings", " End")  # of codeql-action's own tests
    found = results(report_of(finding(Location("a.py", 2)), finding(Location("a.py")), texts={"a.py": lines}))
    assert [each["partialFingerprints"]["primaryLocationLineHash"] for each in found] == [
        "e9496ae3ebfced30:1",  # the whole file is its first line
        "fb7c023a8b9ccb3f:1",
    ]


def test_a_hash_that_cannot_be_computed_is_left_out() -> None:
    unreadable = by_message()["FileNotFoundError: gone"]
    assert list(unreadable["partialFingerprints"]) == ["qualitygate/v1"]
    (behind,) = results(report_of(finding(Location("a.py", 9)), texts={"a.py": ("x",)}))
    assert list(behind["partialFingerprints"]) == ["qualitygate/v1"]


def test_what_is_silenced_says_where_and_why() -> None:
    found = by_message()
    silenced = {text: result["suppressions"] for text, result in found.items() if "suppressions" in result}
    assert silenced == {
        "'sys' imported but unused": [
            {"kind": "inSource", "status": "accepted", "justification": "noqa on line 6"},
        ],
        "'os' imported but unused": [{"kind": "external", "status": "accepted", "justification": "old"}],
    }


def test_old_findings_are_told_from_new_ones() -> None:
    states = {text: result["baselineState"] for text, result in by_message().items()}
    assert {text for text, state in states.items() if state == "unchanged"} == {
        "'os' imported but unused",  # in the baseline
        "line too long (99 > 79)",  # in the base revision
    }
    assert set(states.values()) == {"unchanged", "new"}


def test_without_anything_old_nothing_is_called_new() -> None:
    assert "baselineState" not in results(report_of(finding(Location("a.py", 1))))[0]


def test_a_fixed_finding_is_left_out() -> None:
    sample = sample_report()
    fixed = [each.finding.message for each in sample.report.judgements if each.disposition is Disposition.FIXED]
    assert fixed and not {each["message"]["text"] for each in results(sample)} & set(fixed)


def test_a_fix_carries_its_edits() -> None:
    (fix,) = by_message()["'Github' should be 'GitHub'"]["fixes"]
    assert fix == {
        "description": {"text": "Replace 'Github' with 'GitHub'"},
        "artifactChanges": [
            {
                "artifactLocation": {"uri": "docs/guide.md", "uriBaseId": "%SRCROOT%"},
                "replacements": [
                    {
                        "deletedRegion": {"startLine": 3, "startColumn": 12, "endLine": 3, "endColumn": 18},
                        "insertedContent": {"text": "GitHub"},
                    }
                ],
            }
        ],
        "properties": {"applicability": "safe"},
    }
    assert by_message()["'re' imported but unused"]["fixes"][0]["properties"] == {"applicability": "unsafe"}


def test_other_places_are_told_with_what_is_there() -> None:
    (result,) = [each for each in results() if "relatedLocations" in each]
    (place,) = result["relatedLocations"]
    assert (result["ruleId"], place["message"]) == ("F821", {"text": "written so here"})
    assert place["physicalLocation"]["artifactLocation"]["uri"] == "top.py"
    assert place["physicalLocation"]["region"]["startColumn"] == 8


def test_a_fix_only_for_show_is_left_out() -> None:
    fix = Fix("Rename it", (Edit(1, 1, 1, 2, "y"),), Applicability.DISPLAY)
    assert "fixes" not in results(report_of(finding(Location("a.py", 1), fix=fix)))[0]


def test_failures_are_notifications_of_a_run_that_did_not_succeed() -> None:
    (invocation,) = run_of(sample_report())["invocations"]
    assert (invocation["executionSuccessful"], invocation["exitCode"]) == (False, 3)
    first, second = invocation["toolExecutionNotifications"]
    assert first["message"]["text"].startswith("acme failed (crash): acme 1.2")
    assert unquote(artifact(first)["uri"]) == HOSTILE_PATH
    assert (second["level"], "locations" in second) == ("error", False)


def test_a_whole_run_succeeded() -> None:
    run = run_of(empty_report())
    assert run["invocations"] == [{"executionSuccessful": True, "exitCode": 0, "toolExecutionNotifications": []}]
    assert run["results"] == []


def test_the_whole_message_is_carried_and_never_empty() -> None:
    assert HOSTILE_MESSAGE in by_message()
    (read,) = results(report_of(finding(Location("a.py"), message="")))
    assert read["message"]["text"] == "E501"


@given(
    line=st.text(st.characters(exclude_characters="\n"), max_size=8),
    start=st.tuples(st.integers(0, 2), st.integers(0, 10)),
    length=st.one_of(st.none(), st.integers(0, 4)),
)
def test_a_region_is_never_turned_around(line: str, start: tuple[int, int], length: int | None) -> None:
    where = Location("a.py", start[0], start[1] if start[0] else 0)
    if length is not None and where.line:
        where = replace(where, end_line=where.line, end_column=where.column + length)
    (read,) = results(report_of(finding(where), texts={"a.py": (line,)}))
    start_line, start_column, end_line, end_column = span(read)
    assert (1, 1) <= (start_line, start_column) <= (end_line, end_column)
    assert min(start_column, end_column) >= 1


@given(message=scalar_text.filter(bool), path=scalar_text.filter(lambda text: not text.startswith("/")))
def test_any_text_is_read_back(message: str, path: str) -> None:
    (read,) = results(report_of(finding(Location(path, 1), message)))
    assert (read["message"]["text"], unquote(artifact(read)["uri"])) == (message, path)
    assert artifact(read)["uri"].isascii()
