"""What checkers have learned is kept by subject, and never in the way."""

from __future__ import annotations

import sys
from array import array
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, strategies as st

from qualitygate.cache.lessons import SUFFIX, LessonBook, Lessons, _key, read_lessons
from qualitygate.cache.sealed import read_sealed, write_sealed

MANY = {f"a = {number}": "" for number in range(1000)}
SHAPES = {"a = a": "", "a =a": " missing_whitespace", " 0af3": "\u2028"}
THINGS = [*SHAPES, *MANY, "b = b", "old"]


@pytest.fixture
def prefix(tmp_path: Path) -> str:
    return str(tmp_path / "cache" / "environment")


def keep(prefix: str, lessons: dict[str, str], subject: str = "pep8 79") -> Lessons:
    kept = Lessons(prefix)
    kept.add([(subject, lessons)])
    kept.save()
    return kept


def known(prefix: str, subject: str = "pep8 79") -> dict[str, str]:
    """What the file says of all things that occur here, and how many others it knows."""
    book = read_lessons(prefix, subject)
    found = {thing: text for thing in THINGS if (text := book.get(thing)) is not None}
    assert len(found) == len(book)
    return found


def test_what_was_saved_is_read_again(prefix: str) -> None:
    keep(prefix, SHAPES)
    assert known(prefix) == SHAPES


@given(st.dictionaries(st.text(), st.sampled_from(["", "c", "c missing_whitespace"])), st.lists(st.text()))
def test_every_thing_is_found_and_no_other(lessons: dict[str, str], others: list[str]) -> None:
    with TemporaryDirectory() as directory:
        keep(f"{directory}/cache/environment", lessons)
        book = read_lessons(f"{directory}/cache/environment", "pep8 79")
    assert {thing: book.get(thing) for thing in [*lessons, *others]} == dict.fromkeys(others) | lessons
    assert len(book) == len(lessons)


def test_the_whole_digest_decides() -> None:
    key, check = _key("a = a")
    columns = array("Q", [key, key, key]), array("Q", [check - 1, check, check + 1]), array("I", [0, 1, 0])
    assert LessonBook(["wrong", "right"], columns).get("a = a") == "right"
    assert LessonBook(["wrong"], tuple(column[:1] for column in columns)).get("a = a") is None  # type: ignore[arg-type]


def test_another_subject_and_another_environment_have_other_lessons(prefix: str) -> None:
    keep(prefix, SHAPES)
    assert known(prefix, "pep8 88") == {}
    assert known(f"{prefix}2") == {}


def test_new_lessons_are_added_to_the_old_ones(prefix: str) -> None:
    keep(prefix, SHAPES)
    keep(prefix, {"b = b": ""})
    assert known(prefix) == {**SHAPES, "b = b": ""}


def test_a_large_file_is_not_written_again_for_a_few_lessons(prefix: str) -> None:
    keep(prefix, MANY)
    keep(prefix, {"b = b": ""})
    assert known(prefix) == MANY


@pytest.mark.parametrize("content", [b"", b"qualitygate", b"\0" * 5000], ids=["nothing", "too little", "zeros"])
def test_a_damaged_file_teaches_nothing_and_is_begun_anew_with_a_note(
    prefix: str, tmp_path: Path, content: bytes
) -> None:
    keep(prefix, {"old": ""})
    (file,) = (tmp_path / "cache").glob(f"*{SUFFIX}")
    file.write_bytes(content)
    assert known(prefix) == {}
    (note,) = keep(prefix, SHAPES).notes
    assert note.startswith("what was learned is begun anew: ")
    assert known(prefix) == SHAPES


def test_the_file_of_another_subject_under_this_ones_name_teaches_nothing(prefix: str, tmp_path: Path) -> None:
    keep(prefix, SHAPES)
    (file,) = (tmp_path / "cache").glob(f"*{SUFFIX}")
    keep(prefix, MANY, "other")
    (other,) = set((tmp_path / "cache").glob(f"*{SUFFIX}")) - {file}
    file.write_bytes(other.read_bytes())

    assert known(prefix) == {}
    assert known(prefix, "other") == MANY


def test_a_file_with_less_behind_its_head_than_that_says_teaches_nothing(prefix: str, tmp_path: Path) -> None:
    keep(prefix, SHAPES)
    (file,) = (tmp_path / "cache").glob(f"*{SUFFIX}")
    content = read_sealed(str(file), b"lessons")
    assert content is not None
    write_sealed(str(file), b"lessons", bytes(content)[:-1])

    assert known(prefix) == {}


def test_a_file_is_the_same_on_machines_of_either_byte_order(
    prefix: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(prefix, {"a = a": ""})
    (file,) = (tmp_path / "cache").glob(f"*{SUFFIX}")
    assert (content := read_sealed(str(file), b"lessons")) is not None
    little, _ = _key("a = a")
    assert little.to_bytes(8, "little") in bytes(content)

    monkeypatch.setattr(sys, "byteorder", "big" if sys.byteorder == "little" else "little")
    assert read_lessons(prefix, "pep8 79").get("a = a") is None  # turned round on a machine that does not need it


def test_what_others_may_write_to_is_not_used(prefix: str, tmp_path: Path) -> None:
    (tmp_path / "cache").mkdir(mode=0o700)
    (tmp_path / "cache").chmod(0o777)
    assert Lessons(prefix).prefix == ""


def test_a_place_that_cannot_be_written_to_is_a_note(tmp_path: Path) -> None:
    (tmp_path / "cache").mkdir(mode=0o700)
    (tmp_path / "cache" / "environment-file").write_text("in the way")
    (note,) = keep(str(tmp_path / "cache" / "environment-file" / "x"), SHAPES).notes
    assert note.startswith("what was learned ")
