"""What the server says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from qualitygate.lsp.conversation import Conversation
from qualitygate.lsp.messages import Message, to_bytes
from tests.unit.lsp.sessions import Talks


@pytest.fixture
def said() -> list[dict[str, Any]]:
    """Everything so far."""
    return []


@pytest.fixture
def conversation(said: list[dict[str, Any]]) -> Conversation:
    """Nothing was said yet."""
    return Conversation(lambda message: said.append(json.loads(to_bytes(message))))


def test_a_complaint_is_said_once_until_something_is_mended(
    conversation: Conversation, said: list[dict[str, Any]]
) -> None:
    conversation.complain("it is broken")
    conversation.complain("it is broken")
    assert [each["params"] for each in said] == [{"type": 1, "message": "qualitygate: it is broken"}]

    conversation.mended()
    conversation.complain("it is broken", "warning")

    assert said[1]["params"]["type"] == 2


def test_an_answer_reaches_who_asked(conversation: Conversation) -> None:
    heard: list[object] = []
    id = conversation.ask("m", None, heard.append)

    conversation.heard(Message(id="other", result=1))
    conversation.heard(Message(id=id, result=2))
    conversation.heard(Message(id=id, result=3))

    assert heard == [2]


def test_an_answer_that_is_an_error_reaches_nobody(conversation: Conversation) -> None:
    heard: list[object] = []

    conversation.heard(Message(id=conversation.ask("m", None, heard.append), error={"code": 1}))

    assert heard == []


@pytest.mark.parametrize("how", ["setting", "notification"])
def test_a_client_is_told_of_its_messages_where_it_wants_to_be(talks: Talks, folder: Path, how: str) -> None:
    uri = (folder / "a.py").as_uri()
    talk = talks(trace="messages") if how == "setting" else talks()
    if how == "notification":
        talk.tell("$/setTrace", {"value": "messages"})
    talk.take("$/logTrace")
    talk.open(uri, "x = 1\n")
    talk.ask("textDocument/hover", {"textDocument": {"uri": uri}, "position": {"line": 0, "character": 0}})
    few = talk.take("$/logTrace")
    talk.tell("$/setTrace", {"value": "verbose"})
    talk.tell("textDocument/didSave", {"textDocument": {"uri": uri}})
    much = talk.take("$/logTrace")[-1]
    talk.tell("$/setTrace", {"value": "off"})
    talk.take("$/logTrace")
    talk.tell("textDocument/didSave", {"textDocument": {"uri": uri}})

    said = ["textDocument/didOpen", "textDocument/hover (2)"]
    assert few == [{"message": f"qualitygate takes {each}"} for each in said]
    assert much["verbose"] == f'{{"textDocument":{{"uri":"{uri}"}}}}'
    assert talk.take("$/logTrace") == []
