"""What a comment silences before a repair it silences after it, whatever the fixers do."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import accumulate

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.engine.fixing.samples import SETTINGS, checking, fixable

from qualitygate.engine.checking.check import NamedChecker, check_source
from qualitygate.engine.checking.checked import Checked
from qualitygate.engine.fixing.judged import open_findings
from qualitygate.engine.fixing.rounds import Fixed, FixPolicy, fix_source
from qualitygate.model.finding import Finding
from qualitygate.model.fix import Edit
from qualitygate.model.location import Location
from qualitygate.model.replacement import replace
from qualitygate.model.severity import Applicability, Severity
from qualitygate.source.foreign_directives import tool_comments
from qualitygate.source.source import Source


@dataclass(frozen=True)
class Vandal:
    """Rewrites every match of a pattern in the whole text, line breaks included, and calls that a fix."""

    code: str
    pattern: str
    new: str
    name: str = "vandal"
    kinds: frozenset[str] = frozenset({"python"})
    needs_tree: bool = False

    @property
    def codes(self) -> tuple[str, ...]:
        """Its one code."""
        return (self.code,)

    def check(self, source: Source) -> list[Finding]:
        """Return one finding a match."""
        starts = [0, *accumulate(map(len, source.lines))]

        def place(offset: int) -> tuple[int, int]:
            line = min(bisect_right(starts, offset), max(len(source.lines), 1))
            return line, offset - starts[line - 1] + 1

        return [
            replace(
                fixable(Edit(*place(match.start()), *place(match.end()), match.expand(self.new)), code=self.code),
                message=match[0],
            )
            for match in re.finditer(self.pattern, source.text, re.MULTILINE)
            if match.end() < len(source.text)
        ]


@dataclass(frozen=True)
class Watcher:
    """Finds every variable on the line that sets it, and has no fix."""

    name: str = "watcher"
    kinds: frozenset[str] = frozenset({"python"})
    codes: tuple[str, ...] = ("B",)
    needs_tree: bool = False

    def check(self, source: Source) -> Iterator[Finding]:
        """Yield B0, B1 or B2, by the variable's number."""
        for number, text in enumerate(source.lines, 1):
            for name in re.findall(r"(v\d+) *=", text.partition("#")[0]):
                where = Location(source.path, number, 1)
                yield Finding(f"B{int(name[1:]) % 3}", name, where, Severity.WARNING, "watcher")


FREE = frozenset({"A0", "A1", "A2", "A3", "A4", "A5"})


def fix(text: str, *checkers: Vandal, extra: tuple[str, ...] = ()) -> Fixed:
    named = [NamedChecker(checker, "'fake' (fake)") for checker in (Watcher(), *checkers)]
    check: Callable[[Source], Checked] = lambda source: check_source(source, SETTINGS, named)
    source = Source("a.py", text.encode())
    findings = [finding for finding in open_findings(check(source), "a.py") if finding.fix]
    return fix_source(source, findings, check, FixPolicy(Applicability.SAFE, FREE, tool_comments=extra))


SPLIT = Vandal("A0", r"; ", r"\n")
JOIN = Vandal("A1", r"(?<=\d)\n(?=v)", r"; ")
MOVE_UP = Vandal("A2", r"^(v\d+ =  ?\d)  (#.*)$", r"\2\n\1")
DROP = Vandal("A3", r"  #.*$", r"")
CUT = Vandal("A4", r"^v\d+ =  \d.*\n", r"")
INSERT = Vandal("A5", r"^(?=v\d*7 )", r"\n")


@pytest.mark.parametrize(
    ("before", "vandal", "after"),
    [
        pytest.param("v1 = 1; v2 = 2  # noqa: B\n", SPLIT, None, id="split before a noqa"),
        pytest.param("v1 = 1; v2 = 2  # type: ignore\n", SPLIT, None, id="split before a comment of another tool"),
        pytest.param(
            "v1 = 1; v2 = 2  # why\n", SPLIT, "v1 = 1\nv2 = 2  # why\n", id="split before a comment for people"
        ),
        pytest.param("v1 = 1\nv2 = 2  # noqa: B\n", JOIN, None, id="joined with a silenced line"),
        pytest.param("v1 = 1  # pragma: no cover\nv7 = 1\n", DROP, None, id="a comment dropped, its code kept"),
        pytest.param("v1 =  1  # nosec\nv2 = 1\n", CUT, "v2 = 1\n", id="a comment goes with its code"),
        pytest.param("v1 =  1  # ty: ignore[abc]\nv2 = 1\n", MOVE_UP, None, id="a comment moved above its code"),
        pytest.param(
            "# qualitygate: ignore-next-line[B]\nv7 = 1\nv2 = 1\n", INSERT, None,
            id="a blank line below ignore-next-line"
        ),
        pytest.param(
            "# qualitygate: ignore-next-line[B]\nv1 =  1\nv2 = 1\n", CUT, None,
            id="the line that ignore-next-line is for"
        ),
        pytest.param("v1 =  1\n# type: ignore\nv2 = 1\n", CUT, None, id="the only code above a type: ignore"),
        pytest.param("v1 =  1\nv2 = 1  # noqa\n", CUT, "v2 = 1  # noqa\n", id="another line than the silenced one"),
    ],
)
def test_c4_a_fix_that_would_change_what_a_comment_holds_for_is_refused(
    before: str, vandal: Vandal, after: str | None
) -> None:
    fixed = fix(before, vandal)

    assert fixed.source.text == (before if after is None else after)
    assert fixed.failures == []
    if after is None:
        assert [each.reason for each in fixed.refusals if "what the comment on line" not in each.reason] == []
        assert fixed.refusals


def test_c4_a_fix_that_brings_about_what_a_comment_silences_is_refused() -> None:
    text = "v1 = 1; v2 = 2\nv4 = 4  # noqa: B\n"
    renaming = Vandal("A0", "v1 = 1; v2", "v2 = 1; v2")
    assert fix(text, renaming).source.text == "v2 = 1; v2 = 2\nv4 = 4  # noqa: B\n"
    assert fix(text, Vandal("A0", "4  # noqa", "v5 = 4  # noqa")).source.text == text


def test_c4_only_the_fixes_that_are_to_blame_are_refused() -> None:
    fixed = fix("v1 = 1; v2 = 2  # noqa: B\nv3 = 3; v4 = 4\n", SPLIT)
    assert fixed.source.text == "v1 = 1; v2 = 2  # noqa: B\nv3 = 3\nv4 = 4\n"


def test_c4_a_fix_that_makes_a_directive_of_a_comment_is_refused() -> None:
    assert fix("v1 = 1\n#!noqa\nv2 = 2\n", Vandal("A0", "#!", "# ")).source.text == "v1 = 1\n#!noqa\nv2 = 2\n"


def test_c5_a_comment_of_a_tool_named_in_the_configuration_is_one_for_a_tool() -> None:
    text = "v1 = 1; v2 = 2  # acme: leave this\n"
    assert fix(text, SPLIT).source.text == "v1 = 1\nv2 = 2  # acme: leave this\n"
    assert fix(text, SPLIT, extra=("acme:",)).source.text == text


def test_what_is_silenced_by_a_rules_name_or_a_block_is_so_in_every_round() -> None:
    text = "# qualitygate: off[B1] why\nv1 = 1; v2 = 2\n# qualitygate: on[B1]\nv4 = 1; v5 = 2\n"
    assert "v1 = 1\nv2 = 2\n# qualitygate: on[B1]\nv4 = 1\nv5" in fix(text, SPLIT).source.text


def test_a_text_without_comments_for_tools_is_not_checked_once_more() -> None:
    checked = []
    check = checking([])

    def counted(source: Source) -> Checked:
        checked.append(source.text)
        return check(source)

    source = Source("a.py", b"a =  1  # why\n")
    fix_source(source, [fixable(Edit(1, 4, 1, 5, ""))], counted, FixPolicy(Applicability.SAFE))

    assert checked == ["a = 1  # why\n"]


COMMENTS = [
    "", "", "", "# noqa", "# noqa: B0", "# noqa: B1,B2 why", "# qualitygate: ignore[B0]", "# type: ignore[misc]",
        "# why",
    "# pragma: no cover", "# why  # noqa: B2", "# nosec",
]  # fmt: skip
ALONE = [
    "", "# qualitygate: ignore-next-line[B1]", "# qualitygate: off[B0]", "# qualitygate: on", "# noqa", "# fmt: off",
    "# flake8: noqa: B2", "# why", "#!noqa",
]  # fmt: skip


@st.composite
def texts(draw: st.DrawFn) -> str:
    lines = []
    numbers = iter(range(100))
    for _ in range(draw(st.integers(1, 6))):
        if draw(st.integers(0, 2)) == 0:
            lines.append(draw(st.sampled_from(ALONE)))
            continue
        count = draw(st.sampled_from([1, 1, 2, 3]))
        code = "; ".join(f"v{next(numbers)} = {draw(st.sampled_from(['', ' ']))}1" for _ in range(count))
        comment = draw(st.sampled_from(COMMENTS))
        lines.append(f"{code}  {comment}" if comment else code)
    return "\n".join([*lines, ""])


PATTERNS = st.sampled_from(
    [r"; ", r"\n", r"  #.*$", r"^v\d+ =.*\n", r"^v\d+ =  \d", r"=  ", r"#!", r"^", r"# ?", r"^(v\d+ =  ?\d)  (#.*)$"]
)
NEWS = st.sampled_from(["", "\n", "; ", " ", "x = 1\n", "# ", "  # noqa", "  # type: ignore\n", "\n# why\n"])


def _states(text: str) -> dict[str, tuple[bool, tuple[str, ...]]]:
    """Return of each variable whether it is found open, and what the comment on its line says to tools."""
    named = [NamedChecker(Watcher(), "'fake' (fake)")]
    checked = check_source(Source("a.py", text.encode()), SETTINGS, named)
    still_open = {finding.message for finding in open_findings(checked, "a.py")}
    found: dict[str, tuple[bool, tuple[str, ...]]] = {}
    for line in text.split("\n"):
        code, sign, comment = line.partition("#")
        said = [] if not sign else [each.form for each in tool_comments(sign + comment)]
        for name in re.findall(r"(v\d+) *=", code):
            found[name] = name in still_open, tuple(form for form in said if form not in ("noqa", "qualitygate", "!"))
    return found


@settings(deadline=None, max_examples=150)
@given(texts(), st.lists(st.tuples(PATTERNS, NEWS), min_size=1, max_size=3))
def test_c4_silenced_stays_silenced_and_nothing_else_comes_to_be(text: str, damage: list[tuple[str, str]]) -> None:
    vandals = [Vandal(f"A{index}", pattern, new) for index, (pattern, new) in enumerate(damage)]
    if Source("a.py", text.encode()).tree is None:
        return
    after = fix(text, *vandals).source.text
    before, now = _states(text), _states(after)
    assert {name: before[name] for name in now if name in before} == {name: now[name] for name in now if name in before}
