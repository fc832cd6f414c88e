"""What results depend on besides files and settings is found, wherever it lies, and told apart by content."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from types import ModuleType

import pytest

from qualitygate.cache.environment import Environment, environment


class Scene:
    """An import path, a package of a plugin, a plugin of the project."""

    def __init__(self, root: Path, patch: pytest.MonkeyPatch) -> None:
        self.root, self.patch = root, patch
        self.site, self.tools = root / "site-packages", root / "tools"
        package = self.site / "acme_package"
        for directory in (package / "data", package / "__pycache__", self.tools / "below", root / "tools2"):
            directory.mkdir(parents=True)
        for file in (
            package / "__init__.py", package / "data" / "words.txt", package / "__pycache__" / "x.pyc",
            self.site / "acme_module.py", self.tools / "acme_local.py", self.tools / "below" / "acme_below.py",
            self.root / "acme_offer.toml", root / "tools2" / "acme_other.py",
        ):
            file.write_text("one")
        self.patch.setattr(
            sys, "path", [str(self.site), str(root / "later"), str(root / "some.zip"), str(root / "dir")]
        )
        (root / "some.zip").write_text("zip")
        (root / "dir").mkdir()
        self._add("acme_package", package / "__init__.py", path=[str(package)])
        self._add("acme_module", self.site / "acme_module.py")
        self._add("acme_below", self.tools / "below" / "acme_below.py")
        self._add("acme_other", root / "tools2" / "acme_other.py")
        self._add("acme_gone", self.tools / "gone.py")
        self._add("acme_built_in", None)
        self.distribution("acme", "1")

    def _add(self, name: str, file: Path | None, path: list[str] | None = None) -> None:
        module = ModuleType(name)
        if file is not None:
            module.__file__ = str(file)
        if path is not None:
            module.__path__ = path
        self.patch.setitem(sys.modules, name, module)

    def distribution(self, name: str, version: str, record: str = "acme.py,sha256=a,3\n") -> Path:
        """Install a distribution."""
        info = self.site / f"{name}-{version}.dist-info"
        info.mkdir(exist_ok=True)
        (info / "RECORD").write_text(record)
        (info / "entry_points.txt").write_text("[qualitygate]\n")
        return info

    def found(self) -> Environment:
        """Look at all of it."""
        return environment(
            ["acme_package.plugin:hooks", "acme_module"], [str(self.tools / "acme_local.py")],
            [str(self.root / "acme_offer.toml")],
        )


@pytest.fixture
def scene(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Scene:
    """Such an environment."""
    return Scene(tmp_path, monkeypatch)


def test_the_files_whose_content_counts_are_those_of_plugins_and_of_the_import_path(scene: Scene) -> None:
    found, root = scene.found(), scene.root
    ours = [path for path in found.files if path.startswith(str(root))]

    info = scene.site / "acme-1.dist-info"
    assert sorted(os.path.relpath(path, root) for path in ours) == sorted(
        os.path.relpath(path, root)
        for path in (
            scene.site / "acme_package" / "__init__.py", scene.site / "acme_package" / "data" / "words.txt",
            scene.site / "acme_module.py", scene.tools / "acme_local.py", scene.tools / "below" / "acme_below.py",
            root / "acme_offer.toml", root / "some.zip", info / "entry_points.txt",
        )
    )
    assert any(path.endswith(os.path.join("qualitygate", "inputs.py")) for path in found.files)


def test_the_directories_are_those_of_packages_and_of_the_import_path(scene: Scene) -> None:
    found, root = scene.found(), scene.root

    package = scene.site / "acme_package"
    ours = [path for path in found.directories if path.startswith(str(root))]
    assert sorted(ours) == sorted(map(str, (package, package / "data", root / "dir")))
    assert found.installed == (str(scene.site),)
    assert found.absent == (str(root / "later"),)


def test_pythons_own_library_is_vouched_for_by_its_version(scene: Scene) -> None:
    library = os.path.dirname(os.__file__)
    scene.patch.setattr(sys, "path", [library, os.path.join(library, "lib-dynload"), str(scene.root / "dir")])
    found = scene.found()

    assert library not in found.directories
    assert os.path.join(library, "lib-dynload") not in found.directories
    assert str(scene.root / "dir") in found.directories


def test_an_empty_entry_of_the_import_path_is_passed_over_while_there_is_another(scene: Scene) -> None:
    scene.patch.chdir(scene.root / "tools2")
    scene.patch.setattr(sys, "path", ["", str(scene.root / "dir")])
    assert str(scene.root / "tools2") not in scene.found().directories
    scene.patch.setattr(sys, "path", [""])
    assert str(scene.root / "tools2") in scene.found().directories


@pytest.mark.parametrize(
    "file",
    [
        "site-packages/acme_package/__init__.py", "site-packages/acme_package/data/words.txt",
        "site-packages/acme_module.py", "tools/acme_local.py", "tools/below/acme_below.py", "acme_offer.toml",
        "site-packages/acme.pth", "site-packages/acme.egg-link",
    ],
)
def test_another_content_is_another_environment(scene: Scene, file: str) -> None:
    path = scene.root / file
    if not path.exists():
        path.write_text("one")
    before = scene.found()
    assert str(path) in before.files
    path.write_text("other")

    assert scene.found().digest != before.digest


def test_what_does_not_count_is_the_same_environment(scene: Scene) -> None:
    before = scene.found().digest
    for name in ("site-packages/acme_package/__pycache__/x.pyc", "tools2/acme_other.py", "site-packages/other.py"):
        (scene.root / name).write_text("other")

    assert scene.found().digest == before
    assert environment([], []).digest == environment([], []).digest


def test_what_is_installed_decides_by_what_its_files_hold(scene: Scene) -> None:
    before = scene.found().digest
    scene.distribution("acme", "1", "acme.py,sha256=b,3\n")
    changed = scene.found().digest
    scene.distribution("other", "2")

    assert len({before, changed, scene.found().digest}) == 3


def test_where_it_was_installed_does_not_decide(scene: Scene) -> None:
    lines = ["acme.py,sha256=a,3\n", "b.py,sha256=b,3\n"]
    scene.distribution("acme", "1", "".join(lines))
    before = scene.found().digest
    lines += ["acme-1.dist-info/RECORD,,\n", "../../bin/acme,sha256=c,9\n", "__pycache__/a.pyc,,\n", "garbled\n"]
    scene.distribution("acme", "1", "".join(reversed(lines)))

    assert scene.found().digest == before


def test_without_a_record_the_entry_points_decide(scene: Scene) -> None:
    info = scene.distribution("acme", "1")
    (info / "RECORD").unlink()
    before = scene.found().digest
    (info / "entry_points.txt").write_text("[other]\n")

    assert scene.found().digest != before


@pytest.mark.parametrize("name", ["sys.version", "qualitygate.cache.environment.__version__"])
def test_another_python_or_version_of_ours_is_another_environment(scene: Scene, name: str) -> None:
    before = scene.found().digest
    scene.patch.setattr(name, "0")

    assert scene.found().digest != before
