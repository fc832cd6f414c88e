"""QG905: what the configuration excuses and does not occur."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Done, Project

CONFIGURATION = """\
    extend-select = ["QG905"]
    extend-ignore = [
        "E501",
        "W291",  # never happens
    ]
    extend-exclude = ["build", "nowhere", "*.gen.py"]

    [per-file-ignores]
    "tests/**" = ["F401", "F811"]
    "gone.py" = ["F401"]
"""
FILES = {
    "qualitygate.toml": CONFIGURATION,
    "a.py": f"x = '{'a' * 100}'\n",
    "tests/test_a.py": "import os\n",
    "build/b.py": "import os\n",
}


@pytest.fixture
def shop(project: Project) -> Project:
    """A project with entries that are used and others that are not."""
    project.write(FILES)
    return project


def said(done: Done) -> list[tuple[str, int, str]]:
    """Return file, line and message of every finding."""
    return [(each["path"], each["line"], each["message"]) for each in done.report["findings"]]


def test_each_entry_that_matches_nothing_is_named_with_its_line(shop: Project) -> None:
    done = shop.run("--format=json")

    assert said(done) == [
        ("qualitygate.toml", 4, "extend-ignore: W291 does not occur"),
        ("qualitygate.toml", 6, "extend-exclude: '*.gen.py' matches nothing"),
        ("qualitygate.toml", 6, "extend-exclude: 'nowhere' matches nothing"),
        ("qualitygate.toml", 9, "per-file-ignores: F811 does not occur in 'tests/**'"),
        ("qualitygate.toml", 10, "per-file-ignores: F401 does not occur in 'gone.py'"),
    ]
    assert set(done.codes) == {"QG905"}
    assert len({each["fingerprint"] for each in done.report["findings"]}) == 5


@pytest.mark.parametrize(
    "arguments", [["a.py"], ["tests"], ["--no-exclude"], ["--extend-ignore=QG905"]], ids=lambda value: value[0]
)
def test_nothing_is_said_when_not_the_whole_project_is_checked_or_nobody_asked(
    shop: Project, arguments: list[str]
) -> None:
    assert "QG905" not in shop.run("--format=json", *arguments).codes


def test_the_ignored_findings_stay_out_of_the_report(shop: Project) -> None:
    assert "E501" not in shop.run("--format=json", ".").codes


def test_it_is_off_by_default(shop: Project) -> None:
    shop.write({"qualitygate.toml": CONFIGURATION.replace('"QG905"', '"QG9"')})

    assert shop.run("--format=json").codes == []


def test_nothing_is_said_when_a_checker_failed(shop: Project) -> None:
    plugin = """
        from qualitygate.api import hookimpl

        class Broken:
            name, kinds, codes, needs_tree = "broken", frozenset({"python"}), ("TEAM",), False

            def check(self, source):
                raise RuntimeError("no")

        @hookimpl
        def qualitygate_checkers(settings):
            return [Broken()]
    """
    settings = 'plugins = ["./broken.py"]\nextend-select = ["TEAM", "QG905"]\nextend-ignore = ["W291"]\n'
    shop.write({"broken.py": plugin, "qualitygate.toml": settings})

    done = shop.run("--format=json")

    assert done.code == 3
    assert "QG905" not in done.codes


def test_an_old_file_is_judged_too(project: Project) -> None:
    project.write(
        {
            ".flake8": "[flake8]\nextend-select = QG905\nextend-ignore =\n    E501,\n    W291\nexclude = nowhere\n",
            "a.py": f"x = '{'a' * 100}'\n",
        }
    )

    assert said(project.run("--format=json")) == [
        (".flake8", 5, "extend-ignore: W291 does not occur"),
        (".flake8", 6, "exclude: 'nowhere' matches nothing"),
    ]
