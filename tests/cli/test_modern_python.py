"""Files of Python 3.12 and later, and functions of pycodestyle that fail: what the command says and does."""

from __future__ import annotations

import sys

import pytest

from tests.cli.conftest import Project
from tests.flake8_reference import flake8_findings

#: The quote behind the brace is closed lines below, behind which a pattern of the past looked for it for ever.
ENDLESS = (
    'if f"aaaaaaaaaaa {[test,]} more {\n'
    "    aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n"
    '}":\n'
    "    pass\n"
)
#: Makes a function of pycodestyle fail, as one may that meets what its authors did not think of.
BREAKING = """\
import pycodestyle


def comparison_negative(logical_line):
    if "odd" in logical_line:
        raise RuntimeError("not thought of")
    return ()


checks = pycodestyle._checks["logical_line"]
checks[comparison_negative] = checks.pop(pycodestyle.comparison_negative)
pycodestyle.comparison_negative = comparison_negative
"""


@pytest.mark.skipif(sys.version_info < (3, 12), reason="needs another Python: 3.12 or later")
def test_f1_a_string_with_code_over_several_lines_is_checked_in_a_moment(project: Project) -> None:
    project.write({"a.py": ENDLESS})
    done = project.run("--isolated", "--format=flake8", "a.py", timeout=60)
    expected = [
        f"a.py:{line}:{column}: {code} {said}" for line, column, code, said in flake8_findings(ENDLESS, codes=("",))
    ]
    assert (done.code, done.out.splitlines()) == (1, expected)
    assert expected


@pytest.mark.parametrize(
    "text",
    [
        "from a import (b, b, b, b)\n",  # three times F811 at one place, and four times F401
        'x = f"""\n{1}  # a line of a string that is longer than seventy-nine characters, as it is said here\n"""\n',
    ],
    ids=["names imported again", "row of a formatted string"],
)
def test_f3_what_flake8_prints_twice_of_one_place_is_reported_once(project: Project, text: str) -> None:
    project.write({"a.py": text})
    done = project.run("--isolated", "--format=flake8", "a.py")
    rows = flake8_findings(text, codes=("",))
    printed = [f"a.py:{line}:{column}: {code} {said}" for line, column, code, said in rows]
    assert (done.code, done.out.splitlines()) == (1, list(dict.fromkeys(printed)))


@pytest.mark.skipif(sys.version_info < (3, 12), reason="needs another Python: 3.12 or later")
def test_e11_a_repair_leaves_code_in_a_string_alone_and_is_complete(project: Project) -> None:
    project.write({"a.py": ENDLESS.replace("aaaaaaaaaaa ", "\\{test} ") + "x=1\n"})
    done = project.run("--isolated", "--select=E,W", "--fix", "--format=flake8", "a.py")
    text = (project.root / "a.py").read_text()
    assert (done.code, text.count("\nx = 1\n"), "\n}" in text) == (0, 1, True)


def test_e11_a_function_of_pycodestyle_that_fails_costs_its_own_findings_and_is_named(project: Project) -> None:
    project.write({
        "breaking.py": BREAKING,
        "qualitygate.toml": 'version = 1\nplugins = ["breaking.py"]\n',
        "a.py": "import sys,os\n\nodd = not sys in os\neven=1 \n",
    })
    done = project.run("--format=json", "--no-cache", "a.py")
    assert done.code == 3
    assert done.codes == ["E231", "E401", "E225", "W291"]
    (failure,) = done.report["failures"]
    assert failure["checker"] == "pep8"
    assert failure["message"].endswith(
        "pycodestyle's comparison_negative (E713, E714) raised RuntimeError: not thought of on line 3"
    )


def test_e11_a_function_that_failed_on_one_line_is_asked_about_every_line_like_it(project: Project) -> None:
    project.write({
        "breaking.py": BREAKING,
        "qualitygate.toml": 'version = 1\nplugins = ["breaking.py"]\n',
        "a.py": "odd = not sys in os\n",
        "b.py": "odd = not sys in os\n",
    })
    done = project.run("--format=json", "--jobs=1", "a.py", "b.py")
    assert sorted(failure["path"] for failure in done.report["failures"]) == ["a.py", "b.py"]
