"""Notebooks on the command line: found, judged, silenced, repaired, and otherwise left as they are."""

from __future__ import annotations

import json
import subprocess

import pytest

from tests.notebooks import notebook

from .conftest import Project


def test_a_finding_names_the_line_of_the_file_and_the_cell(project: Project) -> None:
    project.write({"a.ipynb": notebook("import os", "markdown: x", "def f(x):\n    return y")})

    found = project.run("--format=flake8").out

    assert found == (
        "a.ipynb:10:6: F401 'os' imported but unused (cell 1, line 1)\n"
        "a.ipynb:29:17: F821 undefined name 'y' (cell 3, line 2)\n"
    )


def test_what_ipython_gives_and_takes_is_no_finding(project: Project) -> None:
    cells = (
        "%matplotlib inline\nimport numpy as np", "%timeit np.dot(1)\ndisplay(_)", "from a import wait", "await wait",
        "from __future__ import annotations\nx = 1",
    )
    project.write({"a.ipynb": notebook(*cells)})
    assert project.run("--format=flake8").code == 0


def test_names_that_are_used_after_await_are_used(project: Project) -> None:
    project.write({"a.ipynb": notebook("import asyncio\nawait asyncio.sleep(1)")})
    assert project.run("--format=flake8").out == ""


def test_another_line_is_named_by_its_cell_too(project: Project) -> None:
    project.write({"a.ipynb": notebook("import os", "def os():\n    pass")})
    assert "redefinition of unused 'os' from cell 1, line 1 (cell 2, line 1)" in project.run("--format=flake8").out


def test_a_comment_silences_its_line_and_is_reported_when_it_does_not(project: Project) -> None:
    project.write({"a.ipynb": notebook("import os  # noqa: F401 its effect\nimport re", "a = 1  # noqa: E225")})

    report = project.run("--format=json").report

    states = [(each["code"], each["disposition"]) for each in report["findings"]]
    assert states == [("F401", "suppressed"), ("F401", "open"), ("QG901", "open")]


def test_a_file_level_comment_holds_for_the_whole_notebook(project: Project) -> None:
    project.write({"a.ipynb": notebook("# flake8: noqa: F401\nimport os", "import re")})
    assert project.run("--format=flake8").out == ""


def test_what_a_magic_may_give_is_no_undefined_name(project: Project) -> None:
    cells = (
        "%time df = load()", "df\n_1, _i2, __IPYTHON__", "%%capture out\nprint(1)", "out", "%%timeit import abc\nabc.x"
    )
    project.write({"a.ipynb": notebook(*cells)})
    assert project.run("--format=flake8").out == ""


def test_a_cell_that_held_only_what_was_repaired_is_empty(project: Project) -> None:
    project.write({"a.ipynb": notebook("x=1", "import os", "y=2")})
    assert project.run("--fix", "--select=E,F").code == 0
    assert [cell["source"] for cell in json.loads((project.root / "a.ipynb").read_text())["cells"]] == [
        ["x = 1"], [""], ["y = 2"]
    ]  # fmt: skip


def test_fix_changes_the_cells_and_nothing_else(project: Project) -> None:
    before = notebook("import os\nprint( 1)", "markdown: a", "x=1\n%time x").replace(
        '"outputs": []', '"outputs": [1.50]'
    )
    project.write({"a.ipynb": before})

    done = project.run("--fix", "--select=E,F,W")

    after = before.replace('"import os\\n",\n    ', "").replace("print( 1)", "print(1)").replace("x=1", "x = 1")
    assert (done.code, (project.root / "a.ipynb").read_text()) == (0, after)


def test_a_diff_is_one_of_the_file(project: Project) -> None:
    project.write({"a.ipynb": notebook("x=1")})
    out = project.run("--diff", "--select=E").out
    assert '-    "x=1"\n+    "x = 1"\n' in out


def test_a_syntax_error_stands_in_its_cell(project: Project) -> None:
    project.write({"a.ipynb": notebook("a = 1", "b = (", "c = 1")})
    (finding,) = project.run("--format=json").report["findings"]
    assert (finding["code"], finding["message"][-16:]) == ("E999", "(cell 2, line 1)")


@pytest.mark.parametrize("text", ["{}", json.dumps(json.loads(notebook("a\nb")))])
def test_a_notebook_that_cannot_be_read_is_no_pass(project: Project, text: str) -> None:
    project.write({"a.ipynb": text})
    done = project.run("--format=flake8")
    assert (done.code, done.out.split(" ")[1]) == (1, "E902")


def test_a_notebook_of_another_language_is_skipped_and_counted(project: Project) -> None:
    text = notebook("x <- 1", metadata={"language_info": {"name": "R"}})
    project.write({"a.ipynb": text, "a.py": ""})
    assert "1 skipped (notebook of another language 1)" in project.run().out


@pytest.mark.parametrize("language", ["R", "julia"])
@pytest.mark.parametrize("words", [(), ("a.ipynb",), ("--new=HEAD",)], ids=["project", "named", "compared"])
def test_a_run_that_meets_nothing_but_other_languages_is_no_pass(
    project: Project, language: str, words: tuple[str, ...]
) -> None:
    project.write({"a.ipynb": notebook("x <- 1", metadata={"language_info": {"name": language}})})
    for command in (["init", "-q"], ["add", "-A"], ["-c", "user.name=n", "-c", "user.email=e", "commit", "-qm", "a"]):
        subprocess.run(["git", *command], cwd=project.root, check=True)

    for _ in range(2):  # what is remembered says the same
        done = project.run(*words)
        assert (done.code, done.out) == (2, "")
        assert "no file to check (notebook of another language: 1): a pass would mean nothing" in done.err

    allowed = project.run(*words, "--allow-empty")
    assert allowed.code == 0
    assert "0 files checked; 1 skipped (notebook of another language 1)" in allowed.out


def test_standard_input_of_another_language_is_no_pass(project: Project) -> None:
    text = notebook("x <- 1", metadata={"language_info": {"name": "R"}})

    assert project.run("-", "--stdin-display-name", "a.ipynb", stdin=text.encode()).code == 2


def test_shards_of_nothing_but_other_languages_are_merged_to_no_pass(project: Project) -> None:
    text = notebook("x <- 1", metadata={"language_info": {"name": "R"}})
    project.write({"a.ipynb": text, "b.ipynb": text})
    for number in (1, 2):
        shard = project.run("--shard", f"{number}/2", "--output-file", f"{number}.jsonl")
        assert shard.code == 0

    assert project.run("merge", "1.jsonl", "2.jsonl").code == 2


def test_copies_that_jupyter_keeps_are_not_found(project: Project) -> None:
    project.write({".ipynb_checkpoints/a-checkpoint.ipynb": notebook("import os"), "a.ipynb": notebook("a = 1")})
    assert "1 file checked" in project.run().out


def test_notebooks_can_be_left_out(project: Project) -> None:
    kinds = '[tool.qualitygate]\nversion = 1\nkinds = {"*.ipynb" = "none"}\n'
    project.write({"pyproject.toml": kinds, "a.ipynb": notebook("import os"), "a.py": ""})
    assert "1 file checked" in project.run().out


def test_a_warm_run_says_the_same(project: Project) -> None:
    project.write({"a.ipynb": notebook("import os", "a = 1  # noqa: E225"), "b.py": "import re\n"})
    for _ in range(3):  # what was written a moment ago is not remembered
        first = project.run("--format=flake8")
    assert "answered by: the run's memory" in project.run("--profile", "--format=flake8").err
    project.write({"b.py": "import sys\n"})
    again = project.run("--format=flake8")
    assert again.out == first.out.replace("'re'", "'sys'")


def test_a_baseline_holds_for_a_notebook(project: Project) -> None:
    project.write({"a.ipynb": notebook("import os")})
    project.run("baseline", "accept", "--reason", "before")
    project.write({"a.ipynb": notebook("markdown: new", "import os")})
    assert project.run().code == 0


def test_standard_input_may_be_a_notebook(project: Project) -> None:
    done = project.run("-", "--stdin-display-name=a.ipynb", "--format=flake8", stdin=notebook("import os").encode())
    assert done.out == "a.ipynb:10:6: F401 'os' imported but unused (cell 1, line 1)\n"


def test_findings_are_silenced_in_their_cells_and_nothing_else_changes(project: Project) -> None:
    third = "x = f'''{y}\n!ls\n'''  # noqa: W291 long"
    before = notebook("%matplotlib inline\nimport os", "markdown: import re", third)
    project.write({"a.ipynb": before})

    done = project.run("--add-noqa", "old code")

    assert done.out.splitlines() == [
        "a.ipynb: 2 silenced",
        "a.ipynb:31: QG901 not silenced: no comment can silence it",  # W291 is not there
        "2 findings silenced in 1 file, 1 left open",
    ]
    after = (project.root / "a.ipynb").read_text()
    assert after == before.replace('"import os"', '"import os  # noqa: F401  old code"').replace("W291", "W291, F821")
    assert project.run("--ignore=QG901").code == 0


def test_what_a_magic_gives_to_a_name_is_defined(project: Project) -> None:
    project.write(
        {"n.ipynb": notebook("home = %env HOME\nprint(home)", "a, b = !ls\nx = !ls \\\n  -l\nprint(a, b, x)")}
    )
    assert project.run("--format=flake8", "--select=F").out == ""


def test_a_script_that_runs_among_the_names_of_a_notebook_may_use_an_import(project: Project) -> None:
    text = notebook("from math import pi", "%run -i plot.py")
    project.write({"n.ipynb": text})
    assert "F401" in project.run("--select=F", "--fix").out
    assert (project.root / "n.ipynb").read_text() == text

    project.write({"n.ipynb": text.replace("-i", "-p")})
    assert project.run("--select=F", "--fix").code == 0
