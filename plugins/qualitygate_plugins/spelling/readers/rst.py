"""Reads reStructuredText: documents and docstrings, without code, directives, roles and targets."""

from __future__ import annotations

import re
from dataclasses import dataclass

from qualitygate.api import Source
from qualitygate_plugins.spelling.prose import TAKEN, Prose, Spans, joined, take_out, taken
from qualitygate_plugins.spelling.readers.rst_layout import (
    BULLET,
    FIELD,
    RIGID,
    indent_of,
    simple_tables,
    terms,
    with_breaks,
)

#: Directives whose body is no prose.
_CODE = frozenset(
    "code code-block sourcecode highlight highlightlang literalinclude include parsed-literal math raw doctest "
    "testcode testsetup testcleanup testoutput console toctree productionlist graphviz digraph uml mermaid plantuml "
    "prompt default-role currentmodule module automodule autoclass autofunction autosummary index tabularcolumns "
    "inheritance-diagram snippet ipython jupyter-execute plot csv-table program-output argparse click meta".split()
)
#: Directives whose argument is prose; that of the others is a name, a path or a version.
_PROSE_ARGUMENT = frozenset(
    "note warning tip hint important caution danger attention error admonition topic sidebar rubric centered seealso "
    "versionadded versionchanged versionremoved deprecated epigraph highlights pull-quote table list-table contents "
    "tab dropdown card details".split()
)
#: Roles whose content is prose; with an explicit title, "title <target>", the title of any other role is too.
_PROSE_ROLES = frozenset(
    "emphasis strong guilabel menuselection abbr sub sup subscript superscript title dfn title-reference t".split()
)
#: Directive options that people read.
_PROSE_OPTIONS = frozenset({"alt", "caption", "title", "name-text"})

_DIRECTIVE = re.compile(r"\s*\.\. (?:\|[^|\n]+\| )?([\w:.+-]+?) ?::(?:\s+|$)")
_EXPLICIT = re.compile(r"\s*\.\.(?:\s|$)")
_FOOTNOTE = re.compile(r"\s*\.\. \[[^\]\n]+\] ")
_SUBSTITUTION = re.compile(r"\s*\.\. \|")
_COMMAND = re.compile(r"\s*(?:\$ |>>> ?|\.\.\. |\.\.\.\\> |C:\\|In \[\d+\]:|\[[\w@~-]+ [\w@~/-]+\]\$ )")
_FENCE = re.compile(r"\s*```[\w+-]*\s*$")
_VERSION_ARGUMENT = re.compile(r"\S+\s*")

#: Django's documentation and many READMEs are reStructuredText in ``.txt`` files.
_RST = re.compile(
    r"^\.\. (?:[\w:.-]+::|_[^:\n]+:)|(?<!\w):(?:[a-z]+:)?[a-z]+:`[^`\n]+`|^[ \t]*::[ \t]*$"
    r"|[^\s:]::[ \t]*\n[ \t]*\n[ \t]+\S",
    re.MULTILINE,
)
_LITERAL = re.compile(r"``(?:[^`\n]|`(?!`)|\n(?![ \t]*\n)){1,600}?``(?!`)")
_ROLE = re.compile(r"(?<!\w):([\w.+-]{1,60}(?::[\w.+-]{1,60}){0,2}):`((?:[^`\n]|\n(?![ \t]*\n)){1,400})`")
_INTERPRETED = re.compile(r"(?<![`\w])`(?!`)((?:[^`\n]|\n(?![ \t]*\n)){1,400}?)`(__?(?!\w)|:[\w.:+-]+:)?")
_TITLE = re.compile(r"((?:.|\n)*?)\s*<[^<>]*>\s*\Z")
_REFERENCE_MARK = re.compile(r"(?<=[^\W_])__?(?![\w`])")
_REFERENCE_NAME = re.compile(r"(?<![\w`])[^\W_]+(?:[-.+:_][^\W_]+)*\Z")
_BAR = re.compile(r"(?<!\w)\|[^|\s](?:[^|\n]{0,80}[^|\s])?\|(?:__?)?(?!\w)")
#: A target inside a text, and the label of a citation or footnote, where it is used and where it stands.
_NAMED = re.compile(r"(?<!\w)_`(?!`)([^`]{1,400})`(?![\w`])|(?<!\w)\[([^\[\]\s]{1,80})\](?:_(?!\w)|(?=[ \t]))")


def is_rst(text: str) -> bool:
    """Is a text of unknown markup reStructuredText?"""
    return bool(_RST.search(text))


def read(source: Source) -> Prose:
    """Read a document."""
    return read_text(source.text)


def read_text(text: str, *, without: re.Pattern[str] | None = None, docstring: bool = False) -> Prose:
    """Read a document or a docstring, and take out what ``without`` matches, too.

    Text that is also the name of a target is unsafe to change, and so are terms of a glossary. Titles, which are
    targets and as long as their underlines, and tables may only change their case: names of targets are compared
    without it.
    """
    lines = text.split("\n")
    unsafe: list[tuple[int, int]] = []
    read_lines = without_blocks(text, docstring=docstring)
    if without:
        read_lines = without.sub(taken, read_lines)
    read = without_inline(read_lines, unsafe)
    read = _REFERENCE_MARK.sub(lambda match: _reference(match, unsafe), read)

    def all_unsafe() -> Spans:
        named = (match.span() for match in _NAMED.finditer(read_lines))
        return joined([*unsafe, *named, *(terms(lines) if "glossary::" in text else ())])

    def rigid() -> Spans:
        titles = (match.span() for match in RIGID.finditer(text))
        return joined([*titles, *simple_tables(lines)]) if "\n" in text else ()

    return Prose(with_breaks(read, lines, docstring=docstring), all_unsafe, rigid)


def without_blocks(text: str, *, docstring: bool = False) -> str:
    """Take literal blocks, code, doctests, comments, targets, field names and options out.

    In a docstring the other lines tell the indentation of the first, and Markdown's fences are blocks too.
    """
    if not _has_blocks(text):
        return text
    lines = text.split("\n")
    reading = _Blocks(fences=docstring)
    margin = _margin(lines[1:]) if docstring else 0
    first = margin if indent_of(lines[0]) < margin else 0
    read_lines = [
        reading.line(line, 0 if number else first) if line and not line.isspace() else reading.blank(line)
        for number, line in enumerate(lines)
    ]
    return "\n".join(read_lines)


def without_inline(text: str, unsafe: list[tuple[int, int]]) -> str:
    """Take literals, roles, targets and substitutions out; spans that are unsafe to change are added to ``unsafe``."""
    if "`" in text:
        text = _LITERAL.sub(taken, text)
        text = _ROLE.sub(_role, text)
        text = _INTERPRETED.sub(lambda match: _interpreted(match, unsafe), text)
    return _BAR.sub(taken, text) if "|" in text else text


def _margin(lines: list[str]) -> int:
    return min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)


def _has_blocks(text: str) -> bool:
    return any(mark in text for mark in ("::", ">>>", "..", "\n:", " :", "```", "$ "))


@dataclass(slots=True)
class _Blocks:
    """Goes through a document line by line and knows in what kind of block it is."""

    literal: int | None = None  #: lines indented deeper are not read
    awaits: int | None = None  #: a paragraph ended in "::"; the literal block begins behind the blank line
    options: bool = False  #: the line before was a directive or one of its options
    doctest: bool = False
    fences: bool = False  #: Markdown's fences are read
    fenced: bool = False  #: the line is inside one

    def blank(self, line: str) -> str:
        """Pass a blank line."""
        self.options = self.doctest = False
        if self.awaits is not None:
            self.literal, self.awaits = self.awaits, None
        return line

    def line(self, line: str, margin: int) -> str:
        """Return the line without what is not read."""
        indent = len(line) - len(line.lstrip()) + margin
        if self.literal is not None:
            if indent > self.literal:
                return take_out(line)
            self.literal = None
        if self.fences and _FENCE.match(line):
            self.fenced = not self.fenced
            return take_out(line)
        if self.fenced:
            return take_out(line)
        if self.doctest or _COMMAND.match(line):
            self.doctest = self.doctest or ">>>" in line
            return take_out(line)
        if line.lstrip().startswith(".."):
            explicit = self._explicit(line, indent)
            if explicit is not None:
                return explicit
        return self._text(line, indent)

    def _explicit(self, line: str, indent: int) -> str | None:
        """Read a line that starts with two dots; None when they are only an ellipsis."""
        directive = _DIRECTIVE.match(line)
        if _FOOTNOTE.match(line) or not (directive or _EXPLICIT.match(line)):
            return None
        if directive is None or _SUBSTITUTION.match(line):  # a comment, a target, a definition
            self.literal = indent
            return take_out(line)
        name = directive.group(1).rpartition(":")[2].lower()
        if name in _CODE:
            self.literal = indent
            return take_out(line)
        self.options = True
        if name not in _PROSE_ARGUMENT:
            return take_out(line)
        end = directive.end()
        if name.startswith(("version", "deprecated")):
            version = _VERSION_ARGUMENT.match(line, end)
            end = version.end() if version else end
        return TAKEN * end + line[end:]

    def _text(self, line: str, indent: int) -> str:
        bullet = BULLET.match(line)
        here = indent - (len(line) - len(line.lstrip())) + bullet.end() if bullet else indent
        label = FIELD.match(line)
        if label:
            line = self._field(line, label)
        else:
            self.options = False
        if line.rstrip().endswith("::"):
            self.awaits = here
            end = len(line.rstrip())
            line = line[: end - 2] + TAKEN * 2 + line[end:]
        else:
            self.awaits = None
        return line

    def _field(self, line: str, label: re.Match[str]) -> str:
        """Take out a field's name, and its value where that is a type or belongs to a directive."""
        name = label.group(1).partition(" ")[0]
        if (self.options and name not in _PROSE_OPTIONS) or name in ("type", "rtype", "vartype"):
            return take_out(line)
        return TAKEN * label.end() + line[label.end() :]


def _role(match: re.Match[str]) -> str:
    name = match.group(1).rpartition(":")[2]
    content = match.group(2)
    title = _TITLE.match(content)
    if title:
        content = title.group(1)
    elif name not in _PROSE_ROLES:
        return taken(match)
    start = match.start(2) - match.start()
    whole = match.group()
    return TAKEN * start + content + take_out(whole[start + len(content) :])


def _interpreted(match: re.Match[str], unsafe: list[tuple[int, int]]) -> str:
    """Read the text of a link; text in single backticks is code to most writers."""
    if not (match.group(2) or "").startswith("_"):
        return taken(match)
    content = match.group(1)
    if not (match.group(2) or "").startswith("__"):  # with one underscore the text is a name, of a target or for one
        unsafe.append(match.span(1))
    title = _TITLE.match(content)
    if title:
        content = title.group(1)
    return TAKEN + content + take_out(match.group()[1 + len(content) :])


def _reference(mark: re.Match[str], unsafe: list[tuple[int, int]]) -> str:
    """Take the mark behind "GitHub_" out, so that the word before it is read."""
    name = _REFERENCE_NAME.search(mark.string, max(0, mark.start() - 100), mark.start())
    if name is None:
        return mark.group()
    unsafe.append(name.span())
    return taken(mark)
