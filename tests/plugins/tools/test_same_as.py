"""What the real programs find on one sample, and which of it is one finding with what ours find."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from qualitygate.api import SameAs
from qualitygate_plugins.tools import qualitygate_same_as
from qualitygate_plugins.tools.declaration import declared
from qualitygate_plugins.tools.presets import preset_names
from qualitygate_rules.same import SAME_AS

from tests.cli.conftest import Project

from .test_preset_files import TOOLS

SAMPLE = """\
import datetime
import os
import json, re
from os.path import *
import logging
import requests


def first(a=[]):
    assert (a, "x")
    assert a
    print(a)
    breakpoint()
    requests.get("http://example.com")
    with open("a.txt") as handle:
        handle.read()
    logging.info("x %s" % 1)
    logging.info(f"x {1}")
    return datetime.datetime.now()


def first(x): \n    l = 1
    global zz
    if x == None:
        pass
    if x == True:
        pass
    if not x in [1]:
        pass
    if type(x) == type(1):
        pass
    del nothere


password = "hunter2hunter2"
try:
    pass
except:
    pass
"%(a)s" % {"b": 1}
f"nothing"
x = "\\d"
x is "a"
# TODO: mend it
if x:
    raise NotImplemented
import enum
   \n"""
OURS = ", ".join(f'"QG{number}"' for number in range(101, 113))
CONFIG = f"""\
version = 1
select = ["E", "F", "W", {OURS}]
[[tool]]
preset = "ruff"
command = [
    "ruff", "check", "--isolated", "--preview", "--select=ALL", "--output-format=json", "--no-fix", "--quiet", "--",
    "{{paths}}",
]
[[tool]]
preset = "pylint"
paths = ["a.py"]
command = ["pylint", "--rcfile=", "--output-format=json2", "--score=n", "--enable=all", "{{paths}}"]
[[tool]]
preset = "bandit"
"""
#: Our code, and who else has it there.
EXPECTED = """\
F401 PLW0611 RUFF401
E401 PLC0410 RUFE401
F403 PLW0401 RUFF403
QG103 PLW0102 RUFB006
F631 QG104 PLW0199 RUFF631
QG105 BANDIT101 RUFS101
QG101 RUFT201
QG102 PLW1515 RUFT100
QG107 BANDIT113 RUFS113
QG108 PLW1514 RUFPLW1514
QG110 PLW1201 RUFG002
QG110 PLW1203 RUFG004
QG106 RUFDTZ005
F811 PLE0102 RUFF811
W291 PLC0303 RUFW291
E741 RUFE741
F841 PLW0612 RUFF841
F824 PLW0602 RUFPLW0602
E711 PLC0121 RUFE711
E712 PLC0121 RUFE712
E713 RUFE713
E721 PLC0123 RUFE721
F821 PLE0602 RUFF821
QG112 BANDIT105 RUFS105
E722 PLW0702 RUFE722
QG109 BANDIT110 RUFS110
F504 PLW1301 RUFF504
F505 PLE1304 RUFF505
F541 PLW1309 RUFF541
W605 PLW1401 RUFW605
F632 PLR0123 RUFF632
QG111 RUFTD003
F901 PLE0711 RUFF901
E402 PLC0413 RUFE402
"""


@pytest.mark.consumer
def test_what_they_say_of_one_place_is_one_finding(tmp_path: Path) -> None:
    if not (TOOLS / "tools.txt").exists():
        pytest.skip(f"the tools are not installed in {TOOLS}; run: tests/plugins/tools/install.sh")
    project = Project(tmp_path)
    project.write({"qualitygate.toml": CONFIG, "a.py": SAMPLE})
    (Path(project.root) / ".venv").symlink_to(TOOLS)
    report = json.loads(project.run("--no-cache", "--format", "json", "a.py").out)

    assert report["failures"] == []
    found = {
        (each["code"], *sorted(name.partition(":")[2] for name in each["also_from"])) for each in report["findings"]
    }
    expected = {(first, *sorted(others)) for first, *others in map(str.split, EXPECTED.splitlines())}
    assert expected - found == set()


def test_entries_of_presets_and_of_plugins_are_codes_that_lead_somewhere() -> None:
    said: dict[str, SameAs] = {**SAME_AS, **qualitygate_same_as()}
    for name in preset_names():
        (declared_tool,) = declared((json.dumps({"preset": name}),))
        said |= {f"{name} {theirs}": SameAs(ours) for theirs, ours in declared_tool.same_as.items()}

    assert {same.code for same in said.values() if not same.code.isalnum()} == set()
    assert len(said) > 150
