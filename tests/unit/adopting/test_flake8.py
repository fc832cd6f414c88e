"""What flake8 and its kind are told, by files and by the options that they are called with."""

from __future__ import annotations

import os

import pytest

from qualitygate.adopting.flake8 import read_flake8
from qualitygate.adopting.reading import Reading
from qualitygate.cli.setup import Setup
from qualitygate.config.keys import Keys
from qualitygate.config.old_files import find_old
from qualitygate.engine.own_rules import OWN_DEFAULTS
from qualitygate.errors import ConfigError
from qualitygate.hosting import ask
from qualitygate.inputs import Inputs
from tests.unit.adopting.conftest import Write


def read(root: str, setup: Setup) -> Reading | None:
    keys = Keys(ask.options(setup.host), setup.catalogue.selection(OWN_DEFAULTS))
    return read_flake8(root, find_old([root], root, Inputs()), keys, setup.codes.has, Inputs())


def test_each_value_of_a_file_has_its_line(write: Write, setup: Setup) -> None:
    reading = read(write({"setup.cfg": "[flake8]\nmax-line-length = 100\nignore = E203\n"}), setup)

    assert reading is not None and reading.is_in_force
    assert reading.values == {"noqa": "flake8", "max-line-length": 100, "ignore": ["E203"]}
    assert reading.sources["max-line-length"] == "setup.cfg:2"


def test_an_option_beats_the_file_and_a_ci_file_beats_a_hook(write: Write, setup: Setup) -> None:
    files = {
        ".flake8": "[flake8]\nmax-line-length = 79\nmax-complexity = 5\n",
        ".github/workflows/ci.yml": "jobs:\n  lint:\n    steps:\n      - run: flake8 --max-line-length 100 src\n",
        ".pre-commit-config.yaml": """\
            repos:
              - repo: https://github.com/pycqa/flake8
                hooks:
                  - id: flake8
                    args: [--max-line-length=88]
            """,
    }
    root = write(files)
    os.mkdir(os.path.join(root, "src"))

    reading = read(root, setup)

    assert reading is not None and not reading.is_in_force
    assert reading.values == {"noqa": "flake8", "max-line-length": 100, "max-complexity": 5}
    assert reading.sources["max-line-length"] == ".github/workflows/ci.yml:4"
    assert reading.run is not None and reading.run.paths == ("src",)
    assert reading.left == (
        ".pre-commit-config.yaml:4: not taken: flake8 is called otherwise there; .github/workflows/ci.yml:4 counts",
    )


def test_a_call_whose_failure_nobody_looks_at_says_nothing(write: Write, setup: Setup) -> None:
    lines = "- run: flake8 . --select=E9,F82\n- run: flake8 . --exit-zero --max-line-length=127\n"
    reading = read(write({".github/workflows/ci.yml": lines}), setup)

    assert reading is not None
    assert reading.values["select"] == ["E9", "F82"]
    assert "max-line-length" not in reading.values
    assert reading.left == (".github/workflows/ci.yml:2: not taken: its exit code is not looked at",)


def test_what_a_hook_leaves_alone_is_left_alone(write: Write, setup: Setup) -> None:
    text = "repos:\n- hooks:\n  - id: flake8\n    exclude: ^docs/|migrations/\n"
    reading = read(write({".pre-commit-config.yaml": text}), setup)

    assert reading is not None
    assert reading.values["extend-exclude"] == ["/docs/", "*migrations/"]


def test_trunk_names_the_file_and_what_is_left_alone(write: Write, setup: Setup) -> None:
    files = {
        ".trunk/trunk.yaml": """\
            lint:
              enabled:
                - flake8@6.0.0
                - black@23.1.0
              ignore:
                - linters: [ALL]
                  paths: [vendored/**]
                - linters: [black]
                  paths: [other/**]
            """,
        ".trunk/configs/.flake8": "[flake8]\nignore = E203, ZZ950\n",
    }
    reading = read(write(files), setup)

    assert reading is not None
    assert reading.values == {"noqa": "flake8", "ignore": ["E203"], "extend-exclude": ["vendored/**"]}
    assert reading.sources["ignore"] == ".trunk/configs/.flake8:2"
    assert reading.left == ("not taken: ignore ZZ950: no rule that is installed has such a code",)


def test_a_file_that_a_call_names_is_read(write: Write, setup: Setup) -> None:
    reading = read(
        write({
            "Makefile": "lint:\n\tflake8 --config=ci/style.cfg $(FILES)\n", "ci/style.cfg": "[flake8]\nignore = E203\n"
        }),
        setup
    )

    assert reading is not None
    assert reading.values["ignore"] == ["E203"]


def test_an_option_with_a_variable_is_named(write: Write, setup: Setup) -> None:
    reading = read(write({"lint.sh": "flake8 --max-line-length=$LENGTH src\n"}), setup)

    assert reading is not None
    assert reading.left == (
        "lint.sh:1: --max-line-length=$LENGTH: not taken: only the shell, the service or pre-commit knows what that is",
    )


def test_a_wrong_value_names_the_place_of_the_call(write: Write, setup: Setup) -> None:
    with pytest.raises(ConfigError, match=r"lint.sh:1.*max-line-length"):
        read(write({"lint.sh": "flake8 --max-line-length=wide src\n"}), setup)


def test_pycodestyle_alone_is_told_so(write: Write, setup: Setup) -> None:
    reading = read(write({"lint.sh": "pycodestyle --ignore=E501 .\n"}), setup)

    assert reading is not None and reading.run is not None
    assert (reading.program, reading.run.codes) == ("pycodestyle", ("E", "W"))


def test_nothing_that_speaks_of_flake8_is_no_reading(write: Write, setup: Setup) -> None:
    assert read(write({"a.py": "", "lint.sh": "echo flake8\n"}), setup) is None
