"""A memory comes back as it was written, and tells what has changed since: nothing, checked files, or the plan."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest

from qualitygate.cache.digests import of_content, of_glance, of_input, of_listing
from qualitygate.cache.memory import LoadedMemory, Memory, groups
from qualitygate.cache.signature import UNSURE, Signature, signature

TICK = 0.03  # seconds
Columns = tuple[list[bytes], list[Signature], bytes]


def _signed(path: Path) -> Signature:
    return signature(path.stat()) if path.exists() else UNSURE


def _memory(root: Path, answer: tuple[int, int] | None = (1, 0)) -> Memory:
    """Remember a directory, two checked files, one that decides, one whose kind does, and a place with nothing."""
    (root / "tree").mkdir()
    for name in ("tree/a.py", "tree/b.py", "settings", "script"):
        (root / name).write_text(f"{name}\n" + "x" * 300)
    time.sleep(TICK)
    columns: list[Columns] = []
    for digest_of, names in (
        (of_listing, ["tree"]),
        (of_content, ["tree/a.py", "tree/b.py"]),
        (of_input, ["settings"]),
        (of_glance, ["script", "lost"]),
    ):
        if "lost" in names and sys.platform != "win32":
            (root / "lost").symlink_to("nowhere")
        paths = [root / name for name in names if os.path.lexists(root / name)]
        digests = b"".join(digest_of(str(path)) for path in paths)
        columns.append(([os.fsencode(path) for path in paths], [_signed(path) for path in paths], digests))
    return Memory(
        str(root / "memory.run"),
        groups=groups(columns),
        absent=[os.fsencode(root / "absent")],
        variables=[b"QUALITYGATE_A", b"QUALITYGATE_B"],
        answer=answer,
        outputs=[(b"console", b"", b"said"), (b"sarif", b"report", b"{}")],
        plan=b"plan",
        arguments=b"arguments",
        said=b"judgements",
    )


def _read(memory: Memory) -> Memory:
    memory.write()
    read = Memory.read(memory.file)
    assert read is not None
    return read


@pytest.mark.parametrize("answer", [(1, 0), (0, 4_000_000_000), None])
def test_it_comes_back_as_it_was_written(tmp_path: Path, answer: tuple[int, int] | None) -> None:
    memory = _memory(tmp_path, answer)
    read = _read(memory)

    for one, other in zip(_parts(memory), _parts(read), strict=True):
        assert one == other
    assert (read.file, read.answer) == (memory.file, answer)


def _parts(memory: Memory) -> list[object]:
    parts: list[object] = [memory.absent, memory.variables, memory.values, memory.outputs]
    parts += [bytes(memory.plan), bytes(memory.arguments), bytes(memory.said)]
    for group in (memory.directories, memory.checked, memory.fixed, memory.glanced):
        parts += [group.digest_of, group.paths, group.signatures, bytes(group.digests), bytes(group.numbers)]
    return parts


def test_where_there_is_none_there_is_none(tmp_path: Path) -> None:
    assert Memory.read(str(tmp_path / "memory.run")) is None


def test_while_nothing_changes_nothing_is_told(tmp_path: Path) -> None:
    read = _read(_memory(tmp_path))

    assert read.changes() == []
    assert [group.differing() for group in (read.directories, read.checked, read.fixed)] == [[], [], []]


def test_checked_files_that_changed_are_told(tmp_path: Path) -> None:
    read = _read(_memory(tmp_path))
    (tmp_path / "tree" / "b.py").write_text("other")

    assert read.changes() == [os.fsencode(tmp_path / "tree" / "b.py")]
    (tmp_path / "tree" / "a.py").write_text("other")
    assert len(read.changes() or ()) == 2


@pytest.mark.parametrize(
    "change",
    ["setting", "unsetting", "appearing", "a lost link appearing", "an entry", "what decides", "a kind", "a file gone"]
    + ["a file that is a directory now"],
)
def test_when_anything_else_changes_the_plan_falls(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    if change == "unsetting":
        monkeypatch.setenv("QUALITYGATE_B", "1")
    read = _read(_memory(tmp_path))
    assert read.changes() == []
    if change == "setting":
        monkeypatch.setenv("QUALITYGATE_A", "")
    elif change == "unsetting":
        monkeypatch.delenv("QUALITYGATE_B")
    elif change == "appearing":
        (tmp_path / "absent").touch()
    elif change == "a lost link appearing":
        (tmp_path / "absent").symlink_to("nowhere")
    elif change == "an entry":
        (tmp_path / "tree" / "c.py").touch()
    elif change == "what decides":
        (tmp_path / "settings").write_text("other")
    elif change == "a kind":
        (tmp_path / "script").write_text("other")
    else:
        read.directories.paths.clear()  # or the listing tells it
        read.directories.signatures.clear()
        (tmp_path / "tree" / "a.py").unlink()
        if change != "a file gone":
            (tmp_path / "tree" / "a.py").mkdir()

    assert read.changes() is None


@pytest.mark.skipif(sys.platform == "win32", reason="needs another platform: every content is read there")
def test_what_was_touched_is_looked_into_once(tmp_path: Path) -> None:
    read = _read(_memory(tmp_path))
    for name in ("tree/a.py", "settings"):
        os.utime(tmp_path / name)
    assert (read.checked.differing(), read.fixed.differing()) == ([0], [0])
    time.sleep(TICK)

    assert read.changes() == []
    again = Memory.read(read.file)
    assert again is not None
    assert (again.checked.differing(), again.fixed.differing()) == ([], [])
    assert again.changes() == []


@pytest.mark.parametrize("is_first", [True, False])
def test_what_was_touched_beside_a_change_is_not_written_down(tmp_path: Path, is_first: bool) -> None:
    read = _read(_memory(tmp_path))
    before = Path(read.file).stat().st_ino, Path(read.file).read_bytes()
    os.utime(tmp_path / "settings")
    (tmp_path / "tree" / ("a.py" if is_first else "b.py")).write_text("other")

    assert len(read.changes() or ()) == 1
    assert (Path(read.file).stat().st_ino, Path(read.file).read_bytes()) == before


def test_a_change_alone_writes_nothing(tmp_path: Path) -> None:
    read = _read(_memory(tmp_path))
    assert read.changes() == []
    before = Path(read.file).stat().st_ino
    (tmp_path / "tree" / "a.py").write_text("other")

    assert read.changes() is not None
    assert Path(read.file).stat().st_ino == before


def test_later_beginnings_of_a_script_do_not_matter(tmp_path: Path) -> None:
    read = _read(_memory(tmp_path))
    with open(tmp_path / "script", "a") as file:
        file.write("more")

    assert read.changes() == []


@pytest.mark.parametrize(
    ("answer", "holds"), [(None, False), ((0, 0), True), ((1, 1), False), ((1, 32_503_680_000), True)]
)
def test_an_answer_holds_until_its_time(tmp_path: Path, answer: tuple[int, int] | None, holds: bool) -> None:
    assert _memory(tmp_path, answer).has_answer == holds


def test_variables_that_are_added_are_compared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    memory = _memory(tmp_path)
    memory.add_variables(["QUALITYGATE_C", "QUALITYGATE_A"])
    read = _read(memory)

    assert read.variables == [b"QUALITYGATE_A", b"QUALITYGATE_B", b"QUALITYGATE_C"]
    assert read.changes() == []
    monkeypatch.setenv("QUALITYGATE_C", "1")
    assert read.changes() is None


def test_a_group_of_new_signatures_is_written_with_them(tmp_path: Path) -> None:
    memory = _memory(tmp_path)
    memory.checked.sign(1, (1, 2, 3, 4))
    read = _read(memory)
    read.checked.sign(0, (5, 6, 7, 8))

    assert memory.checked.signatures[1] == read.checked.signatures[1] == (1, 2, 3, 4)
    assert _read(read).checked.signatures == [(5, 6, 7, 8), (1, 2, 3, 4)]


def test_what_is_loaded_knows_what_has_changed(tmp_path: Path) -> None:
    memory = _memory(tmp_path)

    assert (LoadedMemory(memory, [b"a"]).memory, LoadedMemory(memory, [b"a"]).changed) == (memory, [b"a"])
