"""Beside a formatter: what it owns is off, and what a safe fix writes it leaves as it is."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from tomli import loads

from tests.cli.conftest import Project
from tests.parity.formatters import fights

PROFILES = Path(__file__).parents[2] / "rules" / "qualitygate_rules" / "data" / "profiles"
TOOLS = Path(os.environ.get("QUALITYGATE_TOOLS") or Path.home() / ".cache" / "qualitygate-tools")
PROGRAMS = {"black": "black", "ruff-format": "ruff"}
#: Something for every family of fixes, where a formatter has to do with it: in brackets, in blocks, between imports.
SAMPLE = '''\
import os
import sys, re
from typing import (
    Any,
    List,
)
from collections import (
    OrderedDict,
)


class A:
    import json

    def m(self):
        import functools

        if self == None:
            return "\\d"
        if not self in []:
            return f"nothing"
        print("see Github %s" % (1,));
        return "a %(b)s" % {"b": 1, "c": 2}


if A:
    import bz2
else:
    import lzma
    import gzip


def h(x=[]):
    import os.path

    breakpoint()
    if not x is None: return x == True, "{}".format(1, 2)


from dd import (
    ee,  # a comment
    ff,
)
# Github is written in Javascript
print(List)
'''


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project of its own."""
    (tmp_path / ".git").mkdir()
    return Project(tmp_path)


@pytest.mark.parametrize("formatter", PROGRAMS)
def test_format_fix_format_gives_the_same_bytes(
    tmp_path: Path, formatter: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not (TOOLS / "bin" / PROGRAMS[formatter]).is_file():
        pytest.skip(f"{PROGRAMS[formatter]} is not installed: bash tests/plugins/tools/install.sh")
    monkeypatch.setenv("PATH", f"{TOOLS / 'bin'}{os.pathsep}{os.environ['PATH']}")
    (tmp_path / "a.py").write_text(SAMPLE)

    assert fights(formatter, tmp_path) == (1, [])


@pytest.mark.parametrize("formatter", PROGRAMS)
def test_what_the_formatter_owns_is_off_and_the_rest_is_on(project: Project, formatter: str) -> None:
    owned = "x = {1 : 2}\ndef f(): pass\ny = (1,\n  2)\n\n\n\nz = '" + "x" * 200 + "'  \n"
    project.write({"a.py": owned, "b.py": "import os\n", "qualitygate.toml": f'profile = "{formatter}"\n'})

    assert project.run("--format", "json").codes == ["F401"]


def test_both_profiles_say_the_same() -> None:
    black, ruff = (loads((PROFILES / f"{name}.toml").read_text("utf-8")) for name in PROGRAMS)

    assert black == ruff
