"""Questions to git. It is called with argument lists and writes nothing; what it cannot answer comes with a cure."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from qualitygate.errors import RevisionError

#: Where the main branch is looked for, behind what the remote says itself.
_MAIN_BRANCHES = ("main", "master")
_FILE_MODES = ("100644", "100755")
_NO_OBJECT = "0"
_INSTEAD = ", or accept the old findings instead: qualitygate baseline accept"
#: Keeps a user's git configuration out of what we parse.
_PLAIN_DIFF = ("--no-ext-diff", "--no-textconv", "--no-color", "-M", "--relative")


class GitChange(Struct, frozen=True):
    """A file that differs from the base revision. Paths are relative to the project root."""

    old_path: str  #: "" when the base does not have it
    path: str  #: "" when it is gone
    old_blob: str = ""  #: the object's id; "" when the base has no regular file there


class Base(Struct, frozen=True):
    """The revision that is compared with."""

    commit: str  #: full id
    name: str  #: as people know it: "origin/main", "v1.2"

    @property
    def label(self) -> str:
        """As reports name it: "origin/main (1a2b3c4)"."""
        return f"{self.name} ({self.commit[:7]})"


class Repository:
    """The repository that a directory lies in."""

    def __init__(self, directory: str, *, option: str = "--new", staged: bool = False) -> None:
        """Look for it. ``option`` is who asks, for messages; ``staged``: the index counts, not the working tree.

        Raises:
            RevisionError: there is none, git refuses it, or git is not installed.
        """
        self._directory = directory
        self._option = option
        self._cached = ("--cached",) if staged else ()
        self._begun: dict[tuple[str, ...], subprocess.Popen[bytes]] = {}  # questions that nobody waits for yet
        done = self._call("rev-parse", "--show-toplevel")
        if done.returncode:
            instead = _INSTEAD if option == "--new" else ""
            raise RevisionError(f"{option}: {_no_repository(directory, _text(done.stderr))}{instead}")

    def base(self, revision: str) -> Base:
        """Resolve a revision; "" is the merge base of the work and the main branch.

        Raises:
            RevisionError: it does not exist here; the message has the command that brings it.
        """
        if revision and (commit := self._resolve(revision)):
            return Base(commit, revision)
        if not self._resolve("HEAD"):
            raise RevisionError("--new: there is no commit to compare with yet; run: git add -A && git commit")
        if revision:
            raise RevisionError(f"--new={revision}: git knows no such revision here; {self._cure(revision)}")
        return self._merge_base()

    def _merge_base(self) -> Base:
        remote = self._remote()
        names = [f"{remote}/{name}" for name in ("HEAD", *_MAIN_BRANCHES)] if remote else []
        for name in (*names, *_MAIN_BRANCHES):
            if self._resolve(name):
                break
        else:
            cure = f"git remote set-head {remote} --auto" if remote and not self._is_shallow() else self._deepen(remote)
            raise RevisionError(f"--new: no main branch is known here ({', '.join((*names, *_MAIN_BRANCHES))}); {cure}")
        if name.endswith("/HEAD"):
            name = _text(self._call("rev-parse", "--abbrev-ref", name).stdout).strip() or name
        done = self._call("merge-base", "HEAD", name)
        if done.returncode:
            raise RevisionError(f"--new: HEAD and {name} have no common commit here; {self._deepen(remote)}")
        return Base(_text(done.stdout).strip(), name)

    def files(self, base: Base) -> dict[str, str]:
        """Return the regular files of a revision below the project root: path → object id."""
        files = {}
        for record in self._read("ls-tree", "-r", "-z", base.commit):
            meta, _, path = record.partition("\t")
            mode, _, blob = meta.split(" ")
            if mode in _FILE_MODES:
                files[path] = blob
        return files

    def begin_changes(self, base: Base) -> None:
        """Let git begin with what :meth:`changes` will ask, the slowest question, while it is asked others."""
        question = self._changes(base)
        self._begun[question] = self._start(*question)

    def changes(self, base: Base) -> list[GitChange]:
        """Return what differs between a revision and the working tree, but for files that git does not track."""
        changes = []
        fields = iter(self._read(*self._changes(base)))
        for meta in fields:
            old_mode, _, old_blob, _, status = meta.lstrip(":").split(" ")
            old_path = path = next(fields)
            if status[0] in "RC":
                path = next(fields)
            has_blob = old_mode in _FILE_MODES and old_blob.strip(_NO_OBJECT) != ""
            changes.append(
                GitChange(
                    old_path if has_blob and status[0] != "C" else "",
                    "" if status[0] == "D" else path,
                    old_blob if has_blob and status[0] != "C" else "",
                )
            )
        return changes

    def _changes(self, base: Base) -> tuple[str, ...]:
        return ("diff", *self._cached, "--raw", "-z", "--no-abbrev", *_PLAIN_DIFF, base.commit, "--")

    def tracked(self) -> set[str]:
        """Return the paths that the index has below the project root."""
        return set(self._read("ls-files", "-z"))

    def unstaged(self) -> dict[str, str]:
        """Return the files whose staged content is not that of the working tree: path → object id."""
        fields = iter(self._read("diff", "--raw", "-z", "--no-abbrev", "--no-renames", "--relative", "--"))
        files = {}
        for meta in fields:
            mode, _, blob, _, _ = meta.lstrip(":").split(" ")
            path = next(fields)
            if mode in _FILE_MODES and blob.strip(_NO_OBJECT):
                files[path] = blob
        return files

    def blobs(self, ids: Sequence[str]) -> Iterator[bytes]:
        """Yield the content of each object, in order; one process for all of them.

        Raises:
            RevisionError: an object is missing, as in a partial clone without a network.
        """
        if not ids:
            return
        done = self._call("cat-file", "--batch", data="".join(f"{each}\n" for each in ids).encode())
        output, start = done.stdout, 0
        for each in ids:
            end = output.find(b"\n", start)
            header = output[start:end].split(b" ") if end >= 0 else []
            if len(header) != 3 or header[1] != b"blob":
                complaint = _text(done.stderr).strip()
                raise RevisionError(f"git cannot read the object {each}; run: git fetch --refetch {complaint}".rstrip())
            size = int(header[2])
            yield output[end + 1 : end + 1 + size]
            start = end + 1 + size + 1

    def patch(self, base: Base, paths: Iterable[str]) -> str:
        """Return the unified diff of some files against a revision, without context lines."""
        options = ("-U0", "--src-prefix=a/", "--dst-prefix=b/", *_PLAIN_DIFF)
        pathspecs = [f":(literal){path}" for path in paths]
        command = ("-c", "core.quotePath=false", "diff", *self._cached, *options, base.commit, "--")
        done = self._call(*command, *pathspecs)
        return done.stdout.decode("utf-8", "surrogateescape")

    def _read(self, *arguments: str) -> list[str]:
        """Return the fields of an answer that NUL ends.

        Raises:
            RevisionError: git failed.
        """
        done = self._call(*arguments)
        if done.returncode:
            raise RevisionError(f"git {arguments[0]} failed: {_text(done.stderr).strip()}")
        return os.fsdecode(done.stdout).split("\0")[:-1]

    def _resolve(self, revision: str) -> str:
        done = self._call("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
        return _text(done.stdout).strip() if done.returncode == 0 else ""

    def _remote(self) -> str:
        remotes = _text(self._call("remote").stdout).split()
        return "origin" if "origin" in remotes else remotes[0] if remotes else ""

    def _is_shallow(self) -> bool:
        return _text(self._call("rev-parse", "--is-shallow-repository").stdout).strip() == "true"

    def _deepen(self, remote: str) -> str:
        """Return how to get the rest of the history and every branch, or what else to do."""
        if not self._is_shallow():
            return "name a revision: --new=REV"
        return (
            "this is a shallow clone; run: "
            f"git fetch --unshallow {remote or 'origin'} '+refs/heads/*:refs/remotes/{remote or 'origin'}/*'"
        )

    def _cure(self, revision: str) -> str:
        """Return the command that brings a revision."""
        remote = self._remote()
        if set("~^@:{") & set(revision):
            return self._deepen(remote)
        if near := self._nearest(revision):
            return f"did you mean --new={near}?"
        if not remote:
            return "see: git log --all --oneline"
        depth = "--depth=1 " if self._is_shallow() else ""
        if revision.startswith(f"{remote}/"):
            branch = revision.removeprefix(f"{remote}/")
            return f"run: git fetch {depth}{remote} +refs/heads/{branch}:refs/remotes/{revision}"
        is_id = len(revision) == 40 and set(revision) <= set("0123456789abcdef")
        return f"run: git fetch {depth}{remote} {revision}{'' if is_id else f':{revision}'}"

    def _nearest(self, revision: str) -> str:
        from difflib import get_close_matches  # 3 ms, needed only for a mistake

        names = _text(self._call("for-each-ref", "--format=%(refname:short)").stdout).split()
        return next(iter(get_close_matches(revision, names, n=1, cutoff=0.75)), "")

    def _call(self, *arguments: str, data: bytes | None = None) -> subprocess.CompletedProcess[bytes]:
        process = self._begun.pop(arguments, None) or self._start(*arguments, takes_data=data is not None)
        with process:
            output, errors = process.communicate(data)
        return subprocess.CompletedProcess(arguments, process.returncode, output, errors)

    def _start(self, *arguments: str, takes_data: bool = False) -> subprocess.Popen[bytes]:
        pipe = subprocess.PIPE
        try:
            return subprocess.Popen(
                ["git", "-c", "core.fsmonitor=false", *arguments],
                cwd=self._directory,
                stdin=pipe if takes_data else subprocess.DEVNULL,
                stdout=pipe,
                stderr=pipe,
                env=_environment(os.environ),
            )
        except FileNotFoundError:
            raise RevisionError(
                f"{self._option} needs git, which is not installed; run: apt-get install git (or this system's way)"
            ) from None


def _environment(outer: Mapping[str, str]) -> dict[str, str]:
    """Return an environment in which git answers about the directory it is called in.

    In a hook git sets ``GIT_DIR``; taken over into a directory below, it would make that the top (githooks(5)).
    """
    kept = {name: value for name, value in outer.items() if name not in ("GIT_DIR", "GIT_WORK_TREE", "GIT_PREFIX")}
    if index := kept.get("GIT_INDEX_FILE"):
        kept["GIT_INDEX_FILE"] = os.path.abspath(index)
    return {**kept, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"}


def _no_repository(directory: str, complaint: str) -> str:
    if "dubious ownership" in complaint:
        return (
            "git refuses the repository, for it belongs to somebody else;"
            f" run: git config --global --add safe.directory {directory}"
        )
    return "this is no git repository; run it in a clone (git clone URL)"


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")
