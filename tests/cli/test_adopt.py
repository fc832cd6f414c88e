"""``qualitygate adopt``: old settings in, ``[tool.qualitygate]`` out, and the findings compared."""

from __future__ import annotations

import re
import shlex
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest

from qualitygate.cli.args import parse_arguments
from qualitygate.cli.commands import adopt
from qualitygate.errors import ConfigError
from tests.cli.conftest import Project

CODE = "import os\nif True:\n\tx = {'a' : 1}\ndef f(): pass\ny = 'a long line'  # " + "x" * 90 + "\nz = 1 # b\n"
PEP8 = "[pep8]\nignore = E501,W191,W293,E302,E12,E261\n"
PYPROJECT = "# ours\n[project]\nname = 'shop'  # kept\n"
SAME = "findings under the old settings and the new"


def codes(project: Project) -> list[str]:
    return project.run("--format", "json", "--no-cache").codes


def test_an_old_pep8_becomes_a_table_behind_everything_that_was_there(project: Project) -> None:
    project.write({".pep8": PEP8, "a.py": CODE, "pyproject.toml": PYPROJECT})
    was = codes(project)

    done = project.run("adopt")

    assert (done.code, done.err) == (0, "")
    assert f"the same {len(was)} {SAME}" in done.out
    text = (project.root / "pyproject.toml").read_text()
    assert text.startswith(f"{PYPROJECT}\n[tool.qualitygate]\n")
    assert 'ignore = ["E501", "W191", "W293", "E302", "E12", "E261"]' in text
    (project.root / ".pep8").unlink()
    assert was and codes(project) == was


FLAKE8 = {
    "setup.cfg": """\
        [flake8]
        max-line-length = 100
        extend-ignore = E203, B950
        exclude = .git, */migrations/*
        per-file-ignores =
            ./app/a.py: F401
            app/*.py: E225, E231
        """,
    "app/a.py": CODE,
    "b.py": CODE,
    "app/deep/d.py": CODE,
    "app/deep/migrations/c.py": CODE,
}


def test_flake8_settings_keep_their_meaning_and_codes_that_nobody_has_are_named(project: Project) -> None:
    project.write(FLAKE8)
    was = codes(project)

    done = project.run("adopt")

    assert (done.code, done.err) == (0, "")
    assert "not taken: extend-ignore B950" in done.out
    assert SAME in done.out
    assert (project.root / "qualitygate.toml").is_file()
    (project.root / "setup.cfg").unlink()
    assert was and codes(project) == was


def test_findings_that_differ_are_listed_and_are_no_success(project: Project) -> None:
    project.write({".flake8": "[flake8]\nexclude = a*b/c.py\n", "a/x/b/c.py": "import os\n", "d.py": CODE})

    done = project.run("adopt")

    assert done.code == 1
    assert "only under the new: a/x/b/c.py:1:1: F401" in done.out


def test_a_dry_run_shows_the_difference_and_writes_nothing(project: Project) -> None:
    project.write({".pep8": PEP8, "a.py": CODE, "pyproject.toml": PYPROJECT})

    done = project.run("adopt", "--dry-run")

    assert done.code == 0
    assert "+[tool.qualitygate]" in done.out.splitlines()
    assert (project.root / "pyproject.toml").read_text() == PYPROJECT


def test_a_file_with_uncommitted_changes_is_left_alone_unless_told(project: Project) -> None:
    project.write({".pep8": PEP8, "a.py": CODE, "pyproject.toml": PYPROJECT})
    subprocess.run(["git", "init", "-q"], cwd=project.root, check=True)

    refused = project.run("adopt")

    assert refused.code == 2
    assert "pyproject.toml has changes that are not committed" in refused.err
    assert (project.root / "pyproject.toml").read_text() == PYPROJECT
    assert project.run("adopt", "--force").code == 0


@pytest.mark.parametrize("text", ["tool = {a = 1}\n", "not toml"])
def test_a_file_that_cannot_take_a_table_is_left_as_it_is(project: Project, text: str) -> None:
    project.write({".pep8": PEP8, "a.py": CODE, "pyproject.toml": text})

    done = project.run("adopt")

    assert done.code == 2
    assert "[tool.qualitygate] cannot be added" in done.err
    assert (project.root / "pyproject.toml").read_text() == text


def test_without_old_settings_it_says_what_it_looked_for(project: Project) -> None:
    project.write({"a.py": CODE})

    done = project.run("adopt")

    assert done.code == 2
    assert "expected a file with [flake8], [pycodestyle] or [pep8] in force" in done.err


def test_the_commands_of_the_page_lead_from_an_old_file_to_a_gate_that_holds(project: Project) -> None:
    page = (Path(__file__).parents[2] / "docs" / "adopting.md").read_text(encoding="utf-8")
    commands = [line for block in re.findall(r"```sh\n(.*?)```", page, re.DOTALL) for line in block.splitlines()]
    project.write({".pep8": PEP8, "a.py": CODE, "pyproject.toml": PYPROJECT})

    done = {line: project.run(*shlex.split(line)[1:]) for line in commands}

    assert {line: (each.code, each.err) for line, each in done.items() if each.code} == {}
    assert SAME in done["qualitygate adopt"].out
    assert "E501" in done["qualitygate audit"].out
    project.write({"b.py": "import os\n"})
    assert project.run().code == 1


@pytest.mark.parametrize("before", [None, PYPROJECT], ids=["a new file", "a file with a new table"])
@pytest.mark.parametrize("end", [KeyboardInterrupt, ConfigError("no")], ids=["ctrl-c", "settings that do not hold"])
def test_settings_that_were_not_compared_are_taken_back(
    project: Project, monkeypatch: pytest.MonkeyPatch, before: str | None, end: BaseException
) -> None:
    project.write({".pep8": PEP8, "a.py": CODE, **({"pyproject.toml": before} if before else {})})
    there = {path: path.read_bytes() for path in project.root.iterdir() if path.is_file()}
    monkeypatch.chdir(project.root)
    runs = iter([adopt._check, _raising(end)])
    monkeypatch.setattr(adopt, "_check", lambda *given: next(runs)(*given))

    with pytest.raises((KeyboardInterrupt, ConfigError)):
        adopt.command(parse_arguments(["adopt"], lambda _: ()))

    assert {path: path.read_bytes() for path in project.root.iterdir() if path.is_file()} == there


def _raising(end: BaseException) -> Callable[..., NoReturn]:
    def run(*_: object) -> NoReturn:
        raise end

    return run


def test_a_pattern_of_files_whose_codes_nobody_has_leaves_no_empty_entry(project: Project) -> None:
    project.write({"a.py": CODE, ".flake8": "[flake8]\nper-file-ignores =\n    t/*: D102\n    a.py: F401\n"})

    project.run("adopt")

    table = (project.root / "qualitygate.toml").read_text()
    assert '"a.py" = ["F401"]' in table
    assert "[]" not in table
