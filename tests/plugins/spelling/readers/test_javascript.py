"""People read comments, strings and the text of JSX in scripts; what only programs read is taken out in place."""

from __future__ import annotations

import pytest

from qualitygate.api import Source
from qualitygate_plugins.spelling.readers.javascript import read

TEXT = "// on Github\nimport a from 'Gitlab';\nb = 'On Codeberg'; // cspell:disable Gitea\nc = <p>On Forgejo</p>;\n"


def _read() -> str:
    pytest.importorskip("tree_sitter", reason='the extra "javascript" is not installed')
    return read(Source("a.jsx", TEXT.encode(), "javascript")).text


def test_what_people_read_is_kept() -> None:
    assert [words for words in ("on Github", "On Codeberg", "On Forgejo") if words not in _read()] == []


def test_names_of_modules_and_comments_for_tools_of_any_language_are_taken_out() -> None:
    assert [words for words in ("Gitlab", "Gitea", "import") if words in _read()] == []
