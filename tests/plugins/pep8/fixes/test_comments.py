"""Comments stand two blanks away and begin with '# '."""

from __future__ import annotations

import pytest

from .fixing import repair


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("x = 1 # a\n", "x = 1  # a\n", id="one blank before it"),
        pytest.param("x = 1# a\n", "x = 1  # a\n", id="none before it"),
        pytest.param("x = 1\t# a\n", "x = 1  # a\n", id="a tab before it"),
        pytest.param("x = 1  #a\n", "x = 1  # a\n", id="inline without a blank"),
        pytest.param("x = 1  #   a\n", "x = 1  # a\n", id="inline with several"),
        pytest.param("x = 1  ## a\n", "x = 1  # a\n", id="inline with two hashes"),
        pytest.param("x = 1  #:a\n", "x = 1  #: a\n", id="documentation comment"),
        pytest.param("x = 1  #\xa0a\n", "x = 1  # a\n", id="no-break space"),
        pytest.param("#a\n", "# a\n", id="block without a blank"),
        pytest.param("##a\n", "# a\n", id="two hashes and no blank"),
        pytest.param("###   a\n", "#   a\n", id="indented text behind hashes"),
        pytest.param("#!/bin/sh\n#!x\n", "#!/bin/sh\n# !x\n", id="shebang only on the first line"),
        pytest.param("#\x0c\n", "#\n", id="nothing but a form feed"),
        pytest.param("#########\n", "#########\n", id="a rule of hashes"),
        pytest.param("x = 'a #b'\n", "x = 'a #b'\n", id="a hash in a string"),
        pytest.param("x = (1, #a\n     2)#b\n", "x = (1,  # a\n     2)  # b\n", id="inside brackets"),
    ],
)
def test_a_comment_is_set_right(before: str, after: str) -> None:
    assert repair(before, "E261", "E262", "E265", "E266") == after


def test_a_comment_right_behind_the_equals_sign_of_a_keyword_stays_there() -> None:
    assert repair("f(a=# why\n  1)\n", "E251", "E261") == "f(a=# why\n  1)\n"  # two blanks would be E251
    assert repair("f(a=# why\n  1)\n", "E261") == "f(a=  # why\n  1)\n"


def test_a_ruler_that_would_be_too_long_loses_a_character() -> None:
    ruler, text = "-" * 78, "Commented out: " + "x" * 63
    assert repair(f"#{ruler}\n", "E265", "E501") == f"# {ruler[1:]}\n"
    assert repair(f"#{text}\n", "E265", "E501") == f"#{text}\n"
    assert repair(f"#{ruler}\n", "E265") == f"# {ruler}\n"
