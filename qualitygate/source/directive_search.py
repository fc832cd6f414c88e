"""Searches a source for suppression comments: which lines they reach, and whether they are well written."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Literal

from qualitygate.model.directive import OWN_FORMS, Directive
from qualitygate.model.replacement import replace
from qualitygate.source.comments import Comment, find_comments
from qualitygate.source.foreign_reach import ForeignBlocks, foreign_reach
from qualitygate.source.noqa import FLAKE8_FILE, FLAKE8_INLINE, Written, read_noqa
from qualitygate.source.own_directives import read_foreign, read_own
from qualitygate.source.reach import Reach
from qualitygate.source.source import Source

_PYTHON = ("python", "stub")
_NOQA = ("noqa", "flake8: noqa")
#: The forms that reach further than their own line, and so want to be seen.
_ALONE = ("flake8: noqa", "ignore-file", "off", "on")
#: What :data:`FLAKE8_FILE` finds holds the one, and what :data:`FLAKE8_INLINE` finds begins with the other.
_BEGIN_OF_NOQA = re.compile("# noqa", re.IGNORECASE)


def search(source: Source, noqa: Literal["strict", "flake8", "off"], words: Sequence[str]) -> list[Directive]:
    """Return what :func:`~qualitygate.source.directives.find_directives` promises.

    ``words`` are those of which one stands in every comment that is a directive, in small letters.
    """
    reach = Reach(source)
    strict = _Strict(source, reach, words).find()
    if noqa == "strict" or (noqa == "flake8" and source.kind not in _PYTHON):
        return strict
    others = [directive for directive in strict if directive.form not in _NOQA]
    if noqa == "off":
        return others
    return [*others, *_like_flake8(source, reach, [each for each in strict if each.form in _NOQA])]


class _Strict:
    """Takes one comment after the other, and remembers the blocks that are open."""

    def __init__(self, source: Source, reach: Reach, words: Sequence[str]) -> None:
        self._source = source
        self._words = words
        self._reach = reach
        self._is_python = source.kind in _PYTHON
        self._found: list[Directive] = []
        self._open = _OpenBlocks()
        self._foreign = ForeignBlocks()

    def find(self) -> list[Directive]:
        for comment in find_comments(self._source, self._words):
            written = read_noqa(comment.body) or read_own(comment.body) or read_foreign(comment.body)
            if self._is_python:
                self._end_foreign(comment)
            if written is not None:
                self._take(comment, written)
            elif self._found and self._is_python:
                self._explain(comment)
        return self._found

    def _explain(self, comment: Comment) -> None:
        """Take a comment right behind a directive without a reason for its reason: "# type: ignore[misc]  # why"."""
        latest = self._found[-1]
        if latest.line == comment.line and not latest.reason and latest.column < comment.column:
            self._found[-1] = replace(latest, reason=" ".join(comment.body.split()))

    def _end_foreign(self, comment: Comment) -> None:
        """Let what another tool's comment ends reach no further."""
        for index in self._foreign.ended(comment.body):
            opened = self._found[index]
            begins = self._reach.statement(comment.line)[0]
            self._found[index] = replace(opened, last=min(opened.last, begins - 1))

    def _take(self, comment: Comment, written: Written) -> None:
        directive = self._place(comment, written)
        if written.form == "on" and not directive.problem:
            directive = self._close(directive)
            if not directive.problem:
                return
        if written.form == "off" and not written.problem and directive.codes != ():
            self._open.add(len(self._found), directive)
        if directive.last > directive.line and directive.is_foreign:
            self._foreign.add(len(self._found), directive.form, directive.names)
        self._found.append(directive)

    def _place(self, comment: Comment, written: Written) -> Directive:
        first, last, problem = self._reached(comment, written.form)
        codes = written.codes
        if written.form in _ALONE and self._is_python and not comment.is_alone:
            codes, problem = (), _not_alone(written.form)
        return Directive(
            comment.line,
            comment.column,
            first,
            last,
            codes,
            written.problem or problem,
            written.form,
            written.names,
            written.reason,
            written.until,
            comment.text,
            comment.removal,
        )

    def _reached(self, comment: Comment, form: str) -> tuple[int, int, str]:
        """Return first and last line, and what is wrong with the place."""
        if form not in OWN_FORMS and self._is_python:
            before = self._source.line(comment.line)[: comment.column - 1].strip()
            return *foreign_reach(comment, form, self._reach, before), ""
        if form not in OWN_FORMS or form == "on":
            return comment.line, comment.last_line, ""
        if form in ("flake8: noqa", "ignore-file"):
            return 0, self._reach.end, ""
        if form == "off":
            return self._reached_by_off(comment)
        if form == "ignore-next-line":
            return *self._reach.next_line(comment.last_line), ""
        if self._source.kind == "po":
            return *self._reach.entry(comment.line), ""
        if self._source.kind == "rst" or (form == "ignore" and comment.is_alone):
            problem = "alone on its line it silences nothing else; write 'qualitygate: ignore-next-line[…]'"
            return comment.line, comment.last_line, problem
        first, last = self._reach.own(comment.line) if self._is_python else (comment.line, comment.last_line)
        return first, last, ""

    def _reached_by_off(self, comment: Comment) -> tuple[int, int, str]:
        last = self._reach.block(comment.line, comment.column)
        if last:
            return comment.line, last, ""
        problem = "reaches the end of the file; end it with 'qualitygate: on', or write 'qualitygate: ignore-file[…]'"
        return comment.line, self._reach.end, problem

    def _close(self, directive: Directive) -> Directive:
        """End the latest open block that has the same codes; without one, say so."""
        index = self._open.close(directive)
        if index is None:
            return replace(directive, codes=(), problem="there is no open 'qualitygate: off' with these codes to end")
        opened = self._found[index]
        text = "" if directive.codes and len(_items(opened)) > 1 else opened.text
        removal = (*opened.removal, *directive.removal) if opened.removal and directive.removal else ()
        self._found[index] = replace(opened, last=directive.line, problem="", text=text, removal=removal)
        return directive


class _OpenBlocks:
    """Every "off" that no "on" has closed, by its codes, the latest last."""

    def __init__(self) -> None:
        self._all: list[tuple[int, int]] = []  #: index and last line
        self._by_items: dict[frozenset[str], list[tuple[int, int]]] = {}
        self._closed: set[int] = set()

    def add(self, index: int, opened: Directive) -> None:
        """Remember the directive of this index among those that were found."""
        for stack in (self._all, self._by_items.setdefault(_items(opened), [])):
            stack.append((index, opened.last))

    def close(self, directive: Directive) -> int | None:
        """Return the index of the block that an "on" ends; None when none is open that far."""
        stack = self._all if directive.codes is None else self._by_items.get(_items(directive), [])
        while stack:
            index, last = stack.pop()
            if index not in self._closed and last >= directive.line:
                self._closed.add(index)
                return index
        return None


def _items(directive: Directive) -> frozenset[str]:
    return frozenset((*(directive.codes or ("*",)), *directive.names))


def _not_alone(form: str) -> str:
    if form == "flake8: noqa":
        return "'# flake8: noqa' counts only on a line of its own; flake8 ignores this one"
    return f"'qualitygate: {form}' counts only on a line of its own"


def _like_flake8(source: Source, reach: Reach, strict: Sequence[Directive]) -> Iterator[Directive]:
    """Yield what flake8 obeys, which knows no end: of each range the first match; and what is malformed."""
    left = {(directive.line, directive.column): directive for directive in strict}
    for number, text in enumerate(source.lines if "flake8" in source.text.lower() else (), start=1):
        if match := FLAKE8_FILE.match(text):
            bare = Directive(number, 0, 0, reach.end, None, form="flake8: noqa")
            column = match.end() - len(match[0].lstrip()) + 1
            yield replace(left.pop((number, column), bare), codes=None, until="")
    starts = source.line_starts
    lines = (bisect_right(starts, match.start()) for match in _BEGIN_OF_NOQA.finditer(source.text))
    for first, last in dict.fromkeys(map(reach.own, lines)):
        match = FLAKE8_INLINE.search("".join(source.lines[first - 1 : last]))
        if match:
            line, column = _position(source, first, match.start())
            comment = left.pop((line, column), Directive(line, 0, first, last, ()))
            codes = match["codes"]
            yield replace(comment, codes=None if codes is None else _as_written(codes), until="")
    yield from (replace(directive, codes=()) for directive in left.values() if directive.problem)


def _position(source: Source, first: int, offset: int) -> tuple[int, int]:
    """Return line and 1-based column of an offset into the lines from ``first`` on."""
    line = first
    while offset >= len(source.lines[line - 1]):
        offset -= len(source.lines[line - 1])
        line += 1
    return line, offset + 1


def _as_written(codes: str) -> tuple[str, ...]:
    return tuple(filter(None, re.split(r"[,\s]+", codes)))
