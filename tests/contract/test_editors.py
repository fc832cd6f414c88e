"""Editors with the settings that docs/editors shows, without a screen: they show, follow and repair what is wrong."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.cli.language_client import LanguageClient
from tests.contract.programs import command, consumers_folder, require

pytestmark = pytest.mark.consumer

HERE = Path(__file__).parent
DOCUMENTS = HERE.parents[1] / "docs" / "editors"
#: Before the name that is wrong stand two characters outside of the BMP: four UTF-16 units, eight bytes.
TEXT = "s = '😀😀'; x = undefined\ny=1\n"


def _snippets(document: str, language: str) -> list[str]:
    text = (DOCUMENTS / document).read_text("utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def _run(folder: Path, *argv: str) -> None:
    """Run an editor with our command on the path and a home of its own."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    env = {"PATH": path, "HOME": str(folder), "LC_ALL": "C.UTF-8", "XDG_CONFIG_HOME": str(folder), "TERM": "dumb"}
    done = subprocess.run(argv, cwd=folder, env=env, capture_output=True, text=True, timeout=120)
    assert (folder / "seen.json").exists(), done.stdout + done.stderr


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project with one file."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "a.py").write_text(TEXT, "utf-8")
    return tmp_path


def test_neovim_shows_follows_and_repairs(folder: Path) -> None:
    editor = command("nvim", "apt")
    _, old, on_save = _snippets("neovim.md", "lua")
    (folder / "init.lua").write_text(f"{old}\n{on_save}", "utf-8")

    _run(folder, editor, "--headless", "-u", str(folder / "init.lua"), "-c", f"luafile {HERE / 'editors.lua'}")

    seen: dict[str, Any] = json.loads((folder / "seen.json").read_text("utf-8"))
    undefined = next(each for each in seen["before"] if each["code"] == "F821")
    assert undefined == {"code": "F821", "line": 0, "column": 20, "stop": 29}  # Neovim counts bytes
    assert {each["code"] for each in seen["before"]} == {"E702", "F821", "E225"}
    assert [each["line"] for each in seen["after"]] == [each["line"] + 1 for each in seen["before"]]
    assert seen["saved"] == ["# a comment", "s = '😀😀'", "x = undefined", "y = 1"]
    assert (folder / "a.py").read_text("utf-8") == "# a comment\ns = '😀😀'\nx = undefined\ny = 1\n"


def test_emacs_shows_and_follows(folder: Path) -> None:
    editor = command("emacs", "apt")
    shown = next(iter(_snippets("emacs.md", "elisp")))
    (folder / "init.el").write_text(f"(package-initialize)\n{shown}", "utf-8")

    _run(folder, editor, "--batch", "-l", str(folder / "init.el"), "-l", str(HERE / "editors.el"))

    seen: dict[str, Any] = json.loads((folder / "seen.json").read_text("utf-8"))
    assert {"line": 1, "column": 14, "text": "undefined"} in seen["before"]
    assert [each["line"] for each in seen["after"]] == [each["line"] + 1 for each in seen["before"]]


def test_vim_with_ale_reads_the_old_way(folder: Path) -> None:
    editor = command("vim", "apt")
    require(Path("/usr/share/vim-ale").is_dir(), "vim-ale", "apt")
    (shown,) = _snippets("vim.md", "vim")
    (folder / "pyproject.toml").write_text("[tool.qualitygate.per-file-ignores]\n'a.py' = ['E225']\n")
    (folder / "vimrc").write_text(f"set nocompatible\n{shown}filetype plugin on\npackadd ale\n", "utf-8")

    _run(folder, editor, "-u", str(folder / "vimrc"), "-N", "-es", "-S", str(HERE / "editors.vim"))

    seen = json.loads((folder / "seen.json").read_text("utf-8"))
    assert [(each["code"], each["line"]) for each in seen] == [("E702", 1), ("F821", 1)]
    assert TEXT.encode()[seen[1]["column"] - 1 :].startswith(b"undefined")  # Vim counts bytes


def test_emacs_with_flycheck_reads_the_old_way(folder: Path) -> None:
    editor = command("emacs", "apt")
    require(any(Path("/usr/share/emacs/site-lisp/elpa-src").glob("flycheck-*")), "flycheck", "apt")
    (folder / "init.el").write_text(f"(package-initialize)\n{_snippets('emacs.md', 'elisp')[1]}", "utf-8")
    (folder / ".local" / "bin").mkdir(parents=True)
    (linking,) = _snippets("emacs.md", "sh")

    _run(folder, "sh", "-c", f'{linking} PATH=~/.local/bin:$PATH; exec "$@"', "sh", editor, "--batch",
         "-l", str(folder / "init.el"), "-l", str(HERE / "flycheck.el"))  # fmt: skip

    seen = json.loads((folder / "seen.json").read_text("utf-8"))
    places = [(each["code"], each["line"], each["column"], each["text"]) for each in seen]
    assert ("F821", 1, 15, "undefined name 'undefined'") in places  # Emacs counts characters
    assert [code for code, *_ in places] == ["E702", "F821", "E225"]


def test_efm_langserver_reads_the_old_way(folder: Path) -> None:
    server = command("efm-langserver", "apt")
    (folder / "config.yaml").write_text(_snippets("README.md", "yaml")[0], "utf-8")
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    argv = [server, "-c", str(folder / "config.yaml")]
    env = {"PATH": path, "HOME": str(folder), "LC_ALL": "C.UTF-8"}
    with subprocess.Popen(argv, cwd=folder, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        client = LanguageClient(process.stdout, process.stdin, folder)
        client.open(folder / "a.py", TEXT)
        said = client.wait_for("textDocument/publishDiagnostics")
        process.kill()

    places = [(each["message"].split()[0], each["range"]["start"]) for each in said["diagnostics"]]
    assert ("F821", {"line": 0, "character": 14}) in places  # it tells characters, not units
    assert [code for code, _ in places] == ["E702", "F821", "E225"]


def test_pytest_lsp_sees_and_follows_as_three_editors(folder: Path) -> None:
    python = consumers_folder() / "pytest-lsp" / "bin" / "python"
    require(python.exists(), "pytest-lsp", "python")
    session = shutil.copy(HERE / "consumers" / "pytest_lsp_session.py", folder / "session.py")
    done = subprocess.run(
        [str(python), str(session), "-W", "ignore"],
        cwd=folder,
        env={"PATH": os.environ["PATH"], "HOME": str(folder), "SERVER": sys.executable, "FOLDER": str(folder)},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert "3 passed" in done.stdout, done.stdout + done.stderr


def test_a_client_on_the_protocols_own_library_edits_and_repairs(folder: Path) -> None:
    modules = consumers_folder() / "node_modules" / "vscode-languageserver-protocol"
    require(modules.is_dir(), "vscode-languageserver-protocol", "node")
    server = [sys.executable, "-m", "qualitygate", "lsp", "--stdio"]
    done = subprocess.run(
        [command("node", "node"), str(HERE / "consumers" / "edit.mjs"), str(folder), *server],
        env={"PATH": os.environ["PATH"], "MODULES": str(modules.parent), "HOME": str(folder)},
        capture_output=True,
        text=True,
        timeout=60,
    )

    seen = json.loads(done.stdout)
    assert (seen["encoding"], seen["code"]) == ("utf-16", 0)
    assert {"code": "F821", "text": "undefined", "line": 0} in seen["before"]
    assert {"code": "F821", "text": "undefined", "line": 1} in seen["after"]
    assert seen["repaired"] == "# 😀\ns = '😀😀'\nx = undefined\ny = 1\n"
    assert seen["cancelled"] in (-32800, "answered")
