"""Few codes are looked for only where they may be, and found as in a run over all lines."""

from __future__ import annotations

import pytest
from hypothesis import given, settings as hypothesis_settings, strategies as st

from qualitygate.api import Settings, Source
from qualitygate.testing.checkers import run_checker
from qualitygate_plugins.pep8.checker import Pep8Checker
from qualitygate_plugins.pep8.codes import CODES
from qualitygate_plugins.pep8.narrow import is_narrow

from tests.plugins.declared import options_of
from tests.plugins.pep8_samples import SAMPLES

FEW = ("E201", "E202", "E203", "E204", "E241", "E242", "W503", "W504")
PIECES = (" ", "  ", "\n", "\n ", "  # a", ",", ";", "(", ")", " and\n", "+", "\\\n", '"""')
CODE = '''\
@ wraps
def f(a , b):
    """Say ,
    it ."""
    x = ( a
          + b)  # and
    y = a and \\
        b or (
            c
        ), d[1 :2]
    return (x and
            y or  # this
            {1:  2}
            , 3)
'''


def found(text: str, wanted: frozenset[str]) -> list[tuple[int, int, str]]:
    checker = Pep8Checker(Settings(options=options_of("pep8", {})), wanted)
    rows = [(each.location.line, each.location.column, each.code) for each in run_checker(checker, text)]
    return sorted(row for row in rows if row[2] in FEW)


def test_those_that_a_place_tells_of_are_few_enough_and_no_others() -> None:
    assert is_narrow(frozenset(FEW))
    assert not any(is_narrow(frozenset({code})) for code in CODES if code not in FEW)


def test_every_place_is_found() -> None:
    assert {code for _, _, code in found(CODE, frozenset(FEW))} == set(FEW) - {"E202", "E242"}


@pytest.mark.parametrize("text", [CODE, *SAMPLES.values()], ids=["code", *SAMPLES])
def test_odd_texts_have_the_same_findings(text: str) -> None:
    assert found(text, frozenset(FEW)) == found(text, frozenset(CODES))


@given(st.data())
@hypothesis_settings(max_examples=150, deadline=None)
def test_a_changed_text_has_the_same_findings(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from([CODE, *SAMPLES.values()]))
    for _ in range(data.draw(st.integers(1, 5))):
        start = data.draw(st.integers(0, len(text)))
        piece = data.draw(st.sampled_from(PIECES))
        changed = text[:start] + piece + text[start:]
        text = changed if Source.from_text(changed).tree is not None else text
    few = frozenset(data.draw(st.lists(st.sampled_from(FEW), min_size=1)))
    narrow, whole = ([row for row in found(text, wanted) if row[2] in few] for wanted in (few, frozenset(CODES)))
    assert narrow == whole  # where the lines cannot be told apart, all codes of a check are found
