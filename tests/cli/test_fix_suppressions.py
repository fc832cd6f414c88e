"""``--fix`` of comments that silence nothing (QG901)."""

from __future__ import annotations

import pytest

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


@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param("import readline, rlcompleter  # noqa: F401 enables completion\n", "E401", id="imports split"),
        pytest.param("x = 1; import os  # noqa: F401\n", "E702", id="statements split"),
        pytest.param("if 1: import os  # qualitygate: ignore[unused-import]\n", "E701", id="a block split"),
        pytest.param("# qualitygate: ignore-next-line[F401]\nimport os, re\n", "E401", id="ignore-next-line"),
        pytest.param(f"x = (1 + \\\n     {'1' * 90})  # noqa: E501, W504\n", "E502", id="a backslash"),
        pytest.param("if 1: print(2)  # type: ignore\n", "E701", id="a type checker's"),
        pytest.param("def f(): pass  # pragma: no cover\n", "E704", id="a measure of coverage"),
    ],
)
def test_c4_what_is_silenced_before_a_repair_is_silenced_after_it(project: Project, text: str, code: str) -> None:
    project.write({"qualitygate.toml": SELECT + "ignore = []\n", "a.py": text.encode()})
    before = project.run("--format=json").report["findings"]

    done = project.run("--fix", "--format=json")

    assert (project.root / "a.py").read_text() == text
    states = [
        [(each["code"], each["line"], each["disposition"]) for each in found]
        for found in (before, done.report["findings"])
    ]
    assert states[0] == states[1]
    assert code in done.codes


def test_c4_an_import_that_nothing_silences_is_removed_beside_one_that_is(project: Project) -> None:
    before = "import os\nimport re  # noqa: F401\nprint( 1)  # type: ignore\n"
    assert fixed(project, before) == "import re  # noqa: F401\nprint(1)  # type: ignore\n"


def test_c4_the_report_says_why_a_fix_was_not_made(project: Project) -> None:
    project.write({"qualitygate.toml": SELECT + "ignore = []\n", "a.py": b"x = (1 + \\\n     2)  # noqa: W504\n"})
    assert "E502 1 in a.py: it would change what the comment on line 2 holds for" in project.run("--fix").out


def test_c5_a_tool_can_be_added_to_those_whose_comments_stay(project: Project) -> None:
    text = "if 1: print(2)  # acme: leave\n"
    assert fixed(project, text, "--set=tool-comments=['acme:']") == text
    assert fixed(project, text) == "if 1:\n    print(2)  # acme: leave\n"
