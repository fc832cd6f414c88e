"""What a fingerprint survives, and what makes it another one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualitygate.model.finding import Finding
from qualitygate.model.fingerprint import fingerprints
from qualitygate.model.location import Location
from qualitygate.model.replacement import replace
from qualitygate.model.severity import Severity

LONG_LINE = Finding(
    code="E501",
    message="line too long (88 > 79 characters)",
    location=Location("shop/models.py", 12, 80),
    severity=Severity.WARNING,
    checker="pep8",
    context="total = sum(item.price for item in items)",
    scope="Order.total",
)


def fingerprint(finding: Finding) -> str:
    (mark,) = fingerprints([finding])
    return mark


def test_a_fingerprint_is_32_hexadecimal_digits() -> None:
    assert len(fingerprint(LONG_LINE)) == 32
    assert set(fingerprint(LONG_LINE)) <= set("0123456789abcdef")


@pytest.mark.parametrize(
    "moved",
    [
        pytest.param(replace(LONG_LINE, location=Location("shop/models.py", 40, 80)), id="lines inserted above"),
        pytest.param(replace(LONG_LINE, location=Location("shop/models.py", 12, 96, 12, 99)), id="another column"),
        pytest.param(replace(LONG_LINE, message="line too long (92 > 79 characters)"), id="another length in the text"),
        pytest.param(replace(LONG_LINE, context="total  =\tsum(item.price for item in items)"), id="other blanks"),
        pytest.param(replace(LONG_LINE, severity=Severity.ERROR, checker="other"), id="another checker"),
    ],
)
def test_a_fingerprint_survives(moved: Finding) -> None:
    assert fingerprint(moved) == fingerprint(LONG_LINE)


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(replace(LONG_LINE, code="W505"), id="another code"),
        pytest.param(replace(LONG_LINE, location=Location("shop/views.py", 12, 80)), id="another file"),
        pytest.param(replace(LONG_LINE, scope="Basket.total"), id="another scope"),
        pytest.param(replace(LONG_LINE, context="total = 0"), id="another line"),
    ],
)
def test_a_fingerprint_differs_for(other: Finding) -> None:
    assert fingerprint(other) != fingerprint(LONG_LINE)


def test_a_second_equal_finding_has_a_fingerprint_of_its_own() -> None:
    first, second = fingerprints([LONG_LINE, replace(LONG_LINE, location=Location("shop/models.py", 13, 80))])
    assert first == fingerprint(LONG_LINE)
    assert second != first


def test_a_finding_between_two_equal_ones_does_not_change_their_fingerprints() -> None:
    other = replace(LONG_LINE, context="something = else_")
    assert fingerprints([LONG_LINE, other, LONG_LINE])[::2] == fingerprints([LONG_LINE, LONG_LINE])


def test_fields_do_not_run_into_each_other() -> None:
    assert fingerprint(replace(LONG_LINE, scope="a", context="b c")) != fingerprint(
        replace(LONG_LINE, scope="a b", context="c")
    )


def test_a_lone_surrogate_in_a_line_is_no_error() -> None:
    assert len(fingerprint(replace(LONG_LINE, context="x = '\ud800'"))) == 32


_findings = st.builds(
    replace, st.just(LONG_LINE), code=st.sampled_from(["E1", "E2"]), scope=st.text("ab", max_size=1)
)


@given(st.lists(_findings))
@settings(max_examples=40, deadline=None)
def test_fingerprints_are_distinct_within_a_run(findings: list[Finding]) -> None:
    assert len(set(fingerprints(findings))) == len(findings)
