"""What a comment reaches is the same whether it is told by tokens or, for text that parses, without them."""

from __future__ import annotations

import functools
import inspect
import textwrap

import pytest
from hypothesis import HealthCheck, assume, example, given, settings as hypothesis_settings, strategies as st

from qualitygate.source.comments import Comment, find_comments
from qualitygate.source.reach import Reach
from qualitygate.source.source import Source
from tests.formatted_strings import texts
from tests.plugins.pep8_samples import SAMPLES

PIECES = [
    "x", " ", "'", '"""', "\\\n", "#", "\n", "f'{x}'", "(", ")", "# noqa\n", "'''\n'''", "    ", "\\", "if x:\n", "\x0c"
]  # fmt: skip


def ranges(source: Source) -> list[tuple[int, int]]:
    return list(dict.fromkeys(map(Reach(source).own, range(1, len(source.lines) + 1))))


def told(text: str, *, parses: bool) -> tuple[list[tuple[int, int]], list[Comment]]:
    source = Source.from_text(text)
    if parses:
        assert source.tree is not None
    return ranges(source), list(find_comments(source))


@pytest.mark.parametrize("text", SAMPLES.values(), ids=SAMPLES.keys())
def test_in_odd_texts(text: str) -> None:
    assert told(text, parses=True) == told(text, parses=False)


@pytest.mark.parametrize("module", [functools, inspect, textwrap], ids=lambda module: str(module.__name__))
def test_in_a_real_module(module: object) -> None:
    text = inspect.getsource(module)  # type: ignore[arg-type]
    assert told(text, parses=True) == told(text, parses=False)
    assert Source.from_text(text).tree is not None


@example("x\\\n#")
@example('"""# noqa\n#"""')
@hypothesis_settings(deadline=None, max_examples=300, suppress_health_check=[HealthCheck.filter_too_much])
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_in_any_text_that_parses(text: str) -> None:
    source = Source.from_text(text)
    assume(source.tree is not None and source.token_error is None)
    assert told(text, parses=True) == told(text, parses=False)


@hypothesis_settings(deadline=None, max_examples=300, suppress_health_check=[HealthCheck.filter_too_much])
@given(st.lists(st.sampled_from([*PIECES, "\t", "\ud800"]), max_size=12).map("".join))
def test_whether_the_tokenizer_gives_up_is_told_as_the_tokenizer_does(text: str) -> None:
    known, unknown = Source.from_text("x\n"), Source.from_text("x\n")
    known.text = unknown.text = text + "\n"
    assume(known.tree is not None)
    assert (known.token_error is None) == (unknown.token_error is None)


@hypothesis_settings(deadline=None, max_examples=150)
@given(texts())
def test_around_formatted_strings(text: str) -> None:
    assume(Source.from_text(text).token_error is None)
    assert told(text, parses=True) == told(text, parses=False)


def test_without_tokens_where_the_tree_is_known() -> None:
    source = Source.from_text("x = '''\n''' + \\\n    y  # noqa\nz = 1\n")
    assert source.tree is not None
    assert ranges(source) == [(1, 3), (4, 4)]
    assert source.token_error is None
    assert "_tokenized" not in vars(source)
