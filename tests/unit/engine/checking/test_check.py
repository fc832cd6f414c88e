"""What checking one source gives: findings, failures, and where Python's own refusals stand."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from qualitygate.engine.checking.check import check_source
from qualitygate.engine.checking.checked import Checked
from qualitygate.model.finding import Finding
from qualitygate.model.location import Location
from qualitygate.model.replacement import replace
from qualitygate.model.selection import Selection
from qualitygate.model.settings import Settings
from qualitygate.source.source import Source
from tests.flake8_reference import flake8_findings

from tests.unit.engine.fakes import FakeChecker, finding, named


def check(
    text: str | bytes, *checkers: FakeChecker, select: tuple[str, ...] = ("E", "W", "QG"), kind: str = "python"
) -> Checked:
    data = text if isinstance(text, bytes) else text.encode()
    settings = Settings(Selection(select=select, ignore=()))
    return check_source(Source("example.py", data, kind), settings, [named(checker) for checker in checkers])


def codes(checked: Checked) -> list[str]:
    return [each.code for each in checked.findings]


def test_every_checker_is_asked_and_timed() -> None:
    checked = check("x = 1\n", FakeChecker([finding("E1")], name="one"), FakeChecker([finding("E2")], name="two"))
    assert codes(checked) == ["E1", "E2"]
    assert list(checked.seconds) == ["one", "two"]


def test_a_checker_that_raises_is_a_failure_naming_plugin_and_file_and_the_others_report() -> None:
    crashing = FakeChecker(error=RuntimeError("no\nluck"), name="acme")
    checked = check("x = 1\n", crashing, FakeChecker([finding("E501")]))
    (failure,) = checked.failures
    assert (failure.checker, failure.path, failure.kind) == ("acme", "example.py", "crash")
    assert failure.message == (
        "plugin 'acme' (acme_qg, from acme-qg 2.1) crashed on this file: RuntimeError: no luck"
    )
    assert "Traceback" in failure.details
    assert codes(checked) == ["E501"]


def test_a_checker_that_loops_is_ended_and_the_others_report() -> None:
    class Loops(FakeChecker):
        def check(self, source: Source) -> Iterable[Finding]:
            while True:
                pass

    looping = replace(named(Loops(name="loops")), seconds=0.02)
    settings = Settings(Selection(select=("E",), ignore=()))
    checked = check_source(Source.from_text("x\n"), settings, [looping, named(FakeChecker([finding()]))])

    (failure,) = checked.failures
    assert "OutOfTimeError: took more than 0.02 s of processor time" in failure.message
    assert (failure.checker, failure.path) == ("loops", "example.py")
    assert [each.code for each in checked.findings] == ["E501"]


def test_a_code_that_is_not_the_checkers_own_is_a_failure_that_names_it_and_the_line() -> None:
    checked = check("x\n", FakeChecker([finding("F401", 7)]))

    assert checked.findings == []
    assert "expected a code of its own (E), got F401 at line 7" in checked.failures[0].message


def test_what_a_checker_said_before_it_raised_is_kept() -> None:
    assert codes(check("x = 1\n", FakeChecker([finding("E501")], error=RuntimeError()))) == ["E501"]


def test_a_checker_is_not_asked_about_a_kind_it_does_not_read() -> None:
    checked = check("text\n", FakeChecker([finding()]), kind="text")
    assert (codes(checked), checked.seconds) == ([], {})


def test_a_checker_that_needs_the_tree_is_not_asked_when_there_is_none() -> None:
    with_tree = FakeChecker([finding("E1")], name="with", needs_tree=True)
    without = FakeChecker([finding("E2")], name="without")
    checked = check("x = (\n", with_tree, without)
    assert codes(checked) == ["E999", "E2"]
    assert list(checked.seconds) == ["without"]


def test_a_checker_that_needs_the_tree_is_asked_about_other_kinds() -> None:
    checker = FakeChecker([finding("E1")], kinds=frozenset({"text"}), needs_tree=True)
    assert codes(check("x = (\n", checker, kind="text")) == ["E1"]


def test_only_selected_codes_are_kept() -> None:
    checker = FakeChecker([finding("E501"), finding("W291"), finding("QG101")], codes=("E", "W", "QG"))
    assert codes(check("x = 1\n", checker, select=("E", "QG1"))) == ["E501", "QG101"]


def test_a_deselected_syntax_error_is_not_reported_and_the_tree_is_still_missing() -> None:
    checked = check("x = (\n", FakeChecker([finding("W1")], needs_tree=True), select=("W",))
    assert codes(checked) == []


def test_codes_that_a_plugin_excludes_for_the_file_are_left_out() -> None:
    found = [finding("E501"), finding("W291"), finding("F401")]
    checkers = [named(FakeChecker(found, codes=("E", "W", "F")))]
    settings = Settings(Selection(select=("E", "W", "F"), ignore=()))
    checked = check_source(Source.from_text("x = 1\n"), settings, checkers, without=("E", "W"))
    assert codes(checked) == ["F401"]


def test_a_finding_is_given_the_line_with_blanks_collapsed_and_the_scope() -> None:
    checked = check("class A:\n    def m(self):\n        x  =\t1\n", FakeChecker([finding(line=3)]))
    assert [(each.context, each.scope) for each in checked.findings] == [("x = 1", "A.m")]


def test_the_context_of_a_long_line_is_cut() -> None:
    checked = check("x = '" + "a" * 5000 + "'\n", FakeChecker([finding(line=1)]))
    assert checked.findings[0].context == "x = '" + "a" * 195


@pytest.mark.parametrize("line", [0, 99], ids=["the whole file", "behind the end"])
def test_a_finding_on_no_line_has_no_context(line: int) -> None:
    assert check("x = 1\n", FakeChecker([finding(line=line, column=0)])).findings[0].context == ""


def test_a_malformed_comment_is_qg902_where_it_stands() -> None:
    (found,) = check("import os  # noqa : F401\n").findings
    assert (found.code, found.location) == ("QG902", Location("example.py", 1, 12))
    assert found.message == "write '# noqa: F401'; as it stands flake8 silences every code on this line"


def test_what_is_not_in_its_encoding_is_qg906_and_still_checked() -> None:
    checked = check(b"a = '\xe9'\n", FakeChecker([finding("E501")]))
    assert codes(checked) == ["QG906", "E501"]
    assert checked.findings[0].location == Location("example.py", 1, 1)
    assert checked.findings[0].message == (
        "byte 0xe9 at offset 5 is not utf-8; Python refuses this file, it is checked here as latin-1"
    )


def test_another_kind_that_is_not_utf_8_is_not_qg906() -> None:
    assert codes(check(b"caf\xe9\n", kind="text")) == []


def test_directives_are_given_back_for_the_stage_that_obeys_them() -> None:
    assert [directive.codes for directive in check("x = 1  # noqa: E501\n").directives] == [("E501",)]
    assert check("x = 1  # noqa: E501\n", kind="text").directives == []


BROKEN = {
    "an unclosed bracket": "x = (1,\ny = 2\n",
    "a closing bracket too many": "x = 1)\n",
    "a mismatched bracket": "x = (1]\n",
    "a missing colon": "if x\n    pass\n",
    "a missing block": "if x:\npass\n",
    "an indented line": "x = 1\n    y = 2\n",
    "a wrong dedent": "if x:\n        a\n    b\n",
    "an unterminated string": "x = 'abc\ny = 2\n",
    "an unterminated long string": "x = 1\ny = '''abc\n\n",
    "a stray character": "x = $1\n",
    "a character that is no letter": "x = “1”\n",
    "print as a statement": "print 'hello'\n",
    "an assignment to a call": "f() = 1\n",
    "a return behind an odd keyword": "def f():\n    return return\n",
    "tabs against spaces": "if x:\n        a = 1\n\tb = 2\n",
    "a backslash at the end": "x = 1 + \\\n",
    "a backslash with a blank behind": "x = 1 + \\ \n    2\n",
    "a broken f-string": "x = f'{a b}'\n",
    "an empty f-string field": "x = f'a {}'\n",
    "a leading zero": "x = 007\n",
    "a non-ascii line": "é = 'ü' ü\n",
    "an await outside": "x = [await y for y in z\n",
    "an except without try": "except E:\n    pass\n",
    "only a bracket": "(",
    "a non-default after a default": "def f(a=1, b): pass\n",
    "a broken decorator": "@\ndef f(): pass\n",
    "an unknown character name": "x = '\\N{no such name}'\n",
    "a letter that bytes cannot hold": "x = b'é'\n",
    "windows line breaks": "x = (1,\r\ny = 2\r\n",
    "a form feed": "\x0cx = )\n",
    "too many levels": "".join(" " * depth + "if x:\n" for depth in range(101)) + " " * 101 + "pass\n",
}


@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN.keys())
def test_a_syntax_error_is_e999_where_and_as_flake8_says_it(text: str) -> None:
    (found,) = check(text).findings
    ours = (found.location.line, found.location.column, found.code, found.message)
    assert [ours] == flake8_findings(text)


def test_a_null_byte_is_e999_though_flake8_may_crash_on_it() -> None:
    (found,) = check("x = 1\nx = '\0'\n").findings
    assert (found.code, found.location) == ("E999", Location("example.py", 1, 1))
    assert "null bytes" in found.message
