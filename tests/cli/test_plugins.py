"""Plugins of third parties: real distributions on the import path, good ones and bad ones."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest
from tests.cli.conftest import Done, Project

GOOD = """
    from qualitygate.api import Finding, Location, Rule, Severity, hookimpl

    @hookimpl
    def qualitygate_rules():
        return [Rule("ACM001", "todo-comment", "A comment says TODO")]

    @hookimpl
    def qualitygate_kinds(settings):
        return ["python"]

    @hookimpl
    def qualitygate_checkers(settings):
        return [TodoChecker()]

    class TodoChecker:
        name = "acme"
        kinds = frozenset({"python"})
        codes = ("ACM",)
        needs_tree = False

        def check(self, source):
            for number, line in enumerate(source.lines, start=1):
                column = line.find("TODO")
                if column >= 0:
                    where = Location(source.path, number, column + 1)
                    yield Finding("ACM001", "there is a TODO left", where, Severity.WARNING, self.name)
"""


@pytest.fixture
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory to install distributions into."""
    return tmp_path_factory.mktemp("site")


def install(site: Path, name: str, code: str, *, plugin: str = "", version: str = "2.1") -> None:
    """Write a module and the metadata of its distribution, as pip would."""
    module = name.replace("-", "_")
    (site / f"{module}.py").write_text(textwrap.dedent(code))
    info = site / f"{module}-{version}.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
    (info / "entry_points.txt").write_text(f"[qualitygate]\n{plugin or module} = {module}\n")


def run(project: Project, site: Path, *arguments: str) -> Done:
    """Run the gate with the site directory on the import path."""
    done = project.run(*arguments, env={"PYTHONPATH": str(site)})
    assert "Traceback" not in done.err
    return done


def test_an_installed_plugin_reports_beside_the_built_in_ones(project: Project, site: Path) -> None:
    install(site, "acme-qg", GOOD)
    project.write({"a.py": "import os  # TODO\n"})

    done = run(project, site, "--format=json")

    assert done.codes == ["F401", "ACM001"]


def test_a_checker_that_raises_is_a_failure_and_the_others_report(project: Project, site: Path) -> None:
    install(site, "acme-qg", GOOD.replace("for number", "raise ValueError('boom')\n            for number"))
    project.write({"pkg/a.py": "import os\n"})

    done = run(project, site)

    assert done.code == 3
    assert "F401" in done.out
    assert "INCOMPLETE" in done.out
    for word in ("acme_qg", "acme-qg 2.1", "pkg/a.py", "ValueError: boom"):
        assert word in done.out


def test_a_failure_is_told_on_standard_error_when_no_report_for_people_is_written(
    project: Project, site: Path
) -> None:
    install(site, "acme-qg", GOOD.replace("for number", "raise ValueError('boom')\n            for number"))
    project.write({"a.py": "x = 1\n"})

    done = run(project, site, "--format=flake8")

    assert (done.code, done.out) == (3, "")
    assert "acme-qg 2.1" in done.err


def test_debug_shows_where_a_checker_crashed(project: Project, site: Path) -> None:
    install(site, "acme-qg", GOOD.replace("for number", "raise ValueError('boom')\n            for number"))
    project.write({"a.py": "x = 1\n"})

    done = project.run("--debug", env={"PYTHONPATH": str(site)})

    assert "in check" in done.err


def test_a_plugin_that_raises_while_it_makes_its_checkers_is_a_failure(project: Project, site: Path) -> None:
    install(site, "acme-qg", GOOD.replace("return [TodoChecker()]", "raise RuntimeError('no licence')"))
    project.write({"a.py": "import os\n"})

    done = run(project, site, "--format=json")

    assert done.code == 3
    assert done.codes == ["F401"]
    assert "no licence" in done.report["failures"][0]["message"]
    assert "acme-qg 2.1" in done.report["failures"][0]["message"]


def test_a_plugin_that_does_not_import_stops_the_run_and_names_the_cure(project: Project, site: Path) -> None:
    install(site, "acme-qg", "import no_such_module\n")
    project.write({"a.py": "x = 1\n"})

    done = run(project, site)

    assert done.code == 3
    assert "plugin 'acme_qg' (acme_qg, from acme-qg 2.1) failed to import" in done.err
    assert run(project, site, "--no-plugin", "acme_qg").code == 0


def test_a_misspelt_hook_is_refused_with_the_name_it_should_have(project: Project, site: Path) -> None:
    install(site, "acme-qg", GOOD.replace("qualitygate_checkers", "qualitygate_chekers"))

    done = run(project, site)

    assert done.code == 3
    assert "qualitygate_chekers" in done.err
    assert "did you mean qualitygate_checkers?" in done.err
    assert "acme-qg 2.1" in done.err


def test_a_misspelt_argument_is_refused(project: Project, site: Path) -> None:
    install(site, "acme-qg", GOOD.replace("qualitygate_checkers(settings)", "qualitygate_checkers(setings)"))

    done = run(project, site)

    assert done.code == 3
    assert "setings" in done.err
    assert "acme-qg 2.1" in done.err


def test_a_code_of_two_plugins_is_an_error_that_names_both_distributions(project: Project, site: Path) -> None:
    install(site, "acme-qg", GOOD)
    install(site, "other-qg", GOOD, version="0.3")

    done = run(project, site)

    assert done.code == 2
    assert "ACM001" in done.err
    assert "acme-qg 2.1" in done.err
    assert "other-qg 0.3" in done.err


def test_a_plugin_of_the_project_s_own_is_loaded_only_when_the_configuration_says_so(project: Project) -> None:
    project.write({"tools/lint.py": GOOD, "a.py": "x = 1  # TODO\n"})
    unsaid = project.run("--format=json", "a.py")

    project.write({"qualitygate.toml": 'plugins = ["./tools/lint.py"]\n'})
    said = project.run("--format=json", "a.py")

    assert unsaid.codes == []
    assert said.codes == ["ACM001"]


def test_a_required_plugin_that_is_missing_stops_the_run(project: Project) -> None:
    project.write({"qualitygate.toml": 'require-plugins = ["acme-qg>=2"]\n', "a.py": "x = 1\n"})

    done = project.run()

    assert done.code == 2
    assert "'acme-qg' is not installed" in done.err


def test_switching_off_a_plugin_that_is_not_there_is_an_error(project: Project) -> None:
    done = project.run("--no-plugin", "pepp8")

    assert done.code == 2
    assert "pep8" in done.err


def test_a_code_that_no_report_could_carry_is_a_failure_and_not_silence(project: Project, site: Path) -> None:
    install(site, "acme-qg", GOOD.replace('Finding("ACM001"', 'Finding("acme-todo"'))
    project.write({"a.py": "import os  # TODO\n"})

    done = run(project, site, "--format=json")

    assert done.code == 3
    assert done.codes == ["F401"]
    assert "'acme-todo'" in done.report["failures"][0]["message"]


@pytest.mark.parametrize("requirement", ["acme-qg>=2,<3", "acme-qg~=2.1", "acme qg"])
def test_a_requirement_that_would_be_misread_is_refused(project: Project, requirement: str) -> None:
    project.write({"qualitygate.toml": f'require-plugins = ["{requirement}"]\n', "a.py": "x = 1\n"})

    done = project.run()

    assert done.code == 2
    assert "expected NAME, NAME>=VERSION or NAME==VERSION" in done.err
