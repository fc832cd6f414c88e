"""What no shard of ours would write is refused, whatever it is meant to hide or to show."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from qualitygate.engine.results import FileResult
from qualitygate.engine.sharding.record import Gathering
from qualitygate.engine.sharding.sound import require_sound
from qualitygate.engine.work import Plan, Task
from qualitygate.errors import ShardError
from qualitygate.model.failure import Failure
from qualitygate.model.finding import Finding
from qualitygate.model.location import Location
from qualitygate.model.replacement import replace
from qualitygate.model.report import CheckedFile, Skip
from qualitygate.model.severity import Severity

DIGESTS = {"a.py": "1", "b.py": "2", "c.py": "3"}
PLAN = Plan([Task(path, "python", 0) for path in DIGESTS])
LOST = Failure("worker", "c.py", "lost-worker", "died")


def result(path: str = "a.py", digest: str = "1", kind: str = "python", lines: int = 1) -> FileResult:
    return FileResult(CheckedFile(path, kind, lines), [found()], digest=digest)


def found(path: str = "a.py", code: str = "E1") -> Finding:
    return Finding(code, "wrong", Location(path, 1, 1), Severity.ERROR, "pep8")


def gathered() -> Gathering:
    return Gathering([result()], [Skip("b.py", "generated migration")], ["c.py"], [LOST], {})


def test_what_a_shard_writes_is_sound() -> None:
    require_sound(gathered(), DIGESTS, PLAN, "shard 1/2")


Change = Callable[[Gathering], Gathering]
FORGED: dict[str, tuple[Change, str]] = {
    "a file left out": (lambda it: replace(it, files=[]), "it says nothing of a.py"),
    "a file left out as lost": (lambda it: replace(it, files=[], lost=["a.py", "c.py"]), "a.py has no result"),
    "a loss without a failure": (lambda it: replace(it, failures=[]), "c.py has no result and no failure"),
    "a file twice": (lambda it: replace(it, files=[result(), result()]), "it says 2 things of a.py"),
    "a file skipped and checked": (
        lambda it: replace(it, skipped=[*it.skipped, Skip("a.py", "excluded")]),
        "it says 2 things of a.py",
    ),
    "another's file": (
        lambda it: replace(it, files=[result(), result("/etc/passwd")]),
        "it says something of /etc/passwd, which is not its",
    ),
    "a failure elsewhere": (
        lambda it: replace(it, failures=[LOST, Failure("x", "z.py", "crash", "m")]),
        "a failure is about z.py, which is not its",
    ),
    "another content": (lambda it: replace(it, files=[result(digest="9")]), "a.py changed while it was checked"),
    "another kind": (lambda it: replace(it, files=[result(kind="text")]), "a.py was read as text, and is python"),
    "fewer lines than none": (lambda it: replace(it, files=[result(lines=-1)]), "a.py was read as python"),
    "a finding elsewhere": (
        lambda it: replace(it, files=[FileResult(CheckedFile("a.py", "python", 1), [found("b.py")])]),
        "a finding in a.py is about b.py",
    ),
    "a code that is none": (
        lambda it: replace(it, files=[FileResult(CheckedFile("a.py", "python", 1), [found(code="::error")])]),
        "a finding in a.py has the code '::error'",
    ),
    "a failure of another file": (
        lambda it: replace(
            it, files=[FileResult(CheckedFile("a.py", "python", 1), (), [Failure("x", "b.py", "crash", "m")])]
        ),
        "a failure in a.py is about b.py",
    ),
}


@pytest.mark.parametrize("forgery", FORGED)
def test_a_forged_record_is_refused_with_the_file(forgery: str) -> None:
    change, said = FORGED[forgery]

    with pytest.raises(ShardError) as caught:
        require_sound(change(gathered()), DIGESTS, PLAN, "shard 1/2 (x.json)")

    assert str(caught.value).startswith("shard 1/2 (x.json) is not what a shard writes: ")
    assert said in str(caught.value)
