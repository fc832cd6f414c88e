"""What is known of a baseline's blocks outlives a run, and is never in the way."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualitygate.cache.block_matches import Balance, BlockMatches, of_fingerprints

BLOCK = b'{"path": "a.py", "code": "E501", "line": "x"}\n'
MARKS = ["0f" * 16, "1f" * 16]


def keep(file: Path, block: bytes = BLOCK) -> BlockMatches:
    """Let a run find out that a block balances."""
    balances = BlockMatches(str(file))
    balances.find(block)
    balances.put(block, MARKS, "legacy")
    balances.save()
    return balances


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "x.balances"


def test_what_was_saved_is_read_again(file: Path) -> None:
    keep(file)
    assert BlockMatches(str(file)).find(BLOCK) == Balance(of_fingerprints(MARKS), "legacy")


def test_another_block_is_not_known(file: Path) -> None:
    keep(file)
    assert BlockMatches(str(file)).find(BLOCK + BLOCK) is None


def test_a_block_that_the_baseline_no_longer_has_is_forgotten(file: Path) -> None:
    keep(file)
    keep(file, b"another")
    assert BlockMatches(str(file)).find(BLOCK) is None


def test_nothing_is_written_when_nothing_was_found_out(file: Path) -> None:
    asked = BlockMatches(str(file))
    asked.save()
    asked.find(BLOCK)
    asked.save()
    assert not file.exists()


@pytest.mark.parametrize("content", [b"", b"qualitygate", b"\0" * 5000], ids=["nothing", "too little", "zeros"])
def test_a_damaged_file_says_nothing_and_is_begun_anew_with_a_note(file: Path, content: bytes) -> None:
    keep(file)
    file.write_bytes(content)
    (note,) = keep(file, b"another").notes
    assert note.startswith("what is known of the baseline is begun anew: ")
    assert BlockMatches(str(file)).find(b"another") is not None


def test_a_directory_that_others_may_write_to_is_not_believed(file: Path) -> None:
    keep(file)
    file.parent.chmod(0o777)
    assert BlockMatches(str(file)).find(BLOCK) is None
