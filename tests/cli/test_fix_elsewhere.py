"""``--fix`` in a project of several files: what one of them takes from another stays there."""

from __future__ import annotations

from tests.cli.conftest import Project

CONFIG = 'version = 1\nroot = true\nselect = ["F"]\n'


def test_c2_a_name_that_another_file_imports_is_left_and_the_report_says_why(project: Project) -> None:
    project.write(
        {
            "qualitygate.toml": CONFIG,
            "shop/tools.py": "import csv\nfrom json import dumps, loads\nx = 1\n",
            "main.py": "from shop.tools import dumps\nprint(dumps(1))\n",
        }
    )

    done = project.run("--fix", "shop")

    assert (project.root / "shop/tools.py").read_text() == "from json import dumps, loads\nx = 1\n"
    assert "F401 2 in shop/tools.py: main.py may use 'dumps' of this file" in done.out
    project.run("--unsafe-fixes", "shop")
    assert (project.root / "shop/tools.py").read_text() == "x = 1\n"


def test_c2_the_answer_does_not_depend_on_which_file_is_repaired_first(project: Project) -> None:
    project.write(
        {
            "qualitygate.toml": CONFIG,
            "a.py": "from b import dumps\nx = 1\n",
            "b.py": "from json import dumps\nx = 1\n",
        }
    )

    done = project.run("--fix", "--jobs=2")

    assert (project.root / "a.py").read_text() == "x = 1\n"
    assert (project.root / "b.py").read_text() == "from json import dumps\nx = 1\n"
    assert done.code == 1


def test_a_name_that_a_command_of_a_server_starts_is_left(project: Project) -> None:
    project.write(
        {
            "qualitygate.toml": CONFIG,
            "shop.py": "from json import dumps\nx = 1\n",
            "Procfile": "web: gunicorn shop:dumps\n",
        }
    )

    done = project.run("--fix")

    assert "F401 1 in shop.py: Procfile may use 'dumps' of this file" in done.out
