"""One client from its first message to its last: what is done about each of them. Knows no transport."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping

from qualitygate import __version__
from qualitygate.errors import QualityGateError
from qualitygate.lsp.background import StartRun, no_runs
from qualitygate.lsp.capabilities import WATCHED, capabilities
from qualitygate.lsp.checks import Checks
from qualitygate.lsp.client import SECTION, Client, read_settings
from qualitygate.lsp.commands import Commands
from qualitygate.lsp.conversation import Conversation
from qualitygate.lsp.documents import Document
from qualitygate.lsp.features import Features
from qualitygate.lsp.messages import (
    INVALID_REQUEST,
    NO_SUCH_METHOD,
    NOT_INITIALIZED,
    REQUEST_FAILED,
    LATER,
    Id,
    Message,
    RequestError,
    read_params,
)
from qualitygate.lsp.notebook_sync import NotebookSync
from qualitygate.lsp.positions import Units
from qualitygate.lsp.projects import Projects, folders_of
from qualitygate.lsp.protocol import (
    AboutDocument,
    Cancel,
    ConfigurationItems,
    DidChange,
    DidChangeConfiguration,
    DidChangeFolders,
    DidOpen,
    Initialize,
    PullDocument,
    SetTrace,
    Watchers,
)
from qualitygate.lsp.uris import path_of
from qualitygate.lsp.workspace import Workspace, WorkspacePull

#: Editors ask so wherever the cursor goes, and show every error: what is wrong is said once.
_ASKED_OFTEN = ("textDocument/codeAction", "textDocument/hover")

_Handler = Callable[["Session", Message], object]


class Session:
    """Takes messages one by one, and does what is due when none is waiting."""

    def __init__(
        self,
        projects: Projects,
        send: Callable[[object], None],
        *,
        clock: Callable[[], float] = time.monotonic,
        watch_process: Callable[[int], None] = lambda process: None,
        start_run: StartRun = no_runs,
    ) -> None:
        """``watch_process`` is told the client's process, whose end is the server's; ``start_run`` checks all."""
        self.projects = projects
        self.conversation = Conversation(send)
        self.checks = Checks(projects, self.conversation, clock)
        self.notebooks = NotebookSync(self.checks)
        self.features = Features(self.checks)
        self.workspace = Workspace(self.checks, projects, self.conversation, start_run, clock)
        self.commands = Commands(self.checks, self.workspace, self.conversation, start_run)
        self.exit_code: int | None = None  #: set when the session is over
        self._watch_process = watch_process
        self._is_initialized = False
        self._is_shut_down = False

    def receive(self, message: Message) -> None:
        """Do what a message wants, or say why not."""
        self.conversation.trace(message)
        if not message.method:
            self.conversation.heard(message)
        elif message.id is not None:
            self._request(message, message.id)
        else:
            self._notification(message)

    def due(self) -> float | None:
        """Return the seconds until there is something to do; None: until the client says something."""
        return min((each for each in (self.checks.due(), self.workspace.due()) if each is not None), default=None)

    def work(self) -> None:
        """Do one piece of what is due."""
        if not self.checks.work():
            self.workspace.work()

    def _request(self, message: Message, id: Id) -> None:
        try:
            self._refuse_untimely(message)
            handler = _REQUESTS.get(message.method)
            if handler is None:
                raise RequestError(NO_SUCH_METHOD, f"there is no method {message.method!r}")
            result = handler(self, message)
        except RequestError as error:
            self.conversation.fail(id, error)
        except QualityGateError as error:
            self.conversation.complain(str(error))
            if message.method not in _ASKED_OFTEN:
                self.conversation.fail(id, RequestError(REQUEST_FAILED, str(error)))
            else:
                self.conversation.answer(id, None)
        else:
            if result is not LATER:
                self.conversation.answer(id, result)

    def _refuse_untimely(self, message: Message) -> None:
        if self._is_shut_down:
            raise RequestError(INVALID_REQUEST, "the server was shut down")
        if self._is_initialized is (message.method == "initialize"):
            expected = "a second 'initialize'" if self._is_initialized else f"{message.method!r} before 'initialize'"
            raise RequestError(
                INVALID_REQUEST if self._is_initialized else NOT_INITIALIZED, f"did not expect {expected}"
            )

    def _notification(self, message: Message) -> None:
        handler = _NOTIFICATIONS.get(message.method)
        if handler is None or (not self._is_initialized and message.method != "exit"):
            return
        try:
            handler(self, message)
        except QualityGateError as error:
            self.conversation.complain(str(error))

    # What the client asks for.

    def initialize(self, message: Message) -> object:
        """Agree upon what both sides can do."""
        said = read_params(message, Initialize)
        checks = self.checks
        checks.client = Client.of(said.capabilities)
        checks.units = Units(checks.client.encoding)
        named = [each.uri for each in said.workspace_folders or ()] or [said.root_uri or ""]
        folders = [path_of(uri) or "" for uri in named]
        self.projects.folders = folders_of(folders if any(folders) else [said.root_path or ""])
        self._is_initialized = True
        self.conversation.tracing = said.trace or "off"
        self._take_settings(said.initialization_options)
        if said.process_id is not None:
            self._watch_process(said.process_id)
        return {
            "capabilities": capabilities(checks.client),
            "serverInfo": {"name": "qualitygate", "version": __version__},
        }

    def initialized(self, message: Message) -> None:
        """Ask for what could not be asked for before."""
        client = self.checks.client
        if client.watches:
            options = Watchers([{"globPattern": pattern} for pattern in WATCHED])
            self.conversation.register("workspace/didChangeWatchedFiles", options)
        if client.has_settings:
            self.conversation.register("workspace/didChangeConfiguration", {"section": SECTION})
            self._ask_for_settings()

    def shutdown(self, message: Message) -> object:
        """Make ready for the end."""
        self._is_shut_down = True
        return None

    def exit(self, message: Message) -> None:
        """End; to be told so before is what the protocol wants."""
        self.exit_code = 0 if self._is_shut_down else 1

    def pull_document(self, message: Message) -> object:
        """Answer as soon as no other message is waiting: the client may have typed on."""
        assert message.id is not None
        said = read_params(message, PullDocument)
        self.checks.pull(message.id, said.text_document.uri, said.previous_result_id or "")
        return LATER

    def pull_workspace(self, message: Message) -> object:
        """Answer when all folders have been checked, or when something has changed."""
        assert message.id is not None
        self.workspace.pull(message.id, read_params(message, WorkspacePull))
        return LATER

    # What the client tells.

    def did_open(self, message: Message) -> None:
        """Take a document in."""
        item = read_params(message, DidOpen).text_document
        self.checks.opened(Document(item.uri, item.text, version=item.version, language=item.language_id))

    def did_change(self, message: Message) -> None:
        """Keep the text as the client has it."""
        said = read_params(message, DidChange)
        document = self.checks.documents.get(said.text_document.uri)
        if document is not None:
            document.change(said.content_changes, said.text_document.version, self.checks.units)
            self.checks.changed(document.uri)

    def did_save(self, message: Message) -> None:
        """Check what waits for it."""
        self.checks.saved(read_params(message, AboutDocument).text_document.uri)
        self.workspace.saved()

    def did_save_notebook(self, message: Message) -> None:
        """Check what waits for a notebook."""
        self.notebooks.did_save(message)
        self.workspace.saved()

    def did_close(self, message: Message) -> None:
        """Forget a document."""
        self.checks.closed(read_params(message, AboutDocument).text_document.uri)

    def cancel(self, message: Message) -> None:
        """Drop what nobody waits for any more."""
        id = read_params(message, Cancel).id
        if not self.checks.cancel(id):
            self.workspace.cancel(id)

    def set_trace(self, message: Message) -> None:
        """Tell more, or less, of what is done."""
        self.conversation.tracing = read_params(message, SetTrace).value

    def settings_changed(self, message: Message) -> None:
        """Take the user's settings, or ask for them where the client wants to be asked."""
        if self.checks.client.has_settings:
            self._ask_for_settings()
        else:
            self._take_settings(read_params(message, DidChangeConfiguration).settings)

    def files_changed(self, message: Message) -> None:
        """Judge again what is judged by a file that changed."""
        if not self.projects.are_current:
            self.checks.settings_changed()
        self.workspace.changed()

    def folders_changed(self, message: Message) -> None:
        """Take folders in, and others out."""
        event = read_params(message, DidChangeFolders).event
        gone = {path_of(each.uri) for each in event.removed}
        added = [path_of(each.uri) or "" for each in event.added]
        self.projects.folders = folders_of([*(each for each in self.projects.folders if each not in gone), *added])
        self.checks.settings_changed()
        self.workspace.folders_changed()

    def _ask_for_settings(self) -> None:
        self.conversation.ask(
            "workspace/configuration", ConfigurationItems([{"section": SECTION}]), self._settings_came
        )

    def _settings_came(self, result: object) -> None:
        value = result[0] if isinstance(result, list) and result else None
        if value:  # a client without any says null, or an empty object
            self._take_settings(value)

    def _take_settings(self, value: object) -> None:
        try:
            settings = read_settings(value)
        except QualityGateError as error:
            self.conversation.complain(str(error))
            return
        if settings != self.checks.settings:
            if settings.trace != self.checks.settings.trace:
                self.conversation.tracing = settings.trace
            self.checks.settings = settings
            self.projects.arguments = settings.arguments
            self.checks.settings_changed()
            self.workspace.changed()


_REQUESTS: Mapping[str, _Handler] = {
    "initialize": Session.initialize,
    "shutdown": Session.shutdown,
    "textDocument/diagnostic": Session.pull_document,
    "workspace/diagnostic": Session.pull_workspace,
    "workspace/executeCommand": lambda session, message: session.commands.execute(message),
    "textDocument/codeAction": lambda session, message: session.features.code_actions(message),
    "codeAction/resolve": lambda session, message: session.features.resolve_action(message),
    "textDocument/hover": lambda session, message: session.features.hover(message),
}
_NOTIFICATIONS: Mapping[str, Callable[[Session, Message], None]] = {
    "initialized": Session.initialized,
    "exit": Session.exit,
    "$/cancelRequest": Session.cancel,
    "$/setTrace": Session.set_trace,
    "textDocument/didOpen": Session.did_open,
    "textDocument/didChange": Session.did_change,
    "textDocument/didSave": Session.did_save,
    "textDocument/didClose": Session.did_close,
    "notebookDocument/didOpen": lambda session, message: session.notebooks.did_open(message),
    "notebookDocument/didChange": lambda session, message: session.notebooks.did_change(message),
    "notebookDocument/didSave": Session.did_save_notebook,
    "notebookDocument/didClose": lambda session, message: session.notebooks.did_close(message),
    "workspace/didChangeConfiguration": Session.settings_changed,
    "workspace/didChangeWatchedFiles": Session.files_changed,
    "workspace/didChangeWorkspaceFolders": Session.folders_changed,
}
