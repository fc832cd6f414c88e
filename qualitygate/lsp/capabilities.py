"""What the server can do for a client, as it says at the beginning."""

from __future__ import annotations

from qualitygate.lsp.actions import ACCEPT, FIX_ALL, NOTEBOOK_FIX_ALL, QUICK_FIX
from qualitygate.lsp.client import SECTION, Client

#: Files that make settings, wherever they lie: clients that can are asked to tell when one changes.
WATCHED = (
    *("**/pyproject.toml", "**/qualitygate.toml", "**/setup.cfg", "**/tox.ini", "**/.flake8", "**/.pep8"),
    *("**/.gitignore", "**/*baseline*", "**/.git/HEAD"),
)


def capabilities(client: Client) -> dict[str, object]:
    """Return what the server can do for this client."""
    offered: dict[str, object] = {
        "positionEncoding": client.encoding,
        "textDocumentSync": {"openClose": True, "change": 2, "save": {"includeText": False}},
        "notebookDocumentSync": {
            "notebookSelector": [{"notebook": {"notebookType": "jupyter-notebook"}, "cells": [{"language": "python"}]}],
            "save": True,
        },
        "codeActionProvider": {"codeActionKinds": [QUICK_FIX, FIX_ALL, NOTEBOOK_FIX_ALL], "resolveProvider": True},
        "executeCommandProvider": {"commands": [ACCEPT]},
        "hoverProvider": True,
        "workspace": {"workspaceFolders": {"supported": True, "changeNotifications": True}},
    }
    if client.pulls:
        offered["diagnosticProvider"] = {
            "identifier": SECTION,
            "interFileDependencies": False,
            "workspaceDiagnostics": True,
        }
    return offered
