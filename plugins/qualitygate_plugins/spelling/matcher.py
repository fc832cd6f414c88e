"""All names at once: finds their right and wrong forms in a text in one pass."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from qualitygate_plugins.spelling.names import WORD, Form, Name, straight
from qualitygate_plugins.spelling.neighbours import LEAST_IN_WORD, LEAST_LETTERS, Neighbours, is_likely_start, is_typo

CASE, VARIANT, TYPO = "QG201", "QG202", "QG203"

#: Distinct words whose answer is remembered; a large project has fewer.
_MOST_REMEMBERED = 200_000
#: Up to so many distinct words are searched for one by one.
_FEW = 64
#: Blanks, with at most one line break among them: a name may be wrapped.
_BLANK = re.compile(r"[^\S\n]*(?:\n[^\S\n]*)?")
#: Words of every sentence: split into them, a name needs its capitals to be recognised ("linked in" is not LinkedIn).
_SENTENCE_WORDS = frozenset(
    "a all an and are as at be by can do down for from get go has have he her his i if in into is it its let like me "
    "my new no not of off on one open or our out over put read see set so that the then they this to top up us use "
    "via we what who will with you your".split()
)


@dataclass(frozen=True, slots=True)
class Match:
    """A place where a name stands, right or wrong."""

    start: int
    end: int  #: behind the wrong part; a plural "s" is not in it
    code: str  #: "" when the form is right
    names: tuple[Name, ...]  #: what it should be; several when it cannot be told


@dataclass(frozen=True, slots=True)
class _Walk:
    """How far a form goes along the text from its first word."""

    end: int
    words: tuple[str, ...]
    gaps: tuple[str, ...]
    edited: bool  #: one word is misspelt

    @property
    def text(self) -> str:
        """The words and gaps with every blank, and every line break, as one space."""
        gaps = [" " if gap.isspace() else gap for gap in self.gaps]
        return straight(self.words[0] + "".join(gap + word for gap, word in zip(gaps, self.words[1:], strict=True)))


class Matcher:
    """Compiled once per list of names; the cost of a text does not depend on how many names there are.

    Words are looked up in a dictionary of first words; each distinct word is judged once and remembered.
    """

    def __init__(self, names: Iterable[str], allow: Iterable[str] = ()) -> None:
        parsed = tuple({text: Name.parse(text) for text in names}.values())
        allowed = {straight(" ".join(word.split())) for word in allow}
        self._right = allowed | {name.core for name in parsed}
        self._forms: dict[str, list[Form]] = {}
        self._known = {word.group().casefold() for text in allowed for word in WORD.finditer(text)}
        own: list[Form] = []
        for name in parsed:
            for form in name.forms():
                self._forms.setdefault(form.words[0], []).append(form)
                self._known.update(form.words)
                if form.own:
                    own.append(form)
        for forms in self._forms.values():
            forms.sort(key=lambda form: (-len(form.words), form.name.text))
        self._neighbours = Neighbours(own)
        self._remembered: dict[str, list[Form]] = {}

    def matches(self, text: str, *, foreign: bool = False) -> Iterator[Match]:
        """Yield the names in ``text`` in order; the longest one wins at a place.

        ``foreign``: the text may decline names, so the end of a word is no evidence of a typo.
        """
        words = [word for word in set(WORD.findall(text)) if self._candidates(word)]
        done = 0
        for word in _places(text, words):
            if word.start() >= done:
                match = self._match(text, word, self._candidates(word.group()), foreign)
                if match:
                    done = match.end
                    yield match

    def _candidates(self, word: str) -> list[Form]:
        forms = self._remembered.get(word)
        if forms is None:
            if len(self._remembered) >= _MOST_REMEMBERED:
                self._remembered.clear()
            forms = self._remembered[word] = self._look_up(word.casefold())
        return forms

    def _look_up(self, word: str) -> list[Form]:
        forms = self._forms.get(word, [])
        if word.endswith("s"):
            forms = forms + [form for form in self._forms.get(word[:-1], ()) if len(form.words) == 1]
        return forms or ([] if word in self._known else self._neighbours.of(word))

    def _match(self, text: str, first: re.Match[str], forms: list[Form], foreign: bool) -> Match | None:
        found: Match | None = None
        for form in forms:
            walk = self._walk(text, first, form, foreign)
            match = self._judge(first.start(), form, walk, text) if walk else None
            if match is None or (found and (match.end, match.start) != (found.end, found.start)):
                continue
            if not match.code:
                return match
            names = dict.fromkeys((*(found.names if found else ()), *match.names))
            found = Match(match.start, match.end, found.code if found else match.code, tuple(names))
        return found

    def _walk(self, text: str, first: re.Match[str], form: Form, foreign: bool) -> _Walk | None:
        """Follow ``form`` along the text; None when another word or gap comes."""
        words, gaps = [first.group()], []
        edited = False
        position = first.end()
        for index, right in enumerate(form.words):
            if index:
                gap = _gap(text, position, form.gaps[index - 1])
                word = WORD.match(text, position + len(gap)) if gap else None
                if word is None:
                    return None
                gaps.append(gap)
                words.append(word.group())
                position = word.end()
            here = words[-1].casefold()
            if here == right:
                continue
            if index == len(form.words) - 1 and words[-1].endswith("s") and here[:-1] == right:
                words[-1] = words[-1][:-1]
                position -= 1
            elif edited or not self._is_misspelt(words[-1], right, form, foreign):
                return None
            else:
                edited = True
        return _Walk(position, tuple(words), tuple(gaps), edited)

    def _is_misspelt(self, written: str, right: str, form: Form, foreign: bool) -> bool:
        word = written.casefold()
        least = LEAST_LETTERS if len(form.words) == 1 else LEAST_IN_WORD
        return (
            form.own
            and len(right) >= least
            and sum(map(len, form.words)) >= LEAST_LETTERS
            and word not in self._known
            and word + "s" not in self._known
            and is_typo(word, right, foreign=foreign)
            and is_likely_start(written, right)
        )

    def _judge(self, start: int, form: Form, walk: _Walk, text: str) -> Match | None:
        name = form.name
        begin, end = start - len(name.lead), walk.end + len(name.trail)
        if text[max(begin, 0) : start] != name.lead or text[walk.end : end] != name.trail:
            return None
        if walk.text in self._right:
            return Match(begin, end, "", (name,))
        if any(gap.isspace() and gap.strip("\xa0") not in ("", " ") for gap in walk.gaps) or not _is_meant(form, walk):
            return None
        return Match(begin, end, _code(form, walk), (name,))


def _places(text: str, words: list[str]) -> Iterable[re.Match[str]]:
    """Return where ``words`` stand in ``text``, in order. For few words, searching is ten times faster than reading."""
    if len(words) > _FEW:
        wanted = set(words)
        return (word for word in WORD.finditer(text) if word.group() in wanted)
    found: list[re.Match[str]] = []
    for wanted_word in words:
        position = text.find(wanted_word)
        while position >= 0:
            word = WORD.match(text, position)
            if word and word.group() == wanted_word and not (position and WORD.match(text[position - 1])):
                found.append(word)
            position = text.find(wanted_word, position + 1)
    return sorted(found, key=re.Match.start)


def _gap(text: str, position: int, own: str) -> str:
    """Return what stands between two words that a name could be split into; "" for anything else."""
    if own and text.startswith(own, position):
        return own
    if len(own) > 1 or own == "/":
        return ""
    if text[position : position + 1] in ("-", "\u2010", "\u2011"):
        return text[position]
    blank = _BLANK.match(text, position)
    return blank.group() if blank else ""


def _code(form: Form, walk: _Walk) -> str:
    if walk.edited:
        return TYPO
    gaps = tuple(" " if gap.isspace() else straight(gap) for gap in walk.gaps)
    return CASE if form.own and gaps == form.gaps else VARIANT


def _is_meant(form: Form, walk: _Walk) -> bool:
    """Do these words mean the name? Not a slug of it, nor ordinary words that happen to stand side by side."""
    written = walk.text
    if written.islower() and len(form.words) > 1:
        if form.own and all(gap == "-" for gap in walk.gaps) and set(form.gaps) == {" "}:
            return False  # "wellfire-interactive", the slug of "Wellfire Interactive"
        if "." in written:
            return False  # "node.js" is a file
    split = [own == "" and gap.isspace() for own, gap in zip(form.gaps, walk.gaps, strict=True)]
    if any(split) and not _SENTENCE_WORDS.isdisjoint(form.words):
        pairs = zip(walk.words, form.display, strict=True)
        return all(word[0].isupper() == right[0].isupper() for word, right in pairs)
    return not walk.edited or _typo_is_meant(form, walk)


def _typo_is_meant(form: Form, walk: _Walk) -> bool:
    """In a name of several words the others must be written as in the name: "Amazon price" is not "Amazon Prime"."""
    return len(form.words) == 1 or all(
        word == right or word[:1] == right[:1] for word, right in zip(walk.words, form.display, strict=True)
    )
