"""What a ``noqa`` says: its codes, its reason, its date, and what is wrong with it."""

from __future__ import annotations

import pytest

from qualitygate.source.noqa import Written, read_noqa, split_codes, split_reason

EVERY = "as it stands flake8 silences every code on this line"


@pytest.mark.parametrize(
    ("body", "written"),
    [
        (" noqa", Written("noqa")),
        (" NOQA: e501", Written("noqa", ("E501",))),
        (" noqa: E501, W6  the table is clearer", Written("noqa", ("E501", "W6"), reason="the table is clearer")),
        (" noqa: E501 - old until=2026-12-31", Written("noqa", ("E501",), reason="old", until="2026-12-31")),
        (" noqa py3 needs it", Written("noqa", reason="py3 needs it")),
        (" flake8: noqa: E501", Written("flake8: noqa", ("E501",))),
        (" flake8: noqa", Written("flake8: noqa")),
    ],
    ids=["blanket", "capitals", "reason", "until", "blanket with a reason", "file", "whole file"],
)
def test_what_is_written_right_has_no_problem(body: str, written: Written) -> None:
    assert read_noqa(body) == written


@pytest.mark.parametrize(
    ("body", "codes", "problem"),
    [
        (" noqa : F401", ("F401",), f"write '# noqa: F401'; {EVERY}"),
        (" noqa F401", ("F401",), f"write '# noqa: F401'; {EVERY}"),
        ("noqa F401", ("F401",), "write '# noqa: F401'; as it stands flake8 does not see it"),
        (" noqa:", (), f"'# noqa:' names no code; write the codes, {EVERY}"),
        (" noqas", (), f"'noqas' begins with 'noqa'; write '# noqa: CODE', or another word; {EVERY}"),
        (" noqa:F401E501", (), "'F401E501' is no code and silences nothing; write '# noqa: F401,E501'"),
    ],
    ids=["blank", "no colon", "no blank before", "no code", "another word", "glued"],
)
def test_what_is_written_wrong_silences_no_more_than_it_names(body: str, codes: tuple[str, ...], problem: str) -> None:
    written = read_noqa(body)
    assert written is not None
    assert (written.codes, written.problem) == (codes, problem)


@pytest.mark.parametrize("body", ["", " see noqa", " type: ignore", " no qa"])
def test_other_comments_are_none(body: str) -> None:
    assert read_noqa(body) is None


def test_a_date_that_is_missing_is_a_question_mark_and_codes_split_at_commas_and_blanks() -> None:
    assert split_reason(" : old until= ") == ("old", "?")
    assert split_codes("e501,W6  F401,") == ("E501", "W6", "F401")
