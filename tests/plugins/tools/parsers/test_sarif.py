"""SARIF: what counts in it, and where it stands."""

from __future__ import annotations

import json
from typing import Any

import pytest

from qualitygate_plugins.tools.parsers import parse
from qualitygate_plugins.tools.said import RubbishError, Said

from ..samples import tool


def _log(*results: dict[str, Any], rules: list[dict[str, Any]] | None = None, **run: Any) -> bytes:
    driver = {"name": "x", "rules": rules or []}
    return json.dumps({"version": "2.1.0", "runs": [{"tool": {"driver": driver}, "results": results, **run}]}).encode()


def _result(uri: str = "a.py", **keys: Any) -> dict[str, Any]:
    region = {"startLine": 3, "startColumn": 5, "endColumn": 9}
    place = {"physicalLocation": {"artifactLocation": {"uri": uri}, "region": region}}
    return {"ruleId": "R1", "level": "error", "message": {"text": "bad"}, "locations": [place], **keys}


def test_a_result_says_where_it_is() -> None:
    assert list(parse(tool(parser="sarif"), _log(_result()))) == [Said("a.py", "bad", 3, 5, 3, 9, "R1", "error")]


@pytest.mark.parametrize(
    ("invocation", "said"),
    [
        ({}, "executionSuccessful is false"),
        ({"toolExecutionNotifications": [{"message": {"text": "no memory"}}]}, "no memory"),
    ],
)
def test_a_tool_that_says_of_itself_that_it_failed_has_found_nothing_to_believe(
    invocation: dict[str, Any], said: str
) -> None:
    failed = {"executionSuccessful": False, **invocation}

    with pytest.raises(RubbishError, match=f"^its report says that it failed: {said}$"):
        list(parse(tool(parser="sarif"), _log(invocations=[{"executionSuccessful": True}, failed])))
    assert list(parse(tool(parser="sarif"), _log(invocations=[{"executionSuccessful": True, **invocation}]))) == []


def test_what_is_suppressed_absent_or_no_failure_does_not_count() -> None:
    accepted, rejected = [{"kind": "inSource"}], [{"kind": "external", "status": "rejected"}]
    results = [
        _result(suppressions=accepted), _result(baselineState="absent"), _result(kind="pass"),
        _result(suppressions=rejected),
    ]

    assert len(list(parse(tool(parser="sarif"), _log(*results)))) == 1


def test_uris_become_paths() -> None:
    based = _result("src/a%20b.py")
    based["locations"][0]["physicalLocation"]["artifactLocation"]["uriBaseId"] = "ROOT"
    bases = {"ROOT": {"uri": "file:///home/me/"}}
    data = _log(_result("file:///x/%C3%A4.py"), based, _result("c%23.py"), originalUriBaseIds=bases)

    assert [said.path for said in parse(tool(parser="sarif"), data)] == ["/x/ä.py", "/home/me/src/a b.py", "c#.py"]


def test_a_rule_says_what_a_result_leaves_open() -> None:
    rule = {"id": "R9", "defaultConfiguration": {"level": "note"}, "messageStrings": {"m": {"text": "no {0} here"}}}
    result = _result(ruleId=None, ruleIndex=0, level=None, message={"id": "m", "arguments": ["eval"]})

    (said,) = parse(tool(parser="sarif"), _log(result, rules=[rule]))
    assert (said.name, said.severity, said.message) == ("R9", "note", "no eval here")


@pytest.mark.parametrize("data", [b"[]", b'{"runs": 1}', b'{"runs": [{}]}', b'{"runs": [3]}'])
def test_anything_else_is_rubbish(data: bytes) -> None:
    with pytest.raises(RubbishError, match="expected SARIF"):
        list(parse(tool(parser="sarif"), data))
