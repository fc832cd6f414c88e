"""A cache that is damaged, foreign, not writable or used by many at once: the right findings all the same."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from qualitygate.cache.sealed import write_sealed

from .cached import Said, own_cache, run_and_ask, run_in, settle


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The directory of the cache."""
    own_cache(monkeypatch, tmp_path / "cache")
    return tmp_path / "cache"


@pytest.fixture
def project(tmp_path: Path, cache: Path) -> Path:
    """A repository that was checked until its answer was remembered."""
    root = tmp_path / "project"
    (root / ".git").mkdir(parents=True)
    for number in range(8):
        (root / f"m{number}.py").write_text("import os  # noqa: F401\nx = 1 \n" * (number + 1))
    settle()
    run_in(root)
    run_in(root)
    return root


@pytest.fixture
def large(tmp_path: Path, cache: Path) -> Path:
    """A project of which enough was learned that it is worth keeping."""
    root = tmp_path / "large"
    root.mkdir()
    for name, line in (("a.py", "value = compute(first, second)\n"), ("b.py", "print (one,two )\n")):
        (root / name).write_text(line * 12_000)
    run_in(root, "--select=E,W")
    return root


@pytest.mark.parametrize("content", [None, b"", b"\0" * 3000], ids=["whole", "empty", "zeros"])
def test_what_was_learned_elsewhere_changes_no_finding(
    large: Path, cache: Path, tmp_path: Path, content: bytes | None
) -> None:
    (lessons,) = cache.glob("*.lessons")
    if content is not None:
        lessons.write_bytes(content)
    other = large.rename(tmp_path / "other")
    (other / "a.py").write_text((other / "a.py").read_text() + "print (one,two )\nx=1\n")
    expected = run_in(other, "--select=E,W", "--no-cache")

    said, who = run_and_ask(other, "--select=E,W", "--jobs=2")

    assert (said.code, said.out, who) == (expected.code, expected.out, "nothing")
    assert ("begun anew" in said.err) == (content is not None)


#: Who answers while the file with this ending is of no use.
WITHOUT = {".run": "results of 8 files", ".results": "the run's memory"}


def right(project: Path) -> Said:
    """What a run without a cache says."""
    return run_in(project, "--no-cache")


def damage(cache: Path, suffix: str, content: bytes) -> None:
    """Overwrite every file of one kind."""
    for path in cache.glob(f"*{suffix}"):
        path.write_bytes(content)


@pytest.mark.parametrize("suffix", (".run", ".results"))
def test_a_truncated_file_is_noticed_wherever_it_ends(project: Path, cache: Path, suffix: str) -> None:
    expected = right(project)
    (path,) = cache.glob(f"*{suffix}")
    whole = path.read_bytes()
    assert len(whole) > 3000
    for length in range(0, len(whole), 1000):
        path.write_bytes(whole[:length])
        said, who = run_and_ask(project)
        assert (said.code, said.out, who) == (expected.code, expected.out, WITHOUT[suffix])
        assert "Traceback" not in said.err


@pytest.mark.parametrize("suffix", (".run", ".results"))
def test_random_bytes_are_ignored_with_one_line(project: Path, cache: Path, suffix: str) -> None:
    expected = right(project)
    damage(cache, suffix, random.Random(1).randbytes(5000))
    if suffix == ".results":
        (project / "m0.py").write_text("import os  # noqa: F401\nx = 1 \n\n")
        expected = right(project)

    said, who = run_and_ask(project)

    assert (said.code, said.out) == (expected.code, expected.out)
    assert who == ("results of 8 files" if suffix == ".run" else "results of 7 files")
    assert said.err.startswith("qualitygate: note: ") and said.err.count("\n") == 1
    assert "is damaged, or was written by another version or with another secret" in said.err
    settle()
    assert run_in(project).err == ""


@pytest.mark.parametrize("suffix", (".run", ".results"))
def test_a_flipped_bit_is_noticed(project: Path, cache: Path, suffix: str) -> None:
    expected = right(project)
    (path,) = cache.glob(f"*{suffix}")
    whole = bytearray(path.read_bytes())
    whole[len(whole) // 2] ^= 1
    path.write_bytes(whole)

    said, who = run_and_ask(project)

    assert (said.out, who) == (expected.out, WITHOUT[suffix])


@pytest.mark.parametrize("content", [b"", bytes(8), (3).to_bytes(8, sys.byteorder) * 4 + bytes(9)])
def test_a_memory_with_other_parts_is_ignored_with_one_line(project: Path, cache: Path, content: bytes) -> None:
    expected = right(project)
    (run,) = cache.glob("*.run")
    write_sealed(str(run), b"memory", content)

    said, who = run_and_ask(project)

    assert (said.code, said.out, who) == (expected.code, expected.out, "results of 8 files")
    assert said.err == f"qualitygate: note: {run} was written by another version; it is ignored and written anew\n"


def test_a_file_of_another_kind_under_our_name_is_ignored(project: Path, cache: Path) -> None:
    expected = right(project)
    (run,), (results,) = cache.glob("*.run"), cache.glob("*.results")
    contents = run.read_bytes(), results.read_bytes()
    run.write_bytes(contents[1])
    results.write_bytes(contents[0])

    said, who = run_and_ask(project)

    assert (said.out, who) == (expected.out, "nothing")


@pytest.mark.skipif(sys.platform == "win32", reason="needs another platform: permissions")
def test_a_directory_that_others_may_write_to_is_not_used(project: Path, cache: Path) -> None:
    cache.chmod(0o777)

    said, who = run_and_ask(project)

    assert (said.out, who) == (right(project).out, "nothing")
    assert said.err == f"qualitygate: note: the cache in {cache} is not used: others may write to it\n"


@pytest.mark.skipif(sys.platform == "win32", reason="needs another platform: permissions")
def test_a_place_where_nothing_can_be_written_is_a_note(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUALITYGATE_CACHE_DIR", "/proc/qualitygate" if sys.platform == "linux" else "/dev/null/cache")

    said, who = run_and_ask(project)

    assert (said.code, said.out, who) == (right(project).code, right(project).out, "nothing")
    assert said.err.startswith("qualitygate: note: ") and said.err.count("\n") == 1


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs another platform: tmpfs")
def test_a_full_disk_is_a_note_and_leaves_no_rest(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=16k,mode=0700", "tmpfs", str(disk)]
    if subprocess.run(command, capture_output=True).returncode:
        pytest.skip("needs another platform: one that lets us mount a small disk")
    try:
        monkeypatch.setenv("QUALITYGATE_CACHE_DIR", str(disk))
        expected = right(project)
        (disk / "filling").write_bytes(b"x" * 12_000)
        said, who = run_and_ask(project)
        rest = [path.name for path in disk.iterdir() if path.suffix == ".tmp"]
    finally:
        subprocess.run(["umount", str(disk)], check=True)

    assert (said.code, said.out, who) == (expected.code, expected.out, "nothing")
    assert "No space left on device" in said.err and said.err.count("\n") == 1
    assert rest == []


def test_eight_runs_at_once_say_the_same_and_leave_a_whole_cache(project: Path, cache: Path) -> None:
    expected = right(project)
    for path in cache.glob("*.r*"):
        path.unlink()
    command = [sys.executable, "-m", "qualitygate"]
    runs = [
        subprocess.Popen(command, cwd=project, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(8)
    ]
    said = [(run.communicate(), run.returncode) for run in runs]

    assert said == [((expected.out, ""), expected.code)] * 8
    assert not list(cache.glob("*.tmp"))
    said, who = run_and_ask(project)
    assert (said.code, said.out) == (expected.code, expected.out)
    assert who in ("the run's memory", "results of 8 files")
