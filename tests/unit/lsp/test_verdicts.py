"""The verdict on a text in memory is that of the command line, for every kind of file."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from qualitygate.cli.commands.lsp import open_project
from qualitygate.engine.run import Outcome
from qualitygate.lsp.projects import Projects
from qualitygate.lsp.verdicts import as_bytes, judge
from qualitygate.model.judgement import Judgement
from qualitygate.model.severity import Applicability

ROOT = Path(__file__).parents[3]
#: Files of every kind there is, and of every place that a text can be awkward in.
SAMPLES = {
    "latin.py": "# -*- coding: latin-1 -*-\nimport os\nx = 'é'; y=undefined\n".encode("latin-1"),
    "crlf.py": b"import os\r\nx=1\r\n",
    "emoji.py": "x = '😀'; y=undefined\n".encode(),
    "broken.py": b"def f(:\n",
    "silenced.py": b"import os  # noqa: F401 for others\nimport re  # noqa: E501\n",
    "old.py": b"import old\n",
    "empty.py": b"",
    "feeds.py": b"x = 1\x0c\nimport os\n",
    "stub.pyi": b"import os\n",
    "page.html": b"<p>{% trans 'Github' %} and Postgresql</p>\n",
    "README.md": b"# Github\n\nUse `Github` and Javascript.\n",
    "notes.rst": b"Github\n======\n\n``Github`` and Javascript\n",
    "de.po": b'msgid "GitHub"\nmsgstr "Github"\n',
    "names.txt": b"Javascript\n",
    "app.js": b"// Github\nconst x = 'Javascript';\n",
    "data.json": b'{"title": "Github"}\n',
    "conf.yaml": b"title: Github  # Javascript\n",
    "note.eml": b"Subject: Github\n\nJavascript\n",
    "migrations/0001_initial.py": b"import os\n",
    "strange.py": b"x = 'caf\xe9'\n",
}
SETTINGS = b"""
[tool.qualitygate]
extend-exclude = ["migrations"]
[tool.qualitygate.spelling]
names-from = ["technology"]
[tool.qualitygate.per-file-ignores]
"emoji.py" = ["E225"]
"""


@pytest.fixture
def projects() -> Projects:
    """No project is open yet."""
    return Projects(open_project)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project of its own."""
    (tmp_path / ".git").mkdir()
    return tmp_path


def _judge(projects: Projects, path: Path, text: str) -> Outcome:
    return judge(projects.of(str(path)), str(path), text)


def _rows(judgements: tuple[Judgement, ...]) -> Iterator[tuple[str | int | None, ...]]:
    for each in judgements:
        finding, where = each.finding, each.finding.location
        yield finding.code, finding.message, where.line or None, where.column or None, each.disposition.value


def test_every_kind_of_file_is_judged_as_on_the_command_line(folder: Path, projects: Projects) -> None:
    for name, data in {"pyproject.toml": SETTINGS, **SAMPLES}.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(data)
    command = [sys.executable, "-m", "qualitygate"]
    subprocess.run([*command, "baseline", "accept", "old.py"], cwd=folder, check=True, capture_output=True)
    done = subprocess.run([*command, "--format", "json", "."], cwd=folder, capture_output=True)
    said: dict[str, list[tuple[str | int | None, ...]]] = {name: [] for name in SAMPLES}
    for row in json.loads(done.stdout)["findings"]:
        said[row["path"]].append(tuple(row[key] for key in ("code", "message", "line", "column", "disposition")))

    here = {}
    for name, data in SAMPLES.items():
        if name != "strange.py":  # no editor has it as a text
            text = data.decode("latin-1" if b"latin" in data else "utf-8")
            here[name] = list(_rows(_judge(projects, folder / name, text).report.judgements))

    assert here == {name: rows for name, rows in said.items() if name != "strange.py"}
    assert {row[4] for rows in here.values() for row in rows} == {"open", "suppressed", "baselined"}
    assert sum(map(bool, here.values())) >= 14


def test_arguments_are_those_of_the_command_line(folder: Path, projects: Projects) -> None:
    projects.arguments = ("--extend-ignore", "F401")

    assert _judge(projects, folder / "a.py", "import os\n").report.open == ()


def test_a_repair_of_a_text_writes_nothing(folder: Path, projects: Projects) -> None:
    path = folder / "a.py"
    path.write_text("x=1\n")

    outcome = judge(projects.of(str(path)), str(path), "y=2\n", fix=Applicability.SAFE)

    assert outcome.changes[0].after == b"y = 2\n"
    assert path.read_text() == "x=1\n"


@pytest.mark.parametrize(
    ("text", "data"),
    [
        pytest.param("# coding: latin-1\né", "# coding: latin-1\né".encode("latin-1"), id="as declared"),
        pytest.param("# coding: latin-1\n€", b"# coding: latin-1\n?", id="what it lacks keeps its column"),
        pytest.param("# coding: nonsense\né", "# coding: nonsense\né".encode(), id="no such encoding"),
        pytest.param("# coding: utf-16\né", "# coding: utf-16\né".encode(), id="one that cannot declare itself"),
        pytest.param("# coding: rot13\né", "# coding: rot13\né".encode(), id="one that is no encoding of text"),
        pytest.param("\ud83d", b"?", id="a lone surrogate"),
        pytest.param("\ufeffx", b"\xef\xbb\xbfx", id="a byte order mark"),
    ],
)
def test_a_text_becomes_the_bytes_that_an_editor_saves(text: str, data: bytes) -> None:
    assert as_bytes(text) == data


def test_a_declaration_is_for_python_alone() -> None:
    assert as_bytes("coding: latin-1 é", is_python=False) == "coding: latin-1 é".encode()


def test_what_a_revision_has_too_is_known(folder: Path, projects: Projects) -> None:
    (folder / ".git").rmdir()
    (folder / "a.py").write_text("import os\n")
    identity = ("-c", "user.name=t", "-c", "user.email=t@example.com")
    for command in (("init", "-q"), ("add", "a.py"), (*identity, "commit", "-qm", "x")):
        subprocess.run(["git", *command], cwd=folder, check=True, capture_output=True)
    projects.arguments = ("--new=HEAD",)

    rows = list(_rows(_judge(projects, folder / "a.py", "import os\nimport re\n").report.judgements))

    assert [(row[0], row[4]) for row in rows] == [("F401", "known"), ("F401", "open")]
