"""Random sessions: edits, requests, saves, and everything that no client should send.

``python -m tests.unit.lsp.fuzz 5000`` runs as many; the suite runs a few.
"""

from __future__ import annotations

import io
import json
import sys
import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings, strategies as st

from qualitygate.cli.commands.lsp import open_project
from qualitygate.lsp.background import no_runs
from qualitygate.lsp.frames import FrameError, read_frame, write_frame
from qualitygate.lsp.messages import to_bytes
from qualitygate.lsp.positions import Encoding
from qualitygate.lsp.projects import Projects
from qualitygate.lsp.server import Log, Server
from tests.unit.lsp.clients import Client
from tests.unit.lsp.fuzz_notebooks import SentNotebook

#: What a half-typed program is made of.
PIECES = (
    *(
        "import os\n", "def f(a):\n", "    ", "\t", "return x\n", "x = 1\n", "'", '"""', "(", ")", "[", "#",
        " noqa: F401"
    ),
    *("\r\n", "\r", "\n", "😀", "é", "\x00", "\x0c", "\ud83d", "\ude00", "\ufeff", "# coding: latin-1\n", "f'{", "}'"),
    *("class A:\n", ":", "\\\n", "lambda: ", "if x:\n", "{% if %}", "Github", "\u2028", " " * 40),
)
#: What is no message of the protocol, and how many answers each gets at least.
JUNK = (
    b"hello\r\n\r\n",
    b"Content-Length: x\r\n\r\n",
    b'content-length: 17\r\n\r\n{"jsonrpc": oops}',
    b"Content-Length: 2\r\n\r\n[]",
    b"Content-Length: 4\r\n\r\nnull",
    b'Content-Length: 14\r\n\r\n{"id":1,"a":2}',
    b'CONTENT-LENGTH:12\n\n{"a":"\xff\xfe"}  ',
)
METHODS = (
    *("textDocument/diagnostic", "textDocument/codeAction", "textDocument/hover", "workspace/diagnostic"),
    *("workspace/executeCommand", "no/such", "textDocument/didOpen", "$/cancelRequest", "textDocument/didChange"),
)
#: How often it is a notebook that something happens to.
_CELLS = ("notebook",) * 6


class Sent:
    """What a client sends, and the text that it has by then."""

    def __init__(self, uri: str, encoding: Encoding) -> None:
        self.uri = uri
        self.stream = io.BytesIO()
        self.client = Client("", encoding)
        self.is_open = False
        self.version = 0
        self.requests = 0
        notebook = uri.replace(".py", ".ipynb")
        self.notebook = SentNotebook(notebook, encoding, self.message, paired)

    def message(self, method: str, params: object, *, is_request: bool = False) -> None:
        """Send a message; lone surrogates travel as JavaScript writes them."""
        said: dict[str, Any] = {"jsonrpc": "2.0", "method": method, "params": params}
        if is_request:
            self.requests += 1
            said["id"] = self.requests
        write_frame(self.stream, json.dumps(said).encode())

    def edit(self, data: st.DataObject) -> None:
        """Type something somewhere."""
        offsets = self.client.offsets()
        start, end = sorted(data.draw(st.sampled_from(offsets)) for _ in "12")
        change = json.loads(
            to_bytes(self.client.replace(start, min(end, start + 6), data.draw(st.sampled_from(PIECES))))
        )
        self.client.text = paired(self.client.text)
        self.version += 1
        document = {"uri": self.uri, "version": self.version}
        self.message("textDocument/didChange", {"textDocument": document, "contentChanges": [change]})

    def step(self, data: st.DataObject) -> None:
        """Do anything."""
        what = data.draw(
            st.sampled_from(("edit", "edit", "edit", "request", "junk", "wrong", "save", "toggle", "set", *_CELLS))
        )
        uris = st.sampled_from((self.uri, self.uri, self.notebook.uri, "cell:0", "cell:1"))
        document = {"uri": data.draw(uris) if what == "request" else self.uri}
        if what == "edit" and self.is_open:
            self.edit(data)
        elif what == "notebook":
            self.notebook.step(data)
        elif what == "request":
            place = {"line": data.draw(st.integers(0, 3)), "character": data.draw(st.integers(0, 9))}
            about = {"textDocument": document, "position": place, "range": {"start": place, "end": place}}
            self.message(data.draw(st.sampled_from(METHODS)), about, is_request=True)
        elif what == "junk":
            self.stream.write(data.draw(st.sampled_from(JUNK)))
        elif what == "wrong":
            self._wrong(data)
        elif what == "save":
            self.message("textDocument/didSave", {"textDocument": document})
        elif what == "set":
            value = data.draw(st.sampled_from(({}, {"select": ["E"]}, {"select": 7}, {"run": "onSave"}, 7, None)))
            self.message("workspace/didChangeConfiguration", {"settings": {"qualitygate": value}})
        elif what == "toggle":
            self.toggle()

    def toggle(self) -> None:
        """Open the document or close it."""
        self.is_open = not self.is_open
        if self.is_open:
            item = {"uri": self.uri, "languageId": "python", "version": self.version, "text": self.client.text}
            self.message("textDocument/didOpen", {"textDocument": item})
        else:
            self.message("textDocument/didClose", {"textDocument": {"uri": self.uri}})

    def _wrong(self, data: st.DataObject) -> None:
        """Send a change that is none: it may change nothing."""
        wrong = data.draw(st.sampled_from((-1, "1", None, 1.5)))
        place = {"line": wrong, "character": 0}
        change = {"text": "wrong", "range": {"start": place, "end": place}}
        params = {"textDocument": {"uri": self.uri, "version": self.version}, "contentChanges": [change]}
        self.message("textDocument/didChange", params)


def paired(text: str) -> str:
    """Read a text as JavaScript does: two surrogates side by side are one character."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")


def check(data: st.DataObject, projects: Projects, root: Path) -> None:
    """Run one session: every request is answered, the text is the client's, and the end is as it should be."""
    encoding: Encoding = data.draw(st.sampled_from(("utf-8", "utf-16", "utf-32")))
    sent = Sent((root / "a.py").as_uri(), encoding)
    pulls = data.draw(st.booleans())
    capabilities = {"general": {"positionEncodings": [encoding]}, "textDocument": {"diagnostic": {}} if pulls else {}}
    params = {"capabilities": capabilities, "rootUri": root.as_uri(), "initializationOptions": {"debounce": 0}}
    sent.message("initialize", params, is_request=True)
    sent.toggle()
    if data.draw(st.booleans()):
        sent.notebook.toggle(data)
    for _ in range(data.draw(st.integers(1, 12))):
        sent.step(data)
    sent.message("textDocument/diagnostic", {"textDocument": {"uri": sent.uri}}, is_request=True)
    sink = io.BytesIO()
    sent.stream.seek(0)
    projects.folders, projects.arguments = (), ()
    clock = count().__next__  # whatever waits is due
    server = Server(projects, sent.stream, sink, Log(None), clock=clock, start_run=no_runs)

    for event in _events(sent.stream):
        server.take(event)
        while server.session.due() == 0.0 and data.draw(st.booleans()):
            server.work()
    while server.session.due() == 0.0:
        server.work()

    answered = [each["id"] for each in messages(sink.getvalue()) if "method" not in each and each["id"] is not None]
    assert set(answered) == set(range(1, sent.requests + 1)), "every request is answered"
    assert len(answered) == len(set(answered)), "once"
    assert not any("internal error" in json.dumps(each) for each in messages(sink.getvalue()))
    checks, own = server.session.checks, {sent.uri: sent.client.text} if sent.is_open else {}
    assert {uri: each.text for uri, each in checks.documents.items()} == own | sent.notebook.texts
    cells = [[(cell.document, cell.kind) for cell in each.cells] for each in checks.notebooks.values()]
    assert cells == ([sent.notebook.cells] if sent.notebook.is_open else [])


def _events(stream: io.BytesIO) -> Iterator[bytes | FrameError]:
    while True:
        try:
            body = read_frame(stream)
        except FrameError as error:
            yield error
        else:
            if body is None:
                return
            yield body


def messages(data: bytes) -> list[dict[str, Any]]:
    """Read what the server wrote."""
    found = []
    while data:
        head, _, rest = data.partition(b"\r\n\r\n")
        length = int(head.partition(b":")[2])
        found.append(json.loads(rest[:length]))
        data = rest[length:]
    return found


def run(examples: int) -> None:
    """Run as many sessions."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / ".git").mkdir()
        projects = Projects(open_project)
        phases = (Phase.explicit, Phase.generate, Phase.shrink)

        @settings(max_examples=examples, deadline=None, suppress_health_check=list(HealthCheck), phases=phases)
        @given(st.data())
        def session(data: st.DataObject) -> None:
            check(data, projects, Path(folder))

        session()


if __name__ == "__main__":
    run(int(sys.argv[1]))
    print(f"{int(sys.argv[1]):,} sessions: every request answered, every text the client's")
