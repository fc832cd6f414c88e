"""What a project's own plugin reads decides about results, whenever and wherever it reads it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from .cached import answered_by, own_cache, run_in, settle

#: Plugins extend it.
_PATH = tuple(sys.path)
PLUGIN = """\
import os
import subprocess
import sys

from qualitygate.api import Finding, Location, Rule, Severity, hookimpl

HERE = os.path.dirname(os.path.abspath(__file__))


class Checker:
    name, kinds, codes, needs_tree = "acme", frozenset({"python"}), ("ACME1",), False

    def check(self, source):
        %(check)s
        yield Finding("ACME1", word, Location(source.path, 1, 1), Severity.WARNING, self.name)


@hookimpl
def qualitygate_rules():
    return [Rule("ACME1", "acme", "Acme")]


@hookimpl
def qualitygate_kinds(settings):
    return ["python"]


@hookimpl
def qualitygate_checkers(settings):
    %(checkers)s
    return [Checker()]
"""
#: By what it does: code in ``check``, code in ``qualitygate_checkers``, and the file that holds the word.
WAYS = {
    "a module beside it, imported in a hook": (
        "import acme_words; word = acme_words.WORD",
        "sys.path.insert(0, HERE); import acme_words",
        "tools/acme_words.py",
    ),
    "a module in a sibling directory": (
        "import acme_words; word = acme_words.WORD",
        "sys.path.insert(0, os.path.join(HERE, '..', 'lib')); import acme_words",
        "lib/acme_words.py",
    ),
    "a module imported while it checks": (
        "sys.path.insert(0, HERE); import acme_words; word = acme_words.WORD", "pass", "tools/acme_words.py"
    ),
    "a data file beside it": (
        "word = open(os.path.join(HERE, 'words.txt')).read().strip()", "pass", "tools/words.txt"
    ),
    "the names in a directory": (
        "word = ' '.join(sorted(os.listdir(os.path.join(HERE, 'words'))))", "pass", "tools/words/one"
    ),
}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three files, and a plugin to be."""
    own_cache(monkeypatch, tmp_path / "cache")
    monkeypatch.setattr(sys, "path", list(_PATH))
    monkeypatch.setattr("sys.dont_write_bytecode", True)
    root = tmp_path / "project"
    (root / ".git").mkdir(parents=True)
    (root / "tools").mkdir()
    (root / "lib").mkdir()
    (root / "src").mkdir()
    for name in "abc":
        (root / "src" / f"{name}.py").write_text("x = 1\n")
    (root / "qualitygate.toml").write_text('plugins = ["tools/acme.py"]\nselect = ["ACME"]\n')
    return root


def _forget_modules(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a new process: by the import path of its start a run is remembered."""
    monkeypatch.delitem(sys.modules, "acme_words", raising=False)
    monkeypatch.setattr(sys, "path", list(_PATH))


@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize("way", WAYS, ids=lambda way: str(way).replace(" ", "-"))
def test_a2_what_a_plugin_reads_is_watched(
    project: Path, monkeypatch: pytest.MonkeyPatch, way: str, jobs: str
) -> None:
    check, checkers, file = WAYS[way]
    executor = ["--executor=fork"] if jobs == "2" else []
    arguments = ["src", "--format=flake8", f"--jobs={jobs}", *executor]
    (project / "tools" / "acme.py").write_text(PLUGIN % {"check": check, "checkers": checkers})
    (project / file).parent.mkdir(exist_ok=True)
    text = "WORD = '%s'\n" if file.endswith(".py") else "%s\n"
    (project / file).write_text(text % "first")
    settle()
    for _ in range(2):
        _forget_modules(monkeypatch)
        run_in(project, *arguments)
        settle()
    _forget_modules(monkeypatch)
    assert answered_by(run_in(project, *arguments, "--profile")) == "the run's memory"

    if file.endswith("one"):
        (project / file).rename(project / "tools" / "words" / "two")
    else:
        (project / file).write_text(text % "other")
    settle()
    _forget_modules(monkeypatch)
    said = run_in(project, *arguments, "--profile")

    assert answered_by(said) == "nothing"
    assert said.out.count("two" if file.endswith("one") else "other") == 3
    (project / "src" / "a.py").write_text("x = 2\n")
    _forget_modules(monkeypatch)
    assert run_in(project, *arguments).out == said.out


def test_a2_what_cannot_be_known_is_not_remembered(project: Path) -> None:
    check = "word = subprocess.run(['cat', os.path.join(HERE, 'words')], capture_output=True, text=True).stdout.strip()"
    (project / "tools" / "acme.py").write_text(PLUGIN % {"check": check, "checkers": "pass"})
    for word in ("first", "other"):
        (project / "tools" / "words").write_text(word)
        settle()
        for _ in range(3):
            said = run_in(project, "src", "--format=flake8", "--profile")
        assert answered_by(said) == "nothing"
        assert said.out.count(word) == 3
