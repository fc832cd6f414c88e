"""A team's first day with the documents alone, on four published Django applications: ``python -m`` this module.

Old ``.pep8`` in, settings, hook and CI file out; then an edit that must fail fails at the keyboard, in the hook and in
CI with the same finding, and the edit taken back passes in all three. The hook is run as git runs it, the CI command as
the service's file has it, in the environment that the install line of the page makes. Needs git and the network.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
#: Each with the service whose file is written, and a source that gets the edit.
APPLICATIONS = (
    ("django-oscar==3.2.5", "gitlab", "src/oscar/core/utils.py"),
    ("django-cms==3.11.4", "github", "cms/utils/helpers.py"),
    ("mezzanine==6.1.1", "github", "mezzanine/core/models.py"),
    ("django-helpdesk==1.5.0", "gitlab", "helpdesk/models.py"),
)
PEP8 = "[pep8]\nignore = E501,W191,W293,E302,E12,E261\nexclude = migrations\n"
#: What must fail, and where it stands when it is the last line.
EDIT, CODE = "\nimport os.path as unused_by_anybody\n", "F401"


def run(*words: str, cwd: Path, fine: tuple[int, ...] = (0,), text: str | None = None, **more: str) -> str:
    """Run a command, and return what it says on both streams.

    Raises:
        SystemExit: it ended otherwise than it should.
    """
    done = subprocess.run(words, cwd=cwd, env={**os.environ, **more}, input=text, capture_output=True, text=True)
    if done.returncode not in fine:
        raise SystemExit(f"{shlex.join(words)}: exit {done.returncode}, expected {fine}\n{done.stdout}{done.stderr}")
    return done.stdout + done.stderr


def unpacked(requirement: str, place: Path) -> Path:
    """Download a source archive, and make the project a repository without settings of its own."""
    name = requirement.partition("==")[0]  # alone: what builds it need not be built
    run(sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--no-binary", name, requirement, cwd=place)
    with tarfile.open(next(place.glob("*.tar.gz"))) as archive:
        archive.extractall(place, filter="data")
    root = next(each for each in place.iterdir() if each.is_dir())
    for name in ("setup.cfg", "tox.ini", ".flake8"):
        if (root / name).is_file():
            (root / name).unlink()
    project = root / "pyproject.toml"
    if project.is_file():
        others = r"(?ms)^\[tool\.(?:ruff|pylint).*?(?=^\[(?!tool\.(?:ruff|pylint))|\Z)"
        project.write_text(re.sub(others, "", project.read_text()))
    (root / ".pep8").write_text(PEP8)
    run("git", "init", "-q", "-b", "main", cwd=root)
    commit(root, "as it was")
    return root


def commit(root: Path, message: str, *options: str, fine: tuple[int, ...] = (0,), **more: str) -> str:
    """Commit everything, without the user's own configuration."""
    run("git", "add", "-A", cwd=root)
    identity = ("-c", "user.name=a", "-c", "user.email=a@b.c", "-c", "commit.gpgsign=false")
    return run("git", *identity, "commit", "-q", *options, "-m", message, cwd=root, fine=fine, **more)


def installed(place: Path) -> tuple[Path, str, str]:
    """Install as the page says, from a copy of this repository; return the environment, the address and the commit."""
    source = place / "qualitygate"
    run("git", "clone", "-q", str(ROOT), str(source), cwd=place)
    revision = run("git", "rev-parse", "HEAD", cwd=source).strip()
    page = (ROOT / "README.md").read_text(encoding="utf-8")
    (line,) = re.findall(r"^python -m pip install (git\+https\S+)$", page, re.MULTILINE)
    url = source.as_uri()
    what = line.replace("https://github.com/your-team/qualitygate", url).replace("0" * 40, revision)
    run(sys.executable, "-m", "venv", str(place / "venv"), cwd=place)
    run(str(place / "venv/bin/python"), "-m", "pip", "install", "-q", what, "pre-commit", cwd=place)
    return place / "venv" / "bin", url, revision


def filled_in(root: Path, url: str, revision: str) -> None:
    """Put the address and the commit into the files, as adopt says."""
    for name in (".pre-commit-config.yaml", ".gitlab-ci.yml", ".github/workflows/quality.yml"):
        if (root / name).is_file():
            text = (root / name).read_text().replace("https://github.com/your-team/qualitygate", url)
            (root / name).write_text(text.replace("0" * 40, revision))


def ci_commands(root: Path) -> Iterator[list[str]]:
    """Yield the lines of the written CI file that call the gate."""
    for name in (".gitlab-ci.yml", ".github/workflows/quality.yml"):
        if (root / name).is_file():
            for line in re.findall(r"^\s*- (?:run: )?(qualitygate .*)$", (root / name).read_text(), re.MULTILINE):
                yield shlex.split(line)


def first_day(requirement: str, service: str, edited: str, place: Path, environment: tuple[Path, str, str]) -> None:
    """Walk the page ``docs/adopting.md``, then make the edit and look in all three places."""
    programs, url, revision = environment
    path = {"PATH": f"{programs}{os.pathsep}{os.environ['PATH']}", "PRE_COMMIT_HOME": str(place / "pre-commit")}
    root = unpacked(requirement, place)
    said = run("qualitygate", "adopt", "--baseline", "--hook", "--ci", service, cwd=root, **path)
    print(*(line for line in said.splitlines() if "same" in line or "accepted" in line), sep="\n")
    filled_in(root, url, revision)
    run("pre-commit", "install", cwd=root, **path)
    commit(root, "the gate", **path)
    file = root / edited
    before = file.read_bytes()
    file.write_bytes(before + EDIT.encode())
    line = before.count(b"\n") + 2
    place_of_it = f"{edited}:{line}:1"
    keyboard = run(
        "qualitygate", "-", "--stdin-display-name", edited, "--format", "flake8",
        cwd=root, fine=(1,), text=file.read_text(), **path,
    )  # fmt: skip
    hook = commit(root, "must fail", fine=(1,), **path)
    for words in ci_commands(root):
        run(*words, "--format", "json=ci.json", cwd=root, fine=(1,), **path)
    findings = json.loads((root / "ci.json").read_text())["findings"]
    (found,) = [each for each in findings if each["disposition"] == "open" and each["code"] == CODE]
    assert f"{place_of_it}: {CODE} " in keyboard, keyboard
    assert CODE in hook and "unused_by_anybody" in hook and edited in hook, hook
    assert (found["path"], found["line"], found["code"]) == (edited, line, CODE), found
    file.write_bytes(before + b"\n# looked at\n")
    (root / "ci.json").unlink()
    commit(root, "passes", **path)
    for words in ci_commands(root):
        run(*words, cwd=root, **path)
    print(f"{place_of_it}: {CODE} fails at the keyboard, in the hook and in CI ({service}); without it all pass")


def main() -> int:
    """Walk it for each application."""
    with tempfile.TemporaryDirectory() as home:
        environment = installed(Path(home))
        for requirement, service, edited in APPLICATIONS:
            with tempfile.TemporaryDirectory() as place:
                print(f"== {requirement}", flush=True)
                first_day(requirement, service, edited, Path(place), environment)
    return 0


if __name__ == "__main__":
    sys.exit(main())
