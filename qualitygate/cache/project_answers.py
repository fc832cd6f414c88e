"""What project checkers said, by all that their answers depend on."""

from __future__ import annotations

from qualitygate.cache.kept import Kept, Versioned

_VERSION = 1
_KEPT = 4  #: answers of one checker: of this tree, of the base, and of the branches one goes back and forth between


class _Content(Versioned, array_like=True):
    """The file."""

    answers: dict[str, list[tuple[str, bytes]]]  #: by checker: digest of what it depends on, answer; the newest last


class ProjectAnswers:
    """The answers of one project in one environment."""

    def __init__(self, file: str) -> None:
        """Look into the file at the first question only: most projects have no project checker."""
        self._kept = Kept(file, _Content, b"answers", _VERSION, "what project checkers said")
        self._known: dict[str, list[tuple[str, bytes]]] | None = None
        self._is_changed = False

    @property
    def notes(self) -> list[str]:
        """What went wrong with the file."""
        return self._kept.notes

    def find(self, checker: str, digest: str) -> bytes | None:
        """Return the answer that depended on just this; None when there is none."""
        return next((answer for key, answer in self._answers.get(checker, ()) if key == digest), None)

    def put(self, checker: str, digest: str, answer: bytes) -> None:
        """Keep an answer."""
        kept = [each for each in self._answers.get(checker, ()) if each[0] != digest]
        self._answers[checker] = [*kept, (digest, answer)][-_KEPT:]
        self._is_changed = True

    def save(self) -> None:
        """Write what is new. What cannot be written is a note, never an error."""
        if self._is_changed:
            self._kept.write(_Content(_VERSION, self._answers))

    @property
    def _answers(self) -> dict[str, list[tuple[str, bytes]]]:
        if self._known is None:
            content = self._kept.read()
            self._known = content.answers if content is not None else {}
        return self._known
