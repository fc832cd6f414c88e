"""CONTRIBUTING.md tells every place that an addition touches: one of each is made in a copy of the tree, and works."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.meta.additions import CHECKER, FLAG, FORMAT, KEY, PLUGIN_KEY, REPORT_KEY, RULE

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
COPIED = ("qualitygate", "plugins", "rules", "tests", "docs", "pyproject.toml", "README.md")
#: The heading of the walk-through, what is added, and how many files that may touch beside the documentation.
WALKS = {
    "a format": (FORMAT, 3),
    "a checker": (CHECKER, 3),
    "a key": (KEY, 4),
    "a key that reports obey": (REPORT_KEY, 4),
    "a flag": (FLAG, 3),
    "a rule about the gate's own work": (RULE, 3),
    "a plugin's key": (PLUGIN_KEY, 3),
}
#: What holds for every format, key and code holds for the added ones with no more ado.
TESTS = (
    "tests/plugins/reporters/test_tally.py",
    "tests/plugins/reporters/test_every_format.py::test_any_text_can_be_written[tally]",
    "tests/plugins/reporters/test_every_format.py::test_a_format_says_who_reads_it_and_what_it_loses[tally]",
    "tests/plugins/test_tally.py",
    "tests/meta/test_import_weight.py::test_a_plugin_imports_nothing_heavy[tally]",
    "tests/meta/test_pins.py",
    "tests/meta/test_mirror.py",
    "tests/meta/test_late_imports.py",
    "tests/unit/engine/checking/test_check.py",
    "tests/plugins/reporters/test_concise.py::test_added_the_verdict_can_be_left_out",
    "tests/cli/test_check.py::test_added_a_failure_that_is_expected_passes",
    "tests/plugins/pyflakes/test_checker.py::test_added_no_more_are_found_than_wanted",
    "tests/cli/test_args.py",
    "tests/unit/config/test_keys.py",
    "tests/unit/cache/test_store.py",
    "tests/unit/engine/reuse/test_run_memory.py",
    "tests/meta/test_docs.py::test_every_format_is_in_the_readme",
    "tests/meta/test_ci_examples.py::test_every_format_has_its_row",
    "tests/meta/test_docs.py::test_every_key_is_documented_with_its_default",
    "tests/meta/test_docs.py::test_every_code_is_in_the_table_of_the_readme",
)


class Copy:
    """The tree with everything added, and a project to run it in."""

    def __init__(self, root: Path, project: Path) -> None:
        self.root = root
        self.project = project

    def run(self, *words: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
        """Run a module of Python with the copy before what is installed."""
        path = os.pathsep.join(str(self.root / folder) for folder in ("", "plugins", "rules"))
        environment = {**os.environ, "PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"}
        command = [sys.executable, "-m", *words]
        return subprocess.run(command, cwd=cwd or self.project, env=environment, capture_output=True, text=True)

    def gate(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run the gate over the project, its cache in use as on any day."""
        done = self.run("qualitygate", *words)
        assert done.stderr == ""
        return done

    def codes(self, *words: str) -> list[str]:
        """The codes of what is found."""
        return [finding["code"] for finding in json.loads(self.gate("--format=json", *words).stdout)["findings"]]


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Copy:
    root, project = tmp_path_factory.mktemp("tree"), tmp_path_factory.mktemp("project")
    for name in COPIED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, root / name)
    for added, _ in WALKS.values():
        for name, insertions in added.items():
            for before, text in insertions:
                _insert(root / name, before, text)
    _install(root)
    (project / ".git").mkdir()
    (project / "qualitygate.toml").write_text("select = ['F', 'QG']\n")
    (project / "shop.py").write_bytes(b"import os, re  # \xe9\n# XXX\n")
    return Copy(root, project)


def _install(root: Path) -> None:
    """Say what is new among the plugins, as installing the copy would."""
    said = root / "added-1.dist-info"
    said.mkdir()
    (said / "METADATA").write_text("Metadata-Version: 2.1\nName: added\nVersion: 1\n")
    (said / "entry_points.txt").write_text("[qualitygate]\ntally = qualitygate_plugins.tally\n")


def _insert(path: Path, before: str, text: str) -> None:
    old = path.read_text(encoding="utf-8") if path.exists() else ""
    assert not before or old.count(before) == 1, f"{path}: expected once: {before!r}"
    place = old.index(before) if before else len(old)
    path.write_text(old[:place] + text + old[place:], encoding="utf-8")


def _configured(copy: Copy, *lines: str) -> None:
    (copy.project / "qualitygate.toml").write_text("\n".join(("select = ['F', 'QG']", *lines, "")))


@pytest.mark.parametrize("heading", WALKS)
def test_the_walk_through_names_every_file_that_is_touched(heading: str) -> None:
    added, most = WALKS[heading]
    section = GUIDE.partition(f"### {heading[0].upper()}{heading[1:]}\n")[2].partition("\n#")[0]
    steps = re.findall(r"^\d\. `([\w./-]+)`", section, re.MULTILINE)
    documents = set(re.findall(r"\]\(([\w/]+\.md)(?:#[\w-]+)?\)", section))

    assert [step.replace("NAME", "tally") for step in steps] == [name for name in added if not name.endswith(".md")]
    assert {name for name in added if name.endswith(".md")} <= documents
    assert len(steps) <= most


def test_the_copy_is_what_runs(copy: Copy) -> None:
    program = "import {0}, {1}; print({0}.__file__, {1}.__file__, sep='|')".format("qualitygate", "qualitygate_plugins")
    (copy.root / "where.py").write_text(program)
    done = copy.run("where")

    assert [Path(file).is_relative_to(copy.root) for file in done.stdout.split("|")] == [True, True]


def test_the_format_writes_its_report(copy: Copy) -> None:
    _configured(copy)

    assert copy.gate("--format=tally").stdout == "4\n"


def test_the_checker_looks_where_its_code_is_selected_and_is_explained(copy: Copy) -> None:
    _configured(copy)
    (copy.project / "strokes.py").write_text("x = 4  # ||||\n")

    assert "TA001" not in copy.codes()
    assert copy.codes("--select=TA") == ["TA001"]
    assert "tally-strokes" in copy.gate("explain", "TA001").stdout


def test_the_key_is_shown_and_obeyed_and_no_earlier_run_answers(copy: Copy) -> None:
    _configured(copy)
    before = [copy.codes() for _ in range(3)][-1]
    _configured(copy, "check-encoding = false")

    assert "check-encoding = false  # qualitygate.toml:2\n" in copy.gate("config").stdout
    assert sorted(set(before) - set(copy.codes())) == ["QG906"]
    assert '"check-encoding"' in copy.gate("config", "--schema").stdout


def test_the_key_that_reports_obey_is_shown_and_obeyed_and_no_earlier_run_answers(copy: Copy) -> None:
    _configured(copy)
    before = [copy.gate("--format=concise").stdout for _ in range(3)][-1]
    _configured(copy, "show-verdict = false")

    assert "show-verdict = false  # qualitygate.toml:2\n" in copy.gate("config").stdout
    assert copy.gate("--format=concise").stdout == before[: before.index("FAILED")]


def test_the_flag_is_in_the_help_and_obeyed_by_a_remembered_run_too(copy: Copy) -> None:
    _configured(copy)

    assert "--expect-failure" in copy.gate("--help").stdout
    assert [copy.gate("--expect-failure").returncode for _ in range(3)] == [0, 0, 0]
    assert copy.gate().returncode == 1


def test_the_rule_fires_and_is_explained(copy: Copy) -> None:
    _configured(copy)

    assert "QG990" in copy.codes()
    assert "unfinished" in copy.gate("explain", "QG990").stdout


def test_the_plugins_key_is_shown_and_obeyed_and_no_earlier_run_answers(copy: Copy) -> None:
    _configured(copy)
    before = [copy.codes() for _ in range(3)][-1]
    _configured(copy, "[pyflakes]", "most = 1")

    assert "pyflakes.most = 1  # qualitygate.toml:3\n" in copy.gate("config").stdout
    assert [codes.count("F401") for codes in (before, copy.codes())] == [2, 1]


def test_the_tests_of_the_tree_hold_for_what_was_added(copy: Copy) -> None:
    done = copy.run("pytest", "-q", "-p", "no:cacheprovider", *TESTS, cwd=copy.root)

    assert done.returncode == 0, done.stdout
