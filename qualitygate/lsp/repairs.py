"""New texts for a document: repaired, or with a comment that silences something. Nothing is written."""

from __future__ import annotations

import ast
import os
from collections.abc import Collection, Iterator, Sequence
from functools import partial

from msgspec import Struct

from qualitygate.api.reporting import utc_date
from qualitygate.engine.checking.checked import Checked
from qualitygate.engine.checking.worker import Worker, WorkerSpec
from qualitygate.engine.fixing.elsewhere import ENDINGS, Elsewhere
from qualitygate.engine.fixing.notebooks import fix_file
from qualitygate.engine.fixing.rounds import FixPolicy
from qualitygate.engine.silencing.noqa_writer import NoqaWriter, require_reason
from qualitygate.engine.silencing.suppressions import DirectiveContext
from qualitygate.engine.work import Task
from qualitygate.errors import RevisionError
from qualitygate.files.texts import TooManyError, read_texts
from qualitygate.lsp.projects import Project
from qualitygate.lsp.verdicts import as_bytes
from qualitygate.model.finding import Finding
from qualitygate.model.fix import apply_edits
from qualitygate.model.judgement import Judgement, is_open
from qualitygate.model.severity import Applicability
from qualitygate.source.decode import decode_unchanged
from qualitygate.source.notebook_source import python_of
from qualitygate.source.source import NOTEBOOK, PYTHON_KINDS, Source
from qualitygate.vcs.command import Git

_MARK = "\ufeff"
#: How often a repair is tried again without what took something away that the last commit does not have.
_TRIES = 4
#: How many files and directories are looked at for who else uses what a repair takes: some seconds' worth.
_MOST = 50_000


class Subject(Struct, frozen=True):
    """A text, and what is known of it."""

    project: Project
    path: str  #: POSIX, relative to the project's root
    kind: str
    text: str  #: as the client has it
    judgements: Sequence[Judgement] = ()

    @property
    def source(self) -> Source:
        """The text as it is checked."""
        return Source(self.path, as_bytes(self.text, is_python=self.kind in PYTHON_KINDS), self.kind)

    @property
    def worker(self) -> Worker:
        """A warm one."""
        settings = self.project.tree.settings_for(self.path)
        return self.project.worker(WorkerSpec(self.project.root, self.project.host.refs, (settings,)))


def repaired(subject: Subject, *, code: str = "", unsafe: bool = False, held: Collection[str] = ()) -> str | None:
    """Return the text with all fixes made, as ``--fix`` makes them; None when there is nothing to do.

    ``code``: only those of one code. ``held`` are fingerprints of findings that are left alone.
    """
    source = subject.source
    if not _is_whole(source, subject.text):
        return None
    level = Applicability.UNSAFE if unsafe else Applicability.SAFE
    judgements = [each for each in subject.judgements if is_open(each) and each.fingerprint not in held]
    findings = [each.finding for each in judgements if each.finding.code.startswith(code)]
    wanted = [finding for finding in findings if finding.fix is not None and finding.fix.applicability >= level]
    if not wanted:
        return None
    rules = subject.project.catalogue
    free = frozenset(each for each in rules.codes() if rules.rule(each).category != "style")
    try:
        elsewhere = _elsewhere(subject, wanted, free, level)
    except TooManyError:  # a file in somebody's home, or more than anybody waits for: nobody knows who uses what
        free, elsewhere = frozenset(), None
    others = {each.fingerprint for each in subject.judgements if not is_open(each)}
    read = subject.project.tree.settings_for(subject.path).tool_comments
    policy = FixPolicy(level, free, utc_date(), read, subject.project.same)
    fixed = fix_file(
        source,
        wanted,
        partial(_check, subject.worker, code=code),
        policy,
        others.union(held),
        elsewhere,
    )
    return _text_of(fixed.source, subject.text) if fixed.source.data != source.data else None


def repaired_on_save(subject: Subject) -> str | None:
    """Return the text with the safe fixes made, but none that deletes what the last commit does not have.

    An import that was typed a second ago is unused, and wanted: half of an edit is no mistake.
    """
    held: set[str] = set()
    for _ in range(_TRIES):
        text = repaired(subject, held=held)
        if text is None or subject.kind not in (*PYTHON_KINDS, NOTEBOOK):
            return text
        new = _bindings(subject, subject.text) - _bindings(subject, _last_commit(subject))
        if not (lost := new - _bindings(subject, text)):
            return text
        held.update(each.fingerprint for each in _takers(subject, lost))
    return None


def silenced(subject: Subject, finding: Finding, reason: str) -> str | None:
    """Return the text with a comment that silences a finding; None where no comment can.

    Raises:
        UsageError: the reason would not be read back as one.
    """
    source = subject.source
    if not _is_whole(source, subject.text):
        return None
    judging = DirectiveContext.of_run(utc_date(), subject.project.host, subject.project.tree)
    writer = NoqaWriter(subject.worker.check_task, judging, require_reason(reason))
    task = Task(subject.path, subject.kind, 0, len(source.data), source.data)
    after = writer.annotate(task, source.data, [finding]).after
    return None if after is None else _text_of(Source(subject.path, after, subject.kind), subject.text)


def _check(worker: Worker, source: Source, *, code: str) -> Checked:
    checked = worker.check(source, 0)[0]
    if code:
        checked.findings = [finding for finding in checked.findings if finding.code.startswith(code)]
    return checked


def _elsewhere(
    subject: Subject, wanted: Sequence[Finding], free: frozenset[str], level: Applicability
) -> Elsewhere | None:
    """Return the rest of the tree, where a safe fix may take something from it.

    Raises:
        TooManyError: the tree is too large.
    """
    may_take = subject.kind in PYTHON_KINDS and level is Applicability.SAFE
    if not may_take or not any(finding.code in free for finding in wanted):
        return None
    return Elsewhere(read_texts(subject.project.root, ENDINGS, most=_MOST))


def _is_whole(source: Source, text: str) -> bool:
    """Do the bytes have all that the text has? If not, what is made of them would lose it."""
    return not source.decode_problem and _text_of(source, text) == text


def _text_of(source: Source, before: str) -> str:
    text = decode_unchanged(source.data, source.encoding)
    return _MARK + text if before.startswith(_MARK) and not text.startswith(_MARK) else text


def _takers(subject: Subject, lost: frozenset[str]) -> Iterator[Judgement]:
    """Yield the judgements whose fixes delete something of what is lost."""
    source = subject.source
    for each in subject.judgements:
        fix = each.finding.fix
        if fix is not None and not lost <= _bindings(subject, apply_edits(source.text, fix.edits)):
            yield each


def _bindings(subject: Subject, text: str) -> frozenset[str]:
    """Return all that a text imports and binds, whatever the scope; nothing where it does not parse."""
    kind = NOTEBOOK if subject.kind == NOTEBOOK else "python"
    source = python_of(Source.from_text(text, path=subject.path, kind=kind))
    tree = source.tree if source is not None else None
    return frozenset(_bound(tree)) if tree is not None else frozenset()


def _bound(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (f"import {alias.name} as {alias.asname}" for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            where = "." * node.level + (node.module or "")
            yield from (f"from {where} import {alias.name} as {alias.asname}" for alias in node.names)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            yield node.name


def _last_commit(subject: Subject) -> str:
    """Return the text that the last commit has; "" where it has none, or there is no commit."""
    directory, name = os.path.split(os.path.join(subject.project.root, subject.path))
    try:
        done = Git(directory, asker="fixing on save").ask("cat-file", "blob", f"HEAD:./{name}")
    except (RevisionError, OSError):
        return ""
    return Source(subject.path, done.stdout, subject.kind).text if done.returncode == 0 else ""
