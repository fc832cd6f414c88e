"""All that an answer depends on is in its digest, and noted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from qualitygate.api.project import Dependencies
from qualitygate.engine.project.dependencies import digest
from qualitygate.inputs import Inputs


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project with files of several kinds."""
    files = ("a.py", "b.js", "src/c.js", "node_modules/d.js", "env/pyvenv.cfg", "own/pyvenv.cfg", "own/e.js", "conf")
    for name in files:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("one")
    return tmp_path


def depends(root: Path) -> Dependencies:
    return Dependencies(
        texts=("eslint 9",), files=(str(root / "a.py"), str(root / "absent")), configuration=(str(root / "conf"),),
        directories=(str(root / "src"),), patterns=("*.js",), variables=("ACME_MODE",),
    )


def write(name: str) -> Callable[[Path, pytest.MonkeyPatch], object]:
    return lambda root, _: (root / name).write_text("two")


@pytest.mark.parametrize(
    ("change", "counts"),
    [
        *((write(name), True) for name in ("a.py", "absent", "conf", "src/new", "b.js", "src/c.js")),
        (lambda _, patch: patch.setenv("ACME_MODE", "strict"), True),
        *((write(name), False) for name in ("other.py", "node_modules/d.js", "own/e.js")),
    ],
    ids=[
        *("a file", "one that was absent", "configuration", "a name in a directory", "a file that a pattern matches"),
        *("one deeper", "a variable", "another file", "somebody else's package", "an environment"),
    ],
)
def test_a_change_of_what_it_depends_on_is_another_digest(
    root: Path, monkeypatch: pytest.MonkeyPatch, change: Callable[[Path, pytest.MonkeyPatch], object], counts: bool
) -> None:
    monkeypatch.delenv("ACME_MODE", raising=False)
    before = digest(depends(root), str(root), Inputs())
    change(root, monkeypatch)

    assert (digest(depends(root), str(root), Inputs()) != before) == counts


def test_texts_count(root: Path) -> None:
    said = [digest(Dependencies(texts=texts), str(root), Inputs()) for texts in ((), ("a",), ("b",))]

    assert len(set(said)) == 3


def test_the_same_in_another_place_is_the_same(tmp_path: Path) -> None:
    digests = set()
    for place in (tmp_path / "one", tmp_path / "two"):
        place.mkdir()
        (place / "a.js").write_text("same")
        found = Dependencies(files=(str(place / "a.js"), str(place / "absent")), patterns=("*.js",))
        digests.add(digest(found, str(place), Inputs()))

    assert len(digests) == 1


def test_what_is_looked_at_is_noted_but_what_the_run_checks_anyway(root: Path) -> None:
    inputs = Inputs()
    digest(depends(root), str(root), inputs, {str(root / "a.py")})

    assert {str(root / name) for name in ("absent", "conf", "b.js", "src/c.js")} <= inputs.contents
    assert str(root / "a.py") not in inputs.contents
    assert str(root / "src") in inputs.listings
    assert "ACME_MODE" in inputs.environment.asked


def test_of_another_revision_nothing_is_noted_but_variables(root: Path) -> None:
    inputs = Inputs()
    digest(depends(root), str(root), inputs, is_noted=False)

    assert (inputs.contents, inputs.listings, inputs.glances) == (set(), set(), set())
    assert "ACME_MODE" in inputs.environment.asked
