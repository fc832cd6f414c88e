"""Remembers what pycodestyle said of a shape, so that it is asked once."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from qualitygate_plugins.pep8.folding import fold
from qualitygate_plugins.pep8.layouts import Layout

Check = tuple[Callable[..., Any], tuple[str, ...]]

_TOP_LEVEL = re.compile(r"async\s+def\s|def\s|class\s|@")
#: Checks that look at more than the shape: an ambiguous name counts brackets from the dedents before the line on, and a
#: shebang is fine in the first line only.
_BEYOND_SHAPE = re.compile(r"\b[lOI]\b|#!")
#: Entries; above that the memory is emptied. Real code of 5 million lines stays below.
_LIMIT = 400_000


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is known of the lines of one shape."""

    checks: tuple[Check, ...]  #: those that find something wanted in such a line; () = it is clean
    is_comment: bool
    ends_in_colon: bool
    may_want_blanks: bool  #: it begins a function or class, or decorates one
    is_definition: bool  #: it begins with "def " or "class "
    is_decorator: bool


@dataclass(slots=True)
class ShapeMemory:
    """Verdicts by shape, and by layout for continuation lines. Holds for one set of options and wanted codes."""

    verdicts: dict[str, Verdict] = field(default_factory=dict)
    layouts: dict[Layout, bool] = field(default_factory=dict)  #: are the continuation lines clean?
    #: Is a comment or statement, expected to be indented or not, right at this column after that one?
    indents: dict[tuple[bool, bool, int, int], bool] = field(default_factory=dict)
    #: By the shape of a row: brackets it leaves open, line breaks in it.
    rows: dict[str, tuple[int, int]] = field(default_factory=dict)

    def recall(self, shape: str) -> Verdict | None:
        """Return the verdict on a shape, or on what it folds to."""
        verdict = self.verdicts.get(shape)
        if verdict is None:
            verdict = self.verdicts.get(fold(shape))
            if verdict is not None and _BEYOND_SHAPE.search(shape) is None:
                self._keep(shape, verdict)
        return verdict

    def learn(self, shape: str, checks: tuple[Check, ...], text: str, *, keep: bool) -> Verdict:
        """Return the verdict on a line in which ``checks`` found something, and keep it for the lines of its shape.

        ``text`` is the logical line. Lines that are not to be kept differ in more than their shape.
        """
        verdict = Verdict(
            checks,
            is_comment=not text,
            ends_in_colon=text.endswith(":"),
            may_want_blanks=_TOP_LEVEL.match(text) is not None,
            is_definition=text.startswith(("def ", "class ")),
            is_decorator=text.startswith("@"),
        )
        if keep and _BEYOND_SHAPE.search(shape) is None:
            self._keep(shape, verdict)
            self._keep(fold(shape), verdict)
        return verdict

    def _keep(self, shape: str, verdict: Verdict) -> None:
        if len(self.verdicts) >= _LIMIT:
            self.verdicts.clear()
        self.verdicts[shape] = verdict

    def learn_layout(self, layout: Layout, *, is_clean: bool) -> None:
        """Remember whether the continuation lines of this layout are clean."""
        if len(self.layouts) >= _LIMIT:
            self.layouts.clear()
        self.layouts[layout] = is_clean

    def learn_row(self, row: str, measures: tuple[int, int]) -> tuple[int, int]:
        """Remember the measures of a row, and return them."""
        if len(self.rows) >= _LIMIT:
            self.rows.clear()
        self.rows[row] = measures
        return measures
