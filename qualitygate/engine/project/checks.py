"""The project checkers of a run: which of them run, in which stage, beside what, and what came of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, cast

from msgspec import Struct, field

from qualitygate.api.project import ComparedBy, Project, ProjectChecker, ProjectFile, ProjectFindings
from qualitygate.engine.given import Given
from qualitygate.engine.planning.stages import GateStage
from qualitygate.engine.project.known import KnownAnswers
from qualitygate.engine.project.placing import Placing
from qualitygate.engine.project.trust import Trust
from qualitygate.engine.project.watched import WatchedFiles
from qualitygate.engine.project.worker import ProjectAnswer, ProjectSpec, ProjectTask, ProjectWorker
from qualitygate.engine.results import Results
from qualitygate.engine.silencing.unused_exclusions import covers_project
from qualitygate.engine.work import Plan
from qualitygate.errors import PluginError
from qualitygate.executors.aside import begin
from qualitygate.executors.executor import LostBatch
from qualitygate.model.failure import Failure
from qualitygate.model.finding import Finding
from qualitygate.model.replacement import replace
from qualitygate.model.rule import CODE_PATTERN
from qualitygate.model.settings import StageCheckers
from qualitygate.model.verdict import Condition
from qualitygate.model.wire import Reader


if TYPE_CHECKING:
    from qualitygate.engine.newcode.base import BasePlan  # it loads what talks to git
    from qualitygate.engine.project.compared import Compared


class Offered(Struct, frozen=True):
    """A project checker, and whose it is."""

    plugin: str
    checker: ProjectChecker


class ProjectChecks(Struct):
    """What project checkers found so far."""

    given: Given
    plan: Plan
    known: KnownAnswers
    offered: list[Offered] = field(default_factory=list)
    compared: Compared | None = None
    changed: tuple[str, ...] | None = None  #: files that differ from the base revision; None = there is none
    left_out: dict[str, str] = field(default_factory=dict)  #: names, and why they do not run
    findings: list[Finding] = field(default_factory=list)
    old: list[Finding] = field(default_factory=list)  #: of the base revision
    failures: list[Failure] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    conditions: list[Condition] = field(default_factory=list)
    looked_at: dict[str, tuple[str, ...]] = field(default_factory=dict)  #: paths, and the codes looked for in them
    seconds: dict[str, float] = field(default_factory=dict)  #: by checker
    ran: list[str] = field(default_factory=list)

    @classmethod
    def of(
        cls, given: Given, plan: Plan, found_by_plugin: Iterable[tuple[str, ProjectChecker | PluginError]]
    ) -> ProjectChecks:
        """Sort out what the plugins offer."""
        found = cls(given, plan, KnownAnswers(given, plan))
        trust = Trust.of(given.request)
        selection = given.tree.run_settings.selection
        for plugin, offered in found_by_plugin:
            if isinstance(offered, PluginError):
                found.failures.append(Failure(plugin, "", "crash", str(offered)))
            elif not selection.may_select_any(tuple(offered.codes)):
                continue
            elif reason := trust.objection(offered):
                found.left_out[offered.name] = reason
            else:
                found.offered.append(Offered(plugin, offered))
        return found

    def __bool__(self) -> bool:
        return bool(self.offered)

    @property
    def has_anything(self) -> bool:
        """Is there anything to ask, or to say?"""
        return bool(self.offered or self.left_out or self.failures)

    @property
    def checkers(self) -> list[ProjectChecker]:
        """Those that are run, in the order of their declaration."""
        return [each.checker for each in self.offered]

    @property
    def asked(self) -> list[str]:
        """The names of those that are run, and of the plugins that offer them."""
        return [name for each in self.offered for name in (each.checker.name, each.plugin)]

    @property
    def is_repeatable(self) -> bool:
        """Is all watched that the answers depend on?"""
        return self.known.is_repeatable

    def compare_with(self, base: BasePlan) -> None:
        """Ask about the base revision too, in a copy of it."""
        heads = [task.path for task in self.plan.tasks]
        self.changed = tuple(sorted(path for path in heads if path not in base.unchanged))
        if self.compared is None and any(each.checker.compared == "run" for each in self.offered):
            from qualitygate.engine.project.compared import copied  # here: it loads what talks to git

            self.compared = copied(base, self.given.tree.root, self.known.configuration(self._asked()))

    def compared_by(self, checker: str) -> ComparedBy | None:
        """Say how findings of this one are known to be new; None = it is none of them."""
        return next((each.checker.compared for each in self.offered if each.checker.name == checker), None)

    @contextmanager
    def beside(self, stage: GateStage, results: Results) -> Iterator[None]:
        """Let those of a stage run while the body does: the ones that only read. The others follow, each alone."""
        chosen = [each for each in self.offered if _is_in(stage.checkers, each)]
        if not chosen:
            yield
            return
        self.ran += [each.checker.name for each in chosen]
        watched = WatchedFiles.of(self.given.tree.root, self.plan)
        readers = [each for each in chosen if each.checker.effects == "read"]
        with self._running(readers):
            yield
        self._blame([each.checker.name for each in readers], watched, results)
        for each in chosen:
            if each.checker.effects != "read":
                with self._running([each]):
                    pass
                self.notes += watched.changes_by(each.checker.name)

    def again(self, results: Results) -> None:
        """Ask all that ran once more: files have been repaired."""
        ran = tuple(sorted(set(self.ran)))
        self.findings, self.failures, self.notes, self.conditions, self.looked_at = [], [], [], [], {}
        compared, self.compared, self.ran = self.compared, None, []
        with self.beside(GateStage(0, StageCheckers(ran)), results):
            self.compared = compared

    @contextmanager
    def _running(self, chosen: Sequence[Offered]) -> Iterator[None]:
        """Begin to ask, and in the end take what they say; what is known already is not asked."""
        wanted: dict[tuple[str, bool], tuple[ProjectTask, ProjectChecker]] = {}
        for each in chosen:
            for task in self._tasks(each):
                found = self.known.find(task, each.checker)
                if found is None:
                    wanted[task.checker, task.is_base] = task, each.checker
                else:
                    self._take(each.checker, found, is_base=task.is_base)
        tree, host, request = self.given.tree, self.given.host, self.given.request
        spec = ProjectSpec(tree.root, host.refs, tree.run_settings, host.run_options)
        tasks = [[task] for task, _ in wanted.values()]
        aside = begin(request.executor, request.jobs, ProjectWorker.start, spec, tasks)
        try:
            yield
            for answer in aside.answers():
                if isinstance(answer, LostBatch):
                    name = cast(ProjectTask, answer.tasks[0]).checker
                    self.failures.append(Failure(name, "", "lost-worker", f"{name}: {answer.reason}"))
                    continue
                for said in _ANSWERS.read(answer):
                    task, checker = wanted[said.checker, said.is_base]
                    self.known.keep(task, checker, said.findings)
                    self.seconds[said.checker] = self.seconds.get(said.checker, 0.0) + said.seconds
                    self._take(checker, said.findings, is_base=said.is_base)
        except BaseException:
            aside.end()
            raise

    def _tasks(self, each: Offered) -> Iterator[ProjectTask]:
        files = tuple(ProjectFile(task.path, task.kind) for task in self.plan.tasks)
        name, root = each.checker.name, self.given.tree.root
        changed = self.changed
        is_whole = covers_project(self.given.request, root)
        yield ProjectTask(each.plugin, name, Project(root, files, changed, is_whole, root))
        if self.compared is not None and each.checker.compared == "run":
            old = tuple(file for file in files if file.path in self.compared.paths)
            yield ProjectTask(
                each.plugin, name, Project(self.compared.root, old, changed, is_whole, root), is_base=True
            )

    def _asked(self) -> list[tuple[ProjectTask, ProjectChecker]]:
        return [(next(self._tasks(each)), each.checker) for each in self.offered]

    def _take(self, checker: ProjectChecker, found: ProjectFindings, *, is_base: bool) -> None:
        name, codes = checker.name, tuple(checker.codes)
        if wrong := sorted({each.code for each in found.findings if not _is_own(each.code, codes)}):
            message = f"{name} found the code {wrong[0]!r}; expected capitals and digits that begin with one of "
            self.failures.append(Failure(name, "", "bad-output", message + ", ".join(codes)))
        findings = [each for each in found.findings if _is_own(each.code, codes)]
        failures = found.failures
        tree, request, tasks = self.given.tree, self.given.request, self.plan.by_path()
        if is_base:
            assert self.compared is not None
            self.old += Placing(self.compared.root, tree, request, tasks, self.plan.skipped).place(findings)
            self.failures += [replace(each, message=f"in the base revision: {each.message}") for each in failures]
            return
        placing = Placing(tree.root, tree, request, tasks, self.plan.skipped)
        self.findings += placing.place(findings)
        self.failures += failures
        self.notes += [*found.notes, *placing.notes(name)]
        self.conditions += found.conditions
        for path in found.looked_at:
            self.looked_at[path] = (*self.looked_at.get(path, ()), *codes)

    def _blame(self, names: Sequence[str], watched: WatchedFiles, results: Results) -> None:
        """What promised only to read and did not is a failure: nobody knows what the others have seen."""
        changed = watched.changed(results)
        if changed and names:
            who = " or ".join(names)
            more = f" and {len(changed) - 1} more" if len(changed) > 1 else ""
            message = (
                f"{changed[0]}{more} changed while {who} ran, which promised only to read (effects = \"read\");"
                " if it is meant to write, say so"
            )
            self.failures += [Failure(name, changed[0], "broken-promise", message) for name in names]


def _is_own(code: str, codes: tuple[str, ...]) -> bool:
    return CODE_PATTERN.fullmatch(code) is not None and code.startswith(codes)


def _is_in(checkers: StageCheckers | None, each: Offered) -> bool:
    return checkers is None or checkers.has(each.checker.name, each.plugin)


_ANSWERS = Reader(list[ProjectAnswer])
