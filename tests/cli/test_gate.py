"""Conditions and stages of the gate, as a user meets them."""

from __future__ import annotations

import json
import re
from itertools import permutations

import pytest

from .conftest import Done, Project

UNUSED, TRAILING = "import os\n", "x = 1 \n"


def conditions(done: Done) -> dict[str, tuple[bool, str]]:
    """The conditions of a JSON report by name."""
    return {each["name"]: (each["passed"], each["detail"]) for each in done.report["verdict"]["conditions"]}


def config(**keys: object) -> str:
    """A configuration with these keys of the gate."""
    return "version = 1\n" + "".join(f"gate.{key} = {json.dumps(value)}\n" for key, value in keys.items())


def test_each_condition_is_printed_with_its_measured_value(project: Project) -> None:
    project.write({"qualitygate.toml": config(conditions=["errors == 0", "W <= 120"]), "a.py": UNUSED + TRAILING})
    done = project.run()
    assert done.code == 1
    assert "gate: errors == 0: measured 1\n" in done.out
    assert "gate holds: W <= 120: measured 1\n" in done.out


def test_a_broken_condition_fails_the_gate_though_findings_are_only_reported(project: Project) -> None:
    project.write(
        {"qualitygate.toml": config(**{"fail-on": "never"}, conditions=["clean-lines >= 97.5"]), "a.py": UNUSED}
    )
    done = project.run("--format", "json")
    assert done.code == 1
    assert conditions(done)["clean-lines >= 97.5"] == (False, "measured 0.00 %")


def test_d5_the_verdict_counts_our_comments_and_those_of_each_tool(project: Project) -> None:
    wanted = ["suppressions <= 1", "suppressions.type <= 0", "suppressions.pylint <= 2", "suppressions.all <= 4"]
    project.write({"qualitygate.toml": config(conditions=wanted)})
    project.write({"a.py": "import os  # noqa: F401\nimport re  # type: ignore\n"})
    project.write({"b.py": "# qualitygate: off[W291]\nx = 1 \n# qualitygate: on\n# pylint: disable=a, b\n"})
    done = project.run("--format", "json=report.json", "--format", "json")
    assert done.code == 1
    assert conditions(done)["suppressions <= 1"] == (False, "measured 2"), "the end of a block silences nothing"
    assert conditions(done)["suppressions.type <= 0"] == (False, "measured 1")
    assert conditions(done)["suppressions.pylint <= 2"] == (True, "measured 1")
    assert conditions(done)["suppressions.all <= 4"] == (True, "measured 4")
    by_tool = {"noqa": 1, "pylint": 1, "qualitygate": 1, "type": 1}
    converted = project.run("convert", "report.json", "--format", "json")
    for report in (done.report, converted.report):
        assert (report["stats"]["suppressions"], report["stats"]["suppressions_by_tool"]) == (2, by_tool)
    assert json.loads(project.run("suppressions", "--format=json").out)["by_tool"] == by_tool


def test_d5_a_condition_about_a_tool_that_is_not_known_is_exit_2_with_the_nearest(project: Project) -> None:
    project.write({"qualitygate.toml": config(conditions=["suppressions.pylnt <= 1"]), "a.py": UNUSED})
    done = project.run()
    assert done.code == 2
    assert "no comments of a tool 'pylnt' are counted; the nearest are suppressions.pylint" in done.err


def test_a_condition_that_cannot_be_read_is_exit_2_with_file_line_and_key(project: Project) -> None:
    project.write({"qualitygate.toml": config(conditions=["errors is 0"]), "a.py": UNUSED})
    done = project.run()
    assert done.code == 2
    assert done.err.startswith("qualitygate: qualitygate.toml:2: gate.conditions: expected a condition such as")


@pytest.mark.parametrize(
    ("condition", "cure"),
    [
        ("X999 <= 0", "the nearest are F999, E999"),
        ("F4O1 <= 0", "expected a condition such as"),
        ("E510 <= 3", "the nearest are E502, E501"),
        ("all F402 <= 0", ""),
        ("E5 <= 0", ""),
    ],
    ids=["unknown", "no code at all", "misspelt", "known", "a prefix"],
)
def test_a_condition_about_a_code_that_nothing_finds_is_exit_2(project: Project, condition: str, cure: str) -> None:
    project.write({"qualitygate.toml": config(conditions=[condition]), "a.py": "x = 1\n"})
    done = project.run()
    assert (done.code, cure in done.err) == (2 if cure else 0, True)
    assert not cure or done.err.startswith("qualitygate: qualitygate.toml:2: gate.conditions: ")


def test_a_condition_may_be_about_a_code_that_a_checker_has_without_a_rule(project: Project) -> None:
    project.write(
        {
            "a.py": "x = 1\n",
            "qualitygate.toml": 'plugins = ["acme.py"]\n' + config(conditions=["ACME1 <= 0"]),
            "acme.py": """
                from qualitygate.api import hookimpl


                class Silent:
                    name, kinds, codes, needs_tree = "acme", frozenset({"python"}), ("ACME",), False

                    def check(self, source):
                        return ()


                @hookimpl
                def qualitygate_checkers(settings):
                    return [Silent()]
            """
        }
    )
    assert project.run("a.py").code == 0
    assert project.run("a.py", "--no-plugin", "acme").code == 0, "while a plugin is off, its codes are not known"


def test_a_failing_stage_stops_the_later_ones_and_the_report_says_which(project: Project) -> None:
    stages = [["pyflakes"], ["pep8"], ["spelling"]]
    project.write({"qualitygate.toml": config(stages=stages), "a.py": UNUSED + TRAILING})
    done = project.run("--format", "json", "--format", "console=report.txt")
    assert done.codes == ["F401"]
    assert conditions(done)["every stage ran"] == (False, "stage 1 (pyflakes) failed; not run: 2 (pep8); 3 (spelling)")
    assert "stage 1 (pyflakes) failed; not run: 2 (pep8); 3 (spelling)" in (project.root / "report.txt").read_text()


def test_stages_that_pass_let_the_later_ones_run(project: Project) -> None:
    project.write({"qualitygate.toml": config(stages=[["pyflakes"], ["pep8"]]), "a.py": TRAILING})
    done = project.run("--format", "json")
    assert done.codes == ["W291"]
    assert len(done.report["files"]) == 1
    assert "every stage ran" not in conditions(done)


def test_all_stages_together_find_what_a_run_without_stages_finds(project: Project) -> None:
    texts = UNUSED + TRAILING + "y = 2  # noqa : E501\n"
    project.write({"a.py": texts, "b.py": "def f(:\n", "c.py": b"x = '\xff'\n"})
    policy = {"fail-on": "never"}
    project.write({"qualitygate.toml": config(**policy)})
    whole = project.run("--format", "json")
    project.write({"qualitygate.toml": config(**policy, stages=[["spelling"], ["pep8"], ["pyflakes"]])})
    staged = project.run("--format", "json")
    assert staged.report["findings"] == whole.report["findings"]
    assert staged.report["files"] == whole.report["files"]


def test_a_condition_that_later_stages_may_mend_does_not_stop_them(project: Project) -> None:
    policy = config(**{"fail-on": "never"}, stages=[["pyflakes"], ["pep8"]], conditions=["W291 >= 1"])
    project.write({"qualitygate.toml": policy, "a.py": TRAILING})
    assert project.run().code == 0


def test_a_crash_does_not_stop_the_later_stages(project: Project) -> None:
    project.write({"qualitygate.toml": "plugins = ['./crash.py']\ngate.stages = [['crash'], ['pep8']]\n"})
    project.write({"a.py": TRAILING, "crash.py": CRASHING_PLUGIN})
    done = project.run("--format", "json", "a.py")
    assert done.code == 3
    assert done.codes == ["W291"]


CRASHING_PLUGIN = '''
"""A checker that raises."""
from qualitygate.api import hookimpl


class Crash:
    name, kinds, codes, needs_tree = "crash", frozenset({"python"}), ("E",), False

    def check(self, source):
        raise ValueError("boom")


@hookimpl
def qualitygate_checkers(settings):
    return [Crash()]
'''


def test_checkers_in_no_stage_run_in_the_first(project: Project) -> None:
    project.write({"qualitygate.toml": config(stages=[["spelling"], ["pyflakes"]]), "a.py": UNUSED + TRAILING})
    assert project.run("--format", "json").codes == ["W291"]


@pytest.mark.parametrize("name", ["2", "pep8"])
def test_one_stage_runs_alone_by_number_or_by_a_checker_in_it(project: Project, name: str) -> None:
    project.write({"qualitygate.toml": config(stages=[["pyflakes"], ["pep8"]]), "a.py": UNUSED + TRAILING})
    done = project.run("--stage", name, "--format", "json")
    assert done.codes == ["W291"]
    assert "stages that were not asked for: 1 (pyflakes)" in done.report["notes"]


def test_an_unknown_stage_is_exit_2_with_those_there_are(project: Project) -> None:
    project.write({"qualitygate.toml": config(stages=[["pyflakes"], ["pep8"]]), "a.py": UNUSED})
    done = project.run("--stage", "pep")
    assert (done.code, done.out) == (2, "")
    assert "--stage pep: there is no such stage; did you mean 'pep8'?; there are 1 (pyflakes); 2 (pep8)" in done.err
    assert "no stages are configured" in project.run("--isolated", "--stage", "1").err


def test_an_unknown_checker_in_a_stage_is_exit_2_with_the_nearest(project: Project) -> None:
    project.write({"qualitygate.toml": config(stages=[["pyflaks"]]), "a.py": UNUSED})
    done = project.run()
    assert done.code == 2
    assert done.err == (
        "qualitygate: qualitygate.toml:2: gate.stages: there is no checker 'pyflaks'; did you mean 'pyflakes'?\n"
    )


def test_a_stage_whose_plugin_is_switched_off_is_passed_over(project: Project) -> None:
    project.write({"qualitygate.toml": config(stages=[["pep8"], ["pyflakes"]]), "a.py": UNUSED})
    assert project.run("--no-plugin", "pyflakes").code == 0


def test_the_order_inside_a_stage_changes_no_byte_of_a_report(project: Project) -> None:
    project.write({"a.py": UNUSED + TRAILING, "b.py": "x = None == 1\nl = 1;\n"})
    reports = set()
    for order in permutations(["pep8", "pyflakes", "spelling"]):
        project.write({"qualitygate.toml": config(stages=[list(order), ["complexity"]])})
        done = project.run("--no-cache", "--format", "json", "--format", "console=a.txt", "--format", "sarif=a.sarif")
        texts = [done.out, *((project.root / name).read_text() for name in ("a.txt", "a.sarif"))]
        reports.add("".join(re.sub(r"\d+\.\d+|\d{4}-\d\d-\d\dT[\d:]+Z", "", text) for text in texts))
    assert len(reports) == 1
