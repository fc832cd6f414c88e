"""A shard's report reads back as it was written; whatever else it is, it is refused and named."""

from __future__ import annotations

import json

import pytest
from hypothesis import example, given, strategies as st

from qualitygate.cache.digests import of_bytes
from qualitygate.engine.results import FileResult
from qualitygate.engine.sharding.identity import Identity
from qualitygate.engine.sharding.record import Gathering, Record, Side, read_record, to_text
from qualitygate.engine.sharding.union import Shard, complete
from qualitygate.errors import ShardError
from qualitygate.model.failure import Failure
from qualitygate.model.finding import Finding
from qualitygate.model.location import Location
from qualitygate.model.report import CheckedFile, Skip
from qualitygate.model.severity import Severity

TEXTS = st.text(st.characters(codec=None), max_size=8)


def record(path: str = "a.py", message: str = "wrong") -> Record:
    finding = Finding("E1", message, Location(path, 1, 1), Severity.ERROR, "pep8")
    files = [FileResult(CheckedFile(path, "python", 1), [finding], digest="d")]
    lost = [Failure("worker", "l.py", "lost-worker", "died")]
    stage = Gathering(files, [Skip("s.py", "excluded")], ["l.py"], lost, {"p": 1.5})
    side = Side({path: "d", "s.py": "e", "l.py": ""}, [stage])
    return Record(number=1, of=2, identity=Identity({}, "", {}, {}, "0"), tree=side, base=side)


@given(TEXTS, TEXTS)
@example("gr\udcf6\xdfe.py", "\u2028\x00")
def test_a_record_reads_back_as_it_was_written(path: str, message: str) -> None:
    written = to_text(record(path, message))

    assert written.count("\n") == 2
    assert to_text(read_record(written.encode(), "x")) == written


@given(st.integers(0, 10**9), st.sampled_from(["flip", "drop", "double", "cut"]))
def test_a_damaged_report_is_refused_by_name(position: int, damage: str) -> None:
    data = to_text(record()).encode()
    at = position % (len(data) - 1)  # the line break at the end is nobody's
    spoilt = {
        "flip": data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :],
        "drop": data[:at] + data[at + 1 :],
        "double": data[: at + 1] + data[at:],
        "cut": data[:at],
    }[damage]

    try:
        found = read_record(spoilt, "build/shard-1.json")
    except ShardError as error:
        assert str(error).startswith("build/shard-1.json: ")
    else:
        assert to_text(found) == to_text(record())


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"number": 0}, "not of one split"),
        ({"number": "1"}, "Expected `int`, got `str` - at `$.number`"),
        ({"tree": {"digests": {}, "stages": [{"files": [[1]]}]}}, "at `$.tree.stages[0].files[0]"),
        ({"identity": None}, "Expected `object`, got `null` - at `$.identity`"),
    ],
    ids=["number", "type", "finding", "nothing"],
)
def test_what_is_of_another_type_is_refused_with_its_place(change: dict[str, object], said: str) -> None:
    head, body = map(json.loads, to_text(record()).splitlines())
    text = json.dumps({**body, **change})
    data = json.dumps({**head, "digest": of_bytes(text.encode()).hex()}) + f"\n{text}\n"

    with pytest.raises(ShardError) as caught:
        complete([Shard(read_record(data.encode(), "x.json"), "x.json")])

    assert said in str(caught.value)


@pytest.mark.parametrize(
    "data",
    [b"", b"[]", b"{}", b"\xff", b"[" * 100_000, b'{"qualitygate_shard": 1e99}', b'{"schema": 1, "findings": []}'],
    ids=["empty", "list", "object", "bytes", "deep", "number", "a whole run"],
)
def test_what_is_no_report_of_a_shard_is_refused(data: bytes) -> None:
    with pytest.raises(ShardError, match="x.json: expected what --shard I/N writes, all of it"):
        read_record(data, "x.json")
