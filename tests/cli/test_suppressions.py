"""Suppression comments as a user meets them: what they silence, and what is said about them."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Done, Project

LONG = "x = '" + "a" * 80 + "'"


def said(done: Done) -> list[tuple[str, int]]:
    """Return code and line of every open finding."""
    return [(each["code"], each["line"]) for each in done.report["findings"] if each["disposition"] == "open"]


def test_an_unused_noqa_is_found_with_a_fix_that_removes_it(project: Project) -> None:
    project.write({"a.py": "x = 1  # noqa: E501, F401 legacy\n"})

    done = project.run("--format=json")

    (found,) = done.report["findings"]
    assert (found["code"], found["message"]) == ("QG901", "noqa: E501, F401 do not occur here")
    assert found["fix"]["applicability"] == "safe"
    assert [edit["replacement"] for edit in found["fix"]["edits"]] == [""]


def test_a_run_that_selects_f_does_not_call_a_noqa_for_e501_unused(project: Project) -> None:
    project.write({"a.py": "x = 1  # noqa: E501\ny = 1  # noqa\n"})

    done = project.run("--select=F,QG", "--format=json")

    assert said(done) == []
    assert done.code == 0


def test_a_noqa_is_not_judged_when_its_checker_crashed(project: Project) -> None:
    plugin = """
        from qualitygate.api import hookimpl

        class Broken:
            name, kinds, codes, needs_tree = "broken", frozenset({"python"}), ("TEAM",), False

            def check(self, source):
                raise RuntimeError("no")

        @hookimpl
        def qualitygate_checkers(settings):
            return [Broken()]
    """
    project.write(
        {
            "qualitygate.toml": 'plugins = ["./broken.py"]\nextend-select = ["TEAM"]\nexclude = ["broken.py"]\n',
            "broken.py": plugin,
            "a.py": "x = 1  # noqa: TEAM1\ny = 1  # noqa\n",
        }
    )

    done = project.run("--format=json")

    assert said(done) == []
    assert done.code == 3


def test_a_noqa_is_not_judged_where_its_codes_are_ignored_for_the_file(project: Project) -> None:
    project.write(
        {
            "qualitygate.toml": "[per-file-ignores]\n'a.py' = ['E501']\n",
            "a.py": "x = 1  # noqa: E501\n",
            "b.py": "x = 1  # noqa: E501\n",
        }
    )

    done = project.run("--format=json")

    assert [each["path"] for each in done.report["findings"]] == ["b.py"]


def test_codes_of_other_tools_are_left_alone(project: Project) -> None:
    project.write({"a.py": "x = 1  # noqa: B008, DJ01, W0611, PLR2004\n"})

    assert said(project.run("--format=json")) == []


def test_external_codes_are_left_alone(project: Project) -> None:
    project.write({"a.py": "x = 1  # noqa: E501\n"})

    assert said(project.run("--format=json", "--set", "external=E5")) == []


def test_a_finding_is_silenced_by_the_name_of_its_rule_and_the_reason_is_kept(project: Project) -> None:
    project.write({"a.py": "import os  # qualitygate: ignore[unused-import] for its side effect\n"})

    (found,) = project.run("--format=json").report["findings"]

    assert found["disposition"] == "suppressed"
    assert found["reason"] == "qualitygate: ignore on line 1: for its side effect"


@pytest.mark.parametrize(
    ("day", "open_codes"),
    [("1798675200", []), ("1798761600", [("F401", 1), ("QG904", 1)])],
    ids=["on its last day", "a day later"],
)
def test_an_expired_suppression_no_longer_silences(
    project: Project, day: str, open_codes: list[tuple[str, int]]
) -> None:
    project.write({"a.py": "import os  # qualitygate: ignore[F401] till the new API until=2026-12-31\n"})

    assert said(project.run("--format=json", env={"SOURCE_DATE_EPOCH": day})) == open_codes


def test_a_blanket_is_reported_when_that_is_asked_for_by_its_full_code(project: Project) -> None:
    project.write({"a.py": "import os  # noqa\n"})

    assert said(project.run("--format=json", "--extend-select=QG9")) == []
    assert said(project.run("--format=json", "--extend-select=QG903")) == [("QG903", 1)]


def test_nothing_is_silently_dropped_what_a_comment_silences_is_counted(project: Project) -> None:
    project.write({"a.py": "import os  # noqa: F401 for its side effect\n"})

    assert "1 suppressed" in project.run().out
    assert [each["disposition"] for each in project.run("--format=json").report["findings"]] == ["suppressed"]


def test_every_form_silences_what_it_names(project: Project) -> None:
    project.write(
        {
            "line.py": f"{LONG}  # qualitygate: ignore[E501] a\n",
            "next.py": f"# qualitygate: ignore-next-line[E501] a\n{LONG}\n",
            "block.py": f"# qualitygate: off[E501] a\n{LONG}\n# qualitygate: on[E501]\n",
            "scope.py": f"def f():\n    # qualitygate: off[E501] a\n    {LONG}\n    return x\n\n\nf()\n",
            "file.py": f"# qualitygate: ignore-file[E501] a\n{LONG}\n",
        }
    )

    done = project.run("--format=json")

    assert sorted((each["path"], each["disposition"]) for each in done.report["findings"]) == [
        (path, "suppressed") for path in ("block.py", "file.py", "line.py", "next.py", "scope.py")
    ]


def test_in_other_kinds_of_files_their_own_comments_silence(project: Project) -> None:
    project.write(
        {
            "qualitygate.toml": "[spelling]\nnames = ['GitHub']\n",
            "page.html": "<p>Github</p> {# qualitygate: ignore[QG201] as they write it #}\n",
            "guide.md": "<!-- qualitygate: ignore-next-line[product-name-case] as they write it -->\nGithub\n",
            "guide.rst": ".. qualitygate: off[QG201] as they write it\n\nGithub\n\n.. qualitygate: on\n",
            "de.po": "# qualitygate: ignore[QG2] as they write it\nmsgid 'Github'\nmsgstr 'Github'\n".replace("'", '"'),
        }
    )

    done = project.run("--format=json")

    found = done.report["findings"]
    assert {each["path"] for each in found} == {"page.html", "guide.md", "guide.rst", "de.po"}
    assert {each["disposition"] for each in found} == {"suppressed"}


def test_an_unused_suppression_is_the_same_in_one_process_and_in_several(project: Project) -> None:
    project.write({f"m{number}.py": "x = 1  # noqa: E501 legacy\n" for number in range(4)})

    runs = [project.run("--format=flake8", f"--executor={name}", "--jobs=2") for name in ("serial", "fork", "spawn")]

    assert runs[0].out.count("QG901") == 4
    assert {done.out for done in runs} == {runs[0].out}


def test_old_configuration_gets_the_findings_of_flake8_and_only_codes_are_called_unused(project: Project) -> None:
    project.write({".flake8": "[flake8]\nignore = W1\n", "a.py": "x = 1  # noqa\ny = 1  # noqa: E501\nimport os\n"})

    assert said(project.run("--format=json")) == [("QG901", 2), ("E402", 3), ("F401", 3)]


def test_the_rules_explain_themselves(project: Project) -> None:
    done = project.run("explain", "QG901", "QG903", "QG904", "QG905")

    assert done.code == 0
    assert "unused-suppression" in done.out
    assert "safe fix" in done.out
