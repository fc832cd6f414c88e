"""Which findings of several checkers are one, by tables, and which stays."""

from __future__ import annotations

from collections import Counter
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from qualitygate.api import SameAs
from qualitygate.engine.checking.merge import merge
from qualitygate.engine.checking.same_as import SameTables
from qualitygate.model.finding import Finding
from qualitygate.model.fix import Edit, Fix
from qualitygate.model.replacement import replace
from qualitygate.model.severity import Applicability
from tests.unit.engine.fakes import finding

CODES = {"RUFF401": SameAs("F401"), "PLW0611": SameAs("F401", r"^Unused (?:import )?([\w.]+)")}
TABLES = SameTables(CODES, {"fast": 1, "slow": 2})


def said(checker: str, code: str, message: str, column: int = 1) -> Finding:
    return replace(finding(code, 1, column, message=message), checker=checker)


def ours(name: str, column: int = 1) -> Finding:
    return said("pyflakes", "F401", f"'{name}' imported but unused", column)


def fast(name: str, column: int = 8) -> Finding:
    return said("fast", "RUFF401", f"`{name}` imported but unused [F401]", column)


def slow(name: str) -> Finding:
    return said("slow", "PLW0611", f"Unused import {name} [W0611]")


def merged(*findings: Finding) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(each.code, each.message.split()[0], each.also_from) for each in TABLES.merge(merge(findings))]


def test_the_cheapest_stays_and_names_the_others() -> None:
    assert merged(slow("os"), fast("os"), ours("os")) == [("F401", "'os'", ("fast:RUFF401", "slow:PLW0611"))]


def test_two_tools_are_one_without_a_checker_of_ours_and_the_first_declared_stays() -> None:
    assert merged(slow("os"), fast("os")) == [("RUFF401", "`os`", ("slow:PLW0611",))]


def test_several_on_one_line_are_told_apart_by_name() -> None:
    assert merged(ours("os"), ours("sys"), slow("sys"), fast("os")) == [
        ("F401", "'os'", ("fast:RUFF401",)),
        ("F401", "'sys'", ("slow:PLW0611",)),
    ]


def test_one_each_about_other_names_are_two() -> None:
    assert len(merged(ours("os"), slow("sys"))) == 2


def test_more_words_for_the_same_name_are_the_same() -> None:
    assert len(merged(ours("json as j"), fast("json"))) == 1


def test_where_two_could_be_meant_none_is() -> None:
    assert len(merged(ours("json as j"), ours("json as k"), fast("json"))) == 3


def test_the_column_decides_between_equals_where_both_know_it() -> None:
    assert merged(ours("x", 3), ours("x", 9), fast("x", 9), fast("x", 5)) == [
        ("F401", "'x'", ()),
        ("RUFF401", "`x`", ()),
        ("F401", "'x'", ("fast:RUFF401",)),
    ]


def test_a_message_that_the_table_does_not_understand_is_left_alone() -> None:
    assert len(merged(ours("os"), said("slow", "PLW0611", "something else"))) == 2


def test_other_lines_other_files_and_other_codes_are_left_alone() -> None:
    there = replace(fast("os"), location=replace(fast("os").location, line=2))
    elsewhere = replace(fast("os"), location=replace(fast("os").location, path="other.py"))
    assert len(merged(ours("os"), there, elsewhere, said("fast", "RUFF811", "`os`"))) == 4


NAMES = st.sampled_from(["os", "sys", "os.path", "json as j", "json", "j"])
COLUMNS = st.integers(1, 3)
FINDINGS = st.lists(st.one_of(st.builds(ours, NAMES, COLUMNS), st.builds(fast, NAMES, COLUMNS), st.builds(slow, NAMES)))


@given(FINDINGS, st.integers())
def test_merging_is_repeatable_whatever_the_order_and_loses_nothing(findings: list[Finding], seed: int) -> None:
    once = TABLES.merge(merge(findings))
    shuffled = list(findings)
    Random(seed).shuffle(shuffled)

    assert TABLES.merge(merge(shuffled)) == once
    assert TABLES.merge(once) == once
    there = Counter(f"{each.checker}:{each.code}" for each in merge(findings))
    assert Counter(said for each in once for said in (f"{each.checker}:{each.code}", *each.also_from)) == there


def test_one_that_names_nothing_is_about_whatever_stands_there_alone() -> None:
    nameless = said("fast", "RUFF401", "unused import")

    assert merged(ours("os"), nameless) == [("F401", "'os'", ("fast:RUFF401",))]
    assert len(merged(ours("os"), ours("sys"), nameless)) == 3


def test_entries_lead_to_one_another_and_the_better_known_code_stays() -> None:
    tables = SameTables({"F631": SameAs("QG104"), "RUFF631": SameAs("F631"), "QG104": SameAs("F631")}, {"fast": 1})
    same = SameTables({"F631": SameAs("QG104"), "RUFF631": SameAs("F631")}, {"fast": 1})
    three = [
        said("a-rule", "QG104", "a tuple is true"),
        said("pyflakes", "F631", "always true"),
        said("fast", "RUFF631", "`True`"),
    ]

    assert [(each.code, each.also_from) for each in same.merge(merge(three))] == [
        ("F631", ("a-rule:QG104", "fast:RUFF631"))
    ]
    assert tables.meant_by("RUFF631"), "a circle ends"


def test_the_fix_of_one_is_kept_where_the_other_has_none() -> None:
    fix = Fix("Delete it", (Edit(1, 1, 1, 2, ""),), Applicability.SAFE)
    (one,) = TABLES.merge(merge([ours("os"), replace(fast("os"), fix=fix)]))

    assert (one.code, one.fix) == ("F401", fix)


def test_of_a_line_that_nobody_writes_all_is_told_as_it_was_found() -> None:
    pairs = [(said("pyflakes", "F401", "'x'", n), said("fast", "RUFF401", "`x`", n)) for n in range(1, 502)]
    few, many = ([each for pair in some for each in pair] for some in (pairs[:500], pairs))

    assert len(TABLES.merge(few)) == 500
    assert TABLES.merge(many) == many
