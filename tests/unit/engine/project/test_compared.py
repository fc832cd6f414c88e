"""A copy of the base revision, with today's configuration."""

from __future__ import annotations

import os

from qualitygate.engine.newcode.base import plan_base
from qualitygate.engine.planning.plan import make_plan
from qualitygate.engine.project.compared import Compared, copied
from tests.unit.engine.scene import Scene


def copy(scene: Scene, *configuration: str) -> Compared:
    request, tree = scene.request(new="HEAD"), scene.tree
    base = plan_base(request, scene.host, tree, make_plan(request, scene.host, tree))
    return copied(base, str(scene.root), [str(scene.root / name) for name in configuration])


def content(compared: Compared) -> dict[str, str]:
    found = {}
    for directory, _, names in os.walk(compared.root):
        for name in names:
            path = os.path.join(directory, name)
            with open(path, encoding="utf-8") as file:
                found[os.path.relpath(path, compared.root)] = file.read()
    return found


def test_it_has_the_files_of_the_base_as_they_were(scene: Scene) -> None:
    scene.commit({"a.py": "one\n", "sub/b.py": "one\n", "c.py": "one\n", "qualitygate.toml": 'select = ["XX"]\n'})
    scene.write({"a.py": "two\n", "new.py": "two\n"})
    (scene.root / "c.py").unlink()
    compared = copy(scene)

    assert content(compared) == {
        "a.py": "one\n", "sub/b.py": "one\n", "c.py": "one\n", "qualitygate.toml": 'select = ["XX"]\n'
    }
    assert compared.paths == content(compared).keys()


def test_configuration_is_todays_and_nothing_from_outside_comes_in(scene: Scene) -> None:
    scene.commit({"a.py": "one\n", "mypy.ini": "old\n"})
    scene.write({"mypy.ini": "today\n", "new.ini": "today\n"})
    (scene.root.parent / "outside.ini").write_text("outside\n")
    found = content(copy(scene, "mypy.ini", "new.ini", "absent.ini", "../outside.ini"))

    assert {name: text for name, text in found.items() if name.endswith(".ini")} == {
        "mypy.ini": "today\n", "new.ini": "today\n"
    }


def test_links_are_left_out(scene: Scene) -> None:
    scene.write({"a.py": "one\n"})
    (scene.root / "link.py").symlink_to("/etc/passwd")
    scene.commit({})

    assert sorted(content(copy(scene))) == ["a.py", "qualitygate.toml"]


def test_it_is_gone_when_nobody_has_it_any_more(scene: Scene) -> None:
    scene.commit({"a.py": ""})
    compared = copy(scene)
    root = compared.root
    assert os.path.isdir(root)
    compared.directory.cleanup()

    assert not os.path.exists(root)
