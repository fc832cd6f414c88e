"""Entries of the configuration that excuse nothing, in a run over the whole project."""

from __future__ import annotations

import pytest

from qualitygate.engine.planning.plan import make_plan
from qualitygate.engine.results import FileResult
from qualitygate.engine.silencing.unused_exclusions import covers_project, looks_for_unused, unused_exclusions
from qualitygate.model.looked_for import LookedFor
from qualitygate.model.report import CheckedFile
from tests.unit.engine.scene import Scene

SELECT = 'select = ["XX"]\nextend-select = ["QG905"]\n'


def unused(scene: Scene, configuration: str, dropped: dict[str, frozenset[str]] | None = None) -> list[tuple[int, str]]:
    """Line and message of each; ``dropped`` are the codes that occurred and were not selected, by path."""
    scene.write({"qualitygate.toml": SELECT + configuration, "a.py": "", "gen/b.py": "", "sub/c.py": ""})
    tree = scene.tree
    plan = make_plan(scene.request(), scene.host, tree)
    results = {
        task.path: FileResult(
            CheckedFile(task.path, task.kind, 1), looked_for=LookedFor(dropped=(dropped or {}).get(task.path, ()))
        )
        for task in plan.tasks
    }
    return [(each.location.line, each.message) for each in unused_exclusions(tree, results, plan.skipped)]


def test_a_code_that_occurs_nowhere_is_unused(scene: Scene) -> None:
    configuration = 'extend-ignore = ["QG901", "QG902"]\n'

    assert unused(scene, configuration, {"a.py": frozenset({"QG901"})}) == [(3, "extend-ignore: QG902 does not occur")]


def test_a_code_for_some_files_is_unused_where_it_does_not_occur_in_them(scene: Scene) -> None:
    configuration = '[per-file-ignores]\n"a.py" = ["QG901"]\n"sub/**" = ["QG901"]\n'

    assert unused(scene, configuration, {"a.py": frozenset({"QG901"})}) == [
        (5, "per-file-ignores: QG901 does not occur in 'sub/**'")
    ]


def test_a_pattern_that_nothing_was_passed_over_for_is_unused(scene: Scene) -> None:
    assert unused(scene, 'extend-exclude = ["gen", "nowhere", "!a.py"]\n') == [
        (3, "extend-exclude: 'nowhere' matches nothing")
    ]


def test_nobody_who_has_not_asked_hears_of_it(scene: Scene) -> None:
    scene.write({"qualitygate.toml": 'select = ["XX", "QG"]\nextend-ignore = ["QG901"]\n'})
    assert not looks_for_unused(scene.tree)
    assert [*unused_exclusions(scene.tree, {}, [])] == []
    scene.write({"qualitygate.toml": SELECT})
    assert looks_for_unused(scene.tree)


@pytest.mark.parametrize(
    ("paths", "options", "expected"),
    [
        ((), {}, True),
        ((".",), {}, True),
        (("a.py", "."), {}, True),
        (("a.py",), {}, False),
        ((), {"apply_excludes": False}, False),
        ((), {"stdin": b""}, False),
    ],
    ids=["nothing named", "the root", "the root too", "a file", "without excludes", "standard input"],
)
def test_the_whole_project_is_the_root_with_its_excludes(
    scene: Scene, paths: tuple[str, ...], options: dict[str, object], expected: bool
) -> None:
    assert covers_project(scene.request(*paths, **options), str(scene.root)) == expected
