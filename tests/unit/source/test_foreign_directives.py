"""What other tools' comments look like, what they are called here, and what a fixer may do with them."""

from __future__ import annotations


import pytest
from hypothesis import given, strategies as st

from qualitygate.api import tool_comments
from qualitygate.model.directive import Directive
from qualitygate.source.directives import find_directives
from qualitygate.source.source import Source

#: A comment, its form, and the names that it lists.
SILENCING = [
    ("type: ignore", "type: ignore", ()),
    ("type:  ignore[arg-type, misc]  # why", "type: ignore", ("arg-type", "misc")),
    ("type:ignore [misc]", "type: ignore", ("misc",)),
    ("pyright: ignore[reportFoo]", "pyright: ignore", ("reportFoo",)),
    ("pyright: reportMissingImports=false", "pyright: settings", ("reportMissingImports",)),
    ("ty: ignore", "ty: ignore", ()),
    (
        "ty: ignore[invalid-assignment, call-non-callable] why",
        "ty: ignore",
        ("invalid-assignment", "call-non-callable")
    ),
    ("pyrefly: ignore", "pyrefly: ignore", ()),
    ("pyrefly:ignore [bad-return]", "pyrefly: ignore", ("bad-return",)),
    ("pyrefly: ignore-errors", "pyrefly: ignore-errors", ()),
    ("pyrefly: ignore-errors[bad-return]", "pyrefly: ignore-errors", ("bad-return",)),
    ("pyre-ignore[16]: why", "pyre-ignore", ("16",)),
    ("pyre-fixme[9]", "pyre-ignore", ("9",)),
    ("pyre-ignore-all-errors", "pyre-ignore-all-errors", ()),
    ("pytype: disable=attribute-error", "pytype: disable", ("attribute-error",)),
    ("pytype: skip-file", "pytype: skip-file", ()),
    ("mypy: ignore-errors", "mypy: ignore-errors", ()),
    ('mypy: disable-error-code="misc, arg-type"', "mypy: disable-error-code", ("misc", "arg-type")),
    ("pycharm: ignore[PyTypeChecker]", "pycharm: ignore", ("PyTypeChecker",)),
    (
        "noinspection PyUnresolvedReferences,PyMethodMayBeStatic",
        "noinspection",
        ("PyUnresolvedReferences", "PyMethodMayBeStatic")
    ),
    ("pylint: disable=no-member,invalid-name", "pylint: disable", ("no-member", "invalid-name")),
    ("why pylint: disable=no-member; it is there", "pylint: disable", ("no-member",)),
    ("pylint: disable-next=no-member", "pylint: disable-next", ("no-member",)),
    ("pylint: skip-file", "pylint: skip-file", ()),
    ("ruff: noqa: F401", "ruff: noqa", ("F401",)),
    ("ruff: ignore[F401]", "ruff: ignore", ("F401",)),
    ("ruff:ignore[F401,E501] why", "ruff: ignore", ("F401", "E501")),
    ("ruff : ignore[F401]", "ruff: ignore", ("F401",)),
    ("ruff: file-ignore[unused-import]", "ruff: file-ignore", ("unused-import",)),
    ("ruff: disable[E741, F841]", "ruff: disable", ("E741", "F841")),
    ("nosec", "nosec", ()),
    ("nosec B101, B102 why", "nosec", ("B101", "B102")),
    ("nosemgrep", "nosemgrep", ()),
    ("nosemgrep: python.lang.audit.exec, other-id", "nosemgrep", ("python.lang.audit.exec", "other-id")),
    ("why nosem:some-id", "nosemgrep", ("some-id",)),
    ("NOSONAR", "NOSONAR", ()),
    ("pragma: no cover", "pragma: no cover", ()),
    ("pragma: no branch", "pragma: no branch", ()),
    ("pragma: no mutate", "pragma: no mutate", ()),
    ("pragma: allowlist secret", "pragma: allowlist secret", ()),
    ("gitleaks:allow", "gitleaks:allow", ()),
    ("trufflehog:ignore", "trufflehog:ignore", ()),
    ("codespell:ignore theses,nd", "codespell:ignore", ("theses", "nd")),
    ("codespell:ignore-next-line nd", "codespell:ignore-next-line", ("nd",)),
    ("cspell:disable-line", "cspell: disable", ()),
    ("fmt: skip", "fmt: skip", ()),
    ("fmt:off", "fmt: off", ()),
    ("yapf: disable", "yapf: disable", ()),
    ("isort: skip_file", "isort: skip_file", ()),
    ("isort:skip", "isort: skip", ()),
    ("isort: off", "isort: off", ()),
    ("autopep8: off", "autopep8: off", ()),
    ("autoflake: skip_file", "autoflake: skip_file", ()),
    ("nopycln: import", "nopycln: import", ()),
    ("skipcq: PYL-W0612", "skipcq", ("PYL-W0612",)),
    ("trunk-ignore(ruff/F841,bandit)", "trunk-ignore", ("ruff/F841", "bandit")),
    ("codeql[py/sql-injection]", "codeql", ("py/sql-injection",)),
]


def find(text: str, kind: str = "python") -> list[Directive]:
    return find_directives(Source.from_text(text, kind=kind), "strict")


@pytest.mark.parametrize(("comment", "form", "names"), SILENCING, ids=[comment for comment, _, _ in SILENCING])
def test_d4_what_silences_other_tools_is_found_and_silences_nothing_here(
    comment: str, form: str, names: tuple[str, ...]
) -> None:
    (found,) = find(f"x = 1  # {comment}\n")
    assert (found.form, found.names, found.codes, found.is_foreign) == (form, names, (), True)


@pytest.mark.parametrize(
    ("text", "kind", "form", "names"),
    [
        ("{# djlint:off H025,H006 #}\n", "template", "djlint:off", ("H025", "H006")),
        ("<!-- djlint:off -->\n", "template", "djlint:off", ()),
        (
            "<!-- markdownlint-disable-next-line MD013 MD033 -->\n",
            "markdown",
            "markdownlint-disable",
            ("MD013", "MD033")
        ),
        ("<!-- codespell:ignore theses -->\n", "markdown", "codespell:ignore", ("theses",)),
        ("<!-- prettier-ignore -->\n", "markdown", "prettier-ignore", ()),
        ("<!-- vale Google.Headings = NO -->\n", "markdown", "vale off", ("Google.Headings",)),
        (".. vale off\n", "rst", "vale off", ()),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_d4_what_silences_other_tools_is_found_in_other_files(
    text: str, kind: str, form: str, names: tuple[str, ...]
) -> None:
    (found,) = find(text, kind)
    assert (found.form, found.names) == (form, names)


@pytest.mark.parametrize(
    "comment",
    [
        "type: int",
        "type: ignored by everyone",
        "the type: ignore comment",
        "ruff: enable[E741]",
        "ruff: ignore",  # measured with ruff 0.17.6: nothing without brackets
        "Ruff: ignore[F401]",
        "fmt: on",
        "mypy: ignore_errors = False",
        "pyright: strict",
        "quality: good",
        "a pragmatic choice",
        "see vale.sh",
        "nosection here",
        "isort: split",
        "pylint: enable=no-member",
        "-*- coding: utf-8 -*-",
    ],
)
def test_what_silences_no_tool_is_not_counted(comment: str) -> None:
    assert find(f"x = 1  # {comment}\n") == []


@pytest.mark.parametrize(
    ("comment", "forms"),
    [
        ("# an ordinary comment", ()),
        ("# see #12", ()),
        ("#: documents an attribute", ()),
        ("# ty: ignore[abc]", ("ty: ignore",)),
        ("# TYPE: IGNORE", ("type: ignore",)),
        ("# noqa: F401  # type: ignore[misc]", ("noqa", "type: ignore")),
        ("# type: Dict[str, int]", ("type:",)),
        ("# why  # nosec", ("nosec",)),
        ("# pylint: enable=no-member", ("pylint:",)),
        ("# qualitygate: off[E501]", ("qualitygate",)),
        ("# fmt: on", ("fmt:",)),
        ("#!/usr/bin/env python", ("!",)),
        ("# vim: set ts=4", ("vim:",)),
    ],
)
def test_c5_what_a_comment_says_to_tools(comment: str, forms: tuple[str, ...]) -> None:
    assert tuple(each.form for each in tool_comments(comment)) == forms


def test_c5_a_project_names_further_tools() -> None:
    assert tool_comments("# mytool: skip") == ()
    (found,) = tool_comments("# MyTool: skip", ["mytool:"])
    assert (found.form, found.is_about_line) == ("mytool:", True)


@pytest.mark.parametrize(
    ("comment", "is_about_line"),
    [
        ("# noqa: F401", True),
        ("# type: ignore[misc]", True),
        ("# pylint: disable=unused-import", True),
        ("# pylint: disable-next=unused-import", False),
        ("# pylint: skip-file", False),
        ("# isort: skip", True),
        ("# isort: skip_file", False),
        ("# noinspection PyUnresolvedReferences", False),
    ],
)
def test_a_comment_behind_code_is_about_its_line_or_about_more(comment: str, is_about_line: bool) -> None:
    (found,) = tool_comments(comment)
    assert found.is_about_line is is_about_line


@given(st.text(st.sampled_from("#:=[]() ,;-_abctyperuffignore\t")))
def test_nothing_that_is_written_fails(text: str) -> None:
    tool_comments("#" + text)
    find(f"x = 1  #{text}\n")


def test_e10_a_long_comment_takes_no_longer_than_its_length() -> None:
    """A quadratic reading of a megabyte would take hours; the suite's own limit of time ends it."""
    for piece in (
        "pylint: disable=", "type: ignore[", "# type: ignore[", "nosem ", "isort:", "codespell:ignore a,", "pragma: "
    ):
        tool_comments("# " + piece * (1_000_000 // len(piece)))
