"""How bad a finding is, and how far its fix may be trusted."""

from __future__ import annotations

from enum import IntEnum


class Severity(IntEnum):
    """Ordered, so that the gate can compare; ``str()`` is the word used in settings and reports."""

    NOTE = 10
    WARNING = 20
    ERROR = 30

    @property
    def word(self) -> str:
        """``note``, ``warning`` or ``error``."""
        return self.name.lower()

    @classmethod
    def from_word(cls, word: str) -> Severity:
        """Read the word that :attr:`word` gives.

        Raises:
            ValueError: ``word`` is none of the three.
        """
        try:
            return cls[word.upper()]
        except KeyError:
            raise ValueError(f"expected note, warning or error, got {word!r}") from None


class Applicability(IntEnum):
    """Who may apply a fix. The three levels and their meaning are ruff's."""

    DISPLAY = 0  # show only: it may be wrong or incomplete
    UNSAFE = 1  # valid code, but behaviour or comments may change; needs --unsafe-fixes
    SAFE = 2  # same meaning, comments kept; applied by --fix

    @property
    def word(self) -> str:
        """``display``, ``unsafe`` or ``safe``."""
        return self.name.lower()
