"""All names at once: finds their right and wrong forms in a text in one pass."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from qualitygate_plugins.spelling.names import WORD, Form, Name, straight
from qualitygate_plugins.spelling.neighbours import (
    LEAST_FOR_FIRST_LETTER,
    LEAST_IN_WORD,
    LEAST_LETTERS,
    Neighbours,
    can_be_misspelt,
    is_likely_start,
    is_typo,
)

CASE, VARIANT, TYPO = "QG201", "QG202", "QG203"

#: Distinct words whose answer is remembered; a large project has fewer.
_MOST_REMEMBERED = 200_000
#: Up to so many distinct words are searched for one by one.
_FEW = 64
#: Blanks, with at most one line break among them: a name may be wrapped. A carriage return is a break between texts.
_BLANK = re.compile(r"[^\S\n\r]*(?:\n[^\S\n\r]*)?")
#: The least letters of the halves of a word that is split where it has no hump ("Well Fire" for "Wellfire").
_LEAST_HALF = 2
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
    code: str  #: "" when the form is right, and when it is what packages and files are called
    names: tuple[Name, ...]  #: what it should be; several when it cannot be told
    joined: bool = False  #: its words are run together, as an identifier's are


@dataclass(slots=True)
class _Walk:
    """How far a form goes along the text from its first word."""

    end: int
    words: list[str]
    gaps: list[str]
    edited: int = -1  #: the index of the word that is misspelt
    split: bool = False  #: a word is cut where it has no hump

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
        self._halves: dict[str, list[Form]] = {}
        likely: list[Form] = []
        for name in parsed:
            for form in name.forms():
                self._forms.setdefault(form.words[0], []).append(form)
                self._known.update(form.words)
                if can_be_misspelt(form):
                    likely.append(form)
                for half in _first_halves(form):
                    self._halves.setdefault(half, []).append(form)
        for forms in self._forms.values():
            forms.sort(key=lambda form: (-len(form.words), form.name.text))
        self._neighbours = Neighbours(likely)
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
        forms = forms or ([] if word in self._known else self._neighbours.of(word))
        return forms + self._halves[word] if word in self._halves else forms

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
            code = found.code if found else match.code
            found = Match(match.start, match.end, code, tuple(names), match.joined)
        return found

    def _walk(self, text: str, first: re.Match[str], form: Form, foreign: bool) -> _Walk | None:
        """Follow ``form`` along the text; None when another word or gap comes."""
        walk = _Walk(first.start(), [], [])
        for index in range(len(form.words)):
            if index:
                gap = _gap(text, walk.end, form.gaps[index - 1])
                if not gap:
                    return None
                walk.gaps.append(gap)
                walk.end += len(gap)
            word = WORD.match(text, walk.end)
            if word is None or not self._takes(word, form, walk, foreign):
                return None
        return walk

    def _takes(self, word: re.Match[str], form: Form, walk: _Walk, foreign: bool) -> bool:
        """Is ``word`` the next one of the form, in any case, misspelt, or split? Then the walk goes behind it."""
        index = len(walk.words)
        right, written, end = form.words[index], word.group(), word.end()
        here = written.casefold()
        if here != right:
            if index == len(form.words) - 1 and here == right + "s":
                written, end = written[:-1], end - 1
            elif half := _second_half(word, form, index):
                written, end, walk.split = f"{written} {half.group()}", half.end(), True
            elif walk.edited < 0 and self._is_misspelt(written, right, form, foreign):
                walk.edited = index
            else:
                return False
        walk.words.append(written)
        walk.end = end
        return True

    def _is_misspelt(self, written: str, right: str, form: Form, foreign: bool) -> bool:
        word = written.casefold()
        least = LEAST_LETTERS if len(form.words) == 1 else LEAST_IN_WORD
        return (
            (form.own or can_be_misspelt(form))
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
        if walk.text in self._right or (walk.text.islower() and _is_slug(form, walk)):
            return Match(begin, end, "", (name,))
        if any(map(_is_column, walk.gaps)) or not _is_meant(form, walk):
            return None
        return Match(begin, end, _code(form, walk), (name,), form.joined and not walk.gaps)


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


def _first_halves(form: Form) -> Iterable[str]:
    """Yield the beginnings of the first word, where the words behind it are evidence enough for a word cut in two."""
    if form.own and len(form.words) > 1:
        word = form.words[0]
        for end in range(_LEAST_HALF, len(word) - _LEAST_HALF + 1):
            yield word[:end]


def _second_half(first: re.Match[str], form: Form, index: int) -> re.Match[str] | None:
    """Return the word behind ``first`` when the two are a word of the form that has several."""
    right, start = form.words[index], first.group().casefold()
    if not (form.own and len(form.words) > 1 and len(start) >= _LEAST_HALF and right.startswith(start)):
        return None
    gap = _gap(first.string, first.end(), "")
    second = WORD.match(first.string, first.end() + len(gap)) if gap and not _is_column(gap) else None
    rest = right[len(start) :]
    return second if second and len(rest) >= _LEAST_HALF and second.group().casefold() == rest else None


def _gap(text: str, position: int, own: str) -> str:
    """Return what stands between two words that a name could be split into; "" for anything else."""
    if own not in ("", " ") and text.startswith(own, position):
        return own
    if len(own) > 1 or own == "/":
        return ""
    if text[position : position + 1] in ("-", "\u2010", "\u2011"):
        return text[position]
    blank = _BLANK.match(text, position)
    return blank.group() if blank else ""


def _is_column(gap: str) -> bool:
    """Are these blanks what keeps columns apart? A line break is none: the text is only wrapped there."""
    return gap.isspace() and "\n" not in gap and gap.strip("\xa0") not in ("", " ")


def _code(form: Form, walk: _Walk) -> str:
    if walk.edited >= 0:
        return TYPO
    gaps = tuple(" " if gap.isspace() else straight(gap) for gap in walk.gaps)
    return CASE if form.own and not walk.split and gaps == form.gaps else VARIANT


def _is_meant(form: Form, walk: _Walk) -> bool:
    """Do these words mean the name, or are they ordinary ones that happen to stand side by side?"""
    split = [(gap, own) for own, gap in zip(form.gaps, walk.gaps, strict=True) if own == "" and gap.isspace()]
    if walk.split or (split and not _SENTENCE_WORDS.isdisjoint(form.words)) or any("\n" in gap for gap, _ in split):
        pairs = zip(walk.words, form.display, strict=True)
        return walk.edited < 0 and all(word[0].isupper() == right[0].isupper() for word, right in pairs)
    return walk.edited < 0 or _typo_is_meant(form, walk)


def _is_slug(form: Form, walk: _Walk) -> bool:
    """Is a lower-case form what packages, files and addresses are called: "djangorestframework", "node.js"?"""
    if any(map(str.isspace, walk.text)):
        return False
    hyphens = len(walk.gaps) > 0 and all(gap == "-" for gap in walk.gaps)
    return form.joined or (form.own and hyphens) or "." in walk.text


def _typo_is_meant(form: Form, walk: _Walk) -> bool:
    """In a name of several words a short misspelt one must begin like it: "Amazon price" is not "Amazon Prime"."""
    word, right = walk.words[walk.edited], form.display[walk.edited]
    return len(form.words) == 1 or word[0] == right[0] or len(right) >= LEAST_FOR_FIRST_LETTER
