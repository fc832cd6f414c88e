"""What the base revision has too: its files, and the stage that marks findings known from it."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Mapping, Sequence

from msgspec import Struct, field

from qualitygate.config.tree import SettingsTree
from qualitygate.engine.matching.checked_tree import CheckedTree
from qualitygate.engine.matching.matching import match
from qualitygate.engine.newcode.cause import cause
from qualitygate.engine.request import Request
from qualitygate.engine.work import Plan, Task
from qualitygate.files.ignore import Excludes
from qualitygate.files.kinds import HEAD_SIZE, kind_of
from qualitygate.hosting import ask
from qualitygate.hosting.host import PluginHost
from qualitygate.inputs import Inputs
from qualitygate.model.finding import Finding
from qualitygate.model.fingerprint import Identity, identity
from qualitygate.model.judgement import Disposition, Judgement, is_open
from qualitygate.model.location import Location
from qualitygate.model.replacement import replace
from qualitygate.model.settings import Settings
from qualitygate.model.severity import Severity
from qualitygate.vcs.git import Base, GitChange, Repository
from qualitygate.vcs.patch import parse_patch

#: Asking the class for each of tens of thousands of findings takes longer.
_OPEN, _KNOWN = Disposition.OPEN, Disposition.KNOWN


class BasePlan(Struct, frozen=True):
    """The base revision's files that differ, to be checked like those of the tree."""

    base: Base
    repository: Repository
    plan: Plan
    unchanged: frozenset[str] = frozenset()  #: files that are the same in both
    new_path: Mapping[str, str] = field(default_factory=dict)  #: of renamed files, by their old path
    old_path: Mapping[str, str] = field(default_factory=dict)  #: and the other way round


def plan_base(request: Request, host: PluginHost, tree: SettingsTree, head: Plan) -> BasePlan:
    """Find what differs from the revision that was asked for, and read its old content from git's objects.

    Old files are judged by the settings that their old path has today, so that a change of settings causes nothing.

    Raises:
        RevisionError: the revision is not here, or there is no git.
    """
    repository = Repository(tree.root, staged=request.staged)
    base = repository.base(request.new or "")
    repository.begin_changes(base)
    files = repository.files(base)
    changes = repository.changes(base)
    given = [task.path for task in head.tasks if task.data is not None and task.path in files]
    changes += (GitChange(path, path, files[path]) for path in given if all(each.path != path for each in changes))
    changed = {path for each in changes for path in (each.old_path, each.path)}
    renamed = {each.old_path: each.path for each in changes if each.old_path and each.path != each.old_path}
    renamed = {old: new for old, new in renamed.items() if new}
    return BasePlan(
        base,
        repository,
        _old_files(changes, repository, request, host, tree),
        frozenset(files.keys() - changed),
        renamed,
        {new: old for old, new in renamed.items()},
    )


def _old_files(
    changes: Sequence[GitChange], repository: Repository, request: Request, host: PluginHost, tree: SettingsTree
) -> Plan:
    excludes = Excludes(tree.root, tree.file_rules_for)
    old = [each for each in changes if each.old_blob]
    if request.apply_excludes:
        old = [each for each in old if not excludes.covers(each.old_path)]
    plan = Plan()
    indexes: dict[Settings, int] = {}
    kinds: dict[Settings, frozenset[str]] = {}
    for each, data in zip(old, repository.blobs([each.old_blob for each in old]), strict=True):
        settings = tree.settings_for(each.old_path)
        if settings not in kinds:
            kinds[settings] = ask.kinds(host, settings)
        rules = tree.file_rules_for(posixpath.dirname(each.old_path))
        kind = kind_of(each.old_path, data[:HEAD_SIZE], rules.kinds)
        if len(data) > settings.max_file_size:
            plan.problems.append(Finding("E902", "too large", Location(each.old_path), Severity.ERROR, "files"))
        elif kind in kinds[settings]:
            index = indexes.setdefault(settings, len(indexes))
            plan.tasks.append(Task(each.old_path, kind, index, len(data), data))
    plan.settings = list(indexes)
    return plan


class _OldFinding:
    """A finding of the base revision, where it would be today."""

    __slots__ = ("_at", "_before", "identity")

    def __init__(self, today: Identity, before: CheckedTree, at: int) -> None:
        self.identity = today
        self._before = before
        self._at = at

    @property
    def near(self) -> str:
        """The mark of its neighbours, in the base revision."""
        return self._before.near(self._at).mark


def newcode(
    judgements: Sequence[Judgement], old: Sequence[Finding], base: BasePlan, *, root: str, head: Plan, inputs: Inputs
) -> tuple[list[Judgement], list[Finding]]:
    """Mark every open finding that the base revision has too, and give the others their cause.

    Returns the judgements, and the base's findings that are gone.
    """
    indices = [index for index, each in enumerate(judgements) if each.finding.location.path not in base.unchanged]
    findings = [judgements[index].finding for index in indices]
    now = CheckedTree(root, head.by_path(), findings, inputs)
    before = CheckedTree(root, base.plan.by_path(), old, inputs)
    known = [_OldFinding(_today(finding, base), before, at) for at, finding in enumerate(old)]
    pairs = match(known, list(map(identity, findings)), now)
    new = {index for at, index in enumerate(indices) if at not in pairs and is_open(judgements[index])}
    causes = _causes([judgements[index].finding for index in sorted(new)], base)
    used = set(pairs.values())
    fixed = [old[at] for at, each in enumerate(known) if at not in used and now.has_lost(each.identity.path)]
    result = list(judgements)
    reason = f"in {base.base.label} too"
    for index, judgement in enumerate(judgements):  # often tens of thousands, and a few are new
        if index in new:
            result[index] = replace(judgement, reason=causes[judgement.finding])
        elif judgement.disposition is _OPEN:
            result[index] = Judgement(judgement.finding, _KNOWN, reason, judgement.fingerprint)
    return result, fixed


def comparison(judgements: Sequence[Judgement], fixed: Sequence[Finding], base: Base) -> str:
    """Say what came of it: "compared with main (1a2b3c4): 2 new, 40 known, 7 fixed (E501 5, F401 2)"."""
    counts = Counter(judgement.disposition for judgement in judgements)
    codes = Counter(finding.code for finding in fixed)
    each = ", ".join(f"{code} {count:,}" for code, count in sorted(codes.items(), key=lambda row: (-row[1], row[0])))
    return (
        f"compared with {base.label}: {counts[Disposition.OPEN]:,} new, {counts[Disposition.KNOWN]:,} known,"
        f" {len(fixed):,} fixed{f' ({each})' if each else ''}"
    )


def _today(finding: Finding, base: BasePlan) -> Identity:
    at = identity(finding)
    return at._replace(path=base.new_path.get(at.path, at.path))


def _causes(findings: Sequence[Finding], base: BasePlan) -> dict[Finding, str]:
    """Find the hunk behind each new finding."""
    paths = {finding.location.path for finding in findings}
    olds = base.plan.by_path()
    asked = {path: base.old_path.get(path, path) for path in paths}
    wanted = sorted({*asked, *asked.values()})
    hunks = parse_patch(base.repository.patch(base.base, wanted if len(wanted) < 1000 else ())) if paths else {}
    result = {}
    for finding in findings:
        path = finding.location.path
        there = asked[path] in olds
        said = cause(finding, hunks.get(path, ())) if there else "the file is new"
        result[finding] = f"new: {said}"
    return result
