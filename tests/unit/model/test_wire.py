"""Rows: what goes out comes back equal, through JSON too."""

from __future__ import annotations

import json
import marshal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualitygate.model.directive import Directive
from qualitygate.model.failure import Failure
from qualitygate.model.finding import Finding
from qualitygate.model.fix import Edit, Fix
from qualitygate.model.location import Location
from qualitygate.model.settings import Settings
from qualitygate.model.severity import Applicability, Severity
from qualitygate.model.wire import (
    Reader,
    directive_from_row,
    directive_to_row,
    failure_from_row,
    failure_to_row,
    finding_from_row,
    finding_to_row,
    to_bytes,
)

_texts = st.text(st.sampled_from("aB1 é€𝒳\n\t\0\"\\\u2028\ud800"), max_size=12)
_numbers = st.integers(1, 10_000)


@st.composite
def _locations(draw: st.DrawFn) -> Location:
    path = draw(_texts)
    line, column = draw(_numbers), draw(_numbers)
    places = [
        Location(path),
        Location(path, line),
        Location(path, line, column),
        Location(path, line, column, line, column + draw(_numbers)),
        Location(path, line, column, line + draw(_numbers), draw(_numbers)),
    ]
    return draw(st.sampled_from(places))


@st.composite
def _fixes(draw: st.DrawFn) -> Fix:
    lines = draw(st.lists(_numbers, min_size=1, max_size=3, unique=True).map(sorted))
    edits = tuple(Edit(line, 1, line, draw(_numbers), draw(_texts)) for line in lines)
    return Fix(draw(_texts), edits, draw(st.sampled_from(Applicability)))


_findings = st.builds(
    Finding,
    code=_texts,
    message=_texts,
    location=_locations(),
    severity=st.sampled_from(Severity),
    checker=_texts,
    context=_texts,
    scope=_texts,
    fix=st.none() | _fixes(),
    also_from=st.lists(_texts, max_size=3).map(tuple),
)
_failures = st.builds(Failure, _texts, _texts, _texts, _texts, _texts)


_directives = st.builds(
    Directive,
    line=_numbers,
    column=_numbers,
    first=_numbers,
    last=_numbers,
    codes=st.none() | st.lists(_texts, max_size=3).map(tuple),
    problem=_texts,
    form=_texts,
    names=st.lists(_texts, max_size=3).map(tuple),
    reason=_texts,
    until=_texts,
    text=_texts,
    removal=st.lists(_numbers, max_size=8).map(tuple),
    context=_texts,
    scope=_texts,
    named=st.lists(_texts, max_size=3).map(tuple),
)


@given(_directives)
@settings(max_examples=100, deadline=None)
def test_a_suppression_comment_comes_back_equal_from_its_row_through_json_too(directive: Directive) -> None:
    row = directive_to_row(directive)
    assert directive_from_row(row) == directive
    assert directive_from_row(json.loads(json.dumps(row))) == directive


@given(_findings)
@settings(max_examples=100, deadline=None)
def test_a_finding_comes_back_equal_from_its_row(finding: Finding) -> None:
    back = finding_from_row(finding_to_row(finding))
    assert back == finding
    assert (type(back.severity), type(back.also_from)) == (Severity, tuple)


@given(_findings)
@settings(max_examples=50, deadline=None)
def test_a_finding_comes_back_equal_through_json_and_marshal(finding: Finding) -> None:
    row = finding_to_row(finding)
    assert finding_from_row(json.loads(json.dumps(row))) == finding
    assert finding_from_row(marshal.loads(marshal.dumps(row))) == finding


@given(_failures)
@settings(max_examples=30, deadline=None)
def test_a_failure_comes_back_equal_through_json(failure: Failure) -> None:
    assert failure_from_row(json.loads(json.dumps(failure_to_row(failure)))) == failure


@given(st.lists(_findings, max_size=3), st.lists(_failures, max_size=3), st.lists(_directives, max_size=3))
@settings(max_examples=100, deadline=None)
def test_values_come_back_equal_from_their_bytes(
    findings: list[Finding], failures: list[Failure], directives: list[Directive]
) -> None:
    said = (findings, failures, directives)
    assert Reader(tuple[list[Finding], list[Failure], list[Directive]]).read(to_bytes(said)) == said


@pytest.mark.parametrize(
    ("written", "message"),
    [
        (["a", "b", ["a.py", "1"], 20, "c"], r"Expected `int`, got `str` - at `\$\[2\]\[1\]`"),
        (["a", "b", ["a.py"], 21, "c"], r"Invalid enum value 21 - at `\$\[3\]`"),
        (["a", "b", ["a.py", 0, 1], 20, "c"], r"expected 1-based line and column .* - at `\$\[2\]`"),
    ],
    ids=["another type", "no severity", "no location"],
)
def test_what_is_not_a_value_is_refused_with_its_place(written: object, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Reader(Finding).read(to_bytes(written))


def test_half_a_surrogate_comes_back_from_wherever_text_can_be() -> None:
    half = "caf\udce9"
    settings = Settings(options=((half, half), ("names", (half,)), ("number", 1)), external=(half,))

    assert Reader(dict[str, Settings]).read(to_bytes({half: settings})) == {half: settings}


def test_what_is_no_json_is_refused() -> None:
    with pytest.raises(ValueError, match="Expecting value"):
        Reader(Finding).read(b"[")
