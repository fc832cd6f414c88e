"""What goes out as bytes comes back equal, or is refused."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualitygate.model.directive import Directive
from qualitygate.model.failure import Failure
from qualitygate.model.finding import Finding
from qualitygate.model.fix import Edit, Fix
from qualitygate.model.location import Location, Related
from qualitygate.model.settings import Settings
from qualitygate.model.severity import Applicability, Severity
from qualitygate.model.wire import Reader, to_bytes

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
    related=st.lists(st.builds(Related, _locations(), _texts), max_size=2).map(tuple),
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


@given(st.lists(_findings, max_size=3), st.lists(_failures, max_size=3), st.lists(_directives, max_size=3))
@settings(max_examples=100, deadline=None)
def test_values_come_back_equal_from_their_bytes(
    findings: list[Finding], failures: list[Failure], directives: list[Directive]
) -> None:
    said = (findings, failures, directives)
    back = Reader(tuple[list[Finding], list[Failure], list[Directive]]).read(to_bytes(said))
    assert back == said
    assert {(type(each.severity), type(each.also_from)) for each in back[0]} <= {(Severity, tuple)}


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
