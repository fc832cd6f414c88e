"""What a run is compared with: the base revision's files that differ, of this repository and of those inside it."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct, field

from qualitygate.config.tree import SettingsTree
from qualitygate.engine.request import Request
from qualitygate.engine.work import Plan, Task
from qualitygate.errors import RevisionError
from qualitygate.files.ignore import Excludes
from qualitygate.files.kinds import HEAD_SIZE, kind_of
from qualitygate.hosting import ask
from qualitygate.hosting.host import PluginHost
from qualitygate.model.finding import Finding
from qualitygate.model.location import Location
from qualitygate.model.replacement import replace
from qualitygate.model.settings import Settings
from qualitygate.model.severity import Severity
from qualitygate.vcs.git import Base, GitChange, Repository
from qualitygate.vcs.stored import blob_id

#: Revisions by which a user says: what is not committed, and nothing else.
_UNCOMMITTED = ("HEAD", "@")


class BasePlan(Struct, frozen=True):
    """The base revision's files that differ, to be checked like those of the tree."""

    base: Base
    plan: Plan
    unchanged: frozenset[str] = frozenset()  #: files that are the same in both
    new_path: Mapping[str, str] = field(default_factory=dict)  #: of renamed files, by their old path
    old_path: Mapping[str, str] = field(default_factory=dict)  #: and the other way round
    notes: tuple[str, ...] = ()  #: what a reader of the comparison should know


class _Part(Struct, frozen=True):
    """One repository's share of the comparison. Its paths are relative to its directory."""

    directory: str  #: relative to the project root; "" is the root itself
    repository: Repository
    base: Base
    files: Mapping[str, str]  #: regular ones, path → object id
    submodules: Mapping[str, str]  #: path → commit
    changes: Sequence[GitChange]

    def path(self, path: str) -> str:
        """Return a path of this part relative to the project root."""
        return f"{self.directory}/{path}" if self.directory and path else path


def plan_base(request: Request, host: PluginHost, tree: SettingsTree, head: Plan) -> BasePlan:
    """Find what differs from the revision that was asked for, and read its old content from git's objects.

    Old files are judged by the settings that their old path has today, so that a change of settings causes nothing.

    Raises:
        RevisionError: the revision is not here, there is no git, or nothing would be compared.
    """
    repository = Repository(tree.root, staged=request.staged)
    base = repository.base(request.new or "")
    compared = _compare(repository, base, request, host, tree, head)
    if base.commit != repository.head or request.new in _UNCOMMITTED:
        return compared
    is_same = not compared.plan.tasks and compared.unchanged.issuperset(task.path for task in head.tasks)
    if is_same and not request.staged:
        parent = repository.parent_instead_of(base, option=request.new or "")
        note = f"{base.label} is HEAD itself and nothing here differs from it: its parent is compared with instead"
        return _compare(repository, parent, request, host, tree, head, notes=(note,))
    what = "staged" if request.staged else "not committed"
    return replace(compared, notes=(f"{base.label} is HEAD itself: only what is {what} can be new", *compared.notes))


def _compare(
    repository: Repository,
    base: Base,
    request: Request,
    host: PluginHost,
    tree: SettingsTree,
    head: Plan,
    *,
    notes: tuple[str, ...] = (),
) -> BasePlan:
    parts = [_part("", repository, base, head.tasks)]
    if not request.staged:  # the index has nothing of the repositories inside
        _add_inner_repositories(parts, request, tree.root, head)
    changes = [(part, each) for part in parts for each in part.changes]
    changed = {part.path(path) for part, each in changes for path in (each.old_path, each.path)}
    renamed = {part.path(each.old_path): part.path(each.path) for part, each in changes if each.path}
    renamed = {old: new for old, new in renamed.items() if old != new}
    inside = tuple(f"{part.directory}/" for part in parts[1:])
    files = {part.path(path) for part in parts for path in part.files if part.directory or not path.startswith(inside)}
    return BasePlan(
        base,
        _old_files(parts, request, host, tree),
        frozenset(files - changed),
        renamed,
        {new: old for old, new in renamed.items()},
        (*notes, *_notes(parts)),
    )


def _part(directory: str, repository: Repository, base: Base, tasks: Iterable[Task]) -> _Part:
    files, submodules = repository.files(base)
    changes = repository.changes(base, files)
    known = {each.old_path for each in changes}
    given = [task for task in tasks if task.data is not None and not directory]
    for task in given:  # an editor's text, or the index's
        blob = files.get(task.path, "")
        if blob and task.path not in known and blob_id(task.data or b"", blob) != blob:
            changes.append(GitChange(task.path, task.path, blob))
    return _Part(directory, repository, base, files, submodules, changes)


def _add_inner_repositories(parts: list[_Part], request: Request, root: str, head: Plan) -> None:
    """Add what lies in the tree and is a repository of its own, outer ones first.

    A submodule is compared with the commit that the base has of it; another worktree of the same repository with the
    same revision; a clone that nobody tracks with its own last commit. One that the work adds as a submodule is new.
    """
    for directory in _with_git_inside(root, head.tasks):
        outer = next(part for part in reversed(parts) if not part.directory or _is_below(directory, part.directory))
        try:
            repository = Repository(os.path.join(root, directory))
        except RevisionError:
            continue  # it looks like one and is none: its files are the outer one's
        path = directory[len(outer.directory) :].lstrip("/")
        commit = outer.submodules.get(path)
        if commit:
            base = _submodule(repository, directory, commit)
        elif path in outer.repository.work.index.entries:
            continue
        elif repository.common_directory == outer.repository.common_directory:
            base = repository.base(request.new or "")
        elif repository.head:
            base = repository.base("HEAD")
        else:
            continue
        parts.append(_part(directory, repository, base, ()))


def _submodule(repository: Repository, directory: str, commit: str) -> Base:
    try:
        return repository.base(commit)
    except RevisionError as error:
        cure = f"git -C {directory} fetch origin {commit}"
        raise RevisionError(
            f"--new: the submodule {directory} lacks the commit to compare with; run: {cure}"
        ) from error


def _with_git_inside(root: str, tasks: Iterable[Task]) -> list[str]:
    """Return the directories with a ``.git`` above the files, but for the root, outer ones first."""
    directories = {task.path.rpartition("/")[0] for task in tasks if not task.path.startswith("../")}
    for directory in list(directories):
        while directory := directory.rpartition("/")[0]:
            directories.add(directory)
    return sorted(each for each in directories - {""} if os.path.lexists(os.path.join(root, each, ".git")))


def _is_below(path: str, directory: str) -> bool:
    return path.startswith(f"{directory}/")


def _old_files(parts: Sequence[_Part], request: Request, host: PluginHost, tree: SettingsTree) -> Plan:
    excludes = Excludes(tree.root, tree.file_rules_for)
    plan = Plan()
    indexes: dict[Settings, int] = {}
    kinds: dict[Settings, frozenset[str]] = {}
    for path, data in _contents(parts, excludes if request.apply_excludes else None):
        settings = tree.settings_for(path)
        if settings not in kinds:
            kinds[settings] = ask.kinds(host, settings)
        kind = kind_of(path, data[:HEAD_SIZE], tree.file_rules_for(posixpath.dirname(path)).kinds)
        if len(data) > settings.max_file_size:
            plan.problems.append(Finding("E902", "too large", Location(path), Severity.ERROR, "files"))
        elif kind in kinds[settings]:
            index = indexes.setdefault(settings, len(indexes))
            plan.tasks.append(Task(path, kind, index, len(data), data))
    plan.settings = list(indexes)
    return plan


def _contents(parts: Sequence[_Part], excludes: Excludes | None) -> Iterator[tuple[str, bytes]]:
    """Yield the old files that differ: path, and content as it would lie on the disk."""
    for part in parts:
        old = [each for each in part.changes if excludes is None or not excludes.covers(part.path(each.old_path))]
        blobs = part.repository.blobs([each.old_blob for each in old])
        for each, data in zip(old, blobs, strict=True):
            yield part.path(each.old_path), part.repository.work.as_on_disk(each.old_path, data)


def _notes(parts: Sequence[_Part]) -> Iterator[str]:
    for part in parts[1:]:
        yield f"{part.directory} is a repository of its own: compared with {part.base.commit[:7]}"
    for part in parts:
        for path, name in sorted(part.repository.work.filtered.items()):
            yield f"{part.path(path)}: git's filter {name!r} is not run, so the file counts as changed"
