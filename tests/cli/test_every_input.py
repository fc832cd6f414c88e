"""Every kind of input of a remembered run: whatever happens to it, the next run says what one without a cache says.

The kinds are checked against the code: each place that asks :class:`~qualitygate.inputs.Inputs` must be one that a row
of ``KINDS`` has asked. Environment variables, what is installed and the interpreter: test_every_variable.py.
"""

from __future__ import annotations

import ast
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from qualitygate.inputs import Inputs

from .cached import Said, answered_by, own_cache, run_in, settle
from .tools import tool

_PATH = tuple(sys.path)
PACKAGE = Path(__file__).parents[2] / "qualitygate"
CODE = "import os\nx = 1 \n"
OURS = "[tool.qualitygate]\n"
MEMORY, RESULTS, NOTHING = "the run's memory", "results of", "nothing"
ANEW = ""  #: not the memory, and what the results are good for depends on what is selected now
PLUGIN = """\
import os
import sys

from qualitygate.api import Finding, Location, Rule, Severity, hookimpl

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
import acme_words

class Checker:
    name, kinds, codes, needs_tree = "acme", frozenset({"python"}), ("ACME1",), False

    def check(self, source):
        with open(os.path.join(HERE, "words.txt")) as file:
            words = [acme_words.WORD, file.read().strip(), *sorted(os.listdir(os.path.join(HERE, "words")))]
        yield Finding("ACME1", " ".join(words), Location(source.path, 1, 1), Severity.WARNING, self.name)

@hookimpl
def qualitygate_rules():
    return [Rule("ACME1", "acme", "Acme")]

@hookimpl
def qualitygate_kinds(settings):
    return ["python"]

@hookimpl
def qualitygate_checkers(settings):
    return [Checker()]
"""
CHECKS = """\
class Checks:
    name, version = "acme", "1"

    def __init__(self, tree):
        pass

    def run(self):
        yield 1, 0, "ACM100 one", type(self)
"""
PROFILES = """\
from pathlib import Path

from qualitygate.api import hookimpl

@hookimpl
def qualitygate_profiles():
    return {"acme": Path(__file__).with_name("team.toml")}

@hookimpl
def qualitygate_name_lists():
    return {"team-names": Path(__file__).with_name("team.txt")}
"""
ACME: Mapping[str, str] = {
    "qualitygate.toml": 'plugins = ["tools/acme.py"]\n',
    "tools/acme.py": PLUGIN,
    "tools/acme_words.py": "WORD = 'one'\n",
    "tools/words.txt": "two\n",
    "tools/words/three": "",
}
TEAM: Mapping[str, str] = {
    "qualitygate.toml": 'plugins = ["tools/team_plugin.py"]\nprofile = "acme"\n',
    "tools/team_plugin.py": PROFILES,
    "tools/team.toml": 'select = ["F", "QG2"]\nspelling.names-from = ["team-names"]\n',
    "tools/team.txt": "GitHub\n",
    "a.py": f"{CODE}# Github and Gitlab\n",
}
#: A program that says what two files hold, one of which its configuration names and one a pattern.
TOOL: Mapping[str, str] = {
    "qualitygate.toml": "select = ['F']\n"
    + tool(pass_="project", inputs=["*.dat"], configuration=["words.cfg"], version=[sys.executable, "-V"]),
    "words.py": "import glob\nfound = [open(name).read().strip() for name in sorted(glob.glob('words.[cd]*'))]\n"
    "print('a.py:1: W1', *found)\nexit(1)\n",
    "words.dat": "one\n",
    "words.cfg": "two\n",
}
HEAD = '{"baseline": 1}\n'
ENTRY = '{"path": "a.py", "code": "%s", "line": "%s"}\n'
OLD_ENTRY = '{"path": "old/gone.py", "code": "F401", "line": "import os"}\n'


@dataclass(frozen=True)
class Kind:
    """An input: where it is, what it holds, what else it may hold, and who asks for it."""

    path: str  #: from the project's root
    content: str
    other: str
    asked: tuple[str, ...]  #: module.method of Inputs
    files: Mapping[str, str] = field(default_factory=dict)  #: that are there beside it
    arguments: tuple[str, ...] = ()
    cwd: str = ""
    is_required: bool = False  #: without it there is an error, and that is not remembered
    decides: bool = True  #: in the content; else only that it is there
    answered: str = ANEW  #: by whom, after a change


READ, MODE = "config/documents.read", "files/discover.mode"
IGNORE = ("files/gitignore.read", "files/walk.entries")
PLUGINS_OWN = ("engine/reuse/reuse.note",)
KINDS = {
    "a checked file": Kind("a.py", CODE, "import re\nx = 1\n", ("files/walk.entries",), answered=RESULTS),
    "a new file": Kind("sub/new.py", CODE, "import re\n", ("files/walk.entries",), answered=RESULTS),
    "a named file": Kind(
        "a.py", CODE, "import re\n", (MODE, "config/load.is_directory"), arguments=("a.py",),
        is_required=True,
    ),
    "a script": Kind(
        "script", f"#!/usr/bin/env python\n{CODE}", f"#!/bin/sh\n{CODE}", ("files/walk.head", "files/walk.note_type")
    ),
    "a named script": Kind(
        "script", f"#!/usr/bin/env python\n{CODE}", f"#!/bin/sh\n{CODE}", ("files/discover.head",),
        arguments=("a.py", "script"), is_required=True,
    ),
    "a virtual environment's mark": Kind(
        "sub/pyvenv.cfg", "", "home = x\n", ("files/walk.exists",), decides=False, answered=RESULTS
    ),
    "configuration of its own": Kind("qualitygate.toml", "select = ['F']\n", "select = ['W']\n", (READ,)),
    "shared configuration": Kind("pyproject.toml", f"{OURS}select = ['F']\n", f"{OURS}select = ['W']\n", (READ,)),
    "nested configuration": Kind("sub/qualitygate.toml", "select = ['F']\n", "select = ['W']\n", (READ,)),
    "configuration above": Kind("qualitygate.toml", "select = ['F']\n", "select = ['W']\n", (READ,), cwd="sub"),
    "a file named by --config": Kind(
        "../team.toml", "select = ['F']\n", "select = ['W']\n", (READ,),
        arguments=("--config=../team.toml",), is_required=True,
    ),
    ".flake8": Kind(".flake8", "[flake8]\nselect = F\n", "[flake8]\nselect = W\n", (READ,), {"pyproject.toml": ""}),
    "tox.ini": Kind("tox.ini", "[flake8]\nselect = F\n", "[flake8]\nselect = W\n", (READ,), {"pyproject.toml": ""}),
    "nested setup.cfg": Kind(
        "sub/setup.cfg", "[pycodestyle]\nmax_line_length = 3\n", "[pycodestyle]\nmax_line_length = 99\n", (READ,),
        {"pyproject.toml": ""}, cwd="sub",
    ),
    "an old file that is extended": Kind(
        ".flake8", "[flake8]\nignore = F\n", "[flake8]\nignore = W\n", (READ,),
        {"qualitygate.toml": "extends = '.flake8'\n"}, is_required=True,
    ),
    "an old file that is passed over": Kind("setup.cfg", "[flake8]\n", "[isort]\n", (READ,), answered=RESULTS),
    "a file that is called nearly as ours": Kind(
        ".qualitygate.toml", "", "ignore = ['F']\n", ("config/unread.is_file",), decides=False, answered=RESULTS,
    ),
    "where a project begins": Kind(
        "sub/.git", "", "gitdir: elsewhere\n", ("config/locate.exists",),
        {"sub/pyproject.toml": OURS, "qualitygate.toml": "select = ['F']\n"}, cwd="sub", decides=False,
    ),
    "the baseline": Kind(
        ".qualitygate-baseline.jsonl", HEAD + ENTRY % ("F401", "import os"), HEAD + ENTRY % ("W291", "x = 1"),
        ("engine/job.exists", "engine/baseline/baseline_file.read", "cli/cache_session.exists"), answered=RESULTS,
    ),
    "the file that an accepted finding was in": Kind(
        "old/gone.py", CODE, "", ("engine/matching/checked_tree.exists",),
        {"qualitygate.toml": "extend-exclude = ['old']\n", ".qualitygate-baseline.jsonl": HEAD + OLD_ENTRY},
        decides=False, answered=RESULTS,
    ),
    "what an exclusion names": Kind(
        "sub/deep/old", "", "x", ("engine/silencing/unused_exclusions.exists",),
        {"qualitygate.toml": "select = ['F', 'QG905']\nextend-exclude = ['sub/deep/old']\n"},
        decides=False, answered=NOTHING,
    ),
    "an ignore file": Kind(".gitignore", "deep/\n", "a.py\n", IGNORE, answered=RESULTS),
    "a nested ignore file": Kind("sub/.gitignore", "c.py\n", "deep/\n", IGNORE, answered=RESULTS),
    "an ignore file above": Kind(
        ".gitignore", "deep/\n", "c.py\n", (*IGNORE[:1], "files/gitignore.exists"), cwd="sub",
        arguments=(".",),
    ),
    "the repository's excludes": Kind(".git/info/exclude", "deep/\n", "a.py\n", IGNORE, answered=RESULTS),
    "the excludes of a worktree's repository": Kind(
        "../common/info/exclude", "deep/\n", "a.py\n", ("files/gitignore.is_file", "files/gitignore.read"),
        {".git": "gitdir: ../real\n", "../real/commondir": "../common\n"}, answered=RESULTS,
    ),
    "where a worktree's repository is": Kind(
        "../real/commondir", "../common\n", "../other\n", ("files/gitignore.read",),
        {".git": "gitdir: ../real\n", "../common/info/exclude": "deep/\n", "../other/info/exclude": "a.py\n"},
        answered=RESULTS,
    ),
    "what a worktree's .git says": Kind(
        ".git", "gitdir: ../real\n", "gitdir: ../other\n", ("files/gitignore.read",),
        {"../real/info/exclude": "deep/\n", "../other/info/exclude": "a.py\n"}, answered=RESULTS,
    ),
    "one person's excludes":
        Kind("../home/.config/git/ignore", "deep/\n", "a.py\n", (), answered=MEMORY, decides=False),
    "a plugin of the project": Kind(
        "tools/acme.py", PLUGIN, PLUGIN.replace("acme_words.WORD", "'1'"), ("hosting/discovery.is_code",),
        ACME, is_required=True, answered=NOTHING,
    ),
    "what a plugin imports": Kind(
        "tools/acme_words.py", "WORD = 'one'\n", "WORD = 'more'\n", PLUGINS_OWN, ACME, is_required=True,
        answered=NOTHING
    ),
    "what a plugin reads": Kind(
        "tools/words.txt", "two\n", "more\n", PLUGINS_OWN, ACME, is_required=True, answered=NOTHING
    ),
    "a plugin of flake8's in the project": Kind(
        "tools/acme_checks.py", CHECKS, CHECKS.replace("one", "two"), ("config/local_plugins.is_file",),
        {"qualitygate.toml": 'plugins = ["ACM = ./tools/acme_checks.py:Checks"]\n'}, is_required=True,
        answered=NOTHING,
    ),
    "what a plugin lists": Kind("tools/words/four", "", "x", PLUGINS_OWN, ACME, decides=False),
    "a profile": Kind(
        "tools/team.toml", TEAM["tools/team.toml"], "select = ['W']\n", (), TEAM, is_required=True, answered=NOTHING
    ),
    "a tool's configuration": Kind(
        "words.cfg", "two\n", "more\n", ("engine/project/dependencies.note",), TOOL, answered=RESULTS
    ),
    "what a tool's answer depends on": Kind(
        "words.dat", "one\n", "more\n", ("engine/project/dependencies.note", "engine/project/dependencies.entries"),
        TOOL, answered=RESULTS,
    ),
    "a list of names": Kind("tools/team.txt", "GitHub\n", "GitLab\n", (), TEAM, is_required=True, answered=NOTHING),
}
#: Who asks for what no answer depends on that is remembered.
NOT_REMEMBERED = {
    "cli/trust.read": "what a CI service says of one run: tests/cli/test_untrusted.py",
    "engine/project/dependencies.is_directory": "where packages are installed: tests/cli/test_tools.py",
    "config/load.for_named": "reads nothing",
    "config/load.is_file": "whether a file is missing that an error is about",
    "files/discover.leave_to_checking": "notes less, not more",
    "lsp/projects.leave_to_checking": "notes less, not more",
    "config/documents.exists": "whether what --config names is there: an error where it is not",
    "engine/reasons/taken.read": "why and --show-files, which are never remembered",
    "engine/reasons/taken.entries": "why and --show-files, which are never remembered",
    "adopting/yaml_files.is_file": "adopt, which is never remembered",
    "cli/commands/merge.read": "the reports of shards: a merge is never remembered",
    "engine/sharding/identity.read": "shards and merges, which are never remembered",
}
ACTIONS = ("edit", "delete", "create", "become a link", "become a directory")


def _cases() -> list[object]:
    return [
        pytest.param(kind, action, id=f"{name}: {action}".replace(" ", "-"))
        for name, kind in KINDS.items()
        for action in ACTIONS
        if not (action == "create" and kind.is_required)
    ]


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A directory for a project, its user's home beside it."""
    own_cache(monkeypatch, tmp_path / "cache")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    monkeypatch.setattr("sys.path", list(sys.path))
    monkeypatch.setattr("sys.dont_write_bytecode", True)
    root = tmp_path / "project"
    root.mkdir()
    return root


def _write(root: Path, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        path = Path(os.path.normpath(root / name))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def _start(root: Path, kind: Kind) -> None:
    """Write the project, without the input."""
    files = {name: CODE for name in ("a.py", "sub/c.py", "sub/deep/d.py")}
    own = "qualitygate.toml" in (kind.path, *kind.files)
    files |= {"pyproject.toml": "" if own else OURS, **kind.files}
    _write(root, {name: text for name, text in files.items() if name != kind.path})
    if ".git" not in (kind.path, *kind.files):
        (root / ".git" / "info").mkdir(parents=True)


def _act(root: Path, kind: Kind, action: str) -> None:
    path = Path(os.path.normpath(root / kind.path))
    if action in ("edit", "create"):
        _write(root, {kind.path: kind.other if action == "edit" else kind.content})
        return
    path.unlink()
    if action == "become a link":
        _write(root, {"../linked": kind.other})
        path.symlink_to(root.parent / "linked")
    elif action == "become a directory":
        path.mkdir()


def _run(root: Path, kind: Kind, *arguments: str) -> Said:
    """Run as in a new process: what the project's plugin has imported is imported anew."""
    for name in ("acme_words", "acme_checks"):
        sys.modules.pop(name, None)
    sys.path[:] = _PATH  # a plugin extends it, and by the import path of its start a run is remembered
    return run_in(root / kind.cwd, *kind.arguments, *arguments)


def _remember(root: Path, kind: Kind, *, from_results: bool = False) -> Said:
    """Run until it is remembered; ``from_results``: by a run that knew all results, and looked at no file itself."""
    settle()
    _run(root, kind)
    for memory in (root.parent / "cache").rglob("*.run") if from_results else ():
        memory.unlink()
    said = _run(root, kind)
    assert answered_by(_run(root, kind, "--profile")) == MEMORY
    return said


@pytest.mark.skipif(sys.platform == "win32", reason="needs another platform: links")
@pytest.mark.parametrize(("kind", "action"), _cases())
def test_whatever_happens_to_an_input_is_seen(root: Path, kind: Kind, action: str) -> None:
    _start(root, kind)
    if action != "create":
        _write(root, {kind.path: kind.content})
    before = _remember(root, kind)
    _act(root, kind, action)

    cached = _run(root, kind, "--profile")
    plain = _run(root, kind, "--no-cache")

    assert (cached.code, cached.out) == (plain.code, plain.out)
    assert _run(root, kind) == plain
    if plain.code in (0, 1):
        assert (answered_by(cached) == MEMORY) == (kind.answered == MEMORY)
        assert answered_by(cached).startswith(kind.answered)
    if kind.decides and action in ("edit", "delete", "create"):
        assert (plain.code, plain.out, plain.err) != (before.code, before.out, before.err)


@pytest.mark.skipif(sys.platform == "win32", reason="needs another platform: links")
@pytest.mark.parametrize("kind", KINDS.values(), ids=[name.replace(" ", "-") for name in KINDS])
def test_an_edit_is_seen_also_where_the_memory_was_made_of_known_results(root: Path, kind: Kind) -> None:
    _start(root, kind)
    _write(root, {kind.path: kind.content})
    _remember(root, kind, from_results=True)
    _act(root, kind, "edit")

    cached = _run(root, kind)

    assert cached == _run(root, kind, "--no-cache")


def _calls(monkeypatch: pytest.MonkeyPatch) -> set[tuple[str, str]]:
    """Watch who asks: "module.method", and the path."""
    calls: set[tuple[str, str]] = set()

    def watch(name: str) -> None:
        method = getattr(Inputs, name)

        def watched(self: Inputs, path: str, *arguments: object, **options: object) -> object:
            module = Path(sys._getframe(1).f_code.co_filename).relative_to(PACKAGE).with_suffix("").as_posix()
            calls.add((f"{module}.{name}", path))
            return method(self, path, *arguments, **options)

        monkeypatch.setattr(Inputs, name, watched)

    for name in _methods():
        watch(name)
    return calls


def _methods() -> set[str]:
    return {name for name, member in vars(Inputs).items() if callable(member) and not name.startswith("_")}


@pytest.mark.parametrize("name", KINDS)
def test_each_input_is_asked_for_by_whom_the_table_says(
    root: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    kind = KINDS[name]
    _start(root, kind)
    _write(root, {kind.path: kind.content})
    calls = _calls(monkeypatch)
    _run(root, kind)

    path = os.path.normpath(root / kind.path)
    places = [(who, os.path.normpath(what)) for who, what in calls]
    assert set(kind.asked) - {who for who, _ in places} == set()
    assert not kind.asked or any(
        what == path or path.startswith(os.path.join(what, "")) for who, what in places if who in kind.asked
    )


def test_whoever_asks_for_an_input_has_a_row() -> None:
    asked = set()
    for file in PACKAGE.rglob("*.py"):
        module = file.relative_to(PACKAGE).with_suffix("").as_posix()
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _methods():
                if ast.unparse(node.func.value).endswith("inputs"):
                    asked.add(f"{module}.{node.func.attr}")
    rows = {who for kind in KINDS.values() for who in kind.asked}

    assert asked - rows - NOT_REMEMBERED.keys() == set(), "write a row of KINDS"
    assert rows - asked == set()
    assert NOT_REMEMBERED.keys() - asked == set()
