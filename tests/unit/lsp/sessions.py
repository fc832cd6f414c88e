"""A session without a transport, and a clock that stands still until it is moved."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from qualitygate.cli.commands.lsp import open_project
from qualitygate.lsp.background import Done
from qualitygate.lsp.messages import Message, to_bytes
from qualitygate.lsp.projects import Projects
from qualitygate.lsp.session import Session

#: What a client says of itself that asks for diagnostics, and of one that waits for them.
PULLS: Mapping[str, Any] = {"textDocument": {"diagnostic": {}}}
PUSHED: Mapping[str, Any] = {}


class Talk:
    """A client that writes down what it hears."""

    def __init__(self, root: str, capabilities: Mapping[str, Any] = PUSHED, **options: object) -> None:
        self.heard: list[dict[str, Any]] = []
        self.now = 0.0
        self.watched: list[int] = []
        self.runs: list[tuple[list[str], str, Callable[[Done], None]]] = []
        self.session = Session(
            Projects(open_project),
            self._hear,
            clock=lambda: self.now,
            watch_process=self.watched.append,
            start_run=self._start_run,
        )
        self._asked = 0
        params = {"capabilities": capabilities, "rootUri": f"file://{root}", "initializationOptions": options}
        self.answer = self.ask("initialize", params | {"processId": 4711})
        self.tell("initialized", {})

    def _start_run(self, arguments: Sequence[str], *, cwd: str, then: Callable[[Done], None]) -> None:
        self.runs.append((list(arguments), cwd, then))

    def _hear(self, message: object) -> None:
        self.heard.append(json.loads(to_bytes(message)))

    def tell(self, method: str, params: object) -> None:
        """Send a notification."""
        self.session.receive(Message(method, params))

    def start(self, method: str, params: object) -> int:
        """Send a request, and return its id."""
        self._asked += 1
        self.session.receive(Message(method, params, self._asked))
        return self._asked

    def ask(self, method: str, params: object) -> Any:
        """Send a request, let the server work, and return the answer's result, or its error."""
        return self.answer_of(self.start(method, params))

    def answer_of(self, id: int) -> Any:
        """Let the server work until a request is answered."""
        while not (found := [each for each in self.heard if each.get("id") == id and "method" not in each]):
            assert self.session.due() == 0.0, "it waits for the client"
            self.session.work()
        return found[0].get("result", found[0].get("error"))

    def open(self, uri: str, text: str, *, version: int = 1, language: str = "python") -> None:
        """Open a document."""
        item = {"uri": uri, "text": text, "version": version, "languageId": language}
        self.tell("textDocument/didOpen", {"textDocument": item})

    def change(self, uri: str, text: str, *, version: int, start: tuple[int, int], end: tuple[int, int]) -> None:
        """Put a text in the place of a range."""
        places = {"start": dict(zip(("line", "character"), start, strict=True))}
        places["end"] = dict(zip(("line", "character"), end, strict=True))
        changes = [{"range": places, "text": text}]
        document = {"uri": uri, "version": version}
        self.tell("textDocument/didChange", {"textDocument": document, "contentChanges": changes})

    def wait(self, seconds: float) -> None:
        """Let time pass, and the server do what becomes due."""
        self.now += seconds
        while self.session.due() == 0.0:
            self.session.work()

    def take(self, method: str) -> list[Any]:
        """Return the parameters of what was said by this method, and forget it."""
        found = [each["params"] for each in self.heard if each.get("method") == method]
        self.heard = [each for each in self.heard if each.get("method") != method]
        return found

    def published(self) -> list[tuple[str, int | None, list[str]]]:
        """Return what was sent of documents: name, version, codes."""
        return [
            (said["uri"].rpartition("/")[2], said.get("version"), [each["code"] for each in said["diagnostics"]])
            for said in self.take("textDocument/publishDiagnostics")
        ]

    def pull(self, uri: str, previous: str | None = None) -> Any:
        """Ask for a document's diagnostics."""
        params = {"textDocument": {"uri": uri}, "previousResultId": previous}
        return self.ask("textDocument/diagnostic", params)


#: Makes a client for the folder of the test.
Talks = Callable[..., Talk]
