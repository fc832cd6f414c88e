"""Findings of before and after, and the reasons for what differs."""

from __future__ import annotations

import pytest

from qualitygate.adopting.comparison import Seen, compared, compared_with
from qualitygate.adopting.old_tools import OldFindings, Place
from qualitygate.adopting.reading import OldRun
from qualitygate.model.finding import Finding
from qualitygate.model.judgement import Disposition, Judgement
from qualitygate.model.location import Location
from qualitygate.model.report import Report, Skip
from qualitygate.model.severity import Severity

FLAKE8 = OldRun("flake8")


def finding(path: str, line: int, code: str) -> Finding:
    return Finding(code, "x", Location(path, line, 1), Severity.WARNING, "acme")


def seen(*places: tuple[str, int, str], silenced: tuple[str, int, str] | None = None, skipped: str = "") -> Seen:
    judged = [Judgement(finding(*place)) for place in places]
    judged += [Judgement(finding(*silenced), Disposition.SUPPRESSED)] if silenced else []
    return Seen.of(Report(tuple(judged), skipped=(Skip(skipped, "excluded"),) if skipped else ()))


def old(*places: Place, program: str = "flake8 7.5.0") -> OldFindings:
    return OldFindings(program, frozenset(places))


def known(code: str) -> bool:
    return not code.startswith("B")


def test_equal_findings_are_counted() -> None:
    assert list(compared(seen(("a.py", 1, "E1")), seen(("a.py", 1, "E1")))) == [
        "the same 1 findings under the old settings and the new"
    ]


def test_columns_of_another_program_need_not_agree() -> None:
    said = compared_with(old(("a.py", 1, 9, "E1")), FLAKE8, seen(("a.py", 1, "E1")), known)

    assert (said.lines, said.unexplained) == (("the same 1 as flake8 7.5.0 finds",), 0)


@pytest.mark.parametrize(
    ("now", "run", "place", "why", "unexplained"),
    [
        (seen(), FLAKE8, ("a.py", 1, 1, "E1"), "only flake8: a.py:1: E1", 1),
        (seen(skipped="lib/"), FLAKE8, ("lib/b/a.py", 1, 1, "E1"), "not looked at here: excluded: lib/b/a.py:1: E1", 0),
        (seen(silenced=("a.py", 1, "E1")), FLAKE8, ("a.py", 1, 1, "E1"), "suppressed here: a.py:1: E1", 0),
        (
            seen(silenced=("a.py", 1, "E1")),
            OldRun("pycodestyle"),
            ("a.py", 1, 1, "E1"),
            "silenced by a noqa comment, which pycodestyle obeys for a few codes only: a.py:1: E1",
            0,
        ),
        (seen(), FLAKE8, ("a.py", 1, 1, "B001"), "only flake8 7.5.0 looks for B001 (1)", 0),
    ],
    ids=["no reason", "excluded", "silenced", "noqa of pycodestyle", "another plugin's"],
)
def test_what_only_the_old_program_finds_has_its_reason(
    now: Seen, run: OldRun, place: Place, why: str, unexplained: int
) -> None:
    said = compared_with(old(place), run, now, known)

    assert why in [line.strip() for line in said.lines]
    assert said.unexplained == unexplained


def test_a_stub_is_a_reason_for_what_only_we_find() -> None:
    said = compared_with(old(), FLAKE8, seen(("a.pyi", 1, "E1"), ("a.py", 1, "E1")), known)

    assert "  a stub: flake8 looks at those only when they are named: a.pyi:1: E1" in said.lines
    assert "  only qualitygate: a.py:1: E1" in said.lines
    assert said.unexplained == 1


def test_files_that_a_hook_is_not_handed_are_no_difference() -> None:
    run = OldRun("flake8", is_hook=True)

    assert compared_with(old(("lib/a.py", 1, 1, "E1")), run, seen(skipped="lib/"), known).lines == (
        "the same 0 as flake8 7.5.0 finds",
    )


def test_a_program_that_did_not_run_is_said() -> None:
    said = compared_with(OldFindings("ruff", why_not="ruff is not installed"), OldRun("ruff"), seen(), known)

    assert said.lines == ("not compared with what it found: ruff is not installed",)
