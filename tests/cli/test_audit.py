"""``qualitygate audit``: what the lists of ignored codes hide."""

from __future__ import annotations

import json
from typing import Any

from tests.cli.conftest import Project

FILES = {
    "pyproject.toml": """\
        [tool.qualitygate]
        ignore = [
            "E2",
            "E501",
            "W291",  # Markdown
        ]

        [tool.qualitygate.per-file-ignores]
        "app/*.py" = ["F401", "F811"]
        """,
    "app/a.py": "import os\nx = {'a' : 1}\ny = {'b' : 1} \n",
    "b.py": "import os\nz = (1\n     + 2)\n",
}


def entries(project: Project) -> dict[str, dict[str, Any]]:
    done = project.run("audit", "--format", "json")
    assert done.code == 0, done.err
    return {f"{each['key']} {each['entry']}": each for each in json.loads(done.out)["entries"]}


def test_each_entry_has_what_it_hides_and_where_it_stands(project: Project) -> None:
    project.write(FILES)

    found = entries(project)

    assert {name: (each["findings"], each["source"]) for name, each in found.items()} == {
        "ignore E2": (2, "pyproject.toml:3"),
        "ignore E501": (0, "pyproject.toml:4"),
        "ignore W291": (1, "pyproject.toml:5"),
        "per-file-ignores F401": (1, "pyproject.toml:9"),
        "per-file-ignores F811": (0, "pyproject.toml:9"),
    }
    assert found["ignore E2"]["codes"] == {"E203": 2}
    assert found["ignore E2"]["fixed_by_safe"] == 2


def test_an_entry_that_is_taken_out_brings_as_many_findings_as_were_told(project: Project) -> None:
    project.write(FILES)
    told = entries(project)["ignore E2"]["findings"]
    before = len(project.run("--format", "json").codes)

    project.write({"pyproject.toml": FILES["pyproject.toml"].replace('"E2",', "")})

    assert len(project.run("--format", "json").codes) == before + told


def test_the_text_names_what_can_go_what_came_back_and_what_is_next(project: Project) -> None:
    project.write(FILES)

    out = project.run("audit").out

    assert "what hides nothing, and can go:\n  ignore E501  [pyproject.toml:4]\n" in out
    assert "'ignore' replaces the default list, which brings back W503: write extend-ignore" in out
    assert "next: F401, 1 finding, 1 fixed by --fix\n  qualitygate --extend-select F401 --fix\n" in out
    assert "5 entries hide 4 findings; files checked: 2" in out


def test_defaults_are_told_apart(project: Project) -> None:
    project.write({"a.py": "x = 1+2\n"})

    out = project.run("audit").out

    assert "what the defaults hide:\n  default E226  1 finding in 1 file, 1 fixed by --fix: E226 1\n" in out
    assert "0 entries hide 0 findings" in out


def test_a_path_that_is_not_there_or_cannot_be_read_is_named_and_exit_3(project: Project) -> None:
    project.write({"a.py": "x = 1\n", "b.py": ""})
    (project.root / "b.py").unlink()
    (project.root / "b.py").symlink_to("gone.py")

    for path in ("nowhere.py", "b.py"):
        done = project.run("audit", "a.py", path)
        assert (done.code, done.err) == (
            3, f"qualitygate: {path}: FileNotFoundError: [Errno 2] No such file or directory: '{path}'\n"
        )
        assert "files checked: 1" in done.out
        assert done.code == project.run("audit", path).code


def test_what_could_not_be_looked_at_is_exit_3(project: Project) -> None:
    project.write(
        {
            "a.py": "x = 1\n",
            "qualitygate.toml": 'plugins = ["crash.py"]\n',
            "crash.py": """\
                from qualitygate.api import hookimpl

                class Crash:
                    name, kinds, codes, needs_tree = "crash", frozenset({"python"}), ("E",), False

                    def check(self, source):
                        raise RuntimeError("no luck")

                @hookimpl
                def qualitygate_checkers(settings):
                    return [Crash()]
                """,
        }
    )

    done = project.run("audit")

    assert done.code == 3
    assert "no luck" in done.err
