"""The memory of a run: what it depended on and what it said. Read before anything else is imported.

Its imports are pinned by tests/meta/test_import_weight.py.
"""

from __future__ import annotations

import os
import time

from qualitygate.cache.digests import SIZE, of_content, of_glance, of_input, of_listing, of_variables
from qualitygate.cache.sealed import DamagedError, read_sealed, write_sealed
from qualitygate.cache.signature import UNSURE, Signature, signature, stable_signature

TYPE_CHECKING = False  # typing costs 5 ms
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

_PURPOSE = b"memory"
_INTEGER = 8  # bytes
_NUMBERS = 4  # of a signature


class Group:
    """Paths that are compared in one way: by their signatures, and where those differ by a digest."""

    __slots__ = ("_numbers", "digest_of", "digests", "paths", "signatures")

    def __init__(
        self,
        digest_of: Callable[[bytes], bytes],
        paths: list[bytes],
        signatures: list[Signature],
        digests: bytes | memoryview,
        numbers: bytes | bytearray | memoryview | None = None,
    ) -> None:
        self.digest_of = digest_of
        self.paths = paths
        self.signatures = signatures
        self.digests = digests  #: one behind the other: most runs need none of them
        self._numbers = numbers  # the signatures as a file has them; None = not known

    def differing(self) -> list[int]:
        """Return the indexes of the paths that have another signature, or are gone."""
        found: list[Signature | None]
        try:  # one expression: this is most of the time of a run that has nothing to do
            found = [
                (status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino)
                for status in map(os.stat, self.paths)
            ]
        except OSError:
            found = [_signature(path) for path in self.paths]
        if found == self.signatures:
            return []
        return [index for index, each in enumerate(found) if each != self.signatures[index]]

    def sign(self, index: int, found: Signature) -> None:
        """Put another signature in the place of one."""
        if not isinstance(self._numbers, bytearray):
            self._numbers = bytearray(self.numbers)
        start = index * _NUMBERS * _INTEGER
        self._numbers[start : start + _NUMBERS * _INTEGER] = _integers(found)
        self.signatures[index] = found

    @property
    def numbers(self) -> bytes | bytearray | memoryview:
        """The signatures as a file has them."""
        if self._numbers is None:
            self._numbers = _integers(number for found in self.signatures for number in found)
        return self._numbers

    def digest(self, index: int) -> bytes:
        """Return the digest of one path."""
        return bytes(self.digests[index * SIZE : (index + 1) * SIZE])

    def changes(self) -> tuple[list[bytes], bool]:
        """Return the paths whose digest is another one, and whether signatures of others were brought up to date."""
        changed: list[bytes] = []
        is_updated = False
        for index in self.differing():
            path, now = self.paths[index], time.time_ns()
            try:
                found = stable_signature(os.stat(path), now)
            except OSError:  # gone; or a link that leads nowhere, as it did
                found = UNSURE
            digest = self.digest_of(path)
            if not digest or digest != self.digest(index):
                changed.append(path)
            elif self.signatures[index] != found:
                self.sign(index, found)
                is_updated = True
        return changed, is_updated


class Memory:
    """One run of one command line in one directory. Relative paths are relative to that directory."""

    __slots__ = (
        *("absent", "answer", "arguments", "checked", "directories", "file", "fixed", "glanced", "outputs", "plan"),
        *("said", "values", "variables"),
    )

    def __init__(
        self,
        file: str,
        *,
        groups: Sequence[Group],
        absent: list[bytes],
        variables: list[bytes],
        values: bytes | None = None,
        answer: tuple[int, int] | None,
        outputs: list[tuple[bytes, bytes, bytes]],
        plan: bytes | memoryview,
        arguments: bytes | memoryview = b"",
        said: bytes | memoryview = b"",
    ) -> None:
        self.file = file
        self.directories, self.checked, self.fixed, self.glanced = groups
        self.absent = absent  #: paths where the run looked for something and found nothing
        self.variables = variables  #: names of environment variables that decided something, set or not
        self.values = of_variables(variables) if values is None else values  #: the digest of what they were
        #: exit code, and seconds since 1970 when the answer ceases to hold (0 = never); None = only the plan is known
        self.answer = answer
        self.outputs = outputs  #: format, file ("" = standard output), content
        self.plan = plan  #: what was to be checked, for a run that finds only files changed
        #: what the command line means, for a run that must not parse it again; b"" = not known
        self.arguments = arguments
        self.said = said  #: what was said of those files, for the same run; b"" = it must be found out

    @classmethod
    def read(cls, file: str) -> Memory | None:
        """Read a memory; None when there is none.

        Raises:
            DamagedError: the file is not what was written.
            OSError: it cannot be read.
        """
        data = read_sealed(file, _PURPOSE)
        try:
            return None if data is None else cls._from_parts(file, _unpack(data))
        except (IndexError, TypeError, ValueError) as error:
            raise DamagedError(f"{file} was written by another version") from error

    @classmethod
    def _from_parts(cls, file: str, parts: list[memoryview]) -> Memory:
        answer = parts[0].cast("Q").tolist()
        groups = []
        for start, digest_of in zip(range(1, 13, 3), _DIGESTS, strict=True):
            numbers = iter(parts[start + 1].cast("Q").tolist())
            signatures = list(zip(numbers, numbers, numbers, numbers, strict=True))
            groups.append(Group(digest_of, _paths(parts[start]), signatures, parts[start + 2], parts[start + 1]))
        rest = [bytes(part) for part in parts[19:]]
        outputs = list(zip(rest[::3], rest[1::3], rest[2::3], strict=True))
        return cls(
            file,
            groups=groups,
            absent=_paths(parts[13]),
            answer=(answer[0], answer[1]) if answer else None,
            outputs=outputs,
            plan=parts[14],
            arguments=parts[15],
            said=parts[16],
            variables=_paths(parts[17]),
            values=bytes(parts[18]),
        )

    @property
    def has_answer(self) -> bool:
        """Would a run say the same if nothing has changed?"""
        return self.answer is not None and not 0 < self.answer[1] <= time.time()

    def changes(self) -> list[bytes] | None:
        """Return the checked files that have changed, [] when the answer stands; None when anything else has."""
        if self.values != of_variables(self.variables) or any(map(_exists, self.absent)):
            return None
        is_updated = False
        changed: list[bytes] = []
        for group in (self.directories, self.fixed, self.glanced, self.checked):
            changed, updated = group.changes()
            is_updated = is_updated or updated
            if changed and not (group is self.checked and all(map(os.path.isfile, changed))):
                return None
        if is_updated and not changed:
            self._update()
        return changed

    def add_variables(self, names: Iterable[str]) -> None:
        """Add environment variables that decided something since."""
        self.variables = sorted({*self.variables, *map(os.fsencode, names)})
        self.values = of_variables(self.variables)

    def _update(self) -> None:
        try:
            self.write()
        except OSError:
            pass  # what was written last time is still true, only slower to read

    def write(self) -> None:
        """Write it to its file.

        Raises:
            OSError: that cannot be done.
        """
        parts: list[bytes | bytearray | memoryview] = [_integers(self.answer or ())]
        for group in (self.directories, self.checked, self.fixed, self.glanced):
            parts += (b"\0".join(group.paths), group.numbers, group.digests)
        parts += (b"\0".join(self.absent), self.plan, self.arguments, self.said)
        parts += (b"\0".join(self.variables), self.values)
        parts += (part for output in self.outputs for part in output)
        lengths = _integers((len(parts), *map(len, parts)))
        write_sealed(self.file, _PURPOSE, b"".join((lengths, *parts)))


class LoadedMemory:
    """A memory whose plan stands, and which of the files it checked have changed since; [] = its answer stands."""

    __slots__ = ("changed", "memory")

    def __init__(self, memory: Memory, changed: Sequence[bytes]) -> None:
        self.memory = memory
        self.changed = changed


#: In the order of the groups: directories walked, files checked, files that decide, files glanced at for their kind.
_DIGESTS = (of_listing, of_content, of_input, of_glance)


def groups(paths: Iterable[tuple[list[bytes], list[Signature], bytes]]) -> list[Group]:
    """Make the four groups of a memory, in their order."""
    return [Group(digest_of, *each) for digest_of, each in zip(_DIGESTS, paths, strict=True)]


def _unpack(data: memoryview) -> list[memoryview]:
    count = data[:_INTEGER].cast("Q")[0]
    position = _INTEGER * (count + 1)
    parts = []
    for length in data[_INTEGER:position].cast("Q").tolist():
        parts.append(data[position : position + length])
        position += length
    return parts


def _paths(part: memoryview) -> list[bytes]:
    return bytes(part).split(b"\0") if part else []


def _integers(numbers: Iterable[int]) -> bytes:
    from array import array  # here: only who writes a memory needs it

    return array("Q", numbers).tobytes()


def _signature(path: bytes) -> Signature | None:
    try:
        return signature(os.stat(path))
    except OSError:
        return None


def _exists(path: bytes) -> bool:
    try:
        os.lstat(path)  # a link that leads nowhere is something
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True
    return True
