"""A name that nothing knows is said, with the nearest, wherever it can be written."""

from __future__ import annotations

import pytest
from tests.cli.conftest import Project

UNUSED = "import os\n"


@pytest.fixture
def unused(project: Project) -> Project:
    """A project with one finding."""
    project.write({"a.py": UNUSED})
    return project


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--select=E5001"], "select: no rule has the code 'E5001'; the nearest are E501"),
        (["--select=F,E5001"], "select: no rule has the code 'E5001'"),
        (["--ignore=E5001"], "ignore: no rule has the code 'E5001'"),
        (["--extend-select=DJ"], "extend-select: no rule has the code 'DJ'"),
        (["--extend-ignore=B950"], "extend-ignore: no rule has the code 'B950'"),
        (["--per-file-ignores=a.py:E5001"], "per-file-ignores 'a.py': no rule has the code 'E5001'"),
        (["--set=select=E5001"], "select: no rule has the code 'E5001'"),
        (["--set=baseline.never=E98"], "baseline.never: no rule has the code 'E98'"),
        (["--set=gate.conditions=E5001 <= 3"], "gate.conditions: no rule has the code 'E5001'"),
        (["--select=I"], "select: no rule has the code 'I'"),
        (["--select=ALL"], "select: no rule has the code 'ALL'; leave select out for what is usual"),
        (["rules", "E5001"], "no rule starts with E5001; the nearest are E501"),
        (["explain", "E5001"], "there is no rule 'E5001'; did you mean E501?"),
        (["baseline", "list", "--code=E5001"], "--code E5001: no rule has this code; the nearest are E501"),
        (["baseline", "accept", "--code=E5001"], "--code E5001: no rule has this code; the nearest are E501"),
        (["--set=profile=team-pep-8"], "no plugin offers 'team-pep-8'; did you mean 'team-pep8'?"),
        (["--no-plugin=pyflaks"], "there is no plugin 'pyflaks' to switch off; did you mean 'pyflakes'?"),
        (["--format=concis"], "there is no format 'concis'; did you mean 'concise'?"),
        (["--set=slect=E"], "unknown key 'slect'; did you mean 'select'?"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a4_a_name_that_nothing_knows_is_exit_2_on_the_command_line(
    unused: Project, arguments: list[str], said: str
) -> None:
    done = unused.run(*arguments)

    assert (done.code, done.out) == (2, "")
    assert said in done.err


@pytest.mark.parametrize(
    ("key", "line"),
    [
        ("select", 'select = ["E5001", "DJ"]'),
        ("ignore", 'ignore = ["E5001"]'),
        ("extend-ignore", 'extend-ignore = ["E5001"]'),
        ("per-file-ignores 'a.py'", 'per-file-ignores = {"a.py" = ["E5001"]}'),
        ("select", 'overrides = [{ paths = ["a.py"], select = ["E5001"] }]'),
        ("gate.conditions", 'gate.conditions = ["E5001 <= 3"]'),
    ],
)
def test_a4_a_code_that_no_rule_has_is_exit_2_in_the_configuration(unused: Project, key: str, line: str) -> None:
    unused.write({"qualitygate.toml": f"version = 1\n{line}\n"})
    for arguments in ((), ("config",), ("baseline", "list")):
        done = unused.run(*arguments)
        assert (done.code, done.out) == (2, "")
        assert done.err.startswith(f"qualitygate: qualitygate.toml:2: {key}: no rule has the code 'E5001'; the nearest")


def test_a4_a_code_in_a_nested_file_is_judged_too(unused: Project) -> None:
    unused.write({"sub/qualitygate.toml": 'extend-select = ["B9"]\n', "sub/a.py": ""})

    done = unused.run()

    assert done.code == 2
    assert "sub/qualitygate.toml:1: extend-select: no rule has the code 'B9'" in done.err


def test_a4_an_old_file_is_read_and_one_line_names_the_codes_and_who_brings_them(unused: Project) -> None:
    unused.write({".flake8": "[flake8]\nextend-select = B,DJ,XYZ9\nextend-ignore = B950\n"})

    done = unused.run()

    assert done.code == 1
    said = "no rule here has B and B950 (flake8-bugbear), DJ (flake8-django), XYZ9; passed over"
    assert [line for line in done.out.splitlines() if "DJ" in line] == [f".flake8 [flake8]: {said}"]


def test_a4_codes_of_a_plugin_that_documents_none_are_known(unused: Project) -> None:
    code = """
        from qualitygate.api import Finding, Location, Severity, hookimpl

        class Checker:
            name = "acme"
            kinds = frozenset({"python"})
            codes = ("ACM",)
            needs_tree = False

            def check(self, source):
                yield Finding("ACM001", "found", Location(source.path, 1, 1), Severity.WARNING, self.name)

        @hookimpl
        def qualitygate_checkers(settings):
            return [Checker()]

        @hookimpl
        def qualitygate_kinds(settings):
            return ["python"]
        """
    unused.write({"acme.py": code, "qualitygate.toml": 'plugins = ["acme.py"]\nselect = ["ACM001"]\n'})

    assert unused.run("a.py", "--format=json").codes == ["ACM001"]


def test_a4_a_code_of_a_plugin_that_is_switched_off_is_a_note(unused: Project) -> None:
    unused.write({"qualitygate.toml": 'select = ["F", "QG2"]\n'})

    done = unused.run("--no-plugin=spelling")

    assert done.code == 1
    assert "no rule has the code 'QG2'" in done.out
    assert "passed over, as a plugin is disabled that may have it" in done.out


@pytest.mark.parametrize("key", ["exclude", "extend-exclude", "per-file-ignores", "overrides"])
@pytest.mark.parametrize("pattern", ["./sub", "././sub", ".//sub", "./sub/"])
def test_a6_a_pattern_that_begins_at_its_directory_matches(unused: Project, key: str, pattern: str) -> None:
    values = {
        "per-file-ignores": f'{{"{pattern}" = ["F401"]}}',
        "overrides": f'[{{ paths = ["{pattern}"], ignore = ["F401"] }}]',
    }
    value = values.get(key, f'["{pattern}"]')
    unused.write({"qualitygate.toml": f"{key} = {value}\n", "sub/a.py": UNUSED, "deep/sub/a.py": UNUSED})

    found = [finding["path"] for finding in unused.run("--format=json").report["findings"]]

    assert found == ["a.py", "deep/sub/a.py"]


@pytest.mark.parametrize("key", ["exclude", "extend-exclude", "per-file-ignores", "overrides"])
@pytest.mark.parametrize(
    ("pattern", "cure"),
    [
        ("sub/../sub", "write 'sub'"),
        ("sub/./deep", "write 'sub/deep'"),
        ("sub//deep", "write 'sub/deep'"),
        ("sub\\\\deep", "write 'sub/deep'"),
        ("sub\\\\*.py", "write 'sub/*.py'; for the character itself write [*]"),
        ("{root}/sub", "write '/sub'"),
        ("sub[", "it is no pattern that git understands"),
        ("", "it is no pattern that git understands"),
    ],
)
def test_a6_a_pattern_that_can_match_nothing_is_exit_2_with_the_cure(
    unused: Project, key: str, pattern: str, cure: str
) -> None:
    pattern = pattern.replace("{root}", str(unused.root))
    values = {
        "per-file-ignores": f'{{"{pattern}" = ["F401"]}}',
        "overrides": f'[{{ paths = ["{pattern}"], ignore = ["F401"] }}]',
    }
    unused.write({"qualitygate.toml": f"version = 1\n{key} = {values.get(key, f'[{chr(34)}{pattern}{chr(34)}]')}\n"})

    done = unused.run()

    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("qualitygate: qualitygate.toml:2: ")
    assert "matches nothing: " in done.err
    assert cure in done.err


def test_a6_a_backslash_in_an_old_file_is_said(unused: Project) -> None:
    unused.write({".flake8": "[flake8]\nexclude = sub\\deep\n"})

    assert "'sub\\\\deep' matches nothing; '/' separates directories" in unused.run().out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--slect"], "there is no option --slect; did you mean '--select'?"),
        (["--slect=E"], "there is no option --slect; did you mean '--select'?"),
        (["rules", "--isolatd"], "there is no option --isolatd; did you mean '--isolated'?"),
        (["plugins", "acme"], "there is no argument acme"),
        (["cofnig"], "there is no file and no command 'cofnig'; did you mean 'config'?"),
        (["--no-cache", "basline", "check"], "there is no file and no command 'basline'; did you mean 'baseline'?"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_e5_an_option_or_command_that_is_not_there_is_exit_2_with_the_nearest(
    unused: Project, arguments: list[str], said: str
) -> None:
    done = unused.run(*arguments)

    assert (done.code, done.out) == (2, "")
    assert said in done.err


def test_e5_a_path_that_is_there_is_a_path_whatever_it_resembles(unused: Project) -> None:
    unused.write({"cofnig/a.py": UNUSED})

    assert unused.run("cofnig", "--format=json").codes == ["F401"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["--no-cache", "baseline", "list"],
        ["--jobs", "1", "baseline", "list"],
        ["-j", "1", "--config", "qualitygate.toml", "baseline", "list"],
        ["--set", "version=1", "baseline", "list"],
        ["--executor=serial", "baseline", "--no-cache", "list"],
    ],
    ids=" ".join,
)
def test_e6_a_command_is_known_behind_options(unused: Project, arguments: list[str]) -> None:
    unused.write({"qualitygate.toml": "version = 1\n"})

    done = unused.run(*arguments)

    assert (done.code, done.out, done.err) == (0, "0 findings\n", "")


@pytest.mark.parametrize("arguments", [["--stdin-display-name", "rules", "a.py"], ["--exit-zero", "a.py", "rules"]])
def test_e6_the_value_of_an_option_and_a_later_word_are_no_command(unused: Project, arguments: list[str]) -> None:
    unused.write({"rules/b.py": UNUSED})

    assert "F401" in unused.run(*arguments).out


def test_e6_a_run_in_which_no_checker_looks_at_anything_says_why(unused: Project) -> None:
    done = unused.run("--select=C901")

    assert done.code == 2
    assert "'exclude'" not in done.err
    assert "no checker is at work: what is selected (C901) needs a limit or a list that is not set" in done.err


def test_a4_a_code_in_ignore_that_nothing_has_is_refused_too(project: Project) -> None:
    project.write({"a.py": "x = 1\n", "qualitygate.toml": 'ignore = ["ZZZ"]\n'})

    done = project.run()

    assert done.code == 2
    assert "qualitygate.toml:1: ignore: no rule has the code 'ZZZ'" in done.err
