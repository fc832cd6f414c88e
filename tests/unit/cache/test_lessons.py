"""What checkers have learned is kept by subject, and never in the way."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualitygate.cache.lessons import SUFFIX, Lessons, read_lessons

SHAPES = {"a = a": "", "a =a": " missing_whitespace", " 0af3": "\u2028"}


@pytest.fixture
def prefix(tmp_path: Path) -> str:
    return str(tmp_path / "cache" / "environment")


def keep(prefix: str, lessons: dict[str, str], subject: str = "pep8 79") -> Lessons:
    kept = Lessons(prefix)
    kept.add([(subject, lessons)])
    kept.save()
    return kept


def test_what_was_saved_is_read_again(prefix: str) -> None:
    keep(prefix, SHAPES)
    assert read_lessons(prefix, "pep8 79") == SHAPES


def test_another_subject_and_another_environment_have_other_lessons(prefix: str) -> None:
    keep(prefix, SHAPES)
    assert read_lessons(prefix, "pep8 88") == {}
    assert read_lessons(f"{prefix}2", "pep8 79") == {}


def test_new_lessons_are_added_to_the_old_ones(prefix: str) -> None:
    keep(prefix, SHAPES)
    keep(prefix, {"b = b": ""})
    assert read_lessons(prefix, "pep8 79") == {**SHAPES, "b = b": ""}


def test_a_large_file_is_not_written_again_for_a_few_lessons(prefix: str) -> None:
    many = {f"a = {number}": "" for number in range(1000)}
    keep(prefix, many)
    keep(prefix, {"b = b": ""})
    assert read_lessons(prefix, "pep8 79") == many


@pytest.mark.parametrize("content", [b"", b"qualitygate", b"\0" * 5000], ids=["nothing", "too little", "zeros"])
def test_a_damaged_file_teaches_nothing_and_is_begun_anew_with_a_note(
    prefix: str, tmp_path: Path, content: bytes
) -> None:
    keep(prefix, {"old": ""})
    (file,) = (tmp_path / "cache").glob(f"*{SUFFIX}")
    file.write_bytes(content)
    assert read_lessons(prefix, "pep8 79") == {}
    (note,) = keep(prefix, SHAPES).notes
    assert note.startswith("what was learned is begun anew: ")
    assert read_lessons(prefix, "pep8 79") == SHAPES


def test_what_others_may_write_to_is_not_used(prefix: str, tmp_path: Path) -> None:
    (tmp_path / "cache").mkdir(mode=0o700)
    (tmp_path / "cache").chmod(0o777)
    assert Lessons(prefix).prefix == ""


def test_a_place_that_cannot_be_written_to_is_a_note(tmp_path: Path) -> None:
    (tmp_path / "cache").mkdir(mode=0o700)
    (tmp_path / "cache" / "environment-file").write_text("in the way")
    (note,) = keep(str(tmp_path / "cache" / "environment-file" / "x"), SHAPES).notes
    assert note.startswith("what was learned ")
