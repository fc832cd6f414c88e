"""People read the paragraphs of Markdown; what only programs read is taken out in place."""

from __future__ import annotations

from qualitygate.api import Source
from qualitygate_plugins.spelling.readers.markdown import read

TEXT = '# On Github\n\nSee `Gitlab`.\n\n    Codeberg\n'


def _read() -> str:
    return read(Source("example", TEXT.encode(), "markdown")).text


def test_what_people_read_is_kept() -> None:
    assert [words for words in ['On Github', 'See'] if words not in _read()] == []


def test_what_only_programs_read_is_taken_out() -> None:
    assert [words for words in ['Gitlab', 'Codeberg'] if words in _read()] == []
