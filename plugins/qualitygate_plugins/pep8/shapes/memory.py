"""Remembers what pycodestyle said of a shape, so that it is asked once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from qualitygate.api import Lessons
from qualitygate_plugins.pep8.shapes.hanging import RowFacts
from qualitygate_plugins.pep8.registry import Check

_TOP_LEVEL = re.compile(r"async\s+def\s|def\s|class\s|@")
#: Checks that look at more than the shape: an ambiguous name counts brackets from the dedents before the line on, and a
#: shebang is fine in the first line only.
_BEYOND_SHAPE = re.compile(r"\b[lOI]\b|#!")
#: Entries; above that the memory is emptied. Real code of 5 million lines stays below.
_LIMIT = 400_000
#: So many layouts are looked up before those that were known are counted; and for so many lines none are, where they
#: were few.
_TRIES, _REST = 100, 1_000
#: So many unknown shapes are asked about before the pattern of plain lines, which takes 10 ms to compile, pays.
_FEW = 800


class Verdict(NamedTuple):
    """What is known of the lines of one shape."""

    checks: tuple[Check, ...]  #: those that find something wanted in such a line; () = it is clean
    is_comment: bool
    ends_in_colon: bool
    may_want_blanks: bool  #: it begins a function or class, or decorates one
    is_definition: bool  #: it begins with "def " or "class "
    is_decorator: bool


#: How lessons write a verdict.
_LETTERS = {
    "c": "is_comment",
    "e": "ends_in_colon",
    "b": "may_want_blanks",
    "d": "is_definition",
    "@": "is_decorator",
}
#: How what they say of an indentation is called, and no shape begins so.
_INDENT = "\t"
#: How they write what is known of a layout or an indentation.
_CLEAN, _NOT_CLEAN = "1", "0"


#: Of a comment or a statement, expected to be indented or not: its column, and that of the one before.
Indent = tuple[bool, bool, int, int]


class ShapeMemory:
    """Verdicts by shape, and by layout for continuation lines. Holds for one set of options and wanted codes."""

    def __init__(self) -> None:
        self.verdicts: dict[str, Verdict] = {}
        self.layouts: dict[str, bool] = {}  #: are the continuation lines clean?
        self._indents: dict[Indent, bool] = {}
        self._facts: dict[str, RowFacts] = {}
        self._lessons: Lessons = {}
        self._is_taught = False
        self._layouts_asked = self._layouts_known = self._without_layout = 0
        self._checks: dict[str, Check] = {}
        self._verdicts_by_text: dict[str, Verdict] = {}
        self._new_shapes: list[str] = []
        self._new_layouts: list[str] = []
        self._new_texts: dict[str, str] = {}
        self._unknown = 0  #: shapes that nothing was known of

    def recall(self, shape: str) -> Verdict | None:
        """Return the verdict on a shape, or on what it folds to."""
        verdict = self.verdicts.get(shape) or self.from_lessons(shape)
        if verdict is None:
            from qualitygate_plugins.pep8.shapes.folding import fold  # here: with lessons most are known as they are

            self._unknown += 1
            folded = fold(shape)
            verdict = self.verdicts.get(folded) or self.from_lessons(folded)
            if verdict is None and self._unknown > _FEW:
                verdict = self._recall_plain(folded)
            if verdict is not None and _BEYOND_SHAPE.search(shape) is None:
                self._keep(shape, verdict)
        return verdict

    def _recall_plain(self, folded: str) -> Verdict | None:
        from qualitygate_plugins.pep8.shapes.plain import plain_text  # here: as above

        text = plain_text(folded)
        if text is None:
            return None
        verdict = _of_text((), text)
        self._keep(folded, verdict)
        return verdict

    def from_lessons(self, shape: str) -> Verdict | None:
        """Return what earlier runs have learned of a shape."""
        text = self._lessons.get(shape)
        if text is None:
            return None
        if text not in self._verdicts_by_text:
            self._verdicts_by_text[text] = _verdict(text, self._checks)
        self._put(shape, self._verdicts_by_text[text])
        return self._verdicts_by_text[text]

    def reads_layout(self) -> bool:
        """Do lines so often have a layout of before that it pays to find out the one of the next line?

        It takes half as long as to ask pycodestyle. In most projects a fifth are known without lessons; in an editor,
        which checks one file again and again, nearly all are.
        """
        if self._layouts_asked == _TRIES:
            self._without_layout = _REST if self._layouts_known * 5 < _TRIES * 2 else 0
            self._layouts_asked = self._layouts_known = 0
        if self._is_taught or not self._without_layout:
            return True
        self._without_layout -= 1
        return False

    def is_clean_layout(self, layout: str) -> bool:
        """Are the continuation lines of this layout known to be clean?"""
        self._layouts_asked += 1
        if layout not in self.layouts:
            known = self._lessons.get(layout)
            if known is None:
                return False
            self.layouts[layout] = known == _CLEAN
        self._layouts_known += 1
        return self.layouts[layout]

    def learn(self, shape: str, checks: tuple[Check, ...], text: str, *, keep: bool) -> Verdict:
        """Return the verdict on a line in which ``checks`` found something, and keep it for the lines of its shape.

        ``text`` is the logical line. Lines that are not to be kept differ in more than their shape.
        """
        verdict = _of_text(checks, text)
        if keep and _BEYOND_SHAPE.search(shape) is None:
            from qualitygate_plugins.pep8.shapes.folding import fold  # here: as above

            self._keep(shape, verdict)
            self._keep(fold(shape), verdict)
        return verdict

    def _keep(self, shape: str, verdict: Verdict) -> None:
        self._put(shape, verdict)
        self._new_shapes.append(shape)

    def _put(self, shape: str, verdict: Verdict) -> None:
        if len(self.verdicts) >= _LIMIT:
            self.verdicts.clear()
        self.verdicts[shape] = verdict

    def learn_layout(self, layout: str, *, is_clean: bool) -> None:
        """Remember whether the continuation lines of this layout are clean."""
        if self.layouts.get(layout) is is_clean:
            return
        if len(self.layouts) >= _LIMIT:
            self.layouts.clear()
        self.layouts[layout] = is_clean
        self._new_layouts.append(layout)

    def is_right_indent(self, indent: Indent) -> bool | None:
        """Is the check of indentation content with that? None when it was not asked yet."""
        known = self._indents.get(indent)
        if known is None:
            text = self._lessons.get(f"{_INDENT}{indent}")
            if text is not None:
                known = self._indents[indent] = text == _CLEAN
        return known

    def learn_indent(self, indent: Indent, *, is_right: bool) -> bool:
        """Remember whether the check of indentation is content with that, and return it."""
        self._indents[indent] = is_right
        self.learn_text(f"{_INDENT}{indent}", _CLEAN if is_right else _NOT_CLEAN)
        return is_right

    def learn_text(self, thing: str, text: str) -> None:
        """Remember what later runs are to know of a thing that is neither a shape nor a layout."""
        self._new_texts[thing] = text

    def facts(self, row: str) -> RowFacts:
        """Return what the shape of a row tells about the rows behind it."""
        known = self._facts.get(row)
        if known is None:
            if len(self._facts) >= _LIMIT:
                self._facts.clear()
            known = self._facts[row] = RowFacts.of(row)
        return known

    def take(self, lessons: Lessons | None, checks: Iterable[Check]) -> None:
        """Take the lessons of runs before, None where none are kept; ``checks`` are those that may be named in them."""
        self._lessons, self._is_taught = {} if lessons is None else lessons, lessons is not None
        self._checks = {check.name: check for check in checks}

    def lessons(self) -> dict[str, str]:
        """Return what was learned since this was called last: verdicts by shape, and by layout."""
        lessons = {shape: _text(self.verdicts[shape]) for shape in self._new_shapes if shape in self.verdicts}
        for layout in self._new_layouts:
            lessons[layout] = _CLEAN if self.layouts.get(layout, False) else _NOT_CLEAN
        lessons.update(self._new_texts)
        self._new_texts.clear()
        self._new_shapes.clear()
        self._new_layouts.clear()
        return lessons


def _of_text(checks: tuple[Check, ...], text: str) -> Verdict:
    """Return the verdict on a line by its text, of which only the beginning and the end are read."""
    return Verdict(
        checks,
        is_comment=not text,
        ends_in_colon=text.endswith(":"),
        may_want_blanks=_TOP_LEVEL.match(text) is not None,
        is_definition=text.startswith(("def ", "class ")),
        is_decorator=text.startswith("@"),
    )


def _text(verdict: Verdict) -> str:
    """Return a verdict in words: a letter for each thing it says, and the names of checks."""
    letters = [letter for letter, name in _LETTERS.items() if getattr(verdict, name)]
    return " ".join(("".join(letters), *(check.name for check in verdict.checks)))


def _verdict(text: str, checks: Mapping[str, Check]) -> Verdict:
    letters, *names = text.split(" ")
    said = {name: letter in letters for letter, name in _LETTERS.items()}
    return Verdict(tuple([checks[name] for name in names]), **said)
