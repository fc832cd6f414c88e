"""Product names, and the forms in which their words can be joined and split."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from qualitygate.api import ConfigError

#: A word: letters, digits, underscores of any alphabet. Scripts that write without spaces end a word, so that the name
#: in "GitHubのアカウント" is found (kana, Han, Hangul).
WORD = re.compile(r"[^\W\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]+")

#: Names with more splits than this get only their own form, all joined and all split: 2^n forms otherwise.
_MOST_SPLITS = 5
#: Gaps that people drop or change; others ("/", " & ") are part of the name.
_MOVABLE = re.compile(r"[ -]|\.|'")


@dataclass(frozen=True, slots=True)
class Form:
    """One way to cut a name into words: "GitHub" is cut ("GitHub",) and ("Git", "Hub")."""

    words: tuple[str, ...]  #: case-folded, for comparison
    display: tuple[str, ...]  #: the same words as the name writes them
    gaps: tuple[str, ...]  #: what the name has between them: "" inside a word, else " ", "-", "."
    name: Name
    own: bool  #: the words are the name's own
    joined: bool  #: words of the name are run together: "NodeJS", "WellfireInteractive"


@dataclass(frozen=True, slots=True)
class Name:
    """A product name as it must appear. Symbols at its ends ("C++", ".NET") must be there to be recognised."""

    text: str
    lead: str  #: symbols before the first word
    core: str  #: the name without the symbols at its ends, apostrophes straight
    trail: str  #: symbols behind the last word

    @classmethod
    def parse(cls, text: str) -> Name:
        """Read a name from the configuration.

        Raises:
            ConfigError: ``text`` has no letter or digit.
        """
        text = " ".join(text.split())
        if not any(character.isalnum() for character in text):
            raise ConfigError(f"spelling.names: expected a product name, got {text!r}")
        words = list(WORD.finditer(text))
        if not words:  # only in scripts without cases and spaces, of which no wrong form can be derived
            return cls(text, "", "", "")
        start, end = words[0].start(), words[-1].end()
        return cls(text, text[:start], straight(text[start:end]), text[end:])

    @property
    def key(self) -> str:
        """All letters and digits, case-folded: equal for every form of the name."""
        return key_of(self.text)

    def forms(self) -> Iterator[Form]:
        """Yield every way to cut the name at its own gaps and at its humps ("Git|Hub", "Angular|JS")."""
        if len(self.lead + self.core + self.trail) < 2:  # the letter alone is in every text
            return
        pieces = list(_pieces(self.core))
        own = {index for index, (_, gap) in enumerate(pieces[1:], 1) if gap}
        fixed = {index for index in own if not _MOVABLE.fullmatch(pieces[index][1])}
        for cut in _cuts(len(pieces), own, fixed):
            display, gaps = _join(pieces, cut)
            words = tuple(word.casefold() for word in display)
            yield Form(words, display, gaps, self, set(cut) == own, not own.issubset(cut))


def straight(text: str) -> str:
    """Return ``text`` with typographic apostrophes, hyphens and spaces as the keyboard has them."""
    return text.translate(_STRAIGHT)


def key_of(text: str) -> str:
    """Return the letters and digits of ``text``, case-folded."""
    return "".join(character for character in text if character.isalnum()).casefold()


_STRAIGHT = {0x2019: "'", 0x2010: "-", 0x2011: "-", 0xA0: " ", 0x202F: " "}


def _pieces(core: str) -> Iterator[tuple[str, str]]:
    """Yield the smallest pieces of a name, each with the gap before it."""
    done = 0
    for word in WORD.finditer(core):
        gap = core[done : word.start()]
        for piece in _humps(word.group()):
            yield piece, gap
            gap = ""
        done = word.end()


def _humps(word: str) -> Iterator[str]:
    start = 0
    for index in range(1, len(word)):
        before, here, after = word[index - 1], word[index], word[index + 1 : index + 2]
        if here.isupper() and (not before.isupper() or after.islower()):
            yield word[start:index]
            start = index
    yield word[start:]


def _cuts(pieces: int, own: set[int], fixed: set[int]) -> Iterator[tuple[int, ...]]:
    """Yield the sets of places where the pieces are cut; those that are ``fixed`` are in every set."""
    places = range(1, pieces)
    if len(places) > _MOST_SPLITS:
        yield from {tuple(sorted(fixed)), tuple(sorted(own)), tuple(places)}
        return
    for count in range(pieces):
        yield from (cut for cut in combinations(places, count) if fixed.issubset(cut))


def _join(pieces: list[tuple[str, str]], cut: tuple[int, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    bounds = (0, *cut, len(pieces))
    display = tuple(
        "".join(piece for piece, _ in pieces[start:end]) for start, end in zip(bounds, bounds[1:], strict=False)
    )
    return display, tuple(pieces[place][1] for place in cut)
