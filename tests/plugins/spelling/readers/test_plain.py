"""People read plain text; what only programs read is taken out in place."""

from __future__ import annotations

from qualitygate.api import Source
from qualitygate_plugins.spelling.readers.plain import read

TEXT = 'We are on Github, see ``Gitlab``.\n'


def _read() -> str:
    return read(Source("example", TEXT.encode(), "text")).text


def test_what_people_read_is_kept() -> None:
    assert [words for words in ['We are on Github'] if words not in _read()] == []


def test_what_only_programs_read_is_taken_out() -> None:
    assert [words for words in ['Gitlab'] if words in _read()] == []
