"""What a tool gets of the environment, and where programs are looked for."""

from __future__ import annotations

import os
from pathlib import Path

from qualitygate_plugins.tools.environment import find_program, names, tool_environment

OUTER = {
    "PATH": f"/usr/bin{os.pathsep}relative", "HOME": "/home/me", "AWS_SECRET": "x", "FORCE_COLOR": "1", "DJANGO": "s"
}


def test_it_gets_what_is_usual_and_what_it_asks_for_and_no_secret() -> None:
    found = tool_environment(["DJANGO"], OUTER, "/work")

    assert (found["HOME"], found["DJANGO"], "AWS_SECRET" in found) == ("/home/me", "s", False)


def test_nothing_colours_or_cuts_what_it_writes_be_it_that_it_asks_for_all() -> None:
    found = tool_environment(["*"], OUTER, "/work")

    assert (found["AWS_SECRET"], found["NO_COLOR"], found["TERM"], "FORCE_COLOR" in found) == ("x", "1", "dumb", False)
    assert "relative" not in found["PATH"].split(os.pathsep)


def test_all_may_decide_where_all_is_asked_for() -> None:
    assert names(["*"]) is None
    assert "DJANGO" in (names(["DJANGO"]) or ())


def test_the_projects_own_environment_comes_first_and_a_name_with_a_slash_is_in_the_project(tmp_path: Path) -> None:
    for name in (".venv/bin/sh", "scripts/own"):
        program = tmp_path / name
        program.parent.mkdir(parents=True)
        program.write_text("#!/bin/sh\n")
        program.chmod(0o755)
    home = str(tmp_path)

    assert find_program("sh", home, {"PATH": os.defpath}) == str(tmp_path / ".venv/bin/sh")
    assert find_program("scripts/own", home, {}) == str(tmp_path / "scripts/own")
    assert find_program("no-such-program", home, {"PATH": os.defpath}) is None
