"""Words that are one edit away from another: a letter too many, too few, another one, or two swapped."""

from __future__ import annotations

import re
from collections.abc import Iterable

from qualitygate_plugins.spelling.names import Form

#: "one edit away for names of six letters or more"
LEAST_LETTERS = 6
#: The least letters of the one wrong word in a name of several words; a shorter one has too many neighbours.
LEAST_IN_WORD = 4
#: From this length on the first letter may be the wrong one in any word: shorter ones meet "Docker" at "locker".
LEAST_FOR_FIRST_LETTER = 8
#: The least letters of several words run together ("WelfireInteractive").
LEAST_JOINED = 12
#: Endings of English words, longest first.
_ENDING = re.compile(r"(?:ings|ers|ing|ed|er|es|ly|al|ic)\Z")


class Neighbours:
    """Finds the forms whose first word is one edit away, in time that does not depend on how many there are.

    Two words one edit apart have a common form after at most one deletion in each, so a dictionary of all deletions
    answers with a handful of look-ups (the idea is SymSpell's).
    """

    def __init__(self, forms: Iterable[Form]) -> None:
        self._by_deletion: dict[str, list[Form]] = {}
        self._lengths: set[int] = set()
        for form in forms:
            if not can_be_misspelt(form):
                continue
            word = form.words[0]
            self._lengths |= {len(word) - 1, len(word), len(word) + 1}
            for key in _deletions(word):
                self._by_deletion.setdefault(key, []).append(form)

    def of(self, word: str) -> list[Form]:
        """Return the forms whose first word is exactly one edit away from ``word`` (case-folded), longest first."""
        if len(word) not in self._lengths:
            return []
        found: dict[int, Form] = {}
        for key in _deletions(word):
            for form in self._by_deletion.get(key, ()):
                found[id(form)] = form
        near = [form for form in found.values() if is_typo(word, form.words[0])]
        return sorted(near, key=lambda form: (-len(form.words), form.name.text))


def is_typo(word: str, right: str, *, foreign: bool = False) -> bool:
    """Is ``word`` one edit away from ``right``, and no inflection or version of it? Both case-folded.

    A plural is none, nor a change of digits or underscores ("Python2"), nor an ending of the language that makes
    another word ("opened" is not "OpenID"). ``foreign``: languages that decline names change their ends, so an end is
    no evidence.
    """
    if word == right or word + "s" == right or right + "s" == word:
        return False
    start = _common_start(word, right)
    if not _is_one_edit(word, right, start):
        return False
    if foreign and start >= min(len(word), len(right)) - 1:
        return False
    if not (word[start : start + 1] + right[start : start + 1]).isalpha():
        return False
    ending = _ENDING.search(word)
    if ending and start >= ending.start() and not right.endswith(ending.group()):
        return False
    return True


def is_likely_start(written: str, right: str) -> bool:
    """Is the first letter the name's, or swapped with the second, or is the rest evidence enough? ``right`` is folded.

    Short words need a capital to look like a name: "Fithub" and "itHub" mean GitHub, but "locker" is not "Docker".
    """
    word = written.casefold()
    if word[0] == right[0] or word[:2] == right[1::-1] or len(right) >= LEAST_FOR_FIRST_LETTER:
        return True
    return any(map(str.isupper, written)) and not written.isupper()


def can_be_misspelt(form: Form) -> bool:
    """Is a word that is one edit away from one of the form's enough to mean the name?

    Only in own forms and in those that are one long word; of six letters or more, and without symbols in them that
    paths have too.
    """
    letters = sum(map(len, form.words))
    if not form.own:
        return form.joined and len(form.words) == 1 and letters >= LEAST_JOINED
    least = LEAST_LETTERS if len(form.words) == 1 else LEAST_IN_WORD
    return letters >= LEAST_LETTERS and len(form.words[0]) >= least and "." not in "".join(form.gaps)


def _deletions(word: str) -> set[str]:
    return {word, *(word[:index] + word[index + 1 :] for index in range(len(word)))}


def _common_start(one: str, other: str) -> int:
    for index, (left, right) in enumerate(zip(one, other, strict=False)):
        if left != right:
            return index
    return min(len(one), len(other))


def _is_one_edit(word: str, right: str, start: int) -> bool:
    one, other = word[start:], right[start:]
    if len(one) == len(other):
        return one[1:] == other[1:] or (one[1::-1] == other[:2] and one[2:] == other[2:])
    return one[1:] == other or other[1:] == one
