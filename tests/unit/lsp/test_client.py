"""What a client says of itself."""

from __future__ import annotations

import pytest

from qualitygate.lsp.client import Client, ClientSettings, look, read_settings


def test_a_client_that_says_nothing_can_nothing() -> None:
    assert Client.of(None) == Client.of({}) == Client()


def test_a_client_can_what_it_says() -> None:
    capabilities = {
        "general": {"positionEncodings": ["utf-32"]},
        "textDocument": {
            "diagnostic": {"dynamicRegistration": True, "relatedInformation": True},
            "codeAction": {"resolveSupport": {"properties": ["edit"]}},
        },
        "workspace": {
            "configuration": True,
            "diagnostics": {"refreshSupport": True},
            "didChangeWatchedFiles": {"dynamicRegistration": True},
            "workspaceEdit": {"documentChanges": True},
        },
        "window": {"workDoneProgress": True},
    }

    assert Client.of(capabilities) == Client("utf-32", True, True, True, True, True, True, True, True)


@pytest.mark.parametrize("nonsense", [7, [], {"general": 7}, {"general": {"positionEncodings": "utf-8"}}])
def test_capabilities_of_another_shape_are_none(nonsense: object) -> None:
    assert Client.of(nonsense) == Client()


def test_settings_are_arguments_of_the_command_line() -> None:
    settings = read_settings({"select": ["E", "F"], "args": ["--max-line-length", "100"]})

    assert settings.arguments == ("--select", "E,F", "--max-line-length", "100")


@pytest.mark.parametrize(
    "nothing",
    [None, {}, {"qualitygate": {}}, [], {"qualitygate": None}, {"python": {"select": ["E"]}, "settings": {"ty": {}}}],
)
def test_no_settings_are_the_defaults(nothing: object) -> None:
    assert read_settings(nothing) == ClientSettings()


def test_settings_stand_beside_those_of_other_servers() -> None:
    value = {"settings": {"pylsp": {"plugins": {}}, "qualitygate": {"select": ["E"]}}}
    assert read_settings(value) == ClientSettings(("E",))


def test_looking_into_what_is_not_there_finds_nothing() -> None:
    assert look({"a": {"b": 1}}, "a", "b") == 1
    assert look({"a": 1}, "a", "b") is None
