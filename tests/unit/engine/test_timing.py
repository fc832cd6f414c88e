"""What ``--profile`` prints: the steps in their order, and how many files had to be checked."""

from __future__ import annotations

from qualitygate.engine.results import Results
from qualitygate.engine.timing import Timing


def test_steps_follow_each_other_and_make_up_the_run() -> None:
    timing = Timing()
    for step in ("plan", "check", "plan"):
        timing.lap(step)
    assert [name for name, _ in timing.steps] == ["plan", "check", "plan"]
    assert 0 <= sum(seconds for _, seconds in timing.steps) <= timing.seconds


def test_what_is_not_known_was_checked_in_the_tree_and_in_the_base_revision() -> None:
    timing = Timing()
    now = Results(known=3, seconds_by_file={"a.py": 0.5})
    timing.count(now, Results(known=1), files=10, old_files=4)
    assert (timing.known, timing.checked, timing.base, timing.by_file) == (3, 7, (1, 3), {"a.py": 0.5})
