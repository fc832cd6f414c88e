"""Brackets whose contents no check can object to look all the same; pycodestyle itself is asked in test_shapes.py."""

from __future__ import annotations

import pytest

from qualitygate_plugins.pep8.shapes.folding import fold


@pytest.mark.parametrize(
    ("shape", "folded"),
    [
        ("a(a, a=a.a, *a)\n", "a(a)\n"),
        ("a(a[a], (a, a))\n", "a(a)\n"),
        ("a = {a: a, \"a\": a + a}\n", "a = {a}\n"),
        ("a = \"a\" \"a\"\n", "a = \"a\"\n"),
    ],
    ids=["arguments", "nested", "items", "joined-strings"],
)
def test_what_is_clean_in_any_bracket_is_folded(shape: str, folded: str) -> None:
    assert fold(shape) == folded


@pytest.mark.parametrize(
    "shape",
    ["a(a,a)\n", "a( a)\n", "a(a = a)\n", "def a(a, a=a):\n", "if type(a, a) == a:\n"],
    ids=["comma", "blank", "equals", "parameters", "type"],
)
def test_what_a_check_may_object_to_stays_as_it_is(shape: str) -> None:
    assert fold(shape) == shape


def test_folding_twice_is_folding_once() -> None:
    once = fold("a(a(a, a), [a, a], a=-a)\n")

    assert fold(once) == once
