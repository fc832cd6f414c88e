"""flake8's lines, read as their consumers read them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from qualitygate_plugins.reporters import flake8

from .conftest import Reader
from .line_samples import OPEN, lines


def test_flake8_lines_are_flake8s() -> None:
    assert lines(flake8) == [f"{path}:{row}:{column}: {code} {text}" for path, row, column, code, text in OPEN]


@pytest.mark.parametrize(
    "name",
    [
        "violations-lib:FLAKE8",
        "SublimeLinter-flake8",
        "ALE:flake8",
        "ALE:unix",
        "flycheck:python-flake8",
        "diff-quality:flake8",
        "diff-quality:pyflakes|mypy|ruff.check",
    ],
)
def test_every_reader_of_flake8_reads_every_line(name: str, reader: Callable[[str], Reader]) -> None:
    read = reader(name)
    assert [line for line in lines(flake8) if read(line) is None] == []


def test_sublimelinter_reads_line_column_code_and_message(reader: Callable[[str], Reader]) -> None:
    read = reader("SublimeLinter-flake8")
    assert [tuple((read(line) or {}).values()) for line in lines(flake8)] == [found[1:] for found in OPEN]


def test_violations_lib_reads_path_line_column_and_code(reader: Callable[[str], Reader]) -> None:
    read = reader("violations-lib:FLAKE8")
    groups = [read(line) or {} for line in lines(flake8)]
    assert [(g["1"], g["2"], g["7"], g["8"] + g["9"], g["10"]) for g in groups] == OPEN
