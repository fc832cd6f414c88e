"""The one place that starts git. It answers about repositories that may be anybody's, and runs nothing of theirs.

A repository's own configuration can name programs, and git starts them when it compares files with the index, shows a
difference, or lacks an object. So git is asked about its objects, its references and its index only, never about the
working tree: that we read ourselves (``worktree.py``), which leaves no place for filters, textconv and the submodules'
own configuration. What is left is switched off here.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from copy import copy

from qualitygate.errors import RevisionError

#: Configuration that beats the repository's (git-config(1): the command line comes last).
_OVERRIDES = (
    "core.fsmonitor=false",  # a program that every look at the index asks what has changed
    f"core.hooksPath={os.devnull}",  # post-index-change and others
    "core.alternateRefsCommand=",  # asked for what a borrowed store of objects has
    "core.pager=cat",
    "core.askPass=",
    "core.sshCommand=false",
    "core.gitProxy=",
    "credential.helper=",
    "diff.external=",
    "gpg.program=false",
    "blame.ignoreRevsFile=",  # no program, but a file of any name
    "protocol.allow=never",  # nothing is fetched: what is not here is said
    "safe.bareRepository=explicit",  # a directory that looks like a repository is not one
)
#: What the environment of git keeps of ``GIT_*``: where the user's own configuration is, and where a search ends. All
#: else moves the repository, traces into files or names programs.
_KEPT = (
    "GIT_CONFIG_GLOBAL",
    "GIT_CONFIG_SYSTEM",
    "GIT_CONFIG_NOSYSTEM",
    "GIT_CEILING_DIRECTORIES",
    "GIT_DISCOVERY_ACROSS_FILESYSTEM",
)
_SET = {
    "LC_ALL": "C",  # messages that we read
    "GIT_OPTIONAL_LOCKS": "0",  # a reader writes no index
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_ALLOW_PROTOCOL": "none",  # stronger than any protocol.*.allow; there is no protocol "none"
    "GIT_NO_LAZY_FETCH": "1",  # 2.45 and later; earlier ones stop at the protocol
    "GIT_LITERAL_PATHSPECS": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",  # a revision is what it was committed as, not what "git replace" made of it
    "GIT_GRAFT_FILE": os.devnull,
}
_Question = tuple[str, ...]


class Git:
    """Git, asked from one directory."""

    def __init__(self, directory: str, *, asker: str = "--new", environ: Mapping[str, str] = os.environ) -> None:
        """``asker`` is the option that needs git, for messages."""
        self.directory = directory
        self._asker = asker
        self._environment = _environment(environ)
        self._begun: dict[_Question, subprocess.Popen[bytes]] = {}  # questions that nobody waits for yet
        index = environ.get("GIT_INDEX_FILE")
        if index and self._is_own(os.path.abspath(index)):
            self._environment["GIT_INDEX_FILE"] = os.path.abspath(index)

    def with_index(self, file: str) -> Git:
        """Return git as it answers with another file as its index."""
        other = copy(self)
        other._environment = {**self._environment, "GIT_INDEX_FILE": os.path.abspath(file)}
        other._begun = {}
        return other

    def begin(self, *question: str) -> None:
        """Let git work on what will be asked, while it is asked others.

        Raises:
            RevisionError: git is not installed.
        """
        self._begun[question] = self._start(question)

    def ask(self, *question: str, data: bytes | None = None) -> subprocess.CompletedProcess[bytes]:
        """Return git's answer, whatever its exit code; ``data`` is what it reads.

        Raises:
            RevisionError: git is not installed.
        """
        process = self._begun.pop(question, None) or self._start(question, takes_data=data is not None)
        with process:
            output, errors = process.communicate(data)
        return subprocess.CompletedProcess(question, process.returncode, output, errors)

    def read(self, *question: str, data: bytes | None = None) -> bytes:
        """Return what git prints.

        Raises:
            RevisionError: git failed, or is not installed.
        """
        done = self.ask(*question, data=data)
        if done.returncode:
            raise RevisionError(f"{self._asker}: git {question[0]} failed: {as_text(done.stderr).strip()}")
        return done.stdout

    def fields(self, *question: str, data: bytes | None = None) -> list[str]:
        """Return the fields of an answer that NUL ends.

        Raises:
            RevisionError: git failed, or is not installed.
        """
        return os.fsdecode(self.read(*question, data=data)).split("\0")[:-1]

    def _is_own(self, index: str) -> bool:
        """Is an index of this repository? A hook's is (``git commit -a`` makes one of its own), but not in a submodule.

        One that stands alone is whatever the user said.
        """
        directory = os.path.dirname(index)
        if not os.path.exists(os.path.join(directory, "HEAD")):
            return True
        done = self.ask("rev-parse", "--absolute-git-dir")
        return os.path.realpath(os.fsdecode(done.stdout).rstrip("\n")) == os.path.realpath(directory)

    def _start(self, question: _Question, *, takes_data: bool = False) -> subprocess.Popen[bytes]:
        overrides = [part for each in _OVERRIDES for part in ("-c", each)]
        try:
            return subprocess.Popen(
                [_executable(), "--no-pager", *overrides, *question],
                cwd=self.directory,
                stdin=subprocess.PIPE if takes_data else subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                env=self._environment,
            )
        except FileNotFoundError:
            raise RevisionError(
                f"{self._asker} needs git, which is not installed; run: apt-get install git (or this system's way)"
            ) from None


def as_text(data: bytes) -> str:
    """Decode what git says to people."""
    return data.decode("utf-8", "replace")


def _environment(outer: Mapping[str, str]) -> dict[str, str]:
    """Return an environment in which git answers about the directory it is called in, and obeys nobody else.

    In a hook git sets ``GIT_DIR``; taken over into a directory below, it would make that the top (githooks(5)). Of the
    configuration in variables, only which directories the user holds to be safe is handed on.
    """
    kept = {name: value for name, value in outer.items() if not name.startswith("GIT_") or name in _KEPT}
    count = outer.get("GIT_CONFIG_COUNT", "")
    pairs = range(int(count)) if count.isdecimal() and len(count) < 4 else ()
    safe = [
        outer.get(f"GIT_CONFIG_VALUE_{at}", "") for at in pairs if outer.get(f"GIT_CONFIG_KEY_{at}") == "safe.directory"
    ]
    for at, directory in enumerate(safe):
        kept |= {f"GIT_CONFIG_KEY_{at}": "safe.directory", f"GIT_CONFIG_VALUE_{at}": directory}
    return {**kept, **_SET, "GIT_CONFIG_COUNT": str(len(safe))}


def _executable() -> str:
    """Return the git of an absolute entry of PATH: a relative one, as the current directory of Windows, is the
    checked tree.

    Raises:
        FileNotFoundError: there is none.
    """
    name = "git.exe" if os.name == "nt" else "git"
    for directory in os.get_exec_path():
        path = os.path.join(directory, name)
        if os.path.isabs(directory) and os.path.isfile(path) and os.access(path, os.X_OK):
            return path
    raise FileNotFoundError(name)
