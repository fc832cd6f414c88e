"""The loop between a transport and a session: one thread reads, one works, and nothing is done while messages wait."""

from __future__ import annotations

import os
import queue
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import BinaryIO, TextIO

from qualitygate.lsp.background import Background, StartRun
from qualitygate.lsp.frames import FrameError, read_frame, write_frame
from qualitygate.lsp.messages import INTERNAL_ERROR, PARSE_ERROR, Message, RequestError, parse, to_bytes
from qualitygate.lsp.projects import Projects
from qualitygate.lsp.session import Session

#: Seconds between two looks at the client's process, and how long work may go on that nobody waits for any more.
_LOOK, _GRACE = 0.5, 1.0

#: What other threads hand over: bytes of a message, why there are none, something to do, or None at the end.
_Event = bytes | FrameError | Callable[[], None] | None


class _GoneError(Exception):
    """The client does not read any more."""


class Log:
    """What went to and fro, for whoever looks for a mistake; nothing unless it was asked for."""

    def __init__(self, file: TextIO | None) -> None:
        self._file = file

    def write(self, what: str, data: bytes = b"") -> None:
        """Write a line; where the disk is full, no more: the session is worth more than its log."""
        if self._file is None:
            return
        try:
            self._file.write(f"{time.strftime('%H:%M:%S')} {what} {data.decode('utf-8', 'replace')}\n")
            self._file.flush()
        except OSError:
            with suppress(OSError):  # closing writes again
                self._file.close()
            self._file = None


class Server:
    """Serves one client."""

    def __init__(
        self,
        projects: Projects,
        source: BinaryIO,
        sink: BinaryIO,
        log: Log,
        *,
        gone: Callable[[], None] = lambda: None,
        clock: Callable[[], float] = time.monotonic,
        start_run: StartRun | None = None,
    ) -> None:
        """``gone`` is called in another thread when nothing comes any more; ``start_run`` checks all, in
        a process of its own unless something else is given.
        """
        self._source = source
        self._sink = sink
        self._log = log
        self._gone = gone
        self._events: queue.SimpleQueue[_Event] = queue.SimpleQueue()
        start_run = start_run or Background(self._events.put).start
        self.session = Session(projects, self._send, clock=clock, watch_process=_watch, start_run=start_run)

    def run(self) -> int:
        """Serve until the client ends the session or goes away, and return the exit code."""
        threading.Thread(target=self._read, daemon=True).start()
        session = self.session
        while session.exit_code is None:
            due = session.due()
            try:
                event = self._events.get_nowait() if due == 0 else self._events.get(timeout=due)
            except queue.Empty:
                self.work()
                continue
            if event is None:
                return 1
            if callable(event):
                self._guarded(event)
            else:
                self.take(event)
        return session.exit_code

    def work(self) -> None:
        """Do one piece of what is due."""
        self._guarded(self.session.work)

    def take(self, event: bytes | FrameError) -> None:
        """Take what was read: do what it wants, or say why not."""
        if isinstance(event, FrameError):
            self.session.conversation.fail(None, RequestError(PARSE_ERROR, str(event)))
            return
        self._log.write("<-", event)
        try:
            message = parse(event)
        except RequestError as error:
            self.session.conversation.fail(None, error)
            return
        self._guarded(lambda: self.session.receive(message), message)

    def _guarded(self, do: Callable[[], None], message: Message | None = None) -> None:
        """Let no mistake of ours, or of a plugin, end the session: the user would lose more than one answer."""
        try:
            do()
        except RequestError as error:
            self._log.write(f"refused: {error}")
        except _GoneError:
            raise
        except Exception as error:
            import traceback  # here: it is not often needed

            self._log.write("internal error:", traceback.format_exc().encode())
            text = f"internal error: {type(error).__name__}: {error}"
            self.session.conversation.complain(f"{text}; start the server with --log FILE and report what it has")
            if message is not None and message.id is not None:
                self.session.conversation.fail(message.id, RequestError(INTERNAL_ERROR, text))

    def _send(self, message: object) -> None:
        body = to_bytes(message)
        self._log.write("->", body)
        try:
            write_frame(self._sink, body)
        except (OSError, ValueError) as error:
            raise _GoneError from error

    def _read(self) -> None:
        """Read until the end; runs in a thread of its own, so that what is in the works can be seen to be outdated."""
        event: _Event = b""
        while event is not None:
            try:
                event = read_frame(self._source)
            except FrameError as error:
                event = error
            except (OSError, ValueError):  # it was closed
                event = None
            self._events.put(event)
        self._gone()


def serve_stdio(projects: Projects, log: Log) -> int:
    """Serve over standard input and output."""
    source, sink = _claim_stdio()
    return _served(Server(projects, source, sink, log, gone=_end_soon))


def serve_tcp(projects: Projects, log: Log, port: int, listening: Callable[[int], None]) -> int:
    """Serve the first client that connects to a port of this machine; 0 is any free one, which ``listening`` is told.

    Raises:
        OSError: the port cannot be had.
    """
    with socket.create_server(("127.0.0.1", port)) as server:
        listening(server.getsockname()[1])
        connection, _ = server.accept()
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    with connection, connection.makefile("rb") as source, connection.makefile("wb") as sink:
        code = _served(Server(projects, source, sink, log, gone=_end_soon))
        with suppress(OSError):
            connection.shutdown(socket.SHUT_RDWR)  # lets the reading thread go, or closing would wait for it
        return code


def _served(server: Server) -> int:
    try:
        return server.run()
    except _GoneError:
        return 1


def _end_soon() -> None:
    """End the process, whatever it is in the middle of; what it does is for nobody."""
    timer = threading.Timer(_GRACE, os._exit, (1,))
    timer.daemon = True
    timer.start()


def _claim_stdio() -> tuple[BinaryIO, BinaryIO]:
    """Take both streams for the protocol alone: whatever else prints, in C or in a child, prints to standard error."""
    sys.stdout.flush()
    source, sink = os.dup(0), os.dup(1)
    os.dup2(2, 1)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    sys.stdout = sys.stderr
    return open(source, "rb"), open(sink, "wb")


def _watch(process: int) -> None:
    """End when the client's process has ended, be it killed: its pipes may live on in others of its children."""
    if os.name != "posix":  # there, asking about a process can end it
        return

    def look() -> None:
        while True:
            try:
                os.kill(process, 0)
            except ProcessLookupError:
                os.kill(os.getpid(), signal.SIGTERM)
                time.sleep(_GRACE)
                os._exit(1)
            except OSError:
                pass  # somebody else's: it is there
            time.sleep(_LOOK)

    threading.Thread(target=look, daemon=True).start()
