"""Reads the results of a batch from the bytes that they are on their way between processes."""

from __future__ import annotations

from msgspec.structs import force_setattr

from qualitygate.engine.results import CheckedBatch
from qualitygate.model.finding import Finding
from qualitygate.model.wire import Reader


class BatchReader:
    """Reads the batches of one run from bytes. Text that thousands of findings have in common is kept once."""

    def __init__(self) -> None:
        self._read = Reader(CheckedBatch).read
        self._texts: dict[str, str] = {}

    def read(self, data: bytes | memoryview) -> CheckedBatch:
        """Read what :func:`qualitygate.model.wire.to_bytes` made of a batch."""
        batch = self._read(data)
        for result in batch.files:
            for finding in result.findings:
                self._share(finding, result.checked.path)
        return batch

    def _share(self, finding: Finding, path: str) -> None:
        """Put one object in the place of equal ones: a run may have a million findings of twenty messages."""
        once = self._texts.setdefault
        where = finding.location
        if where.path == path:
            force_setattr(where, "path", path)
        force_setattr(finding, "code", once(finding.code, finding.code))
        force_setattr(finding, "checker", once(finding.checker, finding.checker))
        force_setattr(finding, "message", once(finding.message, finding.message))
        force_setattr(finding, "scope", once(finding.scope, finding.scope))
