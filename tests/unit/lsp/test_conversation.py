"""What the server says."""

from __future__ import annotations

import json
from typing import Any

import pytest

from qualitygate.lsp.conversation import Conversation
from qualitygate.lsp.messages import Message, to_bytes


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
