"""The order of findings, and which of them are one."""

from __future__ import annotations

from random import Random

from qualitygate.engine.checking.merge import merge
from qualitygate.model.replacement import replace
from tests.unit.engine.fakes import finding


def test_findings_are_sorted_by_path_line_column_code_and_message() -> None:
    ordered = [
        finding("W291", 9, 9, path="a.py"),
        finding("E501", 2, 1, path="b.py"),
        finding("E225", 10, 3, path="b.py"),
        finding("E501", 10, 3, path="b.py"),
        finding("E501", 10, 3, path="b.py", message="text, longer"),
        finding("E101", 10, 20, path="b.py"),
    ]
    shuffled = list(ordered)
    Random(1).shuffle(shuffled)
    assert merge(shuffled) == ordered


def test_a_finding_about_the_whole_file_comes_first() -> None:
    whole, first = finding("E902", 0, 0), finding("E501", 1, 1)
    assert merge([first, whole]) == [whole, first]


def test_an_exact_repeat_is_dropped() -> None:
    assert merge([finding(), finding(), finding()]) == [finding()]


def test_of_two_that_say_the_same_the_first_stays() -> None:
    assert merge([replace(finding(), checker="one"), replace(finding(), checker="two")]) == [
        replace(finding(), checker="one")
    ]


def test_the_same_code_with_another_message_is_another_finding() -> None:
    assert len(merge([finding(message="one"), finding(message="two")])) == 2
