"""The command that everybody runs: what is found, what is said, and with which exit code it ends."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from qualitygate.cli.args import COMMANDS
from tests.cli.conftest import Project

CLEAN = "x = 1\n"
UNUSED = "import os\n"


def test_clean_code_passes_and_says_how_much_was_checked(project: Project) -> None:
    project.write({"a.py": CLEAN, "b.py": CLEAN})

    done = project.run()

    assert done.code == 0
    assert re.search(r"PASSED\s+2 files", done.out)
    assert done.err == ""


def test_a_finding_fails_the_gate_and_is_shown_with_its_place(project: Project) -> None:
    project.write({"pkg/a.py": UNUSED})

    done = project.run()

    assert done.code == 1
    assert "pkg/a.py" in done.out
    assert re.search(r"1:1\s+F401\s+error: 'os' imported but unused", done.out)
    assert done.err == ""


def test_output_that_goes_to_no_terminal_has_no_escape_sequences(project: Project) -> None:
    project.write({"a.py": UNUSED})

    assert "\x1b" not in project.run().out


def test_colour_can_be_asked_for(project: Project) -> None:
    project.write({"a.py": UNUSED})

    assert "\x1b[" in project.run("--color=always").out


def test_an_empty_directory_is_not_a_pass(project: Project) -> None:
    done = project.run()

    assert done.code == 2
    assert "no file to check" in done.err


def test_an_empty_directory_passes_when_that_is_allowed(project: Project) -> None:
    assert project.run("--allow-empty").code == 0


def test_a_run_in_which_everything_is_excluded_is_not_a_pass(project: Project) -> None:
    project.write({"app/a.py": UNUSED, "qualitygate.toml": 'exclude = ["app"]\n'})

    done = project.run()

    assert done.code == 2
    assert "(excluded: 1)" in done.err


def test_a_path_that_does_not_exist_fails_the_gate(project: Project) -> None:
    done = project.run("--format=flake8", "missing.py")

    assert done.code == 1
    assert done.out == "missing.py:0:1: E902 FileNotFoundError: [Errno 2] No such file or directory: 'missing.py'\n"


def test_exit_zero_reports_and_passes(project: Project) -> None:
    project.write({"a.py": UNUSED})

    done = project.run("--exit-zero", "--format=flake8")

    assert (done.code, done.out) == (0, "a.py:1:1: F401 'os' imported but unused\n")


def test_fail_on_error_lets_warnings_pass(project: Project) -> None:
    project.write({"a.py": "x=1\n"})

    assert project.run("--set", "gate.fail-on=error").code == 0
    assert project.run("--set", "gate.fail-on=warning").code == 1


def test_an_old_pep8_file_is_obeyed_and_named(project: Project) -> None:
    project.write(
        {
            ".pep8": """
                [pep8]
                # agreed in 2012
                ignore = E501,W191,W293,
                    E302,E12
                    E261
                exclude = migrations,*.pyc
            """,
            "app/models.py": "import os # too near\n\ndef f():\n\treturn os\n",
            "app/migrations/0001_initial.py": UNUSED,
        }
    )

    done = project.run()

    assert done.code == 0
    assert ".pep8 [pep8]" in done.out
    assert "excluded" in done.out


def test_exclude_migrations_holds_for_a_named_file_and_not_for_a_similar_name(project: Project) -> None:
    project.write(
        {
            ".pep8": "[pep8]\nexclude = migrations\n",
            "app/migrations/0001_initial.py": UNUSED,
            "app/usermigrationscheck.py": UNUSED,
        }
    )

    everything = project.run("--format=flake8")
    named = project.run("--format=flake8", "app/migrations/0001_initial.py")
    both = project.run("--format=flake8", "app/migrations/0001_initial.py", "app/usermigrationscheck.py")

    assert everything.out == "app/usermigrationscheck.py:1:1: F401 'os' imported but unused\n"
    assert (named.code, named.out) == (0, "")
    assert both.out == everything.out


def test_no_exclude_looks_at_excluded_files(project: Project) -> None:
    project.write({"qualitygate.toml": 'exclude = ["old"]\n', "old/a.py": UNUSED})

    assert project.run("--no-exclude", "--format=json").codes == ["F401"]


def test_a_replaced_ignore_list_says_which_defaults_it_brought_back(project: Project) -> None:
    project.write({".pep8": "[pep8]\nignore = E501\n", "a.py": "x = (1 +\n     2)\n"})

    done = project.run()

    assert "W504" in done.out
    assert "extend-ignore" in done.out


def test_an_unknown_key_is_refused_with_the_nearest_one(project: Project) -> None:
    project.write({"pyproject.toml": '[tool.qualitygate]\nignroe = ["E501"]\n', "a.py": CLEAN})

    done = project.run()

    assert done.code == 2
    assert "pyproject.toml:2" in done.err
    assert "ignroe" in done.err
    assert "'ignore'" in done.err
    assert "Traceback" not in done.err


def test_a_noqa_silences_what_it_names_and_is_counted(project: Project) -> None:
    project.write({"a.py": "import os  # noqa: F401\nimport re  # noqa: E501\n"})

    done = project.run("--format=json")

    assert [(f["code"], f["line"], f["disposition"]) for f in done.report["findings"]] == [
        ("F401", 1, "suppressed"),
        ("F401", 2, "open"),
        ("QG901", 2, "open"),
    ]


def test_a_malformed_noqa_silences_no_more_than_it_names(project: Project) -> None:
    project.write({"a.py": "import os;  # noqa : F401\n"})

    done = project.run("--format=flake8")

    assert [line.split()[1] for line in done.out.splitlines()] == ["E703", "QG902"]


def test_a_malformed_noqa_silences_everything_the_flake8_way_and_is_still_reported(project: Project) -> None:
    project.write({"a.py": "import os;  # noqa : F401\n"})

    done = project.run("--format=flake8", "--set", "noqa=flake8")

    assert [line.split()[1] for line in done.out.splitlines()] == ["QG902"]


def test_several_reports_are_written_in_one_run(project: Project) -> None:
    project.write({"a.py": UNUSED})

    done = project.run("--format=console", "--format=json=out.json", "--format=checkstyle=out.xml")

    assert "FAILED" in done.out
    assert '"F401"' in (project.root / "out.json").read_text()
    assert "qualitygate" in (project.root / "out.xml").read_text()


def test_an_unknown_format_is_refused_before_the_run(project: Project) -> None:
    project.write({"a.py": CLEAN})

    done = project.run("--format=checkstile")

    assert done.code == 2
    assert "did you mean 'checkstyle'?" in done.err


def test_two_reports_for_one_place_are_refused(project: Project) -> None:
    done = project.run("--format=json", "--format=flake8")

    assert done.code == 2
    assert "two reports for standard output" in done.err


def test_a_report_that_cannot_be_written_leaves_the_others_and_the_old_file(project: Project) -> None:
    project.write({"a.py": UNUSED})

    done = project.run("--format=json=/dev/full", "--format=flake8=good.txt")

    assert done.code == 3
    assert "json report could not be written to /dev/full" in done.err
    assert (project.root / "good.txt").read_text() == "a.py:1:1: F401 'os' imported but unused\n"


def test_a_report_into_a_missing_directory_is_refused_with_the_cure(project: Project) -> None:
    done = project.run("--format=json=build/out.json")

    assert done.code == 2
    assert "no directory 'build'; create it first" in done.err


def test_standard_input_is_judged_by_its_display_name(project: Project) -> None:
    project.write({"qualitygate.toml": '[per-file-ignores]\n"tests/**" = ["F401"]\n'})

    as_test = project.run("-", "--stdin-display-name=tests/a.py", "--format=default", stdin=b"import os\n")
    as_code = project.run("-", "--stdin-display-name=app/a.py", "--format=default", stdin=b"import os\n")

    assert (as_test.code, as_test.out) == (0, "")
    assert (as_code.code, as_code.out) == (1, "app/a.py:1:1: F401 'os' imported but unused\n")


def test_standard_input_without_a_name_is_python(project: Project) -> None:
    done = project.run("-", "--format=flake8", stdin=b"import os\n")

    assert done.out == "stdin:1:1: F401 'os' imported but unused\n"


def test_excluded_standard_input_passes(project: Project) -> None:
    project.write({"qualitygate.toml": 'exclude = ["migrations"]\n'})

    done = project.run("-", "--stdin-display-name=app/migrations/0001.py", "--format=flake8", stdin=b"import os\n")

    assert (done.code, done.out) == (0, "")


def test_run_in_a_subdirectory_it_checks_the_project_and_prints_paths_to_open(project: Project) -> None:
    project.write({"qualitygate.toml": "", "a.py": UNUSED, "sub/b.py": CLEAN})

    done = project.run("--format=flake8", cwd="sub")

    assert done.out == "../a.py:1:1: F401 'os' imported but unused\n"


def test_a_script_without_suffix_is_known_by_its_first_line(project: Project) -> None:
    project.write({"manage": "#!/usr/bin/env python3\nimport os\n", "notes": "import os\n"})

    assert project.run("--format=flake8").out == "manage:2:1: F401 'os' imported but unused\n"


def test_the_pipe_to_head_ends_without_a_traceback(project: Project) -> None:
    project.write({f"m{number}.py": UNUSED * 200 for number in range(40)})

    command = f"'{sys.executable}' -m qualitygate --format=flake8 | head -1"
    done = subprocess.run(["bash", "-c", command], cwd=project.root, capture_output=True, text=True)

    assert done.stdout.startswith("m0.py:")
    assert done.stdout.count("\n") == 1
    assert done.stderr == ""


@pytest.mark.parametrize("option", ["--jobs=0", "--jobs=many", "--set=", "--set=select", "--nonsense", "--color=red"])
def test_a_wrong_option_is_a_usage_error_without_a_traceback(project: Project, option: str) -> None:
    done = project.run(option)

    assert done.code == 2
    assert done.err.startswith("qualitygate: ")
    assert "Traceback" not in done.err


def test_version_starts_with_the_number_and_names_the_distribution(project: Project) -> None:
    done = project.run("--version")

    assert done.code == 0
    assert re.fullmatch(r"\d+\.\d+\.\d+ \(qualitygate-lint\)\n", done.out)


def test_help_names_every_command_and_the_exit_codes(project: Project) -> None:
    text = project.run("--help").out

    assert [name for name in COMMANDS if f"qualitygate {name} " not in text and name != "check"] == []
    for word in ("[check]", "exit codes", "--stdin-display-name"):
        assert word in text


def test_explain_tells_what_why_and_how_to_silence(project: Project) -> None:
    done = project.run("explain", "QG902")

    assert done.code == 0
    assert "malformed-suppression" in done.out
    assert "bad:" in done.out
    assert "# noqa: QG902" in done.out


def test_explain_an_unknown_code_suggests_one(project: Project) -> None:
    done = project.run("explain", "line-too-lng")

    assert done.code == 2
    assert "did you mean line-too-long?" in done.err


def test_rules_lists_codes_with_their_plugin_and_state(project: Project) -> None:
    lines = project.run("rules", "E501", "W503").out.splitlines()

    assert re.match(r"E501\s+on\s+warning\s+line-too-long\s+pep8", lines[0])
    assert re.match(r"W503\s+off\s+warning", lines[1])


def test_rules_says_what_can_be_fixed(project: Project) -> None:
    lines = project.run("rules", "E711", "W291", "W503").out.splitlines()

    assert [line.split()[5] for line in lines] == ["unsafe", "safe", "-"]


def test_plugins_lists_names_and_distributions(project: Project) -> None:
    out = project.run("plugins").out

    assert re.search(r"^pep8\s+qualitygate-lint \d", out, re.MULTILINE)


def test_config_shows_where_a_setting_comes_from(project: Project) -> None:
    project.write({"qualitygate.toml": "max-line-length = 100\n"})

    done = project.run("config", "a.py")

    assert "max-line-length = 100  # qualitygate.toml:1" in done.out
