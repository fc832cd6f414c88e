"""Dispatch: argv in, exit code out. Maps errors to exit codes; ``--debug`` shows their tracebacks."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

from qualitygate.cli.output.streams import give_up, use_utf8
from qualitygate.cli.replay import Start
from qualitygate.errors import QualityGateError
from qualitygate.model.verdict import ExitCode


def dispatch(arguments: Sequence[str], start: Start) -> int:
    """Run the command line and return the exit code."""
    try:
        return _dispatch(arguments, start)
    except QualityGateError as error:
        print(f"qualitygate: {error}", file=sys.stderr)
        _debug(arguments)
        return error.exit_code
    except KeyboardInterrupt:
        print("qualitygate: interrupted", file=sys.stderr)
        return ExitCode.INTERRUPTED
    except BrokenPipeError:  # the reader of our output went away, as `| head` does
        give_up(sys.stdout)
        return ExitCode.INCOMPLETE
    except Exception as error:  # the last resort: our own fault is never a pass, and never exit 1
        print(f"qualitygate: internal error: {type(error).__name__}: {error}", file=sys.stderr)
        print("qualitygate: run again with --debug and report what it prints", file=sys.stderr)
        _debug(arguments)
        return ExitCode.INCOMPLETE


def _dispatch(arguments: Sequence[str], start: Start) -> int:
    use_utf8(sys.stdout)
    use_utf8(sys.stderr)
    try:
        parsed = _parsed(arguments, start)
    except SystemExit as stop:  # argparse after --help and --version
        return int(stop.code or 0)
    parsed.start = start
    module = importlib.import_module(f"qualitygate.cli.commands.{parsed.command}")
    code: int = module.command(parsed)
    return code


def _parsed(arguments: Sequence[str], start: Start) -> Any:
    """Return the options by name, as the same command line gave them before, or as argparse gives them."""
    if start.memory is not None and start.memory.arguments:
        import json  # here: every other run needs argparse instead

        return SimpleNamespace(**json.loads(bytes(start.memory.arguments)))
    from qualitygate.cli.args import parse_arguments  # here: it takes 8 ms to import argparse and describe all options

    return parse_arguments(arguments)


def _debug(arguments: Sequence[str]) -> None:
    if "--debug" in arguments:
        import traceback

        traceback.print_exc()
