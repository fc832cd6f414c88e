"""What is checked, by which settings, and what is not."""

from __future__ import annotations

import pytest

from qualitygate.engine.planning.plan import make_plan
from qualitygate.engine.work import Plan
from qualitygate.errors import UsageError
from qualitygate.model.report import Skip
from tests.unit.engine.scene import Scene


def planned(scene: Scene, *paths: str, **options: object) -> Plan:
    return make_plan(scene.request(*paths, **options), scene.host, scene.tree)


def files(plan: Plan) -> list[tuple[str, str, int]]:
    return [(task.path, task.kind, task.size) for task in plan.tasks]


def test_each_file_that_a_checker_reads_is_a_task_with_its_size(scene: Scene) -> None:
    scene.write({"a.py": "x = 1\n", "below/b.py": "", "c.txt": "x"})

    plan = planned(scene)
    assert files(plan) == [("a.py", "python", 6), ("below/b.py", "python", 0)]
    assert [source.split()[0] for source in plan.sources] == ["qualitygate.toml"]
    assert plan.configured_by == ("qualitygate.toml",)


def test_files_of_equal_settings_share_them(scene: Scene) -> None:
    scene.write({"a.py": "", "b.py": "", "below/c.py": "", "below/qualitygate.toml": 'ignore = ["QG901"]\n'})
    plan = planned(scene)

    assert {task.path: task.settings for task in plan.tasks} == {"a.py": 0, "b.py": 0, "below/c.py": 1}
    assert len(plan.settings) == 2


def test_only_what_was_asked_for_is_checked_and_what_is_excluded_is_told(scene: Scene) -> None:
    scene.write({"qualitygate.toml": 'select = ["XX"]\nextend-exclude = ["gen"]\n', "a.py": "", "gen/b.py": ""})

    assert files(planned(scene, "a.py")) == [("a.py", "python", 0)]
    assert Skip("gen/", "excluded") in planned(scene).skipped
    assert files(planned(scene, apply_excludes=False)) == [("a.py", "python", 0), ("gen/b.py", "python", 0)]


def test_a_path_that_is_not_there_is_a_problem_and_no_empty_run(scene: Scene) -> None:
    plan = planned(scene, "absent.py")

    assert ([each.code for each in plan.problems], plan.tasks) == (["E902"], [])


@pytest.mark.parametrize(
    ("text", "paths", "message"),
    [
        ("", (), r"^no file to check in the project root: a pass would mean nothing; name other paths, or say"),
        ('extend-exclude = ["gen"]', (), r"the project root \(excluded: 1\): .*, change 'exclude', or say"),
        ("", ("gen/c.txt",), r"no file to check in gen/c\.txt"),
        ('select = ["QG901"]', ("gen",), r"no checker is at work|no file to check"),
    ],
    ids=["nothing there", "all excluded", "not read by any", "nothing selected"],
)
def test_a_run_over_nothing_is_refused_with_the_reason(
    scene: Scene, text: str, paths: tuple[str, ...], message: str
) -> None:
    scene.write({"qualitygate.toml": f"{text}\n", "gen/c.txt": ""})
    with pytest.raises(UsageError, match=message):
        planned(scene, *paths)
    assert files(planned(scene, *paths, allow_empty=True)) == []


def test_a_named_file_that_the_team_excludes_is_no_empty_run(scene: Scene) -> None:
    scene.write({"qualitygate.toml": 'select = ["XX"]\nextend-exclude = ["gen"]\n', "gen/b.py": ""})

    assert planned(scene, "gen/b.py").skipped == [Skip("gen/b.py", "excluded")]


@pytest.mark.parametrize(
    ("name", "data", "task"),
    [
        ("stdin", b"x\n", ("stdin", "python", 2)),
        ("below/b.py", b"", ("below/b.py", "python", 0)),
        ("script", b"#!/bin/sh\n", ("script", "python", 10)),
        ("page.html", b"<p>", ("page.html", "template", 3)),
    ],
)
def test_standard_input_is_checked_as_the_file_that_it_is_called(
    scene: Scene, name: str, data: bytes, task: tuple[str, str, int]
) -> None:
    plan = planned(scene, "-", stdin=data, stdin_name=name)

    assert (files(plan), plan.tasks[0].data) == ([task], data)


def test_standard_input_that_nobody_reads_or_that_is_excluded_is_not_checked(scene: Scene) -> None:
    scene.write({"qualitygate.toml": 'select = ["XX"]\nextend-exclude = ["gen"]\n'})

    assert planned(scene, stdin=b"", stdin_name="gen/b.py").skipped == [Skip("gen/b.py", "excluded")]
    with pytest.raises(UsageError, match=r"^no checker reads a\.xyz, so a pass would mean nothing"):
        planned(scene, stdin=b"", stdin_name="a.xyz")
    assert planned(scene, stdin=b"", stdin_name="a.xyz", allow_empty=True).skipped == [
        Skip("a.xyz", "no checker reads it")
    ]
