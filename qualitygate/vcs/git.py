"""Questions about a repository's revisions; what git cannot answer comes with what cures it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct

from qualitygate.errors import RevisionError
from qualitygate.vcs.command import Git, as_text
from qualitygate.vcs.directories import without_files
from qualitygate.vcs.index import GITLINK, REGULAR
from qualitygate.vcs.objects import read_blobs
from qualitygate.vcs.worktree import WorkTree

if TYPE_CHECKING:
    from qualitygate.vcs.restage import Restaging

#: Where the main branch is looked for, behind what the remote says itself.
_MAIN_BRANCHES = ("main", "master")
_ID_LENGTH = 40  # characters of the shorter kind of id
_INSTEAD = ", or accept the old findings instead: qualitygate baseline accept"


class GitChange(Struct, frozen=True):
    """A file that differs from the base revision. Paths are relative to the project root."""

    old_path: str
    path: str  #: "" when it is gone
    old_blob: str  #: the object's id


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
        self._git = Git(directory, asker=option)
        self._staged = staged
        done = self._git.ask("rev-parse", "--is-inside-work-tree")
        if done.stdout.strip() != b"true":
            instead = _INSTEAD if option == "--new" else ""
            raise RevisionError(f"{option}: {_no_repository(directory, as_text(done.stderr))}{instead}")
        self.work = WorkTree(self._git)

    @cached_property
    def head(self) -> str:
        """The id of the last commit; "" when there is none."""
        return self._resolve("HEAD")

    @cached_property
    def common_directory(self) -> str:
        """Where all worktrees of the repository have their objects."""
        answer = os.fsdecode(self._git.read("rev-parse", "--git-common-dir")).rstrip("\n")
        return os.path.realpath(os.path.join(self._git.directory, answer))

    def base(self, revision: str) -> Base:
        """Resolve a revision; "" is the merge base of the work and the main branch.

        Zeros alone are as "": CI services name so what was there before the first push of a branch.

        Raises:
            RevisionError: it does not exist here; the message has the command that brings it.
        """
        if len(revision) >= _ID_LENGTH and not revision.strip("0"):
            revision = ""
        if revision and (commit := self._resolve(revision)):
            return Base(commit, revision)
        if not self.head:
            raise RevisionError("--new: there is no commit to compare with yet; run: git add -A && git commit")
        if revision:
            raise RevisionError(f"--new={revision}: git knows no such revision here; {self._cure(revision)}")
        return self._merge_base()

    def parent_instead_of(self, base: Base, *, option: str) -> Base:
        """Return the first parent of the last commit, which is ``base``. ``option`` is the revision that was asked for.

        Raises:
            RevisionError: there is none, or another revision was asked for by name.
        """
        same = f"{base.label} is HEAD itself and nothing here differs from it, so there is nothing to compare"
        if option and option.strip("0"):
            raise RevisionError(f"--new={option}: {same}; name what was there before: --new=HEAD~1")
        if commit := self._resolve("HEAD^1"):
            return Base(commit, "HEAD~1")
        cure = self._deepen(self._remote()) if self._is_shallow() else "check all of it, without --new"
        raise RevisionError(f"--new: {same}, nor is its parent here; {cure}")

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
            name = as_text(self._git.ask("rev-parse", "--abbrev-ref", name).stdout).strip() or name
        done = self._git.ask("merge-base", "HEAD", name)
        if done.returncode:
            raise RevisionError(f"--new: HEAD and {name} have no common commit here; {self._deepen(remote)}")
        return Base(as_text(done.stdout).strip(), name)

    def files(self, base: Base) -> tuple[dict[str, str], dict[str, str]]:
        """Return the regular files of a revision below the project root, path → object id; and its submodules, path →
        commit.
        """
        self._git.begin(*_renames(base))
        files, links = {}, {}
        for record in self._git.fields("ls-tree", "-r", "-z", base.commit):
            meta, _, path = record.partition("\t")
            mode, _, name = meta.split(" ")
            if mode in REGULAR:
                files[path] = name
            elif mode == GITLINK:
                links[path] = name
        return files, links

    def changes(self, base: Base, files: Mapping[str, str]) -> list[GitChange]:
        """Return what became of the revision's files where they are not as they were."""
        renamed = dict(self._renamed(base))
        if self._staged:
            entries = self.work.index.entries
            differing = {path for path, blob in files.items() if path not in entries or entries[path].blob != blob}
            here = set(entries)
        else:
            differing = self.work.changed(files)
            here = {path for path in differing if os.path.lexists(os.path.join(self._git.directory, path))}
        new_paths = {path: path if path in here else renamed.get(path, "") for path in sorted(differing)}
        return [GitChange(path, new_path, files[path]) for path, new_path in new_paths.items()]

    def _renamed(self, base: Base) -> Iterator[tuple[str, str]]:
        """Yield old and new path of what the index has under another name."""
        fields = iter(self._git.fields(*_renames(base)))
        for meta in fields:
            path = next(fields)
            if meta.rpartition(" ")[2].startswith("R"):
                yield path, next(fields)

    def restaging(self, path: str, content: bytes) -> AbstractContextManager[Restaging]:
        """Prepare to put new content of a staged file into the index."""
        from qualitygate.vcs.restage import restaging  # here: only a repair of what is staged writes

        return restaging(self._git, self.work.index.entries[path], content)

    def blobs(self, ids: Sequence[str]) -> Iterator[bytes]:
        """Yield the content of each object, in order.

        Raises:
            RevisionError: an object is missing, as in a partial clone.
        """
        return read_blobs(self._git, ids)

    def _resolve(self, revision: str) -> str:
        done = self._git.ask("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
        return as_text(done.stdout).strip() if done.returncode == 0 else ""

    def _remote(self) -> str:
        remotes = as_text(self._git.ask("remote").stdout).split()
        return "origin" if "origin" in remotes else remotes[0] if remotes else ""

    def _is_shallow(self) -> bool:
        return as_text(self._git.ask("rev-parse", "--is-shallow-repository").stdout).strip() == "true"

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
        is_id = len(revision) == _ID_LENGTH and set(revision) <= set("0123456789abcdef")
        return f"run: git fetch {depth}{remote} {revision}{'' if is_id else f':{revision}'}"

    def _nearest(self, revision: str) -> str:
        from difflib import get_close_matches  # 3 ms, needed only for a mistake

        names = as_text(self._git.ask("for-each-ref", "--format=%(refname:short)").stdout).split()
        return next(iter(get_close_matches(revision, names, n=1, cutoff=0.75)), "")


def recent(directory: str, count: int, *, option: str) -> tuple[str, list[str]]:
    """Return a directory's place in its repository, and up to ``count`` commits whose files are most like those here.

    The last commit, its parents (a shallow clone knows their names), and those before it on the same branch; none
    where there is no repository, or no git. ``option`` is who asks.
    """
    try:
        git = Git(directory, asker=option)
        place = git.ask("rev-parse", "--show-prefix")
        commit = git.ask("cat-file", "commit", "HEAD")
        line = git.ask("rev-list", "--first-parent", f"--max-count={count}", "HEAD")
    except RevisionError:
        return "", []
    if place.returncode or commit.returncode or line.returncode:
        return "", []
    head, *before = as_text(line.stdout).split()
    said = as_text(commit.stdout).partition("\n\n")[0].splitlines()
    parents = [each.removeprefix("parent ") for each in said if each.startswith("parent ")]
    return as_text(place.stdout).strip(), list(dict.fromkeys([head, *parents, *before]))[:count]


def _renames(base: Base) -> tuple[str, ...]:
    """Ask the index alone: git would start programs for files of the working tree."""
    options = ("--raw", "-z", "--no-abbrev", "-M", "--relative", "--no-ext-diff", "--no-textconv")
    return ("diff-index", "--cached", *options, "--diff-filter=R", base.commit, "--")


def _no_repository(directory: str, complaint: str) -> str:
    if "dubious ownership" in complaint:
        return (
            "git refuses the repository, for it belongs to somebody else;"
            f" run: git config --global --add safe.directory {directory}"
        )
    return without_files(directory) or "this is no git repository; run it in a clone (git clone URL)"
