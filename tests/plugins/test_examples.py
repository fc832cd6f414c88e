"""Examples that are read late look like examples that were given."""

from __future__ import annotations

import pytest

from qualitygate.api import Example
from qualitygate_plugins.examples import Examples

PAIRS = {"AC1": [("bad\n", "good\n"), ("worse\n", "better\n")]}


def test_they_are_a_sequence_of_examples() -> None:
    examples = Examples("AC1", PAIRS.__getitem__)

    assert list(examples) == [Example("bad\n", "good\n"), Example("worse\n", "better\n")]
    assert examples[1:] == (Example("worse\n", "better\n"),)
    assert examples == Examples("AC1", PAIRS.__getitem__)
    assert hash(examples) == hash(Examples("AC1", PAIRS.__getitem__))


def test_nothing_is_read_before_somebody_asks() -> None:
    examples = Examples("AC2", PAIRS.__getitem__)

    with pytest.raises(KeyError):
        len(examples)
