"""``--fix``, ``--unsafe-fixes`` and ``--diff`` as a user meets them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.cli.conftest import Project

NAMES = 'version = 1\nroot = true\nspelling.names = ["GitHub"]\n'
WRONG = "# Github\n"
RIGHT = "# GitHub\n"


@pytest.fixture
def wrong(project: Project) -> Project:
    """A project with one safe fix, one unsafe fix, and a finding without any."""
    project.write({"qualitygate.toml": NAMES, "a.py": '# Github\nx = "Github"\ny = z\n'})
    return project


def read(project: Project, name: str = "a.py") -> bytes:
    return (project.root / name).read_bytes()


def dispositions(report: dict[str, list[dict[str, object]]]) -> list[tuple[object, object]]:
    return [(finding["code"], finding["disposition"]) for finding in report["findings"]]


def test_safe_fixes_are_made_and_the_rest_is_judged(wrong: Project) -> None:
    done = wrong.run("--fix")

    assert done.code == 1
    assert read(wrong) == b'# GitHub\nx = "Github"\ny = z\n'
    assert "fixed in 1 file: QG201 1\n1 fixable with --unsafe-fixes\n" in done.out
    assert "2 open findings (1 error, 1 warning) in 1 of 1 file; 1 fixed\n" in done.out


def test_unsafe_fixes_are_made_when_they_are_asked_for(wrong: Project) -> None:
    done = wrong.run("--unsafe-fixes")

    assert read(wrong) == b'# GitHub\nx = "GitHub"\ny = z\n'
    assert "fixed in 1 file: QG201 2\n" in done.out


def test_a_run_that_leaves_nothing_passes_and_the_next_one_changes_nothing(project: Project) -> None:
    project.write({"qualitygate.toml": NAMES, "a.py": WRONG})

    first = project.run("--fix")
    written = (project.root / "a.py").stat().st_mtime_ns
    second = project.run("--fix")

    assert (first.code, second.code) == (0, 0)
    assert "1 fixed" in first.out
    assert "fixed" not in second.out
    assert (project.root / "a.py").stat().st_mtime_ns == written


def test_only_what_is_selected_is_fixed(wrong: Project) -> None:
    done = wrong.run("--fix", "--select=F821")

    assert "Github" in read(wrong).decode()
    assert done.code == 1


def test_an_ordinary_run_says_what_could_be_fixed(wrong: Project) -> None:
    done = wrong.run()

    assert "[*] 1 fixable with --fix, 1 more with --unsafe-fixes\n" in done.out
    assert b"# Github" in read(wrong)


def test_a_fixed_finding_is_in_the_json_report_and_in_no_list_of_open_ones(wrong: Project) -> None:
    done = wrong.run("--fix", "--format=json", "--format=flake8=open.txt", "--format=sarif=open.sarif")

    assert dispositions(done.report) == [("QG201", "fixed"), ("QG201", "open"), ("F821", "open")]
    assert done.report["repair"] == {"level": "safe", "files": 1, "refused": []}
    assert done.report["stats"]["findings_by_disposition"]["fixed"] == 1
    assert [line.split()[1] for line in (wrong.root / "open.txt").read_text().splitlines()] == ["QG201", "F821"]
    results = json.loads((wrong.root / "open.sarif").read_text())["runs"][0]["results"]
    assert [result["ruleId"] for result in results] == ["QG201", "F821"]


def test_a_suppressed_finding_is_not_fixed(project: Project) -> None:
    project.write({"qualitygate.toml": NAMES, "a.py": "# Github  # noqa: QG201\n# Github\n"})

    project.run("--fix")

    assert read(project) == b"# Github  # noqa: QG201\n# GitHub\n"


@pytest.mark.parametrize("executor", ["serial", "fork", "spawn"])
def test_every_executor_fixes_the_same(project: Project, executor: str) -> None:
    if executor == "fork" and not hasattr(os, "fork"):
        pytest.skip("needs another platform: fork")
    project.write({"qualitygate.toml": NAMES})
    project.write({f"p{number % 5}/m{number}.py": WRONG * (number + 1) for number in range(30)})

    done = project.run("--fix", f"--executor={executor}", "--jobs=3", "--format=json")

    assert (done.code, done.err) == (0, "")
    assert done.report["stats"]["findings_by_disposition"]["fixed"] == sum(range(1, 31))
    assert [read(project, f"p{number % 5}/m{number}.py") for number in range(30)] == [
        RIGHT.encode() * (number + 1) for number in range(30)
    ]


def test_other_kinds_of_files_are_fixed_too(project: Project) -> None:
    project.write({"qualitygate.toml": NAMES, "a.md": "See Github.\r\n", "t/a.html": "<p>Github</p>"})

    assert project.run("--fix").code == 0
    assert (read(project, "a.md"), read(project, "t/a.html")) == (b"See GitHub.\r\n", b"<p>GitHub</p>")


def test_a_link_and_its_target_are_fixed_once(project: Project) -> None:
    project.write({"qualitygate.toml": NAMES, "a.py": WRONG})
    (project.root / "b.py").symlink_to("a.py")

    done = project.run("--fix", "a.py", "b.py")

    assert (done.code, done.err) == (0, "")
    assert read(project) == RIGHT.encode()
    assert (project.root / "b.py").is_symlink()


def test_a_file_with_two_names_is_refused_with_the_reason(project: Project) -> None:
    project.write({"qualitygate.toml": NAMES, "a.py": WRONG})
    os.link(project.root / "a.py", project.root / "c.txt")

    done = project.run("--fix", "a.py")

    assert (done.code, read(project)) == (1, WRONG.encode())
    assert "not fixed: QG201 1 in a.py: the file has 2 hard links" in done.out
    assert "1 fix refused" in done.out


def test_standard_input_is_fixed_to_standard_output_and_reported_on_standard_error(wrong: Project) -> None:
    done = wrong.run("-", "--fix", "--stdin-display-name=b.py", stdin=b"# Github\r\nx = y\r\n")

    assert (done.code, done.out) == (1, "# GitHub\r\nx = y\r\n")
    assert "F821" in done.err
    assert "1 fixed" in done.err
    assert sorted(os.listdir(wrong.root)) == [".git", "a.py", "qualitygate.toml"]


@pytest.mark.parametrize(
    ("name", "text"),
    [("b.py", b"x = (\n# Github\n"), ("b.py", b"x = 1\n"), ("skipped/b.py", b"# Github\n"), ("b.py", b"")],
    ids=["a syntax error", "clean", "excluded", "empty"],
)
def test_standard_input_that_is_not_fixed_comes_out_as_it_was(wrong: Project, name: str, text: bytes) -> None:
    wrong.write({"qualitygate.toml": NAMES + 'extend-exclude = ["skipped"]\n'})

    done = wrong.run("-", "--fix", f"--stdin-display-name={name}", stdin=text)

    assert done.out.encode() == text


def test_a_diff_changes_nothing_and_is_applied_by_git(wrong: Project) -> None:
    before = read(wrong)

    done = wrong.run("--diff")

    assert (done.code, done.err) == (1, "1 file would change; 1 fixable with --unsafe-fixes\n")
    assert done.out == (
        '--- a/a.py\n+++ b/a.py\n@@ -1,3 +1,3 @@\n-# Github\n+# GitHub\n x = "Github"\n y = z\n'
    )
    assert read(wrong) == before


def test_a_diff_of_standard_input_has_its_name(wrong: Project) -> None:
    done = wrong.run("-", "--diff", "--select=QG201", "--stdin-display-name=sub/b.py", stdin=b"# Github")

    end = "\n\\ No newline at end of file\n"
    assert done.out == f"--- a/sub/b.py\n+++ b/sub/b.py\n@@ -1 +1 @@\n-# Github{end}+# GitHub{end}"


def test_a_diff_through_a_link_is_of_the_file_that_it_leads_to(project: Project) -> None:
    project.write({"qualitygate.toml": NAMES, "real/a.py": WRONG})
    (project.root / "link.py").symlink_to("real/a.py")

    done = project.run("--diff", "link.py")

    assert done.out.startswith("--- a/real/a.py\n")


def test_a_diff_of_nothing_passes_whatever_the_gate_would_say(wrong: Project) -> None:
    wrong.write({"a.py": "y = z\n"})

    done = wrong.run("--diff")

    assert (done.code, done.out, done.err) == (0, "", "nothing to fix\n")


def test_a_diff_with_fix_still_only_shows(wrong: Project) -> None:
    before = read(wrong)

    done = wrong.run("--fix", "--unsafe-fixes", "--diff", "--exit-zero")

    assert (done.code, read(wrong)) == (0, before)
    assert '+x = "GitHub"' in done.out


def test_reports_of_a_diff_go_to_files_or_to_standard_error(wrong: Project) -> None:
    done = wrong.run("--diff", "--format=flake8", "--format=json=r.json")

    assert done.out.startswith("--- a/a.py\n")
    assert "a.py:3:5: F821" in done.err
    assert json.loads((wrong.root / "r.json").read_text())["findings"][0]["disposition"] == "open"


AWKWARD = {
    "crlf.py": b"# Github\r\nx = 1\r\n",
    "mixed.py": b"# Github\r\n# Github\nx = 1\r# Github\r\n",
    "no_end.py": b"x = 1\n# Github",
    "bom.py": b"\xef\xbb\xbf# Github\n",
    "latin.py": b"# coding: latin-1\n# \xe9\xe8 Github\n",
    "feed.py": b"\x0c# Github\n\x0cx = 1\n",
    "with blank.py": b"# Github\n",
    'quo"te\t\xe9.py': b"# Github\n",
    "sub/in.py": b"# Github\n" * 20,
}


def test_git_apply_and_fix_give_the_same_files(project: Project) -> None:
    project.write({"qualitygate.toml": NAMES + 'extend-ignore = ["W292"]\n', **AWKWARD})  # whose fix ends the last line
    (project.root / ".git").rmdir()
    subprocess.run(["git", "init", "-q"], cwd=project.root, check=True)
    command = [sys.executable, "-m", "qualitygate", "--diff"]
    patch = subprocess.run(command, cwd=project.root, capture_output=True)
    subprocess.run(["git", "apply", "--check", "-"], cwd=project.root, input=patch.stdout, check=True)
    subprocess.run(["git", "apply", "-"], cwd=project.root, input=patch.stdout, check=True)
    applied = {name: read(project, name) for name in AWKWARD}

    project.write(AWKWARD)
    assert project.run("--fix").code in (0, 1)

    assert applied == {name: read(project, name) for name in AWKWARD}
    assert applied == {name: data.replace(b"Github", b"GitHub") for name, data in AWKWARD.items()}


def test_a_diff_in_a_subdirectory_is_applied_there(project: Project) -> None:
    project.write({"qualitygate.toml": NAMES, "sub/a.py": WRONG})

    done = project.run("--diff", ".", cwd="sub")

    assert done.out.startswith("--- a/a.py\n+++ b/a.py\n")


def test_control_characters_of_a_file_do_not_reach_the_terminal(project: Project) -> None:
    project.write({"qualitygate.toml": NAMES, "a.md": b"\x1b[2J Github\n"})

    plain = project.run("--diff").out
    coloured = project.run("--diff", "--color=always").out

    assert "-\x1b[2J Github\n" in plain
    assert "\x1b[31m-\\x1b[2J Github\x1b[0m\n\x1b[32m+\\x1b[2J GitHub\x1b[0m\n" in coloured


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs another platform: /dev/full")
@pytest.mark.parametrize("arguments", [("--diff",), ("-", "--fix")], ids=["diff", "stdin"])
def test_a_full_standard_output_is_incomplete(wrong: Project, arguments: tuple[str, ...]) -> None:
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "qualitygate", *arguments],
            cwd=wrong.root,
            input=b"# Github\n",
            stdout=full,
            stderr=subprocess.PIPE,
        )

    assert done.returncode == 3
    assert b"the fixes could not be written to standard output: No space left on device" in done.stderr
