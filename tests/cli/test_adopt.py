"""``qualitygate adopt``: old settings in, ``[tool.qualitygate]`` out, and the findings compared."""

from __future__ import annotations

import re
import shlex
import subprocess
import tempfile
from collections.abc import Callable
from importlib.metadata import version
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


@pytest.mark.parametrize(
    ("text", "said"),
    [("tool = {a = 1}\n", "[tool.qualitygate] cannot be added"), ("not toml", "pyproject.toml:1:5: Expected '='")],
)
def test_a_file_that_cannot_take_a_table_is_left_as_it_is(project: Project, text: str, said: str) -> None:
    project.write({".pep8": PEP8, "a.py": CODE, "pyproject.toml": text})

    done = project.run("adopt")

    assert done.code == 2
    assert said in done.err
    assert (project.root / "pyproject.toml").read_text() == text


def test_without_old_settings_it_says_what_it_looked_for(project: Project) -> None:
    project.write({"a.py": CODE})

    done = project.run("adopt")

    assert done.code == 2
    assert "expected settings of flake8, pycodestyle, pep8, ruff or pylint: there is none from here upwards" in done.err


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


def test_flake8_itself_finds_the_same(project: Project) -> None:
    project.write({**FLAKE8, "tox.ini": "[testenv]\ncommands = flake8 --max-complexity=3 app b.py\n"})

    done = project.run("adopt")

    assert (done.code, done.err) == (0, "")
    assert re.search(r"the same \d+ as flake8 7\.\S+ finds", done.out)
    assert "max-complexity = 3  [tox.ini:2]" in done.out
    assert "extend-ignore = [\"E203\"]  [setup.cfg:3]" in done.out


def test_what_pycodestyle_finds_beside_is_given_a_reason(project: Project) -> None:
    project.write({".pep8": PEP8, "a.py": "x = {'a' : 1}  # noqa\ny = {'a' : 1}\nimport os\n"})

    done = project.run("adopt")

    assert done.code == 0
    assert "silenced by a noqa comment, which pycodestyle obeys for a few codes only: a.py:1: E203" in done.out
    assert "found beside: F401 (1)" in done.out


RUFF = """\
    [tool.ruff]
    line-length = 100
    lint.select = ["E", "F", "UP"]
    lint.per-file-ignores = { "b.py" = ["F401"] }
    """


def test_what_ruff_shares_is_taken_and_compared_with_ruff(project: Project) -> None:
    text = "import os\n\n\nclass A(object):\n    pass\n"
    project.write({"pyproject.toml": RUFF, "a.py": text, "b.py": "import os\n"})

    done = project.run("adopt")

    assert (done.code, done.err) == (0, "")
    assert "pyproject.toml:3: not taken: select UP: only ruff looks for these; keep running it for them" in done.out
    assert f"the same 1 as ruff {version('ruff')} finds" in done.out
    assert f"only ruff {version('ruff')} looks for UP004 (1)" in done.out
    assert [finding["path"] for finding in project.run("--format", "json").report["findings"]] == ["a.py"]


def test_a_program_that_is_not_there_is_said(project: Project) -> None:
    project.write({".pylintrc": "[MAIN]\ndisable=all\nenable=unused-import\n", "a.py": "import os\nx = l\n"})

    done = project.run("adopt", env={"PATH": "/usr/bin:/bin"})

    assert "not compared with what it found: pylint is not installed" in done.out
    assert codes(project) == ["F401"]


def test_of_two_programs_the_first_is_taken_unless_told(project: Project) -> None:
    project.write({"setup.cfg": "[flake8]\nignore = E501\n", "ruff.toml": "line-length = 70\n", "a.py": "\n"})

    done = project.run("adopt", "--dry-run")
    told = project.run("adopt", "--dry-run", "--from", "ruff")

    assert "ruff.toml: not taken: flake8 is taken from; --from ruff takes these instead" in done.out
    assert "+max-line-length = 70" in told.out.splitlines()
    assert project.run("adopt", "--from", "pylint").code == 2


def test_names_of_a_script_are_looked_for_from_now_on(project: Project) -> None:
    script = "#!/bin/sh\n# product names\nif grep -rn Github app; then echo 'write GitHub'; exit 1; fi\n"
    project.write({".pep8": PEP8, "scripts/spelling.sh": script, "app/a.py": "# see Github\n"})

    done = project.run("adopt")

    assert (done.code, done.err) == (0, "")
    assert 'spelling.names = ["GitHub"]  [scripts/spelling.sh:3]' in done.out
    assert "QG201" in codes(project)


@pytest.mark.parametrize(
    ("service", "name"),
    [("github", ".github/workflows/quality.yml"), ("gitlab", ".gitlab-ci.yml"), ("jenkins", "Jenkinsfile")],
)
def test_hook_baseline_and_ci_file_are_written_where_there_are_none(project: Project, service: str, name: str) -> None:
    project.write({".pep8": PEP8, "a.py": CODE})

    done = project.run("adopt", "--baseline", "--hook", "--ci", service)

    assert (done.code, done.err) == (0, "")
    assert "id: qualitygate" in (project.root / ".pre-commit-config.yaml").read_text()
    assert "qualitygate" in (project.root / name).read_text()
    assert project.run().code == 0
    project.write({"b.py": "import os\n"})
    assert project.run().code == 1


def test_hook_and_ci_file_of_a_project_below_the_top_stand_at_the_top_and_check_it_alone(project: Project) -> None:
    project.write({"billing/.pep8": PEP8, "billing/a.py": CODE, "other/a.py": "import os\n"})
    subprocess.run(["git", "init", "-q"], cwd=project.root, check=True)

    done = project.run("adopt", "--baseline", "--hook", "--ci", "gitlab", cwd="billing")

    assert (done.code, done.err) == (0, "")
    assert "written: ../.pre-commit-config.yaml" in done.out and "written: ../.gitlab-ci.yml" in done.out
    assert "files: ^billing/\n" in (project.root / ".pre-commit-config.yaml").read_text()
    assert "- qualitygate billing --format auto" in (project.root / ".gitlab-ci.yml").read_text()
    assert project.run("billing").code == 0
    assert project.run("check", "--allow-empty", "billing/a.py").code == 0, "what a hook is called with"
    again = project.run("adopt", cwd="billing")
    assert "baseline: .qualitygate-baseline.jsonl\nhook: .pre-commit-config.yaml\nCI: .gitlab-ci.yml\n" in again.out
    assert "other/a.py" not in (project.root / ".qualitygate-baseline.jsonl").read_text()


def test_a_directory_whose_name_would_have_to_be_quoted_is_refused_before_anything_is_written(project: Project) -> None:
    project.write({"my apps/.pep8": PEP8, "my apps/a.py": CODE})
    subprocess.run(["git", "init", "-q"], cwd=project.root, check=True)

    done = project.run("adopt", "--hook", cwd="my apps")

    assert done.code == 2
    assert "expected a directory of letters, digits and ./-_, got 'my apps'; docs/monorepos.md says" in done.err
    assert sorted(path.name for path in (project.root / "my apps").iterdir()) == [".pep8", "a.py"]


def test_a_link_that_leads_out_is_refused_before_anything_is_written(project: Project) -> None:
    project.write({".pep8": PEP8, "a.py": CODE})
    (project.root / ".github").symlink_to(tempfile.gettempdir())

    done = project.run("adopt", "--ci", "github")

    assert done.code == 2
    assert ".github/workflows/quality.yml: not written: a link leads out of the project" in done.err
    assert not (project.root / "qualitygate.toml").exists()


def test_files_that_are_there_stay_and_what_to_add_is_said(project: Project) -> None:
    project.write(
        {".pep8": PEP8, "a.py": CODE, ".gitlab-ci.yml": "mine: 1\n", ".pre-commit-config.yaml": "repos: []\n"}
    )

    done = project.run("adopt", "--hook", "--ci", "gitlab")

    assert done.code == 0
    assert ".gitlab-ci.yml is there and stays as it is; add to it:" in done.out
    assert "      - id: qualitygate" in done.out
    assert (project.root / ".gitlab-ci.yml").read_text() == "mine: 1\n"
    assert (project.root / ".pre-commit-config.yaml").read_text() == "repos: []\n"


def test_a_baseline_that_is_there_is_not_written_over(project: Project) -> None:
    project.write({".pep8": PEP8, "a.py": CODE, ".qualitygate-baseline.jsonl": ""})

    done = project.run("adopt", "--baseline")

    assert done.code == 2
    assert ".qualitygate-baseline.jsonl is there already" in done.err
    assert not (project.root / "qualitygate.toml").exists()


def test_settings_of_ours_are_not_written_twice_and_what_is_there_is_told(project: Project) -> None:
    project.write({"ruff.toml": "", "qualitygate.toml": "", "a.py": "", "hk.pkl": "qualitygate check"})

    done = project.run("adopt")

    assert (done.code, (project.root / "qualitygate.toml").read_text()) == (0, "")
    assert done.out.splitlines() == [
        "qualitygate.toml has settings of ours already, so nothing is taken over",
        "baseline: none; for one: qualitygate adopt --baseline",
        "hook: hk.pkl",
        "CI: none; for one: qualitygate adopt --ci github or gitlab or jenkins",
        "next: qualitygate audit",
    ]


def test_settings_of_another_program_are_refused_where_there_are_some_of_ours(project: Project) -> None:
    project.write({"ruff.toml": "", "pyproject.toml": "[tool.qualitygate]\n", "a.py": ""})

    done = project.run("adopt", "--from", "ruff")

    assert done.code == 2
    assert "pyproject.toml has settings of ours already; take them out, and --from ruff takes over its own" in done.err


PARTS = ("adopt", "--baseline", "--hook", "--ci", "gitlab")


def test_what_an_earlier_run_left_out_can_be_had_later_and_a_second_time_changes_nothing(project: Project) -> None:
    project.write({".pep8": PEP8, "a.py": CODE})
    project.run("adopt")
    settings = (project.root / "qualitygate.toml").read_bytes()

    dry = project.run(*PARTS, "--dry-run")
    first = project.run(*PARTS)

    wanted = [".pre-commit-config.yaml", ".gitlab-ci.yml", ".qualitygate-baseline.jsonl"]
    assert [line for line in dry.out.splitlines()[1:]] == [f"would be written: {name}" for name in wanted]
    assert (dry.code, first.code, first.err) == (0, 0, "")
    assert first.out.startswith("qualitygate.toml has settings of ours already, so nothing is taken over\n")
    assert (project.root / "qualitygate.toml").read_bytes() == settings
    there = {name: (project.root / name).read_bytes() for name in wanted}
    second = project.run(*PARTS)
    assert (second.code, second.err) == (0, "")
    assert second.out.splitlines()[1:] == [
        ".pre-commit-config.yaml names qualitygate already, and stays as it is",
        ".gitlab-ci.yml names qualitygate already, and stays as it is",
        ".qualitygate-baseline.jsonl is there already; qualitygate baseline accept adds to it",
    ]
    assert {name: (project.root / name).read_bytes() for name in wanted} == there
    assert project.run().code == 0


def test_hook_ci_and_baseline_need_no_settings_of_another_program(project: Project) -> None:
    project.write({"a.py": CODE})

    done = project.run(*PARTS)

    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("there are no settings of other programs, so nothing is taken over\n")
    assert (project.root / ".gitlab-ci.yml").is_file()
    assert project.run().code == 0


def test_a_pep8_file_is_compared_with_pycodestyle_though_flake8_is_called_too(project: Project) -> None:
    project.write({".pep8": PEP8, "a.py": CODE, "tox.ini": "[testenv]\ncommands = flake8 a.py\n"})

    done = project.run("adopt")

    assert (done.code, done.err) == (0, "")
    assert re.search(r"the same \d+ as pycodestyle \S+ finds", done.out)
