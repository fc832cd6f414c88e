"""Reads YAML: its values and its comments, by the scalars that PyYAML's parser finds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from qualitygate.api import Source
from qualitygate_plugins.spelling.prose import TAKEN, Builder, Prose, without_code
from qualitygate_plugins.spelling.readers.comments import CommentBlocks, without_tool_comments
from qualitygate_plugins.spelling.readers.escapes import without_escapes
from qualitygate_plugins.spelling.readers.plain import read_lines
from qualitygate_plugins.spelling.readers.values import read_value

if TYPE_CHECKING:
    from yaml.events import ScalarEvent

#: Keys of CI services and containers whose values are programs for a shell.
_PROGRAMS = frozenset("run script before_script after_script command commands args cmd entrypoint test shell".split())
_PROPERTIES = re.compile(r"(?:[&!]\S*\s+)+")
_ESCAPE = re.compile(r"\\(?:\n[ \t]*|.)", re.DOTALL)
_COMMENT = re.compile(r"(?:(?<=\s)|\A)#[^\n]*")
_OLD_CODE = re.compile(r"#+\s*(?:- )?[\w.-]+:(?:\s|$)")


def read(source: Source) -> Prose:
    """Read what the parser gives; a file that breaks off, as templates do, is read up to there.

    Values are unsafe to change, comments are not.
    """
    text = source.text
    builder = Builder()
    comments = CommentBlocks(text, builder, _comment, without_code)
    done = 0
    for event, key in _scalars(text):
        if event is None:  # what follows may be anything
            comments.end()
            comments = CommentBlocks(text, builder, _comment, without_code, unsafe=True)
            continue
        assert event.start_mark and event.end_mark, "a parsed event has its places"
        start, end = event.start_mark.index, event.end_mark.index
        _add_comments(comments, text, done, start)
        done = end
        if key is not None and key not in _PROGRAMS:
            comments.end()
            _add_scalar(builder, text, start, end, event.style)
    _add_comments(comments, text, done, len(text))
    comments.end()
    return builder.prose()


def _scalars(text: str) -> Iterator[tuple[ScalarEvent | None, str | None]]:
    """Yield every scalar with the key that it is the value of, None for a key; then None if the rest is no YAML."""
    import yaml  # here: heavy, and most projects' files are not looked into

    #: for every collection that is open: the key, None where one comes next; "-" in a list
    stack: list[str | None] = []
    try:
        for event in yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
            if isinstance(event, yaml.ScalarEvent):
                is_key = bool(stack) and stack[-1] is None
                yield event, None if is_key else _key(stack)
                _step(stack, event.value if is_key else None)
            elif isinstance(event, yaml.AliasEvent):
                _step(stack, "*" if stack and stack[-1] is None else None)
            elif isinstance(event, yaml.MappingStartEvent):
                stack.append(None)
            elif isinstance(event, yaml.SequenceStartEvent):
                stack.append("-")
            elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
                stack.pop()
                _step(stack, "?" if stack and stack[-1] is None else None)
    except (yaml.YAMLError, RecursionError, ValueError):
        yield None, None


def _step(stack: list[str | None], key: str | None) -> None:
    """Go on behind a key or a value."""
    if stack and stack[-1] != "-":
        stack[-1] = key


def _key(stack: list[str | None]) -> str:
    """Return the nearest key above a value."""
    return next((key for key in reversed(stack) if key and key != "-"), "")


def _add_scalar(builder: Builder, text: str, start: int, end: int, style: str | None) -> None:
    properties = _PROPERTIES.match(text, start, end)
    start = properties.end() if properties else start
    if style in ("|", ">"):
        head = text.find("\n", start, end)
        if head >= 0:
            builder.add(text[head + 1 : end], head + 1)
            builder.end_passage(_lines if style == "|" else without_code, unsafe=True)
        return
    if style in ("'", '"'):
        start, end = start + 1, end - 1
    if style == '"':
        _add_escaped(builder, text[start:end], start)
    else:
        builder.add(text[start:end], start)
    builder.end_passage(read_value, unsafe=True)


def _add_escaped(builder: Builder, body: str, start: int) -> None:
    """Add what stands between double quotes: an escaped line break joins two lines, an escaped blank is one."""
    done = 0
    for escape in _ESCAPE.finditer(body):
        if escape.group()[1] not in "\n \t":
            continue
        builder.add(without_escapes(body[done : escape.start()], ""), start + done)
        if escape.group()[1] != "\n":
            builder.add(" ", start + escape.start(), 2)
        done = escape.end()
    builder.add(without_escapes(body[done:], ""), start + done)


def _lines(text: str) -> Prose:
    return read_lines(without_code(text))


def _add_comments(comments: CommentBlocks, text: str, start: int, end: int) -> None:
    for comment in _COMMENT.finditer(text, start, end) if text.find("#", start, end) >= 0 else ():
        comments.add(*comment.span())


def _comment(comment: str) -> str:
    if _OLD_CODE.match(comment):
        return TAKEN * len(comment)
    comment = without_tool_comments(comment)
    signs = len(comment) - len(comment.lstrip("#"))
    return " " * signs + comment[signs:]
