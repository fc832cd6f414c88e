"""Whatever is staged and whatever is not: the index gets the fixed text and the disk both, or both stay untouched."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualitygate.cli.args import parse_arguments
from qualitygate.cli.setup import set_up
from qualitygate.engine.request import Request
from qualitygate.engine.run import run
from qualitygate.model.severity import Applicability

from .repositories import Work

#: Lines of code, each with a number that no other has: which line became which is never in doubt.
_KINDS = ("v{0}=1", "v{0} = 1", "import m{0}", "v{0} = 1  ", "# {0}", "if v{0}:\n    w{0}=2")
_EDITS = st.lists(st.tuples(st.integers(0, 7), st.sampled_from(["add", "take", "change"])), max_size=4)
_FILE = st.tuples(st.lists(st.sampled_from(_KINDS), min_size=1, max_size=7), _EDITS, _EDITS)


def _texts(kinds: Sequence[str], edits: Sequence[tuple[int, str]], number: int) -> list[str]:
    """Return lines of the kinds, with edits made in them."""
    lines = [kind.format(at) for at, kind in enumerate(kinds)]
    for at, what in edits:
        number += 1
        new = [] if what == "take" else [_KINDS[number % len(_KINDS)].format(number)]
        lines[at : at + (what != "add")] = new
    return lines


def _bytes(lines: Sequence[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()


def _fix(root: Path, *, staged: bool) -> None:
    arguments = parse_arguments(["--staged"] if staged else [], lambda _: ())
    setup = set_up(arguments, cwd=str(root))
    request = Request(cwd=str(root), fix=Applicability.SAFE, staged=staged, executor="serial", jobs=1)
    assert run(setup.given(request)).report.failures == ()


def _merged_by_git(root: Path, work: bytes, staged: bytes, fixed: bytes) -> bytes | None:
    """Return what git makes of the three texts; None where it sees a conflict, be it of neighbours."""
    for name, data in (("work", work), ("staged", staged), ("fixed", fixed)):
        (root / name).write_bytes(data)
    done = subprocess.run(["git", "merge-file", "-p", "work", "staged", "fixed"], cwd=root, capture_output=True)
    return done.stdout if done.returncode == 0 else None


_Edits = list[tuple[int, str]]


@given(st.lists(_FILE, min_size=1, max_size=8))
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_the_index_has_the_fixed_text_and_the_disk_both_or_nothing_is_touched(
    files: list[tuple[list[str], _Edits, _Edits]]
) -> None:
    with TemporaryDirectory() as directory:
        work, plain, beside = (Work(Path(directory, name)) for name in ("work", "plain", "beside"))
        for each in (work, plain, beside):
            each.root.mkdir()
            each.git("init", "-q")
        texts = {}
        for at, (kinds, staged_edits, work_edits) in enumerate(files):
            head, staged = _texts(kinds, [], 10), _texts(kinds, staged_edits, 100)
            disk = _texts(staged, work_edits, 1000)
            texts[f"f{at}.py"] = tuple(map(_bytes, (head, staged, disk)))
        for step in range(3):
            work.write({name: each[step] for name, each in texts.items()})
            if step < 2:
                work.git("add", "-A")
            if step == 0:
                work.git("commit", "-qm", "head")
        plain.write({name: staged for name, (_, staged, _) in texts.items()})

        _fix(work.root, staged=True)
        _fix(plain.root, staged=False)

        for name, (_, staged, disk) in texts.items():
            fixed = (plain.root / name).read_bytes()
            blob = subprocess.run(
                ["git", "cat-file", "blob", f":{name}"], cwd=work.root, capture_output=True, check=True
            ).stdout
            now = (work.root / name).read_bytes()
            expected = _merged_by_git(beside.root, disk, staged, fixed)
            if blob == staged != fixed:
                assert now == disk
                continue
            assert blob == fixed
            if expected is not None:
                assert now == expected
            else:  # neighbours: each side's lines are there, and none of anybody else's
                lines = [set(data.split(b"\n")) for data in (staged, disk, fixed, now)]
                assert lines[1] - lines[0] <= lines[3] <= lines[1] | lines[2]
                assert not (lines[0] - lines[1]) & lines[3] and not (lines[0] - lines[2]) & lines[3]
        assert [each for each in os.listdir(work.root / ".git") if each.startswith("index")] == ["index"]
