"""One file's text and the views of it, each computed once and shared by all checkers.

Its facts are pinned by tests/unit/source/test_source.py.
"""

from __future__ import annotations

import ast
import io
import re
import tokenize
import warnings
from _blake2 import blake2b  # hashlib loads OpenSSL first, 3 ms
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING

from qualitygate.source.columns import utf8_to_codepoint
from qualitygate.source.decode import Decoded, decode_python, decode_text
from qualitygate.source.strings import strings_and_comments
from qualitygate.source.tokens import valid_tokens

if TYPE_CHECKING:
    from qualitygate.source.names import Names
    from qualitygate.source.nodes import Nodes

_CONTROLS = re.compile(r"[\0-\t\v-\x1f]")
_SURROGATES = re.compile(r"[\ud800-\udfff]")


#: Kinds of files that hold Python; a stub's may not be run, and is read all the same.
PYTHON_KINDS = ("python", "stub")
NOTEBOOK = "notebook"  #: the kind of a file that holds Python in cells


class Source:
    """A text with memoised views. Checkers read it and may not change it.

    ``kind`` is "python" or the name of another kind of file; only Python sources have tokens and a tree. Checkers get
    a notebook as the Python module that its cells are, with :attr:`cells`.
    """

    given: frozenset[str] = frozenset()  #: names that magics of a notebook may give to its code
    cells: tuple[int, ...] = ()  #: the lines at which the cells of a notebook begin; none where it is a file of Python

    def __init__(self, path: str, data: bytes, kind: str = "python") -> None:
        self.path = path
        self.kind = kind
        self.data = data
        decoded = self._decode()
        self.text = decoded.text  #: every line break is "\n"
        self.encoding = decoded.encoding
        self.decode_problem = decoded.problem  #: "" when the bytes were what they claim to be

    @classmethod
    def from_text(cls, text: str, *, path: str = "example.py", kind: str = "python") -> Source:
        """Make a source from a text, as tests and editors have it."""
        return cls(path, text.encode(), kind)

    def _decode(self) -> Decoded:
        return decode_python(self.data) if self.kind in PYTHON_KINDS else decode_text(self.data)

    @cached_property
    def digest(self) -> str:
        """BLAKE2b of the bytes, 16 bytes in hexadecimal, as the cache has it."""
        return blake2b(self.data, digest_size=16).hexdigest()

    @cached_property
    def lines(self) -> list[str]:
        """The lines with their ``\\n``; the last may lack it. Only ``\\n`` ends a line, form feeds do not."""
        return list(io.StringIO(self.text, newline="\n"))

    def line(self, number: int) -> str:
        """Return the line with this 1-based number without its line break, "" when there is none."""
        if 1 <= number <= len(self.lines):
            return self.lines[number - 1].rstrip("\n")
        return ""

    @cached_property
    def line_starts(self) -> list[int]:
        """The offset at which each line begins, and behind them the length of the text."""
        return [0, *accumulate(map(len, self.lines))]

    @cached_property
    def spans(self) -> list[tuple[int, int]] | None:
        """The offsets of every comment and every string, as :func:`strings_and_comments` tells them.

        None where only tokens can tell, and until the tree was asked for: before, nobody knows that the text parses.
        """
        return strings_and_comments(self.text) if self._is_known_to_parse else None

    @property
    def spans_read(self) -> list[tuple[int, int]] | None:
        """:attr:`spans` where somebody has asked for them; None too where nobody has, for one use they do not pay."""
        known: list[tuple[int, int]] | None = self.__dict__.get("spans")
        return known

    @property
    def _is_known_to_parse(self) -> bool:
        return "_parsed" in self.__dict__ and self.tree is not None

    @cached_property
    def _tokenized(self) -> tuple[list[tokenize.TokenInfo], Exception | None]:
        tokens: list[tokenize.TokenInfo] = []
        lines = iter(self.lines)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # Python 3.12 and later warn about "\{" in an f-string
                if self._is_known_to_parse and (known := valid_tokens(self.lines)) is not None:
                    return known, None
                tokens.extend(tokenize.generate_tokens(lambda: next(lines, "")))
        except (tokenize.TokenError, SyntaxError) as error:
            return tokens, error
        except (ValueError, SystemError, MemoryError) as error:
            # Python 3.12 and later: UnicodeEncodeError for a lone surrogate; in some places SystemError for a null byte
            # or an unfinished f-string (3.12.1, 3.13.0), or MemoryError for one over several lines (3.14, WebAssembly)
            return tokens, SyntaxError(f"the tokenizer gave up: {error}")
        return tokens, None

    @property
    def tokens(self) -> list[tokenize.TokenInfo]:
        """The tokens up to the end or to the first error, which :attr:`token_error` then holds."""
        return self._tokenized[0]

    @property
    def token_error(self) -> Exception | None:
        """The ``tokenize.TokenError`` or ``SyntaxError`` that ended :attr:`tokens` early."""
        if "_tokenized" not in self.__dict__ and self._surely_has_tokens:
            return None
        return self._tokenized[1]

    @property
    def _surely_has_tokens(self) -> bool:
        """Can the tokenizer not give up? In text that parses it does at tabs, form feeds and in odd strings only."""
        if not self.text.endswith("\n") or _CONTROLS.search(self.text):
            return False
        return (self.text.isascii() or not _SURROGATES.search(self.text)) and self.spans is not None

    @cached_property
    def _parsed(self) -> tuple[ast.Module | None, SyntaxError | None]:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # a SyntaxWarning about the checked code is not ours to print
                return ast.parse(self.text), None
        except SyntaxError as error:
            return None, error
        except (ValueError, RecursionError, MemoryError, OverflowError) as error:
            # Python 3.10 and early 3.11: ValueError for NUL bytes; deep nesting: the other three
            text = str(error) or "the file nests too deeply to be parsed"
            return None, SyntaxError(text)

    @property
    def tree(self) -> ast.Module | None:
        """The syntax tree, or None when the text does not parse; :attr:`syntax_error` then says why."""
        return self._parsed[0]

    @property
    def syntax_error(self) -> SyntaxError | None:
        """Why the text does not parse. Limits of the parser (nesting, NUL bytes) are told as a SyntaxError too."""
        return self._parsed[1]

    @cached_property
    def nodes(self) -> Nodes:
        """The nodes of :attr:`tree` by type, and their parents; none where it does not parse."""
        from qualitygate.source.nodes import Nodes  # here: only rules ask

        return Nodes(self.tree)

    @cached_property
    def names(self) -> Names:
        """What the names in :attr:`tree` mean, by its imports."""
        from qualitygate.source.names import Names  # here: as above

        return Names(self.nodes)

    def place_name(self, line: int) -> str:
        """Say where a line is, as a message may: "line 12"; of a notebook "cell 3, line 2"."""
        return f"line {line}"

    @cached_property
    def views(self) -> dict[str, object]:
        """Further views by name, kept here by those who make them, so that each is made once for all its readers."""
        return {}

    def column_from_utf8(self, line: int, byte_column: int) -> int:
        """Turn a 0-based UTF-8 byte column, as ``ast`` counts, into our 1-based code-point column."""
        return utf8_to_codepoint(self.line(line), byte_column) + 1
