"""Paths as URIs, and back."""

from __future__ import annotations

import pytest

from qualitygate.lsp.uris import path_of, uri_of


@pytest.mark.skipif("sys.platform == 'win32'", reason="needs another platform: paths without drives")
@pytest.mark.parametrize(
    ("uri", "path"),
    [
        ("file:///a/b.py", "/a/b.py"),
        ("file://localhost/a.py", "/a.py"),
        ("FILE:///a.py", "/a.py"),
        ("file:///a%20b/%C3%A9.py", "/a b/é.py"),
        ("file:///a/../b.py", "/b.py"),
        ("file:///%FF.py", "/\udcff.py"),
        ("file://elsewhere/a.py", None),
        ("untitled:Untitled-1", None),
        ("vscode-notebook-cell:/a.ipynb#x", None),
        ("", None),
    ],
)
def test_a_file_uri_is_a_path_and_any_other_is_none(uri: str, path: str | None) -> None:
    assert path_of(uri) == path


@pytest.mark.skipif("sys.platform == 'win32'", reason="needs another platform: paths without drives")
@pytest.mark.parametrize("path", ["/a/b.py", "/a b/é#?.py", "/\udcff.py", "/100%.py"])
def test_every_path_comes_back(path: str) -> None:
    assert path_of(uri_of(path)) == path
