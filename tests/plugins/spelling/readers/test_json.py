"""People read the strings of JSON that are no keys; what only programs read is taken out in place."""

from __future__ import annotations

from qualitygate.api import Source
from qualitygate_plugins.spelling.readers.json import read

TEXT = '{"Key": "On Github", "slug": "github"}\n'


def _read() -> str:
    return read(Source("example", TEXT.encode(), "json")).text


def test_what_people_read_is_kept() -> None:
    assert [words for words in ['On Github'] if words not in _read()] == []


def test_what_only_programs_read_is_taken_out() -> None:
    assert [words for words in ['Key', 'slug'] if words in _read()] == []
