"""A notebook in a random session: cells come, go, move and change; what no client should say changes none."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from qualitygate.lsp.messages import to_bytes
from qualitygate.lsp.positions import Encoding
from tests.unit.lsp.clients import Client

#: What a half-typed cell is made of.
PIECES = (
    *(
        "%", "%%bash\n", "!ls ", "?", "%matplotlib inline\n", "await f()\n", "display(_)\n", "import os\n", "x=1\n",
        "x = 1;"
    ),
    *("'", '"""', "(", "\r\n", "\r", "\n", "😀", "\ud83d", "\ude00", "\x00", "\x0c", "\u2028", "\\", "# noqa: F401\n"),
)
#: Ranges and cells that are none.
WRONG: tuple[dict[str, Any], ...] = (
    {"textContent": [{"document": {"uri": "cell:0"}, "changes": [{"text": "wrong", "range": {"start": -1}}]}]},
    {"textContent": [{"document": {"uri": "cell:0"}, "changes": [{"text": None}]}]},
    {"structure": {"array": {"start": -1, "deleteCount": 1}}},
    {"structure": {"array": {"start": 0, "deleteCount": -1}}},
    {"structure": {"array": {"start": 0, "deleteCount": 1, "cells": 7}}},
    {"structure": {"didClose": [{"uri": "cell:0"}]}},
    {"data": [7]},
)
_CODE, _TEXT = 2, 1
#: Sends a message of a method with its parameters.
Send = Callable[[str, object], None]


class SentNotebook:
    """What a client tells of a notebook, and what that is by then."""

    def __init__(self, uri: str, encoding: Encoding, send: Send, settle: Callable[[str], str]) -> None:
        """``settle`` is what becomes of a text when its surrogates meet."""
        self.uri = uri
        self.is_open = False
        self.cells: list[tuple[str, int]] = []  #: documents and kinds
        self.clients: dict[str, Client] = {}
        self._encoding: Encoding = encoding
        self._send = send
        self._settle = settle
        self._made = 0
        self._version = 0

    @property
    def texts(self) -> dict[str, str]:
        """The texts of the cells that are open, by document."""
        return {uri: client.text for uri, client in self.clients.items()} if self.is_open else {}

    def step(self, data: st.DataObject) -> None:
        """Do anything."""
        what = data.draw(st.sampled_from(("edit", "edit", "put", "take", "move", "kind", "wrong", "save", "toggle")))
        if what == "toggle":
            self.toggle(data)
        elif what == "wrong":
            self._change(data.draw(st.sampled_from(WRONG)))
        elif what == "save":
            self._send("notebookDocument/didSave", {"notebookDocument": {"uri": self.uri}})
        elif self.is_open and what == "put":
            self._put(data)
        elif self.is_open and self.cells:
            {"edit": self._edit, "take": self._take, "move": self._move, "kind": self._kind}[what](data)

    def toggle(self, data: st.DataObject) -> None:
        """Open the notebook with some cells, or close it with all that it has."""
        named = {"uri": self.uri, "notebookType": "jupyter-notebook", "version": self._version}
        if self.is_open:
            gone = [{"uri": uri} for uri in self.clients]
            self._send("notebookDocument/didClose", {"notebookDocument": named, "cellTextDocuments": gone})
            self.is_open, self.cells, self.clients = False, [], {}
            return
        self.is_open = True
        items = [self._new(data, index) for index in range(data.draw(st.integers(0, 3)))]
        params = {"notebookDocument": named | {"cells": self._told(self.cells)}, "cellTextDocuments": items}
        self._send("notebookDocument/didOpen", params)

    def _new(self, data: st.DataObject, index: int) -> dict[str, object]:
        uri, text = f"cell:{self._made}", self._settle(
            "".join(data.draw(st.lists(st.sampled_from(PIECES), max_size=3)))
        )
        self._made += 1
        self.cells.insert(index, (uri, data.draw(st.sampled_from((_CODE, _CODE, _TEXT)))))
        self.clients[uri] = Client(text, self._encoding)
        language = data.draw(st.sampled_from(("python", "python", "markdown", "sql")))
        return {"uri": uri, "text": text, "version": 0, "languageId": language}

    def _put(self, data: st.DataObject) -> None:
        start, count = data.draw(st.integers(0, len(self.cells))), data.draw(st.integers(1, 2))
        items = [self._new(data, start + index) for index in range(count)]
        self._splice(start, 0, self.cells[start : start + count], didOpen=items)

    def _take(self, data: st.DataObject) -> None:
        start, count = data.draw(st.integers(0, len(self.cells) - 1)), data.draw(st.integers(1, 2))
        gone = self.cells[start : start + count]
        del self.cells[start : start + count]
        for uri, _ in gone:
            del self.clients[uri]
        self._splice(start, len(gone), [], didClose=[{"uri": uri} for uri, _ in gone])

    def _move(self, data: st.DataObject) -> None:
        start, count = data.draw(st.integers(0, len(self.cells) - 1)), data.draw(st.integers(1, 3))
        moved = self.cells[start : start + count][::-1]
        self.cells[start : start + count] = moved
        self._splice(start, len(moved), moved)

    def _kind(self, data: st.DataObject) -> None:
        index = data.draw(st.integers(0, len(self.cells) - 1))
        self.cells[index] = (self.cells[index][0], data.draw(st.sampled_from((_CODE, _TEXT))))
        self._change({"data": self._told(self.cells[index : index + 1])})

    def _edit(self, data: st.DataObject) -> None:
        client = self.clients[uri := self.cells[data.draw(st.integers(0, len(self.cells) - 1))][0]]
        start, end = sorted(data.draw(st.sampled_from(client.offsets())) for _ in "12")
        change = json.loads(to_bytes(client.replace(start, min(end, start + 6), data.draw(st.sampled_from(PIECES)))))
        client.text = self._settle(client.text)
        self._change({"textContent": [{"document": {"uri": uri, "version": self._version}, "changes": [change]}]})

    def _splice(self, start: int, gone: int, new: list[tuple[str, int]], **documents: object) -> None:
        array = {"start": start, "deleteCount": gone, "cells": self._told(new)}
        self._change({"structure": {"array": array, **documents}})

    def _change(self, cells: object) -> None:
        self._version += 1
        named = {"uri": self.uri, "version": self._version}
        self._send("notebookDocument/didChange", {"notebookDocument": named, "change": {"cells": cells}})

    @staticmethod
    def _told(cells: list[tuple[str, int]]) -> list[dict[str, object]]:
        return [{"document": uri, "kind": kind} for uri, kind in cells]
