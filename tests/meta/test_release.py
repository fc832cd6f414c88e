"""``.ci/release.py``: a release is what its tag says, twice the same bytes, and is refused otherwise."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def git(root: Path, *words: str) -> str:
    identity = {f"GIT_{who}_{what}": "a@b.c" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    done = subprocess.run(["git", *words], cwd=root, check=True, capture_output=True, env={**os.environ, **identity})
    return done.stdout.decode().strip()


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A tagged commit of this tree, without its tests, that is about to be released."""
    pytest.importorskip("hatchling", reason="hatchling is not installed: python -m pip install -e '.[test]'")
    root = tmp_path / "repository"
    for name in (".ci", "docs", "plugins", "qualitygate", "rules"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md", ".gitignore"):
        shutil.copy(ROOT / name, root)
    changes = root / "CHANGELOG.md"
    changes.write_text(changes.read_text("utf-8").replace("(not released)", "(2026-12-01)"), encoding="utf-8")
    git(root, "init", "-q")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "a release")
    git(root, "tag", f"v{version()}")
    return root


def version() -> str:
    (found,) = re.findall(
        r'^__version__ = "(.+)"', (ROOT / "qualitygate" / "__init__.py").read_text("utf-8"), re.MULTILINE
    )
    return str(found)


def release(root: Path, target: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, ".ci/release.py", str(target)]
    return subprocess.run(command, cwd=root, capture_output=True, text=True)


def test_a_release_is_built_from_the_commit_and_its_digests_and_revision_are_said(repository: Path) -> None:
    target = repository.parent / "dist"

    done = release(repository, target)

    assert (done.returncode, done.stderr) == (0, "")
    sdist, wheel = f"qualitygate_lint-{version()}.tar.gz", f"qualitygate_lint-{version()}-py3-none-any.whl"
    assert sorted(path.name for path in target.iterdir()) == sorted((sdist, wheel))
    *digests, revision = done.stdout.splitlines()
    assert [line.split("  ")[1] for line in digests] == sorted((sdist, wheel))
    assert revision == f'rev: "{git(repository, "rev-parse", "HEAD")}"  # v{version()}'
    with zipfile.ZipFile(target / wheel) as archive:
        metadata = archive.read(f"qualitygate_lint-{version()}.dist-info/METADATA").decode()
    assert f"\nVersion: {version()}\n" in metadata
    with tarfile.open(target / sdist) as packed:
        assert f"qualitygate_lint-{version()}/qualitygate/__init__.py" in packed.getnames()


def test_the_same_commit_gives_the_same_bytes_elsewhere_and_later(repository: Path) -> None:
    elsewhere = repository.parent / "clone"
    git(repository.parent, "clone", "-q", str(repository), str(elsewhere))

    first, second = release(repository, repository.parent / "one"), release(elsewhere, repository.parent / "two")

    assert first.returncode == 0
    assert first.stdout == second.stdout


def _dirty(root: Path) -> None:
    (root / "README.md").write_text("changed")


def _untracked(root: Path) -> None:
    (root / "qualitygate" / "secret.txt").write_text("")


def _untagged(root: Path) -> None:
    git(root, "tag", "-d", f"v{version()}")
    git(root, "tag", "v9.9.9")


def _unreleased(root: Path) -> None:
    changes = (root / "CHANGELOG.md").read_text("utf-8").replace("(2026-12-01)", "(not released)")
    (root / "CHANGELOG.md").write_text(changes, encoding="utf-8")
    git(root, "commit", "-qam", "not yet")
    git(root, "tag", "-f", f"v{version()}")


def _other_revision(root: Path) -> None:
    page = root / "docs" / "pre-commit.md"
    page.write_text(page.read_text("utf-8").replace("0" * 40, "1" * 40), encoding="utf-8")
    git(root, "commit", "-qam", "another")
    git(root, "tag", "-f", f"v{version()}")


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (_dirty, "the tree is not clean; commit or take away: README.md"),
        (_untracked, "the tree is not clean; commit or take away: qualitygate/secret.txt"),
        (_untagged, f"expected the tag v{version()} at this commit, found v9.9.9"),
        (_unreleased, f"CHANGELOG.md: expected a heading '## {version()}' with the day of the release"),
        (_other_revision, f"docs/pre-commit.md: rev: {'1' * 40} is neither this commit nor v{version()}"),
    ],
    ids=["a changed file", "a file nobody knows", "another tag", "not released yet", "a page with another revision"],
)  # fmt: skip
def test_what_is_no_release_is_refused(repository: Path, spoil: object, said: str) -> None:
    assert callable(spoil)
    spoil(repository)

    done = release(repository, repository.parent / "dist")

    assert (done.returncode, done.stdout) == (1, "")
    assert said in done.stderr
    assert not (repository.parent / "dist").exists()
