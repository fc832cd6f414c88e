"""The work of a run, looked up by file."""

from __future__ import annotations

from qualitygate.engine.work import Plan, Task


def test_tasks_are_found_by_the_path_of_their_file() -> None:
    tasks = [Task("a.py", "python", 0), Task("b.md", "markdown", 1)]

    assert Plan(tasks).by_path() == {"a.py": tasks[0], "b.md": tasks[1]}


def test_two_plans_share_no_list() -> None:
    one, other = Plan(), Plan()
    one.tasks.append(Task("a.py", "python", 0))

    assert other.tasks == []
