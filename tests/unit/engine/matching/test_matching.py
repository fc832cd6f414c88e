"""What was there before and what is new, over random histories and in the cases that trip baselines."""

from __future__ import annotations

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from qualitygate.engine.matching.matching import match

from tests.unit.engine.histories import IN_PLACE, MOVES, Block, Found, Head, Line, Tree, edited, fresh, trees

HISTORIES = settings(max_examples=60, deadline=None)


def matched(before: Tree, after: Tree) -> tuple[list[Found], dict[Line, Line]]:
    """The findings of ``after`` that are new, and for each of the others the line it was before."""
    known, found = before.findings(), after.findings()
    pairs = match(known, [each.identity for each in found], Head(after))
    assert len(set(pairs.values())) == len(pairs), "an old finding accounts for one of today's"
    new = [each for index, each in enumerate(found) if index not in pairs]
    return new, {found[now].line: known[old].line for now, old in pairs.items()}


@HISTORIES
@given(trees(), st.data())
def test_nothing_that_a_change_adds_is_hidden_and_nothing_old_is_new(before: Tree, data: st.DataObject) -> None:
    after = edited(before, data, IN_PLACE)
    new, _ = matched(before, after)

    then = Counter(each.identity for each in before.findings())
    now = Counter(each.identity for each in after.findings())
    assert Counter(each.identity for each in new) == now - then


def _surroundings(tree: Tree) -> dict[int, tuple[Line, ...]]:
    """Return the three lines above and below each finding, by the number of its line."""
    found = {each.line.number for each in tree.findings()}
    around = {}
    for blocks in tree.files.values():
        lines = [line for block in blocks for line in block.lines]
        for index, line in enumerate(lines):
            if line.number in found:
                around[line.number] = tuple(lines[max(index - 3, 0) : index + 4])
    return around


@HISTORIES
@given(trees(), st.data())
def test_an_old_finding_with_the_same_neighbours_is_never_the_new_one(before: Tree, data: st.DataObject) -> None:
    after = edited(before, data, IN_PLACE)
    new, _ = matched(before, after)

    then, now = _surroundings(before), _surroundings(after)
    unchanged = {number for number, lines in then.items() if now.get(number) == lines}
    assert unchanged.isdisjoint(each.line.number for each in new)


@HISTORIES
@given(trees(), st.data())
def test_code_that_only_moved_is_known(before: Tree, data: st.DataObject) -> None:
    after = edited(before, data, MOVES)
    new, _ = matched(before, after)

    assert new == []


@HISTORIES
@given(trees(), st.data())
def test_after_any_history_no_more_is_known_than_there_was(before: Tree, data: st.DataObject) -> None:
    after = edited(before, data, [*IN_PLACE, *MOVES])
    new, known = matched(before, after)

    unchanged = Counter(each.identity for each in before.findings()) & Counter(
        each.identity for each in after.findings()
    )
    reported = Counter(each.identity for each in new)
    total = Counter(each.identity for each in after.findings())
    assert all(reported[each] <= total[each] - count for each, count in unchanged.items())
    assert Counter(line.text for line in known) <= Counter(each.line.text for each in before.findings())


def tree(**files: dict[str, list[str]]) -> Tree:
    """A project of these files, functions and lines."""
    return Tree(
        {
            f"{name}.py": tuple(Block(scope, tuple(map(fresh, texts))) for scope, texts in blocks.items())
            for name, blocks in files.items()
        }
    )


def places(before: Tree, after: Tree) -> list[tuple[str, str, str]]:
    """Path, scope and line of what is new."""
    return [(each.identity.path, each.identity.scope, each.identity.line) for each in matched(before, after)[0]]


TRY = ["def f():", "try:", "work()", "except:", "pass"]


def test_fixing_one_and_adding_an_equal_one_in_another_function_is_new() -> None:
    fixed = ["def f():", "work()"]
    other = ["def g():", "try:", "play()", "except:", "return 0"]
    before = tree(a={"f": TRY, "g": ["def g():", "play()"]})
    assert places(before, tree(a={"f": fixed, "g": other})) == [("a.py", "g", "except:")]


def test_fixing_one_and_adding_an_equal_one_in_another_file_is_new() -> None:
    before = tree(a={"": ["import os", "import re", "re.X"]}, b={"": ["import sys", "sys.exit()"]})
    after = tree(a={"": ["import re", "re.X"]}, b={"": ["import os", "import sys", "sys.exit()"]})
    assert places(before, after) == [("b.py", "", "import os")]


def test_a_copy_is_new_while_the_original_is_there() -> None:
    before = tree(a={"f": TRY})
    assert places(before, tree(a={"f": TRY}, b={"f": TRY})) == [("b.py", "f", "except:")]


def test_a_file_of_one_line_may_be_renamed() -> None:
    assert places(tree(a={"": ["import os"]}), tree(b={"": ["import os"]})) == []


def test_a_function_that_moved_into_a_class_is_known() -> None:
    wrapped = ["def f(self):", *TRY[1:]]
    assert places(tree(a={"f": TRY}), tree(a={"View": ["class View:"], "View.f": wrapped})) == []


def test_a_line_that_moved_alone_is_new_and_one_that_moved_with_a_block_is_known() -> None:
    before = tree(a={"f": ["def f():", "first = compute_something(1)", "x == None", "return first"]})
    alone = tree(a={"f": ["def f():", "return 1"], "g": ["def g():", "one()", "x == None", "two()"]})
    assert places(before, alone) == [("a.py", "g", "x == None")]
    block = ["def g():", "one()", "first = compute_something(1)", "x == None", "two()"]
    assert places(before, tree(a={"f": ["def f():", "return 1"], "g": block})) == []


def test_old_findings_of_a_file_that_was_not_checked_account_for_nothing_elsewhere() -> None:
    class Partial(Head):
        def has_lost(self, path: str) -> bool:
            return path != "a.py"

    before, after = tree(a={"f": TRY}), tree(b={"f": TRY})
    found = [each.identity for each in after.findings()]
    assert match(before.findings(), found, Partial(after)) == {}
    assert match(before.findings(), found, Head(after)) == {0: 0}
