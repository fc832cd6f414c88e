"""``qualitygate completion``: the shell itself is asked what it would complete."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from qualitygate.cli.args import COMMANDS
from tests.cli.conftest import Project

ASK = """\
source "$1"; shift
COMP_WORDS=(qualitygate "$@"); COMP_CWORD=$#; COMP_LINE="qualitygate $*"; COMP_POINT=${#COMP_LINE}
_shtab_qualitygate; printf '%s\\n' "${COMPREPLY[@]}"
"""


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("au",), {"audit"}),
        (("--unsa",), {"--unsafe-fixes"}),
        (("why", "--fo"), {"--format"}),
        (("why", "--format", ""), {"text", "json"}),
        (("doctor", "--js"), {"--json"}),
    ],
)
def test_bash_completes_commands_options_and_choices(
    project: Project, words: tuple[str, ...], expected: set[str]
) -> None:
    bash = shutil.which("bash")
    assert bash is not None, "the tests of CI start by bash"
    (project.root / "script").write_text(project.run("completion", "bash").out)

    done = subprocess.run(
        [bash, "-c", ASK, "bash", "./script", *words], cwd=project.root, capture_output=True, text=True, check=True
    )

    assert set(done.stdout.split()) == expected


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_every_command_is_known_to_every_shell(project: Project, shell: str) -> None:
    done = project.run("completion", shell)

    assert done.code == 0
    assert [name for name in COMMANDS if name not in done.out] == []


def test_another_shell_is_a_usage_error(project: Project) -> None:
    assert project.run("completion", "cmd").code == 2
