"""Slips at the keyboard that would cost a file or a verdict."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Project


@pytest.mark.parametrize("command", ["audit", "baseline accept", "config", "suppressions"])
def test_standard_input_is_refused_where_nobody_reads_it(project: Project, command: str) -> None:
    project.write({"a.py": ""})

    done = project.run(*command.split(), "-")

    assert done.code == 2
    assert done.err.startswith("qualitygate: '-' is standard input, which this command does not read; name files")


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        ("a.py", "import os\n", "that is a source, and would be lost"),
        ("types.pyi", "x: int\n", "that is a source, and would be lost"),
        ("qualitygate.toml", "max-line-length = 100\n", "that is a file that this run goes by, and would be lost"),
        (".qualitygate-baseline.jsonl", '{"baseline": 1}\n', "that is where the baseline stands; name another"),
    ],
)
@pytest.mark.parametrize("option", ["--format=json=FILE", "--output-file=FILE"])
def test_a_report_does_not_take_the_place_of_a_file_of_the_projects(
    project: Project, file: str, text: str, said: str, option: str
) -> None:
    project.write({"b.py": "", file: text})

    done = project.run(option.replace("FILE", file))

    assert done.code == 2
    assert said in done.err
    assert (project.root / file).read_text() == text


@pytest.mark.parametrize("file", ["a.py", "qualitygate.toml", "r.json", ".qualitygate-baseline.jsonl"])
def test_a_converted_report_does_not_take_the_place_of_a_file_of_the_projects_or_of_itself(
    project: Project, file: str
) -> None:
    project.write({"a.py": "import os\n", "qualitygate.toml": "max-line-length = 100\n"})
    project.run("baseline", "accept")
    project.run("--format=json=r.json")
    before = (project.root / file).read_text()

    done = project.run("convert", "r.json", f"--format=sarif={file}")

    assert (done.code, "; name another" in done.err) == (2, True)
    assert (project.root / file).read_text() == before


def test_a_report_takes_the_place_of_an_earlier_one_or_of_an_empty_file(project: Project) -> None:
    project.write({"b.py": "", "report.py": "", "report.json": "{}"})

    assert project.run("--format=json=report.py", "--format=jsonl=report.json").code == 0


def test_a_report_does_not_take_the_place_where_a_baseline_will_be(project: Project) -> None:
    project.write({"b.py": ""})

    assert project.run("--format=jsonl=.qualitygate-baseline.jsonl").code == 2
    assert not (project.root / ".qualitygate-baseline.jsonl").exists()


@pytest.mark.parametrize("mode", [0o640, 0o664, 0o600])
def test_a_report_keeps_the_mode_of_the_one_that_it_replaces(project: Project, mode: int) -> None:
    project.write({"b.py": "", "report.json": "{}"})
    (project.root / "report.json").chmod(mode)

    assert project.run("--format=json=report.json").code == 0
    assert (project.root / "report.json").stat().st_mode & 0o777 == mode


def test_isolated_and_a_configuration_file_contradict_each_other(project: Project) -> None:
    project.write({"a.py": "", "other.toml": ""})

    done = project.run("--isolated", "--config", "other.toml")

    assert done.code == 2
    assert "leave one of them out" in done.err


def test_only_the_digits_of_ascii_are_a_number(project: Project) -> None:
    project.write({"a.py": ""})

    done = project.run("--set", "max-line-length=\uff11\uff10\uff10")

    assert done.code == 2
    assert "expected a whole number" in done.err


def test_standard_input_that_no_checker_reads_is_no_pass(project: Project) -> None:
    named = ("-", "--stdin-display-name", "a.css")

    assert project.run(*named, stdin=b"x").code == 2
    assert project.run(*named, "--allow-empty", stdin=b"x").code == 0


def test_what_a_plugin_prints_stays_out_of_the_report(project: Project) -> None:
    project.write(
        {
            "a.py": "import os\n",
            "qualitygate.toml": 'plugins = ["loud.py"]\n',
            "loud.py": """\
                from qualitygate.api import hookimpl

                print("at import")

                class Loud:
                    name, kinds, codes, needs_tree = "loud", frozenset({"python"}), ("E",), False

                    def check(self, source):
                        print("while checking")
                        return []

                @hookimpl
                def qualitygate_checkers(settings):
                    print("in a hook")
                    return [Loud()]
                """,
        }
    )

    done = project.run("--format", "json", "a.py")

    assert done.codes == ["F401"]
    assert {"at import", "while checking", "in a hook"} <= set(done.err.splitlines())
