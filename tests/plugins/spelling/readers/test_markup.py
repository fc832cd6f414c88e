"""People read the text of templates; what only programs read is taken out in place."""

from __future__ import annotations

from qualitygate.api import Source
from qualitygate_plugins.spelling.readers.markup import read

TEXT = '<p class="Gitlab">On Github</p>{{ Codeberg }}\n'


def _read() -> str:
    return read(Source("example", TEXT.encode(), "template")).text


def test_what_people_read_is_kept() -> None:
    assert [words for words in ['On Github'] if words not in _read()] == []


def test_what_only_programs_read_is_taken_out() -> None:
    assert [words for words in ['Gitlab', 'Codeberg'] if words in _read()] == []
