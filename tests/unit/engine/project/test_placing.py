"""Findings of project checkers count where they are about files of the run."""

from __future__ import annotations

from qualitygate.engine.planning.plan import make_plan
from qualitygate.engine.project.placing import Placing
from qualitygate.model.finding import Finding
from qualitygate.model.location import Location
from qualitygate.model.replacement import replace
from tests.unit.engine.fakes import finding
from tests.unit.engine.scene import Scene

TEXT = "class A:\n    def b(self):\n        return   x\n"


def placing(scene: Scene, *paths: str, **options: object) -> Placing:
    scene.write({"qualitygate.toml": 'select = ["XX"]\nextend-exclude = ["gen"]\n'})
    scene.write({"a.py": TEXT, "sub/b.py": "x\n", "gen/c.py": "x\n"})
    request, tree = scene.request(*paths, **options), scene.tree
    plan = make_plan(request, scene.host, tree)
    return Placing(str(scene.root), tree, request, plan.by_path(), plan.skipped)


def at(path: str, line: int = 1, code: str = "XX1") -> Finding:
    return finding(code, line, path=path)


def test_a_finding_gets_the_context_and_the_scope_of_its_line(scene: Scene) -> None:
    (placed,) = placing(scene).place([at("a.py", 3)])

    assert (placed.context, placed.scope) == ("return x", "A.b")


def test_paths_may_be_absolute_or_written_in_another_way(scene: Scene) -> None:
    found = placing(scene).place([at(str(scene.root / "a.py")), at("./sub/../a.py"), at("sub//b.py")])

    assert [each.location.path for each in found] == ["a.py", "a.py", "sub/b.py"]


def test_what_does_not_count_is_told_by_reason(scene: Scene) -> None:
    place = placing(scene, "sub")
    found = place.place([at("sub/b.py"), at("a.py"), at("gen/c.py"), at("../x.py"), at("/elsewhere.py"), at(".")])

    assert [each.location.path for each in found] == ["sub/b.py"]
    assert place.notes("mypy") == [
        "mypy: findings that do not count: 1 in files not asked for; 1 in files that are left alone; "
        "3 outside the project"
    ]


def test_without_excludes_everything_counts_and_nothing_is_told(scene: Scene) -> None:
    place = placing(scene, apply_excludes=False)

    assert [each.location.path for each in place.place([at("gen/c.py")])] == ["gen/c.py"]
    assert place.notes("mypy") == []


def test_a_code_that_is_not_selected_is_left_out_without_a_word(scene: Scene) -> None:
    place = placing(scene)

    assert place.place([at("a.py", code="YY1")]) == []
    assert place.notes("mypy") == []


def test_a_line_that_the_file_does_not_have_becomes_its_last(scene: Scene) -> None:
    (placed,) = placing(scene).place([replace(at("a.py"), location=Location("a.py", 99, 7, 99, 9))])

    assert placed.location == Location("a.py", 3, 0, 0, 0)


def test_findings_are_in_order(scene: Scene) -> None:
    found = placing(scene).place([at("sub/b.py"), at("a.py", 2), at("a.py", 1)])

    assert [(each.location.path, each.location.line) for each in found] == [("a.py", 1), ("a.py", 2), ("sub/b.py", 1)]


def test_a_finding_without_a_line_or_in_a_file_that_is_not_there_stays_as_it_is(scene: Scene) -> None:
    found = placing(scene).place([replace(at("a.py"), location=Location("a.py")), at("absent.py", 5)])

    assert [(each.location.path, each.location.line, each.context, each.scope) for each in found] == [
        ("a.py", 0, "", ""), ("absent.py", 5, "", "")
    ]
