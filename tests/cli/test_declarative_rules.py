"""Rules that are tables, as a team meets them; docs/rules/declarative.md does what it says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from qualitygate_plugins.declarative.fields import FIELDS

from .conftest import Project

PAGE = (Path(__file__).parents[2] / "docs" / "rules" / "declarative.md").read_text(encoding="utf-8")
TABLES = re.findall(r"^```toml\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)
FILES = dict(re.findall(r"^`([\w./-]+)`:\n\n```\w+\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL))
SESSIONS = re.findall(r"^```console\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)
SHOP9 = """
[[tool.qualitygate.rule]]
code = "SHOP9"
message = "log it"
forbid-call = ["print"]
bad = ["print(1)"]
good = ["log.info(print(1))"]
"""


def test_the_minute_of_the_page_prints_what_it_shows(project: Project) -> None:
    project.write(FILES)
    for command, shown in re.findall(r"^\$ qualitygate (.*)\n((?:(?!\$ ).*\n)*)", SESSIONS[0], re.MULTILINE):
        assert project.run(*command.split()).out == shown


def test_the_failure_of_the_page_is_drawn_so(project: Project) -> None:
    project.write({"pyproject.toml": SHOP9})
    _, _, shown = SESSIONS[1].partition("\n")

    assert project.run("rules", "--test", "SHOP9").out == shown


@pytest.mark.parametrize("table", TABLES, ids=[str(number) for number in range(1, len(TABLES) + 1)])
def test_the_examples_of_the_page_hold(project: Project, table: str) -> None:
    project.write({"pyproject.toml": table})
    done = project.run("rules", "--test", "SHOP")

    assert (done.code, done.err) == (0, ""), done.out
    assert ", 0 failed, 0 not tested" in done.out


def test_every_key_is_on_the_page() -> None:
    assert [field.key for field in FIELDS if f"`{field.key}`" not in PAGE] == []


TAKEN = """\
[[rule]]
code = "SHOP1"
message = "no"
forbid-call = ["open"]

[[rule]]
message = "no"
forbid-call = ["print"]
code = "{code}"
"""


@pytest.mark.parametrize(
    ("code", "owner"),
    [("E501", "'pep8'"), ("QG101", "'team-rules'"), ("QG901", "qualitygate itself"), ("ACME1", "'acme' (")],
)
def test_a_code_that_another_rule_has_is_told_with_file_and_line(project: Project, code: str, owner: str) -> None:
    plugin = "import ast\nfrom qualitygate.api import hookimpl\nfrom qualitygate.api.rules import TreeRule\n\n"
    plugin += "class Acme(TreeRule[ast.Call]):\n    code, name, summary, nodes = 'ACME1', 'acme', 'A', (ast.Call,)\n\n"
    plugin += "@hookimpl\ndef qualitygate_code_rules(): return [Acme()]\n"
    project.write({"qualitygate.toml": f"plugins = ['./acme.py']\n{TAKEN.format(code=code)}", "acme.py": plugin})
    done = project.run()

    assert (done.code, done.out) == (2, "")
    assert f"qualitygate.toml:10: the code {code} is claimed by" in done.err
    assert owner in done.err and ("acme.py" in done.err) is (code == "ACME1")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('message = "no $Z"', "rule.message: the pattern has no $Z"),
        ('message = "no"\nfix = "safe"', "rule.fix: it says how far 'replace' may be trusted"),
        ('message = "no"\nreplace = "g($Z)"', "rule.replace: the pattern has no $Z"),
        ('message = "no"\npaths = []', "rule.paths: expected at least one"),
    ],
    ids=["message", "fix", "replace", "paths"],
)
def test_a_mistake_in_a_table_is_told_with_file_and_line(project: Project, line: str, said: str) -> None:
    project.write({"qualitygate.toml": f'[[rule]]\ncode = "SHOP1"\npattern = "f($X)"\n{line}\n'})
    done = project.run()

    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(f"qualitygate: qualitygate.toml:{4 + line.count(chr(10))}: {said}"), done.err


@pytest.fixture
def shop(project: Project) -> Project:
    """A project with a rule."""
    project.write(
        {"pyproject.toml": TABLES[0] + TABLES[1], "shop/cart.py": "import time\nx = 1\ntime.sleep(x == None)\n"}
    )
    return project


def test_a_rule_is_on_as_soon_as_it_is_written_and_silenced_like_any_other(shop: Project) -> None:
    config = '[tool.qualitygate]\nselect = ["F"]\n' + TABLES[0]
    shop.write({"pyproject.toml": config})

    assert shop.run("--format", "json").codes == ["SHOP1"]  # and no E711, which is not selected
    assert shop.run("--format", "json", "--ignore", "SHOP1").codes == []
    assert shop.run("--format", "json", "--select", "F").codes == []
    shop.write({
        "shop/cart.py": "import time\ntime.sleep(1)  # noqa: SHOP1\ntime.sleep(1)  # qualitygate: ignore[sleep-call]\n"
    })
    assert shop.run().code == 0


def test_what_is_asked_about_rules_is_answered_for_it(shop: Project) -> None:
    explained = shop.run("explain", "SHOP1").out

    assert "A worker that sleeps serves nobody." in explained
    assert "bad:\n    import time\n    time.sleep(1)\n" in explained
    assert "SHOP1" in shop.run("why", "shop/cart.py:3").out
    assert "sleep-call" in shop.run("rules", "SHOP").out
    assert '"SHOP1"' in shop.run("config").out
    listed = shop.run("--format", "sarif").report["runs"][0]["tool"]["driver"]["rules"]
    assert {"SHOP1", "SHOP2"} <= {each["id"] for each in listed}
    assert "SHOP" in shop.run("doctor", "-v").out


def test_a_pattern_is_repaired_as_far_as_the_table_trusts_it(shop: Project) -> None:
    assert shop.run("--fix", "--select", "SHOP").code == 1
    assert (shop.root / "shop" / "cart.py").read_text() == "import time\nx = 1\ntime.sleep(x is None)\n"


def test_it_runs_where_nothing_of_the_project_may_run(shop: Project) -> None:
    assert "SHOP1" in shop.run("--untrusted", "--format", "json").codes


def test_a_changed_table_is_another_answer(shop: Project) -> None:
    for _ in range(2):
        assert "SHOP1" in shop.run("--format", "json").codes
    shop.write({"pyproject.toml": TABLES[0].replace("time.sleep", "time.time") + TABLES[1]})
    assert "SHOP1" not in shop.run("--format", "json").codes


def test_mistakes_are_told_with_file_and_line(project: Project) -> None:
    project.write(
        {"qualitygate.toml": '[[rule]]\ncode = "SHOP1"\nmessage = "no"\npattern = "f("\nforbid = 1\n'}
    )
    done = project.run()
    assert done.code == 2
    assert done.err.startswith("qualitygate: qualitygate.toml:5: unknown key 'forbid' in [[rule]]")
    project.write({"qualitygate.toml": '[[rule]]\ncode = "SHOP1"\nmessage = "no"\n\npattern = "f("\n'})
    done = project.run()
    assert (done.code, done.err) == (
        2, "qualitygate: qualitygate.toml:5: rule.pattern: cannot be read as Python: '(' was never closed, line 1\n"
    )


def test_a_code_that_another_rule_has_is_a_mistake_that_names_both(project: Project) -> None:
    project.write({"qualitygate.toml": '[[rule]]\ncode = "E501"\nmessage = "no"\nforbid-call = ["print"]\n'})
    done = project.run()

    assert done.code == 2
    assert "the code E501 is claimed by 'pep8'" in done.err
    assert "and by 'declarative'" in done.err
    assert done.err.endswith("; give the rule another code where it is configured\n")


def test_an_expression_that_never_comes_back_costs_its_own_rule(project: Project) -> None:
    project.write(
        {
            "qualitygate.toml": '[[rule]]\ncode = "SHOP1"\nname = "slow"\nmessage = "no"\nforbid-text = "(a|aa)+$"\n',
            "a.py": f"import os\nx = '{'a' * 60}b'\n",
        }
    )
    done = project.run("--format", "json")

    assert done.code == 3
    assert done.codes == ["F401"]
    (failure,) = done.report["failures"]
    assert "rule SHOP1 slow failed at a.py: OutOfTimeError: took more than 10 s" in failure["message"]
