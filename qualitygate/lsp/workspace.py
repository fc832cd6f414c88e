"""Diagnostics for whole folders: a run of the command line for each, which its cache makes quick."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence

from msgspec import Raw, Struct

from qualitygate.errors import QualityGateError
from qualitygate.lsp.background import Done, StartRun
from qualitygate.lsp.checks import Checks
from qualitygate.lsp.conversation import Conversation
from qualitygate.lsp.folder_report import FileReport, FolderReport, format_for, read_folder_report
from qualitygate.lsp.messages import CANCELLED, Id, RequestError
from qualitygate.lsp.projects import Projects
from qualitygate.lsp.protocol import Diagnostic, Wire
from qualitygate.lsp.uris import path_of, uri_of
from qualitygate.lsp.verdicts import UNTITLED
from qualitygate.model.judgement import Judgement

#: Seconds after which a run is announced, and documents in one partial result.
_PATIENCE, _PART = 1.0, 200
#: The result of a file in which nothing is found any more.
_CLEAN = "clean"


class PreviousResult(Struct, frozen=True):
    """What the client has of a document."""

    uri: str
    value: str


class WorkspacePull(Wire, frozen=True):
    """Parameters of ``workspace/diagnostic``."""

    previous_result_ids: Sequence[PreviousResult] = ()
    partial_result_token: Id | None = None


class _Report(Wire, frozen=True):
    uri: str
    kind: str
    result_id: str
    version: int | None
    items: Sequence[Diagnostic] = ()


class _FullReport(Struct, frozen=True, rename="camel"):
    """The same with its items, be there none."""

    uri: str
    kind: str
    result_id: str
    version: int | None
    items: Sequence[Diagnostic] | Raw


class _Waiting(Struct, frozen=True):
    id: Id
    pull: WorkspacePull


class Workspace:
    """Answers who asks about all files. Whoever has everything already is answered when something changes."""

    def __init__(
        self,
        checks: Checks,
        projects: Projects,
        conversation: Conversation,
        start_run: StartRun,
        clock: Callable[[], float],
    ) -> None:
        self._checks = checks
        self._projects = projects
        self._conversation = conversation
        self._start_run = start_run
        self._clock = clock
        self._waiting: list[_Waiting] = []
        self._running: set[str] = set()  #: folders
        self._found: dict[str, FolderReport] = {}  #: by folder
        self._is_wanted = False  #: also if nobody waits: what checkers of the whole project find is shown
        self._is_stale = True  #: something changed since the last run was started
        self._announce_at: float | None = None
        self._progress: Id | None = None

    def pull(self, id: Id, pull: WorkspacePull) -> None:
        """Answer when the folders have been checked."""
        self._waiting.append(_Waiting(id, pull))
        if self._is_stale:
            self._start()
        elif not self._running:
            self._answer()

    def changed(self) -> None:
        """Check again for whoever waits: a file, or what it is judged by, is another one."""
        self._is_stale = True
        if (self._waiting or self._is_wanted) and not self._running:
            self._start()

    def saved(self) -> None:
        """Check again for whoever waits, and where checkers look at the whole project, for everybody."""
        self._is_wanted = self._is_wanted or any(self._project_checkers(each) for each in self._projects.folders)
        self.changed()

    def folders_changed(self) -> None:
        """Say no more of folders that went, and check those that came for whoever waits."""
        self._checks.take_project_wide(self._project_wide())
        self.changed()

    def cancel(self, id: Id) -> bool:
        """Drop a request that still waits; False when it does not."""
        for waiting in self._waiting:
            if waiting.id == id:
                self._waiting.remove(waiting)
                self._conversation.fail(id, RequestError(CANCELLED, "cancelled"))
                return True
        return False

    def due(self) -> float | None:
        """Return the seconds until a run is to be announced; None where there is none."""
        return None if self._announce_at is None else max(0.0, self._announce_at - self._clock())

    def work(self) -> None:
        """Announce a run that takes long."""
        if self._announce_at is None or self._announce_at > self._clock():
            return
        self._announce_at = None
        if self._running and self._checks.client.shows_progress:
            self._progress = "qualitygate-workspace"
            self._conversation.ask("window/workDoneProgress/create", {"token": self._progress})
            self._tell_progress({"kind": "begin", "title": "qualitygate", "message": "checking the workspace"})

    def _start(self) -> None:
        if self._running:
            return
        self._is_stale = self._is_wanted = False
        self._running = set(self._projects.folders)
        self._found = {}
        self._announce_at = self._clock() + _PATIENCE
        arguments = ["check", "--format", format_for(self._checks.client), "--allow-empty", "-q"]
        for folder in self._projects.folders:
            self._start_run([*arguments, *self._checks.settings.arguments], cwd=folder, then=_Arrival(self, folder))
        if not self._running:
            self._finish()

    def arrived(self, folder: str, done: Done) -> None:
        """Take what a run gave."""
        self._running.discard(folder)
        try:
            if done.code not in (0, 1, 3) or not done.out:
                raise QualityGateError(done.err.removeprefix("qualitygate: ") or f"a run ended with {done.code}")
            report = self._found[folder] = read_folder_report(done.out)
            for failure in report.failures:
                self._conversation.complain(failure, "warning")
        except QualityGateError as error:
            self._conversation.complain(str(error))
        if not self._running:
            self._finish()

    def _finish(self) -> None:
        self._announce_at = None
        if self._progress is not None:
            self._tell_progress({"kind": "end"})
            self._progress = None
        if self._is_stale and (self._waiting or self._is_wanted):
            self._start()  # something changed meanwhile
            return
        self._checks.take_project_wide(self._project_wide())
        self._answer()

    def _project_wide(self) -> dict[str, tuple[Judgement, ...]]:
        """Return what checkers of whole projects found that is shown, by absolute path."""
        return {path: file.wide for path, file in self._files() if file.wide}

    def _files(self) -> Iterator[tuple[str, FileReport]]:
        """Yield absolute path and what is shown, for each file in the innermost folder that holds it."""
        folders = self._projects.folders
        for folder, report in self._found.items():
            others = {*folders} - {folder}
            for file in report.files if folder in folders else ():
                whole = os.path.normpath(os.path.join(report.root, file.path))
                if not others or self._projects.folder_of(whole) not in others:
                    yield whole, file

    def _project_checkers(self, folder: str) -> frozenset[str]:
        try:
            return self._projects.of(os.path.join(folder, UNTITLED)).project_checkers()
        except QualityGateError as error:
            self._conversation.complain(str(error))
            return frozenset()

    def _tell_progress(self, value: object) -> None:
        self._conversation.notify("$/progress", {"token": self._progress, "value": value})

    def _answer(self) -> None:
        """Answer everybody who does not have it all already."""
        waiting, self._waiting = self._waiting, []
        for each in waiting:
            previous = {known.uri: known.value for known in each.pull.previous_result_ids}
            reports = list(self._reports(previous))
            if previous and not any(isinstance(report, _FullReport) for report in reports):
                self._waiting.append(each)
                continue
            token = each.pull.partial_result_token
            if token is not None:
                for start in range(0, len(reports), _PART):
                    value = {"items": reports[start : start + _PART]}
                    self._conversation.notify("$/progress", {"token": token, "value": value})
            self._conversation.answer(each.id, {"items": [] if token is not None else reports})

    def _reports(self, previous: dict[str, str]) -> Iterator[_Report | _FullReport]:
        """Yield what is to be said of each file: those that are open, those with findings, those that had some."""
        left = dict(previous)
        for report in (*self._of_open(previous), *self._of_others(previous)):
            left.pop(report.uri, None)
            yield report
        for uri, result in left.items():
            if result != _CLEAN:
                yield _FullReport(uri, "full", _CLEAN, None, ())

    def _of_open(self, previous: dict[str, str]) -> Iterator[_Report | _FullReport]:
        for uri, document in self._checks.documents.items():
            try:
                checked = self._checks.checked(uri)
            except QualityGateError:  # it was said when the document was checked
                continue
            result = f"open-{checked.result}"
            if previous.get(uri) == result:
                yield _Report(uri, "unchanged", result, document.version)
            else:
                yield _FullReport(uri, "full", result, document.version, checked.items)

    def _of_others(self, previous: dict[str, str]) -> Iterator[_Report | _FullReport]:
        open_paths = {path_of(uri) for uri in (*self._checks.documents, *self._checks.notebooks)}
        for path, file in self._files():
            if path in open_paths:
                continue
            uri = uri_of(path)
            if previous.get(uri) == file.result:
                yield _Report(uri, "unchanged", file.result, None)
            else:
                yield _FullReport(uri, "full", file.result, None, file.items)


class _Arrival(Struct, frozen=True):
    """Hands on what a folder's run gave."""

    workspace: Workspace
    folder: str

    def __call__(self, done: Done) -> None:
        self.workspace.arrived(self.folder, done)
