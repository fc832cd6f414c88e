"""``--new``: what the work adds fails the gate, what was there does not, wherever it stands by now."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from .conftest import Done
from .repositories import VIEWS, Work, old_work


@pytest.fixture
def work(tmp_path: Path) -> Work:
    """A repository whose main branch has findings, on a branch that has no change yet."""
    return old_work(tmp_path)


def note(done: Done) -> str:
    """The line that says what came of the comparison."""
    (line,) = [line for line in done.out.splitlines() if line.startswith("compared with ")]
    return line.partition("): ")[2]


def test_old_findings_are_known_and_do_not_fail(work: Work) -> None:
    work.write({"app/more.py": "x = 1\n"})
    done = work.run("--new")
    assert done.code == 0
    assert note(done) == "0 new, 6 known, 0 fixed"


def test_deleting_the_last_use_of_an_import_is_exactly_its_finding_and_names_the_deletion(work: Work) -> None:
    work.write({"app/views.py": VIEWS.replace("os.getcwd()", "1")})
    done = work.run("--new", "--format", "json")
    (finding,) = [each for each in done.report["findings"] if each["disposition"] == "open"]
    assert (finding["code"], finding["line"]) == ("F401", 1)
    assert finding["reason"] == "new: caused by the deletion at app/views.py:6: return os.getcwd()"
    assert finding["reason"] in work.run("--new").out


def test_fixing_one_and_adding_one_of_the_same_code_is_exactly_the_new_one(work: Work) -> None:
    work.write({"app/views.py": VIEWS.replace("import sys\n", "import json\n")})
    done = work.run("--new")
    assert work.new() == [("app/views.py", 2, "F401")]
    assert note(done) == "1 new, 5 known, 1 fixed (F401 1)"


def test_renamed_files_and_lines_above_cause_nothing(work: Work) -> None:
    work.git("mv", "app", "shop")
    work.write({"shop/views.py": '"""Views."""\n' + "# a comment\n" * 500 + VIEWS})
    assert work.new() == []


def test_a_function_that_moved_to_another_file_brings_its_findings(work: Work) -> None:
    head, moved = VIEWS.split("\n\n\ndef total")
    work.write({"app/views.py": head + "\n", "app/sums.py": "from app.items import first_of\n\n\ndef total" + moved})
    assert work.new() == []


def test_a_reindented_block_is_the_same(work: Work) -> None:
    head, moved = VIEWS.split("def total")
    inner = ("def total" + moved).replace("(items):", "(self, items):", 1).replace("\n", "\n    ").rstrip() + "\n"
    work.write({"app/views.py": f"{head}class Cart:\n    {inner}"})
    assert work.new() == []


def test_untracked_files_are_new(work: Work) -> None:
    work.write({"app/more.py": "import json\n"})
    assert work.new() == [("app/more.py", 1, "F401")]
    assert "new: the file is new" in work.run("--new").out


def test_a_removed_comment_that_silenced_brings_the_finding_back(work: Work) -> None:
    work.write({"app/quiet.py": "import json  # noqa\n"})
    work.git("add", "-A")
    work.git("commit", "-qm", "quiet")
    work.write({"app/quiet.py": "import json\n"})
    findings = work.run("--new=HEAD", "--format", "json").report["findings"]
    assert [each["path"] for each in findings if each["disposition"] == "open"] == ["app/quiet.py"]


def test_a_change_of_settings_causes_nothing(work: Work) -> None:
    work.write({"qualitygate.toml": "max-line-length = 20\n", "app/more.py": "x = 1\n"})
    assert work.new() == []


def test_a_file_that_leaves_an_ignored_place_brings_what_was_ignored_there(work: Work) -> None:
    work.write({"qualitygate.toml": 'per-file-ignores = { "app/old.py" = ["F401"] }\n'})
    work.git("mv", "app/old.py", "app/moved.py")
    assert work.new() == [("app/moved.py", 1, "F401")]


def test_the_baseline_and_the_revision_both_count(work: Work) -> None:
    work.write({"app/more.py": "import json\n"})
    work.run("baseline", "accept", "app/more.py")
    done = work.run("--new")
    assert done.code == 0
    assert "1 baselined; 6 known" in done.out


def test_a_hook_that_names_one_file_gets_the_same_answer(work: Work) -> None:
    work.write({"app/views.py": VIEWS.replace("import sys\n", "import json\n"), "app/old.py": ""})
    assert work.new("app/views.py") == [("app/views.py", 2, "F401")]


def test_standard_input_is_compared_too(work: Work) -> None:
    changed = VIEWS.replace("import sys\n", "import json\n").encode()
    done = work.run("-", "--stdin-display-name", "app/views.py", "--new", "--format", "json", stdin=changed)
    dispositions = [(each["code"], each["disposition"]) for each in done.report["findings"] if each["line"] < 3]
    assert dispositions == [("F401", "open")]


def test_the_revision_is_given_behind_an_equals_sign_and_a_path_is_a_path(work: Work) -> None:
    work.git("commit", "-qm", "none", "--allow-empty")
    assert work.run("--new=HEAD~1", "app").code == 0
    assert work.run("--new", "app/old.py").code == 0


def test_an_unknown_revision_is_exit_2(work: Work) -> None:
    done = work.run("--new=mian")
    assert (done.code, done.out) == (2, "")
    assert done.err == "qualitygate: --new=mian: git knows no such revision here; did you mean --new=main?\n"


def test_no_repository_is_exit_2(work: Work) -> None:
    shutil.rmtree(work.root / ".git")
    done = work.run("--new", env={"GIT_CEILING_DIRECTORIES": str(work.root.parent)})
    assert done.code == 2
    assert done.err.startswith("qualitygate: --new: this is no git repository;")


def test_old_debt_never_blocks_and_new_debt_never_passes(work: Work) -> None:
    work.run("baseline", "accept")
    work.write({"app/views.py": VIEWS.replace("os.getcwd()", "1").replace("first_of(items)", "0")})
    for arguments in ([], ["--new"], ["--new", "--set", "baseline.file="]):
        done = work.run(*arguments, "--format", "json")
        findings = [each for each in done.report["findings"] if each["disposition"] == "open"]
        assert [(each["code"], each["line"]) for each in findings] == [("F401", 1)]
        assert done.code == 1


def test_old_files_that_were_checked_before_are_not_checked_again(work: Work) -> None:
    cache = {"QUALITYGATE_CACHE_DIR": str(work.root / ".cache"), "PYTHONDONTWRITEBYTECODE": "1"}
    work.run(env=cache)
    work.write({"app/views.py": VIEWS + "import json\n", "app/old.py": "import re\nx = 1\n"})
    done = work.run("--new", "--profile", env=cache)
    assert "base revision: 2 files known, 0 checked" in done.err
    assert note(done) == "3 new, 5 known, 1 fixed (W291 1)"


def test_old_files_are_checked_once(work: Work) -> None:
    cache = {"QUALITYGATE_CACHE_DIR": str(work.root / ".cache"), "PYTHONDONTWRITEBYTECODE": "1"}
    for number in range(6):  # more contents than the cache keeps of a file
        work.write({"app/views.py": VIEWS + f"import json{number}\n"})
        done = work.run("--new", "--profile", env=cache)
        assert f"base revision: {min(number, 1)} files known, {0 if number else 1} checked" in done.err
        assert note(done) == "3 new, 6 known, 0 fixed"


def test_staged_content_that_was_checked_before_is_known(work: Work) -> None:
    cache = {"QUALITYGATE_CACHE_DIR": str(work.root / ".cache"), "PYTHONDONTWRITEBYTECODE": "1"}
    work.run(env=cache)
    work.write({"app/old.py": "import re\nx = 1  # other\n"})
    done = work.run("--staged", "--profile", env=cache)
    assert "cache: 2 files known, 0 checked" in done.err
    assert "W291" in done.out
