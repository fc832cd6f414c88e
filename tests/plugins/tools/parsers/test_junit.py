"""JUnit's XML."""

from __future__ import annotations

import pytest

from qualitygate_plugins.tools.parsers import parse
from qualitygate_plugins.tools.said import RubbishError, Said

from ..samples import tool


def _report(case: str) -> bytes:
    return (
        f'<testsuites><testsuite name="s">{case}<testcase classname="t" name="ok"/></testsuite></testsuites>'.encode()
    )


def test_a_failed_test_is_found_where_its_text_says() -> None:
    text = "app/x.py:3: in f\n\ntests/test_a.py:12: AssertionError\n"
    failure = f'<failure message="assert 1 == 2">{text}</failure>'
    case = f'<testcase classname="tests.test_a.TestB" name="test_c">{failure}</testcase>'

    assert list(parse(tool(parser="junit"), _report(case))) == [
        Said("tests/test_a.py", "tests.test_a.TestB.test_c: assert 1 == 2", 12, name="failure")
    ]


def test_without_a_place_the_class_tells_the_file() -> None:
    case = '<testcase classname="tests.test_a.TestB" name="test_c"><error type="OSError"/></testcase>'
    (said,) = parse(tool(parser="junit"), _report(case))

    assert (said.path, said.line, said.name) == ("tests/test_a.py", -1, "error")


def test_skipped_and_passed_ones_are_none() -> None:
    assert list(parse(tool(parser="junit"), _report('<testcase name="x"><skipped/></testcase>'))) == []


def test_a_report_without_a_test_says_nothing_and_so_it_is_rubbish() -> None:
    with pytest.raises(RubbishError, match="not one"):
        list(parse(tool(parser="junit"), b"<testsuites/>"))
