"""Which names a script that looks for misspelt ones wants."""

from __future__ import annotations

import pytest

from qualitygate.adopting.reading import Reading
from qualitygate.adopting.spelling import read_spelling
from qualitygate.inputs import Inputs
from tests.unit.adopting.conftest import Write


def read(write: Write, text: str) -> Reading | None:
    return read_spelling(write({"scripts/check-spelling.sh": "#!/bin/sh\n" + text}), Inputs())


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ('if grep -rn "Github" --include=*.py .; then\n  echo "write GitHub"\n  exit 1\nfi\n', ["GitHub"]),
        ("! grep -rnE 'Subblime|Angular JS' app  # it is SubBlime and AngularJS\n", ["SubBlime", "AngularJS"]),
        ("grep -rni 'wellfire interactive' app | grep -v 'Wellfire Interactive' && exit 1\n", ["Wellfire Interactive"]),
        ("git grep -n -w Javascript && echo 'JavaScript, please' && exit 1\n", ["JavaScript"]),
        ("grep -r -e Githbu -e Github . && echo 'GitHub!'\n", ["GitHub"]),
    ],
)
def test_the_right_name_is_what_the_script_says_beside_the_wrong_one(write: Write, text: str, names: list[str]) -> None:
    reading = read(write, text)

    assert reading is not None
    assert reading.values == {"spelling.names": names}
    assert reading.sources["spelling.names"].startswith("scripts/check-spelling.sh:2")


def test_a_name_without_its_right_form_is_named(write: Write) -> None:
    reading = read(write, "# product names\ngrep -rn Subblime app && exit 1\n")

    assert reading is not None and reading.values == {}
    assert "scripts/check-spelling.sh:3: not taken: 'Subblime' is looked for" in reading.left[0]


@pytest.mark.parametrize(
    "text",
    [
        "grep -rn 'import pdb' app && exit 1\n",
        "ps | grep Python\n",
        "grep -rn 'print(' . \n",
        "grep -c TODO notes.txt\n"
    ],
)
def test_other_searches_are_none_of_names(write: Write, text: str) -> None:
    assert read(write, text) is None
