"""The loop over one text: what ends it, what it refuses, and what it says then."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualitygate.engine.fixing.judged import open_findings
from qualitygate.model.failure import Failure
from qualitygate.model.finding import Finding
from qualitygate.model.fingerprint import fingerprints
from qualitygate.model.fix import Edit
from qualitygate.model.repair import Refusal
from qualitygate.model.replacement import replace
from qualitygate.model.severity import Applicability
from qualitygate.source.source import Source
from tests.unit.engine.fixing.samples import Rewriter, checking, fix, fixable

FREE = frozenset({"A1", "B1", "C1"})  #: codes that may change the tree
SPACES = Rewriter("A1", "  +", " ")


def kinds(failures: list[Failure]) -> list[str]:
    return [failure.kind for failure in failures]


def test_a_fix_is_made_and_the_result_is_checked_again() -> None:
    fixed = fix("x =  1\ny =  2\n", SPACES)

    assert (fixed.source.text, fixed.rounds) == ("x = 1\ny = 2\n", 1)
    assert fixed.checked is not None and fixed.checked.findings == []
    assert (fixed.refusals, fixed.failures) == ([], [])


def test_a_text_with_nothing_to_fix_is_not_checked_again() -> None:
    fixed = fix("x = 1\n", SPACES)
    assert (fixed.checked, fixed.rounds) == (None, 0)


def test_what_touches_is_made_in_the_next_round() -> None:
    fixed = fix("ab\n", Rewriter("A1", "a", "x"), Rewriter("B1", "b", "y"), free=FREE)
    assert (fixed.source.text, fixed.rounds) == ("xy\n", 2)


def test_what_a_fix_brings_about_is_fixed_too() -> None:
    fixed = fix("a = 1\n", Rewriter("A1", "a", "b"), Rewriter("B1", "b", "c"), free=FREE)
    assert (fixed.source.text, fixed.rounds) == ("c = 1\n", 2)


def test_an_unsafe_fix_waits_for_being_asked_for() -> None:
    risky = Rewriter("A1", "a", "b", Applicability.UNSAFE)
    assert fix("a = 1\n", risky).source.text == "a = 1\n"
    assert fix("a = 1\n", risky, level=Applicability.UNSAFE).source.text == "b = 1\n"


def test_a_fix_for_display_is_never_made() -> None:
    shown = Rewriter("A1", "a", "b", Applicability.DISPLAY)
    assert fix("a = 1\n", shown, level=Applicability.UNSAFE).source.text == "a = 1\n"


def test_a_suppressed_finding_is_left_alone_in_every_round() -> None:
    text = "x =  1  # noqa: A1\ny =  2\n"
    assert fix(text, SPACES).source.text == "x =  1  # noqa: A1\ny = 2\n"


def test_a_finding_that_is_held_is_left_alone_in_every_round() -> None:
    source = Source("a.py", b"x =  1\ny =  2\nb = 3\n")
    marks = fingerprints(open_findings(checking([SPACES])(source), "a.py"))

    fixed = fix(source.data, SPACES, Rewriter("B1", "b", "c  "), free=FREE, held=marks[:1])

    assert (fixed.source.text, fixed.rounds) == ("x =  1\ny = 2\nc = 3\n", 2)


def test_fixes_that_undo_each_other_are_stopped_and_named() -> None:
    fixed = fix("a = 1\nx =  1\n", Rewriter("B1", "a", "b"), Rewriter("C1", "b", "a"), SPACES, free=FREE)

    assert "x = 1\n" in fixed.source.text
    assert kinds(fixed.failures) == ["circular"]
    assert "the fixes of B1 and C1 undo each other" in fixed.failures[0].message
    assert [(refusal.code, refusal.count) for refusal in fixed.refusals] in ([("B1", 1)], [("C1", 1)])


def test_a_fix_that_changes_nothing_is_stopped() -> None:
    fixed = fix("a = 1\n", Rewriter("A1", "a", "a"))

    assert (fixed.source.text, kinds(fixed.failures)) == ("a = 1\n", ["circular"])
    assert "the fix of A1 leads back to the text it began with" in fixed.failures[0].message


def test_a_fix_that_finds_no_end_is_not_made_and_the_others_are() -> None:
    fixed = fix("a = 1\nx =  1\n", Rewriter("B1", "a", "aa"), SPACES, free=FREE)

    assert (fixed.source.text, kinds(fixed.failures)) == ("a = 1\nx = 1\n", ["endless"])
    assert "B1 find no end in 10 rounds" in fixed.failures[0].message
    assert fixed.refusals[0].code == "B1"


class WholeLine(Rewriter):
    """Each of its fixes rewrites the whole line, so one is made a round."""

    def check(self, source: Source) -> list[Finding]:
        text = source.line(1)
        edits = [
            Edit(1, 1, 1, len(text) + 1, text[: match.start()] + "x" + text[match.end() :])
            for match in re.finditer(self.pattern, text)
        ]
        return [replace(fixable(edit), message=f"letter {number}") for number, edit in enumerate(edits)]


def test_fixes_that_get_somewhere_are_kept_after_the_last_round() -> None:
    fixed = fix("a" * 12 + "\n", WholeLine("A1", "a", "x"), free=FREE)

    assert fixed.source.text.count("x") == 10
    assert kinds(fixed.failures) == ["unfinished"]
    assert fixed.failures[0].message == "fixes of A1 are left after 10 rounds; run again to go on"
    assert [(refusal.code, refusal.count) for refusal in fixed.refusals] == [("A1", 2)]


class FirstLine(Rewriter):
    """Tells of the first line only, as pyflakes does of one import of a name that many statements import."""

    def check(self, source: Source) -> list[Finding]:
        return [fixable(Edit(1, 1, 2, 1, ""), code=self.code)] if source.line(1).startswith("a") else []


def test_rounds_go_on_while_the_text_gets_shorter() -> None:
    fixed = fix("a = 1\n" * 30 + "x =  1\n", FirstLine("B1", "", ""), SPACES, free=FREE)

    assert (fixed.source.text, fixed.failures, fixed.refusals) == ("x = 1\n", [], [])


@pytest.mark.parametrize(
    ("new", "reason"),
    [
        pytest.param("(", "the result does not parse", id="a syntax error"),
        pytest.param("return", "the result does not compile", id="a return outside a function"),
    ],
)
def test_a_fix_that_breaks_the_text_is_refused_and_the_others_are_made(new: str, reason: str) -> None:
    fixed = fix("x =  1\nbad\ny =  2\n", SPACES, Rewriter("B1", "bad", new), free=frozenset({"B1"}))

    assert fixed.source.text == "x = 1\nbad\ny = 2\n"
    assert fixed.refusals == [Refusal("a.py", "B1", 1, reason)]
    assert [(each.checker, each.kind, each.message) for each in fixed.failures] == [
        ("fake", "bad-fix", f"the fix of B1 (line 2) was not made: {reason}")
    ]


def test_only_the_guilty_ones_of_many_fixes_are_refused() -> None:
    text = "".join(f"x{number} =  1\n" for number in range(40))
    broken = Rewriter("B1", r"x(7|23) ", "( ")

    fixed = fix(text, SPACES, broken, free=frozenset({"B1"}))

    assert fixed.source.text == text.replace("  ", " ")
    assert fixed.failures[0].message == "the fix of B1 (lines 8, 24) was not made: the result does not parse"


def test_a_code_whose_fixes_are_all_wrong_costs_no_other_code_its_fixes() -> None:
    text = "".join(f"x{number} =  1\n" for number in range(300))

    fixed = fix(text, SPACES, Rewriter("B1", "^x", "("), Rewriter("C1", "1$", "2"), free=FREE)

    assert fixed.source.text == text.replace("  ", " ").replace(" 1\n", " 2\n")
    assert [(refusal.code, refusal.count) for refusal in fixed.refusals] == [("B1", 300)]
    assert "the fix of B1 (lines 1, 2, 3, 4, 5 and 295 more) was not made" in fixed.failures[0].message


def test_a_safe_fix_of_style_that_changes_the_program_is_refused() -> None:
    fixed = fix("x =  1\ny = 2\n", SPACES, Rewriter("B1", "2", "3"))

    reason = "it changes the program, which a safe fix of style may not"
    assert fixed.source.text == "x = 1\ny = 2\n"
    assert fixed.refusals == [Refusal("a.py", "B1", 1, reason)]
    assert kinds(fixed.failures) == ["bad-fix"]


def test_a_safe_fix_of_another_category_may_change_the_program() -> None:
    assert fix("y = 2\n", Rewriter("B1", "2", "3"), free=frozenset({"B1"})).source.text == "y = 3\n"


def test_an_unsafe_fix_of_style_may_change_the_program() -> None:
    risky = Rewriter("B1", "2", "3", Applicability.UNSAFE)
    assert fix("y = 2\n", risky, level=Applicability.UNSAFE).source.text == "y = 3\n"


def test_fixes_that_break_the_text_only_together_are_not_both_made() -> None:
    first, second = (Rewriter(code, f"pass;? *# {code}", "") for code in ("A1", "B1"))

    fixed = fix("if x:\n    pass  # A1\n    pass  # B1\n", first, second, free=FREE)

    assert fixed.source.text == "if x:\n    \n    pass  # B1\n"
    assert [(refusal.code, refusal.count) for refusal in fixed.refusals] == [("B1", 1)]


def test_a_character_that_the_encoding_lacks_is_a_refusal_and_no_failure() -> None:
    fixed = fix(b"# coding: latin-1\nx =  'a'\n", SPACES, Rewriter("B1", "a", "\u20ac"), free=FREE)

    assert fixed.source.data.endswith(b"x = 'a'\n")
    assert [refusal.reason for refusal in fixed.refusals] == [
        "U+20AC cannot be written in the file's encoding, iso-8859-1"
    ]
    assert fixed.failures == []


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(b"x = (  1\n", "the file does not parse", id="a syntax error"),
        pytest.param(b"x =  '\xe9'\n", "not in the encoding", id="another encoding"),
    ],
)
def test_a_file_that_cannot_be_trusted_is_left_alone(data: bytes, reason: str) -> None:
    fixed = fix(data, SPACES)

    assert (fixed.source.data, fixed.failures) == (data, [])
    assert reason in fixed.refusals[0].reason


def test_edits_that_do_not_fit_the_file_are_refused() -> None:
    class Lost(Rewriter):
        def check(self, source: Source) -> list[Finding]:
            return [fixable(Edit(99, 1, 99, 2, "x"), code="B1")]

    fixed = fix("x =  1\n", SPACES, Lost("B1", "", ""), free=FREE)

    assert fixed.source.text == "x = 1\n"
    assert fixed.failures[0].message == (
        "the fix of B1 (line 99) was not made: its edits do not fit the file"
        " (expected a position inside the text, got line 99, column 1)"
    )


@st.composite
def _files(draw: st.DrawFn) -> bytes:
    """Draw a file of comments and strings: any line breaks, encoding, form feeds, nulls in text, or no last newline."""
    encoding, head = draw(st.sampled_from([("utf-8", ""), ("utf-8-sig", ""), ("latin-1", "# coding: latin-1\r\n")]))
    words = st.lists(st.sampled_from(["Github", "\xe9", " ", "\t", "\x0c", "\x1c", "a", "\\"]), max_size=6).map("".join)
    lines = draw(st.lists(st.tuples(words, st.sampled_from(["\n", "\r\n", "\r"])), max_size=8))
    text = head + "".join(f"# {words}{end}" for words, end in lines)
    return (text if draw(st.booleans()) else text.rstrip("\r\n")).encode(encoding)


@given(_files())
@settings(max_examples=150, deadline=None)
def test_every_byte_outside_the_fixes_stays(data: bytes) -> None:
    fixed = fix(data, Rewriter("A1", "Github", "GitHub"))

    assert (fixed.source.data, fixed.refusals) == (data.replace(b"Github", b"GitHub"), [])


def test_a_fix_of_style_that_brings_what_stays_is_taken_back_and_the_others_are_made() -> None:
    stays = Rewriter("B1", "x = 1", "x = 2", Applicability.DISPLAY)
    fixed = fix("x =  1\ny =  1\n", SPACES, stays)

    assert fixed.source.text == "x =  1\ny = 1\n"
    assert fixed.refusals == [Refusal("a.py", "A1", 1, "it would bring B1, which would stay")]
    assert fixed.failures == []


def test_what_a_fix_brings_and_another_takes_away_again_is_no_harm() -> None:
    fixed = fix("x =  1\n", SPACES, Rewriter("B1", "x = 1", "x = 2"), free=frozenset({"B1"}))
    assert fixed.source.text == "x = 2\n"


def test_what_was_there_before_is_nobodys_fault() -> None:
    stays = Rewriter("B1", "x = 1", "x = 2", Applicability.DISPLAY)
    fixed = fix("x = 1\ny =  1\n", SPACES, stays)
    assert fixed.source.text == "x = 1\ny = 1\n"


def test_a_fix_that_is_not_of_style_may_bring_to_light_what_was_hidden() -> None:
    stays = Rewriter("B1", "x = 1", "x = 2", Applicability.DISPLAY)
    fixed = fix("x =  1\n", SPACES, stays, free=FREE)
    assert (fixed.source.text, fixed.refusals) == ("x = 1\n", [])


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(["x =  1", "y =  1", "x = 1", "z  =  1  ", "x  = 1"]), max_size=8))
def test_no_code_is_ever_left_more_often_than_it_was(lines: list[str]) -> None:
    checkers = (SPACES, Rewriter("B1", r"x = 1$", "x = 2", Applicability.DISPLAY), Rewriter("C1", r"  $", ""))
    text = "".join(f"{line}\n" for line in lines)
    before = Counter(each.code for each in open_findings(checking(checkers)(Source("a.py", text.encode())), "a.py"))

    fixed = fix(text, *checkers)

    after = Counter(each.code for each in open_findings(checking(checkers)(fixed.source), "a.py"))
    assert after <= before
