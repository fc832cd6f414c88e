"""What a ``qualitygate:`` comment silences, in every form and every kind of file."""

from __future__ import annotations

import re
import time
from textwrap import dedent

import pytest
from hypothesis import example, given, settings, strategies as st

from qualitygate.model.directive import Directive
from qualitygate.source.directives import find_directives, with_codes, without
from qualitygate.source.source import Source


def find(text: str, kind: str = "python") -> list[Directive]:
    return find_directives(Source.from_text(dedent(text), kind=kind), "strict")


def only(text: str, kind: str = "python") -> Directive:
    (directive,) = find(text, kind)
    return directive


@pytest.mark.parametrize(
    ("comment", "codes", "names", "reason", "until"),
    [
        pytest.param("ignore[E501]", ("E501",), (), "", "", id="one code"),
        pytest.param("ignore[E501, F401]", ("E501", "F401"), (), "", "", id="two codes"),
        pytest.param("ignore[e501]", ("E501",), (), "", "", id="small letters"),
        pytest.param("ignore[E5,W]", ("E5", "W"), (), "", "", id="families"),
        pytest.param("ignore[unused-import]", (), ("unused-import",), "", "", id="a name"),
        pytest.param("ignore[unused-import,E501]", ("E501",), ("unused-import",), "", "", id="a name and a code"),
        pytest.param("ignore[*]", None, (), "", "", id="everything"),
        pytest.param("ignore[E501] as the API wants it", ("E501",), (), "as the API wants it", "", id="a reason"),
        pytest.param("ignore[E501]: see #12", ("E501",), (), "see #12", "", id="a reason with an issue"),
        pytest.param("ignore[E501] x until=2026-12-31", ("E501",), (), "x", "2026-12-31", id="a date"),
        pytest.param("ignore[E501] until=2026-12-31 x", ("E501",), (), "x", "2026-12-31", id="a date first"),
        pytest.param("ignore[E501] until=soon", ("E501",), (), "", "soon", id="a date that is none"),
        pytest.param("ignore[E501] until=", ("E501",), (), "", "?", id="no date"),
        pytest.param("ignore [E501]", ("E501",), (), "", "", id="a blank before the bracket"),
    ],
)
def test_a_comment_says(
    comment: str, codes: tuple[str, ...] | None, names: tuple[str, ...], reason: str, until: str
) -> None:
    found = only(f"x = 1  # qualitygate: {comment}\n")
    assert (found.codes, found.names, found.reason, found.until) == (codes, names, reason, until)
    assert (found.problem, found.form, found.first, found.last) == ("", "ignore", 1, 1)


@pytest.mark.parametrize(
    ("comment", "problem"),
    [
        pytest.param("ignore", "names no code; write ignore[E501]", id="no brackets"),
        pytest.param("ignore E501", "names no code; write ignore[E501]", id="codes without brackets"),
        pytest.param("ignore[E501", "names no code; write ignore[E501]", id="an open bracket"),
        pytest.param("ignore[]", "names no code; write ignore[E501]", id="empty brackets"),
        pytest.param("ignore[E-501]", "'E-501' is neither a code such as E501 nor the name of a rule", id="no code"),
        pytest.param("ignroe[E501]", "is no directive; did you mean 'ignore'?", id="a typing error"),
        pytest.param("skip-this", "is no directive; write one of ignore, ignore-next-line", id="another word"),
        pytest.param("off[E501]", "'qualitygate: off' counts only on a line of its own", id="off behind code"),
        pytest.param("ignore-file[*]", "counts only on a line of its own", id="the file behind code"),
    ],
)
def test_a_comment_that_is_not_understood_silences_nothing_and_says_why(comment: str, problem: str) -> None:
    found = only(f"x = 1  # qualitygate: {comment}\n")
    assert found.codes == ()
    assert problem in found.problem


def test_a_string_is_no_comment() -> None:
    assert find("x = '# qualitygate: ignore[E501]'\n") == []


def reached(text: str, kind: str = "python") -> list[tuple[int, int, bool]]:
    """Return first and last line of every directive, and whether it has a problem."""
    return [(each.first, each.last, bool(each.problem)) for each in find(text, kind)]


def test_the_next_line_is_reached_with_its_string() -> None:
    text = """\
        # qualitygate: ignore-next-line[E501]
        x = '''
        y
        '''
        z = 1
    """
    assert reached(text) == [(2, 4, False)]


def test_two_comments_for_the_next_line_may_stand_above_each_other() -> None:
    text = """\
        # qualitygate: ignore-next-line[E501]
        # qualitygate: ignore-next-line[F401]
        import os
    """
    assert reached(text) == [(2, 3, False), (3, 3, False)]


def test_an_empty_line_is_the_next_line_too() -> None:
    assert reached("# qualitygate: ignore-next-line[E501]\n\nx = 1\n") == [(2, 2, False)]


def test_a_block_ends_where_it_is_switched_on_again() -> None:
    assert reached("# qualitygate: off[E501]\nx = 1\n# qualitygate: on[E501]\ny = 1\n") == [(1, 3, False)]


def test_on_without_codes_ends_the_latest_block() -> None:
    text = """\
        # qualitygate: off[E501]
        # qualitygate: off[F401]
        x = 1
        # qualitygate: on
        y = 1
        # qualitygate: on
    """
    assert reached(text) == [(1, 6, False), (2, 4, False)]


def test_a_block_that_nothing_ends_is_that_of_its_indentation() -> None:
    text = """\
        def f():
            # qualitygate: off[E501]
            if x:
                y = 1

            # a comment
            return y


        z = 1
    """
    assert reached(text) == [(2, 9, False)]


def test_a_block_of_a_branch_ends_with_the_branch() -> None:
    text = """\
        if x:
            # qualitygate: off[E501]
            y = 1
        else:
            y = 2
    """
    assert reached(text) == [(2, 3, False)]


def test_a_block_at_the_end_of_the_file_ends_with_it() -> None:
    assert reached("def f():\n    # qualitygate: off[E501]\n    return 1\n") == [(2, 4, False)]


def test_a_block_is_not_ended_by_the_lines_of_a_bracket_or_a_string() -> None:
    text = """\
        def f():
            # qualitygate: off[E501]
            x = (
        1, '''
        ''')
            return x
        z = 1
    """
    assert reached(text) == [(2, 6, False)]


def test_a_block_at_the_margin_wants_an_end() -> None:
    assert reached("x = 1\n# qualitygate: off[E501]\ny = 1\n") == [(2, 4, True)]


@pytest.mark.parametrize("codes", ["[F401]", "[E501,F401]", "[unused-import]"])
def test_on_with_other_codes_ends_nothing(codes: str) -> None:
    assert reached(f"# qualitygate: off[E501]\nx = 1\n# qualitygate: on{codes}\n") == [(1, 4, True), (3, 3, True)]


def test_on_behind_the_block_ends_nothing() -> None:
    text = """\
        def f():
            # qualitygate: off[E501]
            return 1
        x = f()
        # qualitygate: on[E501]
    """
    assert reached(text) == [(2, 3, False), (5, 5, True)]


def test_a_file_is_silenced_from_anywhere_in_it() -> None:
    found = only("x = 1\n# qualitygate: ignore-file[E501] generated\n")
    assert [found.silences(line, "E501") for line in (0, 1, 2, 3)] == [True] * 4
    assert not found.silences(1, "F401")


@pytest.mark.parametrize(
    ("text", "kind", "first", "last"),
    [
        pytest.param("a\n<p>{# qualitygate: ignore[QG2] x #}\n", "template", 2, 2, id="Django and Jinja"),
        pytest.param("<!-- qualitygate: ignore-next-line[QG2] x -->\nb\n", "template", 2, 2, id="HTML"),
        pytest.param(
            "{% comment %}qualitygate: ignore-next-line[QG2]{% endcomment %}\nb\n", "template", 2, 2, id="Django block"
        ),
        pytest.param("a\n{#\n qualitygate: ignore-file[QG2]\n#}\n", "template", 0, 5, id="several lines"),
        pytest.param("a <!-- qualitygate: ignore[QG2] x -->\n", "markdown", 1, 1, id="Markdown"),
        pytest.param("<!-- noqa: QG201 -->\n", "markdown", 1, 1, id="noqa in Markdown"),
        pytest.param(".. qualitygate: ignore-next-line[QG2]\n\ntext\n", "rst", 2, 3, id="reStructuredText"),
        pytest.param("\n# qualitygate: ignore[QG2] x\n#: a.py:1\nmsgid 'a'\nmsgstr 'b'\n\n", "po", 2, 5, id="an entry"),
        pytest.param("# qualitygate: ignore-file[QG2]\nmsgid ''\n", "po", 0, 3, id="a catalogue"),
    ],
)
def test_every_kind_has_its_own_comments(text: str, kind: str, first: int, last: int) -> None:
    found = only(text, kind)
    assert (found.first, found.last, found.problem) == (first, last, "")
    assert found.codes in (("QG2",), ("QG201",))


def test_a_block_in_a_template_wants_an_end() -> None:
    off, on = "{# qualitygate: off[QG2] #}", "{# qualitygate: on #}"
    assert reached(f"{off}\na\n{on}\nb\n", "template") == [(1, 3, False)]
    assert reached(f"{off}\na\n", "template") == [(1, 3, True)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        pytest.param("```html\n<!-- qualitygate: ignore-file[*] -->\n```\n", "markdown", id="a fenced block"),
        pytest.param("write `<!-- qualitygate: ignore-file[*] -->`\n", "markdown", id="a code span"),
        pytest.param(".. qualitygate:: ignore-file[*]\n", "rst", id="a directive of reStructuredText"),
        pytest.param("#: qualitygate: ignore-file[*]\nmsgid ''\n", "po", id="a reference"),
        pytest.param("# qualitygate: ignore-file[*]\n", "text", id="a text has no comments"),
    ],
)
def test_what_is_no_comment_is_left_alone(text: str, kind: str) -> None:
    assert find(text, kind) == []


def cut(text: str) -> str:
    """Return the text without its only directive."""
    (line, start, end_line, end) = only(text).removal
    lines = text.split("\n")
    rest = lines[end_line - 1][end - 1 :]
    return "\n".join([*lines[: line - 1], lines[line - 1][: start - 1] + rest, *lines[end_line:]])


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("x = 1  # noqa: E501\ny\n", "x = 1\ny\n", id="with the blanks before it"),
        pytest.param("x = 1\t# noqa: E501 why  \ny\n", "x = 1\ny\n", id="with the blanks behind it"),
        pytest.param("if x:\n    # noqa: E501\n    y\n", "if x:\n    y\n", id="with its line"),
        pytest.param("x = 1\n# noqa: E501", "x = 1\n", id="the last line"),
        pytest.param("x = 1  # noqa: E501  # type: int\n", "x = 1  # type: int\n", id="before another comment"),
        pytest.param("x = 1  # type: int  # noqa: E501\n", "x = 1  # type: int\n", id="behind another comment"),
    ],
)
def test_what_goes_with_a_comment(before: str, after: str) -> None:
    assert cut(before) == after


@pytest.mark.parametrize(
    ("text", "gone", "left"),
    [
        ("# noqa: E501,F401 why", ["E501"], "# noqa: F401 why"),
        ("# noqa: E501, F401, W291", ["F401"], "# noqa: E501, W291"),
        ("# noqa:E501 F401", ["F401"], "# noqa:E501"),
        ("# NOQA: e501,f401", ["E501"], "# NOQA: f401"),
        ("# qualitygate: ignore[unused-import, E501] why", ["unused-import"], "# qualitygate: ignore[E501] why"),
    ],
    ids=["commas", "commas and blanks", "blanks", "small letters", "names"],
)
def test_codes_are_taken_out_of_a_comment(text: str, gone: list[str], left: str) -> None:
    assert without(only(f"x = 1  {text}\n"), gone) == left


@pytest.mark.parametrize("kind", ["template", "markdown", "rst", "po"])
def test_comments_that_never_end_cost_no_more_than_their_length(kind: str) -> None:
    text = "noqa\n" + "{# <!-- {% comment %} .. \n# " * 100_000
    started = time.perf_counter()
    find(text, kind)
    assert time.perf_counter() - started < 10


_codes = st.lists(st.from_regex(r"[A-Z]{1,3}[0-9]{1,4}", fullmatch=True), min_size=1, max_size=5, unique=True)
_reasons = st.from_regex(r"([a-z(][a-z .,()-]{0,20})?", fullmatch=True).map(lambda text: " ".join(text.split()))
_separators = st.sampled_from([",", ", ", " "])


@given(_codes, _reasons, _separators, st.sampled_from(["# noqa: {} {}", "x = 1  # qualitygate: ignore[{}] {}"]))
@settings(max_examples=200, deadline=None)
def test_what_is_written_is_read_and_can_be_rewritten(
    codes: list[str], reason: str, separator: str, form: str
) -> None:
    found = only(form.format(separator.join(codes), reason).rstrip() + "\n")
    assert found.codes == tuple(codes)
    assert found.reason.strip(" .,-") == reason.strip(" .,-")
    for code in codes[1:]:
        shorter = only(f"x = 1  {without(found, [code])}\n")
        assert shorter.codes == tuple(each for each in codes if each != code)
        assert shorter.reason == found.reason
    longer = only(f"x = 1  {with_codes(found, ['ZZ99'])}\n")
    assert (longer.codes, longer.reason) == ((*codes, "ZZ99"), found.reason)


_words = st.sampled_from(
    ["#", " ", "noqa", ":", "qualitygate", "ignore", "off", "on", "[", "]", "*", "E501", "unused-import", ",", "\n"]
    + ["x", "until=", "2026-12-31", "'''", "    ", "type: ignore", "pylint: disable=", "<!--", "-->", "{#", "#}", ".."]
)


@given(st.lists(_words, max_size=25).map("".join), st.sampled_from(["python", "template", "markdown", "rst", "po"]))
@example("# qualitygate:ignore[E501]", "python")
@example("##type: ignore", "python")
@settings(max_examples=300, deadline=None)
def test_no_text_is_too_strange(text: str, kind: str) -> None:
    source = Source.from_text(text, kind=kind)
    for found in find_directives(source, "strict"):
        assert 1 <= found.line <= len(source.lines)
        assert 0 <= found.first <= len(source.lines) + 1
        assert found.first - found.is_foreign <= found.last <= len(source.lines) + 1  # its tool may pass one over
        if found.text:
            assert source.line(found.line)[found.column - 1 :].startswith(found.text)
        assert found.codes is None or all(re.fullmatch(r"[A-Z]{1,8}[0-9]*|[A-Z]+[0-9]+", code) for code in found.codes)


@given(st.lists(_words, max_size=25).map("".join))
@settings(max_examples=200, deadline=None)
def test_what_is_malformed_silences_no_more_than_codes_that_are_written(text: str) -> None:
    for found in find_directives(Source.from_text(text), "strict"):
        if found.problem and found.form != "off":
            assert found.codes is not None
            assert all(code in text.upper() for code in found.codes)
