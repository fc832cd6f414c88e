"""What project checkers said is found by all that it depended on, and no longer kept than it is of use."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualitygate.cache.project_answers import ProjectAnswers


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "x.answers"


def keep(file: Path, *answers: tuple[str, str, bytes]) -> ProjectAnswers:
    """Let a run keep what checkers said."""
    kept = ProjectAnswers(str(file))
    for checker, digest, answer in answers:
        kept.put(checker, digest, answer)
    kept.save()
    return kept


def test_what_was_said_is_found_by_the_same_checker_and_digest(file: Path) -> None:
    keep(file, ("mypy", "one", b"said"), ("eslint", "one", b"other"))
    later = ProjectAnswers(str(file))

    assert (later.find("mypy", "one"), later.find("eslint", "one")) == (b"said", b"other")
    assert (later.find("mypy", "two"), later.find("ruff", "one")) == (None, None)


def test_new_answers_are_kept_with_those_of_earlier_runs(file: Path) -> None:
    keep(file, ("mypy", "one", b"first"))
    keep(file, ("mypy", "two", b"second"))
    later = ProjectAnswers(str(file))

    assert [later.find("mypy", digest) for digest in ("one", "two")] == [b"first", b"second"]


def test_of_each_checker_the_last_four_are_kept(file: Path) -> None:
    keep(file, ("eslint", "0", b""), *(("mypy", str(number), b"") for number in range(5)))
    later = ProjectAnswers(str(file))

    assert [later.find("mypy", str(number)) for number in range(5)] == [None, b"", b"", b"", b""]
    assert later.find("eslint", "0") == b""


def test_an_answer_that_is_given_again_is_the_newest_and_stands_once(file: Path) -> None:
    keep(file, *(("mypy", digest, b"") for digest in "abcd"), ("mypy", "a", b"new"), ("mypy", "e", b""))
    later = ProjectAnswers(str(file))

    assert [later.find("mypy", digest) for digest in "abcde"] == [b"new", None, b"", b"", b""]


def test_nothing_is_written_when_nothing_was_said(file: Path) -> None:
    asked = ProjectAnswers(str(file))
    asked.find("mypy", "one")
    asked.save()

    assert not file.exists()


def test_a_damaged_file_is_begun_anew_with_a_note(file: Path) -> None:
    keep(file, ("mypy", "one", b"old"))
    file.write_bytes(b"rubbish")
    (note,) = keep(file, ("mypy", "two", b"new")).notes

    assert note.startswith("what project checkers said is begun anew: ")
    assert ProjectAnswers(str(file)).find("mypy", "two") == b"new"
