"""Files travel by content; what comes back is believed only where it can be about them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from qualitygate.cache.signature import signature
from qualitygate.engine.checking.batch import BatchReader
from qualitygate.engine.checking.parcel import Parcel, Refusal, answered, pack, read_answer, unpack
from qualitygate.engine.results import CheckedBatch, FileResult
from qualitygate.engine.work import Task
from qualitygate.model.failure import Failure
from qualitygate.model.finding import Finding
from qualitygate.model.location import Location
from qualitygate.model.report import CheckedFile
from qualitygate.model.settings import Settings
from qualitygate.model.severity import Severity

ENVIRONMENT = "ab" * 16


def parcel_of(root: Path, *tasks: Task, limit: int = 1000) -> Parcel:
    return pack(tasks, [Settings(max_file_size=limit)], str(root))


def test_contents_travel(tmp_path: Path) -> None:
    (tmp_path / "é.py").write_bytes(b"x = 1\n\xff\0")
    parcel = parcel_of(tmp_path, Task("é.py", "python", 0, 5), Task("old.py", "python", 0, 2, b""))

    assert [(task.path, task.data) for task in unpack(parcel.content)] == [("é.py", b"x = 1\n\xff\0"), ("old.py", b"")]


def test_what_cannot_be_read_or_is_too_large_stays(tmp_path: Path) -> None:
    (tmp_path / "large.py").write_bytes(b"#" * 50)
    parcel = parcel_of(tmp_path, Task("gone.py", "python", 0), Task("large.py", "python", 0), limit=49)

    assert parcel.tasks == []
    assert [task.path for task in parcel.unreadable] == ["gone.py", "large.py"]


def test_what_was_said_ahead_goes_along_while_the_file_is_the_same(tmp_path: Path) -> None:
    file = tmp_path / "a.py"
    file.write_text("x = 1\n")
    state = signature(os.stat(file))
    same, other = (Task("a.py", "python", 0, foretold=("ruff", "F401"), state=each) for each in (state, (1, 2, 3, 4)))

    said = [unpack(parcel_of(tmp_path, task).content)[0].foretold for task in (same, other)]

    assert said == [("ruff", "F401"), ("", "")]


def result(**changed: object) -> FileResult:
    fields: dict[str, object] = {
        "checked": CheckedFile("a.py", "python", 1),
        "findings": [Finding("F401", "text", Location("a.py", 1, 1), Severity.WARNING, "pyflakes")],
        "digest": "",
    }
    return FileResult(**{**fields, **changed})  # type: ignore[arg-type]  # by name


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"digest": "00" * 16}, "it is about another content"),
        ({"checked": CheckedFile("a.py", "text", 1)}, "it was read as text"),
        ({"checked": CheckedFile("a.py", "python", -1)}, "it was read as python"),
        ({"failures": [Failure("x", "b.py", "crash", "")]}, "a failure in it is about another file"),
        (
            {"findings": [Finding("F401", "", Location("b.py"), Severity.NOTE, "x")]},
            "a finding in it is about another file",
        ),
        ({"findings": [Finding("::error", "", Location("a.py"), Severity.NOTE, "x")]}, "a finding in it has the code"),
    ],
    ids=["digest", "kind", "lines", "failure", "finding", "code"],
)
def test_an_answer_that_cannot_be_is_refused(tmp_path: Path, changed: dict[str, object], said: str) -> None:
    (tmp_path / "a.py").write_text("import os\n")
    parcel = parcel_of(tmp_path, Task("a.py", "python", 0))
    good, bad = (result(**{"digest": parcel.digests["a.py"], **each}) for each in ({}, changed))

    read = [
        read_answer(answered(ENVIRONMENT, CheckedBatch([each])), parcel, ENVIRONMENT, BatchReader())
        for each in (good, bad)
    ]

    assert isinstance(read[0], CheckedBatch)
    assert read[0].files[0].signature == parcel.signatures["a.py"]
    assert isinstance(read[1], Refusal) and said in read[1].problem
