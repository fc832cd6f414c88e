"""GitHub's hashes, against the vectors of codeql-action's own tests and its algorithm, unit by unit."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualitygate_plugins.reporters.line_hash import LineHashes

ENDING_IN_TEXT = ["8b7cf3e952e7aeb2", "b1ae1287ec4718d9", "bff680108adb0fcc", "c6805c5e1288b612", "b86d3392aea1be30"]
ENDING_IN_BREAK = ["e9496ae3ebfced30", "fb7c023a8b9ccb3f", "ce8ba1a563dcdaca", "e20e36e16fcb0cc8", "b3edc88f2938467e"]
LOREM = [
    *(f"a7f2ff13bc495cf2:{number}" for number in range(1, 7)),
    *("a7f2ff1481e87703:1", "a9cf91f7bbf1862b:1", "55ec222b86bcae53:1", "cc97dc7b1d7d8f7b:1", "c129715d7a2bc9a3:1"),
]


def hashes_of(text: str) -> list[str]:
    hashes, result = LineHashes(text.encode("utf-8", "surrogatepass")), []
    while found := hashes.hash(len(result) + 1):
        result.append(found)
    return result


def first(hashes: list[str], *more: str) -> list[str]:
    return [f"{value}:1" for value in (*hashes, *more)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", ["c129715d7a2bc9a3:1"], id="empty"),
        pytest.param(
            " a\nb\n  \t\tc\n d",
            ["271789c17abda88f:1", "54703d4cd895b18:1", "180aee12dab6264:1", "a23a3dc5e078b07b:1"],
            id="blanks do not count",
        ),
        pytest.param(
            " hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End",
            first(ENDING_IN_TEXT, "e6ceba753e1a442"),
            id="no last break",
        ),
        *(
            pytest.param(text, first(ENDING_IN_BREAK, "c8e28b0b4002a3a0", "c129715d7a2bc9a3"), id=name)
            for name, text in {
                "line feeds": " hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End\n",
                "carriage returns": " hello; \t\nworld!!!\r\r\r  \t\tGreetings\r End\r",
                "both": " hello; \t\r\nworld!!!\r\n\r\n\r\n  \t\tGreetings\r\n End\r\n",
                "mixed": " hello; \t\nworld!!!\r\n\n\r  \t\tGreetings\r End\r\n",
            }.items()
        ),
        pytest.param("Lorem ipsum dolor sit amet.\n" * 10, LOREM, id="equal lines are numbered"),
    ],
)
def test_hashes_are_those_of_codeql_action(text: str, expected: list[str]) -> None:
    assert hashes_of(text) == expected


def test_a_line_that_is_not_there_has_no_hash() -> None:
    assert [LineHashes(b"x\ny").hash(line) for line in (-1, 0, 3)] == [None, None, None]


def test_bytes_are_read_as_utf_8_whatever_the_cookie_says() -> None:
    assert LineHashes(b"\xe9 = 1").hash(1) == LineHashes("\ufffd = 1".encode()).hash(1)


@given(text=st.text(st.sampled_from("ab \t\r\n\ufeff\uffff\U0001f600é"), max_size=400))
def test_any_text_has_the_hashes_of_the_rolling_algorithm(text: str) -> None:
    assert hashes_of(text) == rolling(text)


def rolling(text: str) -> list[str]:
    """Push unit by unit through a window of a hundred; a line's hash is read when its first unit leaves."""
    data = text.encode("utf-16-le")
    units = [int.from_bytes(data[index : index + 2], "little") for index in range(0, len(data), 2)]
    window, value, is_after_return, begins = [(0, False)] * 100, 0, False, True
    seen: Counter[str] = Counter()
    result: list[str] = []

    def push(unit: int, begins_line: bool) -> None:
        nonlocal value
        oldest, began_line = window.pop(0)
        if began_line:
            seen[f"{value:x}"] += 1
            result.append(f"{value:x}:{seen[f'{value:x}']}")
        value = (37 * value + unit - pow(37, 100) * oldest) % 2**64
        window.append((unit, begins_line))

    for unit in [*units, 0xFFFF]:
        if unit in (9, 32) or (is_after_return and unit == 10):
            is_after_return = False
            continue
        is_after_return = unit == 13
        push(10 if unit == 13 else unit, begins)
        begins = unit in (10, 13)
    for _ in range(100):
        push(0, False)
    return result
