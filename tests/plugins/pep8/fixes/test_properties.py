"""What holds of every fix: the program stays, nothing new is found, and a second run has nothing to do."""

from __future__ import annotations

import inspect
import re
from collections import Counter
from collections.abc import Iterator

import pycodestyle
import pytest
from hypothesis import example, given, settings as hypothesis_settings, strategies as st

from qualitygate.api import OptionValue, Source
from qualitygate_plugins.pep8 import qualitygate_rules
from qualitygate_plugins.pep8.codes import CODES
from qualitygate_plugins.pep8.fixes import long_lines

from ...pep8_samples import SAMPLES
from .fixing import ROUNDS, fix_text, pep8_checker, tree_of

FIXABLE = frozenset(rule.code for rule in qualitygate_rules() if rule.fix is not None)
#: W503 and W504 contradict each other. A tab behind "from" hides E402 from pycodestyle until E273 takes it away.
WANTED = frozenset(CODES) - {"E402", "W503", "W504"}


def _check(text: str, **options: OptionValue) -> None:
    fixed = fix_text(text, pep8_checker(WANTED, **options))
    before = Counter(finding.code for finding in fixed.before)
    after = Counter(finding.code for finding in fixed.after)
    assert tree_of(fixed.text) == tree_of(text)
    assert after - before == Counter()
    assert fixed.rounds < ROUNDS
    assert fix_text(fixed.text, pep8_checker(WANTED, **options)).rounds == 0


@pytest.mark.parametrize("text", SAMPLES.values(), ids=SAMPLES.keys())
def test_a_program_stays_what_it_was(text: str) -> None:
    _check(Source.from_text(text).text)


@st.composite
def _mutated_samples(draw: st.DrawFn) -> str:
    """A sample with up to six pieces put in or taken out, none of which breaks its syntax."""
    text = Source.from_text(draw(st.sampled_from(list(SAMPLES.values())))).text
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.sampled_from([0, 0, 0, 1, 2])))
        pieces = [
            "", " ", "  ", "\t", "\n", "\n\n", " \n", "\\\n", "#", "  # a", ",", ";", "(", ")", "x", "é", "'", "='"
        ]
        changed = text[:start] + draw(st.sampled_from(pieces)) + text[end:]
        if Source.from_text(changed).tree is not None:
            text = changed
    return text


@given(_mutated_samples())
@example("x \\\n= 1  \ndef f():\n\\\n\treturn  x\n\n\n")  # its first indented row begins with a tab that stays
@example('def f():\n    """é\n\n    more"""; x=1\n')  # where Python 3.12.1 ends the string one column early
@example("if x:\n   # a comment\n\\\n    pass\n")  # the tokenizer sees no block there
@example("if x:\ty = (1,\n\t  \\\n   2)\n    # comment\n")  # aligned with "if " as long as it stands on that line
@example("x\n\\\n\nclass A: pass\n")  # before Python 3.12 the class goes on from the backslash, over the blank line
@example("def f(): pass\n\\\n@overload\ndef f(): pass\ndef f(): pass\n")
@example("x , \x0c\n")
@example("\\\nx = 1  \ndef f():\n\treturn ; x\n\n\n")
@example("if x:\n    y\\\n ,= 1\nif y:\n\tz = 1\n")  # pycodestyle overlooks the blank before ",="
@hypothesis_settings(max_examples=600, deadline=None)
def test_a_changed_program_stays_what_it_was(text: str) -> None:
    _check(text)


#: Blocks with a statement behind the colon and what is written over several rows, by tokens.
STATEMENTS = [
    "y , = 1", "x [ a , ] = y", "x [ a ] , = y", "{ a } == b", "f ( a , b = 1 ) != c", "x = { a : b , c : d }",
    "del x , y", "assert x , y", "lambda a , b = 1 : a", "x : int = - 1", "x = ( a , )", "x [ : , 1 ] = y",
    "x = a . b ( c ) [ d ]", "x = not a in b", "x = a and b or not c", "x += a ** - b @ c", "import a , b",
    "from a import b as c , d", "from a import ( b , c )", "f ( * a , ** b )", "x ; y = z ;", "x = 'a' 'b'",
    "if ( x := y ) : z", "while x : y ; z", "for x , in y : z", "with a as b , c as d : e", "try : x \n except : y",
    "class A ( B , c = d ) : pass", "async def f ( ) : await x",
    "@ a . b ( c ) \n def f ( a , * b , c : int = 1 , d = 2 ) -> e : return a",
]  # fmt: skip
BESIDE = ["", " ", " ", "  ", "\t", "\\\n", " \\\n", "\\\n ", " \\\n    ", "\\\n        ", "\\\n\t", "\\\n\\\n"]
INSIDE = [*BESIDE, "\n", "\n    ", "\n        ", " # c\n", "#c\n ", "\n\n  ", "\n\t"]


@st.composite
def _spread_statements(draw: st.DrawFn) -> str:
    """Up to two statements with anything between their tokens: blanks, nothing, backslashes, breaks inside brackets."""
    text = ""
    for statement in draw(st.lists(st.sampled_from(STATEMENTS), min_size=1, max_size=2)):
        margin = draw(st.sampled_from(["", "    ", "  ", "\t"]))
        text += "if q:\n" if margin else ""
        for row in statement.split("\n"):
            first, *tokens = row.split()
            text, depth = text + margin + first, 0
            for token in tokens:
                text += draw(st.sampled_from(INSIDE if depth else BESIDE)) + token
                depth += (token in "([{") - (token in ")]}")
            text += draw(st.sampled_from(["", " ", "  # c", " #c"])) + "\n"
    return text


@given(_spread_statements())
@example("y\\\n,=1\n")
@example("async def f\\\n(\\\n): await x\n")  # one line before, and a block that begins where its bracket closes
@example("f(a, b=#c\n  1)\n")
@hypothesis_settings(max_examples=600, deadline=None)
def test_a_statement_spread_over_rows_stays_what_it_was(text: str) -> None:
    if Source.from_text(text).tree is not None:
        _check(text)


SHORT = ["1", "-2.5", "'a text of a few words'", "name", "a.b", "not a", "f'{a} b'", "b'c'", "lambda: a", "*a"]
ELEMENTS = st.recursive(
    st.sampled_from(SHORT),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=5).map(lambda parts: f"[{', '.join(parts)}]"),
        st.lists(inner, min_size=1, max_size=5).map(lambda parts: f"call({', '.join(parts)})"),
        st.lists(inner, min_size=2, max_size=3).map(" + ".join).map("({})".format),
        inner.map("{}[0](a, b)".format),
    ),
    max_leaves=8,
)
ENDS = st.sampled_from(["", "", "", "  # a comment", " or a", "\n    'and more words'"])


@st.composite
def _tables(draw: st.DrawFn) -> str:
    """A list over several rows, in one of the ways in which they are written."""
    rows = [
        ", ".join(draw(st.lists(ELEMENTS, min_size=1, max_size=4))) + "," + draw(ENDS)
        for _ in range(draw(st.integers(1, 5)))
    ]
    opened, margin = draw(st.sampled_from([("x = [", 4), ("x = [", 5), ("call(a, [", 4), ("x = {'a': [", 8)]))
    begin = "\n" + " " * margin
    closed = "\n" + draw(st.sampled_from(["", "    "])) + "]" + {"{": "}", "(": ")"}.get(opened[4], "")
    first = draw(st.sampled_from([begin, begin, "" if margin == 5 else begin]))
    return opened + first + begin.join(rows) + closed + "\n"


@given(_tables(), st.sampled_from([40, 50, 79]))
@hypothesis_settings(max_examples=600, deadline=None)
def test_a_table_whose_rows_are_broken_one_by_one_stays_what_it_was(text: str, limit: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(long_lines, "_MOST", 0)  # else the whole of it is looked at for each of them
        if Source.from_text(text).tree is not None:
            _check(text, max_line_length=limit)


@given(_mutated_samples(), st.sampled_from(sorted(FIXABLE)))
@hypothesis_settings(max_examples=600, deadline=None)
def test_fixing_one_code_leaves_less_of_it(text: str, code: str) -> None:
    fixed = fix_text(text, pep8_checker({code}))
    before = [finding for finding in fixed.before if finding.code == code]
    after = [finding for finding in fixed.after if finding.code == code]
    assert tree_of(fixed.text) == tree_of(text)
    assert len(after) < len(before) or fixed.text == text


def _examples() -> Iterator[tuple[str, str]]:
    """Every sample that pycodestyle's own documentation gives for a code that has a fix, and that parses."""
    for kind in ("physical_line", "logical_line"):
        for check in pycodestyle._checks[kind]:
            for code, text in re.findall(r"^ *([EW]\d{3}): (.*)$", inspect.getdoc(check) or "", re.MULTILINE):
                text = text.replace(r"\n", "\n").replace(r"\t", "\t").replace(r"\s", " ") + "\n"
                if code in FIXABLE and Source.from_text(text).tree is not None:
                    yield code, text


@pytest.mark.parametrize(("code", "text"), list(_examples()))
def test_an_example_in_the_documentation_of_pycodestyle_is_clean_after_its_fix(code: str, text: str) -> None:
    fixed = fix_text(text, pep8_checker({code}), unsafe=True)
    assert code in {finding.code for finding in fixed.before}
    assert code not in {finding.code for finding in fixed.after}
