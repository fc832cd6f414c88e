"""What the gate promises, one class for each promise, as somebody sees it who only runs the command.

Other tests look closer at each part; here stands that the whole keeps its word.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli import fixers
from tests.cli.conftest import Done, Project

CHECKER = """
import os, time
from qualitygate.api import hookimpl

class Checker:
    name, kinds, codes, needs_tree = "acme", frozenset({{"python"}}), ("F",), False

    def check(self, source):
        {does}
        return ()

@hookimpl
def qualitygate_kinds(settings):
    return ["python"]

@hookimpl
def qualitygate_checkers(settings):
    return [Checker()]
"""
VIEWS = "import os\nimport re\n\n\ndef home():\n    return os.getcwd()\n"


def plugin(does: str) -> dict[str, str]:
    """Return a checker that does this with each file, and the configuration that loads it."""
    return {"acme.py": CHECKER.format(does=does), "qualitygate.toml": 'version = 1\nplugins = ["acme.py"]\n'}


def git(project: Project, *arguments: str) -> None:
    """Run git as nobody in particular."""
    command = ["git", "-c", "user.name=n", "-c", "user.email=n@example.org", *arguments]
    env = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    subprocess.run(command, cwd=project.root, capture_output=True, env=env, check=True)


def commit(project: Project) -> None:
    """Make what lies there the only commit of a repository."""
    git(project, "init", "-q", "-b", "main")
    git(project, "add", "-A")
    git(project, "commit", "-qm", "old")


def opened(done: Done) -> list[tuple[str, int, str]]:
    """Return path, line and code of what counts, from the json report."""
    findings = done.report["findings"]
    return [(each["path"], each["line"], each["code"]) for each in findings if each["disposition"] == "open"]


class TestGreenMeansChecked:
    """Promise 1: what was not checked is no pass."""

    @pytest.mark.parametrize("path", [".", "docs"], ids=["an empty project", "an empty directory"])
    def test_no_file_is_no_pass(self, project: Project, path: str) -> None:
        (project.root / "docs").mkdir()
        done = project.run(path)
        assert (done.code, done.out) == (2, "")
        assert "no file to check" in done.err

    @pytest.mark.parametrize(
        "does",
        ["raise ValueError('broken')", "os._exit(1) if os.getpid() != os.getsid(0) else None"],
        ids=["a checker raises", "a process dies"],
    )
    def test_what_fails_makes_the_verdict_incomplete_and_the_others_report(self, project: Project, does: str) -> None:
        project.write({**plugin(does), "a.py": "import os\n", "b.py": "x = 1 \n"})
        done = project.run("a.py", "b.py", "--executor=spawn", "--jobs=2", "--format=json")
        assert done.code == 3
        assert done.report["verdict"]["passed"] is False
        assert {each["path"] for each in done.report["failures"]} >= {"a.py"}
        if "raise" in does:
            assert opened(done) == [("a.py", 1, "F401"), ("b.py", 1, "W291")]

    def test_clean_code_on_which_a_checker_failed_does_not_pass_even_with_exit_zero(self, project: Project) -> None:
        project.write({**plugin("raise ValueError('broken')"), "a.py": "x = 1\n"})
        assert [project.run("a.py", *arguments).code for arguments in ((), ("--exit-zero",))] == [3, 3]


class TestExitCodes:
    """Promise 2."""

    def test_0_passed(self, project: Project) -> None:
        project.write({"a.py": "x = 1\n"})
        assert project.run().code == 0

    def test_1_the_gate_failed(self, project: Project) -> None:
        project.write({"a.py": "import os\n"})
        assert project.run().code == 1

    @pytest.mark.parametrize("arguments", [("--selekt=E",), ("--set=max-line-lenght=80",), ("--format=xyz",)])
    def test_2_usage_or_configuration(self, project: Project, arguments: tuple[str, ...]) -> None:
        project.write({"a.py": "import os\n"})
        done = project.run(*arguments)
        assert (done.code, done.out, "Traceback" in done.err) == (2, "", False)

    def test_3_incomplete(self, project: Project) -> None:
        project.write({**plugin("raise ValueError('broken')"), "a.py": "import os\n"})
        assert project.run("a.py").code == 3

    @pytest.mark.skipif(sys.platform == "win32", reason="needs another platform: POSIX signals")
    def test_130_interrupted(self, project: Project) -> None:
        project.write({**plugin("open('started', 'w').close(), time.sleep(60)"), "a.py": "x = 1\n"})
        command = [sys.executable, "-m", "qualitygate", "a.py"]
        process = subprocess.Popen(command, cwd=project.root, stderr=subprocess.PIPE, start_new_session=True)
        deadline = time.monotonic() + 60
        while not (project.root / "started").exists() and time.monotonic() < deadline:
            time.sleep(0.02)
        os.killpg(process.pid, signal.SIGINT)
        _, err = process.communicate(timeout=60)
        assert (process.returncode, err) == (130, b"qualitygate: interrupted\n")


class TestTheSameVerdictEverywhere:
    """Promise 3: how, where and how often it runs changes nothing."""

    WAYS = {
        "cold": ("--no-cache",),
        "cached": (),
        "remembered": (),
        "one worker": ("--no-cache", "--executor=serial"),
        "many": ("--no-cache", "--jobs=3", "--executor=fork" if hasattr(os, "fork") else "--executor=spawn"),
        "spawned": ("--no-cache", "--jobs=2", "--executor=spawn"),
        "a hook names the files": ("shop/views.py", "shop/old.py", "b.py"),
        "the index": ("--staged",),
    }

    def test_however_it_runs_the_report_is_the_same(self, project: Project) -> None:
        project.write({"shop/views.py": VIEWS, "shop/old.py": "x = 1 \ny = 2;\n", "b.py": "import os  # noqa: E501\n"})
        commit(project)
        runs = {name: project.run("--format=flake8", *arguments) for name, arguments in self.WAYS.items()}
        cold = runs["cold"]
        assert (cold.code, len(cold.out.splitlines())) == (1, 5)
        assert {name: (done.code, done.out) for name, done in runs.items()} == dict.fromkeys(runs, (1, cold.out))

    def test_the_editor_says_of_a_file_what_the_command_says(self, project: Project) -> None:
        project.write({"shop/views.py": VIEWS})
        typed = project.run("-", "--stdin-display-name=shop/views.py", "--format=flake8", stdin=VIEWS.encode())
        named = project.run("shop/views.py", "--format=flake8")
        said = "shop/views.py:2:1: F401 're' imported but unused\n"
        assert (typed.code, typed.out) == (named.code, named.out) == (1, said)


class TestNothingIsSilentlyDropped:
    """Promise 4: what does not count is counted."""

    def test_the_summary_counts_what_does_not_count(self, project: Project) -> None:
        project.write(
            {
                "qualitygate.toml": 'version = 1\nextend-exclude = ["build"]\n',
                "build/lib.py": "import os\n",
                "a.py": "import os  # noqa: F401\nimport re\nimport sys\n",
            }
        )
        commit(project)
        project.run("baseline", "accept", "--code", "F401")
        project.write({"b.py": "x = 1 \n"})
        git(project, "add", "-A")
        git(project, "commit", "-qm", "more")
        done = project.run("--new=HEAD")
        assert done.code == 0
        for count in ("1 suppressed", "2 baselined", "1 known", "1 skipped (excluded 1)"):
            assert count in done.out

    def test_a_machine_report_is_never_truncated(self, project: Project) -> None:
        project.write({"a.py": "x = 1 \n" * 5000 + "y = 2   # noqa: W291 \n"})
        reports = project.run("--format=json", "--format=flake8=flat.txt")
        dispositions = reports.report["stats"]["findings_by_disposition"]
        assert (len(reports.report["findings"]), dispositions["open"], dispositions["suppressed"]) == (5001, 5000, 1)
        assert len((project.root / "flat.txt").read_text().splitlines()) == 5000


class TestNothingIsLost:
    """Promise 5: a fix changes what it says and nothing else."""

    FILES = {
        "line ends": b"x = 1 \r\ny = 2\r\n",
        "byte order mark": b"\xef\xbb\xbfx = 1 \n",
        "encoding": b"# coding: latin-1\nx = '\xe9' \n",
        "no last line end": b"x = 1 \ny = 2",
    }

    @pytest.mark.parametrize("text", list(FILES.values()), ids=list(FILES))
    def test_a_fix_keeps_the_bytes_around_it(self, project: Project, text: bytes) -> None:
        project.write({"a.py": text})
        project.run("--fix", "--select=W291")
        assert (project.root / "a.py").read_bytes() == text.replace(b" \r\n", b"\r\n").replace(b" \n", b"\n")

    @pytest.mark.skipif(sys.platform == "win32", reason="needs another platform: links and modes")
    def test_a_fix_keeps_mode_and_link(self, project: Project) -> None:
        project.write({"real.py": "x = 1 \n"})
        real, link = project.root / "real.py", project.root / "link.py"
        real.chmod(0o755)
        link.symlink_to("real.py")
        assert project.run("--fix", "link.py").code == 0
        assert (real.read_text(), real.stat().st_mode & 0o777, os.readlink(link)) == ("x = 1\n", 0o755, "real.py")
        assert sorted(path.name for path in project.root.iterdir() if path.suffix == ".py") == ["link.py", "real.py"]

    @pytest.mark.parametrize(
        ("fix", "why"),
        [
            (("ACM200", "bug", "2", "("), "the result does not parse"),
            (("ACM200", "style", "2", "3"), "it changes the program, which a safe fix of style may not"),
        ],
        ids=["it does not parse", "the tree changes"],
    )
    def test_a_bad_fix_is_refused(self, project: Project, fix: tuple[str, str, str, str], why: str) -> None:
        project.write({**fixers.files(fix), "a.py": "x = 2\n"})
        done = project.run("--fix", "a.py")
        assert (done.code, (project.root / "a.py").read_text(), why in done.out) == (3, "x = 2\n", True)


class TestExclusionsHoldForNamedFiles:
    """Promise 6."""

    def test_a_hook_that_names_an_excluded_file_does_not_check_it(self, project: Project) -> None:
        project.write(
            {
                "qualitygate.toml": 'version = 1\nexclude = ["migrations"]\n',
                "shop/migrations/0001_initial.py": "import os\n",
                "shop/views.py": "x = 1\n",
            }
        )
        done = project.run("shop/migrations/0001_initial.py", "shop/views.py")
        assert done.code == 0
        assert "1 skipped (excluded 1)" in done.out
        assert project.run("--no-exclude", "shop/migrations/0001_initial.py").code == 1


class TestOldDebtNeverBlocksAndNewDebtNeverPasses:
    """Promise 7: findings are judged, not lines."""

    @pytest.fixture
    def shop(self, project: Project) -> Project:
        """A project with old findings, accepted and committed."""
        project.write({"views.py": VIEWS, "old.py": "x = 1 \ny = 2 \n"})
        commit(project)
        return project

    WAYS = [("--set=baseline.file=", "--new=HEAD"), ()]

    @pytest.mark.parametrize("way", WAYS, ids=["a revision", "the baseline"])
    def test_old_debt_does_not_block_wherever_it_goes(self, shop: Project, way: tuple[str, ...]) -> None:
        shop.run("baseline", "accept")
        shop.write({"views.py": '"""Views."""\n\n' + VIEWS})
        Path(shop.root, "old.py").rename(shop.root / "older.py")
        git(shop, "add", "-A")
        assert shop.run(*way).code == 0

    @pytest.mark.parametrize("way", WAYS, ids=["a revision", "the baseline"])
    def test_new_debt_does_not_pass_though_the_lines_are_old(self, shop: Project, way: tuple[str, ...]) -> None:
        shop.run("baseline", "accept")
        shop.write({"views.py": VIEWS.replace("os.getcwd()", "1"), "old.py": "x = 1\ny = 2 \nz = 3 \n"})
        done = shop.run("--format=json", *way)
        assert (done.code, opened(done)) == (1, [("old.py", 3, "W291"), ("views.py", 1, "F401")])
