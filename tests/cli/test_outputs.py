"""Where reports go: what is refused before the run, what fails after it, and that nothing half is left."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from tests.cli.conftest import Project

from qualitygate_plugins.reporters import qualitygate_formats

FORMATS = sorted(qualitygate_formats())
UNUSED = "import os\n"
TEMPLATE = "--template={path}:{line} {message}"
#: What each service would obey, and where; the formats written for a service begin lines of their own with it.
COMMANDS = {
    "TF_BUILD": re.compile(r"##vso\[|##\["),
    "TEAMCITY_VERSION": re.compile(r"##teamcity\["),
    "GITHUB_ACTIONS": re.compile(r"##\[|^\s*::(?=[a-z])", re.MULTILINE),
}
OWN = {"TF_BUILD": "azure", "TEAMCITY_VERSION": "teamcity", "GITHUB_ACTIONS": "github"}


@pytest.fixture
def unused(project: Project) -> Project:
    """A project with one finding."""
    project.write({"a.py": UNUSED})
    return project


def files(project: Project) -> list[str]:
    return sorted(path.name for path in project.root.iterdir() if path.name not in (".git", "__pycache__"))


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["--format=pdm=x.xml"], "there is no format 'pdm'; did you mean 'pmd'? (available: azure, bitbucket"),
        (["--format=json="], "--format: json=: expected a file after '='"),
        (["--format=json=missing/x.json"], "there is no directory 'missing'; create it first"),
        (["--format=json=folder"], "'folder' is a directory; name a file in it"),
        (["--format=json=x", "--format=pmd=./x"], "two reports for ./x"),
        (["--format=json", "--format=auto"], "two reports for standard output"),
        (["--format=auto=x.txt"], "auto chooses the place too"),
        (["--format=template"], "--format template: expected --template TEXT too"),
        (["--format=template", "--template={pth}"], "--template: there is no field 'pth' (available: path, line"),
        (["--template={path}"], "--template: only --format template reads it"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_report_that_cannot_be_is_refused_before_the_run(
    unused: Project, arguments: list[str], complaint: str
) -> None:
    (unused.root / "folder").mkdir()

    done = unused.run(*arguments, "--format=checkstyle=good.xml")

    assert (done.code, done.out) == (2, "")
    assert complaint in done.err
    assert files(unused) == ["a.py", "folder"]


@pytest.mark.skipif(sys.platform != "linux", reason="needs another platform: /dev/full and /proc")
@pytest.mark.parametrize(
    ("place", "reason"),
    [("/dev/full", "No space left on device"), ("/proc/report.xml", "No such file or directory")],
    ids=["full", "read-only"],
)
def test_a_report_that_cannot_be_written_is_incomplete_and_the_others_are_written(
    unused: Project, place: str, reason: str
) -> None:
    done = unused.run(f"--format=json={place}", "--format=checkstyle=good.xml", "--format=flake8")

    assert done.code == 3
    assert done.err == f"qualitygate: the json report could not be written to {place}: {reason}\n"
    assert done.out == "a.py:1:1: F401 'os' imported but unused\n"
    assert files(unused) == ["a.py", "good.xml"]
    assert (unused.root / "good.xml").read_text().endswith("</checkstyle>\n")


@pytest.mark.skipif(sys.platform != "linux", reason="needs another platform: /dev/full")
@pytest.mark.parametrize("lines", [1, 20_000], ids=["a line", "more than a buffer"])
@pytest.mark.parametrize("name", ["console", "json", "jsonl", "azure"])
def test_a_full_standard_output_is_incomplete_and_the_files_are_written(
    unused: Project, name: str, lines: int
) -> None:
    unused.write({"a.py": UNUSED * lines})

    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "qualitygate", f"--format={name}", "--format=flake8=good.txt"],
            cwd=unused.root,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
        )

    assert done.returncode == 3
    assert done.stderr == (
        f"qualitygate: the {name} report could not be written to standard output: No space left on device\n"
    )
    assert len((unused.root / "good.txt").read_text().splitlines()) >= lines


def test_an_old_report_stays_until_the_new_one_is_whole(unused: Project) -> None:
    unused.write({"report.json": "old", "plugin.py": BROKEN_REPORTER, "qualitygate.toml": "version = 1\n"})
    unused.write({"qualitygate.toml": 'version = 1\nplugins = ["plugin.py"]\n'})

    done = unused.run("--format=half=report.json", "--format=flake8=good.txt", "a.py")

    assert done.code == 3
    assert "the half report could not be written to report.json: RuntimeError: boom" in done.err
    assert (unused.root / "report.json").read_text() == "old"
    assert files(unused) == ["a.py", "good.txt", "plugin.py", "qualitygate.toml", "report.json"]


BROKEN_REPORTER = """\
from qualitygate.api import Format, hookimpl


class Half:
    def write(self, report, verdict, rules, out):
        out.write("half")
        raise RuntimeError("boom")


@hookimpl
def qualitygate_formats():
    return {"half": Format(lambda options: Half())}
"""


def test_a_report_is_written_through_a_link_and_into_a_pipe(unused: Project) -> None:
    (unused.root / "real.json").write_text("old")
    (unused.root / "link.json").symlink_to("real.json")

    done = unused.run("--format=json=link.json", "--format=flake8=/dev/stdout")

    assert (unused.root / "link.json").is_symlink()
    assert json.loads((unused.root / "real.json").read_text())["schema"] == 1
    assert done.out == "a.py:1:1: F401 'os' imported but unused\n"


def test_the_summary_of_github_that_cannot_be_written_is_named(unused: Project) -> None:
    done = unused.run("--format=github", env={"GITHUB_STEP_SUMMARY": "missing/summary.md"})

    assert done.code == 3
    assert "::error file=a.py,line=1,col=1,title=F401 unused-import::a.py:1:1: F401" in done.out
    assert "No such file or directory (GITHUB_STEP_SUMMARY: missing/summary.md)" in done.err


@pytest.mark.parametrize(
    ("variables", "start"),
    [
        ({"GITHUB_ACTIONS": "true", "CI": "true"}, "::error file=a.py,line=1"),
        ({"TF_BUILD": "True"}, "##vso[task.logissue type=error;sourcepath=a.py;linenumber=1"),
        ({"TEAMCITY_VERSION": "2024.12"}, "##teamcity[inspectionType id='F401'"),
        ({"BITBUCKET_BUILD_NUMBER": "1", "CI": "true"}, "settings: "),
        ({"JENKINS_URL": "https://example.org"}, "settings: "),
        ({}, "settings: "),
    ],
    ids=["github", "azure", "teamcity", "bitbucket", "jenkins", "no service"],
)
def test_auto_is_the_format_of_the_service(unused: Project, variables: dict[str, str], start: str) -> None:
    done = unused.run("--format=auto", env=variables)

    assert done.code == 1
    assert done.out.startswith(start)
    assert files(unused) == ["a.py"]


def test_auto_on_gitlab_is_the_console_and_the_report_that_gitlab_reads(unused: Project) -> None:
    done = unused.run("--format=auto", "--format=checkstyle=c.xml", env={"GITLAB_CI": "true"})

    assert done.out.startswith("settings: ")
    issues = json.loads((unused.root / "gl-code-quality-report.json").read_text())
    assert [issue["check_name"] for issue in issues] == ["F401"]
    assert (unused.root / "c.xml").exists()


def test_help_says_what_auto_means(project: Project) -> None:
    text = "".join(project.run("--help").out.split())  # argparse breaks lines at hyphens too

    assert "autotakeswhattheCIservicereadsonwhichitruns" in text


@pytest.mark.parametrize("variable", COMMANDS)
def test_no_command_of_the_checked_source_survives(project: Project, variable: str) -> None:
    commands = "##vso[task.complete]x ##[error]x ##teamcity[x] ::error::x"
    names = ("::error file=x::y.py", "##vso[a]b.py", "##teamcity[c].py", "##[group]d.py")
    project.write({name: f"__all__ = ['{commands}', '::error::z']\n'''\n::error::z\n'''\n" for name in names})
    project.write({"qualitygate.toml": "version = 1\n"})
    outputs = [f"--format={name}=out.{name}" for name in FORMATS]

    done = project.run(*outputs, TEMPLATE, "--show-source", "-v", "--statistics", env={variable: "1"})

    assert done.code == 1, done.err
    found = {}
    for name in FORMATS:
        text = (project.root / f"out.{name}").read_text("utf-8")
        assert "vso" in text or name in ("cobertura", "openmetrics", "sonar")
        found[name] = COMMANDS[variable].findall(text)
    own = len(found.pop(OWN[variable]))
    assert {name: commands for name, commands in found.items() if commands} == {}
    assert own == _own_commands(project.root / f"out.{OWN[variable]}")


def _own_commands(path: Path) -> int:
    """Count the lines that begin as only the format itself writes them."""
    own = re.compile(
        r"::(?:error|warning|notice) (?:file|title)=|##vso\[task\.logissue type="
        r"|##teamcity\[(?:inspectionType id|inspection typeId|buildStatisticValue key)='"
    )
    return sum(bool(own.match(line)) for line in path.read_text("utf-8").split(os.linesep))


def test_absolute_paths_are_for_readers_that_take_them(unused: Project) -> None:
    absolute = f"{unused.root.as_posix()}/a.py"

    relative = [f"--format={name}={name}" for name in ("sarif", "gitlab", "json")]
    done = unused.run("--absolute-paths", "--format=checkstyle", *relative)

    assert f'<file name="{absolute}">' in done.out
    assert [name for name in ("sarif", "gitlab", "json") if absolute in (unused.root / name).read_text()] == []


def test_a_sarif_log_that_is_cut_says_so_on_standard_error_in_every_run(project: Project) -> None:
    project.write({"a.py": "import os\n" * 3 + "x =1\n" * 25_000, ".git/HEAD": ""})
    runs = [project.run("--select=E225,F", "--format=sarif=log.sarif", "--format=json=all.json") for _ in range(2)]

    said = "qualitygate: note: sarif: GitHub takes 25,000 results of a run: 3 of 25,003 are left out"
    assert [said in done.err for done in runs] == [True, True]
    assert len(json.loads((project.root / "log.sarif").read_text())["runs"][0]["results"]) == 25_000
    assert said.partition("sarif: ")[2] not in project.run("a.py", "--select=F", "--format=sarif").err


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_plugin_that_goes_elsewhere_takes_no_report_with_it(project: Project, jobs: str) -> None:
    goes = """
        import os
        from qualitygate.api import Rule, hookimpl

        class Checker:
            name, kinds, codes, needs_tree = "goes", frozenset({"python"}), ("GOES1",), False

            def check(self, source):
                os.chdir(os.path.dirname(os.path.abspath(__file__)))
                return []

        @hookimpl
        def qualitygate_rules():
            os.chdir("/")
            return [Rule("GOES1", "goes", "Goes")]

        @hookimpl
        def qualitygate_checkers(settings):
            return [Checker()]
    """
    project.write({"tools/goes.py": goes, "qualitygate.toml": 'plugins = ["tools/goes.py"]\n'})
    project.write({"a.py": "x = 1\n", "b.py": "x = 1\n"})

    done = project.run("--format=json=r.json", "--format=junit=r.xml", f"--jobs={jobs}", "a.py", "b.py")

    assert (done.code, done.err) == (0, "")
    written = sorted(path.relative_to(project.root).as_posix() for path in project.root.rglob("r.*"))
    assert written == ["r.json", "r.xml"]
