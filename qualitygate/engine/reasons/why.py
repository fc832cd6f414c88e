"""Every decision about one line, in order, and the smallest edit that would turn the last."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence

from msgspec import Struct

from qualitygate.config.exclusions import IGNORES, PER_FILE
from qualitygate.config.tree import SettingsTree
from qualitygate.engine.checking.check import NamedChecker, check_source
from qualitygate.engine.checking.checked import Checked
from qualitygate.engine.checking.gather import specification
from qualitygate.engine.checking.worker import Worker
from qualitygate.engine.given import Given
from qualitygate.engine.planning.plan import make_plan
from qualitygate.engine.reasons.listed import where_listed
from qualitygate.engine.reasons.taken import excluded_by, ignored_by
from qualitygate.engine.run import Outcome, run
from qualitygate.engine.work import Task
from qualitygate.errors import PluginError
from qualitygate.files.discover import path_from_root
from qualitygate.hosting import ask
from qualitygate.model.finding import Finding
from qualitygate.model.judgement import Disposition, Judgement
from qualitygate.model.replacement import replace
from qualitygate.model.selection import LETTERS, Selection
from qualitygate.model.settings import Settings
from qualitygate.model.severity import Applicability
from qualitygate.source.source import Source

#: States beside those of a judgement.
NOT_SELECTED, LEFT_ALONE, NOT_FOUND = "not selected", "left alone", "not found"
_PLUGINS_KEYS = "what a plugin leaves alone is set by its own keys: docs/configuration.md"


class Step(Struct, frozen=True):
    """One decision."""

    about: str  #: what was decided: "file", "settings", "selection", "comment", "baseline", "revision", "gate"
    said: str  #: a sentence without a period
    source: str = ""  #: what decided: "pyproject.toml:14", ".gitignore:3"; "" where nothing is written down


class Reason(Struct, frozen=True):
    """Why one finding, or one code that was asked about, is what it is."""

    code: str
    message: str  #: "" where nothing was found
    line: int
    column: int  #: 0 = the whole line
    state: str  #: a disposition as reports have it, :data:`NOT_SELECTED`, :data:`LEFT_ALONE` or :data:`NOT_FOUND`
    steps: tuple[Step, ...]
    cures: tuple[str, ...] = ()  #: the smallest edits that would turn it


class Why(Struct, frozen=True):
    """What is decided about a file, and about each finding on the line."""

    path: str  #: relative to the root
    line: int  #: 0 = the file alone was asked about
    is_checked: bool
    steps: tuple[Step, ...]
    reasons: tuple[Reason, ...] = ()
    cures: tuple[str, ...] = ()  #: for the file, where it is not checked


def why(given: Given, line: int, code: str = "") -> Why:
    """Explain what the request's one path gets from a run that names it.

    ``line`` 0 asks about the file alone. ``code`` is a code or a prefix; "" asks about everything on the line.
    """
    request, tree = given.request, given.tree
    path = path_from_root(request.paths[0], cwd=request.cwd, root=tree.root)
    plan = make_plan(request, given.host, tree)
    task = plan.by_path().get(path)
    if task is None:
        return _not_checked(path, line, tree, [skip.reason for skip in plan.skipped])
    outcome = run(given)
    skipped = next((skip for skip in outcome.report.skipped if skip.path == path), None)
    steps = list(_file_steps(task, given))
    if skipped is not None:
        said = f"a plugin leaves it alone: {skipped.note or skipped.reason}"
        return Why(path, line, False, (*steps, Step("plugin", said)), cures=(_PLUGINS_KEYS,))
    steps += (Step("file", failure.message) for failure in outcome.report.failures)
    reasons = list(_Line(given, outcome, task, line).reasons(code)) if line else []
    return Why(path, line, True, tuple(steps), tuple(reasons))


def _not_checked(path: str, line: int, tree: SettingsTree, reasons: Sequence[str]) -> Why:
    taker = excluded_by(path, tree)
    if taker is not None:
        step = Step("file", f"{taker.key} {taker.entry!r} takes it out, named or not", taker.source)
        cure = f"take {taker.entry!r} out of {taker.key} ({taker.source}), or look once: --no-exclude"
        return Why(path, line, False, (step,), cures=(cure,))
    if reasons:
        said = f"nobody looks at it: {', '.join(reasons)}"
        return Why(
            path, line, False, (Step("file", said),), cures=("kinds says what a file is: docs/configuration.md",)
        )
    return Why(path, line, False, (Step("file", "it cannot be read"),))


def _file_steps(task: Task, given: Given) -> Iterator[Step]:
    tree = given.tree
    ignored = ignored_by(task.path, tree)
    if ignored is None:
        yield Step("file", f"found by a walk of the project, its kind is {task.kind}")
    else:
        said = f"named: a walk passes it over, {ignored.entry!r} ignores it; its kind is {task.kind}"
        yield Step("file", said, ignored.source)
    sources = ", ".join(tree.sources)
    yield Step("settings", "these files say how it is judged" if sources else "defaults, no file speaks", sources)


class _Line:
    """One line of a file that is checked."""

    def __init__(self, given: Given, outcome: Outcome, task: Task, line: int) -> None:
        self._given = given
        self._tree = given.tree
        self._settings = given.tree.settings_for(task.path)
        self._task = task
        self._line = line
        here = (each for each in outcome.report.judgements if each.finding.location.path == task.path)
        self._judgements = [each for each in here if self._reaches(each.finding)]

    def reasons(self, code: str) -> Iterator[Reason]:
        """Yield what was reported, then what was found and not reported, then what was asked for and not found."""
        reported = [each for each in self._judgements if each.finding.code.startswith(code)]
        yield from map(self._reported, reported)
        known = {_identity(judgement.finding) for judgement in self._judgements}
        without, found = self._everything()
        hidden = [each for each in found if each.code.startswith(code) and _identity(each) not in known]
        for finding in hidden:
            yield self._hidden(finding, without)
        if code and not reported and not hidden:
            yield self._absent(code)

    def _reaches(self, finding: Finding) -> bool:
        where = finding.location
        return where.line <= self._line <= max(where.line, where.end_line)

    def _everything(self) -> tuple[tuple[str, ...], list[Finding]]:
        """Check the file as if every code counted; return what plugins leave alone in it, and what is on the line."""
        given, task = self._given, self._task
        wide = replace(self._settings, selection=Selection(select=LETTERS, ignore=()))
        worker = Worker(
            specification(make_plan(given.request, given.host, self._tree), given.host, self._tree), given.host
        )
        data = task.data if task.data is not None else worker.read(task.path, wide.max_file_size)[0]
        source = Source(task.path, data, task.kind)
        without = tuple(code for each in ask.exclusion(given.host, source, self._settings) for code in each.codes)
        checked = self._checked(source, wide)
        return without, [finding for finding in checked.findings if self._reaches(finding)]

    def _checked(self, source: Source, wide: Settings) -> Checked:
        host = self._given.host
        offered = ask.checkers(host, wide)
        named = [
            NamedChecker(checker, ask.describe(host, plugin))
            for plugin, checker in offered
            if not isinstance(checker, PluginError)
        ]
        return check_source(source, wide, named)

    def _reported(self, judgement: Judgement) -> Reason:
        finding = judgement.finding
        steps = [Step("found", f"{finding.checker} finds it"), self._selection(finding.code)]
        state = judgement.disposition
        steps += _ABOUT[state](judgement, self._tree) if state in _ABOUT else ()
        if state is Disposition.OPEN:
            steps.append(self._gate(finding))
        return _reason(finding, state.value, steps, tuple(self._cures(judgement)))

    def _hidden(self, finding: Finding, without: tuple[str, ...]) -> Reason:
        found = Step("found", f"{finding.checker} finds it")
        selection = self._selection(finding.code)
        if not self._settings.selection.is_selected(finding.code):
            return _reason(finding, NOT_SELECTED, [found, selection], self._selecting(finding.code, selection))
        left = next((code for code in without if finding.code.startswith(code)), "")
        said = f"a plugin leaves {left} alone in this file" if left else "another finding says the same"
        steps = [found, selection, Step("plugin", said)]
        return _reason(finding, LEFT_ALONE, steps, (_PLUGINS_KEYS,) if left else ())

    def _absent(self, code: str) -> Reason:
        steps = [Step("found", f"no checker finds {code} on this line")]
        is_selected = self._settings.selection.is_selected(code)
        steps.append(self._selection(code))
        cures = () if is_selected else self._selecting(code, steps[-1])
        return Reason(code, "", self._line, 0, NOT_FOUND, tuple(steps), cures)

    def _selection(self, code: str) -> Step:
        decision = self._settings.selection.decide(code)
        keys = _SELECTS if decision.is_selected else _IGNORES
        listed = where_listed(decision.entry, self._task.path, self._tree, keys) if decision.entry else None
        said = f"{code} {'counts' if decision.is_selected else 'does not count'}: {decision.reason}"
        if listed is not None and listed.pattern:
            said += f" for {listed.pattern!r}"
        return Step("selection", said, listed.source if listed is not None else "default")

    def _selecting(self, code: str, step: Step) -> tuple[str, ...]:
        entry = self._settings.selection.decide(code).entry
        longer = f'extend-select = ["{code}"]'
        if not entry or entry != code:
            return (f"{longer} switches {code} on",)
        return (f"take {entry!r} out ({step.source})",) if step.source != "default" else (f"{longer} switches it on",)

    def _gate(self, finding: Finding) -> Step:
        least = self._tree.gate.fail_on
        fails = least is not None and finding.severity >= least
        word = "never" if least is None else least.word
        said = (
            f"severity {finding.severity.word}: it {'fails' if fails else 'does not fail'} the gate, fail-on = {word}"
        )
        source = next((place for key, _, place in self._tree.origins(self._task.path) if key == "gate.fail-on"), "")
        return Step("gate", said, source)

    def _cures(self, judgement: Judgement) -> Iterator[str]:
        finding, state = judgement.finding, judgement.disposition
        if state is not Disposition.OPEN:
            yield _TURNING[state]
            return
        if finding.fix is not None:
            flag = "--fix" if finding.fix.applicability is Applicability.SAFE else "--unsafe-fixes"
            yield f"{flag} makes it go: {finding.fix.title}"
        yield f"a comment silences it on its line: noqa: {finding.code}"


def _reason(finding: Finding, state: str, steps: Sequence[Step], cures: tuple[str, ...]) -> Reason:
    where = finding.location
    return Reason(finding.code, finding.message, where.line, where.column, state, tuple(steps), cures)


def _identity(finding: Finding) -> tuple[str, int, int, str]:
    return finding.code, finding.location.line, finding.location.column, finding.message


def _comment(judgement: Judgement, tree: SettingsTree) -> list[Step]:
    return [Step("comment", f"a comment silences it: {judgement.reason}")]


def _baseline(judgement: Judgement, tree: SettingsTree) -> list[Step]:
    said = "an old finding that was accepted" + (f": {judgement.reason}" if judgement.reason != "baseline" else "")
    return [Step("baseline", said, os.path.normpath(tree.baseline.file).replace(os.sep, "/"))]


def _known(judgement: Judgement, tree: SettingsTree) -> list[Step]:
    return [Step("revision", f"it is not new: {judgement.reason}")]


_ABOUT = {Disposition.SUPPRESSED: _comment, Disposition.BASELINED: _baseline, Disposition.KNOWN: _known}
_TURNING = {
    Disposition.SUPPRESSED: "take the comment out, or this code from it",
    Disposition.BASELINED: "mend it, then: qualitygate baseline prune",
    Disposition.KNOWN: "without --new it counts",
    Disposition.FIXED: "",
}
_SELECTS = ("select", "extend-select")
_IGNORES = (*IGNORES, PER_FILE)
