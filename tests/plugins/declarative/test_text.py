"""``forbid-text``: a regular expression in the whole text, or in one sort of text."""

from __future__ import annotations

import pytest

from .tables import check, rule


def test_the_whole_text_is_looked_at() -> None:
    check(
        """
        x = "FIXME"  # FIXME
             ^^^^^ SHOP1 do not
                       ^^^^^ SHOP1 do not
        FIXME = 1
        ^^^^^ SHOP1 do not
        """,
        forbid_text="FIXME",
    )


def test_strings_and_comments_are_told_apart() -> None:
    text = """
        x = "FIXME"  # FIXME
        {}
        FIXME = f"{{FIXME}}FIXME"
    """
    check(text.format("               ^^^^^ SHOP1 do not"), forbid_text="FIXME", contexts=["comment"])
    assert [each.message for each in _in_strings('x = "a#b"\n', "#")] == ["do not"]


def _in_strings(text: str, expression: str) -> list[object]:
    from .tables import findings

    return list(findings(text, forbid_text=expression, contexts=["string"]))


@pytest.mark.parametrize(
    ("text", "count"),
    [("x = '^a'\n", 0), ("x = 'ab'\n", 1), ('x = """b\nab"""\n', 1), ("ab\n", 0), ("x = rb'ab'\n", 1)],
    ids=["sign", "plain", "lines", "code", "prefix"],
)
def test_an_anchor_is_at_the_beginning_of_a_string_or_of_a_line_in_it(text: str, count: int) -> None:
    assert len(_in_strings(text, "^ab")) == count


def test_prose_is_what_people_read() -> None:
    check(
        """
        <p class="shoppe">The shoppe</p>
                              ^^^^^^ SHOP1 do not
        """,
        path="templates/a.html",
        kind="template",
        forbid_text="shoppe",
        contexts=["prose"],
    )


@pytest.mark.parametrize(
    ("keys", "kinds"),
    [
        ({}, {"python", "stub"}),
        ({"contexts": ["template"]}, {"template"}),
        ({"contexts": ["comment", "template"]}, {"python", "stub", "template"}),
        ({"kinds": ["yaml"]}, {"yaml"}),
    ],
    ids=["default", "template", "both", "named"],
)
def test_the_kinds_of_files_follow_from_where_it_looks(keys: dict[str, list[str]], kinds: set[str]) -> None:
    assert set(rule(forbid_text="x", **keys).kinds) == kinds


def test_text_that_does_not_parse_has_comments_and_no_strings() -> None:
    check("x = (  # FIXME\n         ^^^^^ SHOP1 do not\n", forbid_text="FIXME", contexts=["comment", "string"])
