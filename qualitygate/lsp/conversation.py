"""What the server says to the client: answers, notifications, questions of its own, and each complaint once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

from qualitygate.lsp.messages import Id, Message, RequestError, answer, failure, notification, request, to_bytes
from qualitygate.lsp.protocol import Wire

_TYPES = {"error": 1, "warning": 2, "info": 3, "log": 4}


class _ShowMessage(Wire, frozen=True):
    type: int
    message: str


class _LogTrace(Wire, frozen=True):
    message: str
    verbose: str | None = None


class _Registration(Wire, frozen=True):
    id: str
    method: str
    register_options: object


class _Registrations(Wire, frozen=True):
    registrations: Sequence[_Registration]


class Conversation:
    """Sends messages, and remembers which answers are awaited."""

    def __init__(self, send: Callable[[object], None]) -> None:
        self.tracing = "off"  #: or "messages", or "verbose"
        self._send = send
        self._awaited: dict[Id, Callable[[object], None]] = {}
        self._asked = 0
        self._said: set[str] = set()

    def answer(self, id: Id | None, result: object) -> None:
        """Answer a request."""
        self._send(answer(id, result))

    def fail(self, id: Id | None, error: RequestError) -> None:
        """Answer a request with an error."""
        self._send(failure(id, error))

    def notify(self, method: str, params: object) -> None:
        """Tell something that wants no answer."""
        self._send(notification(method, params))

    def ask(self, method: str, params: object, then: Callable[[object], None] | None = None) -> Id:
        """Ask the client; ``then`` gets the result, and nothing when the client cannot answer."""
        self._asked += 1
        id = f"qualitygate-{self._asked}"
        if then is not None:
            self._awaited[id] = then
        self._send(request(id, method, params))
        return id

    def register(self, method: str, options: object) -> None:
        """Register a capability that the client wants to hear of later only."""
        each = _Registration(f"qualitygate:{method}", method, options)
        self.ask("client/registerCapability", _Registrations([each]))

    def trace(self, message: Message) -> None:
        """Tell the client that one of its messages is being taken, where it wants to know: with what is in it."""
        if self.tracing != "off":
            what = f"{message.method or 'an answer'}{'' if message.id is None else f' ({message.id})'}"
            more = to_bytes(message.params).decode() if self.tracing == "verbose" else None
            self.notify("$/logTrace", _LogTrace(f"qualitygate takes {what}", more))

    def heard(self, message: Message) -> None:
        """Take an answer of the client's; one that nobody awaits is passed over."""
        then = self._awaited.pop(message.id, None) if message.id is not None else None
        if then is not None and message.error is None:
            then(message.result)

    def complain(self, text: str, severity: Literal["error", "warning", "info"] = "error") -> None:
        """Show a message, unless it was shown before and nothing was mended since."""
        if text not in self._said:
            self._said.add(text)
            self.notify("window/showMessage", _ShowMessage(_TYPES[severity], f"qualitygate: {text}"))

    def mended(self) -> None:
        """Show everything again that is still wrong: what it was about has changed."""
        self._said.clear()
