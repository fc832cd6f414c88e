"""Where a repair of what is staged is written: into the index and into the working tree, or into none of them."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from contextlib import suppress

from msgspec import Struct

from qualitygate.engine.fixing.merging import WorkText
from qualitygate.engine.fixing.worker import FixTask
from qualitygate.files.replace import LinkedError, refuse_links, replace_content
from qualitygate.model.repair import RepairedFile
from qualitygate.model.replacement import replace
from qualitygate.signals import signals_held_back
from qualitygate.vcs.git import Repository


class Staging(Struct, frozen=True):
    """The files of one run with ``--staged --fix``."""

    root: str
    repository: Repository

    def sorted_out(self, tasks: Sequence[FixTask]) -> Iterator[tuple[FixTask, str]]:
        """Yield each task with the text of the working tree, and why it cannot be repaired; "" when it can be."""
        paths = [task.task.path for task in tasks]
        for task, disk in zip(tasks, self.repository.work.on_disk(paths), strict=True):
            reason = self._obstacle(disk.path)
            if not reason and disk.stored is None:
                why = f"git's filter '{disk.filter}' is not run" if disk.filter else "git would not store it"
                reason = f"what its text in the working tree stands for is not known: {why}"
            work = WorkText(disk.data, disk.stored or b"", disk.encoding)
            staged = disk.data if task.task.data is None else task.task.data
            yield replace(task, task=replace(task.task, data=staged), work=work), reason

    def texts(self, endings: tuple[str, ...]) -> dict[str, str]:
        """Return the staged texts that the disk has not, of files whose names end so."""
        entries = {each.path: each for each in self.repository.work.staged() if each.path.endswith(endings)}
        unlike = sorted(self.repository.work.unlike_disk(entries.values()))
        contents = self.repository.blobs([entries[path].blob for path in unlike])
        return {path: data.decode("utf-8", "replace") for path, data in zip(unlike, contents, strict=True)}

    def put(self, change: RepairedFile, work: RepairedFile) -> None:
        """Write both. The working tree comes first: when nothing more is done after that, the index has what it had,
        the fix is one more change that is not staged, and the next run stages it.

        Raises:
            ChangedError: the file in the working tree is not what it was.
            LinkedError, OSError: it cannot be written.
            RestageError, RevisionError: the index cannot be.
        """
        path = os.path.join(self.root, change.path)
        with signals_held_back(), self.repository.restaging(change.path, change.after) as prepared:
            if work.before != work.after:
                replace_content(path, work.before, work.after, root=self.root)
            try:
                prepared.commit()
            except OSError:
                if work.before != work.after:
                    replace_content(path, work.after, work.before, root=self.root)
                raise

    def _obstacle(self, path: str) -> str:
        """Say why the file in the working tree is not one that can take a fix."""
        whole = os.path.join(self.root, path)
        try:
            status = os.lstat(whole)
        except OSError:
            return "it is not in the working tree, which would not have the fix"
        real = os.path.join(os.path.realpath(self.root), path)
        if not stat.S_ISREG(status.st_mode) or os.path.realpath(whole) != real:
            return "it is no regular file in the working tree, or a link leads to it"
        with suppress(OSError):  # whoever reads it says why it cannot be read
            try:
                refuse_links(whole, self.root)
            except LinkedError as error:
                return str(error)
        return ""
