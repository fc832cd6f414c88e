"""The baseline's file: read, written, refused, merged."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualitygate.engine.baseline.baseline_file import Entry, merge_entries, parse, read_baseline, render, write_baseline
from qualitygate.errors import BaselineError
from qualitygate.model.fingerprint import Identity

HEADER = '{"baseline": 1}\n'


def entry(line: str, number: int = 1, *, reason: str = "", path: str = "a.py") -> Entry:
    """An accepted E501."""
    return Entry(Identity("E501", path, "f", line), number, "", reason)


texts = st.text(st.characters(codec="utf-8"), max_size=8)
entries = st.lists(
    st.builds(Entry, st.builds(Identity, texts, texts, texts, texts), st.integers(1, 3), texts, texts),
    unique_by=lambda each: each.key,
)


@given(entries)
def test_what_is_written_is_read_again(accepted: list[Entry]) -> None:
    assert sorted(parse(render(accepted), "b")) == sorted(accepted)


@given(entries)
def test_lines_are_sorted_as_bytes_and_the_header_stays_first(accepted: list[Entry]) -> None:
    lines = render(accepted).encode().split(b"\n")[:-1]
    assert lines == sorted(lines)
    assert len(lines) == len(accepted) + 1


def test_nothing_in_it_changes_when_lines_move() -> None:
    accepted = Entry(Identity("E501", "a.py", "f", "x = 1"), 2, "0" * 24, "later")
    assert json.loads(render([accepted]).splitlines()[1]) == {
        "path": "a.py", "code": "E501", "scope": "f", "line": "x = 1", "number": 2, "near": "0" * 24, "reason": "later",
    }  # fmt: skip


def test_order_and_repeats_do_not_matter() -> None:
    first, second = render([entry("a")]).splitlines()[1], render([entry("b")]).splitlines()[1]
    assert parse(HEADER + "\n".join([second, first, "", second]), "b") == [entry("b"), entry("a")]
    assert parse(HEADER + "\n".join([first, first, second]), "b") == [entry("a"), entry("b")]


def test_a_path_that_is_no_text_survives() -> None:
    odd = [entry("a", path="caf\udce9.py")]
    assert parse(render(odd).encode().decode(), "b") == odd


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("", "b:1: expected {\"baseline\": 1}, got ''", id="an empty file"),
        pytest.param('{"baseline": 2}\n', "b:1: expected {\"baseline\": 1}, got '{\"baseline\": 2}'", id="to come"),
        pytest.param(HEADER + "{}\n", "b:2: expected the key 'code'", id="a key too few"),
        pytest.param(
            HEADER + '{"path": "a", "code": "E1", "line": "", "count": 2}\n', "b:2: .*'count'", id="a key too many"
        ),
        pytest.param(HEADER + '{"path": "a", "code": "E1", "line": 3}\n', "b:2: .*int found", id="a number"),
        pytest.param(
            HEADER + '{"path": "a", "code": "E1", "line": "", "number": 0}\n', "b:2: .*whole number", id="number zero"
        ),
        pytest.param(
            HEADER + '{"path": "a", "code": "E1", "line": ""}\n{"path": "a", "co', "b:3: expected a", id="cut off"
        ),
        pytest.param(HEADER + "[]\n", "b:2: expected a finding", id="a list"),
        pytest.param(HEADER + "1],[2\n", "b:2: expected a finding", id="brackets"),
        pytest.param("<<<<<<< HEAD\n", "b:1: a merge conflict; keep the lines of both sides", id="conflict at the top"),
        pytest.param(HEADER + "=======\n", "b:2: a merge conflict", id="a conflict"),
    ],
)
def test_a_damaged_file_is_refused_with_its_line(text: str, message: str) -> None:
    with pytest.raises(BaselineError, match=message):
        parse(text, "b")


def test_no_file_is_no_entries_and_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "b"
    assert read_baseline(str(path), "b") == []
    path.write_bytes(b'{"baseline": 1}\n\xff')
    with pytest.raises(BaselineError, match="b: expected UTF-8, but byte 16 is not"):
        read_baseline(str(path), "b")


def test_a_file_is_written_whole_through_its_link_and_keeps_its_mode(tmp_path: Path) -> None:
    target, link = tmp_path / "target", tmp_path / "link"
    target.write_text("old")
    target.chmod(0o600)
    link.symlink_to(target)
    write_baseline(str(link), [entry("a")])
    assert target.read_text() == render([entry("a")])
    assert link.is_symlink()
    assert target.stat().st_mode & 0o777 == 0o600
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link", "target"]


def merged(base: list[str], ours: list[str], theirs: list[str]) -> list[str]:
    """Merge three baselines given by their lines."""
    result = merge_entries(*([entry(line) for line in side] for side in (base, ours, theirs)))
    return sorted(each.identity.line for each in result)


def test_a_merge_takes_what_either_side_did() -> None:
    assert merged(["a", "b", "c"], ["b", "c", "x"], ["a", "b", "y"]) == ["b", "x", "y"]


sides = st.lists(st.sampled_from("abcdef"), unique=True)


@given(sides, sides, sides)
def test_a_merge_is_the_same_from_both_sides(base: list[str], one: list[str], two: list[str]) -> None:
    result = merged(base, one, two)
    assert result == merged(base, two, one)
    assert set(one) & set(two) <= set(result) <= set(one) | set(two)
    assert not set(result) & (set(base) - (set(one) & set(two)))


def test_a_merge_keeps_the_reason_that_a_side_changed_and_both_when_both_did() -> None:
    old, new, other = (entry("a", reason=reason) for reason in ("", "legacy", "vendored"))
    assert merge_entries([old], [old], [new]) == [new]
    assert merge_entries([old], [new], [old]) == [new]
    assert merge_entries([old], [new], [other]) == [entry("a", reason="legacy; vendored")]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.randoms(use_true_random=False))
def test_where_git_merges_by_itself_the_driver_says_the_same(tmp_path: Path, random: Random) -> None:
    base = [entry(f"line {number:03}", path=f"{number % 7}.py") for number in range(60)]
    sides = []
    for side in "ab":
        kept = random.sample(base, 57)
        sides.append([*kept, *(entry(f"{side} {number}", path=f"{random.randrange(7)}.py") for number in range(3))])
    for name, entries_of_side in zip(("base", "ours", "theirs"), (base, *sides), strict=True):
        write_baseline(str(tmp_path / name), entries_of_side)
    command = ["git", "merge-file", "-p", "ours", "base", "theirs"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)

    if done.returncode == 0:
        assert sorted(parse(done.stdout, "b")) == sorted(merge_entries(base, *sides))
    else:
        with pytest.raises(BaselineError, match="a merge conflict"):
            parse(done.stdout, "b")
