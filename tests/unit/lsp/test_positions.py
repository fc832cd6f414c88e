"""What client and server have agreed to count."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given, strategies as st

from qualitygate.lsp.positions import Encoding, Units, agree

ENCODINGS: tuple[Encoding, ...] = get_args(Encoding)


@pytest.mark.parametrize(
    ("offered", "agreed"),
    [
        pytest.param(["utf-8", "utf-16"], "utf-8", id="the first one"),
        pytest.param(["utf-32", "utf-8"], "utf-32", id="the first one, whatever we like best"),
        pytest.param(["utf-7", "utf-16"], "utf-16", id="the first one that is known"),
        pytest.param([], "utf-16", id="what is meant where nothing is said"),
        pytest.param(["ebcdic"], "utf-16", id="what is meant where nothing known is said"),
    ],
)
def test_the_clients_order_decides(offered: list[str], agreed: str) -> None:
    assert agree(offered) == agreed


@pytest.mark.parametrize(("encoding", "character"), [("utf-8", 5), ("utf-16", 3), ("utf-32", 2)])
def test_each_encoding_counts_its_own_units(encoding: Encoding, character: int) -> None:
    units = Units(encoding)

    assert units.from_codepoint("a😀b", 2) == character
    assert units.to_codepoint("a😀b", character) == 2


def test_a_place_inside_a_surrogate_pair_is_the_place_before_it() -> None:
    assert Units("utf-16").to_codepoint("a😀b", 2) == 1


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_nothing_lies_behind_the_line(encoding: Encoding) -> None:
    units = Units(encoding)

    assert units.to_codepoint("a😀", 1000) == 2
    assert units.from_codepoint("a😀", 1000) == units.from_codepoint("a😀", 2)


@given(st.text(), st.sampled_from(ENCODINGS), st.data())
def test_every_place_between_two_characters_comes_back(line: str, encoding: Encoding, data: st.DataObject) -> None:
    units = Units(encoding)
    offset = data.draw(st.integers(0, len(line)))

    assert units.to_codepoint(line, units.from_codepoint(line, offset)) == offset
