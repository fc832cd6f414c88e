"""The stable machine interface, against its own schema."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualitygate.api import (
    Applicability,
    Finding,
    Location,
    Refusal,
    Repair,
    ReportOptions,
    Severity,
    __version__,
    replace,
)
from qualitygate.testing.reporters import (
    HOSTILE_MESSAGE,
    HOSTILE_PATH,
    Sample,
    empty_report,
    rendered,
    report_of,
    sample_report,
)
from qualitygate_plugins.reporters.json import create

FINDING_KEYS = (
    "code name message path line column end_line end_column severity checker also_from disposition reason fingerprint"
    " fix url scope context"
)

any_text = st.text(st.characters(exclude_categories=()))  # lone surrogates too


def text_of(sample: Sample) -> str:
    return rendered(create(ReportOptions()), sample)


def parsed(sample: Sample) -> dict[str, Any]:
    result: dict[str, Any] = json.loads(text_of(sample))
    return result


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    shipped = files("qualitygate_plugins.reporters") / "report.schema.json"
    result: dict[str, Any] = json.loads(shipped.read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(result)
    return result


@pytest.mark.parametrize("sample", [sample_report(), empty_report(), report_of()], ids=["sample", "empty", "nothing"])
def test_a_report_follows_the_shipped_schema(sample: Sample, schema: dict[str, Any]) -> None:
    jsonschema.validate(parsed(sample), schema)


def test_the_schema_refuses_another_shape(schema: dict[str, Any]) -> None:
    report = parsed(sample_report())
    report["findings"][0]["line"] = 0
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(report, schema)


def test_the_schema_describes_every_key_and_no_other(schema: dict[str, Any]) -> None:
    report = parsed(sample_report())
    assert set(report) == set(schema["properties"])
    assert max(map(list, report["findings"]), key=len) == list(schema["$defs"]["finding"]["properties"])
    assert list(report["stats"]) == list(schema["properties"]["stats"]["properties"])


def test_the_keys_stand_in_the_promised_order() -> None:
    report = parsed(sample_report())
    assert list(report) == "schema qualitygate root verdict findings failures skipped stats notes files repair".split()
    keys = tuple(FINDING_KEYS.split())
    assert {tuple(finding) for finding in report["findings"]} == {keys, (*keys, "related")}


def test_other_places_are_told_with_what_is_there() -> None:
    (found,) = [finding["related"] for finding in parsed(sample_report())["findings"] if "related" in finding]
    assert found == [{"path": "top.py", "line": 1, "column": 8, "message": "written so here"}]


def test_a_repair_is_told_with_its_refusals(schema: dict[str, Any]) -> None:
    repair = Repair(Applicability.UNSAFE, 3, (Refusal("a.py", "F401", 2, "the file has 2 hard links"),))
    sample = sample_report()
    report = parsed(sample._replace(report=replace(sample.report, repair=repair)))

    jsonschema.validate(report, schema)
    assert report["repair"] == {
        "level": "unsafe",
        "files": 3,
        "refused": [{"path": "a.py", "code": "F401", "count": 2, "reason": "the file has 2 hard links"}],
    }
    assert parsed(sample)["repair"] is None


def test_the_head_names_version_root_and_verdict() -> None:
    report = parsed(sample_report())
    assert (report["schema"], report["qualitygate"], report["root"]) == (1, __version__, ".")
    assert report["verdict"] == {
        "passed": False,
        "exit_code": 3,
        "conditions": [
            {"name": "no open warnings or errors", "passed": False, "detail": "7 open, 0 allowed"},
            {"name": "complexity does not grow", "passed": True, "detail": "3 of 10"},
        ],
    }


def test_the_root_is_relative_to_the_working_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "app").mkdir()
    monkeypatch.chdir(tmp_path / "app")
    assert parsed(sample_report(str(tmp_path)))["root"] == ".."


def test_findings_of_every_disposition_are_in_it() -> None:
    findings = parsed(sample_report())["findings"]
    assert {finding["disposition"] for finding in findings} == {"open", "suppressed", "baselined", "known", "fixed"}
    assert [(each["code"], each["reason"]) for each in findings if each["disposition"] == "suppressed"] == [
        ("F401", "noqa on line 6")
    ]
    assert len({finding["fingerprint"] for finding in findings}) == len(findings) == 11


def test_unknown_positions_are_null_and_known_ones_count_code_points() -> None:
    places = {
        each["message"]: (each["line"], each["column"], each["end_line"], each["end_column"])
        for each in parsed(sample_report())["findings"]
    }
    assert places["FileNotFoundError: gone"] == (None, None, None, None)
    assert places["indentation contains tabs"] == (3, None, None, None)
    assert places["undefined name 'bad'"] == (2, 11, 2, 14)
    assert places["call over two lines"] == (4, 5, 5, 7)


def test_a_fix_carries_its_edits() -> None:
    fixes = {each["code"]: each["fix"] for each in parsed(sample_report())["findings"] if each["fix"]}
    assert fixes["QG201"] == {
        "title": "Replace 'Github' with 'GitHub'",
        "applicability": "safe",
        "edits": [{"start_line": 3, "start_column": 12, "end_line": 3, "end_column": 18, "replacement": "GitHub"}],
    }
    assert fixes["F401"]["applicability"] == "unsafe"


def test_failures_skips_and_counts_are_in_it() -> None:
    report = parsed(sample_report())
    assert [(failure["checker"], failure["path"], failure["kind"]) for failure in report["failures"]] == [
        ("acme", HOSTILE_PATH, "crash"),
        ("mypy", "", "missing-tool"),
    ]
    assert report["skipped"][0] == {
        "path": "app/migrations/0001_initial.py",
        "reason": "generated migration",
        "note": "",
    }
    assert report["skipped"][2]["note"] == "excluded by 'migrations', but it is no migration"
    assert report["failures"][0]["details"] == 'Traceback:\n  File "acme.py", line 3'
    assert report["notes"] == ["configuration: setup.cfg [flake8]"]
    assert report["files"][1] == {"path": "app/clean.py", "kind": "python", "lines": 2}
    assert report["stats"] == {
        "files": 4,
        "seconds": 1.234,
        "workers": 2,
        "seconds_by_checker": {"pep8": 0.8, "pyflakes": 0.2},
        "findings_by_disposition": {"open": 7, "suppressed": 1, "baselined": 1, "known": 1, "fixed": 1},
        "open_by_code": dict.fromkeys(("ACME12", "E501", "E902", "F401", "F821", "QG201", "W191"), 1),
        "suppressions": 3,
        "suppressions_by_tool": {"noqa": 2, "pylint": 4, "qualitygate": 1},
    }


def test_text_is_readable_and_one_finding_stands_on_one_line() -> None:
    text = text_of(sample_report())
    assert HOSTILE_PATH in text
    assert len([line for line in text.splitlines() if '"fingerprint": ' in line]) == 11
    assert HOSTILE_MESSAGE in {finding["message"] for finding in json.loads(text)["findings"]}


@given(message=any_text, path=any_text)
def test_any_text_is_read_back(message: str, path: str) -> None:
    finding = Finding("E501", message, Location(path, 1), Severity.WARNING, "pep8")
    (read,) = parsed(report_of(finding))["findings"]
    assert (read["message"], read["path"]) == (as_json_reads(message), as_json_reads(path))


def as_json_reads(text: str) -> str:
    """Two surrogates that happen to form a pair are one character to every JSON reader."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")
