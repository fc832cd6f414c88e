"""docs/plugins/project-checkers.md: its plugin works as it stands."""

from __future__ import annotations

import re
from pathlib import Path

from .conftest import Project

PAGE = (Path(__file__).parents[2] / "docs" / "plugins" / "project-checkers.md").read_text(encoding="utf-8")
(PLUGIN,) = re.findall(r"^```python\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)
(CONFIG,) = re.findall(r"^```toml\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)
SHOP = {"shop/a.py": "x = 1\n", "shop/b.py": "y = 2  # noqa: TEST1\n", "tests/test_b.py": "z = 3\n"}


def test_the_plugin_of_the_page_finds_what_it_says(project: Project) -> None:
    project.write({"pyproject.toml": CONFIG, "tools/untested.py": PLUGIN, **SHOP})
    done = project.run("--format", "json", "shop", "tests")

    assert [(each["path"], each["code"], each["checker"]) for each in done.report["findings"]] == [
        ("shop/a.py", "TEST1", "untested")
    ]
    assert done.code == 0, "a note fails nothing"


def test_one_that_raises_costs_only_itself(project: Project) -> None:
    broken = PLUGIN.replace("        names = ", "        1 / 0\n        names = ")
    project.write({"pyproject.toml": CONFIG, "tools/untested.py": broken, **SHOP, "shop/c.py": "import os\n"})
    done = project.run("--format", "json", "shop")

    assert (done.code, done.codes) == (3, ["F401"])
    (failure,) = done.report["failures"]
    assert "ZeroDivisionError" in failure["message"]
    assert "'untested'" in failure["message"]


def test_what_it_finds_under_a_code_that_is_not_its_own_is_a_failure(project: Project) -> None:
    foreign = PLUGIN.replace('Finding("TEST1"', 'Finding("E501"')
    project.write({"pyproject.toml": CONFIG, "tools/untested.py": foreign, **SHOP})
    done = project.run("--format", "json", "shop")

    assert (done.code, done.codes) == (3, [])
    assert "found the code 'E501'; expected" in done.report["failures"][0]["message"]
