"""What decides beside files: environment variables, what is installed, the interpreter, git, and where reports go."""

from __future__ import annotations

import ast
import importlib
import io
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from qualitygate.inputs import ENVIRONMENT

from .cached import Said, Terminal, answered_by, own_cache, run_in, settle

ROOT = Path(__file__).parents[2]
MEMORY = "the run's memory"
COMMAND = "import os  # ##vso[x]\n"
DATED = "import os  # qualitygate: ignore[F401] until=2999-01-01 reason=later\n"


@dataclass(frozen=True)
class Variable:
    """A variable: two values of it, and the run whose answer they decide."""

    one: str
    other: str
    arguments: tuple[str, ...] = ()
    text: str = "import os\n"
    beside: Mapping[str, str] = field(default_factory=dict)  #: variables that are set
    on_terminal: bool = False
    decides: bool = True  #: between these two and between set and unset, on this platform
    is_pythons: bool = False  #: who reads it is Python, so that each value has a memory of its own


VARIABLES = {
    "NO_COLOR": Variable("1", "", beside={"FORCE_COLOR": "1"}),
    "FORCE_COLOR": Variable("1", ""),
    "TERM": Variable("dumb", "xterm", on_terminal=True),
    "FORCE_HYPERLINK": Variable("1", "0", on_terminal=True),
    "WT_SESSION": Variable("1", "", on_terminal=True),
    "KITTY_WINDOW_ID": Variable("1", "", on_terminal=True),
    "DOMTERM": Variable("1", "", on_terminal=True),
    "TERM_PROGRAM": Variable("vscode", "", on_terminal=True),
    "VTE_VERSION": Variable("6003", "", on_terminal=True),
    "CI": Variable("1", "", on_terminal=True, beside={"WT_SESSION": "1"}),
    "COLUMNS": Variable("40", "100", decides=False),
    "SOURCE_DATE_EPOCH": Variable("32503680000", "1000", text=DATED),
    "GITHUB_ACTIONS": Variable("true", "", ("--show-source",), COMMAND),
    "TF_BUILD": Variable("True", "", ("--show-source",), COMMAND),
    "TEAMCITY_VERSION": Variable("1", "", ("--show-source",), COMMAND),
    "GITLAB_CI": Variable("true", "", ("--format=auto",), decides=False),
    "HOME": Variable("outer", "elsewhere"),
    "USERPROFILE": Variable("a", "b", decides=False),
    "HOMEDRIVE": Variable("a", "b", decides=False),
    "HOMEPATH": Variable("a", "b", decides=False),
    "PYTHONHASHSEED": Variable("1", "2", decides=False, is_pythons=True),
    "LANG": Variable("C", "C.UTF-8", decides=False, is_pythons=True),
    "LC_ALL": Variable("C", "C.UTF-8", decides=False, is_pythons=True),
    "TZ": Variable("UTC", "Asia/Tokyo", decides=False, is_pythons=True),
}
#: What is asked for where nothing is remembered, and why nothing is.
NOT_REMEMBERED = {
    "BUILD_SOURCESDIRECTORY": "the reporter for Azure is asked each time",
    "GITHUB_WORKSPACE": "the reporter for GitHub is asked each time",
    "GITHUB_STEP_SUMMARY": "the same",
}
#: Who may look at the environment without noting it: tests/meta/test_inputs.py tells why.
_UNNOTED = ("place.py", "secret.py", "replay.py", "command.py", "digests.py", "checker.py", "forerunner.py")
#: Capitals that are none, and the mark by which what a tool has started is found: written, and read of others.
_NO_VARIABLES = {"FIFO", "SIGKILL", "QUALITYGATE_TOOL", "QG"}


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project below a configuration, nothing of the caller's environment, and a record of its own of who asks."""
    own_cache(monkeypatch, tmp_path / "cache")
    for name in (*VARIABLES, *NOT_REMEMBERED):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setattr(ENVIRONMENT, "asked", set())
    monkeypatch.setattr("sys.path", list(sys.path))
    root = tmp_path / "outer" / "project"
    root.mkdir(parents=True)
    (root.parent / "qualitygate.toml").write_text("ignore = ['W292']\n")
    return root


@pytest.mark.skipif(sys.platform == "win32", reason="needs another platform: HOME")
@pytest.mark.parametrize("name", VARIABLES)
def test_a_variable_that_decides_is_compared(root: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    variable = VARIABLES[name]
    (root / "a.py").write_text(variable.text)
    for each, value in variable.beside.items():
        monkeypatch.setenv(each, value)
    stream = Terminal if variable.on_terminal else io.TextIOWrapper

    def run(*arguments: str) -> Said:
        return run_in(root, *variable.arguments, *arguments, stream=stream)

    outputs = set()
    settle()
    for value in (variable.one, variable.other, None, variable.one):
        if value is None:
            monkeypatch.delenv(name)
        else:
            monkeypatch.setenv(name, str(root.parent.parent / value) if name == "HOME" else value)
        plain = run("--no-cache")
        outputs.add(plain.out)
        first = run("--profile")
        assert first.out == plain.out
        assert variable.is_pythons or answered_by(first) != MEMORY
        assert run() == plain
        assert answered_by(run("--profile")) == MEMORY
    assert (len(outputs) > 1) == variable.decides


@pytest.mark.parametrize("format_name", ["azure", "github", "--format=auto"])
def test_where_nothing_is_remembered_a_variable_is_read_each_time(
    root: Path, monkeypatch: pytest.MonkeyPatch, format_name: str
) -> None:
    (root / "a.py").write_text("import os\n")
    arguments = [format_name if format_name.startswith("-") else f"--format={format_name}"]
    monkeypatch.setenv("TF_BUILD", "True")
    for value in (str(root), str(root.parent)):
        monkeypatch.setenv("BUILD_SOURCESDIRECTORY", value)
        monkeypatch.setenv("GITHUB_WORKSPACE", value)
        settle()
        for _ in range(3):
            said = run_in(root, *arguments, "--profile")
        assert answered_by(said) == "results of 1 file"
        assert said.out == run_in(root, *arguments, "--no-cache").out


def test_every_variable_that_is_asked_for_has_a_row() -> None:
    named = set()
    for package in ("qualitygate", "plugins/qualitygate_plugins"):
        for file in (ROOT / package).rglob("*.py"):
            tree = ast.parse(file.read_text("utf-8"))
            if file.name in _UNNOTED or not re.search(r"environ\b|ENVIRONMENT", ast.unparse(tree)):
                continue
            texts = (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant))
            named |= {text for text in texts if isinstance(text, str) and re.fullmatch(r"[A-Z]{2,}(_[A-Z]+)*", text)}
    rows = {name for name, variable in VARIABLES.items() if not variable.is_pythons}
    asked = named | _automatic()

    assert asked - rows - NOT_REMEMBERED.keys() - _NO_VARIABLES == set(), "write a row of VARIABLES"
    assert rows - asked == set()


def _automatic() -> set[str]:
    from qualitygate_plugins.reporters import qualitygate_formats

    return {variable for each in qualitygate_formats().values() for variable, _ in each.automatic}


def _install(site: Path, version: str) -> None:
    info = site / f"acme_other-{version}.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: acme-other\nVersion: {version}\n")
    (info / "RECORD").write_text("")


def _remove(site: Path) -> None:
    for info in site.glob("*.dist-info"):
        for file in info.iterdir():
            file.unlink()
        info.rmdir()


@pytest.mark.parametrize("place", ["site-packages", "anywhere"])
def test_what_is_installed_is_compared(root: Path, tmp_path: Path, place: str) -> None:
    site = tmp_path / place
    site.mkdir()
    sys.path.append(str(site))
    (root / "a.py").write_text("import os\n")
    (root.parent / "qualitygate.toml").write_text("require-plugins = ['acme-other>=2']\n")
    _install(site, "2.0")

    def said(*arguments: str) -> Said:
        importlib.invalidate_caches()
        settle()
        return run_in(root, *arguments)

    said()
    assert answered_by(said("--profile")) == MEMORY
    for version in ("2.1", "", "1.0", "2.2"):
        _remove(site)
        if version:
            _install(site, version)
        plain = said("--no-cache")
        cached = said("--profile")
        assert (cached.code, cached.out) == (plain.code, plain.out)
        assert cached.code == (1 if version.startswith("2") else 2)
        assert cached.code == 2 or answered_by(cached) != MEMORY


def test_a_place_on_the_import_path_that_appears_is_seen(root: Path, tmp_path: Path) -> None:
    sys.path.append(str(tmp_path / "later"))
    (root / "a.py").write_text("import os\n")
    settle()
    run_in(root)
    assert answered_by(run_in(root, "--profile")) == MEMORY
    (tmp_path / "later").mkdir()

    assert answered_by(run_in(root, "--profile")) == "results of 1 file"


@pytest.mark.parametrize(
    ("name", "value", "answered"),
    [
        ("sys.version", "3.99.0 (another)", "nothing"),
        ("sys.executable", "/another/python", "results of 1 file"),
        ("qualitygate.cli.replay.__version__", "0.0", "results of 1 file"),
        ("qualitygate.cache.environment.__version__", "0.0", MEMORY),
    ],
)
def test_another_interpreter_has_another_memory(
    root: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str, answered: str
) -> None:
    (root / "a.py").write_text("import os\n")
    settle()
    run_in(root)
    assert answered_by(run_in(root, "--profile")) == MEMORY
    monkeypatch.setattr(name, value)

    assert answered_by(run_in(root, "--profile")) == answered
    monkeypatch.undo()


@pytest.mark.skipif(sys.platform == "win32", reason="needs another platform: links")
@pytest.mark.parametrize("change", ["edited", "deleted", "a link", "a link that leads nowhere", "a directory"])
def test_a_report_is_what_it_was_whatever_became_of_its_file(root: Path, change: str) -> None:
    (root / "a.py").write_text("import os\n")
    report, arguments = root / "report.xml", ("--format=checkstyle=report.xml",)
    expected = run_in(root, *arguments, "--no-cache"), report.read_text()
    settle()
    run_in(root, *arguments)
    assert answered_by(run_in(root, *arguments, "--profile")) == MEMORY
    report.unlink() if change != "edited" else report.write_text("x")
    if change == "a directory":
        report.mkdir()
        assert run_in(root, *arguments) == run_in(root, *arguments, "--no-cache")
        return
    if change.startswith("a link"):
        report.symlink_to("inner.xml")
        if change == "a link":
            (root / "inner.xml").write_text("x")

    said = run_in(root, *arguments, "--profile")

    assert (Said(said.code, said.out), report.read_text()) == (Said(expected[0].code, expected[0].out), expected[1])
    assert report.is_symlink() == change.startswith("a link")
    assert (answered_by(said) == MEMORY) == (change == "edited")  # else another entry of the root


def _git(root: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=one")
    subprocess.run(["git", *identity, *arguments], cwd=root, check=True, capture_output=True)


@pytest.mark.parametrize(
    ("arguments", "change"),
    [
        (("--new=HEAD",), ("commit", "-qam", "two")),
        (("--staged",), ("add", ".")),
        (("--staged",), ("rm", "-q", "--cached", "a.py")),
    ],
    ids=lambda value: "-".join(value),
)
def test_where_git_decides_no_answer_is_remembered(
    root: Path, arguments: tuple[str, ...], change: tuple[str, ...]
) -> None:
    _git(root, "init", "-q")
    for name in ("a.py", "b.py"):
        (root / name).write_text("import os\n")
    _git(root, "add", ".")
    _git(root, "commit", "-qm", "one")
    (root / "a.py").write_text("import os\nimport re\n")
    settle()
    for _ in range(2):
        before = run_in(root, *arguments)
    assert answered_by(run_in(root, *arguments, "--profile")).startswith("results of")
    _git(root, *change)

    cached = run_in(root, *arguments, "--profile")
    plain = run_in(root, *arguments, "--no-cache")

    assert answered_by(cached) != MEMORY
    assert (cached.code, cached.out) == (plain.code, plain.out)
    assert plain.out != before.out
