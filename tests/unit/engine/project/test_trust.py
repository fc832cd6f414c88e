"""What the command line trusts runs, and the rest is named."""

from __future__ import annotations

import pytest

from qualitygate.engine.project.trust import Trust, left_out_conditions, left_out_notes
from qualitygate.engine.request import Request

from .fakes import Fake

READS, WRITES = Fake(effects="read"), Fake(effects="write")
UNKNOWN, OURS = Fake(effects="unknown"), Fake(effects="read", is_from_repository=False)
STAGED = "--staged looks at the index, and they at the disk"


@pytest.mark.parametrize(
    ("request_", "expected"),
    [
        (Request(), ["", "", "", ""]),
        (Request(safe=True), ["", "--safe", "--safe", ""]),
        (Request(untrusted=True), ["--untrusted", "--untrusted", "--untrusted", ""]),
        (Request(staged=True), [STAGED, STAGED, STAGED, STAGED]),
        (Request(staged=True, safe=True, untrusted=True), ["--untrusted", "--untrusted", "--untrusted", STAGED]),
    ],
    ids=["usually", "safe", "untrusted", "staged", "all of it"],
)
def test_what_may_not_run_is_said_with_the_option_that_says_so(request_: Request, expected: list[str]) -> None:
    trust = Trust.of(request_)

    assert [trust.objection(each) for each in (READS, WRITES, UNKNOWN, OURS)] == expected


def test_what_was_left_out_is_noted_by_reason() -> None:
    left_out = {"mypy": "--untrusted", "format": "--safe", "eslint": "--untrusted"}

    assert left_out_notes(left_out) == ["not run (--safe): format", "not run (--untrusted): eslint, mypy"]
    assert left_out_notes({}) == []


def test_the_verdict_holds_for_less_and_says_so_but_for_what_was_not_asked_for() -> None:
    (condition,) = left_out_conditions({"mypy": "--untrusted", "eslint": STAGED, "format": "--safe"})

    assert (condition.passed, condition.detail) == (True, "left out: format, mypy")
    assert left_out_conditions({"eslint": STAGED}) == []
