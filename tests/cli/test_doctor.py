"""``qualitygate doctor``: what is ill is named with its cure, and is exit 3."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.cli.conftest import Project

BAD = """\
    from qualitygate.api import Example, Rule, hookimpl

    class Acme:
        name, kinds, codes, needs_tree = "acme", frozenset({"python"}), ("AC",), False

        def check(self, source):
            BODY

    @hookimpl
    def qualitygate_rules():
        return [Rule("AC001", "acme", "Acme", examples=(Example(bad="acme\\n", good="\\n"),))]

    @hookimpl
    def qualitygate_checkers(settings):
        return [Acme()]
    """
FINDS = """\
from qualitygate.api import Finding, Location, Severity
            if "acme" in source.text:
                yield Finding("AC001", "acme", Location(source.path, 1), Severity.WARNING, "acme")"""


def signs(project: Project, *arguments: str) -> list[dict[str, Any]]:
    return list(json.loads(project.run("doctor", "--json", *arguments).out)["signs"])


def ill(project: Project) -> str:
    done = project.run("doctor")
    assert done.code == 3
    assert "Traceback" not in done.err
    return "\n".join(line for line in done.out.splitlines() if line.startswith("  !!"))


def test_what_is_at_work_is_exit_0(project: Project) -> None:
    project.write({"a.py": "", "qualitygate.toml": "max-line-length = 100\n"})

    done = project.run("doctor")

    assert done.code == 0
    assert "ok 1 would be checked: 1 python" in done.out
    assert "read: qualitygate.toml" in done.out
    assert done.out.endswith("everything is at work\n")


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"a.py": "", "qualitygate.toml": 'exclude = ["*"]\n'}, "exclude '*' takes every file [qualitygate.toml:1]"),
        ({"a.py": "", "qualitygate.toml": "gate.min-files = 5\n"}, "gate.min-files = 5, and there are 1"),
        ({"a.py": "", "qualitygate.toml": 'gate.require = ["mypy"]\n'}, "gate.require: 'mypy' is not at work"),
        ({"a.py": "", "qualitygate.toml": "max-line-lenght = 5\n"}, "max-line-length"),
        ({"a.py": "", "qualitygate.toml": 'require-plugins = ["acme-qg"]\n'}, "'acme-qg' is not installed"),
        ({"a.py": "", "qualitygate.toml": 'plugins = ["gone.py"]\n'}, "gone.py"),
        (
            {"a.py": "", "qualitygate.toml": '[[tool]]\nname = "acme"\nprefix = "AC"\nparser = "flake8"\ncommand = '
                                             '["no-such-program"]\n'},
            "there is no program 'no-such-program' here",
        ),
    ],
)
def test_what_is_ill_is_named(project: Project, files: dict[str, str], said: str) -> None:
    project.write(files)

    assert said in ill(project)


def test_a_directory_without_configuration_is_noted(project: Project) -> None:
    project.write({"a.py": ""})

    assert "no configuration file, the defaults hold" in project.run("doctor").out


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ("", "acme AC001: a known-bad sample is caught"),
        ('extend-ignore = ["AC"]\n', "acme AC001: hidden, ignore 'AC' [qualitygate.toml:2]"),
    ],
)
def test_a_sample_shows_that_a_rule_is_caught_or_what_hides_it(project: Project, settings: str, said: str) -> None:
    project.write(
        {
            "a.py": "",
            "qualitygate.toml": f'plugins = ["acme.py"]\n{settings}',
            "acme.py": BAD.replace("BODY", FINDS),
        }
    )

    done = project.run("doctor")

    assert done.code == 0, done.out
    assert said in done.out


def test_a_checker_that_crashes_on_the_sample_is_ill(project: Project) -> None:
    project.write(
        {
            "a.py": "",
            "qualitygate.toml": 'plugins = ["acme.py"]\n',
            "acme.py": BAD.replace("BODY", "raise OSError('no')")
        }
    )

    assert "no" in ill(project)


def test_a_bug_report_has_no_name_of_a_directory_of_the_users(project: Project) -> None:
    project.write({"a.py": "", "qualitygate.toml": ""})

    done = project.run("doctor", "--json", env={"HOME": str(project.root.parent)})

    assert str(project.root.parent) not in done.out
