"""JSON with paths into it."""

from __future__ import annotations

import pytest

from qualitygate_plugins.tools.parsers import parse
from qualitygate_plugins.tools.said import RubbishError, Said

from ..samples import tool


def test_paths_lead_to_the_findings_and_into_them() -> None:
    data = b'{"run": {"errors": [{"file": "a.py", "at": {"start": [3, 7]}, "rule": "x-y", "text": "bad"}]}}'
    fields = {"path": "file", "line": "at.start.0", "column": "at.start.1", "code": "rule", "message": "text"}

    assert list(parse(tool(parser="json", items="run.errors", fields=fields), data)) == [
        Said("a.py", "bad", 3, 7, name="x-y")
    ]


def test_a_star_joins_what_is_in_all_members() -> None:
    data = (
        b'{"files": {"a": {"found": [{"path": "a", "message": "1"}]}, "b": {"found": [{"path": "b", "message": "2"}]}}}'
    )

    assert [said.path for said in parse(tool(parser="json", items="files.*.found"), data)] == ["a", "b"]


def test_the_first_path_that_leads_anywhere_counts() -> None:
    data = b'[{"path": "a", "message": "m", "b": 3}]'

    assert next(iter(parse(tool(parser="json", fields={"line": "a.x|b"}), data))).line == 3


def test_a_document_in_each_line() -> None:
    data = b'starting\n{"path": "a", "message": "1"}\n{"path": "b", "message": "2"}\n'

    assert [said.message for said in parse(tool(parser="jsonl"), data)] == ["1", "2"]


@pytest.mark.parametrize("data", [b"not json", b'{"a": ', b"[1]", b'{"x": 1}'], ids=["text", "cut", "number", "object"])
def test_anything_else_is_rubbish(data: bytes) -> None:
    with pytest.raises(RubbishError):
        list(parse(tool(parser="json", items="" if data != b'{"x": 1}' else "x"), data))


def test_what_is_nested_too_deeply_is_rubbish() -> None:
    with pytest.raises(RubbishError):
        list(parse(tool(parser="json"), b"[" * 100_000))


def test_another_encoding_is_rubbish_until_it_is_declared() -> None:
    data = 'Tür.py:1: E1 Schlüssel'.encode("latin-1")
    with pytest.raises(RubbishError, match="expected utf-8, but byte 1 is not; set encoding"):
        list(parse(tool(), data))
    assert next(iter(parse(tool(encoding="latin-1"), data))).path == "Tür.py"
