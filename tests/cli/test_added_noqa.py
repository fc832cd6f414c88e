"""``--add-noqa``: what it writes, what it refuses, and how it ends."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Project
from tests.cli.tools import GREP, tool


def test_every_open_finding_gets_a_comment_with_the_reason(project: Project) -> None:
    project.write({"a.py": "import os\nimport re; x = 1\n", "b.py": "y = 1\n"})

    done = project.run("--add-noqa", "old code")

    assert done.out.splitlines() == ["a.py: 3 silenced", "3 findings silenced in 1 file, 0 left open"]
    assert done.code == 0
    assert (project.root / "a.py").read_text() == (
        "import os  # noqa: F401  old code\nimport re; x = 1  # noqa: E702,F401  old code\n"
    )
    assert project.run().code == 0


def test_a_second_time_there_is_nothing_to_do(project: Project) -> None:
    project.write({"a.py": "import os\n"})
    project.run("--add-noqa", "old code")
    before = (project.root / "a.py").read_bytes()

    done = project.run("--add-noqa", "old code")

    assert done.out == "0 findings silenced in 0 files, 0 left open\n"
    assert (project.root / "a.py").read_bytes() == before


def test_d1_one_refused_place_does_not_refuse_the_file(project: Project) -> None:
    project.write({"a.py": "import os\nimport re \nx = 1\n\n\n"})

    done = project.run("--add-noqa", "debt")

    assert done.out.splitlines() == [
        "a.py: 3 silenced",
        "a.py:5: W391 not silenced: a comment would change what it is about",
        "3 findings silenced in 1 file, 1 left open",
    ]
    assert (
        project.root / "a.py"
    ).read_text() == "import os  # noqa: F401  debt\nimport re  # noqa: F401,W291  debt \nx = 1\n\n\n"


def test_d2_misspelt_names_are_silenced_in_the_files_that_hold_them(project: Project) -> None:
    project.write({"qualitygate.toml": '[spelling]\nnames = ["GitHub"]\n', "a.md": "On Github\n"})
    project.write({"templates/a.html": "{{ x }} Github\n", "a.po": 'msgid "x"\nmsgstr "Github"\n', "a.rst": "Github\n"})

    done = project.run("--add-noqa", "old name")

    assert done.out.splitlines()[-1] == "4 findings silenced in 4 files, 0 left open"
    assert project.run().code == 0
    assert (project.root / "a.md").read_text() == "On Github <!-- qualitygate: ignore[QG201] old name -->\n"


def test_what_no_comment_can_silence_is_told_and_fails(project: Project) -> None:
    project.write({"a.py": "import os\nx = 1\n\n\n", "b.py": "x = (\n"})

    done = project.run("--add-noqa", "old code")

    assert done.out.splitlines() == [
        "a.py: 1 silenced",
        "a.py:4: W391 not silenced: a comment would change what it is about",
        "b.py:1: E999 not silenced: the file does not parse",
        "1 finding silenced in 1 file, 2 left open",
    ]
    assert done.code == 1
    assert (project.root / "b.py").read_text() == "x = (\n"


def test_only_what_is_selected_gets_a_comment(project: Project) -> None:
    project.write({"a.py": "import os; x = 1\n"})

    project.run("--add-noqa", "old code", "--select=F")

    assert (project.root / "a.py").read_text() == "import os; x = 1  # noqa: F401  old code\n"


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["--add-noqa", ""], "--add-noqa: expected a reason"),
        (["--add-noqa", "E501 is long"], "--add-noqa: expected a reason"),
        (["--add-noqa", "old", "-"], "cannot be combined with '-'"),
        (["--add-noqa", "old", "--format=json"], "leave --format out"),
    ],
    ids=["no reason", "a reason that begins with a code", "standard input", "a report"],
)
def test_what_cannot_be_is_refused_before_anything_is_written(
    project: Project, arguments: list[str], complaint: str
) -> None:
    project.write({"a.py": "import os\n"})

    done = project.run(*arguments)

    assert done.code == 2
    assert complaint in done.err
    assert (project.root / "a.py").read_text() == "import os\n"


def test_a_file_that_cannot_be_written_is_left_and_told(project: Project) -> None:
    project.write({"a.py": "import os\n", "b.py": "import os\n"})
    (project.root / "c.py").hardlink_to(project.root / "b.py")

    done = project.run("--add-noqa", "old code")

    assert "a.py: 1 silenced" in done.out
    assert "b.py:1: F401 not silenced: the file has 2 hard links" in done.out
    assert done.code == 1


def test_what_is_left_open_may_be_taken_for_a_pass(project: Project) -> None:
    project.write({"a.py": "x = 1 \n"})

    assert project.run("--add-noqa", "old code", "--exit-zero").code == 0


def test_what_can_be_fixed_is_fixed_first_and_the_rest_is_silenced(project: Project) -> None:
    project.write({"a.py": f"import os\nx = '{'y' * 100}'\n"})

    done = project.run("--fix", "--add-noqa", "old code")

    assert (done.code, (project.root / "a.py").read_text()) == (0, f"x = '{'y' * 100}'  # noqa: E501  old code\n")
    assert done.out.splitlines()[-2:] == ["1 finding fixed before that", "1 finding silenced in 1 file, 0 left open"]


def test_it_writes_files_and_so_shows_no_diff(project: Project) -> None:
    project.write({"a.py": "import os\n"})

    done = project.run("--diff", "--add-noqa", "old code")

    assert done.code == 2
    assert "--add-noqa writes files and --diff only shows" in done.err
    assert (project.root / "a.py").read_text() == "import os\n"


def test_what_a_tool_found_gets_a_comment_too(project: Project) -> None:
    project.write({"qualitygate.toml": "version = 1\nroot = true\n" + tool(), "words.py": GREP})
    project.write({"a.py": "import os\nx = 'wrong'\n"})

    done = project.run("--add-noqa", "old words", "a.py")

    assert done.out.splitlines()[-1] == "2 findings silenced in 1 file, 0 left open"
    assert (project.root / "a.py").read_text().splitlines()[1] == "x = 'wrong'  # noqa: WORDSW9  old words"
    assert project.run("a.py").code == 0
