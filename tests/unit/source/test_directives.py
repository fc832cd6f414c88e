"""What a noqa comment silences, as it is written and as flake8 takes it."""

from __future__ import annotations

import re
from typing import Literal

import pytest
from flake8.defaults import NOQA_INLINE_REGEXP
from hypothesis import example, given, settings, strategies as st

from qualitygate.model.directive import Directive
from qualitygate.source.directive_search import search
from qualitygate.source.directives import find_directives
from qualitygate.source.source import Source
from tests.flake8_reference import flake8_silences

Codes = tuple[str, ...] | None
ALL = None


def find(text: str, noqa: Literal["strict", "flake8"] = "strict") -> list[Directive]:
    return find_directives(Source.from_text(text), noqa)


def only(text: str, noqa: Literal["strict", "flake8"] = "strict") -> Directive:
    (directive,) = (each for each in find(text, noqa) if not each.is_foreign)
    return directive


@pytest.mark.parametrize(
    ("comment", "strict", "flake8"),
    [
        pytest.param("# noqa", ALL, ALL, id="blanket"),
        pytest.param("# NOQA", ALL, ALL, id="capitals"),
        pytest.param("# noqa because of the API", ALL, ALL, id="blanket with a reason"),
        pytest.param("# noqa py3 needs it", ALL, ALL, id="a reason that looks like a small code"),
        pytest.param("# noqa: E501", ("E501",), ("E501",), id="one code"),
        pytest.param("# noqa:E501", ("E501",), ("E501",), id="no blank"),
        pytest.param("# noqa: E501,W291", ("E501", "W291"), ("E501", "W291"), id="commas"),
        pytest.param("# noqa: E501, W291", ("E501", "W291"), ("E501", "W291"), id="commas and blanks"),
        pytest.param("# noqa: E501 W291", ("E501", "W291"), ("E501", "W291"), id="blanks"),
        pytest.param("# noqa: E501 the URL is long", ("E501",), ("E501",), id="a code and a reason"),
        pytest.param("# noqa: E5", ("E5",), ("E5",), id="a family"),
        pytest.param("# type: ignore # noqa: E501", ("E501",), ("E501",), id="behind another comment"),
        pytest.param("# noqa: e501", ("E501",), ("e501",), id="small letters, which flake8 compares as they are"),
    ],
)
def test_a_well_written_comment_silences(comment: str, strict: Codes, flake8: Codes) -> None:
    ours, theirs = only(f"x = 1  {comment}\n"), only(f"x = 1  {comment}\n", "flake8")
    assert (ours.codes, ours.problem) == (strict, "")
    assert (theirs.codes, theirs.problem) == (flake8, "")


@pytest.mark.parametrize(
    ("comment", "strict", "flake8", "problem"),
    [
        pytest.param("# noqa : F401", ("F401",), ALL, "write '# noqa: F401'", id="a blank before the colon"),
        pytest.param("# noqa F401", ("F401",), ALL, "write '# noqa: F401'", id="no colon"),
        pytest.param("# noqa F401,E501", ("F401", "E501"), ALL, "write '# noqa: F401,E501'", id="no colon, two codes"),
        pytest.param("# noqa - F401", ("F401",), ALL, "write '# noqa: F401'", id="a dash"),
        pytest.param("# noqa:", (), ALL, "'# noqa:' names no code", id="a colon and nothing"),
        pytest.param("# noqa: because", (), ALL, "'# noqa:' names no code", id="a colon and a reason"),
        pytest.param("# noqa:  F401", ("F401",), ALL, "write '# noqa: F401' with", id="two blanks behind the colon"),
        pytest.param("#noqa:  F401", ("F401",), "not found", "", id="two blanks that flake8 does not see"),
        pytest.param("# noqaF401", ("F401",), ALL, "write '# noqa: F401'", id="glued to the code"),
        pytest.param("# noqa F401E501", ("F401", "E501"), ALL, "write '# noqa: F401,E501'", id="no colon, glued"),
        pytest.param("#noqa: F401", ("F401",), "not found", "", id="no blank behind the hash"),
    ],
)
def test_a_comment_that_flake8_takes_for_another_thing(
    comment: str, strict: Codes, flake8: Codes | str, problem: str
) -> None:
    ours, theirs = only(f"x = 1  {comment}\n"), find(f"x = 1  {comment}\n", "flake8")
    assert ours.codes == strict
    assert ours.problem.startswith(problem) and bool(ours.problem) == bool(problem)
    assert [each.codes for each in theirs] == ([] if flake8 == "not found" else [flake8])
    assert [each.problem for each in theirs if each.problem] == ([ours.problem] if problem else [])


def test_a_malformed_comment_is_placed_at_its_hash_in_both_modes() -> None:
    text = "\nx = 1  # type: int # noqa F401\n"
    for directive in (only(text), only(text, "flake8")):
        assert (directive.line, directive.column) == (2, 20)


def test_two_comments_in_one_each_silence_their_codes() -> None:
    assert [directive.codes for directive in find("x = 1  # noqa: E501 # noqa: W291\n")] == [("E501",), ("W291",)]


@pytest.mark.parametrize("word", ["noqas", "noqable", "NoQA_x", "noqaf401", "noqa1"])
def test_d3_a_word_that_begins_with_noqa_silences_nothing_and_says_what_flake8_makes_of_it(word: str) -> None:
    directive = only(f"x = 1  # {word} y\n")
    assert directive.codes == ()
    assert directive.problem == (
        f"'noqa{word[4:]}' begins with 'noqa'; write '# noqa: CODE', or another word; "
        "as it stands flake8 silences every code on this line"
    )
    like_flake8 = only(f"x = 1  # {word} y\n", "flake8")
    assert (like_flake8.codes, like_flake8.problem) == (ALL, directive.problem)


def test_d3_codes_that_are_glued_silence_nothing_as_in_flake8() -> None:
    glued = "x = 1  # noqa: W291,F401E501\n"
    problem = "'F401E501' is no code and silences nothing; write '# noqa: W291,F401,E501'"
    assert (only(glued).codes, only(glued).problem) == (("W291",), problem)
    assert (only(glued, "flake8").codes, only(glued, "flake8").problem) == (("W291", "F401E501"), problem)
    assert only("x = 1  # noqa:F401E501\n").codes == ()


@given(st.text(st.sampled_from("noqaNOQA:FE40f1, \t-x_"), max_size=14))
@settings(deadline=None)
def test_d3_what_is_well_written_silences_what_flake8_silences_and_the_rest_is_told(tail: str) -> None:
    found = NOQA_INLINE_REGEXP.search(f"# noqa{tail}")
    assert found is not None
    theirs = None if found["codes"] is None else {code.upper() for code in re.split(r"[,\s]+", found["codes"]) if code}
    ours = only(f"x = 1  # noqa{tail}\n")
    if not ours.problem:
        assert (ours.codes if ours.codes is None else set(ours.codes)) == theirs
    else:
        assert ours.codes is not None
        assert theirs is None or set(ours.codes) <= theirs


def test_noqa_in_a_string_counts_only_for_flake8() -> None:
    text = "x = '# noqa'\n"
    assert find(text) == []
    assert only(text, "flake8").codes is ALL


@pytest.mark.parametrize(
    ("text", "comment_line", "first", "last"),
    [
        pytest.param("a = 1  # noqa\nb = 2\n", 1, 1, 1, id="its line"),
        pytest.param("a = '''\nb\n'''  # noqa\n", 3, 1, 3, id="all lines of a multi-line string"),
        pytest.param("a = 1 + \\\n    2  # noqa\n", 2, 1, 2, id="all lines joined by backslashes"),
        pytest.param("a = (1,\n     2,  # noqa\n     3)\n", 2, 2, 2, id="one line between brackets"),
        pytest.param("def f():\n    '''Doc.\n\n    More.\n    '''  # noqa\n", 5, 2, 5, id="a docstring"),
        pytest.param("a = 1  # noqa", 1, 1, 1, id="no final line break"),
        pytest.param("f('''\n''', '''\n''')  # noqa\n", 3, 1, 3, id="two strings that share lines"),
    ],
)
@pytest.mark.parametrize("noqa", ["strict", "flake8"])
def test_a_comment_reaches(
    text: str, comment_line: int, first: int, last: int, noqa: Literal["strict", "flake8"]
) -> None:
    directive = only(text, noqa)
    assert (directive.first, directive.last) == (first, last)
    assert directive.line == comment_line


@pytest.mark.parametrize(
    "comment", ["# flake8: noqa", "# flake8:noqa", "# flake8= noqa", "#  flake8 : noqa", "# FLAKE8: NOQA"]
)
def test_a_comment_for_the_file_silences_every_line(comment: str) -> None:
    directive = only(f"a = 1\n{comment}\nb = 2\n")
    assert [directive.silences(line, "E501") for line in (0, 1, 2, 3, 4)] == [True] * 5


def test_a_comment_for_the_file_with_codes_silences_these_and_for_flake8_all() -> None:
    text = "# flake8: noqa: E501\n"
    assert only(text).codes == ("E501",)
    assert [directive.codes for directive in find(text, "flake8")] == [ALL]


def test_a_comment_for_the_file_behind_code_silences_nothing_and_says_why() -> None:
    directive = only("x = 1  # flake8: noqa\n")
    assert directive.codes == ()
    assert directive.problem == "'# flake8: noqa' counts only on a line of its own; flake8 ignores this one"


def test_a_prefix_silences_its_family_on_the_lines_it_reaches() -> None:
    directive = Directive(line=3, column=8, first=2, last=3, codes=("E5",))
    silenced = [(line, code) for line in range(1, 5) for code in ("E501", "W505") if directive.silences(line, code)]
    assert silenced == [(2, "E501"), (3, "E501")]


@pytest.mark.parametrize("comment", ["x = 1  # noqa: E501 until=2020-01-01", "# flake8: noqa until=2020-01-01"])
def test_flake8_knows_no_end(comment: str) -> None:
    assert only(f"{comment}\n").until == "2020-01-01"
    assert only(f"{comment}\n", "flake8").until == ""


def test_after_a_tokenizer_error_each_line_stands_alone() -> None:
    text = "a = '''\nb  # noqa\n"
    assert find(text) == []
    assert (only(text, "flake8").first, only(text, "flake8").last) == (2, 2)


_lines = st.sampled_from(
    [
        "x = 1{}",
        "x = '''{}",
        "text{}",
        "'''{}",
        "x = (1,{}",
        "     2){}",
        "x = 1 + \\",
        "    2{}",
        "def f():{}",
        "    pass{}",
        "",
        "    ",
        "{}",
        'y = "{}"',
        "f'''{{x}}{}",
    ]
)
_comments = st.sampled_from(
    [
        "",
        "  # noqa",
        "  #noqa",
        "  # NoQA: E501",
        "  # noqa:E501,W291",
        "  # noqa: E5 , W291",
        "  # noqa : E501",
        "  # noqa:  W291",
        "  # noqaE501",
        "  # noqas",
        "  # noqa:E501W291",
        "  # noqa: e501",
        "  # noqa:\tE501\x0c",
        "  # noqa: E501\xa0",
        "  # noqa:W291,,E501,",
        "  # noqa: E501 # noqa: W291",
        "# flake8: noqa",
        "  # flake8: noqa",
        "\t# flake8= noqa: E501",
    ]
)


@given(st.lists(st.tuples(_lines, _comments), max_size=6), st.sampled_from(["\n", "\r\n", ""]))
@example([("x = 1{}", "  # noqa: E501\xa0")], "\n")
@example([("x = 1 + \\", ""), ("", "")], "")
@settings(max_examples=150, deadline=None)
def test_as_flake8_it_silences_what_flake8_silences(lines: list[tuple[str, str]], last: str) -> None:
    data = ("\n".join(line.format(comment) for line, comment in lines) + last).encode()
    source = Source("example.py", data)
    directives = find_directives(source, "flake8")
    for code in ("E501", "W291", "F401"):
        ours = {
            line
            for line in range(1, len(source.lines) + 2)
            if any(directive.silences(line, code) for directive in directives)
        }
        assert ours == flake8_silences(data, code)


#: What comments with directives, and those beside them, are made of.
SNIPPETS = (
    *("x = 1", "'''", "\n", "  # noqa", "# NOQA: E501,F401", " # why", "# flake8: noqa", "#type: ignore[misc]", " # é"),
    *(
        "\\\n", "# qualitygate: off[E501]\n", "# qualitygate: on[E501]\n", "# pylint: disable=x", "#", "'# noqa'", "(",
        ")"
    ),
)


@pytest.mark.parametrize("noqa", ["strict", "flake8"])
@settings(deadline=None, max_examples=300)
@given(pieces=st.lists(st.sampled_from(SNIPPETS), max_size=12))
def test_no_directive_is_missed_where_comments_without_its_words_are_passed_over(
    noqa: Literal["strict", "flake8"], pieces: list[str]
) -> None:
    source = Source.from_text("".join(pieces) + "\n")
    _ = source.tree  # asked for, so that strings are told without tokens
    assert find_directives(source, noqa) == search(source, noqa, ())


def test_comments_of_other_tools_behind_code_take_no_tokens() -> None:
    source = Source.from_text("y = 1  # pylint: disable=W1\n# pylint: disable=W1\n# ruff: noqa: F401\nz = 1\n")
    assert source.tree is not None
    assert [(each.first, each.last) for each in find_directives(source, "strict")] == [(1, 1), (2, 5), (0, 5)]
    assert "_tokenized" not in vars(source)
