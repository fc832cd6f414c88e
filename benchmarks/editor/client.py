"""A client of language servers with one document, for whoever measures."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

CAPABILITIES = {"textDocument": {"diagnostic": {}, "publishDiagnostics": {"versionSupport": True}}}
_TICKS = os.sysconf("SC_CLK_TCK")
#: Seconds to wait for an answer at most.
_QUIET = 120.0


class Editor:
    """A client with one document."""

    def __init__(self, command: Sequence[str], folder: Path, variables: Mapping[str, str] | None = None) -> None:
        pipe, environment = subprocess.PIPE, {**os.environ, **(variables or {})}
        self.process = subprocess.Popen(
            command, cwd=folder, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, env=environment
        )
        self._heard: queue.Queue[dict[str, Any]] = queue.Queue()
        self._asked = 0
        threading.Thread(target=self._read, daemon=True).start()
        params = {"processId": os.getpid(), "rootUri": folder.as_uri(), "capabilities": CAPABILITIES}
        offered = self.ask("initialize", params)["capabilities"]
        self.pulls = "diagnosticProvider" in offered
        self.uri = (folder / "sample.py").as_uri()
        self.version = 1
        self.tell("initialized", {})

    def _read(self) -> None:
        stream = self.process.stdout
        assert stream is not None
        while header := stream.readline():
            length = 0
            while header.strip():
                name, _, value = header.partition(b":")
                length = int(value) if name.lower() == b"content-length" else length
                header = stream.readline()
            self._heard.put(json.loads(stream.read(length)))

    def _send(self, **message: Any) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.process.stdin is not None
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()

    def tell(self, method: str, params: Any) -> None:
        """Send a notification."""
        self._send(method=method, params=params)

    def ask(self, method: str, params: Any) -> Any:
        """Send a request and wait for the answer; what the server asks is answered with nothing."""
        self._asked += 1
        self._send(id=self._asked, method=method, params=params)
        while True:
            message = self._next()
            if message.get("id") == self._asked and "method" not in message:
                return message.get("result")

    def _next(self) -> dict[str, Any]:
        message = self._heard.get(timeout=_QUIET)
        if "method" in message and "id" in message:
            result = [None] if message["method"] == "workspace/configuration" else None
            self._send(id=message["id"], result=result)
        return message

    def open(self, text: str) -> int:
        """Open the document; return how many diagnostics it has."""
        item = {"uri": self.uri, "languageId": "python", "version": 1, "text": text}
        self.tell("textDocument/didOpen", {"textDocument": item})
        return self.diagnostics()

    def put(self, line: int, text: str) -> int:
        """Put a text at the beginning of a line; return how many diagnostics there are then."""
        self.version += 1
        place = {"line": line, "character": 0}
        changes = [{"range": {"start": place, "end": place}, "text": text}]
        document = {"uri": self.uri, "version": self.version}
        self.tell("textDocument/didChange", {"textDocument": document, "contentChanges": changes})
        return self.diagnostics()

    def diagnostics(self) -> int:
        """Ask for diagnostics, or wait for them where the server sends them by itself."""
        if self.pulls:
            answer = self.ask("textDocument/diagnostic", {"textDocument": {"uri": self.uri}})
            return len(answer.get("items", ()))
        while True:
            message = self._next()
            if message.get("method") == "textDocument/publishDiagnostics" and message["params"]["uri"] == self.uri:
                return len(message["params"]["diagnostics"])

    def cpu(self) -> float:
        """Return the seconds of CPU that the server has taken; what it has started and ended counts too."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return sum(map(int, fields[11:15])) / _TICKS

    def memory(self) -> int:
        """Return what it keeps in memory, in kilobytes."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS")))

    def end(self) -> None:
        """End the session."""
        self.ask("shutdown", None)
        self.tell("exit", None)
        self.process.wait(20)
        for stream in (self.process.stdin, self.process.stdout):
            assert stream is not None
            stream.close()
