"""Lines of a catalogue, joined strings and wrapped prose are read as one text, and every place leads back."""

from __future__ import annotations

from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st
from qualitygate_plugins.spelling.checker import SpellingChecker

from qualitygate.api import Applicability, Edit, Finding
from qualitygate.model.fix import apply_edits
from qualitygate.testing.checkers import run_checker

from .conftest import Find


def _place(text: str, finding: Finding) -> str:
    """Return what stands where a finding points to."""
    starts = [0, *accumulate(len(line) + 1 for line in text.split("\n"))]
    where = finding.location
    return text[starts[where.line - 1] + where.column - 1 : starts[where.end_line - 1] + where.end_column - 1]


def _fixed(text: str, finding: Finding) -> str:
    assert finding.fix
    return apply_edits(text, finding.fix.edits)


def test_c7_a_code_span_over_two_lines_of_a_catalogue_is_code(find: Find) -> None:
    assert find('msgid "x"\nmsgstr ""\n"Siehe ``github."\n"``models`` im Text"\n', "po") == []


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        pytest.param(
            "po", 'msgid "x"\nmsgstr ""\n"<a href=\\"x\\" "\n"title=\'Github\'>y</a>"\n', id="tag of a catalogue"
        ),
        pytest.param("po", 'msgid "x"\nmsgstr ""\n"a %(Git"\n"hub)s"\n', id="placeholder of a catalogue"),
        pytest.param("po", 'msgid "x"\nmsgstr ""\n"see https://x.example/Git"\n"hub"\n', id="address of a catalogue"),
        pytest.param("python", 'x = ("see ``Github."\n     "models`` here")\n', id="code span of joined strings"),
        pytest.param("python", 'x = "see %(Git" "hub)s"\n', id="placeholder of joined strings"),
        pytest.param("python", 'x = "see https://x.example/" + "Github/a"\n', id="address of added strings"),
        pytest.param("python", "# see ``Github.\n# models`` here\n", id="code span of a comment"),
        pytest.param("python", 'x = "see Git" "Hub"\n', id="a right name in two strings"),
        pytest.param("po", 'msgid "x"\nmsgstr ""\n"siehe Git"\n"Hub"\n', id="a right name on two lines of a catalogue"),
        pytest.param("python", "x = 'a Git\\\nHub'\n", id="a right name over a continued line"),
        pytest.param("python", 'x = ["see Git", "hub"]\n', id="two strings side by side"),
        pytest.param("python", "# Wellfire\n\n# interactive\n", id="two comments"),
        pytest.param("python", "x = 1  # Wellfire\n# interactive\n", id="two comments of two columns"),
        pytest.param("po", 'msgid "x"\nmsgstr "Wellfire"\n\nmsgid "y"\nmsgstr "interactive"\n', id="two messages"),
        pytest.param("rst", "a term of Wellfire\n   interactive, and its text\n", id="a term and its definition"),
        pytest.param("markdown", "# Wellfire\ninteractive\n", id="a heading and its text"),
        pytest.param("markdown", "Wellfire  \ninteractive\n", id="a hard line break"),
        pytest.param("markdown", "a | Wellfire\n-|-\nb | Wellfire\ninteractive | c\n", id="rows of a table"),
        pytest.param("text", "Wellfire\ninteractive\n", id="a list"),
    ],
)
def test_c7_what_is_no_name_in_the_whole_text_is_none_in_a_part_of_it(kind: str, text: str, find: Find) -> None:
    assert find(text, kind) == []


@pytest.mark.parametrize(
    ("kind", "text", "place", "fixed"),
    [
        pytest.param(
            "po", 'msgid "x"\nmsgstr ""\n"Git"\n"hub ist"\n', 'Git"\n"hub', 'msgid "x"\nmsgstr ""\n"Git"\n"Hub ist"\n',
            id="catalogue",
        ),
        pytest.param(
            "python", 'x = ("a Git"\n     "hub")\n', 'Git"\n     "hub', 'x = ("a Git"\n     "Hub")\n', id="strings"
        ),
        pytest.param(
            "python", 'x = "a Git" + \'hub\'\n', "Git\" + 'hub", 'x = "a Git" + \'Hub\'\n', id="added strings"
        ),
        pytest.param(
            "python", 'x = f"{y} Git" "hub"\n', 'Git" "hub', 'x = f"{y} Git" "Hub"\n', id="a string and a template"
        ),
        pytest.param("python", "# a Welfire\n# Interactive b\n", "Welfire\n# Interactive",
                     "# a Wellfire\n# Interactive b\n", id="comment"),
        pytest.param("markdown", "> a Welfire\n> Interactive\n", "Welfire\n> Interactive",
                     "> a Wellfire\n> Interactive\n", id="quotation"),
        pytest.param("rst", "* a Welfire\n  interactive\n", "Welfire\n  interactive",
                     "* a Wellfire\n  Interactive\n", id="item of a list"),
        pytest.param("template", "<p>a Welfire\n   Interactive</p>", "Welfire\n   Interactive",
                     "<p>a Wellfire\n   Interactive</p>", id="template"),
        pytest.param("text", "We know of Wellfire\ninteractive and others.\n", "Wellfire\ninteractive",
                     "We know of Wellfire\nInteractive and others.\n", id="text"),
    ],
)  # fmt: skip
def test_c11_a_name_in_two_places_is_found_and_each_place_keeps_its_part(
    kind: str, text: str, place: str, fixed: str, find: Find
) -> None:
    (finding,) = find(text, kind)

    assert (_place(text, finding), _fixed(text, finding)) == (place, fixed)


def test_c11_a_fix_that_joins_two_lines_is_unsafe(find: Find) -> None:
    text = "a repository on Git\nHub\n"

    (finding,) = find(text, "markdown")

    assert finding.fix and finding.fix.applicability == Applicability.UNSAFE
    assert _fixed(text, finding) == "a repository on GitHub\n"


#: How a text of words is written as one kind of file, cut at will.
Cut = list[tuple[str, bool]]


def _catalogue(words: Cut) -> str:
    lines = "".join(word + ('"\n"' if cut else "") for word, cut in words)
    return f'msgid "x"\nmsgstr ""\n"{lines}"\n'


def _strings(words: Cut) -> str:
    return "x = ('" + "".join(word + ("'\n     '" if cut else "") for word, cut in words) + "')\n"


def _wrapped(words: Cut, margin: str, first: str) -> str:
    lines = "".join(f"\n{margin}" if cut and word == " " else word for word, cut in words)
    return f"{first}{lines}\n"


@st.composite
def cut_texts(draw: st.DrawFn, wrong: str) -> tuple[str, str]:
    words = draw(st.lists(st.sampled_from(["we", "use", "and", "all", "others"]), min_size=3, max_size=8))
    at = draw(st.integers(0, len(words)))
    text = " ".join([*words[:at], wrong, *words[at:]])
    kind = draw(st.sampled_from(["po", "python", "comment", "markdown", "rst", "template"]))
    pieces = [(character, draw(st.booleans())) for character in text]
    if kind == "po":
        return kind, _catalogue(pieces)
    if kind == "python":
        return kind, _strings(pieces)
    margin, first = {
        "comment": ("# ", "# "), "markdown": ("  ", "* "), "rst": ("  ", "* "), "template": ("    ", "<p>"),
    }[kind]  # fmt: skip
    return kind.replace("comment", "python"), _wrapped(pieces, margin, first)


def _letters(text: str) -> str:
    return "".join(character for character in text if character.isalnum())


@given(st.data(), st.sampled_from(["Wellfire interactive", "Welfire Interactive", "Welfire interactive", "Github"]))
def test_c11_wherever_a_text_is_cut_its_places_lead_back_and_its_fix_changes_only_the_name(
    data: st.DataObject, wrong: str
) -> None:
    kind, text = data.draw(cut_texts(wrong))
    checker = SpellingChecker(["Wellfire Interactive", "GitHub"])

    (finding,) = run_checker(checker, text, kind=kind)

    assert _letters(_place(text, finding)) == _letters(wrong)
    assert finding.fix
    fixed = _fixed(text, finding)
    assert run_checker(checker, fixed, kind=kind) == []
    right = "GitHub" if wrong == "Github" else "WellfireInteractive"
    assert _letters(fixed) == _letters(text).replace(_letters(wrong), right)
    assert fixed.count("\n") == text.count("\n")


def test_edits_of_a_name_in_three_places_stand_in_order(find: Find) -> None:
    (finding,) = find("x = ('well' 'fire inter' 'active too')\n", "python")

    assert finding.fix
    assert finding.fix.edits == (Edit(1, 7, 1, 11, "Well"), Edit(1, 14, 1, 24, "fire Inter"))
