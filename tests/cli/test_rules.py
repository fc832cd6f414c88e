"""``qualitygate rules --test``: the examples of every rule there is."""

from __future__ import annotations

from .conftest import Project

TABLE = """
[[rule]]
code = "{code}"
message = "do not"
forbid-call = ["print"]
bad = ["{bad}"]
good = ["{good}"]
"""
PLUGIN = """\
import ast
from qualitygate.api import hookimpl
from qualitygate.api.rules import Example, TreeRule

class Sleep(TreeRule[ast.Call]):
    code, name, summary, nodes = "ACME1", "sleep", "Sleeps", (ast.Call,)
    examples = (Example("sleep(1)\\n", "wait(1)\\n"),)
    def check(self, node, context):
        if context.written(node.func) == "wait":
            yield context.problem(node, "no")

@hookimpl
def qualitygate_code_rules(): return [Sleep()]
"""


def test_every_rule_that_comes_with_the_gate_keeps_its_word(project: Project) -> None:
    done = project.run("rules", "--test")

    assert (done.code, done.err) == (0, ""), done.out
    assert done.out.splitlines()[-1].split(", ")[1] == "0 failed"
    for code in ("E501", "F401", "C901", "QG101", "QG201", "QG901", "W505"):
        assert f"ok      {code} " in done.out


def test_one_that_does_not_is_drawn_and_fails(project: Project) -> None:
    project.write({"qualitygate.toml": TABLE.format(code="SHOP9", bad="log(1)", good="log(print(1))")})
    done = project.run("rules", "--test", "SHOP9")

    assert done.code == 1
    assert done.out == (
        "FAILED  SHOP9  shop9  1 example\n"
        "    the bad example is not found: expected SHOP9 in it, and nothing came:\n"
        "        log(1)\n"
        "    the good example is found: expected nothing, and this came:\n"
        "        log(print(1))\n"
        "            ^^^^^^^^ SHOP9 do not\n"
        "0 ok, 1 failed, 0 not tested\n"
    )


def test_a_rule_of_a_local_plugin_is_tested_and_not_under_untrusted(project: Project) -> None:
    project.write({"qualitygate.toml": 'plugins = ["./acme.py"]\n', "acme.py": PLUGIN})

    assert "FAILED  ACME1  sleep  1 example" in project.run("rules", "--test", "ACME").out
    done = project.run("rules", "--test", "ACME", "--untrusted")
    assert (done.code, done.out) == (2, "")
    assert "no rule starts with ACME" in done.err


def test_a_whole_code_means_one_rule_and_an_unknown_one_is_a_mistake(project: Project) -> None:
    tables = [TABLE.format(code=code, bad="print(1)", good="log(1)") for code in ("SHOP1", "SHOP10")]
    project.write({"qualitygate.toml": "".join(tables)})

    assert project.run("rules", "--test", "SHOP1").out.endswith("1 ok, 0 failed, 0 not tested\n")
    assert project.run("rules", "--test", "shop").out.endswith("2 ok, 0 failed, 0 not tested\n")
    done = project.run("rules", "--test", "SHOP1", "SHOP2")
    assert (done.code, done.out) == (2, "")
    assert "no rule starts with SHOP2" in done.err


def test_a_rule_without_examples_is_named_and_fails_nothing(project: Project) -> None:
    project.write({"qualitygate.toml": '[[rule]]\ncode = "SHOP1"\nmessage = "no"\nforbid-text = "x"\n'})
    done = project.run("rules", "--test", "SHOP")

    assert (done.code, done.out) == (
        0, "-       SHOP1  shop1  has no examples\n0 ok, 0 failed, 1 not tested\n"
    )
