"""Reads Markdown: paragraphs, headings, lists, tables, link texts and titles."""

from __future__ import annotations

import re
from dataclasses import dataclass

from qualitygate.api import Source
from qualitygate_plugins.spelling.prose import BREAK, TAKEN, Prose, joined, take_out, taken
from qualitygate_plugins.spelling.readers.markup import without_html

_FRONT_MATTER = re.compile(r"\A(?:---|\+\+\+)[ \t]*\n.*?\n(?:---|\+\+\+|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_FENCE = re.compile(r"(?:[ \t>]|[-*+] |\d+[.)] )*(`{3,}(?!`)(?![^`\n]*`)|~{3,})")
_MARKER = re.compile(r"[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)+")
_DEFINITION = re.compile(r"^[ \t>]{0,8}\[([^\]\n]+)\]:[ \t]*(?:<[^>\n]*>|\S+)", re.MULTILINE)
_SPAN = re.compile(r"(?<!`)(`+)(?!`)(?:[^`\n]|(?<!`)`+(?!`)|\n(?![ \t]*\n)){1,600}?(?<!`)\1(?!`)")
_DESTINATION = re.compile(r"(?<=\])\([ \t]*(?:<[^<>\n]*>|[^\s()]*(?:\([^\s()]*\)[^\s()]*)*)")
_LABEL = re.compile(r"(?<=\])\[(?:[^\]\[\n]|\n(?![ \t]*\n))*\]")
_SHORTCUT = re.compile(r"\[((?:[^\]\[\n]|\n(?![ \t]*\n)){1,999})\](?!\()")
#: The names of pages, abbreviations and places that extensions know: ``[[page|text]]``, ``*[GPL]: …``, ``(place)=``.
_WIKI = re.compile(r"\[\[[^\[\]|\n]+(?=\]\]|\|)")
_ABBREVIATION = re.compile(r"^\*\[([^\]\n]+)\]:", re.MULTILINE)
_PLACE = re.compile(r"^\([^()\n]+\)=[ \t]*$", re.MULTILINE)
#: A heading is a place that links lead to, from anywhere; its name there has no capitals.
_HEADING = re.compile(
    r"^[ \t>]*(?:[-*+][ \t]+|\d+[.)][ \t]+)*#{1,6}[ \t].*|^[ \t>]*[^ \t>\n].*(?=\n[ \t>]*(?:=+|-+)[ \t]*$)"
    r"|<h[1-6]\b[^<>\n]*>.*",
    re.MULTILINE | re.IGNORECASE,
)
#: Lines that end their text: headings, rows of tables, lines with two blanks at their end.
_LAST = re.compile(r"^(?:[ \t>]*#{1,6}[ \t].*|[^\n|]*\|.*|.*[ ]{2})\n", re.MULTILINE)
_QUOTATION = re.compile(r"(?<=\n)(?:[ ]{0,3}>)+")
_AUTOLINK = re.compile(r"<[a-zA-Z][\w+.-]*:[^<>\s]*>|<[^<>\s@]+@[^<>\s]+>")
_TEMPLATE = re.compile(r"\{\{[^{}\n]{0,300}\}\}|\{%[^{}\n]{0,300}%\}|(?<=\s)\{[:.#][^{}\n]*\}")
_UNDERLINE = re.compile(r"(?<!\w)(_{1,3})(?=\S)([^_\n]+?)(?<=\S)\1(?!\w)")


def read(source: Source) -> Prose:
    """Read a document.

    What can be the label of a definition is unsafe to change, and so is an abbreviation. A heading may only change its
    case.
    """
    text = _FRONT_MATTER.sub(taken, source.text, count=1)
    text = _without_code_blocks(text)
    text = _SPAN.sub(taken, text) if "`" in text else text
    text, definitions = _DEFINITION.subn(taken, text)
    unsafe = [match.span(1) for match in _SHORTCUT.finditer(text)] if definitions else []
    unsafe += _abbreviations(text)
    rigid = [match.span() for match in _HEADING.finditer(text)]
    for pattern in (_AUTOLINK, _DESTINATION, _LABEL, _WIKI, _PLACE, _TEMPLATE):
        text = pattern.sub(taken, text)
    text = _UNDERLINE.sub(_emphasis, text) if "_" in text else text
    text = _LAST.sub(_with_break, without_html(text))
    if ">" in text:
        text = _QUOTATION.sub(lambda match: " " * len(match.group()), text)
    return Prose(text, joined(unsafe), joined(rigid))


def _abbreviations(text: str) -> list[tuple[int, int]]:
    """Return where abbreviations stand that are explained somewhere: explained are only those of the same letters."""
    found = {match.group(1) for match in _ABBREVIATION.finditer(text)}
    return [match.span() for match in re.finditer("|".join(map(re.escape, found)), text)] if found else []


def _with_break(match: re.Match[str]) -> str:
    return match.group()[:-1] + BREAK


@dataclass(slots=True)
class _Blocks:
    """Goes through a document line by line and knows where code begins."""

    fence: str = ""  #: the fence that is open
    item: int = 0  #: the indentation of the list item's text, 0 outside lists
    blank: bool = True  #: the line before was blank, or code

    def is_code(self, line: str) -> bool:
        """Does the line belong to a fenced or an indented block?"""
        fence = _FENCE.match(line)
        if self.fence:
            if fence and fence.group(1).startswith(self.fence) and not line[fence.end() :].strip("`~ \t"):
                self.fence = ""
            return True
        if fence:
            self.fence = fence.group(1)
            return True
        return self._is_indented(line)

    def _is_indented(self, line: str) -> bool:
        if not line.strip():
            self.blank = True
            return False
        expanded = line.expandtabs(4)
        indent = len(expanded) - len(expanded.lstrip())
        if self.blank and indent >= self.item + 4:
            return True
        marker = _MARKER.match(expanded)
        if marker:
            self.item = marker.end()
        elif self.blank and indent < min(self.item, 2):
            self.item = 0
        self.blank = False
        return False


def _without_code_blocks(text: str) -> str:
    blocks = _Blocks()
    return "\n".join([take_out(line) if blocks.is_code(line) else line for line in text.split("\n")])


def _emphasis(match: re.Match[str]) -> str:
    marks = TAKEN * len(match.group(1))
    return marks + match.group(2) + marks
