"""Builds the release of the commit that is checked out, twice, and shows that it is what its tag says.

``python .ci/release.py DIRECTORY`` puts sdist and wheel into DIRECTORY, which must be new or empty. It ends with 1 and
builds nothing where the tree is not clean, the commit has no tag of its version, the changes still say "not released",
or a page names another revision; and leaves nothing where two builds differ. Needs git and hatchling.
"""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PLACEHOLDER = "0" * 40  # of the pages: everybody puts the commit there that he has read


class Refused(Exception):
    """It is no release."""


def git(*words: str, root: Path = ROOT) -> str:
    """Return what git says."""
    return subprocess.run(["git", *words], cwd=root, check=True, capture_output=True, text=True).stdout.strip()


def version_of(root: Path) -> str:
    """Return the version that the code has."""
    found = re.search(
        r'^__version__ = "([^"]+)"', (root / "qualitygate" / "__init__.py").read_text("utf-8"), re.MULTILINE
    )
    if not found:
        raise Refused("qualitygate/__init__.py: expected __version__")
    return found[1]


def obstacles(root: Path) -> Iterator[str]:
    """Yield what keeps the commit from being a release."""
    version, commit = version_of(root), git("rev-parse", "HEAD", root=root)
    if changed := git("status", "--porcelain", root=root):
        names = (line.split(maxsplit=1)[1] for line in changed.splitlines())
        yield f"the tree is not clean; commit or take away: {', '.join(names)}"
    tags = git("tag", "--points-at", "HEAD", root=root).split()
    if f"v{version}" not in tags:
        yield f"expected the tag v{version} at this commit, found {', '.join(tags) or 'none'}; git tag -s v{version}"
    changes = (root / "CHANGELOG.md").read_text("utf-8")
    if f"## {version} (not released)" in changes or f"## {version}" not in changes:
        yield f"CHANGELOG.md: expected a heading '## {version}' with the day of the release"
    for page in (root / "README.md", *sorted((root / "docs").rglob("*.md"))):
        for rev in re.findall(r'(?m)^\s*rev: "?([^"\s]+)', page.read_text("utf-8")):
            if rev not in (PLACEHOLDER, commit, f"v{version}"):
                yield f"{page.relative_to(root)}: rev: {rev} is neither this commit nor v{version}"


def build(root: Path, target: Path) -> dict[str, str]:
    """Build sdist and wheel from what is committed; return the digest of each file by name."""
    epoch = git("log", "-1", "--format=%ct", root=root)
    with tempfile.TemporaryDirectory() as place:
        archive = Path(place) / "tree.tar"
        git("archive", f"--output={archive}", "HEAD", root=root)
        tree = Path(place) / "tree"
        with tarfile.open(archive) as packed:
            # what git has packed is ours; from 3.12 to 3.13 Python warns where no filter is named
            packed.extractall(tree, filter="data") if hasattr(tarfile, "data_filter") else packed.extractall(tree)
        environment = {**os.environ, "SOURCE_DATE_EPOCH": epoch, "PYTHONHASHSEED": "random"}
        command = [sys.executable, "-m", "hatchling", "build", "-d", str(target)]
        done = subprocess.run(command, cwd=tree, env=environment, capture_output=True, text=True)
        if done.returncode:
            raise Refused(f"it cannot be built: {done.stderr}")
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(target.iterdir())}


def release(root: Path, target: Path) -> dict[str, str]:
    """Build twice and keep the first build, when both are the same bytes.

    Raises:
        Refused: they are not, or it is no release.
    """
    if found := list(obstacles(root)):
        raise Refused("\n".join(found))
    target.mkdir(parents=True, exist_ok=True)
    if any(target.iterdir()):
        raise Refused(f"{target}: expected an empty directory")
    first = build(root, target)
    with tempfile.TemporaryDirectory() as place:
        second = build(root, Path(place))
    version = version_of(root)
    expected = {f"qualitygate_lint-{version}.tar.gz", f"qualitygate_lint-{version}-py3-none-any.whl"}
    if first != second or first.keys() != expected:
        for path in target.iterdir():
            path.unlink()
        raise Refused(f"expected two equal builds of {', '.join(sorted(expected))}, got {first} and {second}")
    return first


def main(arguments: list[str]) -> int:
    """Build, and say what is to be written where the release is announced."""
    try:
        (target,) = arguments
        digests = release(ROOT, Path(target))
    except (Refused, ValueError) as error:
        print(f"release: {error}", file=sys.stderr)
        return 1
    for name, digest in digests.items():
        print(f"{digest}  {name}")
    print(f'rev: "{git("rev-parse", "HEAD")}"  # v{version_of(ROOT)}')
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
