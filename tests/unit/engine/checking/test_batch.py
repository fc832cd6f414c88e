"""What workers send back is read as it was, and text that findings have in common is kept once."""

from __future__ import annotations

from qualitygate.engine.checking.batch import BatchReader
from qualitygate.engine.results import CheckedBatch, FileResult
from qualitygate.model.finding import Finding
from qualitygate.model.location import Location
from qualitygate.model.report import CheckedFile
from qualitygate.model.severity import Severity
from qualitygate.model.wire import to_bytes


def _batch(path: str) -> CheckedBatch:
    findings = [
        Finding("E501", "line too long (80 > 79)", Location(path, line), Severity.WARNING, "pep8", scope="f")
        for line in (1, 2)
    ]
    return CheckedBatch([FileResult(CheckedFile(path, "python", 2), findings)])


def test_a_batch_is_read_as_it_was_sent() -> None:
    (read,), (sent,) = BatchReader().read(to_bytes(_batch("a.py"))).files, _batch("a.py").files

    assert (read.checked, list(read.findings)) == (sent.checked, list(sent.findings))


def test_the_findings_of_all_batches_share_their_texts() -> None:
    reader = BatchReader()
    first, second = (reader.read(to_bytes(_batch(path))).files[0] for path in ("a.py", "b.py"))
    one, other = first.findings[0], second.findings[1]

    assert one.message is other.message
    assert one.scope is other.scope
    assert first.findings[1].location.path is first.checked.path
