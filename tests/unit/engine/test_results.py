"""What is known about the files once results have come in, from one stage or several."""

from __future__ import annotations

from typing import Any

from qualitygate.engine.results import FileResult, Results, SettledFiles
from qualitygate.model.directive import Directive
from qualitygate.model.failure import Failure
from qualitygate.model.looked_for import LookedFor
from qualitygate.model.report import CheckedFile, Skip
from tests.unit.engine.fakes import finding

NOQA = Directive(1, 3, 1, 1, ("E501",))
ON = Directive(2, 1, 2, 2, (), form="on")
LOST = Failure("pep8", "a.py", "crash", "lost")


def result(path: str, *codes: str, **fields: Any) -> FileResult:
    return FileResult(CheckedFile(path, "python", 3), [finding(code, path=path) for code in codes], **fields)


def collected(*results: FileResult) -> Results:
    known = Results()
    known.collect(results)
    return known


def test_files_are_sorted_and_the_settled_ones_are_among_them() -> None:
    known = Results(settled=SettledFiles(files={"b.py": CheckedFile("b.py", "python", 1)}))
    known.collect([result("c.py"), result("a.py")])
    assert [file.path for file in known.files()] == ["a.py", "b.py", "c.py"]


def test_only_files_with_something_said_are_looked_at_again() -> None:
    known = collected(result("a.py"), result("b.py", "E501"), result("c.py", directives=[NOQA]))
    assert sorted(known.by_path) == ["a.py", "b.py", "c.py"]
    assert sorted(known.with_something_said) == ["b.py", "c.py"]


def test_a_later_stage_adds_its_findings_and_what_it_looked_for() -> None:
    known = collected(
        result("a.py", "E501", directives=[NOQA], looked_for=LookedFor(("E",), ("W",)), digest="one"),
        result("a.py", "QG201", looked_for=LookedFor(("QG2",), dormant=("QG202",))),
    )
    joined = known.by_path["a.py"]
    assert [each.code for each in joined.findings] == ["E501", "QG201"]
    assert joined.looked_for == LookedFor(("E", "QG2"), ("W",), ("QG202",))
    assert (joined.directives, joined.digest) == ([NOQA], "one")


def test_a_skipped_file_has_no_result() -> None:
    known = collected(result("a.py", skipped=Skip("a.py", "generated", "")))
    assert known.by_path == {}
    assert known.all_skipped([Skip("b.py", "excluded", "")]) == (
        Skip("a.py", "generated", ""),
        Skip("b.py", "excluded", ""),
    )


def test_the_time_is_added_up_by_checker_and_by_file() -> None:
    known = collected(
        result("a.py", seconds=[("pep8", 1.0), ("pyflakes", 0.5)]), result("b.py", seconds=[("pep8", 2.0)])
    )
    assert known.seconds == {"pep8": 3.0, "pyflakes": 0.5}
    assert known.seconds_by_file == {"a.py": 1.5, "b.py": 2.0}


def test_comments_are_counted_by_tool_and_an_on_silences_nothing() -> None:
    known = Results(settled=SettledFiles(suppressions={"b.py": {"noqa": 2}}))
    known.collect([result("a.py", directives=[NOQA, ON, Directive(3, 1, 3, 3, (), form="pylint: disable")])])
    assert known.suppressions_by_path() == {"a.py": {"noqa": 1, "pylint": 1}, "b.py": {"noqa": 2}}
    assert list(known.suppressions_by_tool().items()) == [("noqa", 3), ("pylint", 1)]


def test_a_file_without_comments_that_silence_is_not_counted() -> None:
    assert collected(result("a.py", directives=[ON])).suppressions_by_path() == {}


def test_a_failure_that_two_files_have_is_one() -> None:
    known = collected(result("a.py", failures=[LOST]), result("b.py", failures=[LOST]))
    known.other_failures.append(Failure("", "", "crash", "worker"))
    assert sorted(failure.message for failure in known.failures) == ["lost", "worker"]


def test_what_is_forgotten_keeps_its_time() -> None:
    known = collected(result("a.py", "E501", seconds=[("pep8", 1.0)]))
    known.forget(["a.py", "not-there.py"])
    assert (known.by_path, known.with_something_said, known.seconds) == ({}, {}, {"pep8": 1.0})
