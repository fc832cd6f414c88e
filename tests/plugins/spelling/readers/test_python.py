"""People read the comments and docstrings of Python; what only programs read is taken out in place."""

from __future__ import annotations

from qualitygate.api import Source
from qualitygate_plugins.spelling.readers.python import read

TEXT = 'import Gitlab  # on Github\n"""Docs of Codeberg."""\n'


def _read() -> str:
    return read(Source("example", TEXT.encode(), "python")).text


def test_what_people_read_is_kept() -> None:
    assert [words for words in ['on Github', 'Docs of Codeberg'] if words not in _read()] == []


def test_what_only_programs_read_is_taken_out() -> None:
    assert [words for words in ['Gitlab', 'import'] if words in _read()] == []
