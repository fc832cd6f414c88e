"""Reads JavaScript and TypeScript: comments, strings that are prose, and the text and attributes of JSX.

What is a comment, a string or a regular expression is tree-sitter's to say; it is an extra (``javascript``).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING

from qualitygate.api import Source, tool_comments
from qualitygate_plugins.spelling.prose import TAKEN, Builder, Prose, take_out, taken, without_code
from qualitygate_plugins.spelling.readers.comments import CommentBlocks, add_lines
from qualitygate_plugins.spelling.readers.escapes import CONTINUATION, without_escapes
from qualitygate_plugins.spelling.readers.markup import SHOWN
from qualitygate_plugins.spelling.readers.values import read_value

if TYPE_CHECKING:
    from tree_sitter import Language, Node, Query

_COMMENT, _STRING, _TEMPLATE, _TEXT = "comment", "string", "template_string", "jsx_text"
_QUERY = f"({_COMMENT}) @{_COMMENT} ({_STRING}) @{_STRING} ({_TEMPLATE}) @{_TEMPLATE}"
#: A string here is a name of something: a module, a key, a type, the language of a template.
_NAMES = frozenset(
    "import_statement export_statement import_require_clause subscript_expression literal_type call_expression "
    "property_signature method_definition ambient_declaration module import_attribute".split()
)
_JOIN = re.compile(r"\s*\+\s*")
#: How comments begin that only tools of JavaScript read; those of tools for every language are known to the core.
_TOOLS = (
    *("eslint", "jshint", "jslint", "jscs", "global ", "globals ", "exported ", "istanbul", "c8 ", "v8 ", "prettier-"),
    *("@ts-", "biome-", "sourceMappingURL", "sourceURL", "@ source", "@license", "@preserve", "webpack"),
    *("flow ", "@flow", "<reference"),
)
#: Code that somebody commented out.
_OLD_CODE = re.compile(
    r"//+\s*(?:(?:const|let|var|return|import|export|function|class|await|async|if|for|while|throw)\b.*[;{}(),]\s*\Z"
    r"|[\w.$\[\]'\"]+\s*[-+*/|&]?=(?!=).*|[\w.$]+\(.*\)?[;,{]?\s*\Z|[\w$'\"]+:\s.*,\s*\Z|[{}\[\]();,]+\s*\Z)"
)
#: JSDoc's types and names; what stands behind them is prose.
_TAG = re.compile(
    r"\{@\w+[^{}\n]*\}|@(?:param|arg|argument|property|prop|typedef|callback|template|type|returns?|throws|extends"
    r"|memberof|module|name|see|augments|class|namespace|function|event|fires|requires|default|author|import)\b"
    r"(?:[ \t]+\{[^{}\n]*\})?(?:(?<!returns)(?<!return)[ \t]+[\w.$\[\]=/#~:]+)?"
)


def read(source: Source) -> Prose:
    """Read a script. Strings and the text of JSX are unsafe to change, comments are not."""
    text = source.text
    offsets = _Offsets(text)
    reading = _Reading(text)
    for kind, node in _nodes(source):
        start, end = offsets.of(node.start_byte), offsets.of(node.end_byte)
        if kind == _COMMENT:
            reading.comment(start, end)
        elif kind == _TEXT:
            reading.text(start, end)
        elif _is_read(node):
            reading.string(start, end, kind)
    return reading.finish()


class _Reading:
    """Collects strings that are added to each other, until something else comes."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._builder = Builder()
        self._comments = CommentBlocks(text, self._builder, _comment, without_code)
        self._strings: list[tuple[int, int, str]] = []

    def comment(self, start: int, end: int) -> None:
        self._end_strings()
        if self._text.startswith("//", start):
            self._comments.add(start, end)
            return
        self._comments.end()
        add_lines(self._builder, self._text, _lines(self._text, start, end), _comment)
        self._builder.end_passage(without_code)

    def text(self, start: int, end: int) -> None:
        self._end_strings()
        self._comments.end()
        self._builder.add(self._text[start:end], start)
        self._builder.end_passage(without_code, unsafe=True)

    def string(self, start: int, end: int, kind: str) -> None:
        if self._strings and not _JOIN.fullmatch(self._text, self._strings[-1][1], start):
            self._end_strings()
        self._strings.append((start, end, kind))

    def finish(self) -> Prose:
        self._end_strings()
        self._comments.end()
        return self._builder.prose()

    def _end_strings(self) -> None:
        if self._strings:
            self._comments.end()
            for start, end, kind in self._strings:
                _add_string(self._builder, self._text, start, end, kind)
            self._builder.end_passage(read_value, unsafe=True)
            self._strings.clear()


def _lines(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the spans of the lines of a comment, without the blanks before them."""
    spans = []
    position = start
    for line in text[start:end].split("\n"):
        spans.append((position + len(line) - len(line.lstrip()), position + len(line)))
        position += len(line) + 1
    return spans


def _nodes(source: Source) -> list[tuple[str, Node]]:
    from tree_sitter import Parser, QueryCursor  # here: compiled, and an extra

    language, query = _grammar(_grammar_of(source))
    root = Parser(language).parse(source.text.encode("utf-8", "surrogatepass")).root_node
    found = QueryCursor(query).captures(root)
    nodes = [(kind, node) for kind, captured in found.items() for node in captured]
    return sorted(nodes, key=lambda each: each[1].start_byte)


def _grammar_of(source: Source) -> str:
    if source.kind == "javascript":
        return "javascript"
    return "tsx" if source.path.lower().endswith(".tsx") else "typescript"


@lru_cache(maxsize=3)
def _grammar(name: str) -> tuple[Language, Query]:
    from tree_sitter import Language, Query  # here: compiled, and an extra

    if name == "javascript":
        import tree_sitter_javascript  # here: one grammar, where the other is not asked for

        language = Language(tree_sitter_javascript.language())
    else:
        import tree_sitter_typescript  # here: as above

        typescript = tree_sitter_typescript
        language = Language(typescript.language_tsx() if name == "tsx" else typescript.language_typescript())
    query = _QUERY if name == "typescript" else f"{_QUERY} ({_TEXT}) @{_TEXT}"
    return language, Query(language, query)


class _Offsets:
    """Turns offsets in UTF-8 into offsets in code points."""

    def __init__(self, text: str) -> None:
        self._lines: Sequence[str] = () if text.isascii() else text.split("\n")
        self._bytes = [0, *accumulate(len(line.encode("utf-8", "surrogatepass")) + 1 for line in self._lines)]
        self._points = [0, *accumulate(len(line) + 1 for line in self._lines)]

    def of(self, offset: int) -> int:
        if not self._lines:
            return offset
        index = min(bisect_right(self._bytes, offset), len(self._lines)) - 1
        before = self._lines[index].encode("utf-8", "surrogatepass")[: offset - self._bytes[index]]
        return self._points[index] + len(before.decode("utf-8", "surrogatepass"))


def _is_read(node: Node) -> bool:
    parent = node.parent
    if parent is None or parent.type in _NAMES:
        return False
    if parent.type in ("pair", "pair_pattern", "enum_assignment", "public_field_definition"):
        first = parent.children[0]
        return first.start_byte != node.start_byte
    if parent.type == "jsx_attribute":
        name = parent.children[0].text
        return name is not None and name.decode("utf-8", "replace").lower() in SHOWN
    return True


def _add_string(builder: Builder, text: str, start: int, end: int, kind: str) -> None:
    body = without_escapes(text[start + 1 : end - 1], "")
    if kind == _TEMPLATE:
        body = _without_fields(body)
    done = 0
    while (position := body.find(CONTINUATION, done)) >= 0:
        builder.add(body[done:position], start + 1 + done)
        done = position + len(CONTINUATION)
    builder.add(body[done:], start + 1 + done)


def _without_fields(body: str) -> str:
    """Take ``${…}`` out, with everything in it."""
    parts: list[str] = []
    done = depth = 0
    begin = -1
    for brace in re.finditer(r"\$\{|[{}]", body):
        if brace.group() == "}":
            depth = max(0, depth - 1)
            if depth == 0 and begin >= 0:
                parts += body[done:begin], take_out(body[begin : brace.end()])
                done, begin = brace.end(), -1
        elif depth or brace.group() == "${":
            begin = begin if depth else brace.start()
            depth += 1
    return "".join(parts) + body[done:]


def _comment(comment: str) -> str:
    """Read one line of a comment, its signs as blanks."""
    if _OLD_CODE.match(comment) or tool_comments(f"#{comment.lstrip('/* ')}", _TOOLS):
        return TAKEN * len(comment)
    signs = len(comment) - len(comment.lstrip("/*"))
    return " " * signs + _TAG.sub(taken, comment[signs:])
