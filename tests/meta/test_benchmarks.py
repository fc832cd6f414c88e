"""The benchmark runner runs: every scenario once, over a small corpus. What it measures is not judged here."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
README = (ROOT / "benchmarks" / "README.md").read_text(encoding="utf-8")
#: Asking the index for ruff is left to people who measure.
QUICK = [sys.executable, "-m", "benchmarks.speed", "--quick", "--without=ruff"]


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*QUICK, *arguments], cwd=ROOT, capture_output=True, encoding="utf-8")


@pytest.mark.slow
def test_every_scenario_runs_and_is_explained() -> None:
    done = run()

    explained = re.findall(r"^\| `(\w[\w-]*)` \|", README, re.MULTILINE)
    assert (done.returncode, done.stderr) == (0, "")
    assert re.findall(r"^([\w-]+): ", done.stdout, re.MULTILINE) == explained
    assert "The same findings as flake8." in done.stdout


@pytest.mark.slow
def test_findings_that_differ_fail_the_measurement(tmp_path: Path) -> None:
    (tmp_path / "node_modules").mkdir()  # which flake8 looks into, and qualitygate does not
    (tmp_path / "node_modules" / "odd.py").write_text("import os\n")
    (tmp_path / "shop.py").write_text("import os\n")

    done = run(f"--corpus={tmp_path}", "--only=cold")

    assert (done.returncode, done.stderr) == (1, "")
    assert "NOT THE SAME FINDINGS AS flake8." in done.stdout
    assert "only one has: node_modules/odd.py:1: F401 'os' imported but unused" in done.stdout


#: Fails as flake8 does: with a traceback, and without saying where.
FAILING = """
import sys
if any("odd" in name for name in sys.argv[1:]):
    raise IndexError("string index out of range")
"""
CRASHES = """
import sys
from pathlib import Path
from benchmarks.speed.distributions import crashing

print(*(path.name for path in crashing([sys.executable, sys.argv[1]], [Path(name) for name in sys.argv[2:]])))
"""


def test_every_file_at_which_flake8_fails_is_found(tmp_path: Path) -> None:
    (tmp_path / "flake8.py").write_text(FAILING)
    files = ["a.py", "odd1.py", "b.py", "c.py", "d.py", "odd2.py", "e.py"]
    command = [sys.executable, "-c", CRASHES, str(tmp_path / "flake8.py"), *files]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.split() == ["odd1.py", "odd2.py"]


#: Writes a page, and another one that measured only one of its two sections.
PAGES = """
from benchmarks.speed.results import kept_sections, page

first = page(["2026-01-01 10:00 UTC, load 0.1", "qualitygate 0.1.0 (abc), ruff"], [("a", ["| 1 |"]), ("b", ["| 2 |"])])
kept = kept_sections(first, ["a", "b", "c"])
second = page(["2026-02-01 10:00 UTC, load 0.1", "qualitygate 0.2.0 (def), ruff"], [("a", ["| 9 |"]), ("b", kept["b"])])
third = page(["2026-03-01 10:00 UTC, load 0.1"], kept_sections(second, ["b"]).items())
print(sorted(kept), second, third, sep="\\n--\\n")
"""


def test_sections_that_are_not_measured_again_stay_and_say_since_when() -> None:
    done = subprocess.run([sys.executable, "-c", PAGES], cwd=ROOT, capture_output=True, encoding="utf-8", check=True)

    kept, second, third = done.stdout.split("\n--\n")
    since = "Not measured this time, but on 2026-01-01 10:00 UTC, qualitygate 0.1.0 (abc)."
    assert kept == "['a', 'b']"
    assert f"## A\n\n| 9 |\n\n## B\n\n{since}\n\n| 2 |\n" in second
    assert f"## B\n\n{since}\n\n| 2 |\n" in third


REPLACED = """
from benchmarks.speed.results import other_titles, replaced_section, sections_of

first = replaced_section("# Page\\n\\n* fact\\n\\n## A\\n\\n| 1 |\\n", "Cold, Python 3.11", ["| 2 |"])
second = replaced_section(replaced_section(first, "Cold, Python 3.13", ["| 3 |"]), "Cold, Python 3.11", ["| 4 |"])
print(second, other_titles(second, ["a"]), sections_of(second, ["Cold, Python 3.13"]))
"""


def test_the_table_of_one_python_is_replaced_and_the_others_stay() -> None:
    done = subprocess.run([sys.executable, "-c", REPLACED], cwd=ROOT, capture_output=True, encoding="utf-8", check=True)

    page = "# Page\n\n* fact\n\n## A\n\n| 1 |\n\n## Cold, Python 3.11\n\n| 4 |\n\n## Cold, Python 3.13\n\n| 3 |\n"
    assert done.stdout == f"{page} ['Cold, Python 3.11', 'Cold, Python 3.13'] {{'Cold, Python 3.13': ['| 3 |']}}\n"
