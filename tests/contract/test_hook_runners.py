"""Runners of hooks: each runs ours in a real repository, in which a file is staged in part."""

from __future__ import annotations

from pathlib import Path

import pytest

from .hook_repository import FILES
from .hook_repository import repository as begun

MIDDLE = b"".join(b"# %d\n" % number for number in range(20))
STAGED, FIXED = b"import json\nx = 1\n" + MIDDLE + b"y=2\nz = 3\n", b"x = 1\n" + MIDDLE + b"y = 2\nz = 3\n"
RUNNERS = tuple(FILES)
IN_THE_INDEX = ("lefthook", "hk")


@pytest.mark.parametrize("runner", RUNNERS)
def test_the_staged_text_is_judged_by_the_staged_configuration(tmp_path: Path, runner: str) -> None:
    repository = begun(tmp_path, runner, "qualitygate")
    lenient = b"[tool.qualitygate]\nextend-ignore = ['F401']\n"
    repository.stage("a.py", b"import json\n", b"x = 1\n")
    repository.stage("pyproject.toml", b"[tool.qualitygate]\nmax-line-length = 99\n", lenient)

    said = repository.git("commit", "-m", "a", fails=True)

    assert "'json' imported but unused" in said
    assert repository.disk == b"x = 1\n"
    repository.stage("pyproject.toml", lenient, b"[tool.qualitygate]\n")
    repository.git("commit", "-qm", "a")
    assert (repository.blob("HEAD"), repository.disk) == (b"import json\n", b"x = 1\n")


CHANGES = {"far": (b"# 9\n", b"# far\n"), "beside a fix": (b"z = 3\n", b"z = 4\n"), "where a fix is": (b"y=2", b"y=3")}


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("runner", ["pre-commit", "prek"])
def test_what_is_not_staged_survives_the_hook_that_repairs(tmp_path: Path, runner: str, change: str) -> None:
    repository = begun(tmp_path, runner, "qualitygate-fix")
    old, new = CHANGES[change]
    work = STAGED.replace(old, new)
    repository.stage("a.py", STAGED, work)

    said = repository.git("commit", "-m", "a", fails=True)

    assert "files were modified by this hook" in said
    assert repository.blob("") == STAGED
    assert repository.disk == (FIXED.replace(old, new) if change == "far" else work)
    if change == "far":
        repository.git("commit", "-qam", "a")
        assert repository.blob("HEAD") == repository.disk


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("runner", IN_THE_INDEX)
def test_what_was_repaired_is_committed_and_what_is_not_staged_survives(
    tmp_path: Path, runner: str, change: str
) -> None:
    repository = begun(tmp_path, runner, "qualitygate-fix")
    old, new = CHANGES[change]
    repository.stage("a.py", STAGED, STAGED.replace(old, new))

    if change == "where a fix is":
        said = repository.git("commit", "-m", "a", fails=True)
        assert "what is not staged changes the same lines" in said
        assert (repository.blob(""), repository.disk) == (STAGED, STAGED.replace(old, new))
        return
    repository.git("commit", "-qm", "a")

    assert repository.blob("HEAD") == repository.blob("") == FIXED
    assert repository.disk == FIXED.replace(old, new)
    assert repository.git("stash", "list") == ""


@pytest.mark.parametrize("runner", IN_THE_INDEX)
def test_a_file_that_is_staged_as_a_whole_is_committed_as_repaired(tmp_path: Path, runner: str) -> None:
    repository = begun(tmp_path, runner, "qualitygate-fix")
    repository.stage("a.py", STAGED, STAGED)

    repository.git("commit", "-qm", "a")

    assert repository.blob("HEAD") == repository.blob("") == repository.disk == FIXED


NAMES = {"blanks": "a b.py", "quotes": "a 'b' \"c\" $d.py", "a line break": "a\nb.py"}


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
@pytest.mark.parametrize("runner", RUNNERS)
def test_any_name_of_a_file_is_judged(tmp_path: Path, runner: str, name: str) -> None:
    repository = begun(tmp_path, runner, "qualitygate")
    repository.stage(name, b"import json\n", b"x = 1\n")

    assert "'json' imported but unused" in repository.git("commit", "-m", "a", fails=True)
    repository.stage(name, b"x = 2\n", b"import json\n")
    repository.git("commit", "-qm", "a")


@pytest.mark.parametrize("runner", RUNNERS)
def test_a_file_that_the_commit_takes_away_is_no_error(tmp_path: Path, runner: str) -> None:
    repository = begun(tmp_path, runner, "qualitygate")
    repository.stage("a.py", b"x = 1\n", b"x = 1\n")
    repository.git("commit", "-qm", "a")

    repository.git("rm", "-q", "a.py")
    repository.git("commit", "-qm", "gone")
