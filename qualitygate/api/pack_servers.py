"""What holds the packs that machines share: an object for a URL, which plugins bring by the URL's scheme."""

from __future__ import annotations

from typing import Protocol

from qualitygate.errors import QualityGateError

#: Where nobody else listens: there credentials may go in the clear.
THIS_MACHINE = ("localhost", "127.0.0.1", "::1")


class PackServerError(QualityGateError):
    """The server is not there, not in time, says what it should not, or what asks it is not installed.

    The message is said to the user, in a note. It may hold nothing that the server said, and no credentials.
    """


class PackServer(Protocol):
    """Holds packs by name: 64 hexadecimal digits. What they hold is signed, and nobody believes the server.

    It is used in a thread, which is left behind at the deadline; then :meth:`close` is called from another one.
    """

    def get(self, name: str, deadline: float, largest: int) -> bytes | None:
        """Return what stands under the name; None: nothing. ``deadline`` is in ``time.monotonic``'s seconds.

        Raises:
            PackServerError: it cannot be had until then, or has more bytes than ``largest``.
        """

    def put(self, name: str, data: bytes, deadline: float) -> None:
        """Write it, if nothing stands under the name: nothing is ever replaced.

        Raises:
            PackServerError: it cannot be done until then.
        """

    def close(self) -> None:
        """End what is going on at once, so that a thread that waits for the server ends too."""
