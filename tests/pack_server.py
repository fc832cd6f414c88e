"""A server for packs in a thread of the test: well-behaved, or ill in every way that a server can be."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

#: Ways to be ill; each is what a ``GET`` meets.
FAULTS = ("hangs", "drips a header", "drips a body", "500", "301", "rubbish", "closes", "cuts short", "too much")


class PackServer(ThreadingHTTPServer):
    """Keeps packs in memory, never replaces one, and writes down what it was asked."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.packs: dict[str, bytes] = {}  #: by path
        self.asked: list[str] = []  #: method and path
        self.authorizations: set[str | None] = set()
        self.fault = ""
        self.hangs_up = False  #: after every answer, and does not say so
        self.ended = threading.Event()

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.server_port}/cache"

    @property
    def methods(self) -> list[str]:
        """What was asked, without the names."""
        return [each.partition(" ")[0] for each in self.asked]

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: whoever asked has gone, which is meant."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: PackServer

    def do_GET(self) -> None:
        self._note()
        if self.server.fault:
            self._fail(self.server.fault)
        elif (pack := self.server.packs.get(self.path)) is None:
            self._answer(404)
        else:
            self._answer(200, pack)

    def do_PUT(self) -> None:
        self._note()
        data = self.rfile.read(int(self.headers["Content-Length"]))
        is_there = self.path in self.server.packs
        if not is_there:
            self.server.packs[self.path] = data
        self._answer(412 if is_there and self.headers["If-None-Match"] == "*" else 201)

    def _note(self) -> None:
        self.server.asked.append(f"{self.command} {self.path}")
        self.server.authorizations.add(self.headers["Authorization"])

    def _answer(self, status: int, body: bytes = b"") -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        self.close_connection = self.server.hangs_up

    def _fail(self, fault: str) -> None:
        self.close_connection = True
        if fault == "hangs":
            self.server.ended.wait(60)
        elif fault == "drips a header":
            self._drip(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        elif fault == "drips a body":
            self._drip(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
        elif fault == "rubbish":
            self.wfile.write(b"\x00\xff nothing that HTTP knows\r\n" * 9)
        elif fault == "cuts short":
            self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\nqualitygate pack 1\n")
        elif fault == "too much":
            self.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n")
            while not self.server.ended.is_set():
                self.wfile.write(bytes(1_000_000))
        elif fault == "301":
            self.send_response(301)
            self.send_header("Location", "http://127.0.0.1:9/elsewhere")
            self.send_header("Content-Length", "0")
            self.end_headers()
        elif fault == "500":
            self._answer(500, b"out of order")

    def _drip(self, first: bytes) -> None:
        self.wfile.write(first)
        while not self.server.ended.is_set():
            self.wfile.write(b"x")
            self.wfile.flush()
            time.sleep(0.02)

    def log_message(self, format: str, *args: object) -> None:
        """Print nothing."""


@contextmanager
def serving() -> Iterator[PackServer]:
    """Run a server while the body does."""
    with PackServer() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.ended.set()
            server.shutdown()
            thread.join()
