"""Limits that a team sets: how they are read, when they hold, and when nothing can mend them any more."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualitygate.model.limit import FINDINGS, TOTALS, Limit, read_limit


@pytest.mark.parametrize(
    ("text", "limit"),
    [
        pytest.param("errors == 0", Limit("open", "errors", "==", "0"), id="a severity"),
        pytest.param("E501<=120", Limit("open", "E501", "<=", "120"), id="a code without blanks"),
        pytest.param(" all  QG >= 3 ", Limit("all", "QG", ">=", "3"), id="every finding of a prefix"),
        pytest.param("baselined <= 4000", Limit("baselined", "findings", "<=", "4000"), id="a disposition"),
        pytest.param("clean-lines >= 97.5", Limit("", "clean-lines", ">=", "97.5"), id="a percentage"),
        pytest.param("suppressions.pylint < 3", Limit("", "suppressions.pylint", "<", "3"), id="comments of a tool"),
        pytest.param("new == 0", Limit("", "new", "==", "0"), id="a total"),
    ],
)
def test_a_condition_is_read(text: str, limit: Limit) -> None:
    assert read_limit(text) == limit


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("errors", "got 'errors'", id="no comparison"),
        pytest.param("errors = 0", "'=' is none of <=, >=, ==, !=, <, >; did you mean '=='?", id="one equals sign"),
        pytest.param("errors == none", "got 'errors == none'", id="no number"),
        pytest.param("errors == 1.5", "errors is counted in whole numbers", id="half an error"),
        pytest.param("clean-lines >= 975", "clean-lines is a percentage", id="more than all"),
        pytest.param("erors == 0", "did you mean 'errors'?", id="a misspelt name"),
        pytest.param("old E501 == 0", "'old' is none of all, open,", id="an unknown disposition"),
        pytest.param("known files == 0", "'known' goes with a code or findings,", id="a disposition of files"),
        pytest.param("suppressions. == 0", "'suppressions.' is nothing that is measured", id="a tool without a name"),
        pytest.param("E501 <= 1; import os", "got 'E501 <= 1; import os'", id="more behind it"),
    ],
)
def test_a_condition_that_cannot_be_read_says_what_was_expected(text: str, message: str) -> None:
    with pytest.raises(ValueError, match="expected a condition such as 'errors == 0' or 'E501 <= 120'") as error:
        read_limit(text)
    assert message in str(error.value)


limits = st.builds(
    "{} {} {}".format,
    st.sampled_from([*FINDINGS, *TOTALS, "suppressions.pylint", "E501", "all F"]),
    st.sampled_from(["==", "!=", "<=", ">=", "<", ">"]),
    st.integers(0, 5),
).map(read_limit)


@given(limits)
def test_a_condition_reads_as_it_is_shown(limit: Limit) -> None:
    assert read_limit(limit.text) == limit


@given(limits, st.lists(st.integers(0, 6), min_size=2, max_size=4))
def test_a_lost_limit_never_holds_again_while_counts_grow(limit: Limit, measured: list[int]) -> None:
    first, *later = sorted(measured, reverse=limit.what == "clean-lines")
    if limit.what.partition(".")[0] in ("suppressions", "files", "lines", "skipped"):
        later = [first]
    if limit.is_lost(Fraction(first)):
        assert not any(limit.holds(Fraction(value)) for value in later)


def test_a_limit_that_is_broken_and_may_be_mended_is_not_lost() -> None:
    assert not read_limit("E501 >= 3").is_lost(Fraction(1))
    assert read_limit("E501 < 3").is_lost(Fraction(3))
    assert read_limit("clean-lines > 90").is_lost(Fraction(90))
