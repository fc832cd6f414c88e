"""The baseline as a team lives with it: accepted, worked off, moved, merged, damaged."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import Project

FILE = ".qualitygate-baseline.jsonl"
OLD = {
    "a.py": "import os\nimport re\n\n\ndef f(x):\n    return x == None\n",
    "b.py": "import sys\n",
}


@pytest.fixture
def debt(project: Project) -> Project:
    """A project whose four findings are accepted."""
    project.write(OLD)
    done = project.run("baseline", "accept")
    assert (done.code, done.out) == (0, "accepted 4 findings (F401 3, E711 1)\n")
    return project


def open_findings(project: Project, *arguments: str) -> list[tuple[str, int, str]]:
    """What fails the gate: path, line, code."""
    findings = project.run("--format", "json", *arguments).report["findings"]
    return [(each["path"], each["line"], each["code"]) for each in findings if each["disposition"] == "open"]


def entries(project: Project) -> list[str]:
    """The lines of the file but its header."""
    return (project.root / FILE).read_text().splitlines()[1:]


def test_accepted_findings_do_not_fail_and_are_counted(debt: Project) -> None:
    done = debt.run()
    assert done.code == 0
    assert "PASSED  2 files checked; 4 baselined\n" in done.out


def test_a_run_does_not_change_the_file(debt: Project) -> None:
    before = (debt.root / FILE).read_bytes()
    debt.write({"a.py": "", "c.py": "import os\n"})
    assert debt.run().code == 1
    assert (debt.root / FILE).read_bytes() == before


def test_accepting_twice_changes_nothing(debt: Project) -> None:
    before = (debt.root / FILE).read_bytes()
    assert debt.run("baseline", "accept").out == "accepted 0 findings\n"
    assert (debt.root / FILE).read_bytes() == before


def test_lines_above_do_not_matter(debt: Project) -> None:
    debt.write({"a.py": '"""Text."""\n' + "# more\n" * 500 + OLD["a.py"]})
    assert open_findings(debt) == []


def test_fixing_one_and_adding_one_of_the_same_code_is_exactly_the_new_one(debt: Project) -> None:
    debt.write({"a.py": OLD["a.py"].replace("import os", "import json")})
    assert open_findings(debt) == [("a.py", 1, "F401")]


def test_one_more_of_the_same_is_the_only_one_reported(debt: Project) -> None:
    debt.write({"a.py": OLD["a.py"].replace("    return", "    if x == None:\n        pass\n    return")})
    assert open_findings(debt) == [("a.py", 6, "E711")]


def test_of_equal_lines_the_added_one_is_named(project: Project) -> None:
    text = "def f(x):\n    x.first()\n    x == None\n    x.second()\n"
    project.write({"a.py": text})
    project.run("baseline", "accept")
    project.write({"a.py": text.replace("    x.first", "    x.zeroth()\n    x == None\n    x.first")})
    assert open_findings(project) == [("a.py", 3, "E711")]


def test_renamed_files_keep_their_entries_and_prune_writes_the_new_names(debt: Project) -> None:
    for name in ("a.py", "b.py"):
        (debt.root / name).rename(debt.root / f"new_{name}")
    assert open_findings(debt) == []
    assert debt.run("baseline", "check").code == 0
    assert debt.run("baseline", "prune").out == "removed 0 findings\nmoved 4\n"
    assert all('"path": "new_' in line for line in entries(debt))
    assert open_findings(debt) == []


def test_a_deleted_finding_elsewhere_does_not_pay_for_a_new_one(debt: Project) -> None:
    debt.write({"b.py": "", "c.py": "import json\nimport sys\njson.dumps(1)\n"})
    assert open_findings(debt) == [("c.py", 2, "F401")]


def test_a_stale_entry_is_noted_found_by_check_and_removed_by_prune(debt: Project) -> None:
    debt.write({"b.py": "import sys\nsys.exit()\n"})
    done = debt.run()
    assert done.code == 0
    assert "baseline: 1 entry stands for nothing any more; remove with: qualitygate baseline prune\n" in done.out
    done = debt.run("baseline", "check")
    assert done.code == 1
    assert done.out.startswith("b.py: F401 is gone: import sys\n")
    assert debt.run("baseline", "prune").out == "removed 1 finding (F401 1)\n"
    assert debt.run("baseline", "check").out == f"{FILE}: every entry stands for a finding (3)\n"


def test_rules_that_did_not_run_do_not_make_entries_stale(debt: Project) -> None:
    assert "baseline:" not in debt.run("--select", "E7").out
    assert "baseline:" not in debt.run("a.py").out


def test_accept_takes_a_path_a_code_or_one_finding_with_a_reason(project: Project) -> None:
    project.write(OLD)
    assert project.run("baseline", "accept", "b.py").out == "accepted 1 finding (F401 1)\n"
    assert project.run("baseline", "accept", "--code", "E7").out == "accepted 1 finding (E711 1)\n"
    (mark,) = [
        each["fingerprint"]
        for each in project.run("--format", "json").report["findings"]
        if each["disposition"] == "open" and each["line"] == 2
    ]
    done = project.run("baseline", "accept", mark[:8], "--reason", "vendored")
    assert done.out == "accepted 1 finding (F401 1)\n"
    assert open_findings(project) == [("a.py", 1, "F401")]
    assert sum('"reason": "vendored"' in line for line in entries(project)) == 1


@pytest.mark.parametrize("name", ["nothing.py", "0123456789abcdef"])
def test_accept_refuses_what_is_not_there(debt: Project, name: str) -> None:
    done = debt.run("baseline", "accept", name)
    assert done.code == 2
    assert done.err.startswith(f"qualitygate: {name}: ")


def test_accept_refuses_a_code_that_no_rule_has(debt: Project) -> None:
    done = debt.run("baseline", "accept", "--code", "F4011")
    assert (done.code, done.out) == (2, "")
    assert "--code F4011: no rule has this code; the nearest are F401, " in done.err


def test_check_of_a_path_counts_what_is_there(debt: Project) -> None:
    debt.write({"other.py": "import os\n"})
    debt.run("baseline", "accept")
    assert debt.run("baseline", "check", "other.py").out.endswith("every entry stands for a finding (1)\n")


def test_without_an_action_the_actions_are_named(project: Project) -> None:
    done = project.run("baseline")
    assert (done.code, done.out) == (2, "")
    assert "baseline: expected one of accept, prune, list, check, merge" in done.err


def test_codes_that_are_never_accepted_stay_open(project: Project) -> None:
    project.write({"qualitygate.toml": 'baseline.never = ["F821"]\n', "a.py": "import os\nbad\n"})
    done = project.run("baseline", "accept")
    assert done.out == "accepted 1 finding (F401 1)\nnot accepted, for baseline.never: 1 finding (F821 1)\n"
    assert open_findings(project) == [("a.py", 2, "F821")]


def test_a_file_that_does_not_parse_cannot_be_accepted(project: Project) -> None:
    project.write({"a.py": "def f(:\n"})
    assert "not accepted" in project.run("baseline", "accept", "--code", "E999").out
    assert project.run().code == 1


def test_a_comment_in_the_source_beats_the_baseline(debt: Project) -> None:
    debt.write({"b.py": "import sys  # noqa: F401\n"})
    (finding,) = debt.run("--format", "json", "b.py").report["findings"]
    assert finding["disposition"] == "suppressed"


def test_list_shows_where_the_findings_are_now(debt: Project) -> None:
    debt.write({"a.py": "# more\n" + OLD["a.py"], "b.py": ""})
    assert debt.run("baseline", "list").out == (
        "a.py:2:1: F401 'os' imported but unused\n"
        "a.py:3:1: F401 're' imported but unused\n"
        "a.py:7:14: E711 comparison to None should be 'if cond is None:'\n"
        "b.py: F401 is gone: import sys\n"
        "4 findings (F401 3, E711 1)\n"
    )
    assert debt.run("baseline", "list", "b.py").out.endswith("\n1 finding (F401 1)\n")


def test_a_damaged_file_is_exit_2_with_its_line(debt: Project) -> None:
    with (debt.root / FILE).open("a") as file:
        file.write("<<<<<<< HEAD\n")
    done = debt.run()
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(f"qualitygate: {FILE}:6: a merge conflict; keep the lines of both sides")


def test_an_incomplete_run_writes_nothing(debt: Project) -> None:
    debt.write({"qualitygate.toml": "plugins = ['./crash.py']\n", "b.py": "", "crash.py": CRASHING_PLUGIN})
    before = (debt.root / FILE).read_bytes()
    done = debt.run("baseline", "prune")
    assert done.code == 3
    assert "the run is incomplete, and nothing was written" in done.err
    assert (debt.root / FILE).read_bytes() == before


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


def git(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run git as nobody in particular."""
    command = ["git", "-c", "user.name=n", "-c", "user.email=n@example.org", *arguments]
    return subprocess.run(command, cwd=root, capture_output=True, text=True)


@pytest.fixture
def branches(debt: Project) -> Project:
    """A repository in which one branch fixed ``a.py`` and the other ``b.py``, and each accepted new debt."""
    shutil.rmtree(debt.root / ".git")
    driver = f'"{sys.executable}" -m qualitygate baseline merge %O %A %B'
    git(debt.root, "init", "-q", "-b", "main")
    git(debt.root, "config", "merge.qualitygate-baseline.driver", driver)
    debt.write({".gitattributes": f"{FILE} merge=qualitygate-baseline\n"})
    git(debt.root, "add", "-A")
    git(debt.root, "commit", "-qm", "old")
    git(debt.root, "branch", "theirs")
    for branch, files in (
        ("main", {"a.py": OLD["a.py"].replace("import os\n", ""), "aa.py": "import json\n"}),
        ("theirs", {"b.py": "", "ab.py": "import json\n"}),
    ):
        git(debt.root, "checkout", "-q", branch)
        debt.write(files)
        debt.run("baseline", "accept")
        debt.run("baseline", "prune")
        git(debt.root, "add", "-A")
        git(debt.root, "commit", "-qm", branch)
    git(debt.root, "checkout", "-q", "main")
    return debt


def test_branches_with_different_debt_merge_with_the_driver_and_pass_check(branches: Project) -> None:
    merged = git(branches.root, "merge", "-q", "theirs", "-m", "merge")
    assert merged.returncode == 0, merged.stdout
    assert len(entries(branches)) == 4
    assert branches.run("baseline", "check").code == 0
    assert branches.run().code == 0


def test_the_driver_wants_three_files_that_are_there(project: Project) -> None:
    assert "expected three files" in project.run("baseline", "merge", "a").err
    assert project.run("baseline", "merge", "a", "b", "c").err.endswith("there is no file a\n")


def test_the_driver_leaves_a_damaged_file_to_the_user(branches: Project) -> None:
    for name in ("base", "ours", "theirs"):
        (branches.root / name).write_text("damaged\n")
    done = branches.run("baseline", "merge", "base", "ours", "theirs")
    assert done.code == 2
    assert (branches.root / "ours").read_text() == "damaged\n"
