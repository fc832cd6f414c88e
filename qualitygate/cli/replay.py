"""The answer of the last run, when nothing it depended on has changed. Imports next to nothing: see docs/cache.md.

Its imports are pinned by tests/meta/test_import_weight.py.
"""

from __future__ import annotations

import os
import sys
import time
from _blake2 import blake2b

from qualitygate import __version__
from qualitygate.cache import place
from qualitygate.cache.memory import LoadedMemory, Memory
from qualitygate.cache.sealed import DamagedError, read_sealed

TYPE_CHECKING = False  # typing costs 5 ms
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TextIO

#: How the variables begin that Python and the C library read by themselves; all others are in the memory.
_OF_PYTHON = ("PYTHON", "LANG", "LC_", "TZ")
#: The option for the directory of all that is kept.
_DIRECTORY = "--cache-dir"
#: What a file is for that says where a memory is.
POINTER = b"where"
#: Seconds by which a file may be stamped later than it was written, on a coarse file system.
_TICK = 2
#: The option that tells who answered, and how long it took.
PROFILE = "--profile"


class Start:
    """What is known when a command starts."""

    __slots__ = ("arguments", "import_path", "loaded", "time")

    def __init__(self, arguments: Sequence[str], time: int, loaded: LoadedMemory | None) -> None:
        self.arguments = arguments
        self.time = time  #: ns since 1970
        self.loaded = loaded  #: of the same command line
        self.import_path = tuple(sys.path)  #: plugins of the project's own may extend it


def load_memory(arguments: Sequence[str]) -> LoadedMemory | None:
    """Return what is remembered of the same command line here; None when there is nothing, or its plan falls."""
    if "--no-cache" in arguments or not hasattr(sys.stdout, "buffer"):
        return None
    try:
        file = _file(arguments)
        if not os.path.lexists(file) or place.distrust(os.path.dirname(file)) or _is_of_the_future(file):
            return None
        memory = Memory.read(file)
    except DamagedError as error:
        tell(f"qualitygate: note: {error}; it is ignored and written anew")
        return None
    except OSError:
        return None  # not readable: as if there was none
    changed = None if memory is None else memory.changes()
    return None if memory is None or changed is None else LoadedMemory(memory, changed)


def _is_of_the_future(file: str) -> bool:
    """Was it written later than now, as the clock goes? Then that was set back, and what had expired holds again."""
    return os.stat(file).st_mtime > time.time() + _TICK


def can_be_replayed(loaded: LoadedMemory) -> bool:
    """Would a run say what was said?"""
    return not loaded.changed and loaded.memory.has_answer


def _file(arguments: Sequence[str]) -> str:
    """Return where the memory of a command line is: where the command line says, the configuration, or the user's.

    Raises:
        DamagedError: the file that says so for the configuration, which is not read yet, is damaged.
        OSError: it cannot be read.
    """
    directory = chosen_directory(arguments) or place.user_directory()
    file = memory_file(arguments, directory)
    pointer = pointer_file(file)
    if not os.path.lexists(pointer) or place.distrust(directory):
        return file
    elsewhere = read_sealed(pointer, POINTER)
    return file if elsewhere is None else os.path.join(os.fsdecode(bytes(elsewhere)), os.path.basename(file))


def chosen_directory(arguments: Sequence[str]) -> str:
    """Return what ``--cache-dir`` says, absolute; "" when it is not given."""
    chosen = ""
    for index, argument in enumerate(arguments):
        if argument.startswith(f"{_DIRECTORY}="):
            chosen = argument[len(_DIRECTORY) + 1 :]
        elif argument == _DIRECTORY and index + 1 < len(arguments):
            chosen = arguments[index + 1]
    return os.path.abspath(chosen) if chosen else ""


def pointer_file(file: str) -> str:
    """Return the file beside a memory's that says in which configured directory that memory is instead."""
    return file.removesuffix(".run") + ".where"


def memory_file(arguments: Sequence[str], directory: str, import_path: Sequence[str] = ()) -> str:
    """Return where a command line is remembered: by what it is, and by who asks from where, with which Python.

    ``import_path`` is that of the start, () = the one that holds now.
    """
    facts = [
        *_without_profile(arguments),
        *_places(arguments),
        "",
        os.getcwd(),
        __version__,
        sys.version,
        sys.executable,
        repr((sys.flags, sys.byteorder, [_terminal(stream) for stream in (sys.stdout, sys.stderr)])),
        *(import_path or sys.path),
        "",
        *(f"{name}={value}" for name, value in sorted(os.environ.items()) if name.startswith(_OF_PYTHON)),
    ]
    key = blake2b("\0".join(facts).encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()
    return os.path.join(directory, f"{key}.run")


def _places(arguments: Sequence[str]) -> list[str]:
    """Where reports really go: a name that has become a link or a device since is another place."""
    files = [file for argument in arguments for _, equals, file in [argument.rpartition("=")] if equals]
    if not files:
        return []
    from qualitygate.files.destination import is_replaced  # here: most command lines name none

    return [f"{os.path.realpath(file)} {is_replaced(file)}" for file in files]


def _without_profile(arguments: Sequence[str]) -> Sequence[str]:
    """``--profile`` only tells what a run does: it does not make it another one. Behind ``--`` it is a path."""
    end = arguments.index("--") if "--" in arguments else len(arguments)
    return [each for each in arguments[:end] if each != PROFILE] + list(arguments[end:])


def asks_who_answers(arguments: Sequence[str]) -> bool:
    """Is ``--profile`` among the options?"""
    return len(_without_profile(arguments)) < len(arguments)


def replay(loaded: LoadedMemory, arguments: Sequence[str]) -> int:
    """Write what that run wrote, and return its exit code."""
    memory = loaded.memory
    problems = []
    for name, file, content in memory.outputs:
        try:
            if file:
                _write_file(os.fsdecode(file), content)
            else:
                sys.stdout.flush()
                sys.stdout.buffer.write(content)
                sys.stdout.buffer.flush()
        except OSError as error:
            shown = os.fsdecode(file) or "standard output"
            problems.append(f"the {name.decode()} report could not be written to {shown}: {error.strerror}")
            if not file:
                os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            if isinstance(error, BrokenPipeError):  # nobody listens, as with `| head`
                return 3
    if asks_who_answers(arguments):
        tell("answered by: the run's memory")
    if problems:
        tell(f"qualitygate: {'; '.join(problems)}")
    return 3 if problems or memory.answer is None else memory.answer[0]


def tell(text: str) -> None:
    """Write a line to standard error."""
    from qualitygate.cli.output import streams  # here: it is needed only for what goes wrong

    streams.tell(text)


def _terminal(stream: TextIO) -> tuple[int, int] | None:
    """Return the size of the terminal, None when there is none."""
    try:
        return os.get_terminal_size(stream.fileno()) if stream.isatty() else None
    except (OSError, ValueError):
        return (0, 0)


def _write_file(file: str, content: bytes) -> None:
    """Write under another name and rename, as the run did: readers see the old report or the new one.

    What is not replaced is written to.
    """
    from qualitygate.files.destination import is_replaced, open_stream  # here: as above

    if not is_replaced(file):
        sys.stdout.flush()
        with open(open_stream(file), "wb") as out:
            out.write(content)
        return
    target = os.path.realpath(file)
    temporary = os.path.join(os.path.dirname(target), f".{os.path.basename(target)}.{os.getpid()}.tmp")
    try:
        with open(temporary, "xb") as out:
            out.write(content)
        os.replace(temporary, target)
    except OSError:
        if os.path.exists(temporary):
            os.unlink(temporary)
        raise
