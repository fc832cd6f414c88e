"""Every finding that does not count is hidden by exactly one entry, whatever the lists are."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import example
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from qualitygate.engine.reasons.audit import audit
from qualitygate.engine.run import run
from tests.unit.engine.reasons.conftest import given

CODES = st.lists(st.sampled_from(["E", "E2", "E203", "F", "F401", "W", "W291", "E7", "E711", "W503"]), max_size=3)
TEXT = "import os\nx = {'a' : 1} \nif x == None:\n    y = (1\n         + 2)\n"


@settings(max_examples=25, deadline=None)
@drawn(CODES, CODES, CODES)
@example(ignore=[], extend=["E", "F", "W"], of_file=[])  # what is left needs a limit that nobody set
def test_what_is_hidden_and_what_is_reported_are_all_there_is(
    ignore: list[str], extend: list[str], of_file: list[str]
) -> None:
    with tempfile.TemporaryDirectory() as directory:
        root = Path(directory)
        (root / ".git").mkdir()
        (root / "a.py").write_text(TEXT)
        settings_file = root / "qualitygate.toml"
        settings_file.write_text('select = ["C", "E", "F", "W"]\nignore = []\n')
        everything = len(run(given(root)).report.judgements)
        lists = f'ignore = {ignore}\nextend-ignore = {extend}\n[per-file-ignores]\n"a.py" = {of_file}\n'
        settings_file.write_text('select = ["C", "E", "F", "W"]\n' + lists.replace("'", '"'))

        reported = len(run(given(root)).report.judgements)
        found = audit(given(root))

        hidden = sum(each.count for each in found.entries if each.entry)
        assert reported + hidden == everything


def test_a_code_that_nothing_hides_alone_is_not_next_before_one_that_a_fix_removes(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "a.py").write_text("x = 1 \ny = 2 \nl = 3\n")
    (tmp_path / "qualitygate.toml").write_text('extend-ignore = ["W291", "E741"]\n')

    upcoming = audit(given(tmp_path)).next

    assert upcoming is not None
    assert (upcoming.code, upcoming.count, upcoming.safe) == ("W291", 2, 2)
