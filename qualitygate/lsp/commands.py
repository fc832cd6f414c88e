"""What the server does when it is told to, beside answering: a finding is accepted into the baseline."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from msgspec import Struct

from qualitygate.lsp.actions import ACCEPT
from qualitygate.lsp.background import Done, StartRun
from qualitygate.lsp.checks import Checks
from qualitygate.lsp.conversation import Conversation
from qualitygate.lsp.messages import INVALID_PARAMS, LATER, REQUEST_FAILED, Id, Message, RequestError, read_params
from qualitygate.lsp.uris import path_of
from qualitygate.lsp.verdicts import is_saved
from qualitygate.lsp.workspace import Workspace


class _Execute(Struct, frozen=True):
    command: str
    arguments: Sequence[str] = ()


class Commands:
    """Runs what the command line can do, on the files as they are saved."""

    def __init__(
        self, checks: Checks, workspace: Workspace, conversation: Conversation, start_run: StartRun
    ) -> None:
        self.checks = checks
        self.workspace = workspace
        self.conversation = conversation
        self._start_run = start_run

    def execute(self, message: Message) -> object:
        """Accept a finding into the baseline: the one command that there is."""
        said = read_params(message, _Execute)
        document = self.checks.documents.get(said.arguments[0]) if len(said.arguments) in (2, 3) else None
        if said.command != ACCEPT or document is None:
            raise RequestError(INVALID_PARAMS, f"expected {ACCEPT} with an open document's URI and a fingerprint")
        path = path_of(document.uri)
        project = self.checks.checked(document.uri).project
        if path is None or project is None or not is_saved(path, document.text):
            raise RequestError(REQUEST_FAILED, "the baseline holds what is on the disk: save the file first")
        reason = [f"--reason={said.arguments[2]}"] if len(said.arguments) == 3 else []
        arguments = ["baseline", "accept", *reason, "--", said.arguments[1]]
        self._start_run(arguments, cwd=project.root, then=partial(self._accepted, message.id))
        return LATER

    def _accepted(self, id: Id | None, done: Done) -> None:
        if done.code:
            self.conversation.complain(done.err.removeprefix("qualitygate: "))
        self.checks.settings_changed()
        self.workspace.changed()
        self.conversation.answer(id, None)
