"""The ledger: everything that silences anything, per code, with reason and age. No checker runs for it."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from msgspec import Struct, field

from qualitygate.config.tree import SettingsTree
from qualitygate.engine.baseline.baseline_edits import Choice
from qualitygate.engine.baseline.baseline_file import numbered_entries
from qualitygate.engine.checking.worker import Worker, WorkerSpec
from qualitygate.engine.planning.plan import make_plan
from qualitygate.engine.request import Request
from qualitygate.engine.silencing.suppressions import is_expired
from qualitygate.files.discover import path_from_root
from qualitygate.hosting.host import PluginHost
from qualitygate.model.directive import Directive, tool_of
from qualitygate.model.replacement import replace

#: Returns when lines of a file were changed, in seconds since 1970: (root, path, lines).
Dates = Callable[[str, str, Iterable[int]], Mapping[int, int]]
#: The code of an entry that silences every code.
EVERYTHING = "*"
#: The form of a finding that the baseline accepts.
BASELINE = "baseline"


class LedgerEntry(Struct, frozen=True, order=True):
    """One thing that silences something."""

    path: str  #: relative to the root
    line: int  #: 0 = not known
    form: str  #: noqa, qualitygate: off, type: ignore, …; ignore, per-file-ignores, exclude, …; baseline
    codes: tuple[str, ...]  #: codes or names of rules; ("*",) = everything
    pattern: str = ""  #: the files that an entry of the configuration or of the baseline is about
    reason: str = ""
    until: str = ""
    is_expired: bool = False
    is_comment: bool = True
    since: int = 0  #: when its line was last changed, in seconds since 1970; 0 = not known


class Ledger(Struct, frozen=True):
    """All of them, by path and line."""

    entries: tuple[LedgerEntry, ...]
    root: str
    notes: tuple[str, ...] = field(default=())  #: what could not be looked at

    def by_code(self) -> dict[str, list[LedgerEntry]]:
        """Return the entries of each code, the code with the most first."""
        found: dict[str, list[LedgerEntry]] = {}
        for entry in self.entries:
            for code in dict.fromkeys(entry.codes):
                found.setdefault(code, []).append(entry)
        return dict(sorted(found.items(), key=lambda item: (-len(item[1]), item[0])))

    def by_form(self) -> dict[str, int]:
        """Count the entries of each form, most first."""
        counts = Counter(entry.form for entry in self.entries)
        return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))

    def by_tool(self) -> dict[str, int]:
        """Count the comments by the tool that obeys them, most first: what the gate's conditions are about."""
        counts = Counter(tool_of(entry.form) for entry in self.entries if entry.is_comment)
        return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))

    @property
    def comments(self) -> int:
        """How many are comments, for this gate and for other tools."""
        return sum(entry.is_comment for entry in self.entries)


def make_ledger(
    request: Request,
    host: PluginHost,
    tree: SettingsTree,
    *,
    dates: Dates | None = None,
) -> Ledger:
    """Collect what the requested files, the configuration and the baseline hold.

    ``dates`` are asked for the age of lines, once per file; None leaves ages unknown.

    Raises:
        BaselineError: the baseline's file is damaged.
        UsageError: there is nothing to look at.
    """
    plan = make_plan(request, host, tree)
    worker = Worker(WorkerSpec(tree.root, host.refs, tuple(plan.settings)), host)
    entries: list[LedgerEntry] = []
    notes = [f"{finding.location.path}: {finding.message}" for finding in plan.problems]
    for task in plan.tasks:
        directives, problem = worker.directives(task)
        entries += _of_comments(task.path, directives, request.today)
        notes += [problem] if problem else []
    entries += _of_configuration(tree)
    entries += _of_baseline(request, tree)
    dated = _dated(entries, tree.root, dates) if dates else entries
    return Ledger(tuple(sorted(dated)), tree.root, tuple(notes))


def _of_comments(path: str, directives: Sequence[Directive], today: str) -> Iterator[LedgerEntry]:
    for directive in directives:
        if directive.form == "on":
            continue
        listed = (*(directive.codes or ()), *directive.names)
        codes = listed or ((EVERYTHING,) if directive.codes is None or not directive.problem else ())
        yield LedgerEntry(
            path,
            directive.line,
            directive.title,
            codes,
            reason=directive.reason,
            until=directive.until,
            is_expired=is_expired(directive, today),
        )


def _of_configuration(tree: SettingsTree) -> Iterator[LedgerEntry]:
    for entry in tree.exclusions():
        codes = entry.codes or (EVERYTHING,)
        yield LedgerEntry(entry.path, entry.line, entry.key, codes, entry.pattern, entry.reason, is_comment=False)


def _of_baseline(request: Request, tree: SettingsTree) -> Iterator[LedgerEntry]:
    """Yield what the baseline accepts in the requested files."""
    name = tree.baseline.file
    wanted = Choice(tuple(path_from_root(path, cwd=request.cwd, root=tree.root) for path in request.paths))
    for line, entry in numbered_entries(os.path.join(tree.root, name), name):
        code, path, _, _ = entry.identity
        if wanted.covers(entry.identity):
            yield LedgerEntry(name, line, BASELINE, (code,), path, entry.reason, is_comment=False)


def _dated(entries: Iterable[LedgerEntry], root: str, dates: Dates) -> Iterator[LedgerEntry]:
    by_path: dict[str, list[LedgerEntry]] = {}
    for entry in entries:
        by_path.setdefault(entry.path, []).append(entry)
    for path, listed in by_path.items():
        is_there = os.path.isfile(os.path.join(root, path))
        known = dates(root, path, {entry.line for entry in listed if entry.line}) if is_there else {}
        yield from (replace(entry, since=known.get(entry.line, 0)) for entry in listed)
