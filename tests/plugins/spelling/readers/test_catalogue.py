"""People read the translations of a catalogue; what only programs read is taken out in place."""

from __future__ import annotations

from qualitygate.api import Source
from qualitygate_plugins.spelling.readers.catalogue import read

TEXT = 'msgid "on Git"\nmsgstr "auf Github"\n\n#, fuzzy\nmsgid "x"\nmsgstr "vage"\n'


def _read() -> str:
    return read(Source("example", TEXT.encode(), "po")).text


def test_what_people_read_is_kept() -> None:
    assert [words for words in ['auf Github'] if words not in _read()] == []


def test_what_only_programs_read_is_taken_out() -> None:
    assert [words for words in ['vage', 'msgstr'] if words in _read()] == []
