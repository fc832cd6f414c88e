"""What flake8 itself says about a text, asked in this process: the reference for findings, lines and noqa."""

from __future__ import annotations

import argparse
import functools
import os
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flake8.checker import FileChecker
from flake8.options.parse_args import parse_args
from flake8.processor import FileProcessor
from flake8.violation import Violation

#: (line, column, code, text), as flake8 prints them.
Row = tuple[int, int, str, str]


def flake8_findings(text: str | bytes, *arguments: str, codes: tuple[str, ...] = ("E", "W")) -> list[Row]:
    """Return all that flake8 finds under ``arguments``, whatever it selects or silences: sorted, each once."""
    plugins, options = _configured("--disable-noqa", *arguments)
    with _file(text) as path, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # flake8 lets Python warn about the text
        _, results, _ = FileChecker(filename=path, plugins=plugins.checkers, options=options).run_checks()
    rows = {(line, (column or 0) + 1, code, said) for code, line, column, said, _ in results if code.startswith(codes)}
    return sorted(rows)


def flake8_lines(data: bytes) -> list[str]:
    """Return the lines as flake8 reads them from a file."""
    with _file(data) as path:
        lines: list[str] = FileProcessor(path, _configured()[1]).lines
        return lines


def flake8_silences(data: bytes, code: str) -> set[int]:
    """Return the lines on which flake8 silences a finding of ``code``, up to the one behind the last."""
    with _file(data) as path:
        processor = FileProcessor(path, _configured()[1])
        lines = range(1, len(processor.lines) + 2)
        if processor.should_ignore_file():
            return set(lines)
        return {
            line
            for line in lines
            if Violation(code, path, line, 1, "", processor.noqa_line_for(line)).is_inline_ignored(False)
        }


@functools.cache
def _parsed(arguments: tuple[str, ...]) -> tuple[Any, argparse.Namespace]:
    plugins, options = parse_args(["--isolated", *arguments])
    return plugins, options


def _configured(*arguments: str) -> tuple[Any, argparse.Namespace]:
    """Return plugins and options. flake8's plugins keep options in their classes: each use sets them again."""
    plugins, options = _parsed(arguments)
    for plugin in plugins.all_plugins():
        if hasattr(plugin.obj, "parse_options"):
            plugin.obj.parse_options(options)
    return plugins, options


@contextmanager
def _file(content: str | bytes) -> Iterator[str]:
    """Write to a new name each time: ``linecache``, which flake8 falls back on, remembers files."""
    descriptor, path = tempfile.mkstemp(suffix=".py")
    try:
        with open(descriptor, "wb") as file:
            file.write(content if isinstance(content, bytes) else content.encode())
        yield path
    finally:
        os.unlink(path)
