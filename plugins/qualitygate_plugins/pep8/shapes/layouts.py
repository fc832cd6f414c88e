"""What decides how the continuation lines of a logical line are aligned (E12, E131, E133): its layout.

``continued_indentation`` of pycodestyle 2.12 to 2.15 does arithmetic with the columns at which rows begin, and only
compares all other columns: with those, and with one another. So a layout keeps the former as they are and the latter
in their order, and of the tokens only those whose column it looks at: what follows an opening bracket, strings,
comments, ``if``, ``assert``, ``raise`` and ``with``, a colon that ends a row, and operators where a row begins with
one.
"""

from __future__ import annotations

import re
from _blake2 import blake2b  # hashlib loads OpenSSL first, 3 ms
from bisect import bisect_left
from itertools import chain

from qualitygate_plugins.pep8.shapes.shapes import IN_STRING, with_length

#: How the key of a layout begins, and no shape does.
LAYOUT = " "
#: A row that begins with an operator or an opening bracket may be lined up with an equal one above.
_BEGINS_WITH_OPERATOR = re.compile(r"\n[ ]*[!$%&(*+,\-./:;<=>?@\[\\^`{|~]")
_ENDS_IN_COLON = re.compile(r":[ ]*(?:\#)?\n\Z")
_PARTS = rf"""
      (?P<row>\n[ ]*)
    | (?P<string>(?:\b[a-zA-Z]{{1,2}})?"[{IN_STRING}x]*"|\#|\b(?:u|ur|b|br)\b)
    | (?P<open>[(\[{{])(?:[ ]*(?P<first>)(?=[^\s#\\]))?
    | (?P<close>[)\]}}])
"""
_BESIDE = r'[^\n"#()\[\]{}\w]*'
_BRACKETS = re.compile(
    rf"{_BESIDE} (?: \b(?!(?:u|ur|b|br)\b)\w+(?![\"\w]) {_BESIDE} )* (?:{_PARTS} | (?P<end>\Z))", re.VERBOSE
)
_TOKEN = re.compile(
    rf"""
    {_PARTS}
    | (?P<word>\b(?:if|assert|raise|with)\b)
    | (?P<name>\w+)
    | (?P<operator>[^\s\w])
    """,
    re.VERBOSE,
)


def layout_of(text: str, indent: int, *, opens_block: bool) -> str | None:
    """Return a key for the layout of a logical line whose physical lines are ``text``; None when it cannot be told.

    ``indent`` is the column of its first token. Lines that are indented as a whole have the layout of the same lines
    further left.
    """
    plain = with_length(text)
    if plain is None:
        return None
    ends_in_colon = _ENDS_IN_COLON.search(plain) is not None
    scan = _Scan(reads_operators=ends_in_colon or _BEGINS_WITH_OPERATOR.search(plain) is not None)
    scan.read(plain)
    moves = 0 < indent <= min(scan.starts, default=indent)
    origin = indent if moves else 0
    said = *scan.events(indent, origin), ends_in_colon, opens_block, moves or indent
    return LAYOUT + blake2b(repr(said).encode(), digest_size=12).hexdigest()


class _Scan:
    """The tokens of one logical line that its alignment depends on."""

    def __init__(self, *, reads_operators: bool) -> None:
        self.reads_operators = reads_operators
        self.kinds: list[str] = []
        self.columns: list[int] = []  #: one per kind; -1 where it does not count
        self.starts: list[int] = []  #: the columns at which its rows begin

    def read(self, plain: str) -> None:
        """Collect kinds and columns. Behind the first row only brackets count, unless operators do."""
        row_start = 0
        is_first_row = True
        end = len(plain) if self.reads_operators else plain.index("\n")
        for match in chain(_TOKEN.finditer(plain, 0, end), _BRACKETS.finditer(plain, end)):
            kind = match.lastgroup or ""
            start = match.start(kind)
            column, text = start - row_start, match[kind]
            if kind == "row":
                row_start = start + 1
                is_first_row = False
                self._begin_row(match.end() - row_start, plain[match.end() : match.end() + 1])
            elif kind == "first":
                self._add(match["open"], match.start("open") - row_start if self.reads_operators else -1)
                self._add(kind, column)
            elif kind == "string":
                self._add(kind, column)
                if IN_STRING in text:
                    row_start = start + text.rindex(IN_STRING) + 1
            elif kind == "word" and is_first_row:
                self._add(text if self.kinds else f"first {text}", column + len(text) + 1)
            elif kind in ("open", "close"):
                self._add(text, column if self.reads_operators else -1)
            elif kind == "operator":
                self._read_operator(text, column, plain[match.end() : match.end() + 1], is_first_row)

    def _begin_row(self, column: int, character: str) -> None:
        if character == "\n" or not character:
            self._add("blank", -1)
        else:
            self.starts.append(column)
            self._add(f"row {character}" if character in ")]}" else "row", column)

    def _read_operator(self, text: str, column: int, character: str, is_first_row: bool) -> None:
        if text == ":" and character == "\n":
            self._add("colon", -1)
        if self.reads_operators:
            self._add(text, column)
        elif is_first_row and not self.kinds:  # from here on "if" is not the first thing to align with
            self._add("operator", -1)

    def _add(self, kind: str, column: int) -> None:
        self.kinds.append(kind)
        self.columns.append(column)

    def events(self, indent: int, origin: int) -> tuple[str, list[int]]:
        """Return the kinds, and their columns from ``origin`` on; of those inside a row only the order is kept."""
        anchors = sorted({indent, *self.starts})
        ranks: dict[int, int] = {column: column - origin for column in anchors}
        ranks[-1] = -1
        inner = sorted({*self.columns} - ranks.keys())
        for rank, column in enumerate(inner):
            ranks[column] = -1_000_000 - 1_000 * bisect_left(anchors, column) - rank
        return "\n".join(self.kinds), [ranks[column] for column in self.columns]
