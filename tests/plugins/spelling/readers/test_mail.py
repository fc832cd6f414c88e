"""People read the subject and the text of mail; what only programs read is taken out in place."""

from __future__ import annotations

from qualitygate.api import Source
from qualitygate_plugins.spelling.readers.mail import read

TEXT = 'Subject: On Github\nX-Header: Gitlab\n\nFrom Codeberg\n'


def _read() -> str:
    return read(Source("example", TEXT.encode(), "mail")).text


def test_what_people_read_is_kept() -> None:
    assert [words for words in ['On Github', 'From Codeberg'] if words not in _read()] == []


def test_what_only_programs_read_is_taken_out() -> None:
    assert [words for words in ['Gitlab', 'X-Header'] if words in _read()] == []
