"""What was said is found by who asks the same, and written again as it was written."""

from __future__ import annotations

import errno
import io
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from qualitygate.cache.memory import LoadedMemory, Memory, groups
from qualitygate.cache.sealed import write_sealed
from qualitygate.cli.replay import (
    POINTER,
    Start,
    can_be_replayed,
    chosen_directory,
    load_memory,
    memory_file,
    pointer_file,
    replay,
)


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's cache directory, and a project to stand in."""
    monkeypatch.setenv("QUALITYGATE_CACHE_DIR", str(tmp_path / "cache"))
    (tmp_path / "cache").mkdir(mode=0o700)
    (tmp_path / "project").mkdir()
    monkeypatch.chdir(tmp_path / "project")
    return tmp_path / "cache"


def _listen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take what is written. Not in a fixture: pytest puts its own streams in place after that."""
    for name in ("stdout", "stderr"):
        monkeypatch.setattr(sys, name, io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="\n"))


def _text(stream: object) -> str:
    assert isinstance(stream, io.TextIOWrapper)
    stream.flush()
    assert isinstance(stream.buffer, io.BytesIO)
    return stream.buffer.getvalue().decode()


def _memory(
    file: str, *outputs: tuple[bytes, bytes, bytes], answer: tuple[int, int] | None = (1, 0), absent: str = ""
) -> Memory:
    return Memory(
        file, groups=groups([([], [], b"")] * 4), absent=[os.fsencode(absent)] if absent else [], variables=[],
        answer=answer, outputs=list(outputs), plan=b"",
    )


def _remembered(cache: Path, *arguments: str, **options: object) -> Memory:
    memory = _memory(memory_file(arguments, str(cache)), **options)  # type: ignore[arg-type]
    memory.write()
    return memory


def test_the_same_command_line_is_remembered(cache: Path) -> None:
    _remembered(cache, "a.py")
    loaded = load_memory(["a.py"])

    assert loaded is not None
    assert (loaded.changed, loaded.memory.answer, can_be_replayed(loaded)) == ([], (1, 0), True)
    assert load_memory(["b.py"]) is None


def test_what_was_written_later_than_now_is_not_believed(cache: Path) -> None:
    memory = _remembered(cache, "a.py")
    later = time.time() + 3600
    os.utime(memory.file, (later, later))

    assert load_memory(["a.py"]) is None


def test_without_a_cache_nothing_is_remembered(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _remembered(cache, "--no-cache")
    assert load_memory(["--no-cache"]) is None
    _remembered(cache)
    monkeypatch.setattr("sys.stdout", io.StringIO())  # nothing that bytes could be written to
    assert load_memory([]) is None


def test_a_plan_that_falls_is_not_remembered(cache: Path, tmp_path: Path) -> None:
    _remembered(cache, absent=str(tmp_path / "later"))
    assert load_memory([]) is not None
    (tmp_path / "later").touch()

    assert load_memory([]) is None


@pytest.mark.skipif(sys.platform == "win32", reason="needs another platform: modes")
def test_where_others_may_write_nothing_is_remembered(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _listen(monkeypatch)
    _remembered(cache)
    cache.chmod(0o777)

    assert load_memory([]) is None
    assert _text(sys.stderr) == ""


def test_a_damaged_memory_is_ignored_and_said(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _listen(monkeypatch)
    memory = _remembered(cache)
    Path(memory.file).write_bytes(Path(memory.file).read_bytes()[:-1] + b"?")

    assert load_memory([]) is None
    assert _text(sys.stderr).startswith(f"qualitygate: note: {memory.file} is damaged")
    assert _text(sys.stderr).endswith("; it is ignored and written anew\n")


@pytest.mark.parametrize(
    ("changed", "answer", "can_be"),
    [([], (0, 0), True), ([b"a"], (0, 0), False), ([], None, False), ([b"a"], None, False)]
)
def test_only_an_answer_whose_files_stay_is_said_again(
    changed: list[bytes], answer: tuple[int, int] | None, can_be: bool
) -> None:
    assert can_be_replayed(LoadedMemory(_memory("", answer=answer), changed)) == can_be


@pytest.mark.parametrize(
    ("arguments", "directory"),
    [
        ([], ""),
        (["--cache-dir=one"], "one"),
        (["--cache-dir", "one"], "one"),
        (["--cache-dir", "one", "--cache-dir=two"], "two"),
        (["--cache-dir=two", "--cache-dir", "one"], "one"),
        (["a.py", "--cache-dir"], ""),
        (["--cache-dir="], ""),
    ],
)
def test_the_command_line_chooses_a_directory(cache: Path, arguments: list[str], directory: str) -> None:
    assert chosen_directory(arguments) == (os.path.abspath(directory) if directory else "")


def test_a_chosen_directory_has_the_memory(cache: Path, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir(mode=0o700)
    arguments = [f"--cache-dir={tmp_path / 'other'}"]
    _remembered(tmp_path / "other", *arguments)
    _remembered(cache, "a.py")

    assert load_memory(arguments) is not None
    assert load_memory(["a.py"]) is not None


def test_where_a_pointer_leads_there_is_the_memory(
    cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _listen(monkeypatch)
    (tmp_path / "configured").mkdir(mode=0o700)
    memory = _remembered(tmp_path / "configured", "a.py")
    pointer = pointer_file(memory_file(["a.py"], str(cache)))
    assert load_memory(["a.py"]) is None
    write_sealed(pointer, POINTER, os.fsencode(tmp_path / "configured"))

    loaded = load_memory(["a.py"])
    assert loaded is not None
    assert loaded.memory.file == memory.file
    assert pointer == str(cache / (Path(memory.file).stem + ".where"))
    Path(pointer).write_bytes(b"qualitygate cache ?")
    assert load_memory(["a.py"]) is None
    assert "it is ignored and written anew" in _text(sys.stderr)


@pytest.mark.skipif(sys.platform == "win32", reason="needs another platform: modes")
def test_a_pointer_that_others_may_write_is_not_followed(cache: Path, tmp_path: Path) -> None:
    (tmp_path / "configured").mkdir(mode=0o700)
    _remembered(tmp_path / "configured", "a.py")
    write_sealed(pointer_file(memory_file(["a.py"], str(cache))), POINTER, os.fsencode(tmp_path / "configured"))
    cache.chmod(0o777)

    assert load_memory(["a.py"]) is None


def _elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir("..")


WHO: dict[str, Callable[[pytest.MonkeyPatch], object]] = {
    "the directory": _elsewhere,
    "the version": lambda patch: patch.setattr("qualitygate.cli.replay.__version__", "0"),
    "Python": lambda patch: patch.setattr("sys.version", "0"),
    "the interpreter": lambda patch: patch.setattr("sys.executable", "0"),
    "the byte order": lambda patch: patch.setattr("sys.byteorder", "middle"),
    "the import path": lambda patch: patch.setattr("sys.path", [*sys.path, "/x"]),
    "a variable of Python": lambda patch: patch.setenv("PYTHONWARNINGS", "error"),
    "the locale": lambda patch: patch.setenv("LC_CTYPE", "C"),
    "the language": lambda patch: patch.setenv("LANG", "xx"),
    "the zone": lambda patch: patch.setenv("TZ", "Asia/Tokyo"),
}


@pytest.mark.parametrize("what", WHO)
def test_whoever_asks_otherwise_has_another_memory(
    cache: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    before = memory_file(["a.py"], str(cache))
    WHO[what](monkeypatch)

    assert memory_file(["a.py"], str(cache)) != before


def test_the_question_who_answers_is_not_another_one(cache: Path) -> None:
    def same(one: list[str], other: list[str]) -> bool:
        return memory_file(one, str(cache)) == memory_file(other, str(cache))

    assert same(["a.py", "--profile"], ["a.py"])
    assert not same(["--", "--profile"], ["--"])
    assert not same(["a.py"], ["b.py"])
    assert not same(["a.py"], ["a.py", "a.py"])


@pytest.mark.skipif(sys.platform == "win32", reason="needs another platform: links")
def test_a_report_whose_name_has_become_a_link_goes_to_another_place(cache: Path) -> None:
    before = memory_file(["--format=sarif=report"], str(cache))
    os.symlink("elsewhere", "report")

    assert memory_file(["--format=sarif=report"], str(cache)) != before


def test_what_was_written_is_written_again(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _listen(monkeypatch)
    Path("old").write_text("before")
    memory = _memory("", (b"console", b"", b"said\n"), (b"sarif", b"new", b"{}"), (b"gitlab", b"old", b"[]"))
    sys.stdout.write("earlier\n")

    assert replay(LoadedMemory(memory, []), []) == 1
    assert _text(sys.stdout) == "earlier\nsaid\n"
    assert (Path("new").read_bytes(), Path("old").read_bytes()) == (b"{}", b"[]")
    assert sorted(os.listdir()) == ["new", "old"]
    assert _text(sys.stderr) == ""


def test_who_asks_is_told_who_answered(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _listen(monkeypatch)
    replay(LoadedMemory(_memory(""), []), ["--profile"])

    assert _text(sys.stderr) == "answered by: the run's memory\n"


def test_without_an_answer_there_is_no_pass(cache: Path) -> None:
    assert replay(LoadedMemory(_memory("", answer=None), []), []) == 3


@pytest.mark.skipif(sys.platform == "win32", reason="needs another platform: directories")
def test_a_report_that_cannot_be_written_makes_the_run_incomplete_and_the_others_are(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _listen(monkeypatch)
    Path("taken").mkdir()
    memory = _memory(
        "", (b"sarif", b"gone/r", b"{}"), (b"gitlab", b"taken", b"[]"), (b"pmd", b"r", b"<>"), answer=(0, 0)
    )

    assert replay(LoadedMemory(memory, []), []) == 3
    assert _text(sys.stderr) == (
        "qualitygate: the sarif report could not be written to gone/r: No such file or directory; "
        "the gitlab report could not be written to taken: Is a directory\n"
    )
    assert (Path("r").read_bytes(), sorted(os.listdir())) == (b"<>", ["r", "taken"])


class _Failing(io.BytesIO):
    """Takes nothing."""

    def __init__(self, error: OSError) -> None:
        super().__init__()
        self.error = error

    def write(self, data: object) -> int:
        raise self.error


@pytest.mark.skipif(sys.platform == "win32", reason="needs another platform: descriptors")
@pytest.mark.parametrize("is_pipe", [True, False])
def test_an_output_that_takes_nothing_makes_the_run_incomplete(
    cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_pipe: bool
) -> None:
    _listen(monkeypatch)
    error = BrokenPipeError(errno.EPIPE, "Broken pipe") if is_pipe else OSError(errno.ENOSPC, "No space left")
    with open(tmp_path / "out", "wb") as file:
        buffer = _Failing(error)
        buffer.fileno = file.fileno  # type: ignore[method-assign]
        monkeypatch.setattr("sys.stdout", io.TextIOWrapper(buffer, encoding="utf-8"))
        memory = _memory("", (b"console", b"", b"said"), (b"sarif", b"r", b"{}"), answer=(0, 0))
        assert replay(LoadedMemory(memory, []), []) == 3
        os.write(file.fileno(), b"what Python still holds")

    assert (tmp_path / "out").read_bytes() == b""  # goes nowhere
    assert os.path.exists("r") == (not is_pipe)
    shown = "qualitygate: the console report could not be written to standard output: No space left\n"
    assert _text(sys.stderr) == ("" if is_pipe else shown)
    monkeypatch.undo()


@pytest.mark.skipif(sys.platform == "win32", reason="needs another platform: /dev/stdout")
def test_a_report_to_a_stream_is_written_to_it(cache: Path, tmp_path: Path) -> None:
    os.mkfifo("pipe")
    reader = os.open("pipe", os.O_RDONLY | os.O_NONBLOCK)
    try:
        replay(LoadedMemory(_memory("", (b"sarif", b"pipe", b"{}")), []), [])
        assert os.read(reader, 10) == b"{}"
    finally:
        os.close(reader)
    assert os.listdir() == ["pipe"]


@pytest.mark.skipif(sys.platform == "win32", reason="needs another platform: descriptors")
def test_reports_to_one_stream_keep_their_order(
    cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open(tmp_path / "out", "w") as out:
        monkeypatch.setattr(sys, "stdout", out)
        out.write("earlier\n")
        stream = os.fsencode(f"/dev/fd/{out.fileno()}")
        memory = _memory("", (b"pmd", stream, b"<>\n"), (b"console", b"", b"said\n"), (b"sarif", stream, b"{}\n"))
        replay(LoadedMemory(memory, []), [])
        assert (tmp_path / "out").read_text() == "earlier\n<>\nsaid\n{}\n"
    monkeypatch.undo()


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs another platform: /dev/full")
def test_what_the_output_refuses_in_the_end_is_said_of_the_report(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _listen(monkeypatch)
    with open("/dev/full", "w") as full:
        monkeypatch.setattr(sys, "stdout", full)
        assert replay(LoadedMemory(_memory("", (b"console", b"", b"said")), []), []) == 3
    shown = "qualitygate: the console report could not be written to standard output: No space left on device\n"
    assert _text(sys.stderr) == shown
    monkeypatch.undo()


def test_a_report_that_could_not_be_put_in_place_leaves_no_rest(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _listen(monkeypatch)

    def refuse(source: str, target: str) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr("os.replace", refuse)

    assert replay(LoadedMemory(_memory("", (b"sarif", b"r", b"{}")), []), []) == 3
    assert os.listdir() == []


def test_a_start_knows_what_it_was_given() -> None:
    loaded = LoadedMemory(_memory(""), [])
    start = Start(["a.py"], 12, loaded)

    assert (start.arguments, start.time, start.loaded) == (["a.py"], 12, loaded)
