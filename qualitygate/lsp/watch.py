"""What stands between the server and a run: it ends the run when the server ends, however that does.

The run starts workers, and so may have no thread that watches for itself. Imports next to nothing: the run waits.
"""

from __future__ import annotations

import _thread
import os
import sys

TYPE_CHECKING = False  # typing costs 5 ms
if TYPE_CHECKING:
    from typing import NoReturn

#: What the run's process does: it begins where nobody else's modules lie, and goes to its directory when all is loaded.
_RUN = "import os, sys; from qualitygate.cli.main import console_script as run; os.chdir(sys.argv.pop(1)); run()"
_KILL = 9  # signal.SIGKILL, whose module loads enum


def watch() -> NoReturn:
    """Run a command line, and end it with all that it has started when the other end of our input is closed."""
    command = [sys.executable, "-c", _RUN, *sys.argv[1:]]
    if os.name == "posix":
        child = os.fork()  # before there is a thread
        if not child:
            os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
            os.execv(sys.executable, command)
        _thread.start_new_thread(_end_together, ())
        os._exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
    import subprocess  # here: 10 ms

    process = subprocess.Popen(command, stdin=subprocess.DEVNULL)
    _thread.start_new_thread(_end_together, (process.kill,))
    os._exit(process.wait())


def _end_together(kill: object = None) -> None:
    while os.read(0, 4096):
        pass
    if callable(kill):
        kill()
    else:
        os.killpg(0, _KILL)
