"""A session of pytest-lsp's client, run by pytest in an environment of its own: tests/contract/test_editors.py.

The client has recorded what Visual Studio Code and others say of themselves.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import pytest
import pytest_lsp
from lsprotocol import types
from pytest_lsp import ClientServerConfig, LanguageClient, client_capabilities
from pytest_lsp.client import default_converter, register_lsp_features

FOLDER = Path(os.environ["FOLDER"])


def _converter() -> Any:
    converter = default_converter()
    # lsprotocol 2025.0.0 cannot read "notebookSelector" in a server's capabilities, and raises at "initialize"
    converter.register_structure_hook_func(lambda kind: "NotebookDocumentSync" in str(kind), lambda value, _: value)
    return converter


def _client() -> LanguageClient:
    client = LanguageClient(converter_factory=_converter)
    register_lsp_features(client)
    if types.CLIENT_REGISTER_CAPABILITY not in client.protocol.fm.features:
        client.feature(types.CLIENT_REGISTER_CAPABILITY)(lambda _: None)
    return client


@pytest_lsp.fixture(
    config=ClientServerConfig(
        server_command=[os.environ["SERVER"], "-m", "qualitygate", "lsp", "--stdio"], client_factory=_client
    ),
    params=["visual_studio_code@v1.65.2", "neovim@v0.11.0", "emacs@v29.1"],
)
async def client(request: Any, lsp_client: LanguageClient) -> Any:
    """A client that is ready, as one of several editors."""
    said = types.InitializeParams(capabilities=client_capabilities(request.param), root_uri=FOLDER.as_uri())
    await lsp_client.initialize_session(said)
    yield
    await lsp_client.shutdown_session()


async def _seen(client: LanguageClient, uri: str) -> list[tuple[Any, int]]:
    """Return code and line of what the editor shows: what it asks for where it can ask, what it is sent otherwise."""
    about = client.capabilities.text_document
    if about is not None and about.diagnostic is not None:
        asked = types.DocumentDiagnosticParams(types.TextDocumentIdentifier(uri))
        items = (await client.text_document_diagnostic_async(asked)).items
    else:
        await client.wait_for_notification(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        items = client.diagnostics[uri]
    return [(each.code, each.range.start.line) for each in items]


@pytest.mark.asyncio
async def test_diagnostics_follow_the_text(client: LanguageClient) -> None:
    """Open, see, change, see again."""
    uri, text = (FOLDER / "a.py").as_uri(), (FOLDER / "a.py").read_text("utf-8")
    item = types.TextDocumentItem(uri, "python", 1, text)
    client.text_document_did_open(types.DidOpenTextDocumentParams(item))
    before = await _seen(client, uri)

    start = types.Position(0, 0)
    change = types.TextDocumentContentChangePartial(types.Range(start, start), "# a comment\n")
    version = types.VersionedTextDocumentIdentifier(2, uri)
    client.text_document_did_change(types.DidChangeTextDocumentParams(version, [change]))
    after = await _seen(client, uri)

    assert before == [("E702", 0), ("F821", 0), ("E225", 1)]
    assert after == [(code, line + 1) for code, line in before]


if __name__ == "__main__":
    sys.exit(
        pytest.main([__file__, "-q", "-p", "no:cacheprovider", "--noconftest", "--rootdir", str(FOLDER), *sys.argv[1:]])
    )
