"""Safe means that the program runs as before: programs are run, repaired with the safe fixes, and run again."""

from __future__ import annotations

import contextlib
import io
import subprocess
import sys
import warnings
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings as hypothesis_settings, strategies as st

from qualitygate.api import Applicability, Source
from qualitygate.engine.checking.check import NamedChecker, check_source
from qualitygate.engine.checking.checked import Checked
from qualitygate.engine.fixing.elsewhere import Elsewhere
from qualitygate.engine.fixing.judged import open_findings
from qualitygate.engine.fixing.rounds import Fixed, FixPolicy, fix_source
from qualitygate.model.replacement import replace
from qualitygate.model.selection import Selection
from qualitygate.model.settings import Settings
from qualitygate_plugins import pep8, pyflakes
from qualitygate_plugins.pep8.codes import CODES
from qualitygate_plugins.pyflakes.checker import PyflakesChecker

from .declared import options_of
from .pep8.fixes.fixing import pep8_checker
from .safe_programs import BLOCKS, NOISE, PROGRAMS

SETTINGS = Settings(Selection(select=("E", "W", "F"), ignore=()), options=options_of("pep8"))
RULES = [*pep8.qualitygate_rules(), *pyflakes.qualitygate_rules()]
POLICY = FixPolicy(Applicability.SAFE, frozenset(rule.code for rule in RULES if rule.category != "style"))
#: Safe by one of its findings at least; all that other rules say is safe too is tried as well.
SAFE_CODES = frozenset(rule.code for rule in RULES if rule.fix is Applicability.SAFE)


@cache
def _check() -> Callable[[Source], Checked]:
    wanted = frozenset(CODES) - {"W503", "W504", "E402"}
    checkers = [NamedChecker(pep8_checker(wanted), "pep8"), NamedChecker(PyflakesChecker((), False), "pyflakes")]
    return lambda source: check_source(source, SETTINGS, checkers)


def repaired(text: str, path: str = "main.py", texts: Mapping[str, str] | None = None) -> Fixed:
    """Make the safe fixes of all rules, as ``--fix`` does."""
    check, source = _check(), Source.from_text(text, path=path)
    findings = [finding for finding in open_findings(check(source), path) if finding.fix]
    return fix_source(source, findings, check, POLICY, (), Elsewhere(texts or {path: text}))


def run(directory: Path, files: Mapping[str, str]) -> tuple[int, str, str]:
    """Return exit code, output, and the kind of error that a program ends with."""
    for name, text in files.items():
        path = directory / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    command = [sys.executable, "-W", "ignore", "main.py"]
    done = subprocess.run(command, cwd=directory, capture_output=True, text=True, timeout=60)
    return done.returncode, done.stdout, done.stderr.rpartition("\n  ")[2].partition(":")[0]


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_program_prints_and_exits_as_before_the_safe_fixes(name: str, tmp_path: Path) -> None:
    files = PROGRAMS[name]
    if "PEP 696" in name and sys.version_info < (3, 13):
        pytest.skip("needs another Python: type parameters have defaults from 3.13 on")
    fixes = {path: repaired(text, path, files) for path, text in files.items()}

    assert [failure for fixed in fixes.values() for failure in fixed.failures] == []
    before = run(tmp_path / "before", files)
    assert run(tmp_path / "after", {path: fixed.source.text for path, fixed in fixes.items()}) == before
    if NOISE in files["main.py"]:
        assert (
            "shelve" not in fixes["main.py"].source.text or "noqa" in files["main.py"] or _looked_up(files["main.py"])
        )


def _looked_up(text: str) -> bool:
    """Does the program look names up, so that none of its imports is safe to remove?"""
    words = ("eval", "exec", "globals", "locals", "vars", "dir()", "_main__", "frame", "modules", "__name__", "__all__")
    return any(word in text for word in words)


def test_the_programs_are_repaired_at_all() -> None:
    found: set[str] = set()
    for files in PROGRAMS.values():
        for path, text in files.items():
            before = {finding.code for finding in open_findings(_check()(Source.from_text(text)), path)}
            after = repaired(text, path, files)
            found |= before - {finding.code for finding in open_findings(_check()(after.source), path)}
    assert {"F401", "F541", "E401", "E701", "E702", "E703", "E704", "E713", "E714", "W605", "W191"} - found == set()


@st.composite
def _programs(draw: st.DrawFn) -> str:
    parts = []
    for number in range(draw(st.integers(1, 6))):
        block = draw(st.sampled_from(BLOCKS)).replace("{n}", str(number)).replace("{{", "{").replace("}}", "}")
        if draw(st.integers(0, 3)) == 0 and "global" not in block and "'''" not in block:
            lines = "".join(f"    {line}\n" for line in block.splitlines() if line)
            block = f"def g{number}():\n{lines or '    pass' + chr(10)}\ng{number}()\n"
        parts.append(block)
    return "".join(parts)


def _printed(text: str) -> tuple[str, str]:
    out, error = io.StringIO(), ""
    with contextlib.redirect_stdout(out), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            exec(compile(text, "main.py", "exec", dont_inherit=True), {"__name__": "drawn"})
        except Exception as raised:
            error = type(raised).__name__
    return out.getvalue(), error


@hypothesis_settings(deadline=None, max_examples=120)
@given(_programs())
def test_a_drawn_program_prints_as_before_the_safe_fixes(text: str) -> None:
    fixed = repaired(text)
    assert fixed.failures == []
    assert _printed(fixed.source.text) == _printed(text)


@hypothesis_settings(deadline=None, max_examples=60)
@given(_programs())
def test_c4_what_a_comment_silences_in_a_drawn_program_stays_silenced(text: str) -> None:
    before, after = _silenced(text), _silenced(repaired(text).source.text)
    assert after <= before


def _silenced(text: str) -> set[tuple[str, str]]:
    checked = _check()(Source.from_text(text))
    still = {(finding.code, finding.message) for finding in open_findings(checked, "main.py")}
    every = replace(checked, directives=[])
    return {(f.code, f.message) for f in open_findings(every, "main.py") if f.code == "F401"} - still
