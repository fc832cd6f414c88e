"""The entry point. Imports next to nothing: the answer may be known, or only the version be wanted."""

from __future__ import annotations

import gc
import sys
import time

TYPE_CHECKING = False  # typing costs 5 ms
if TYPE_CHECKING:
    from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit code."""
    started = time.time_ns()
    arguments = list(sys.argv[1:] if argv is None else argv)
    if arguments == ["--version"]:
        from qualitygate import __version__

        print(f"{__version__} (qualitygate)")
        return 0
    gc.disable()  # imports and caches make thousands of objects and no garbage; a check switches it on again
    try:
        return _answer(arguments, started)
    finally:
        gc.enable()


def _answer(arguments: list[str], started: int) -> int:
    """Say what was said last time, or find it out."""
    from qualitygate.cli.replay import Start, recollect, replay

    try:
        memory = recollect(arguments)
        changed = None if memory is None else memory.changes()
        if memory is not None and changed == [] and memory.has_answer:
            return replay(memory)
    except KeyboardInterrupt:
        print("qualitygate: interrupted", file=sys.stderr)
        return 130
    from qualitygate.cli.dispatch import dispatch

    return dispatch(arguments, Start(arguments, started, None if changed is None else memory, changed or []))
