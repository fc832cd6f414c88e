"""The last step equals what a run over the whole project reports."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from qualitygate.engine.reasons.why import LEFT_ALONE, NOT_SELECTED, why
from qualitygate.engine.run import run
from tests.unit.engine.reasons.conftest import given

LINES = st.sampled_from(
    [
        *("import os", "import os  # noqa", "import sys  # noqa: F401", "import sys  # noqa: E501"),
        *("x = {'a' : 1}", "x = 1;", "def f( a ):", "    return a", "", "y = l = 1  # qualitygate: ignore[E741] short"),
        *("# qualitygate: off", "# qualitygate: on", "z = f'{x !r}'", "if x == None:", "    pass", "import sys, json"),
    ]
)
CODES = st.lists(st.sampled_from(["E", "E2", "E203", "F", "F401", "W", "W291", "E7", "E711", "C90", "QG"]), max_size=3)


@settings(max_examples=40, deadline=None)
@drawn(st.lists(LINES, min_size=1, max_size=8), CODES, CODES, CODES, st.sampled_from(["strict", "flake8"]))
def test_the_state_of_each_finding_is_the_reported_one(
    lines: list[str], select: list[str], ignore: list[str], of_file: list[str], noqa: str
) -> None:
    with tempfile.TemporaryDirectory() as directory:
        root = Path(directory)
        (root / ".git").mkdir()
        (root / "a.py").write_text("\n".join([*lines, ""]))
        said = [f"extend-select = {select!r}", f"extend-ignore = {ignore!r}", f'noqa = "{noqa}"']
        said += ["[per-file-ignores]", f'"a.py" = {of_file!r}']
        (root / "qualitygate.toml").write_text("\n".join(said).replace("'", '"') + "\n")
        report = run(given(root)).report
        reported = {
            (each.finding.code, each.finding.location.line, each.finding.location.column): each.disposition.value
            for each in report.judgements
        }

        explained: dict[tuple[str, int, int], str] = {}
        for line in range(1, len(lines) + 2):
            for reason in why(given(root, "a.py"), line).reasons:
                explained[reason.code, reason.line, reason.column] = reason.state

        hidden = {key for key, state in explained.items() if state in (NOT_SELECTED, LEFT_ALONE)}
        assert {key: state for key, state in explained.items() if key not in hidden} == reported
        assert not hidden & reported.keys()


def test_a_family_that_a_plugin_leaves_alone_is_said(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "qualitygate.toml").write_text('migrations.mode = "style"\n')
    place = tmp_path / "migrations"
    place.mkdir()
    text = "from django.db import migrations\n\n\nclass Migration(migrations.Migration):\n    operations = [ ]\n"
    (place / "0001_initial.py").write_text(text)

    found = why(given(tmp_path, "migrations/0001_initial.py"), 5)

    assert [(reason.code, reason.state) for reason in found.reasons] == [("E201", LEFT_ALONE)]


def test_the_gate_step_goes_by_severity(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "qualitygate.toml").write_text('gate.fail-on = "error"\n')
    (tmp_path / "a.py").write_text("import os\nx = 1 \n")

    said = [why(given(tmp_path, "a.py"), line).reasons[0].steps[-1] for line in (1, 2)]

    assert [step.said.partition(":")[2] for step in said] == [
        " it fails the gate, fail-on = error",
        " it does not fail the gate, fail-on = error",
    ]
    assert {step.source for step in said} == {"qualitygate.toml:1"}
