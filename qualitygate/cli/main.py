"""The entry point. Imports next to nothing: the answer may be known, or only the version be wanted.

Its imports are pinned by tests/meta/test_import_weight.py.
"""

from __future__ import annotations

import gc
import os
import sys
import time

import _signal  # type: ignore[import-not-found]  # what signal wraps, without enum; typeshed lacks it

TYPE_CHECKING = False  # typing costs 5 ms
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import NoReturn


def console_script() -> NoReturn:
    """Run the command line and end the process, without taking apart what it holds: a twentieth of a short run.

    mypy and others end so too. ``python -m qualitygate`` does not, for whoever measures or debugs what happens at exit.
    """
    leave_working_directory_out()
    os._exit(main())


def leave_working_directory_out() -> None:
    """Take where we stand, and what is named relative to it, off the import path: it is what is checked.

    ``python -m`` puts it first, and so would ``PYTHONPATH=.``; a ``signal.py`` there would be the standard library's.
    The standard library and what installers added behind it stay, where we stand in them too.
    """
    try:
        here = os.getcwd()
    except OSError:  # it is gone, which is said later
        here = ""
    library = os.path.realpath(os.path.dirname(os.__file__))
    path = [(entry, os.path.realpath(entry)) for entry in sys.path if os.path.isabs(entry)]
    first = next((index for index, (_, real) in enumerate(path) if real == library), len(path))
    sys.path[:] = [entry for index, (entry, real) in enumerate(path) if index >= first or real != here]


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line, write all that waits in the streams, and return the exit code."""
    started = time.time_ns()
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed, as ">&-" does: nobody wants to read it
            setattr(sys, name, open(os.devnull, "w"))
    arguments = _with_paths_kept(list(sys.argv[1:] if argv is None else argv))
    _hear_signals()
    gc.disable()  # imports and caches make thousands of objects and no garbage; a check switches it on again
    try:
        code = _answer(arguments, started)
    except KeyboardInterrupt:
        code = _say("interrupted", 130)
    finally:
        gc.enable()
    return _flushed(code)


def _with_paths_kept(arguments: list[str]) -> list[str]:
    """Write what stands behind ``--`` so that nobody takes it for an option: ``--profile`` there is ``./--profile``."""
    end = arguments.index("--") + 1 if "--" in arguments else len(arguments)
    return [*arguments[:end], *(f"./{each}" if each.startswith("-") else each for each in arguments[end:])]


def _hear_signals() -> None:
    """Take what else ends a command for a Ctrl-C: workers are ended, and no half report is left."""
    for name, usual in (
        ("SIGINT", _signal.default_int_handler),
        ("SIGTERM", _signal.SIG_DFL),
        ("SIGHUP", _signal.SIG_DFL),
    ):
        number = getattr(_signal, name, None)  # Windows has no SIGHUP
        if number is not None and _signal.getsignal(number) == usual:  # nohup ignores it
            try:
                _signal.signal(number, _interrupt)
            except ValueError:  # not in the main thread: somebody else's process
                return


def _interrupt(number: int, _: object) -> NoReturn:
    """Raise an interrupt that carries the signal's number: one that a plugin makes up has none."""
    raise KeyboardInterrupt(number)


def _say(text: str, code: int) -> int:
    """Tell on standard error, and return the exit code."""
    from qualitygate.cli.output.streams import tell  # here: most runs have nothing to tell

    tell(f"qualitygate: {text}")
    return code


def _flushed(code: int, text: str = "") -> int:
    """Write ``text`` and what waits; what cannot be makes a run incomplete that was not wrong or interrupted."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except (OSError, ValueError) as error:
        from qualitygate.cli.output.streams import give_up, unwritable  # here: most output can be written

        give_up(sys.stdout)
        code = code if code in (2, 130) else 3
        if not isinstance(error, BrokenPipeError):  # as with `| head`: nobody listens
            _say(unwritable(error), code)
    try:
        sys.stderr.flush()
    except (OSError, ValueError):
        from qualitygate.cli.output.streams import give_up  # here: as above

        give_up(sys.stderr)
    return code


def _answer(arguments: list[str], started: int) -> int:
    """Say what was said last time, or find it out."""
    if arguments == ["--version"]:
        from qualitygate import DISTRIBUTION, __version__  # here: only --version needs it

        return _flushed(0, f"{__version__} ({DISTRIBUTION})\n")
    try:
        os.getcwd()
    except OSError as error:
        return _say(f"the working directory cannot be used: {error.strerror}; change to another one", 2)
    from qualitygate.cli.replay import Start, can_be_replayed, load_memory, replay  # here: --version ends above

    loaded = load_memory(arguments)
    if loaded is not None and can_be_replayed(loaded):
        return replay(loaded, arguments)
    from qualitygate.cli.dispatch import dispatch  # here: a remembered answer needs nothing of what follows

    return dispatch(arguments, Start(arguments, started, loaded))
