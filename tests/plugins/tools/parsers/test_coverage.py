"""What tests did not run."""

from __future__ import annotations

import json

import pytest

from qualitygate_plugins.tools.parsers import parse
from qualitygate_plugins.tools.parsers.coverage import percentage
from qualitygate_plugins.tools.said import RubbishError

from ..samples import tool

REPORT = {
    "files": {"a.py": {"executed_lines": [1, 2, 7], "missing_lines": [3, 4, 6, 9]}},
    "totals": {"num_statements": 7, "covered_lines": 3},
}
XML = """<?xml version="1.0" ?><!DOCTYPE coverage SYSTEM "http://cobertura.sourceforge.net/xml/coverage-04.dtd">
<coverage><sources><source>/work/src</source></sources><packages><package><classes>
<class filename="a.py"><methods/><lines><line number="1" hits="1"/><line number="2" hits="0"/></lines></class>
</classes></package></packages></coverage>"""


def test_lines_in_a_row_are_one_finding_until_one_that_was_run() -> None:
    found = [(said.line, said.message) for said in parse(tool(parser="coverage-json"), json.dumps(REPORT).encode())]

    assert found == [(3, "no test runs lines 3 to 6"), (9, "no test runs line 9")]


def test_coberturas_xml_says_the_same() -> None:
    (said,) = parse(tool(parser="cobertura"), XML.encode())

    assert (said.path, said.line) == ("/work/src/a.py", 2)


def test_the_share_is_that_of_lines() -> None:
    assert percentage("coverage-json", json.dumps(REPORT).encode()) == pytest.approx(42.857, abs=0.001)
    assert percentage("cobertura", XML.encode()) == 50


def test_nothing_measured_is_no_share() -> None:
    nothing = {"files": {}, "totals": {"num_statements": 0, "covered_lines": 0}}
    assert percentage("coverage-json", json.dumps(nothing).encode()) is None


def test_anything_else_is_rubbish() -> None:
    with pytest.raises(RubbishError, match="expected what coverage json writes"):
        list(parse(tool(parser="coverage-json"), b"{}"))
