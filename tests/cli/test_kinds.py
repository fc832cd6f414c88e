"""What files are: by their endings, by the configuration, and what is said of those that nobody reads."""

from __future__ import annotations

from pathlib import Path

import pytest

from .conftest import Project

NAMES = """\
    root = true
    cache = false
    [spelling]
    names = ["GitHub"]
    """


def _paths(project: Project, *arguments: str) -> list[str]:
    done = project.run(*arguments, "--format=json", "--exit-zero")
    return [finding["path"] for finding in done.report["findings"]]


def test_c12_with_names_every_kind_of_file_that_people_read_is_read(project: Project) -> None:
    texts = {
        "a.js": "// Github\n", "a.ts": "// Github\n", "a.json": '{"a": "Github"}\n', "a.yaml": "a: Github\n",
        "a.mjml": "<mj-text>Github</mj-text>\n", "a.eml": "Subject: Github\n\n", "a.svg": "<text>Github</text>\n",
        "README": "All of it is on Github.\n", "package-lock.json": '{"a": "Github"}\n', "a.min.js": "// Github\n",
        "vendor/b.js": "// Github\n", "a.css": "/* Github */\n", "x.egg-info/requires.txt": "Github\n",
    }  # fmt: skip
    project.write({"qualitygate.toml": NAMES, **texts})

    assert _paths(project) == ["README", "a.eml", "a.js", "a.json", "a.mjml", "a.svg", "a.ts", "a.yaml"]


def test_c12_without_names_no_further_file_is_looked_at(project: Project) -> None:
    project.write({"qualitygate.toml": "root = true\n", "a.py": "", "a.js": "// Github\n", "README": "Github\n"})

    assert "1 file checked" in project.run().out


def test_c12_a_key_says_what_the_files_of_a_pattern_are(project: Project) -> None:
    kinds = '[kinds]\n    "*.vue" = "template"\n    "legacy/" = "none"\n    "package-lock.json" = "json"\n'
    project.write(
        {
            "qualitygate.toml": NAMES + kinds,
            "a.vue": "<p>Github</p>\n",
            "legacy/a.js": "// Github\n",
            "package-lock.json": '{"a": "Github"}\n',
        }
    )

    assert _paths(project) == ["a.vue", "package-lock.json"]
    assert 'kinds = ["*.vue = template"' in project.run("config", "a.vue").out


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ('{"*.x" = "pyton"}', "did you mean 'python'?, got 'pyton'"),
        ('{"!*.x" = "python"}', "expected a pattern as in a .gitignore, such as '*.vue', got '!*.x'"),
        ("3", "expected a table of patterns and kinds of files, got 3"),
    ],
)
def test_c12_a_kind_that_nothing_has_is_refused(project: Project, value: str, message: str) -> None:
    project.write({"a.py": ""})

    done = project.run("--set", f"kinds={value}")

    assert (done.code, message in done.err) == (2, True)


def test_c12_scripts_without_the_parser_for_them_are_counted_with_the_cure(project: Project, tmp_path: Path) -> None:
    project.write({"qualitygate.toml": NAMES, "a.py": "", "a.js": "// Github\n"})
    blocked = tmp_path / "blocked"
    blocked.mkdir()
    (blocked / "sitecustomize.py").write_text(
        "import importlib.util\n_find = importlib.util.find_spec\n"
        "importlib.util.find_spec = lambda name, *rest: None if name.startswith('tree_sitter') else _find(name, "
        "*rest)\n"
    )

    done = project.run(env={"PYTHONPATH": str(blocked)})

    assert "1 skipped (needs the extra 'javascript' of qualitygate 1)" in done.out


@pytest.mark.parametrize("name", ["a.js", "a.css", "sub/a.json", "a.yaml"])
def test_e15_standard_input_by_the_name_of_another_language_is_no_python(project: Project, name: str) -> None:
    done = project.run("-", f"--stdin-display-name={name}", "--format=flake8", stdin=b"let a = (1;\n")

    assert done.out == ""


@pytest.mark.parametrize("name", ["manage", "a.py", "stdin"])
def test_e15_standard_input_by_a_name_without_an_ending_is_python(project: Project, name: str) -> None:
    done = project.run("-", f"--stdin-display-name={name}", "--format=flake8", stdin=b"import os\n")

    assert "F401" in done.out


def test_a_comment_of_ours_silences_in_scripts_and_data(project: Project) -> None:
    project.write(
        {
            "qualitygate.toml": NAMES,
            "a.js": "a = 'on Github'; // qualitygate: ignore[QG201] as they write it\n",
            "b.ts": "/* qualitygate: ignore-next-line[QG201] as they write it */\na = 'on Github';\n",
            "c.yaml": "# qualitygate: ignore-next-line[QG201] as they write it\na: Github\n",
            "d.xml": "<a>\n<!-- qualitygate: ignore-next-line[QG201] as they write it -->\nGithub</a>\n",
        }
    )

    done = project.run()

    assert (done.code, "4 suppressed" in done.out) == (0, True)
