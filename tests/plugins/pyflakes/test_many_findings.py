"""No fix looks at the whole file, or at its whole block, for each finding: twice as many take twice the work."""

from __future__ import annotations

import pytest

from tests.plugins.steps import AT_MOST, growth

from .repairing import found


@pytest.mark.parametrize(
    ("begin", "each"),
    [
        pytest.param("", "def f{0}():\n    x = 1\n", id="a variable of each function"),
        pytest.param("def g():\n    del x\n", "def f{0}():\n    x = 1\n", id="a variable that another one deletes"),
        pytest.param("def f():\n", "    import m{0}\n", id="imports of a function"),
        pytest.param("with a:\n", "    import m{0}\n", id="imports of a block"),
        pytest.param("def test_f():\n", "    from m import a{0}\n", id="imports that are all of a test"),
        pytest.param("", "try:\n    import m{0}\nexcept OSError:\n    pass\n", id="imports that are tried"),
    ],
)
def test_e10_twice_as_many_findings_take_twice_the_work(begin: str, each: str) -> None:
    def check(count: int) -> None:
        assert len(found(begin + "".join(each.format(number) for number in range(count)))) >= count

    assert growth(check) < AT_MOST
