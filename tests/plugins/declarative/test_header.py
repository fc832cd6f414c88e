"""``require-header``: what a file begins with."""

from __future__ import annotations

import pytest

from .tables import check, fixed, lines

HEADER = "# Copyright ... Shop Ltd.\n# MIT licence\n"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("# Copyright 2026 Shop Ltd.\n# MIT licence\nx = 1\n", []),
        ("#!/usr/bin/env python\n# -*- coding: utf-8 -*-\n# Copyright Shop Ltd.\n", [3]),
        ("#!/usr/bin/env python\n# Copyright 1 Shop Ltd.\n# MIT licence", []),
        ("", []),
        ("\n", []),
        ("x = 1\n", [1]),
        ("# Copyright 2026 Shop Ltd.\n", [1]),
    ],
    ids=["there", "half", "behind-shebang", "empty", "blank", "none", "first-line"],
)
def test_a_file_must_begin_with_it(text: str, found: list[int]) -> None:
    assert lines(text, require_header=HEADER) == found


def test_the_first_line_is_marked() -> None:
    check("x = 1\n^^^^^ SHOP1 do not\n", require_header=HEADER)


def test_a_header_without_dots_is_inserted_behind_the_line_for_the_shell() -> None:
    assert fixed("#!python\nx = 1\n", require_header="# MIT\n", fix="safe") == "#!python\n# MIT\nx = 1\n"
    assert fixed("x = 1\n", require_header=HEADER) == "x = 1\n"
