"""What a URL of a server says, with what no such URL may have."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from qualitygate.api import THIS_MACHINE, ConfigError


@dataclass(frozen=True)
class Address:
    """Where a server is."""

    url: str
    expected: str  #: how such a URL looks, for messages
    host: str
    port: int  #: 0: the scheme's
    path: str
    is_secure: bool

    @classmethod
    def of(cls, url: str, secure: str, plain: str, expected: str, credentials: str) -> Address:
        """Read a URL of one of two schemes. ``credentials`` go to others encrypted only.

        Raises:
            ConfigError: it is none, or has credentials in it.
        """
        try:
            parts = urlsplit(url)
            port = parts.port or 0
        except ValueError:
            raise ConfigError(f"cache-remote: expected {expected}") from None
        if parts.username is not None or parts.query or parts.fragment:
            raise ConfigError("cache-remote: expected a URL without credentials; they come from the environment")
        found = cls(url, expected, parts.hostname or "", port, parts.path, parts.scheme == secure)
        if parts.scheme not in (secure, plain) or not found.host:
            raise found.error()
        if credentials and not found.is_secure and found.host not in THIS_MACHINE:
            raise ConfigError(f"cache-remote: expected {secure}://: credentials would be read by everybody on the way")
        return found

    def error(self) -> ConfigError:
        """Return what is said of a URL that is not as expected."""
        return ConfigError(f"cache-remote: expected {self.expected}, got {self.url!r}")
