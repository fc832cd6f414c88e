"""What the index holds is checked, with its own content."""

from __future__ import annotations

import pytest

from qualitygate.engine.planning.staged import make_staged_plan
from qualitygate.errors import RevisionError, UsageError
from tests.unit.engine.scene import Scene


def staged(scene: Scene, *paths: str, **options: object) -> dict[str, bytes | None]:
    """The tasks: None where the disk has what the index has."""
    scene.git("add", "qualitygate.toml")
    plan = make_staged_plan(scene.request(*paths, staged=True, **options), scene.host, scene.staged_tree)
    return {task.path: task.data for task in plan.tasks}


def test_a_file_is_checked_as_it_is_staged(scene: Scene) -> None:
    scene.write({"a.py": "one\n", "b.py": "one\n", "c.py": "one\n", "new.py": ""})
    scene.git("add", "a.py", "b.py", "c.py")
    scene.write({"a.py": "two\n"})
    (scene.root / "c.py").unlink()

    assert staged(scene) == {"a.py": b"one\n", "b.py": None, "c.py": b"one\n"}
    assert staged(scene, "b.py") == {"b.py": None}


def test_what_is_only_announced_is_not_checked(scene: Scene) -> None:
    scene.write({"a.py": "", "b.py": ""})
    scene.git("add", "a.py")
    scene.git("add", "-N", "b.py")

    assert list(staged(scene)) == ["a.py"]


def test_what_is_excluded_is_not_checked_staged_or_not(scene: Scene) -> None:
    scene.write({"qualitygate.toml": 'select = ["XX"]\nextend-exclude = ["gen"]\n', "a.py": "", "gen/b.py": ""})
    scene.git("add", "-A")
    (scene.root / "gen" / "b.py").unlink()

    assert list(staged(scene)) == ["a.py"]
    assert list(staged(scene, apply_excludes=False)) == ["a.py", "gen/b.py"]


def test_what_git_ignores_is_checked_where_it_was_staged_by_force(scene: Scene) -> None:
    scene.write({".gitignore": "gen\n", "gen/b.py": "x\n", "gen/c.py": "x\n"})
    scene.git("add", "-f", "gen/b.py")

    assert staged(scene) == {"gen/b.py": None}


def test_a_conflict_is_told_where_it_was_asked_for(scene: Scene) -> None:
    scene.commit({"a.py": "1\n", "b.py": ""})
    scene.git("checkout", "-q", "-b", "other")
    scene.commit({"a.py": "2\n"})
    scene.git("checkout", "-q", "main")
    scene.commit({"a.py": "3\n"})
    with pytest.raises(Exception, match="merge"):
        scene.git("merge", "-q", "other")

    with pytest.raises(RevisionError, match=r"^--staged: a\.py: a merge conflict is not resolved; resolve it and git"):
        staged(scene)
    assert staged(scene, "b.py") == {"b.py": None}


def test_where_nothing_is_staged_a_pass_would_mean_nothing(scene: Scene) -> None:
    scene.write({"a.py": ""})

    with pytest.raises(UsageError, match=r"^--staged: nothing of it is staged: a pass would mean nothing; git add it"):
        staged(scene, "a.py")
    assert staged(scene, "a.py", allow_empty=True) == {}
