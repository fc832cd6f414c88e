"""People read the values and comments of YAML; what only programs read is taken out in place."""

from __future__ import annotations

from qualitygate.api import Source
from qualitygate_plugins.spelling.readers.yaml import read

TEXT = 'key: On Github\nrun: deploy Gitlab  # noqa\n# from Codeberg\n'


def _read() -> str:
    return read(Source("example", TEXT.encode(), "yaml")).text


def test_what_people_read_is_kept() -> None:
    assert [words for words in ['On Github', 'from Codeberg'] if words not in _read()] == []


def test_what_only_programs_read_is_taken_out() -> None:
    assert [words for words in ['key', 'Gitlab', 'noqa'] if words in _read()] == []
