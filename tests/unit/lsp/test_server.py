"""The loop: it survives whatever comes, and does nothing for nobody."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from qualitygate.cli.commands.lsp import open_project
from qualitygate.lsp.frames import write_frame
from qualitygate.lsp.projects import Project, Projects
from qualitygate.lsp.server import Log, Server
from tests.unit.lsp import fuzz


def _serve(*sent: dict[str, Any] | bytes, projects: Projects | None = None, log: Log | None = None) -> Any:
    """Send messages, and frames as they are; return the exit code and what came back."""
    source, sink = io.BytesIO(), io.BytesIO()
    for each in sent:
        if isinstance(each, bytes):
            source.write(each)
        else:
            write_frame(source, json.dumps({"jsonrpc": "2.0", **each}).encode())
    source.seek(0)
    code = Server(projects or Projects(open_project), source, sink, log or Log(None)).run()
    return code, fuzz.messages(sink.getvalue())


INITIALIZE = {"id": 1, "method": "initialize", "params": {"capabilities": {"textDocument": {"diagnostic": {}}}}}
SHUTDOWN, EXIT = {"id": 9, "method": "shutdown"}, {"method": "exit"}


def test_a_whole_session() -> None:
    code, said = _serve(INITIALIZE, SHUTDOWN, EXIT)

    assert code == 0
    assert [each["id"] for each in said] == [1, 9]


def test_a_client_that_goes_away_ends_the_session() -> None:
    assert _serve(INITIALIZE)[0] == 1


@pytest.mark.parametrize("junk", fuzz.JUNK)
def test_junk_is_answered_with_an_error_and_costs_nothing_else(junk: bytes) -> None:
    code, said = _serve(INITIALIZE, junk, SHUTDOWN, EXIT)

    assert code == 0
    assert [each["id"] for each in said] == [1, None, 9]
    assert said[1]["error"]["code"] in (-32700, -32600)


def test_a_request_before_the_beginning_is_refused() -> None:
    code, said = _serve({"id": 1, "method": "shutdown"}, EXIT)

    assert (code, said[0]["error"]["code"]) == (1, -32002)


def test_a_mistake_of_ours_costs_one_answer(tmp_path: Path) -> None:
    def broken(path: str, *, cwd: str, arguments: object) -> Project:
        raise ZeroDivisionError("division by zero")

    uri = (tmp_path / "a.py").as_uri()
    item = {"uri": uri, "languageId": "python", "version": 1, "text": ""}
    log = io.StringIO()
    code, said = _serve(
        INITIALIZE,
        {"method": "textDocument/didOpen", "params": {"textDocument": item}},
        {"id": 2, "method": "textDocument/hover", "params": {"textDocument": {"uri": uri}, "position": None}},
        {"id": 3, "method": "textDocument/diagnostic", "params": {"textDocument": {"uri": uri}}},
        SHUTDOWN,
        EXIT,
        projects=Projects(broken),
        log=Log(log),
    )

    assert code == 0
    assert 9 in [each.get("id") for each in said]


def test_the_log_has_what_went_to_and_fro() -> None:
    log = io.StringIO()

    _serve(INITIALIZE, SHUTDOWN, EXIT, log=Log(log))

    assert [line.split()[1] for line in log.getvalue().splitlines()] == ["<-", "->", "<-", "->", "<-"]


def test_random_sessions_survive_whatever_comes() -> None:
    fuzz.run(40)
