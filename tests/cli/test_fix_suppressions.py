"""``--fix`` of comments that silence nothing (QG901)."""

from __future__ import annotations

from tests.cli.conftest import Project

SELECT = 'version = 1\nroot = true\nselect = ["E", "F", "QG"]\n'


def fixed(project: Project, before: str, *arguments: str) -> str:
    project.write({"qualitygate.toml": SELECT, "a.py": before.encode()})
    done = project.run("--fix", *arguments)
    assert done.code in (0, 1), done.out + done.err
    return (project.root / "a.py").read_bytes().decode()


def test_a_comment_that_silences_nothing_goes(project: Project) -> None:
    assert fixed(project, "x = 1  # noqa: F401\ny = 2\n") == "x = 1\ny = 2\n"


def test_the_codes_that_are_used_and_the_reason_stay(project: Project) -> None:
    before = "import os  # noqa: E501, F401, E711 -- a plugin looks for it\n"
    assert fixed(project, before) == "import os  # noqa: F401 -- a plugin looks for it\n"


def test_a_comment_that_is_used_stays(project: Project) -> None:
    before = "import os  # noqa: F401\nimport re  # noqa\n"
    assert fixed(project, before) == before


def test_codes_of_rules_that_did_not_run_are_not_judged(project: Project) -> None:
    before = "x = 1  # noqa: W605, C901, ABC123\n"
    assert fixed(project, before) == before
    assert fixed(project, before, "--select=E,W,QG") == "x = 1  # noqa: C901, ABC123\n"


def test_what_stands_behind_the_comment_for_another_tool_stays(project: Project) -> None:
    assert fixed(project, "x = 1  # noqa: F401 # pylint: disable=all\n") == "x = 1  # pylint: disable=all\n"
