"""Texts on which a regular expression is slow if it can be: every way round its loops, again and again, to no match.

The pattern is read as an automaton. What repeats in it (a state that can come back to itself) is walked with each kind
of character that keeps it going, behind the shortest text that leads there. Look-around and references back are taken
for nothing, so some texts are harmless; whether one is not, only running the pattern can tell.
"""

from __future__ import annotations

import re
import sys
from collections import deque
from collections.abc import Iterator
from typing import Any

if sys.version_info >= (3, 11):
    from re import _constants as constants, _parser as parser
else:
    import sre_constants as constants
    import sre_parse as parser

#: What stands for all characters: those of ASCII, and a letter, a digit, a blank and a sign beyond.
ALPHABET = [*map(chr, range(128)), "é", "٣", "\u2003", "€"]
#: More repetitions than that add no new way round.
_COPIES = 3
#: Behind the repetitions, so that what should follow does not; the last three are what patterns wait for most.
ENDINGS = ("\0", "\n", "!", "")


class Automaton:
    """A pattern as states; 0 is where it begins."""

    def __init__(self, pattern: str, flags: int) -> None:
        self._flags = flags
        self.empty: list[list[int]] = []  #: by state, where one gets without a character
        self.steps: list[list[tuple[frozenset[str], int]]] = []
        self._known: dict[tuple[int, str], set[int]] = {}
        start = self._state()
        self._add(parser.parse(pattern, flags), start)

    def _state(self) -> int:
        self.empty.append([])
        self.steps.append([])
        return len(self.empty) - 1

    def _add(self, items: Any, state: int) -> int:
        """Append a sequence behind a state, and return the one behind it."""
        for operation, argument in items:
            state = self._add_one(operation, argument, state)
        return state

    def _add_one(self, operation: Any, argument: Any, state: int) -> int:
        name = str(operation)
        if name in ("LITERAL", "NOT_LITERAL", "ANY", "IN", "CATEGORY", "RANGE"):
            behind = self._state()
            self.steps[state].append((self._characters(name, argument), behind))
            return behind
        if name == "SUBPATTERN":
            return self._add(argument[-1], state)
        if name == "ATOMIC_GROUP":
            return self._add(argument, state)
        if name == "BRANCH":
            behind = self._state()
            for choice in argument[1]:
                self.empty[self._add(choice, state)].append(behind)
            return behind
        if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
            return self._repeat(*argument, state)
        return state  # look-around, positions, references back

    def _repeat(self, least: int, most: Any, items: Any, state: int) -> int:
        for _ in range(min(least, _COPIES)):
            state = self._add(items, state)
        behind = self._state()
        if most is constants.MAXREPEAT:
            loop = self._state()
            self.empty[state] += [loop, behind]
            self.empty[self._add(items, loop)] += [loop, behind]
            return behind
        for _ in range(min(most - least, _COPIES)):
            self.empty[state].append(behind)
            state = self._add(items, state)
        self.empty[state].append(behind)
        return behind

    def _characters(self, name: str, argument: Any) -> frozenset[str]:
        return frozenset(character for character in ALPHABET if self._holds(name, argument, character))

    def _holds(self, name: str, argument: Any, character: str) -> bool:
        forms = {character}
        if self._flags & re.IGNORECASE:
            forms |= {character.lower(), character.upper()}
        if name == "ANY":
            return bool(self._flags & re.DOTALL) or character != "\n"
        if name == "LITERAL":
            return any(ord(form) == argument for form in forms if len(form) == 1)
        if name == "NOT_LITERAL":
            return all(ord(form) != argument for form in forms if len(form) == 1)
        if name == "RANGE":
            return any(argument[0] <= ord(form) <= argument[1] for form in forms if len(form) == 1)
        if name == "CATEGORY":
            return re.match(_CATEGORIES[str(argument)], character, self._flags & re.ASCII) is not None
        found = [self._holds(str(kind), value, character) for kind, value in argument if str(kind) != "NEGATE"]
        return any(found) is not (str(argument[0][0]) == "NEGATE")

    def words(self) -> Iterator[tuple[str, str]]:
        """Yield for each way round a loop the text that leads to it, and what goes round it once."""
        kinds = self._kinds()
        lead = self._shortest(0, kinds)
        for state, text in lead.items():
            for character in kinds:
                for behind in self._next(state, character):
                    back = "" if behind == state else self._shortest(behind, kinds).get(state)
                    if back is not None:
                        yield text, character + back
                        break

    def _kinds(self) -> list[str]:
        """One character for all that every step treats alike."""
        sets = {characters for steps in self.steps for characters, _ in steps}
        known: dict[frozenset[int], str] = {}
        for character in ("a", "x", *ALPHABET):
            known.setdefault(frozenset(place for place, each in enumerate(sets) if character in each), character)
        return list(known.values())

    def _closure(self, state: int) -> set[int]:
        seen, waiting = {state}, [state]
        while waiting:
            for other in self.empty[waiting.pop()]:
                if other not in seen:
                    seen.add(other)
                    waiting.append(other)
        return seen

    def _next(self, state: int, character: str) -> set[int]:
        known = self._known.get((state, character))
        if known is None:
            near = [step for place in self._closure(state) for step in self.steps[place]]
            known = self._known[state, character] = {behind for kind, behind in near if character in kind}
        return known

    def _shortest(self, start: int, kinds: list[str]) -> dict[int, str]:
        """The shortest text from one state to each that can be reached by characters."""
        known, waiting = {start: ""}, deque([start])
        while waiting:
            state = waiting.popleft()
            for character in kinds:
                for behind in self._next(state, character):
                    if behind not in known:
                        known[behind] = known[state] + character
                        waiting.append(behind)
        return known


_CATEGORIES = {
    "CATEGORY_DIGIT": r"\d",
    "CATEGORY_NOT_DIGIT": r"\D",
    "CATEGORY_SPACE": r"\s",
    "CATEGORY_NOT_SPACE": r"\S",
    "CATEGORY_WORD": r"\w",
    "CATEGORY_NOT_WORD": r"\W",
}


def worst_texts(pattern: str, flags: int, length: int) -> list[str]:
    """Return texts of about so many characters, each different."""
    words = {(lead[:20], word[:20]) for lead, word in Automaton(pattern, flags).words()}
    repeated = {lead + word * (length // len(word)) + ending for lead, word in words for ending in ENDINGS}
    return sorted(repeated)
