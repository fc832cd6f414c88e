"""``qualitygate suppressions``: everything that silences anything."""

from __future__ import annotations

import json
import subprocess
from typing import Any

import pytest

from tests.cli.conftest import Project

FILES = {
    "qualitygate.toml": """\
        extend-ignore = ["W291"]  # editors do that
        extend-exclude = ["build"]

        [per-file-ignores]
        "tests/**" = ["F401", "F811"]
    """,
    "build/gone.py": "import os  # noqa\n",
    "shop/a.py": """\
        import os  # noqa: F401, E501 for its side effect
        import re  # noqa
        x = 1  # type: ignore[misc]  # the stubs are wrong
        # pylint: disable=no-member
        # qualitygate: off[unused-import] old until=2020-01-01
        y = 2
        # qualitygate: on
        z = "# noqa: E501"
    """,
}


@pytest.fixture
def shop(project: Project) -> Project:
    """A project that silences much."""
    project.write(FILES)
    return project


def ledger(project: Project, *arguments: str) -> dict[str, Any]:
    done = project.run("suppressions", "--format=json", *arguments)
    assert done.code == 0, done.err
    result: dict[str, Any] = json.loads(done.out)
    return result


def test_every_entry_is_in_it_with_its_reason(shop: Project) -> None:
    found = [
        (each["path"], each["line"], each["form"], each["codes"], each["pattern"], each["reason"])
        for each in ledger(shop)["entries"]
    ]

    assert found == [
        ("qualitygate.toml", 1, "extend-ignore", ["W291"], None, "editors do that"),
        ("qualitygate.toml", 2, "extend-exclude", ["*"], "build", ""),
        ("qualitygate.toml", 5, "per-file-ignores", ["F401"], "tests/**", ""),
        ("qualitygate.toml", 5, "per-file-ignores", ["F811"], "tests/**", ""),
        ("shop/a.py", 1, "noqa", ["F401", "E501"], None, "for its side effect"),
        ("shop/a.py", 2, "noqa", ["*"], None, ""),
        ("shop/a.py", 3, "type: ignore", ["misc"], None, "the stubs are wrong"),
        ("shop/a.py", 4, "pylint: disable", ["no-member"], None, ""),
        ("shop/a.py", 5, "qualitygate: off", ["unused-import"], None, "old"),
    ]


def test_it_counts_by_code_and_by_form(shop: Project) -> None:
    found = ledger(shop)

    assert found["by_code"] == {
        **{"*": 2, "F401": 2},
        **dict.fromkeys(["E501", "F811", "W291", "misc", "no-member", "unused-import"], 1),
    }
    assert list(found["by_code"])[:2] == ["*", "F401"]
    assert (found["by_form"]["noqa"], found["by_form"]["per-file-ignores"]) == (2, 2)
    assert (found["comments"], found["entries_elsewhere"]) == (5, 4)


def test_what_has_expired_is_marked(shop: Project) -> None:
    assert [each["until"] for each in ledger(shop)["entries"] if each["expired"]] == ["2020-01-01"]


def test_without_git_the_age_is_unknown(shop: Project) -> None:
    assert {each["since"] for each in ledger(shop)["entries"]} == {None}
    assert "age unknown" in shop.run("suppressions").out


def test_with_git_the_age_is_that_of_the_line(shop: Project) -> None:
    (shop.root / ".git").rmdir()
    name = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    for command in (["init", "-q"], ["add", "-A"], [*name, "commit", "-qm", "text", "--date=2021-05-04T12:00:00Z"]):
        subprocess.run(["git", *command], cwd=shop.root, check=True)

    entries = ledger(shop)["entries"]

    assert {each["since"] for each in entries} == {"2021-05-04"}
    assert all(each["age_days"] > 1000 for each in entries)
    assert {each["since"] for each in ledger(shop, "--no-age")["entries"]} == {None}


def test_the_text_groups_by_code_and_ends_with_totals(shop: Project) -> None:
    lines = shop.run("suppressions").out.splitlines()

    assert lines[0] == "every code  2"
    assert lines[1] == "  qualitygate.toml:2  extend-exclude build  age unknown  no reason"
    assert "  shop/a.py:5  qualitygate: off  age unknown  expired 2020-01-01, old" in lines
    assert lines[-2].startswith("by form: noqa 2, per-file-ignores 2, ")
    assert lines[-1] == "5 comments in 1 file, 4 entries elsewhere; 5 without a reason"


def test_quiet_leaves_the_totals(shop: Project) -> None:
    assert len(shop.run("suppressions", "-q").out.splitlines()) == 2


def test_a_path_limits_it_to_what_is_there(shop: Project) -> None:
    shop.write({"shop/b.py": "import os  # noqa: F401\n"})

    assert [each["path"] for each in ledger(shop, "shop/b.py")["entries"] if each["comment"]] == ["shop/b.py"]


def test_excluded_files_are_looked_at_when_that_is_said(shop: Project) -> None:
    paths = {each["path"] for each in ledger(shop, "--no-exclude")["entries"]}

    assert "build/gone.py" in paths


def test_a_file_that_cannot_be_read_is_named(shop: Project) -> None:
    (shop.root / "shop" / "b.py").symlink_to("nowhere.py")

    assert [note.partition(":")[0] for note in ledger(shop)["not_looked_at"]] == ["shop/b.py"]
    assert "not looked at: shop/b.py" in shop.run("suppressions", "-q").out


def test_an_empty_project_has_an_empty_ledger(project: Project) -> None:
    done = project.run("suppressions")

    assert done.out == "0 comments in 0 files, 0 entries elsewhere; 0 without a reason\n"
    assert done.code == 0


def test_what_the_baseline_accepts_is_in_it_with_its_reason(project: Project) -> None:
    project.write({"a.py": "import os\nimport re\n", "shop/b.py": "import os\nx = 1 \n"})
    project.run("baseline", "accept", "a.py", "--reason", "before the gate")
    project.run("baseline", "accept")
    found = ledger(project)

    entries = [(each["line"], each["codes"], each["pattern"], each["reason"]) for each in found["entries"]]
    assert entries == [
        (2, ["F401"], "a.py", "before the gate"),
        (3, ["F401"], "a.py", "before the gate"),
        (4, ["F401"], "shop/b.py", ""),
        (5, ["W291"], "shop/b.py", ""),
    ]
    assert {(each["path"], each["form"], each["comment"]) for each in found["entries"]} == {
        (".qualitygate-baseline.jsonl", "baseline", False)
    }
    assert (found["by_code"], found["comments"]) == ({"F401": 3, "W291": 1}, 0)
    assert [each["pattern"] for each in ledger(project, "shop")["entries"]] == ["shop/b.py", "shop/b.py"]


def test_the_text_has_a_line_for_each_reason_of_the_baseline(project: Project) -> None:
    project.write({"a.py": "import os\nimport re\n", "b.py": "import os  # noqa: E501\nimport re\n"})
    project.run("baseline", "accept", "a.py", "--reason", "before the gate")
    project.run("baseline", "accept", "b.py", "--code", "F401")

    assert project.run("suppressions").out.splitlines()[:3] == [
        "F401  4",
        "  .qualitygate-baseline.jsonl  baseline: 2 in 1 file  age unknown  before the gate",
        "  .qualitygate-baseline.jsonl  baseline: 2 in 1 file  age unknown  no reason",
    ]


def test_a_damaged_baseline_is_exit_2(project: Project) -> None:
    project.write({"a.py": "import os\n", ".qualitygate-baseline.jsonl": '{"baseline": 1}\n{"code": "F401"}\n'})
    done = project.run("suppressions")
    assert (done.code, done.out) == (2, "")
    assert ".qualitygate-baseline.jsonl:2:" in done.err
