"""The content of git's objects."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qualitygate.errors import RevisionError
from qualitygate.vcs.command import Git, as_text


def read_blobs(git: Git, ids: Sequence[str]) -> Iterator[bytes]:
    """Yield the content of each object, in order; one process for all of them.

    Raises:
        RevisionError: an object is missing, as in a partial clone.
    """
    if not ids:
        return
    done = git.ask("cat-file", "--batch", data="".join(f"{each}\n" for each in ids).encode())
    output, start = done.stdout, 0
    for each in ids:
        end = output.find(b"\n", start)
        header = output[start:end].split(b" ") if end >= 0 else []
        if len(header) != 3 or header[1] != b"blob":
            complaint = as_text(done.stderr).strip()
            raise RevisionError(f"git cannot read the object {each}; run: git fetch --refetch {complaint}".rstrip())
        size = int(header[2])
        yield output[end + 1 : end + 1 + size]
        start = end + 1 + size + 1
