"""What a plugin raises, and what becomes of it."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest
from qualitygate.errors import PluginError, UsageError
from qualitygate.hosting.contained import Contained, in_words, is_users_interrupt


class Own(BaseException):
    """Not an Exception, and without a text."""

    def __str__(self) -> str:
        raise SystemExit(0)


def raising(error: BaseException) -> None:
    with Contained(lambda said: f"acme failed: {said}"):
        raise error


@pytest.mark.parametrize(
    "error", [SystemExit(0), GeneratorExit(), ValueError(0), Own()], ids=lambda each: type(each).__name__
)
def test_whatever_is_raised_becomes_an_error_that_names_the_plugin(error: BaseException) -> None:
    with pytest.raises(PluginError, match="^acme failed: ") as caught:
        raising(error)

    assert caught.value.__cause__ is error


def test_what_says_what_is_wrong_in_our_words_stays_as_it_is() -> None:
    with pytest.raises(UsageError, match="^two reports$"):
        raising(UsageError("two reports"))


def test_the_users_own_interrupt_stays_one() -> None:
    with pytest.raises(KeyboardInterrupt):
        raising(KeyboardInterrupt(signal.SIGINT))


def test_an_interrupt_where_no_signal_is_heard_is_the_plugins() -> None:
    before = {number: signal.signal(number, signal.SIG_IGN) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        assert not is_users_interrupt(KeyboardInterrupt())
        with pytest.raises(PluginError, match="^acme failed: KeyboardInterrupt$"):
            raising(KeyboardInterrupt())
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (ValueError("a\n b"), "ValueError: a b"),
        (Own(), "Own"),
        (SystemExit(), "SystemExit"),
        (KeyError(""), "KeyError: ''")
    ],
    ids=["lines", "no text", "empty", "quoted"],
)
def test_an_exception_is_told_in_one_line(error: BaseException, words: str) -> None:
    assert in_words(error) == words


def test_where_a_plugin_goes_it_comes_back_from(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "sub").mkdir()
    with Contained(str):
        os.chdir("sub")
    assert os.getcwd() == str(tmp_path)
    with pytest.raises(PluginError), Contained(str):
        os.chdir("sub")
        raise ValueError
    assert os.getcwd() == str(tmp_path)


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps a directory that somebody stands in")
def test_a_directory_that_is_gone_is_no_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "sub").mkdir()
    monkeypatch.chdir(tmp_path / "sub")
    (tmp_path / "sub").rmdir()
    with Contained(str):
        os.chdir(tmp_path)
    assert os.getcwd() == str(tmp_path)
