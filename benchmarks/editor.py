"""From a key to its diagnostics: language servers side by side, through the protocol.

``python -m benchmarks.editor [--with NAME=COMMAND ...] [--edits 100]`` needs Linux. Each server gets the same texts and
the same edits: a character put into an empty line, somewhere. Shown are the median and the worst of the wall clock, and
the CPU time of the server for each edit, which a busy machine falsifies least. Nothing is waited for beside the answer
but what a server waits by itself, which its name then says.
"""

from __future__ import annotations

import argparse
import json
import os
import queue
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from importlib import import_module
from pathlib import Path
from typing import Any

#: What each is started with; those that are not installed are left out, and said.
SERVERS = {
    "qualitygate": [sys.executable, "-m", "qualitygate", "lsp"],
    "ruff": ["ruff", "server"],
    "ty": ["ty", "server"],
    "pylsp (waits 0.5 s by itself)": ["pylsp"],
}
CAPABILITIES = {"textDocument": {"diagnostic": {}, "publishDiagnostics": {"versionSupport": True}}}
SIZES = (200, 1000, 5000)
_TICKS = os.sysconf("SC_CLK_TCK")
#: Waits for what a server does without being asked: longer than pylsp's wait.
_QUIET = 30.0


class Editor:
    """A client with one document."""

    def __init__(self, command: list[str], folder: Path) -> None:
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(command, cwd=folder, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL)
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


def sample(size: int) -> tuple[str, list[int]]:
    """Return a program of so many lines from the standard library, and its empty lines: a comment may grow there."""
    lines: list[str] = []
    for name in ("heapq", "textwrap", "csv", "shlex", "configparser", "argparse", "difflib", "functools", "pathlib"):
        lines += Path(import_module(name).__file__ or "").read_text("utf-8").splitlines()
    tops = [number for number, line in enumerate(lines) if line.startswith(("def ", "class "))]
    lines = lines[: min(tops, key=lambda number: abs(number - size))]  # up to where a statement of the module begins
    while not lines[-1]:
        lines.pop()
    return "\n".join(lines) + "\n", [number for number, line in enumerate(lines) if not line]


def latency(name: str, command: list[str], edits: int) -> None:
    """Print a row for each size."""
    for size in SIZES:
        text, places = sample(size)
        with tempfile.TemporaryDirectory() as folder:
            started = time.perf_counter()
            editor = Editor(command, Path(folder))
            found = editor.open(text)
            first = time.perf_counter() - started
            chosen = random.Random(size)
            spent, before = [], editor.cpu()
            for _ in range(edits):
                line, began = chosen.choice(places), time.perf_counter()
                found = editor.put(line, "#")
                spent.append(time.perf_counter() - began)
            cpu = (editor.cpu() - before) / edits
            editor.end()
        row = (first, statistics.median(spent), max(spent), cpu)
        lines, shown = text.count("\n"), " | ".join(f"{1000 * each:.1f}" for each in row)
        print(f"| {name} | {lines:,} | {found} | {shown} |", flush=True)


def growth(edits: int) -> None:
    """Print what the server keeps in memory after a hundred edits, and after many."""
    text, places = sample(SIZES[0])
    with tempfile.TemporaryDirectory() as folder:
        editor = Editor(SERVERS["qualitygate"], Path(folder))
        editor.open(text)
        for number in range(edits):
            editor.put(places[number % len(places)], "#")
            if number == 100:
                early = editor.memory()
        late = editor.memory()
        editor.end()
    print(f"memory: {early:,} kB after 100 edits, {late:,} kB after {edits:,}: {late / early:.2f} times as much")


def main() -> None:
    """Measure what is installed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.editor", description=__doc__)
    parser.add_argument("--edits", type=int, default=100)
    parser.add_argument("--memory", type=int, default=10_000, metavar="EDITS", help="0: leave it out")
    parser.add_argument("--with", action="append", default=[], dest="others", metavar="NAME=COMMAND")
    arguments = parser.parse_args()
    servers = SERVERS | {
        name: command.split() for name, _, command in (each.partition("=") for each in arguments.others)
    }
    print("| server | lines | diagnostics | first, ms | edit, median | edit, worst | edit, CPU |")
    print("|---|---|---|---|---|---|---|")
    for name, command in servers.items():
        if shutil.which(command[0]):
            latency(name, command, arguments.edits)
        else:
            print(f"{name}: {command[0]} is not installed", file=sys.stderr)
    if arguments.memory:
        growth(arguments.memory)


if __name__ == "__main__":
    main()
