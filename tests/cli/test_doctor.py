"""``qualitygate doctor``: what is ill is named with its cure, and is exit 3."""

from __future__ import annotations

import json
import os
from importlib import metadata
from typing import Any

import pytest

from qualitygate.cache.secret import VARIABLE
from tests.cli.conftest import Project
from tests.pack_server import serving

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


#: What keeps a gate from looking, with settings that would have it look.
WANTED = 'gate.min-files = 1\ngate.require = ["pep8", "pyflakes"]\n'
BLIND = {
    "an exclude that swallows everything": (
        {"qualitygate.toml": WANTED + 'exclude = ["*"]\n'}, ".", "exclude '*' takes"
    ),
    "a list that selects nothing of a checker": (
        {"qualitygate.toml": WANTED + 'select = ["E", "W"]\n'}, ".", "gate.require: 'pyflakes' is not at work"
    ),
    "a plugin that is not loaded": (
        {"qualitygate.toml": WANTED + 'disable-plugins = ["pep8"]\n'}, ".", "gate.require: 'pep8' is not at work"
    ),
    "a plugin that is uninstalled": (
        {"qualitygate.toml": WANTED + 'require-plugins = ["acme-qg>=2"]\n'}, ".", "'acme-qg' is not installed"
    ),
    "a typing mistake": ({"qualitygate.toml": WANTED + "max-line-lenght = 9\n"}, ".", "max-line-length"),
    "a directory with nothing in it": (
        {"qualitygate.toml": WANTED, "elsewhere/.git/x": "", "elsewhere/notes.rst": ""}, "elsewhere",
        "nothing would be checked"
    ),
    "a tool that is not on the path": (
        {
            "qualitygate.toml": WANTED + '[[tool]]\nname = "acme"\nprefix = "AC"\nparser = "flake8"\n'
            'command = ["no-such-program"]\n'
        },
        ".",
        "there is no program 'no-such-program' here",
    ),
}  # fmt: skip


@pytest.mark.parametrize("cause", BLIND)
def test_what_keeps_the_gate_from_looking_is_named_and_is_never_green(project: Project, cause: str) -> None:
    files, where, said = BLIND[cause]
    project.write({"a.py": "x = 1\n", **files})

    examined, checked = project.run("doctor", cwd=where), project.run(cwd=where)

    assert examined.code == 3
    assert said in "\n".join(line for line in examined.out.splitlines() if line.startswith("  !!"))
    assert checked.code in (2, 3), checked.out
    assert "PASSED" not in checked.out


def test_the_package_of_somebody_else_is_noticed(project: Project) -> None:
    project.write({"a.py": "x = 1\n", "there/qualitygate-0.0.1.dist-info/METADATA": OTHER})

    done = project.run("doctor", env={"PYTHONPATH": os.pathsep.join([str(project.root / "there"), *PYTHONPATH])})

    assert done.code == 3
    assert (
        "the distribution 'qualitygate' 0.0.1 is installed, which is somebody else's and may answer instead" in done.out
    )


def said(project: Project, part: str, *arguments: str, env: dict[str, str] | None = None) -> list[tuple[str, str]]:
    found = json.loads(project.run("doctor", "--json", *arguments, env=env).out)["signs"]
    return [(each["state"], each["said"]) for each in found if each["part"] == part]


def test_ruff_as_an_engine_is_named_with_its_version_or_with_what_it_lacks(project: Project) -> None:
    program = "import qualitygate_plugins.ruff_engine.forerunner as each; each.find_ruff = lambda: ''\n"
    project.write({"a.py": "", "without/sitecustomize.py": program, "qualitygate.toml": 'engine = "ruff"\n'})
    version = ".".join(metadata.version("ruff").split(".")[:2])

    assert ("well", f"ruff {version}: looks at files before the checkers") in said(project, "checkers")
    assert [
        each for each in said(project, "checkers", "--set=engine=default") if "before the checkers" in each[1]
    ] == []
    without = project.run("doctor", env={"PYTHONPATH": str(project.root / "without")})
    assert without.code == 3
    assert '!! ruff: engine = "ruff": there is no ruff in' in without.out


def test_a_shared_cache_is_asked_and_one_that_does_not_answer_is_a_note(project: Project) -> None:
    project.write({"a.py": "", "qualitygate.toml": ""})
    key = {VARIABLE: "the key of the team"}
    with serving() as server:
        remote = f"--set=cache-remote={server.url}"

        assert ("well", f"cache-remote {server.url} answers") in said(project, "cache", remote, env=key)
        no_key = ("note", f"cache-remote {server.url} is not used: no key is given")
        assert no_key in said(project, "cache", remote, env={VARIABLE: ""})
        assert server.methods == ["GET"], "nothing is written"
        server.fault = "500"
        ill = ("note", f"cache-remote {server.url} is not used: it answers 500")
        assert ill in said(project, "cache", remote, env=key)


def test_what_may_run_of_the_repository_is_said(project: Project) -> None:
    project.write({"a.py": "", "qualitygate.toml": ""})
    assert said(project, "trust") == [("well", "trusted, and names no code of its own to run")]

    tool = '[[tool]]\nname = "acme"\nprefix = "AC"\nparser = "flake8"\ncommand = ["true"]\n'
    project.write({"acme.py": "", "qualitygate.toml": f'plugins = ["./acme.py"]\n{tool}'})

    assert said(project, "trust") == [("well", "trusted, and its configuration names: acme.py, acme")]
    (untrusted,) = said(project, "trust", "--untrusted")
    assert untrusted[0] == "note"
    assert untrusted[1].startswith("not trusted, by --untrusted or because the change comes from a fork")
    assert untrusted[1].endswith("no code of the repository runs: acme.py")


OTHER = "Metadata-Version: 2.1\nName: qualitygate\nVersion: 0.0.1\n"
PYTHONPATH = [each for each in os.environ.get("PYTHONPATH", "").split(os.pathsep) if each]
