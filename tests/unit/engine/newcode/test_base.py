"""What a run is compared with: old files that differ, as they were."""

from __future__ import annotations

from qualitygate.engine.newcode.base import BasePlan, plan_base
from qualitygate.engine.planning.plan import make_plan
from tests.unit.engine.scene import Scene


def compared(scene: Scene, new: str = "HEAD", **options: object) -> BasePlan:
    request = scene.request(new=new, **options)
    tree = scene.tree
    return plan_base(request, scene.host, tree, make_plan(request, scene.host, tree))


def old(base: BasePlan) -> dict[str, bytes | None]:
    return {task.path: task.data for task in base.plan.tasks}


def test_old_files_that_differ_are_checked_and_the_others_are_known_to_be_the_same(scene: Scene) -> None:
    scene.commit({"a.py": "one\n", "b.py": "one\n", "c.py": "one\n"})
    scene.write({"a.py": "two\n", "new.py": ""})
    (scene.root / "c.py").unlink()
    base = compared(scene)

    assert old(base) == {"a.py": b"one\n", "c.py": b"one\n"}
    assert base.unchanged == {"b.py", "qualitygate.toml"}
    assert base.notes == ()
    assert compared(scene, "main").notes == (
        f"{compared(scene, 'main').base.label} is HEAD itself: only what is not committed can be new",
    )


def test_a_renamed_file_is_known_by_both_names(scene: Scene) -> None:
    scene.commit({"a.py": "one\ntwo\nthree\n"})
    scene.git("mv", "a.py", "b.py")
    base = compared(scene)

    assert (base.new_path, base.old_path) == ({"a.py": "b.py"}, {"b.py": "a.py"})
    assert list(old(base)) == ["a.py"]


def test_where_nothing_differs_from_the_last_commit_its_parent_is_compared_with(scene: Scene) -> None:
    scene.commit({"a.py": "one\n"})
    scene.commit({"a.py": "two\n"})
    base = compared(scene, "")

    assert old(base) == {"a.py": b"one\n"}
    assert base.notes[0].endswith("nothing here differs from it: its parent is compared with instead")
    assert old(compared(scene, "HEAD")) == {}


def test_old_files_that_are_excluded_too_large_or_read_by_nobody_are_not_checked(scene: Scene) -> None:
    scene.commit({"a.py": "x" * 50, "gen/b.py": "one\n", "c.txt": "one\n", "d.py": "one\n"})
    scene.write({"qualitygate.toml": 'select = ["XX"]\nextend-exclude = ["gen"]\nmax-file-size = 20\n'})
    scene.write({"a.py": "", "gen/b.py": "", "c.txt": "", "d.py": ""})
    base = compared(scene)

    assert list(old(base)) == ["d.py"]
    assert [(each.code, each.location.path) for each in base.plan.problems] == [
        ("E902", "a.py"), ("E902", "qualitygate.toml")
    ]


def test_what_an_editor_has_differs_from_the_disk(scene: Scene) -> None:
    scene.commit({"a.py": "one\n"})
    base = compared(scene, stdin=b"two\n", stdin_name="a.py")

    assert old(base) == {"a.py": b"one\n"}
    assert "a.py" not in base.unchanged


def test_a_repository_inside_is_compared_with_its_own_last_commit(scene: Scene) -> None:
    inner = scene.root / "inner"
    inner.mkdir()
    scene.commit({"a.py": ""})
    inside = Scene.__new__(Scene)
    inside.root = inner
    inside.git("init", "-q")
    inside.commit({"b.py": "one\n"})
    inside.write({"b.py": "two\n"})
    base = compared(scene)

    assert old(base) == {"inner/b.py": b"one\n"}
    assert any(note.startswith("inner is a repository of its own: compared with ") for note in base.notes)
