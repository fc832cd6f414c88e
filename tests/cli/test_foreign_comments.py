"""Where a team runs a tool through the gate, a comment of that tool silences what we find under the same code."""

from __future__ import annotations

import json
import sys

import pytest

from .conftest import Project
from .tools import tool

CONFIG = 'version = 1\nselect = ["F", "E7", "QG104", "QG105", "QG9"]\n'
QUIET = [sys.executable, "-c", ""]
PYLINT = tool("pylint", preset="pylint", command=QUIET)
RUFF = tool("ruff", preset="ruff", command=QUIET)
BANDIT = tool("bandit", preset="bandit", command=QUIET)
TOOLS = {"pylint": PYLINT, "ruff": RUFF, "nosec": BANDIT}

PREFIXES = {"pylint": "PL", "ruff": "RUF"}


def _open(project: Project, *arguments: str) -> list[tuple[int, str]]:
    report = project.run("--format", "json", *arguments).report
    assert report["failures"] == []
    return [(each["line"], each["code"]) for each in report["findings"] if each["disposition"] == "open"]


#: A text, and the lines on which the comment in it leaves F401 open; the other imports are silenced.
SILENCED = {
    "pylint by number": ("pylint", "import os  # pylint: disable=W0611\nimport re\n", [2]),
    "pylint by name": ("pylint", "import os  # why  # pylint: disable=bare-except, unused-import\nimport re\n", [2]),
    "pylint below": ("pylint", "import os\n# pylint: disable=unused-import\nimport re\nimport ast\n", [1]),
    "pylint to its end": (
        "pylint", "# pylint: disable=W0611\nimport os\n# pylint: enable=unused-import\nimport re\n", [4]
    ),
    "pylint to any end": (
        "pylint",
        "# pylint: disable=W0611\nimport os\ndef f():\n    x = 1  # pylint: enable=C0301\nimport re\n",
        [5],
    ),
    "pylint to the statement with its end": (
        "pylint", "# pylint: disable=W0611\nimport os\nfrom a import \\\n    c  # pylint: enable=W0611\n", [3]
    ),
    "pylint with its end": ("pylint", "import os  # pylint: disable=W0611 pylint: enable=W0611\n", [1]),
    "pylint at another margin": (
        "pylint", "if x:\n# pylint: disable=W0611\n    pass\nimport os\n", [4]
    ),
    "pylint before a clause": (
        "pylint", "try:\n    x\n# pylint: disable=W0611\nexcept E:\n    import os\nimport re\n", [5, 6]
    ),
    "pylint next behind code": ("pylint", "x = 1  # pylint: disable-next=W0611\nimport os\n", [2]),
    "pylint in the middle": ("pylint", "# why # pylint: disable=W0611\nimport os\n", [2]),
    "pylint in a block": (
        "pylint", "def f():\n    import re\n    # pylint: disable=W0611\n    import os\nimport ast\n", [2, 5]
    ),
    "pylint at the head of a block": ("pylint", "def f():  # pylint: disable=W0611\n    import re\n", [2]),
    "pylint next": ("pylint", "# pylint: disable-next=W0611\nimport os\nimport re\n", [3]),
    "pylint next is empty": ("pylint", "# pylint: disable-next=W0611\n\nimport os\n", [3]),
    "ruff line": ("ruff", "import os  # ruff: ignore[F401]\nimport re\n", [2]),
    "ruff next": ("ruff", "# ruff: ignore[E501, F401]\n# why\n\nfrom a import (\n    b,\n)\nimport re\n", [7]),
    "ruff file": ("ruff", "import os\n# ruff: noqa: F401\nimport re\n", []),
    "ruff file behind code": ("ruff", "import os  # ruff: noqa: F401\nimport re\n", [1, 2]),
    "ruff file ignore": ("ruff", "import os\n# ruff: file-ignore[F401]\nimport re\n", []),
    "ruff range": (
        "ruff",
        "# ruff: disable[F401]\nimport os\n# ruff: enable[E501]\nimport re\n# ruff: enable[F401]\nimport ast\n",
        [6],
    ),
    "ruff range in a block": (
        "ruff", "def f():\n    # ruff: disable[F401]\n    import os\nimport re\n", [4]
    ),
    "ruff range at another margin": (
        "ruff", "if x:\n    import os\n# ruff: disable[F401]\n    import re\nimport ast\n", [2, 4, 5]
    ),
    "ruff next in the middle": ("ruff", "# why # ruff: ignore[F401]\nimport os\n", [2]),
    "ruff range behind code": ("ruff", "import os  # ruff: disable[F401]\nimport re\n", [1, 2]),
    "pylint without codes": ("pylint", "# pylint: skip-file\nimport os\n", [2]),
    "pylint everything": ("pylint", "# pylint: disable=all\nimport os\n", [2]),
    "pylint another code": ("pylint", "import os  # pylint: disable=bare-except\n", [1]),
    "ruff without codes": ("ruff", "# ruff: noqa\nimport os\n", [2]),
    "ruff another code": ("ruff", "import os  # ruff: ignore[F811]\n", [1]),
}
ASSERTS = {
    "bandit": ("assert one  # nosec B101\nassert two\n", [2]),
    "bandit with a reason": ("assert one  # nosec: B110, B101 meant\n", []),
    "bandit behind several lines": ("assert (\n    one\n)  # nosec B101\nassert two\n", [4]),
    "bandit twice in a statement": ("assert one, (  # nosec B110\n    'x'\n)  # nosec B101\n", [1]),
    "bandit with codes that are glued": ("assert one  # nosec B101,B110\n", [1]),
    "bandit above": ("# nosec B101\nassert one\n", [2]),
    "bandit without codes": ("assert one  # nosec\n", [1]),
    "bandit another code": ("assert one  # nosec B110\n", [1]),
}


@pytest.mark.parametrize("case", SILENCED)
def test_what_a_comment_reaches_in_its_tool_is_silenced(project: Project, case: str) -> None:
    word, text, left = SILENCED[case]
    project.write({"qualitygate.toml": CONFIG + TOOLS[word], "a.py": text})

    assert _open(project, "--select", f"F401,QG9,{PREFIXES[word]}") == [(line, "F401") for line in left]


@pytest.mark.parametrize("case", ASSERTS)
def test_bandits_comments_silence_assertions(project: Project, case: str) -> None:
    text, left = ASSERTS[case]
    project.write({"qualitygate.toml": CONFIG + BANDIT, "a.py": text})

    assert _open(project, "--select", "QG105,QG9,BANDIT") == [(line, "QG105") for line in left]


def test_a_rule_of_the_pack_that_is_one_with_it_is_silenced_too(project: Project) -> None:
    project.write({"qualitygate.toml": CONFIG + PYLINT, "a.py": "assert (1, 2)  # pylint: disable=assert-on-tuple\n"})

    assert _open(project, "--ignore", "QG105") == []
    assert _open(project, "--ignore", "QG105,F631") == []


@pytest.mark.parametrize("case", [case for case in SILENCED if case.split()[0] in ("pylint", "ruff")])
def test_without_the_tool_its_comments_say_nothing(project: Project, case: str) -> None:
    _, text, _ = SILENCED[case]
    project.write({"qualitygate.toml": CONFIG, "a.py": text})
    imports = [number for number, line in enumerate(text.split("\n"), 1) if "import" in line.partition("#")[0]]

    assert _open(project, "--select", "F401,QG9") == [(line, "F401") for line in imports]


def test_another_tools_comment_says_nothing(project: Project) -> None:
    project.write({"qualitygate.toml": CONFIG + RUFF, "a.py": "import os  # pylint: disable=unused-import\n"})

    assert _open(project) == [(1, "F401")]


def test_what_was_stored_without_the_tool_is_judged_anew_with_it(project: Project) -> None:
    project.write({"qualitygate.toml": CONFIG, "a.py": "import os  # pylint: disable=unused-import\n"})
    assert _open(project) == [(1, "F401")]
    project.write({"qualitygate.toml": CONFIG + PYLINT})
    assert _open(project) == []
    project.write({"qualitygate.toml": CONFIG})
    assert _open(project) == [(1, "F401")]


def test_a_run_of_some_codes_and_one_of_standard_input_silence_the_same(project: Project) -> None:
    text = "import os  # pylint: disable=unused-import\n"
    project.write({"qualitygate.toml": CONFIG + PYLINT, "a.py": text})

    assert _open(project, "--select", "F401") == []
    assert project.run("-", "--stdin-display-name", "a.py", stdin=text.encode()).code == 0


def test_a_table_takes_an_entry_away_and_names_the_comments_of_a_program_without_preset(project: Project) -> None:
    text = "import os  # pylint: disable=mine\n"
    own = tool("lint", command=QUIET, prefix="LINT", same_as={"L1": "F401"}, comments="pylint",
               comment_names={"mine": "L1"})
    project.write({"qualitygate.toml": CONFIG + own, "a.py": text})
    assert _open(project) == []

    project.write({"qualitygate.toml": CONFIG + own.replace('"F401"', '""')})
    assert _open(project) == [(1, "F401")]

    project.write({"qualitygate.toml": CONFIG + own.replace('"pylint"', '"pilint"')})
    done = project.run()
    assert done.code == 2
    assert "comments" in done.err and "nosec, pylint, ruff" in done.err


def test_reports_name_the_comment(project: Project) -> None:
    text = "import os\nimport re  # pylint: disable=unused-import  # for what it does\n"
    project.write({"qualitygate.toml": CONFIG + PYLINT, "a.py": text})

    (found,) = [each for each in project.run("--format", "json").report["findings"] if each["line"] == 2]
    assert found["disposition"] == "suppressed"
    assert found["reason"] == "pylint: disable on line 2: for what it does"
    assert "pylint: disable on line 2" in project.run("why", "a.py:2:F401").out
    ledger = json.loads(project.run("suppressions", "--no-age", "--format", "json").out)
    assert ["pylint: disable"] == [each["form"] for each in ledger["entries"] if each["path"] == "a.py"]


def test_what_is_silenced_is_neither_repaired_nor_silenced_twice(project: Project) -> None:
    text = "import os  # pylint: disable=unused-import\nimport re\n# ruff: disable[F401]\nimport ast\n"
    project.write({"qualitygate.toml": CONFIG + PYLINT + RUFF, "a.py": text})

    project.run("--add-noqa", "old", "--select", "F401,PL,RUF")
    assert (project.root / "a.py").read_text() == text.replace("re\n", "re  # noqa: F401  old\n")

    project.write({"a.py": text})
    project.run("--fix", "--unsafe-fixes", "--select", "F401,PL,RUF")
    assert (project.root / "a.py").read_text() == text.replace("import re\n", "")


def test_a_notebook_has_such_comments(project: Project) -> None:
    cells = ["import os  # ruff: noqa: F401\n", "import re  # pylint: disable=unused-import\n"]
    listed = [
        {"cell_type": "code", "id": str(at), "metadata": {}, "outputs": [], "execution_count": None, "source": [cell]}
        for at, cell in enumerate(cells)
    ]
    book: dict[str, object] = {"cells": listed, "metadata": {"language_info": {"name": "python"}}}
    book |= {"nbformat": 4, "nbformat_minor": 5}
    project.write({"qualitygate.toml": CONFIG + PYLINT + RUFF, "a.ipynb": json.dumps(book, indent=1)})

    assert [code for _, code in _open(project, "--select", "F401")] == ["F401"]
    ledger = json.loads(project.run("suppressions", "--no-age", "--format", "json").out)
    assert ["pylint: disable", "ruff: noqa"] == sorted(
        each["form"] for each in ledger["entries"] if each["path"] == "a.ipynb"
    )
