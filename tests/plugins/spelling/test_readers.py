from __future__ import annotations

import sys
import tokenize

import pytest
from hypothesis import given
from hypothesis import strategies as st
from qualitygate_plugins.spelling import KINDS
from qualitygate_plugins.spelling.checker import SpellingChecker

from qualitygate.api import Applicability, Source
from qualitygate.model.fix import apply_edits
from qualitygate.testing.checkers import run_checker

from .conftest import Find


@pytest.mark.parametrize(
    ("kind", "text", "level"),
    [
        pytest.param("python", "# Github\n", Applicability.SAFE, id="comment"),
        pytest.param("python", 'def f():\n    """Github."""\n', Applicability.SAFE, id="docstring"),
        pytest.param("python", 'x = "Github"\n', Applicability.UNSAFE, id="string"),
        pytest.param("template", "<p>Github</p>", Applicability.SAFE, id="template text"),
        pytest.param("template", '{% trans "Github" %}', Applicability.UNSAFE, id="key of a catalogue"),
        pytest.param("markdown", "Github\n", Applicability.SAFE, id="markdown"),
        pytest.param("markdown", "[Github]\n\n[github]: x\n", Applicability.UNSAFE, id="label of a markdown link"),
        pytest.param("rst", "A Github b.\n", Applicability.SAFE, id="rst"),
        pytest.param("rst", "Github\n======\n", Applicability.SAFE, id="rst title of equal length"),
        pytest.param("rst", "Git Hub\n=======\n", Applicability.UNSAFE, id="rst title of another length"),
        pytest.param("rst", "Github_\n", Applicability.UNSAFE, id="name of an rst target"),
        pytest.param("po", 'msgid "x"\nmsgstr "Github"\n', Applicability.SAFE, id="msgstr"),
        pytest.param("text", "All of Github is here.\n", Applicability.SAFE, id="text"),
        pytest.param("text", "id,Github\n1,2\n", Applicability.UNSAFE, id="data"),
    ],
)
def test_a_fix_is_safe_where_nothing_refers_to_the_text(kind: str, text: str, level: Applicability, find: Find) -> None:
    (finding,) = find(text, kind)

    assert finding.fix
    assert finding.fix.applicability == level


def test_a_name_that_would_end_its_string_is_not_put_into_it(find: Find) -> None:
    (finding,) = find("x = 'Lets Encrypt it'\n", "python", names=("Let's Encrypt",))

    assert finding.fix is None


def test_two_candidates_are_both_named_and_none_is_written(find: Find) -> None:
    (finding,) = find("Github\n", names=("GitHub", "Git-Hub"))

    assert (finding.message, finding.fix) == ("'Github' should be written 'Git-Hub' or 'GitHub'", None)


def test_message_place_and_fix_of_a_finding(find: Find) -> None:
    (finding,) = find("é𝒳 the Git Hub\n")

    assert finding.message == "'Git Hub' should be written 'GitHub'"
    assert (finding.location.line, finding.location.column, finding.location.end_column) == (1, 8, 15)
    assert finding.fix
    assert finding.fix.title == "Replace 'Git Hub' with 'GitHub'"


def test_python_that_breaks_off_is_read_up_to_there(find: Find) -> None:
    assert [finding.location.line for finding in find("# Github\nx = (\n# Github\n", "python")] == [1, 3]


@pytest.mark.skipif(sys.version_info < (3, 12), reason="needs another Python: f-strings are one token before 3.12")
def test_an_fstring_cut_into_tokens_is_read_without_its_fields() -> None:
    source = Source.from_text('x = f"Github {github:{1}Github} github"\n')
    middles = [token.string for token in source.tokens if tokenize.tok_name[token.type] == "FSTRING_MIDDLE"]

    assert middles == ["Github ", "Github", " github"]
    assert [finding.location.column for finding in SpellingChecker(["GitHub"]).check(source)] == [7, 33]


def test_a_text_file_with_directives_is_read_as_rst(find: Find) -> None:
    assert find("See::\n\n    Github\n\n.. code-block:: python\n\n   Github\n") == []


@pytest.mark.parametrize("text", [": :", ": : x", "  : :\n", ":: :", ":\t:", ": \\: :", ":::", ":a\\"])
@pytest.mark.parametrize("form", ["{}\n", "a\n{}\n", ".. note::\n   {}\n"])
def test_e12_colons_without_a_name_between_them_are_no_field(text: str, form: str, find: Find) -> None:
    text = form.format(text)

    assert find(text, "rst") == []
    assert find(f'def f():\n    """{text}"""\n', "python") == []


@pytest.mark.parametrize(
    "path",
    [
        *("requirements.txt", "a/requirements-dev.txt", "requirements/base.txt", "robots.txt", "packages.txt"),
        *("django.egg-info/requires.txt", "a/b.egg-info/dependency_links.txt", "x-1.0.dist-info/licenses/AUTHORS.txt"),
    ],
)
def test_e15_a_list_for_a_program_is_not_read(path: str) -> None:
    source = Source.from_text("github\n", path=path, kind="text")

    assert list(SpellingChecker(["GitHub"]).check(source)) == []


@pytest.mark.parametrize("kind", ["python", "template", "markdown", "rst", "po", "text"])
@pytest.mark.parametrize(
    "mark", ["{#", "{%", "{{", "<!--", "<a ", "<a '", "<code", "`", ":-", "](", "[a", "_a", "|a", "GITHUB "]
)
def test_marks_that_never_end_take_no_time(kind: str, mark: str, find: Find) -> None:
    assert find(mark * 10_000, kind) == []


#: What the readers look for, to be put together at random.
MARKS = (
    *(
        ":", "::", "..", "`", "``", "_", "__", "|", "<", ">", "[", "]", "(", ")", "#", "*", "-", "=", "+", "~", "\\",
        '"'
    ),
    *("'", "{", "}", "{%", "%}", "{{", "}}", "<!--", "-->", "&amp;", "%(", ")s", "$", "\n", "\n\n", "    ", "\t", " "),
    *("github", "Git", "hub", "wellfire", "interactive", "x", "é", "\0", "1.", ">>>", "f'", '"""', "msgid", "msgstr"),
)


@given(st.lists(st.sampled_from(MARKS), max_size=40).map("".join), st.sampled_from(KINDS))
def test_e12_marks_in_any_order_are_read_and_every_place_and_edit_lies_in_the_text(text: str, kind: str) -> None:
    findings = run_checker(SpellingChecker(["GitHub", "Wellfire Interactive"]), text, kind=kind)

    for finding in findings:
        if finding.fix:
            assert apply_edits(text, finding.fix.edits) != text
