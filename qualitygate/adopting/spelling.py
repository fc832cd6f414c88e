"""Scripts that look for misspelt names with grep: the names that they want, as far as they say them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from qualitygate.adopting.commands import Call, calls, command_files
from qualitygate.adopting.reading import Reading
from qualitygate.inputs import Inputs

_PROGRAMS = ("grep", "egrep", "fgrep", "rg", "git-grep", "ack", "ag")
#: Options of GNU grep that take a value, beside ``-e`` and ``--regexp``, whose value is looked for.
_VALUED = frozenset({"-A", "-B", "-C", "-m", "-f", "--include", "--exclude", "--exclude-dir", "--file", "--max-count"})
#: Words that make a call a search for something else.
_UNLIKE = re.compile(r"[\\()\[\]*+?{}^$<>=/]")
_WORD = re.compile(r"[A-Za-z][\w.+#]*(?:[ -][A-Za-z][\w.+#]*){0,2}")
_LEAST = 3  # letters; what is shorter is no name


def read_spelling(root: str, inputs: Inputs) -> Reading | None:
    """Return the names that scripts demand; None when there is no such script."""
    names: dict[str, str] = {}
    left: list[str] = []
    for name, text in command_files(root, inputs):
        searches = [(call, _looked_for(call)) for call in _searches(name, text)]
        all_wrong = {wrong for _, texts in searches for wrong in texts}
        for call, texts in searches:
            for wrong in texts:
                right = _right(wrong, call, text, all_wrong)
                if right:
                    names.setdefault(right, f"{call.place}: {wrong!r} is looked for, {right!r} is meant")
                elif _is_name(wrong, text):
                    left.append(
                        f"{call.place}: not taken: {wrong!r} is looked for, and the script does not say how it is "
                        "written; put the right name into spelling.names"
                    )
    if not names and not left:
        return None
    title = next(iter((*names.values(), *left))).partition(":")[0]
    values = {"spelling.names": list(names)} if names else {}
    sources = {"spelling.names": ", ".join(dict.fromkeys(":".join(each.split(":")[:2]) for each in names.values()))}
    return Reading("grep", title, values, sources, tuple(dict.fromkeys(left)))


def _searches(name: str, text: str) -> Iterator[Call]:
    """Yield the calls of grep, those of ``git grep`` too, that look through files."""
    yield from calls(name, text, _PROGRAMS)
    for call in calls(name, text, ("git",)):
        if call.words[1:2] == ("grep",):
            yield Call(("git-grep", *call.words[2:]), call.place, call.is_forgiven, call.piped)


def _looked_for(call: Call) -> list[str]:
    """Return the texts that a call looks for; [] where they are regular expressions of another kind."""
    patterns, operands = _operands(call.words[1:])
    is_recursive = any(re.match(r"-\w*[rR]|--recursive", word) for word in call.words) or call.words[0] != "grep"
    if not is_recursive and len(operands) < 2 - len(patterns[:1]):
        return []  # it reads a pipe
    said = patterns or operands[:1]
    texts = [part for each in said for part in re.split(r"\\?\|", each)]
    texts = [re.sub(r"\\[bB<>]", "", text).replace(r"\.", ".").removeprefix("(").removesuffix(")") for text in texts]
    return [text for text in texts if text and not _UNLIKE.search(text)]


def _operands(words: Sequence[str]) -> tuple[list[str], list[str]]:
    patterns: list[str] = []
    operands: list[str] = []
    rest = list(words)
    while rest:
        word = rest.pop(0)
        if word in ("-e", "--regexp") and rest:
            patterns.append(rest.pop(0))
        elif word.startswith("--regexp="):
            patterns.append(word.partition("=")[2])
        elif word in _VALUED and rest:
            rest.pop(0)
        elif not word.startswith("-"):
            operands.append(word)
    return patterns, operands


def _right(wrong: str, call: Call, text: str, all_wrong: Collection[str]) -> str:
    """Return how a name is written right: what is left out of the search again, or what the script says of it."""
    is_left_out = call.piped[:1] == ("grep",) and "v" in "".join(call.piped[1:2])
    meant = _operands(call.piped[1:])[1][:1] if is_left_out else []
    candidates: Iterable[str] = (*meant, *_words(text))
    return next((each for each in candidates if each not in all_wrong and _is_variant(wrong, each)), "")


def _words(text: str) -> Iterator[str]:
    """Yield what may be a name in comments and messages of a script: words, and two or three beside each other."""
    for found in _WORD.finditer(text):
        words = re.split(r"(?<=[ ])", found.group())
        for start in range(len(words)):
            for end in range(len(words), start, -1):
                yield "".join(words[start:end]).strip(" .-")


def _is_variant(wrong: str, right: str) -> bool:
    """Is it the same name in other case or with other gaps, and written as a name is?"""
    plain = re.sub(r"[ -]", "", right)
    return (
        re.sub(r"[ -]", "", wrong).lower() == plain.lower()
        and sum(letter.isupper() for letter in right) > sum(letter.isupper() for letter in wrong) - (" " in wrong)
        and len(plain) >= _LEAST
    ) or _is_one_edit_away(wrong, right)


def _is_one_edit_away(wrong: str, right: str) -> bool:
    """Is one letter missing, too much, another, or are two swapped? Names of six letters and more only."""
    if len(right) < 6 or not right[:1].isupper() or wrong.lower() == right.lower() or abs(len(wrong) - len(right)) > 1:
        return False
    start = next((i for i, (a, b) in enumerate(zip(wrong, right, strict=False)) if a != b), min(len(wrong), len(right)))
    a, b = wrong[start:], right[start:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:])


def _is_name(wrong: str, text: str) -> bool:
    """May it be a misspelt name? It is written as one, and the script speaks of names or of how they are written."""
    return wrong[:1].isupper() and len(wrong) >= _LEAST and bool(re.search(r"(?i)spell|\bnames?\b|written|brand", text))
