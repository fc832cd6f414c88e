"""A client of the language server, over pipes or a socket: a process of its own, as an editor starts it."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, BinaryIO

_TIMEOUT = 60  # seconds; a machine under load is no failure


class LanguageClient:
    """Speaks the protocol, and remembers what it was told."""

    def __init__(self, source: BinaryIO, sink: BinaryIO, root: Path, **said: Any) -> None:
        self.told: list[dict[str, Any]] = []
        self._source, self._sink = source, sink
        self._heard: queue.Queue[dict[str, Any] | None] = queue.Queue()
        self._asked = 0
        threading.Thread(target=self._read, daemon=True).start()
        params = {"processId": os.getpid(), "rootUri": root.as_uri(), "capabilities": {}} | said
        self.server: dict[str, Any] = self.ask("initialize", params)
        self.tell("initialized", {})

    def _read(self) -> None:
        while True:
            length = 0
            while line := self._source.readline().strip():
                name, _, value = line.partition(b":")
                assert name == b"Content-Length", f"somebody else writes to the protocol's stream: {line!r}"
                length = int(value)
            if not length:
                self._heard.put(None)
                return
            self._heard.put(json.loads(self._source.read(length)))

    def _send(self, message: Mapping[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._sink.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self._sink.flush()

    def tell(self, method: str, params: Any) -> None:
        """Send a notification."""
        self._send({"method": method, "params": params})

    def ask(self, method: str, params: Any) -> Any:
        """Send a request and wait for its answer: the result, or the error."""
        self._asked += 1
        id = self._asked
        self._send({"id": id, "method": method, "params": params})
        answer = self._next(lambda message: message.get("id") == id and "method" not in message)
        return answer.get("result", answer.get("error"))

    def wait_for(self, method: str) -> Any:
        """Wait for a notification or a question of the server's, and return its parameters; a question is answered."""
        message = self._next(lambda message: message.get("method") == method)
        if "id" in message:
            self._send({"id": message["id"], "result": None})
        return message["params"]

    def _next(self, is_it: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        for index, message in enumerate(self.told):
            if is_it(message):
                return self.told.pop(index)
        while (message := self._heard.get(timeout=_TIMEOUT)) is not None:
            if is_it(message):
                return message
            self.told.append(message)
        raise EOFError("the server has gone")

    def open(self, path: Path, text: str, *, language: str = "python") -> str:
        """Open a file and return its URI."""
        item = {"uri": path.as_uri(), "languageId": language, "version": 1, "text": text}
        self.tell("textDocument/didOpen", {"textDocument": item})
        return path.as_uri()

    def pull(self, uri: str) -> list[dict[str, Any]]:
        """Ask for a document's diagnostics."""
        items: list[dict[str, Any]] = self.ask("textDocument/diagnostic", {"textDocument": {"uri": uri}})["items"]
        return items

    def published(self, uri: str) -> list[dict[str, Any]]:
        """Wait for a document's diagnostics."""
        while True:
            said = self.wait_for("textDocument/publishDiagnostics")
            if said["uri"] == uri:
                items: list[dict[str, Any]] = said["diagnostics"]
                return items

    def end(self) -> None:
        """End the session as the protocol wants."""
        self.ask("shutdown", None)
        self.tell("exit", None)


def start_server(root: Path, *options: str) -> subprocess.Popen[bytes]:
    """Start a server in a folder."""
    command = [sys.executable, "-m", "qualitygate", "lsp", *options]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, cwd=root, stdin=pipe, stdout=pipe, stderr=pipe)


def connect(process: subprocess.Popen[bytes], root: Path, **said: Any) -> LanguageClient:
    """Begin a session over a server's standard streams."""
    assert process.stdin is not None and process.stdout is not None
    return LanguageClient(process.stdout, process.stdin, root, **said)  # type: ignore[arg-type]
