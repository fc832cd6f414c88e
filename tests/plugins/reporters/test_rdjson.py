"""reviewdog's messages, against its JSON schemas; its protobuf definition is held against them in tests/contract."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualitygate.api import Applicability, Edit, Finding, Fix, Location, ReportOptions, Severity
from qualitygate.testing.reporters import (
    HOSTILE_MESSAGE,
    HOSTILE_PATH,
    Sample,
    empty_report,
    rendered,
    report_of,
    sample_report,
)
from qualitygate_plugins.reporters.rdjson import create

SAMPLES = pytest.mark.parametrize(
    "sample", [sample_report(), empty_report(), report_of()], ids=["sample", "empty", "nothing"]
)

scalar_text = st.text(st.characters(exclude_categories=["Cs"]))
line_text = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n"), min_size=1, max_size=30)


def text_of(sample: Sample, options: ReportOptions | None = None) -> str:
    return rendered(create(options or ReportOptions()), sample)


def diagnostics(sample: Sample) -> list[dict[str, Any]]:
    document = json.loads(text_of(sample))
    assert document["source"] == {"name": "qualitygate"}
    result: list[dict[str, Any]] = document["diagnostics"]
    return result


def by_code() -> dict[str, dict[str, Any]]:
    return {each["code"]["value"]: each for each in diagnostics(sample_report())}


def place(line: int, column: int) -> dict[str, int]:
    return {"line": line, "column": column}


def test_every_open_finding_is_read_with_its_file_line_column_and_severity() -> None:
    read = [
        (each["location"]["path"], each["location"].get("range", {}).get("start"), each["severity"])
        for each in diagnostics(sample_report())
    ]
    assert read == [
        (HOSTILE_PATH, place(2, 15), "ERROR"),  # behind 4 + 2 bytes in two characters
        (HOSTILE_PATH, {"line": 3}, "INFO"),
        (HOSTILE_PATH, place(4, 5), "WARNING"),
        (HOSTILE_PATH, place(7, 1), "WARNING"),
        ("app/gone.py", None, "ERROR"),
        ("docs/guide.md", place(3, 12), "WARNING"),
        ("top.py", place(1, 1), "WARNING"),
    ]


def test_an_end_is_exclusive_and_left_out_where_unknown() -> None:
    found = by_code()
    assert found["F821"]["location"]["range"]["end"] == place(2, 18)
    assert found["ACME12"]["location"]["range"]["end"] == place(5, 7)
    assert "end" not in found["E501"]["location"]["range"]


def test_a_fix_is_a_suggestion_per_edit() -> None:
    found = by_code()
    assert found["QG201"]["suggestions"] == [{"range": {"start": place(3, 12), "end": place(3, 18)}, "text": "GitHub"}]
    assert found["F401"]["suggestions"] == [{"range": {"start": place(1, 1), "end": place(2, 1)}, "text": ""}]


def test_a_fix_only_for_show_is_no_suggestion() -> None:
    fix = Fix("Rename it", (Edit(1, 1, 1, 2, "y"),), Applicability.DISPLAY)
    shown = Finding("E501", "wrong", Location("a.py", 1, 1), Severity.WARNING, "pep8", fix=fix)
    (read,) = diagnostics(report_of(shown, texts={"a.py": ("x",)}))
    assert "suggestions" not in read


def test_columns_and_suggestions_are_left_out_where_the_text_is_not_at_hand() -> None:
    fix = Fix("Replace it", (Edit(3, 2, 3, 4, "y"),), Applicability.SAFE)
    unread = Finding("E501", "wrong", Location("a.py", 3, 2, 4, 1), Severity.WARNING, "pep8", fix=fix)
    (read,) = diagnostics(report_of(unread))
    assert read["location"]["range"] == {"start": {"line": 3}, "end": {"line": 4}}
    assert "suggestions" not in read


def test_codes_carry_their_links() -> None:
    assert by_code()["F401"]["code"] == {"value": "F401", "url": "https://example.org/F401?a=1&b=2"}


def test_paths_are_relative_to_the_working_directory_or_absolute(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "app").mkdir()
    monkeypatch.chdir(tmp_path / "app")
    relative = json.loads(text_of(sample_report(str(tmp_path))))
    absolute = json.loads(text_of(sample_report(str(tmp_path)), ReportOptions(absolute_paths=True)))
    assert relative["diagnostics"][-1]["location"]["path"] == "../top.py"
    assert absolute["diagnostics"][-1]["location"]["path"] == f"{tmp_path.as_posix()}/top.py".replace(os.sep, "/")


@SAMPLES
def test_the_document_follows_reviewdogs_schema(sample: Sample, schemas: Path) -> None:
    schema = json.loads((schemas / "rdf" / "DiagnosticResult.json").read_text())
    jsonschema.Draft4Validator(schema).validate(json.loads(text_of(sample)))


@given(line=line_text, data=st.data())
def test_the_bytes_of_a_range_are_the_flagged_text(line: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(line) - 1))
    end = data.draw(st.integers(start, len(line)))
    flagged = Finding("E501", "x", Location("a.py", 1, start + 1, 1, end + 1), Severity.WARNING, "pep8")
    (read,) = diagnostics(report_of(flagged, texts={"a.py": (line,)}))
    found = read["location"]["range"]
    assert line.encode()[found["start"]["column"] - 1 : found["end"]["column"] - 1].decode() == line[start:end]


@given(message=scalar_text, path=scalar_text.filter(bool))
def test_any_text_is_read_back(message: str, path: str) -> None:
    (read,) = diagnostics(report_of(Finding("E501", message, Location(path, 1), Severity.WARNING, "pep8")))
    assert (read["message"], read["location"]["path"]) == (message, path)


def test_the_hostile_message_is_whole_and_no_lone_surrogate_is_left_for_protobuf_to_refuse() -> None:
    assert HOSTILE_MESSAGE in [each["message"] for each in diagnostics(sample_report())]
    lone = Finding("E501", "a\udcffb", Location("\udc80.py", 1), Severity.WARNING, "pep8")
    (read,) = diagnostics(report_of(lone))
    assert (read["message"], read["location"]["path"]) == ("a\ufffdb", "\ufffd.py")
