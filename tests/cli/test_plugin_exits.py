"""Plugins that try to end the run: by SystemExit, GeneratorExit, a class of their own, or an interrupt of nobody's."""

from __future__ import annotations

import pytest
from tests.cli.conftest import Done, Project

CHECKER = """
    from qualitygate.api import hookimpl

    class Farewell(BaseException):
        def __str__(self):
            raise SystemExit(0)

    class Checker:
        name = "acme"
        kinds = frozenset({{"python"}})
        codes = ("F9",)
        needs_tree = False

        def check(self, source):
            {check}
            return []

    @hookimpl
    def qualitygate_checkers(settings):
        {checkers}
        return [Checker()]

    @hookimpl
    def qualitygate_kinds(settings):
        {kinds}
        return ["python"]
"""
#: What a plugin may say to leave with the code of a pass.
LEAVINGS = {
    "exit": "import sys; sys.exit(0)",
    "exit by argparse": "import argparse; argparse.ArgumentParser().parse_args(['--help'])",
    "generator exit": "raise GeneratorExit",
    "its own class": "raise Farewell",
}
#: A hook beside the ones above, and a body with a place for the statement.
HOOKS = {
    "add_options": "def qualitygate_add_options(table):",
    "rules": "def qualitygate_rules():",
    "exclude_file": "def qualitygate_exclude_file(source, settings):",
    "formats": "def qualitygate_formats():",
    "gate_conditions": "def qualitygate_gate_conditions(report):",
}


def plugin(**statements: str) -> str:
    return CHECKER.format(**{"check": "pass", "checkers": "pass", "kinds": "pass", **statements})


def run(project: Project, code: str, *arguments: str) -> Done:
    project.write({"qualitygate.toml": 'plugins = ["acme.py"]\n', "acme.py": code, "pkg/a.py": "import os\n"})
    done = project.run(*arguments, "--no-cache")
    assert "Traceback" not in done.err
    return done


@pytest.mark.parametrize("leaving", LEAVINGS.values(), ids=LEAVINGS)
@pytest.mark.parametrize("executor", ["serial", "fork", "spawn"])
def test_a1_a_checker_that_leaves_is_a_failure_and_the_others_report(
    project: Project, leaving: str, executor: str
) -> None:
    done = run(project, plugin(check=leaving), f"--executor={executor}", "pkg")

    assert done.code == 3
    assert "F401" in done.out
    assert "plugin 'acme'" in done.out


@pytest.mark.parametrize("executor", ["serial", "fork"])
@pytest.mark.parametrize("hook", ["checkers", "kinds"])
def test_a1_a_hook_that_leaves_is_named(project: Project, executor: str, hook: str) -> None:
    done = run(project, plugin(**{hook: LEAVINGS["exit"]}), f"--executor={executor}", "pkg")

    assert done.code == 3
    assert f"plugin 'acme' ({project.root}/acme.py) failed in qualitygate_{hook}" in done.out + done.err


@pytest.mark.parametrize("leaving", LEAVINGS.values(), ids=LEAVINGS)
@pytest.mark.parametrize("head", HOOKS.values(), ids=HOOKS)
def test_a1_any_other_hook_that_leaves_is_named_too(project: Project, head: str, leaving: str) -> None:
    hook = f"\n    @hookimpl\n    {head}\n        {leaving}\n"
    done = run(project, plugin() + hook, "pkg")

    assert done.code == 3
    assert "plugin 'acme'" in done.out + done.err


def test_a1_a_plugin_that_leaves_when_the_gate_asks_it_keeps_no_report_back(project: Project) -> None:
    hook = f"\n    @hookimpl\n    {HOOKS['gate_conditions']}\n        {LEAVINGS['exit']}\n"
    done = run(project, plugin() + hook, "--format=json", "pkg")

    assert done.codes == ["F401"]
    assert done.report["verdict"]["exit_code"] == 3


@pytest.mark.parametrize("arguments", [(), ("--fix",), ("baseline", "accept")], ids=["check", "fix", "accept"])
@pytest.mark.parametrize("leaving", LEAVINGS.values(), ids=LEAVINGS)
def test_a1_a_plugin_that_leaves_at_import_ends_no_run_with_a_pass(
    project: Project, leaving: str, arguments: tuple[str, ...]
) -> None:
    code = plugin().replace("    class Checker", f"    {leaving}\n\n    class Checker", 1)
    project.write({"qualitygate.toml": 'plugins = ["acme.py"]\n', "acme.py": code, "a.py": "import os\n"})

    done = project.run(*arguments)

    assert done.code == 3
    assert "plugin 'acme'" in done.err
    assert "failed to import" in done.err
    assert (project.root / "a.py").read_text() == "import os\n"


def test_a1_a_plugin_that_leaves_when_the_run_is_over_changes_no_verdict(project: Project) -> None:
    hook = "\n    @hookimpl\n    def qualitygate_run_finished(report, verdict):\n        import sys; sys.exit(0)\n"
    done = run(project, plugin() + hook, "pkg")

    assert done.code == 1
    assert "failed in qualitygate_run_finished: SystemExit: 0" in done.err


@pytest.mark.parametrize("place", ["return", "write"])
def test_a1_a_reporter_that_leaves_takes_no_other_report_with_it(project: Project, place: str) -> None:
    leaving = {"return": ("sys.exit(0)", "pass"), "write": ("pass", "sys.exit(0)")}[place]
    code = f"""
    import sys
    from qualitygate.api import Format, hookimpl

    class Reporter:
        def __init__(self, options):
            {leaving[0]}

        def write(self, report, verdict, rules, out):
            {leaving[1]}

    @hookimpl
    def qualitygate_formats():
        return {{"acme": Format(Reporter)}}
    """
    done = run(project, code, "--format=acme=x.txt", "--format=flake8", "pkg")

    assert done.code == 3
    assert "SystemExit: 0" in done.err
    assert not (project.root / "x.txt").exists()
    assert place == "return" or "F401" in done.out


def test_a1_an_accepted_baseline_is_not_written_on_the_word_of_a_run_that_a_checker_left(project: Project) -> None:
    done = run(project, plugin(check=LEAVINGS["exit"]), "baseline", "accept")

    assert done.code == 3
    assert not (project.root / ".qualitygate-baseline.jsonl").exists()


@pytest.mark.parametrize("executor", ["fork", "spawn"])
def test_e13_an_interrupt_that_a_checker_makes_up_in_a_worker_is_its_failure(project: Project, executor: str) -> None:
    done = run(project, plugin(check="raise KeyboardInterrupt"), f"--executor={executor}", "pkg")

    assert done.code == 3
    assert "KeyboardInterrupt" in done.out
    assert "F401" in done.out


def test_e13_an_interrupt_in_this_process_ends_the_run_without_a_traceback(project: Project) -> None:
    done = run(project, plugin(check="import signal; signal.raise_signal(signal.SIGINT)"), "--executor=serial", "pkg")

    assert done.code == 130
    assert done.err == "qualitygate: interrupted\n"


#: What ends or replaces the process at once, with the code of a pass.
SUDDEN_ENDS = {
    "_exit": "import os; os._exit(0)",
    "execv": "import os; os.execv('/bin/true', ['true'])",
    "execlp": "import os; os.execlp('true', 'true')",
    "interrupt": "raise KeyboardInterrupt",
}


@pytest.mark.parametrize("leaving", SUDDEN_ENDS.values(), ids=SUDDEN_ENDS)
@pytest.mark.parametrize("executor", ["serial", "fork"])
def test_a1_a_checker_that_ends_the_process_is_a_failure_and_the_others_report(
    project: Project, leaving: str, executor: str
) -> None:
    done = run(project, plugin(check=leaving), f"--executor={executor}", "pkg")

    assert done.code == 3
    assert executor == "fork" or "plugin 'acme'" in done.out


@pytest.mark.parametrize("leaving", SUDDEN_ENDS.values(), ids=SUDDEN_ENDS)
@pytest.mark.parametrize("head", HOOKS.values(), ids=HOOKS)
def test_a1_any_other_hook_that_ends_the_process_is_named_too(project: Project, head: str, leaving: str) -> None:
    hook = f"\n    @hookimpl\n    {head}\n        {leaving}\n"
    done = run(project, plugin() + hook, "--executor=serial", "pkg")

    assert done.code == 3
    assert "plugin 'acme'" in done.out + done.err


def test_a1_a_child_that_a_checker_forks_does_not_report_too(project: Project) -> None:
    done = run(project, plugin(check="import os; os.fork()"), "--executor=serial", "--format=concise", "pkg")

    assert done.code == 1
    assert done.out.count("F401") == 1
