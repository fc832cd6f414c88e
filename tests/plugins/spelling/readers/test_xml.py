"""People read the text of XML; what only programs read is taken out in place."""

from __future__ import annotations

from qualitygate.api import Source
from qualitygate_plugins.spelling.readers.xml import read

TEXT = '<a Name="x"><metadata>Github</metadata>On Gitlab</a>\n'


def _read() -> str:
    return read(Source("example", TEXT.encode(), "xml")).text


def test_what_people_read_is_kept() -> None:
    assert [words for words in ['On Gitlab'] if words not in _read()] == []


def test_what_only_programs_read_is_taken_out() -> None:
    assert [words for words in ['Github', 'metadata'] if words in _read()] == []
