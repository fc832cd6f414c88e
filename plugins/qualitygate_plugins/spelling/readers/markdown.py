"""Reads Markdown: paragraphs, headings, lists, tables, link texts and titles."""

from __future__ import annotations

import re
from dataclasses import dataclass

from qualitygate.api import Source
from qualitygate_plugins.spelling.prose import TAKEN, Prose, take_out, taken
from qualitygate_plugins.spelling.readers.markup import without_html

_FRONT_MATTER = re.compile(r"\A(?:---|\+\+\+)[ \t]*\n.*?\n(?:---|\+\+\+|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_FENCE = re.compile(r"(?:[ \t>]|[-*+] |\d+[.)] )*(`{3,}(?!`)(?![^`\n]*`)|~{3,})")
_MARKER = re.compile(r"[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)+")
_DEFINITION = re.compile(r"^[ \t>]{0,8}\[([^\]\n]+)\]:[ \t]*(?:<[^>\n]*>|\S+)", re.MULTILINE)
_SPAN = re.compile(r"(?<!`)(`+)(?!`)(?:[^`\n]|(?<!`)`+(?!`)|\n(?![ \t]*\n)){1,600}?(?<!`)\1(?!`)")
_DESTINATION = re.compile(r"(?<=\])\([ \t]*(?:<[^<>\n]*>|[^\s()]*(?:\([^\s()]*\)[^\s()]*)*)")
_LABEL = re.compile(r"(?<=\])\[[^\]\n]*\]")
_SHORTCUT = re.compile(r"\[([^\]\[\n]+)\](?!\()")
_AUTOLINK = re.compile(r"<[a-zA-Z][\w+.-]*:[^<>\s]*>|<[^<>\s@]+@[^<>\s]+>")
_TEMPLATE = re.compile(r"\{\{[^{}\n]{0,300}\}\}|\{%[^{}\n]{0,300}%\}|(?<=\s)\{[:.#][^{}\n]*\}")
_UNDERLINE = re.compile(r"(?<!\w)(_{1,3})(?=\S)([^_\n]+?)(?<=\S)\1(?!\w)")


def read(source: Source) -> Prose:
    """Read a document. A link text that is also the label of a definition is unsafe to change."""
    text = _FRONT_MATTER.sub(taken, source.text, count=1)
    text = _without_code_blocks(text)
    text = _SPAN.sub(taken, text) if "`" in text else text
    labels = {match.group(1).casefold() for match in _DEFINITION.finditer(text)}
    text = _DEFINITION.sub(taken, text)
    unsafe = [match.span(1) for match in _SHORTCUT.finditer(text) if match.group(1).casefold() in labels]
    for pattern in (_AUTOLINK, _DESTINATION, _LABEL, _TEMPLATE):
        text = pattern.sub(taken, text)
    text = _UNDERLINE.sub(_emphasis, text) if "_" in text else text
    return Prose(without_html(text), unsafe)


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
