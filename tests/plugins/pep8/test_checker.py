"""pycodestyle's checks under our driver: what flake8 says, row by row, whatever the text looks like."""

from __future__ import annotations

import inspect
import re
from collections.abc import Mapping
from types import MappingProxyType

import pycodestyle
import pytest
from hypothesis import given, reject, settings as hypothesis_settings, strategies as st

from qualitygate.api import OptionValue, Settings, Source
from qualitygate.testing.carets import check_text
from qualitygate.testing.checkers import run_checker
from qualitygate_plugins.pep8 import qualitygate_rules
from qualitygate_plugins.pep8.checker import Pep8Checker
from qualitygate_plugins.pep8.codes import CODES, CODES_OF_CHECK
from tests.flake8_reference import Row, flake8_findings

from tests.plugins.declared import options_of
from tests.plugins.pep8_samples import SAMPLES

Options = Mapping[str, OptionValue]


def checker(options: Options = MappingProxyType({}), wanted: frozenset[str] = frozenset(CODES)) -> Pep8Checker:
    return Pep8Checker(Settings(options=options_of("pep8", options)), wanted)


def our_findings(text: str, pep8: Pep8Checker) -> list[Row]:
    return [
        (found.location.line, found.location.column, found.code, found.message) for found in run_checker(pep8, text)
    ]


#: Options, and what they are for flake8.
OPTIONS: Mapping[str, tuple[Options, tuple[str, ...]]] = {
    "defaults": ({}, ()),
    "short lines": (
        {"max-line-length": 40, "max-doc-length": 20},
        ("--max-line-length=40", "--max-doc-length=20"),
    ),
    "hanging closing brackets": ({"hang-closing": True}, ("--hang-closing",)),
    "two spaces": ({"indent-size": 2}, ("--indent-size=2",)),
}


@pytest.mark.parametrize("text", SAMPLES.values(), ids=SAMPLES.keys())
def test_findings_are_those_of_flake8_under_every_option(text: str) -> None:
    ours = {name: our_findings(text, checker(options)) for name, (options, _) in OPTIONS.items()}
    assert ours == {name: flake8_findings(text, *arguments) for name, (_, arguments) in OPTIONS.items()}


def _parses(text: str) -> bool:
    return Source.from_text(text).tree is not None


@st.composite
def _mutated_samples(draw: st.DrawFn) -> str:
    """A sample with up to six characters or blanks inserted or taken out, none of which breaks its syntax."""
    text = draw(st.sampled_from(list(SAMPLES.values())))
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.sampled_from([0, 0, 0, 1, 2])))
        piece = draw(
            st.sampled_from(
                ["", " ", "  ", "\t", "\n", "\n\n", " \n", "\\\n", "\x0c", "\r\n"]
                + ["#", "  # a", ",", ";", "(", ")", "x", "é", "'", "='"]
            )
        )
        changed = text[:start] + piece + text[end:]
        if _parses(changed):
            text = changed
    return text


@given(_mutated_samples(), st.sampled_from(list(OPTIONS.values())))
@hypothesis_settings(max_examples=120, deadline=None)
def test_findings_stay_those_of_flake8_when_a_sample_is_changed(
    text: str, options: tuple[Options, tuple[str, ...]]
) -> None:
    ours, theirs = options
    try:
        expected = flake8_findings(text, *theirs)
    except IndexError:  # pycodestyle 2.15 raises it for a line at top level that is only "r", "b" or "u"
        reject()
    assert our_findings(text, checker(ours)) == expected


@given(st.sampled_from(list(SAMPLES.values())), st.frozensets(st.sampled_from(CODES), min_size=1))
@hypothesis_settings(max_examples=80, deadline=None)
def test_checks_that_are_not_called_change_nothing_for_the_others(text: str, wanted: frozenset[str]) -> None:
    everything = [row for row in our_findings(text, checker()) if row[2] in wanted]
    assert [row for row in our_findings(text, checker(wanted=wanted)) if row[2] in wanted] == everything


def test_nothing_wanted_is_nothing_found() -> None:
    assert our_findings("x=1 \n" + "y" * 100 + "\n", checker(wanted=frozenset())) == []


def test_a_finding_stands_where_the_eye_looks_for_it() -> None:
    check_text(
        checker(),
        """
        import os, sys
                 ^ E401 multiple imports on one line
        def total(prices,tax = 1):
        ^ E302 expected 2 blank lines, found 0
                        ^ E231 missing whitespace after ','
                            ^ E251 unexpected spaces around keyword / parameter equals
                              ^ E251 unexpected spaces around keyword / parameter equals
            return sum(prices,
                tax) #net
                ^ E128 continuation line under-indented for visual indent
                    ^ E261 at least two spaces before inline comment
                     ^ E262 inline comment should start with '# '
        """,
    )


def test_w605_stands_at_its_backslash_inside_a_multi_line_string() -> None:
    check_text(
        checker(),
        r"""
        x = '''one
          \d two \n
          ^ W605 invalid escape sequence '\d'
        \e'''
        ^ W605 invalid escape sequence '\e'
        """,
    )


def test_columns_count_characters() -> None:
    check_text(
        checker(),
        """
        é = '𝒳' ;x = 1
               ^ E203 whitespace before ';'
                ^ E231 missing whitespace after ';'
                ^ E702 multiple statements on one line (semicolon)
        """,
    )


def test_the_longest_line_is_an_option() -> None:
    check_text(
        checker({"max-line-length": 10, "max-doc-length": 6}),
        """
        x = 1234567
                  ^ E501 line too long (11 > 10 characters)
        # one two
              ^ W505 doc line too long (9 > 6 characters)
        """,
    )


def test_closing_brackets_hang_when_asked() -> None:
    check_text(
        checker({"hang-closing": True}),
        """
        x = [
            1,
        ]
        ^ E133 closing bracket is missing indentation
        """,
    )


@pytest.mark.parametrize("kind", ["physical_line", "logical_line"])
def test_every_check_of_pycodestyle_is_known(kind: str) -> None:
    names = {function.__name__ for function in pycodestyle._checks[kind]}
    assert names - CODES_OF_CHECK.keys() == set()


@pytest.mark.parametrize("name", CODES_OF_CHECK)
def test_every_code_in_the_source_of_a_check_is_listed_for_it(name: str) -> None:
    source = re.sub("# noqa.*", "", inspect.getsource(getattr(pycodestyle, name)))
    assert set(re.findall(r"\b[EW][0-9]{3}\b", source)) - set(CODES_OF_CHECK[name]) == set()


def test_every_code_is_documented_once_under_a_name_of_its_own() -> None:
    rules = list(qualitygate_rules())
    assert sorted(rule.code for rule in rules) == sorted({code for codes in CODES_OF_CHECK.values() for code in codes})
    assert len({rule.name for rule in rules}) == len(rules)
