"""Rules that go wrong, through the command: each is named with file and line, and costs its own code only."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.conftest import Project

RULES = '''
    import ast
    from qualitygate.api import Finding, Location, Severity, hookimpl
    from qualitygate.api.rules import Applicability, Edit, Fix, TreeRule

    class Raises(TreeRule[ast.Pass]):
        code, name, summary, nodes = "ACME1", "raises", "Raises", (ast.Pass,)
        def check(self, node, context):
            raise ValueError("boom")

    class Leaves(TreeRule[ast.Pass]):
        code, name, summary, nodes = "ACME2", "leaves", "Edits elsewhere", (ast.Pass,)
        fix = Applicability.SAFE
        def check(self, node, context):
            yield context.problem(node, "no", Fix("x", (Edit(99, 1, 99, 1, "x"),), Applicability.SAFE))

    class Claims(TreeRule[ast.Pass]):
        code, name, summary, nodes = "ACME3", "claims", "Reports another's code", (ast.Pass,)
        def check(self, node, context):
            yield Finding("F401", "mine", Location(context.path, node.lineno, 1), Severity.ERROR, "claims")

    class Finds(TreeRule[ast.Pass]):
        code, name, summary, nodes = "ACME4", "finds", "Finds", (ast.Pass,)
        def check(self, node, context):
            yield context.problem(node, "nothing is done")

    @hookimpl
    def qualitygate_code_rules():
        return [Raises(), Leaves(), Claims(), Finds()]
'''
LOOPS = '''
    import ast
    from qualitygate.api import hookimpl
    from qualitygate.api.rules import TreeRule

    class Loops(TreeRule[ast.Pass]):
        code, name, summary, nodes = "ACME1", "loops", "Loops", (ast.Pass,)
        def check(self, node, context):
            open("started", "w").close()
            while True:
                try:
                    pass
                except BaseException:
                    pass
            yield

    @hookimpl
    def qualitygate_code_rules():
        return [Loops()]
'''


def test_each_is_named_with_file_and_line_and_the_rest_is_unharmed(project: Project) -> None:
    project.write(
        {"rules.py": RULES, "qualitygate.toml": 'plugins = ["./rules.py"]\n', "shop/cart.py": "x = 1\npass\n"}
    )

    done = project.run("--no-cache", "--format=json", "shop")
    said = {failure["checker"]: failure["message"] for failure in done.report["failures"]}

    assert done.code == 3
    assert done.codes == ["ACME4"]
    assert "rule ACME1 raises failed at shop/cart.py:2: ValueError: boom" in said["raises"]
    assert "rule ACME2 leaves failed at shop/cart.py:2: ValueError: expected an edit inside the file" in said["leaves"]
    assert "rule ACME3 claims failed at shop/cart.py:2: TypeError: expected a Problem" in said["claims"]
    assert said.keys() == {"raises", "leaves", "claims"}


#: Names the checker's limit as a test can wait for it: one of a second instead of a minute, set before the plugin runs.
BURNS = """
    import qualitygate.engine.checking.worker as worker
    from qualitygate.api import Finding, Location, Severity, hookimpl

    worker._SECONDS = 1.0

    class Burns:
        name, kinds, codes, needs_tree = "burns", frozenset(("python",)), ("ACME1",), False

        def check(self, source):
            while source.path == "shop/cart.py":
                pass
            return [Finding("ACME1", "seen", Location(source.path, 1, 1), Severity.WARNING, self.name)]

    @hookimpl
    def qualitygate_checkers(settings):
        return [Burns()]
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs another platform: POSIX timers")
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_checker_that_uses_up_its_time_costs_one_file_and_is_named(project: Project, jobs: str) -> None:
    files = {f"shop/{name}.py": "import os\n" for name in ("bill", "cart", "note")}
    project.write(
        {**files, "burns.py": BURNS, "qualitygate.toml": 'plugins = ["./burns.py"]\nextend-select = ["ACME1"]\n'}
    )

    done = project.run("--no-cache", f"--jobs={jobs}", "--format=json", "shop")
    (failure,) = done.report["failures"]

    assert done.code == 3
    assert (failure["checker"], failure["path"]) == ("burns", "shop/cart.py")
    assert "plugin 'burns' (" in failure["message"]
    assert "took more than 1 s of processor time" in failure["message"]
    found = {(each["path"], each["code"]) for each in done.report["findings"]}
    assert found == {(path, "F401") for path in files} | {("shop/bill.py", "ACME1"), ("shop/note.py", "ACME1")}


@pytest.mark.skipif(sys.platform == "win32", reason="needs another platform: POSIX signals")
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_ends_a_rule_that_never_ends(project: Project, jobs: str) -> None:
    project.write({"rules.py": LOOPS, "qualitygate.toml": 'plugins = ["./rules.py"]\n'})
    project.write({f"shop/m{number}.py": "pass\n" for number in range(8)})
    command = [sys.executable, "-m", "qualitygate", "--no-cache", f"--jobs={jobs}", "shop"]
    process = subprocess.Popen(command, cwd=project.root, stderr=subprocess.PIPE, start_new_session=True)

    _wait_for(project.root / "started")
    os.killpg(process.pid, signal.SIGINT)
    _, err = process.communicate(timeout=60)

    assert process.returncode == 130
    assert err.decode().endswith("qualitygate: interrupted\n")


def _wait_for(file: Path) -> None:
    for _ in range(1200):
        if file.exists():
            return
        time.sleep(0.05)
    raise AssertionError(f"{file} never came")
