"""ESLint's results, their columns and offsets applied to text in UTF-16."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualitygate.api import (
    Applicability,
    CheckedFile,
    Edit,
    Finding,
    Fix,
    Location,
    ReportOptions,
    Severity,
    Source,
    replace,
)
from qualitygate.testing.reporters import HOSTILE_PATH, Sample, empty_report, rendered, report_of, sample_report
from qualitygate_plugins.reporters.eslint import create

KEYS = set(
    "filePath messages suppressedMessages errorCount fatalErrorCount warningCount fixableErrorCount fixableWarningCount"
    " usedDeprecatedRules".split()
)

scalar_text = st.text(st.characters(exclude_categories=["Cs"]))
line_text = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\n"), max_size=10)


@dataclass(frozen=True)
class OneFile:
    """The lines of a file with these bytes, whatever its name."""

    bytes: bytes

    def line(self, path: str, number: int) -> str | None:
        source = Source(path, self.bytes)
        return source.line(number) if 1 <= number <= len(source.lines) else None

    def data(self, path: str) -> bytes | None:
        return self.bytes


def parsed(sample: Sample) -> list[dict[str, Any]]:
    result: list[dict[str, Any]] = json.loads(rendered(create(ReportOptions()), sample))
    return result


def fixable(*edits: Edit, applicability: Applicability = Applicability.SAFE) -> Finding:
    fix = Fix("Repair it", edits, applicability)
    return Finding("E501", "wrong", Location("a.py", 1, 1), Severity.WARNING, "pep8", fix=fix)


def applied(data: bytes, finding: Finding) -> str | None:
    """Make the fix as ESLint does: on UTF-16 units, a byte order mark left out."""
    sample = report_of(finding)
    sample = sample._replace(report=replace(sample.report, lines=OneFile(data)))
    ((message,),) = (result["messages"] for result in parsed(sample))
    if "fix" not in message:
        return None
    units = data.decode("utf-8-sig").encode("utf-16-le")
    start, end = message["fix"]["range"]
    repaired: bytes = units[: 2 * start] + message["fix"]["text"].encode("utf-16-le") + units[2 * end :]
    return repaired.decode("utf-16-le")


def test_every_open_finding_is_read_with_its_file_line_column_and_severity() -> None:
    read = [
        (result["filePath"], message["ruleId"], message["line"], message["column"], message["severity"])
        for result in parsed(sample_report("/work dir"))
        for message in result["messages"]
    ]
    assert read == [
        (f"/work dir/{HOSTILE_PATH}", "F821", 2, 12, 2),  # behind two UTF-16 units in one character
        (f"/work dir/{HOSTILE_PATH}", "W191", 3, 1, 1),
        (f"/work dir/{HOSTILE_PATH}", "ACME12", 4, 5, 1),
        (f"/work dir/{HOSTILE_PATH}", "E501", 7, 1, 1),
        ("/work dir/app/gone.py", "E902", 1, 1, 2),
        ("/work dir/docs/guide.md", "QG201", 3, 12, 1),
        ("/work dir/top.py", "F401", 1, 1, 1),
    ]


def test_every_checked_file_is_in_it_in_order_also_clean_and_unreadable_ones() -> None:
    paths = [result["filePath"].removeprefix("/r/") for result in parsed(sample_report("/r"))]
    assert paths == [HOSTILE_PATH, "app/clean.py", "app/gone.py", "docs/guide.md", "top.py"]
    assert [result["messages"] for result in parsed(empty_report())] == [[]]


def test_clean_files_before_between_and_behind_are_in_order() -> None:
    found = [replace(fixable(Edit(1, 1, 1, 1, "")), location=Location(path, 1)) for path in ("b.py", "d.py")]
    sample = report_of(*found)
    files = tuple(CheckedFile(f"{name}.py", "python", 1) for name in "abce")
    read = parsed(sample._replace(report=replace(sample.report, files=files)))
    assert [result["filePath"][-4:] for result in read] == ["a.py", "b.py", "c.py", "d.py", "e.py"]


def test_a_result_counts_what_it_has() -> None:
    first, *_, guide, top = parsed(sample_report())
    assert set(first) == KEYS
    assert (first["errorCount"], first["warningCount"], first["fatalErrorCount"]) == (1, 3, 0)
    assert (guide["fixableErrorCount"], guide["fixableWarningCount"]) == (0, 1)
    assert top["fixableWarningCount"] == 0  # an unsafe fix is a suggestion


def test_what_is_silenced_says_why() -> None:
    silenced = parsed(sample_report())[0]["suppressedMessages"]
    assert [(message["line"], message["suppressions"]) for message in silenced] == [
        (1, [{"kind": "file", "justification": "old"}]),
        (6, [{"kind": "directive", "justification": "noqa on line 6"}]),
    ]


def test_safe_fixes_are_fixes_and_others_suggestions() -> None:
    *_, guide, top = parsed(sample_report())
    assert guide["messages"][0]["fix"] == {"range": [20, 26], "text": "GitHub"}
    assert top["messages"][0]["suggestions"] == [
        {"desc": "Delete the import", "fix": {"range": [0, 10], "text": ""}},
    ]


@pytest.mark.parametrize(
    ("data", "edits", "repaired"),
    [
        pytest.param("\U0001f600 b\n", [Edit(1, 3, 1, 4, "x")], "\U0001f600 x\n", id="behind an astral character"),
        pytest.param("a\nb\n", [Edit(2, 1, 3, 1, "")], "a\n", id="the last line"),
        pytest.param("a\nb", [Edit(2, 2, 2, 2, "\n")], "a\nb\n", id="an insertion at the end"),
        pytest.param("a\r\nb\r\n", [Edit(2, 1, 2, 2, "x\ny")], "a\r\nx\r\ny\r\n", id="carriage return and line feed"),
        pytest.param("a\rb\r", [Edit(2, 1, 2, 2, "x\ny")], "a\rx\ry\r", id="carriage returns"),
        pytest.param("\ufeffa b", [Edit(1, 3, 1, 4, "x")], "a x", id="a byte order mark"),
        pytest.param("a + b", [Edit(1, 1, 1, 2, "x"), Edit(1, 5, 1, 6, "y")], "x + y", id="two edits on a line"),
        pytest.param(
            "(a\r\nb\r\nc)", [Edit(1, 1, 1, 2, ""), Edit(3, 2, 3, 3, "")], "a\r\nb\r\nc", id="two edits on two lines"
        ),
        pytest.param("a\r\nb\n", [Edit(2, 1, 2, 2, "x")], None, id="several kinds of line breaks"),
        pytest.param("a\n", [Edit(3, 1, 3, 2, "x")], None, id="a line that is not there"),
    ],
)
def test_a_fix_is_one_range_and_one_text(data: str, edits: list[Edit], repaired: str | None) -> None:
    assert applied(data.encode(), fixable(*edits)) == repaired


def test_a_fix_is_left_out_where_the_text_is_not_at_hand() -> None:
    ((message,),) = (result["messages"] for result in parsed(report_of(fixable(Edit(1, 1, 1, 2, "x")))))
    assert "fix" not in message


@given(before=line_text, old=line_text, after=line_text, new=line_text, newline=st.sampled_from(["\n", "\r\n"]))
def test_any_text_is_repaired_where_it_should_be(before: str, old: str, after: str, new: str, newline: str) -> None:
    text = f"# {before}{newline}# {before}{old}{after}{newline}"
    start = 2 + len(before) + 1
    finding = fixable(Edit(2, start, 2, start + len(old), new))
    assert applied(text.encode(), finding) == f"# {before}{newline}# {before}{new}{after}{newline}"


def test_everything_is_on_one_line_for_readers_of_lines() -> None:
    assert rendered(create(ReportOptions()), sample_report()).count("\n") == 1
    assert rendered(create(ReportOptions()), report_of()) == "[]\n"


@given(message=scalar_text, path=scalar_text.filter(lambda text: not text.startswith("/")))
def test_any_text_is_read_back(message: str, path: str) -> None:
    (read,) = parsed(report_of(Finding("E501", message, Location(path, 1), Severity.WARNING, "pep8")))
    assert read["filePath"].endswith(f"/{path}")
    assert [each["message"] for each in read["messages"]] == [message]
