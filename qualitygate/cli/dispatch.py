"""Dispatch: argv in, exit code out. Maps errors to exit codes; ``--debug`` shows their tracebacks."""

from __future__ import annotations

import errno
import importlib
import sys
from collections.abc import Sequence
from contextlib import nullcontext
from types import SimpleNamespace
from typing import Any

from qualitygate.cli.output.streams import collected, give_up, tell, use_utf8
from qualitygate.cli.replay import Start, asks_who_answers
from qualitygate.errors import QualityGateError
from qualitygate.hosting.contained import is_users_interrupt, no_sudden_end
from qualitygate.model.verdict import ExitCode

#: Commands that see themselves to what can go wrong with their output: reports, and messages of a protocol.
_WRITING = ("check", "merge", "convert", "lsp")
#: Commands that tell when they began, or are remembered.
_STARTED = ("check", "merge")


def dispatch(arguments: Sequence[str], start: Start) -> int:
    """Run the command line and return the exit code."""
    try:
        with no_sudden_end():
            return _dispatch(arguments, start)
    except QualityGateError as error:
        tell(f"qualitygate: {error}")
        _debug(arguments)
        return error.exit_code
    except BrokenPipeError:  # the reader of our output went away, as `| head` does
        give_up(sys.stdout)
        return ExitCode.INCOMPLETE
    except BaseException as error:  # the last resort: our own fault is never a pass, and never exit 1
        if is_users_interrupt(error):
            raise
        tell(f"qualitygate: {_last_words(error)}")
        _debug(arguments)
        return ExitCode.INCOMPLETE


def _last_words(error: BaseException) -> str:
    """Say what nothing else has an answer for."""
    if isinstance(error, OSError) and error.errno in (errno.EMFILE, errno.ENFILE):
        return "no more files can be opened; raise the limit (ulimit -n), or use fewer --jobs"
    if isinstance(error, MemoryError):
        return "out of memory; use fewer --jobs, or exclude the largest files"
    cure = "qualitygate: run again with --debug and report what it prints"
    return f"internal error: {type(error).__name__}: {error}\n{cure}"


def _dispatch(arguments: Sequence[str], start: Start) -> int:
    use_utf8(sys.stdout)
    use_utf8(sys.stderr)
    try:
        parsed = _parsed(arguments, start)
    except SystemExit as stop:  # argparse after --help and --version
        return int(stop.code or 0)
    module = importlib.import_module(f"qualitygate.cli.commands.{parsed.command.replace('-', '_')}")
    takes_start = parsed.command in _STARTED
    with nullcontext() if parsed.command in _WRITING else collected():
        code: int = module.command(parsed, start) if takes_start else module.command(parsed)
    return code


def _parsed(arguments: Sequence[str], start: Start) -> Any:
    """Return the options by name, as the same command line gave them before, or as argparse gives them."""
    if start.loaded is not None and start.loaded.memory.arguments:
        import json  # here: every other run needs argparse instead

        options = json.loads(bytes(start.loaded.memory.arguments))
        return SimpleNamespace(**options | {"profile": asks_who_answers(arguments)})
    from qualitygate.cli.args import parse_arguments  # here: it takes 8 ms to import argparse and describe all options
    from qualitygate.cli.setup import flag_options

    with collected():  # --help; argparse itself would not say that nobody got it
        return parse_arguments(arguments, flag_options)


def _debug(arguments: Sequence[str]) -> None:
    if "--debug" in arguments:
        import traceback  # here: it loads the tokenizer and linecache

        tell(traceback.format_exc())
