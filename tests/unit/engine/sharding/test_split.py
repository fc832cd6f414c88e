"""The split: every file in one shard, alike in any order, and about as many bytes in each."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, strategies as st

from qualitygate.engine.sharding.split import parse_shard, split
from qualitygate.errors import UsageError

FILES = st.lists(
    st.tuples(st.integers(0, 9999), st.sampled_from("abc"), st.text("xyz/", min_size=1, max_size=6)),
    unique_by=lambda file: file[2],
    max_size=40,
)


@given(FILES, st.integers(1, 16), st.randoms(use_true_random=False))
def test_every_file_is_in_one_shard_whatever_the_order(
    files: list[tuple[int, str, str]], count: int, random: Random
) -> None:
    shards = split(files, count)
    random.shuffle(files)

    assert split(files, count) == shards
    assert len(shards) == count
    assert sorted(path for shard in shards for path in shard) == sorted(file[2] for file in files)


@given(FILES, st.integers(1, 16))
def test_no_two_shards_differ_by_more_than_the_largest_file(files: list[tuple[int, str, str]], count: int) -> None:
    sizes = {path: size + 1 for size, _, path in files}

    loads = [sum(sizes[path] for path in shard) for shard in split(files, count)]

    assert max(loads) - min(loads) <= max(sizes.values(), default=0)


@pytest.mark.parametrize("text", ["0/2", "3/2", "1", "1/", "/2", "a/b", "-1/2", "1/0", "", "²/3"])
def test_what_is_no_shard_is_refused_with_the_form(text: str) -> None:
    with pytest.raises(UsageError, match="expected I/N with 1 <= I <= N"):
        parse_shard(text)


def test_a_shard_is_its_number_and_their_count() -> None:
    assert parse_shard("2/16") == (2, 16)
