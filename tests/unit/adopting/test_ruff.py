"""What ruff's settings share with ours."""

from __future__ import annotations

import pytest

from qualitygate.adopting.reading import Reading
from qualitygate.adopting.ruff import read_ruff
from qualitygate.cli.setup import Setup
from qualitygate.errors import ConfigError
from qualitygate.inputs import Inputs
from qualitygate.model.selection import Selection
from tests.unit.adopting.conftest import Write


def read(root: str, setup: Setup) -> Reading | None:
    return read_ruff(root, setup.codes.has, setup.catalogue.codes(), Inputs())


def selected(reading: Reading) -> Selection:
    return Selection(select=tuple(reading.values["select"]), ignore=tuple(reading.values["ignore"]))


def test_shared_codes_are_taken_and_the_others_named(write: Write, setup: Setup) -> None:
    text = """\
        [tool.ruff]
        line-length = 100
        target-version = "py310"
        [tool.ruff.lint]
        select = ["E", "F", "UP", "EM", "C90"]
        ignore = ["E731", "UP007"]
        [tool.ruff.lint.mccabe]
        max-complexity = 12
        [tool.ruff.lint.per-file-ignores]
        "tests/*" = ["F811", "S101"]
        """
    reading = read(write({"pyproject.toml": text}), setup)

    assert reading is not None
    assert reading.values["select"] == ["E", "F", "C90"]
    assert "E731" in reading.values["ignore"]
    assert reading.values["max-line-length"] == 100
    assert reading.values["max-complexity"] == 12
    assert reading.values["per-file-ignores"] == {"tests/*": ["F811"]}
    assert reading.sources["max-line-length"] == "pyproject.toml:2"
    others = "not taken: select UP, EM: only ruff looks for these; keep running it for them"
    assert f"pyproject.toml:5: {others}" in reading.left
    assert "pyproject.toml [tool.ruff]: passed over target-version" in reading.left


@pytest.mark.parametrize(
    ("text", "code", "counts"),
    [
        ('lint.select = ["E"]', "E203", False),
        ('lint.select = ["E"]\npreview = true', "E203", True),
        ('lint.select = ["E"]', "E501", True),
        ('lint.select = ["E"]', "E704", False),
        ('lint.select = ["E"]', "E128", False),
        ('lint.select = ["ALL"]', "W605", True),
        ('lint.select = ["ALL"]', "W503", False),
        ("line-length = 100", "E501", False),
        ("line-length = 100", "F401", True),
        ('lint.extend-select = ["E501"]', "E501", True),
        ('select = ["E"]\nignore = ["E5"]', "E501", False),
    ],
)
def test_a_code_counts_where_ruff_looks_for_it(write: Write, setup: Setup, text: str, code: str, counts: bool) -> None:
    reading = read(write({"ruff.toml": text + "\n"}), setup)

    assert reading is not None
    assert selected(reading).is_selected(code) is counts


def test_a_file_that_is_extended_says_what_the_nearer_one_does_not(write: Write, setup: Setup) -> None:
    files = {
        "ruff.toml": 'extend = "base/ruff.toml"\nline-length = 100\n',
        "base/ruff.toml": 'lint.select = ["W"]\nline-length = 70\n'
    }
    reading = read(write(files), setup)

    assert reading is not None
    assert (reading.values["select"], reading.values["max-line-length"]) == (["W"], 100)
    assert reading.sources["select"] == "base/ruff.toml:1"


def test_an_extended_file_that_is_gone_is_named(write: Write, setup: Setup) -> None:
    with pytest.raises(ConfigError, match=r"ruff.toml:1: there is no \.\./up.toml"):
        read(write({"ruff.toml": 'extend = "../up.toml"\n'}), setup)


def test_without_settings_of_ruff_there_is_no_reading(write: Write, setup: Setup) -> None:
    assert read(write({"pyproject.toml": "[tool.black]\n"}), setup) is None
