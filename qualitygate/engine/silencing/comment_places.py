"""Where a new suppression comment stands in each kind of file, and how it is written so that nothing else changes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from qualitygate.model.directive import Directive
from qualitygate.model.fix import Edit, apply_edits
from qualitygate.source.directives import find_directives, with_codes
from qualitygate.source.notebook_source import ModuleSource, python_of
from qualitygate.source.reach import Reach
from qualitygate.source.rewrite import RewriteError
from qualitygate.source.source import NOTEBOOK, Source

#: First and last line that one comment reaches.
Place = tuple[int, int]

#: In these a comment of a template is text, or the translators' text would change (django ``i18n.py``, jinja2 ``raw``).
_OPAQUE = re.compile(r"\{%-?\s*(end)?(comment|verbatim|raw|blocktrans|blocktranslate)\b")
#: In these an HTML comment is text.
_HTML_TEXT = re.compile(r"<(/)?(script|style|textarea|title)\b", re.IGNORECASE)
#: A list item, a table, a field, a directive, an underline: a comment above it would take it out of what it is part of.
_RST_STRUCTURE = re.compile(r"\s*(?:[-*+•]\s|\(?(?:\d+|[A-Za-z#])[.)]\s|[|+:]|\.\.\s|[^\w\s]{3,}\s*$)")

#: A target or a class, which is that of what follows.
_RST_FOR_NEXT = re.compile(r"\s*(?:\.\. _|__\s|\.\. (?:rst-)?class::|\.\.$)")


class CommentPlaces(Protocol):
    """Answers for one source."""

    @property
    def forms(self) -> Sequence[str]:
        """The forms of comments that are there already and can take further codes."""

    def of(self, line: int) -> Place:
        """Return the lines that a comment about this line reaches."""

    def edit(self, place: Place, codes: Iterable[str], reason: str) -> Edit:
        """Return what puts a comment there.

        Raises:
            RewriteError: none can stand there.
        """


def places_in(source: Source) -> CommentPlaces | None:
    """Return the places of a source; None when its kind has no comments."""
    if source.kind in ("python", "stub"):
        return _InPython(source)
    if source.kind == "template":
        return _InTemplate(source)
    if source.kind == "markdown":
        return _InMarkdown(source)
    if source.kind == "rst":
        return _InRst(source)
    if source.kind == NOTEBOOK:
        module = python_of(source)
        return _InNotebook(source, module) if isinstance(module, ModuleSource) else None
    return _InCatalogue(source) if source.kind == "po" else None


def existing_in(places: CommentPlaces, directives: Iterable[Directive]) -> Iterator[tuple[Place, Directive]]:
    """Yield the comments that can take further codes, with their places."""
    for directive in directives:
        if directive.form in places.forms and directive.codes and directive.text and not directive.problem:
            yield places.of(directive.last if directive.form == "ignore-next-line" else directive.line), directive


class _InPython:
    """Behind the last line of a range: never inside a string, never behind a backslash.

    Blanks at the end of the line stay there, since there may be a finding about them.
    """

    forms = ("noqa",)

    def __init__(self, source: Source) -> None:
        self._source = source
        self.of = Reach(source).own

    def edit(self, place: Place, codes: Iterable[str], reason: str) -> Edit:
        """Write a ``noqa``, which flake8 knows too."""
        line = place[1]
        end = len(self._source.line(line).rstrip(" \t")) + 1
        return _insertion(line, end, f"{'  ' if end > 1 else ''}# noqa: {','.join(sorted(codes))}  {reason}")


class _InNotebook:
    """In the cells' Python as in Python; a comment that is there takes further codes, for nothing else reads two."""

    forms: Sequence[str] = ()

    def __init__(self, source: Source, module: ModuleSource) -> None:
        self._module = module
        self._lines = {module.notebook.place(at, 0)[0]: at for at in range(1, len(module.lines) + 1)}
        self._in_module = _InPython(module)
        self._existing = dict(existing_in(self._in_module, find_directives(module, "strict")))

    def of(self, line: int) -> Place:
        """A comment reaches what it reaches in the module, as far as cells have it."""
        first, last = self._in_module.of(self._lines.get(line, 0))
        reached = [row for row, at in self._lines.items() if row and first <= at <= last]
        return (min(reached), max(reached)) if reached else (line, line)

    def edit(self, place: Place, codes: Iterable[str], reason: str) -> Edit:
        """Write the one string of the file anew that holds the line."""
        at = self._lines.get(place[1], 0)
        inside = self._in_module.of(at)
        if not self._module.is_code(at) or inside[1] != at:
            raise RewriteError("no comment can stand there")
        existing = self._existing.get(inside)
        edit = longer(existing, codes) if existing else self._in_module.edit(inside, codes, reason)
        edits = self._module.notebook.edits(apply_edits(self._module.text, [edit]))
        if len(edits) != 1:
            raise RewriteError("no comment can stand there")
        return edits[0]


def longer(existing: Directive, codes: Iterable[str]) -> Edit:
    """Return what adds codes to a comment that is there, and keeps its reason."""
    text = with_codes(existing, sorted({*codes}.difference(existing.codes or ())))
    end = existing.column + len(existing.text)
    return Edit(existing.line, existing.column, existing.line, end, text)


class _InTemplate:
    """Behind the last word of the line, without a blank: what is sent to the reader stays as it is."""

    forms = ("noqa", "ignore")

    def __init__(self, source: Source) -> None:
        self._source = source
        self._is_plain_html = "templates" not in source.path.split("/") and not re.search(r"\{[%{#]", source.text)

    def of(self, line: int) -> Place:
        """A comment reaches its line."""
        return line, line

    def edit(self, place: Place, codes: Iterable[str], reason: str) -> Edit:
        """Write a comment of the template language; of HTML where there is none."""
        line = place[0]
        end = len(self._source.line(line).rstrip())
        before = "".join(self._source.lines[: line - 1]) + self._source.line(line)[:end]
        if self._is_plain_html:
            if before.rfind("<") > before.rfind(">") or _is_inside(_HTML_TEXT, before):
                raise RewriteError("no comment can stand there; write 'qualitygate: off' above it and 'on' below")
            return _insertion(line, end + 1, _html(codes, reason))
        in_tag = before.rfind("{%") > before.rfind("%}") or before.rfind("{{") > before.rfind("}}")
        if in_tag or _is_inside(_OPAQUE, before):
            raise RewriteError("no comment can stand there; write 'qualitygate: off' above it and 'on' below")
        if "#}" in reason:
            raise RewriteError("the reason would end the comment: '#}'")
        return _insertion(line, end + 1, f"{{# {_own('ignore', codes, reason)} #}}")


class _InMarkdown:
    """Behind the text of the line, before what makes its end: a line break, the bar of a table."""

    forms = ("noqa", "ignore")

    def __init__(self, source: Source) -> None:
        self._source = source
        self._text_begins = _front_matter(source)

    def of(self, line: int) -> Place:
        """A comment reaches its line."""
        return line, line

    def edit(self, place: Place, codes: Iterable[str], reason: str) -> Edit:
        """Write a comment of HTML."""
        text = self._source.line(place[0])
        if place[0] < self._text_begins or re.match(r" {0,3}\[[^\]]*\]:", text):
            raise RewriteError("no comment can stand there")
        return _insertion(place[0], len(_without_end(text)) + 1, f" {_html(codes, reason)}")


class _InRst:
    """Above the first line of a paragraph, with an empty line between: a comment is a paragraph of its own."""

    forms = ("ignore-next-line",)

    def __init__(self, source: Source) -> None:
        self._source = source

    def of(self, line: int) -> Place:
        """A comment reaches the line below it."""
        return line, line

    def edit(self, place: Place, codes: Iterable[str], reason: str) -> Edit:
        """Write a comment and an empty line."""
        line = place[0]
        text, margin = self._source.line(line), _margin(self._source.line(line))
        follows = self._source.line(line + 1)
        above = next((each for each in range(line - 1, 0, -1) if self._source.line(each).strip()), 0)
        before = self._source.line(above).rstrip() if above else ""
        is_first = above < line - 1 or not above
        belongs = (
            before.endswith("::") or _RST_FOR_NEXT.match(before) or (follows.strip() and _margin(follows) != margin)
        )
        # what is indented differently from what stands above is part of it, or has ended it
        if not is_first or belongs or _RST_STRUCTURE.match(text) or (above and _margin(before) != margin):
            raise RewriteError(
                "a comment can only stand above a paragraph; write '.. qualitygate: off[…]' above it and 'on' below"
            )
        return _insertion(line, 1, f"{margin}.. {_own('ignore-next-line', codes, reason)}\n\n")


class _InCatalogue:
    """Above the entry, where translators' comments stand."""

    forms = ("ignore",)

    def __init__(self, source: Source) -> None:
        self.of = Reach(source).entry

    def edit(self, place: Place, codes: Iterable[str], reason: str) -> Edit:
        """Write a translator's comment."""
        return _insertion(place[0], 1, f"# {_own('ignore', codes, reason)}\n")


def _without_end(text: str) -> str:
    """Return a line without what has to stay its end: a line break, the bar of a table, the signs behind a heading."""
    text = text.rstrip(" \t")
    if text.endswith("\\"):
        return text[:-1]
    if text.endswith("|"):
        return text[:-1].rstrip(" \t")
    title = text.rstrip("#")
    return title.rstrip(" \t") if title != text and title.endswith((" ", "\t")) and title.strip() else text


def _insertion(line: int, column: int, text: str) -> Edit:
    return Edit(line, column, line, column, text)


def _own(word: str, codes: Iterable[str], reason: str) -> str:
    return f"qualitygate: {word}[{','.join(sorted(codes))}] {reason}"


def _html(codes: Iterable[str], reason: str) -> str:
    if "--" in reason:
        raise RewriteError("the reason would end the comment: '--'")
    return f"<!-- {_own('ignore', codes, reason)} -->"


def _margin(text: str) -> str:
    return text[: len(text) - len(text.lstrip())]


def _is_inside(block: re.Pattern[str], before: str) -> bool:
    """Is a block begun and not ended?"""
    name = ""
    for match in block.finditer(before):
        if not name and not match[1]:
            name = match[2].lower()
        elif match[1] and match[2].lower() == name:
            name = ""
    return bool(name)


def _front_matter(source: Source) -> int:
    """Return the line on which the text begins, behind the data at the top of a file."""
    if source.line(1).rstrip() != "---":
        return 1
    ends = (number for number in range(2, len(source.lines) + 1) if source.line(number).rstrip() in ("---", "..."))
    return next(ends, 0) + 1
