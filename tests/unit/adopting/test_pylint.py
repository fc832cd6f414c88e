"""What pylint's settings share with ours."""

from __future__ import annotations

import pytest

from qualitygate.adopting.pylint import read_pylint
from qualitygate.adopting.reading import Reading
from qualitygate.inputs import Inputs
from tests.unit.adopting.conftest import Write

RC = """\
    [MASTER]
    ignore=migrations,vendored
    ignore-patterns=_pb2\\.py$,^\\.#
    [MESSAGES CONTROL]
    disable=missing-docstring,
        unused-import,C0301
    [FORMAT]
    max-line-length=120
    """
TOML = """\
    [tool.pylint.main]
    ignore = ["migrations", "vendored"]
    ignore-patterns = ['_pb2\\.py$', '^\\.#']
    [tool.pylint."messages control"]
    disable = ["missing-docstring", "unused-import", "C0301"]
    [tool.pylint.format]
    max-line-length = 120
    """


def read(root: str) -> Reading:
    reading = read_pylint(root, Inputs())
    assert reading is not None
    return reading


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (".pylintrc", RC),
        ("pyproject.toml", TOML),
        (
            "setup.cfg",
            RC.replace("[MASTER]", "[pylint.MASTER]").replace("[MESS", "[pylint.MESS").replace(
                "[FORMAT", "[pylint.FORMAT"
            )
        ),
    ],
)
def test_messages_that_have_a_code_here_are_taken(write: Write, name: str, text: str) -> None:
    reading = read(write({name: text}))

    assert {"F821", "W291", "E722"} <= set(reading.values["select"])
    assert not {"F401", "E501", "C901"} & set(reading.values["select"])
    assert reading.values["max-line-length"] == 120
    assert reading.values["extend-exclude"] == ["migrations", "vendored", "_pb2.py"]
    assert any("disable missing-docstring: nothing here looks for these" in each for each in reading.left)


@pytest.mark.parametrize(
    ("disable", "enable", "select"),
    [
        ("all", "unused-import, E0602", ["F401", "F821"]),
        ("all", "W", ["E703", "E722", "F401", "F403", "F541", "F601", "F631", "F811", "F841", "W605"]),
        ("all", "too-many-lines", []),
    ],
)
def test_enable_counts_behind_disable(write: Write, disable: str, enable: str, select: list[str]) -> None:
    reading = read(write({"pylintrc": f"[MAIN]\ndisable={disable}\nenable={enable}\n"}))

    assert reading.values["select"] == select


def test_complexity_counts_with_its_extension(write: Write) -> None:
    reading = read(write({"pylintrc": "[MAIN]\nload-plugins=pylint.extensions.mccabe\nmax-complexity=7\n"}))

    assert "C901" in reading.values["select"]
    assert (reading.values["max-complexity"], reading.sources["max-complexity"]) == (7, "pylintrc:3")


@pytest.mark.parametrize("files", [{"setup.cfg": "[flake8]\n"}, {"pyproject.toml": "[tool.black]\n"}, {}])
def test_without_settings_of_pylint_there_is_no_reading(write: Write, files: dict[str, str]) -> None:
    assert read_pylint(write(files), Inputs()) is None
