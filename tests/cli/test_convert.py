"""``qualitygate convert``: a saved report in every other format, as the run itself would have written it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.conftest import Project

from qualitygate_plugins.reporters import qualitygate_formats

FORMATS = sorted(qualitygate_formats())
FIXED_TIME = {"SOURCE_DATE_EPOCH": "1700000000"}
TEMPLATE = "--template={path}:{line} {scope} {name} {url} {message}"
HOSTILE = "##vso[task.complete]x ::error::y ##teamcity[z] <&\"'> \U0001d4b3é"


@pytest.fixture
def checked(project: Project) -> Project:
    """A project with findings of several kinds, written in every format into ``run/`` in one run."""
    project.write(
        {
            ".flake8": "[flake8]\nmax-line-length = 60\nexclude = vendored,usermigrations.py\n",
            "app dir/größe#1.py": f"""\
                import os
                __all__ = ['{HOSTILE}']


                class Outer:
                    def method(self):
                        return "\U0001d4b3é"; undefined_name


                import sys  # noqa: F401
                """,
            "app/broken.py": "def f(:\n",
            "app/clean.py": "x = 1\n",
            "app/empty.py": "",
            "app/latin.py": "x = '\xe9'\n".encode("latin-1"),
            "app/bom.py": b"\xef\xbb\xbfimport re\r\n",
            "app/migrations/0001_initial.py": """\
                from django.db import migrations


                class Migration(migrations.Migration):
                    operations = []
                """,
            "usermigrations.py": "import os\n",
            "vendored/a.py": "import os\n",
        }
    )
    (project.root / "run").mkdir()
    done = project.run(TEMPLATE, "-v", *into("run"), env=FIXED_TIME)
    assert (done.code, done.err) == (1, "")
    return project


def into(folder: str) -> list[str]:
    return [f"--format={name}={folder}/{name}" for name in FORMATS]


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_every_format_is_what_the_run_itself_wrote(checked: Project) -> None:
    (checked.root / "again").mkdir()

    done = checked.run("convert", "run/json", TEMPLATE, "-v", *into("again"), env=FIXED_TIME)

    assert (done.code, done.out, done.err) == (0, "", "")
    run, again = contents(checked.root / "run"), contents(checked.root / "again")
    assert sorted(again) == FORMATS
    assert {name for name in FORMATS if run[name] != again[name]} == set()
    assert all(run.values())


def test_a_report_may_come_from_standard_input(checked: Project) -> None:
    report = (checked.root / "run" / "json").read_bytes()

    done = checked.run("convert", "-", "--format=flake8", stdin=report)

    assert done.out == (checked.root / "run" / "flake8").read_text("utf-8")


def test_a_report_is_found_from_another_directory(checked: Project) -> None:
    (checked.root / "report.json").write_bytes((checked.root / "run" / "json").read_bytes())

    done = checked.run("convert", "../report.json", "--format=console", "--show-source", cwd="app")

    assert "\nclean.py" not in done.out
    assert "\nbom.py\n" in done.out
    assert "| import re\n" in done.out


def test_sources_that_are_gone_or_longer_are_not_shown(checked: Project) -> None:
    (checked.root / "app" / "bom.py").unlink()
    checked.write({"app/latin.py": "\n\n\n\n"})

    done = checked.run("convert", "run/json", "--show-source")

    assert done.code == 0
    assert "| import re" not in done.out
    assert "| def f(:\n" in done.out


def test_the_console_is_the_default_and_the_exit_code_is_not_the_gates(checked: Project) -> None:
    done = checked.run("convert", "run/json")

    assert done.code == 0
    assert "\nFAILED  " in done.out


def test_a_report_of_a_rule_that_is_not_installed_keeps_its_name(checked: Project) -> None:
    document = json.loads((checked.root / "run" / "json").read_text("utf-8"))
    document["findings"][0].update(code="ACME12", name="acme-rule", url="https://example.org/acme")
    checked.write({"other.json": json.dumps(document)})

    done = checked.run("convert", "other.json", "--format=template", "--template={code} {name} {url}")

    assert done.out.split("\n")[0] == "ACME12 acme-rule https://example.org/acme"


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("<pmd/>", "expected JSON, got something else in line 1"),
        ('{"schema": 2}', "schema: expected 1, got 2"),
        ('{"schema": 1}', "expected the key 'qualitygate', got 'schema'"),
    ],
    ids=["xml", "another schema", "a part"],
)
def test_what_is_no_report_is_refused_with_file_and_place(project: Project, content: str, complaint: str) -> None:
    project.write({"report.json": content})

    done = project.run("convert", "report.json", "--format=pmd=out.xml")

    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(f"qualitygate: report.json: {complaint}")
    assert not (project.root / "out.xml").exists()


def test_a_report_that_is_not_there_is_refused(project: Project) -> None:
    done = project.run("convert", "report.json")

    assert (done.code, done.out) == (2, "")
    assert done.err == "qualitygate: report.json: the report cannot be read: No such file or directory\n"


def test_without_a_report_the_command_line_is_wrong(project: Project) -> None:
    assert "REPORT" in project.run("convert").err
