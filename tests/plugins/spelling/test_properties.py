"""What holds for any name: the name itself is never wrong, and a form that is one step away always is."""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st
from qualitygate_plugins.spelling.checker import SpellingChecker

from qualitygate.api import Source
from qualitygate.model.fix import apply_edits

#: Without vowels, digits and s no generated word is one of the filler's, a plural or an inflection.
CONSONANTS = "bcdfghjkmnpqtvwxz"
FILLER = ("we use", "a", "you have our", "is", "of oil, or", "area (", ") idea: ", "— eau", "\n", "one's")

words = st.text(CONSONANTS, min_size=6, max_size=12).map(str.capitalize)
names = st.one_of(words, st.tuples(words, words).map("".join), st.tuples(words, words).map(" ".join))


@st.composite
def texts(draw: st.DrawFn, middle: str) -> str:
    before = " ".join(draw(st.lists(st.sampled_from(FILLER), max_size=5)))
    after = " ".join(draw(st.lists(st.sampled_from(FILLER), max_size=5)))
    return f"{before} {middle} {after} we are ok\n"


def _wrong_forms(text: str, name: str) -> list[str]:
    source = Source.from_text(text, path="x.txt", kind="text")
    return [
        source.line(where.line)[where.column - 1 : where.end_column - 1]
        for where in (finding.location for finding in SpellingChecker([name]).check(source))
    ]


@given(st.data(), names)
def test_the_right_form_is_never_found(data: st.DataObject, name: str) -> None:
    ending = data.draw(st.sampled_from(["", "s", "'s", "’s", ".", "-based"]))

    assert _wrong_forms(data.draw(texts(name + ending)), name) == []


@given(st.data(), words)
def test_one_edit_is_always_found(data: st.DataObject, name: str) -> None:
    place = data.draw(st.integers(1, len(name) - 2))
    letter = data.draw(st.sampled_from(CONSONANTS))
    wrong = data.draw(
        st.sampled_from(
            [
                name[:place] + name[place + 1 :],
                name[:place] + letter + name[place:],
                name[:place] + letter + name[place + 1 :],
                name[:place] + name[place + 1] + name[place] + name[place + 2 :],
            ]
        )
    )
    assume(wrong.casefold() != name.casefold())

    assert _wrong_forms(data.draw(texts(wrong)), name) == [wrong]


@given(st.data(), words, words)
def test_a_moved_space_or_hyphen_and_another_case_are_always_found(
    data: st.DataObject, first: str, second: str
) -> None:
    forms = [first + second, f"{first} {second}", f"{first}-{second}"]
    name = data.draw(st.sampled_from(forms))
    wrong = data.draw(st.sampled_from(forms)).swapcase()

    assert _wrong_forms(data.draw(texts(wrong)), name) == [wrong]


@given(st.data(), names)
def test_after_its_fixes_a_text_is_clean(data: st.DataObject, name: str) -> None:
    wrong = [name.swapcase(), name[:2] + name[3:], name.replace(" ", "-")]
    text = "".join(data.draw(texts(form)) for form in wrong)
    source = Source.from_text(text, path="x.txt", kind="text")

    edits = [edit for finding in SpellingChecker([name]).check(source) if finding.fix for edit in finding.fix.edits]

    assert _wrong_forms(apply_edits(text, edits), name) == []


@given(st.text(), names, st.sampled_from(["python", "template", "markdown", "rst", "po", "text"]))
def test_any_text_can_be_read(text: str, name: str, kind: str) -> None:
    source = Source.from_text(text.encode("utf-8", "replace").decode(), path="x", kind=kind)

    assert list(SpellingChecker([name]).check(source)) is not None
