"""Settings as the text of a TOML table."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, strategies
from tomli import loads

from qualitygate.adopting.table import HEADER, table_lines, with_table
from qualitygate.errors import UsageError

texts = strategies.text(strategies.characters(exclude_categories=["Cs"]))
values = strategies.dictionaries(
    strategies.sampled_from(["ignore", "spelling.names", "per-file-ignores", "max-line-length"]),
    strategies.one_of(texts, strategies.integers(0, 9999), strategies.lists(texts), strategies.booleans()),
)


@given(values, strategies.dictionaries(texts, strategies.lists(texts)))
def test_what_is_written_is_read_again(said: dict[str, Any], per_file: dict[str, list[str]]) -> None:
    said = {**{key: value for key, value in said.items() if key != "per-file-ignores"}, "per-file-ignores": per_file}

    read = loads("\n".join((HEADER, *table_lines(said))))["tool"]["qualitygate"]

    names = {"spelling.names": read.get("spelling", {}).get("names"), **read}
    assert {key: names[key] for key in said} == said


@pytest.mark.parametrize("before", [b"[a]\nb = 1\n", b"[a]\r\nb = 1\r\n", b"# no end", b"", b"[tool.x]\n"])
def test_what_was_there_stays_byte_for_byte(before: bytes) -> None:
    after = with_table(before, "# from here", table_lines({"ignore": ["E1"]}))

    assert after.startswith(before)
    assert loads(after.decode())["tool"]["qualitygate"] == {"ignore": ["E1"]}


def test_a_file_of_our_own_has_the_keys_at_its_top() -> None:
    after = with_table(None, "# from here", table_lines({"per-file-ignores": {"a.py": ["E1"]}, "ignore": []}))

    assert loads(after.decode()) == {"ignore": [], "per-file-ignores": {"a.py": ["E1"]}}


def test_a_file_that_takes_no_table_is_refused() -> None:
    with pytest.raises(UsageError, match="cannot be added at its end"):
        with_table(b"tool = 1\n", "#", ["a = 1"])
