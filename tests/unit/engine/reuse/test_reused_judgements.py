"""What was said of files comes back without those that have changed, while it holds."""

from __future__ import annotations

import pytest

from qualitygate.engine.results import SettledFiles
from qualitygate.engine.reuse import reused_judgements
from qualitygate.engine.reuse.reused_judgements import settled_from_bytes, settled_to_bytes
from qualitygate.engine.work import Plan, Task
from qualitygate.model.finding import Finding
from qualitygate.model.judgement import Judgement
from qualitygate.model.location import Location
from qualitygate.model.report import CheckedFile, Skip
from qualitygate.model.severity import Severity

PLAN = Plan([Task(path, "python", 0) for path in ("a.py", "b.py", "left_alone.py")])
UNTIL = 1_000


def _judgement(path: str) -> Judgement:
    return Judgement(Finding("F401", "unused", Location(path, 1, 1), Severity.ERROR, "pyflakes"))


SETTLED = SettledFiles(
    [_judgement("a.py"), _judgement("b.py"), _judgement("b.py")],
    {"a.py": CheckedFile("a.py", "python", 0), "b.py": CheckedFile("b.py", "python", 7)},
    {"left_alone.py": Skip("left_alone.py", "generated", "by hand")},
    {"a.py": {"noqa": 2}, "b.py": {"noqa": 1}},
    UNTIL,
)


def test_all_of_it_comes_back() -> None:
    assert settled_from_bytes(settled_to_bytes(SETTLED, PLAN), PLAN, changed=(), now=UNTIL - 1) == SETTLED


def test_of_what_has_changed_nothing_comes_back() -> None:
    kept = settled_from_bytes(settled_to_bytes(SETTLED, PLAN), PLAN, changed=("b.py", "left_alone.py"), now=0)

    assert kept == SettledFiles(
        [_judgement("a.py")], {"a.py": CheckedFile("a.py", "python", 0)}, {}, {"a.py": {"noqa": 2}}, UNTIL
    )


@pytest.mark.parametrize(("until", "now", "holds"), [(10, 9, True), (10, 10, False), (10, 11, False), (0, 11, True)])
def test_it_holds_until_its_time(until: int, now: int, holds: bool) -> None:
    data = settled_to_bytes(SettledFiles(until=until), PLAN)

    assert (settled_from_bytes(data, PLAN, changed=(), now=now) is not None) == holds


def test_too_much_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reused_judgements, "JUDGEMENTS", 3)
    assert settled_to_bytes(SETTLED, PLAN)
    monkeypatch.setattr(reused_judgements, "JUDGEMENTS", 2)
    assert settled_to_bytes(SETTLED, PLAN) == b""
