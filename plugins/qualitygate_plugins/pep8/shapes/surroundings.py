"""What stands before a logical line: what the checks of blank lines, indentation and imports look at.

Decides when none of them can fire, by the conditions that stand first in pycodestyle's own functions (2.12 to 2.15).
In any other case they are called.
"""

from __future__ import annotations

from typing import Any

from qualitygate_plugins.pep8.shapes.memory import ShapeMemory, Verdict

#: The checks that depend on more than the shape of their line.
STATEFUL = ("blank_lines", "indentation", "module_imports_on_top_of_file")
_IMPORTS, _PLAIN_IMPORTS = ("import", "from", "lazy"), ("import ", "from ")
_QUOTES = ('"', "'")


class Surroundings:
    """Follows a file from logical line to logical line. ``state`` is what pycodestyle's functions are given."""

    def __init__(
        self,
        lines: list[str],
        state: dict[str, Any],
        *,
        memory: ShapeMemory,
        names: frozenset[str],
        wanted: frozenset[str],
    ) -> None:
        self._lines = lines
        self._state = state
        self._memory = memory
        self._wanted = wanted
        self._blanks_matter, self._indents_matter, self._imports_matter = (name in names for name in STATEFUL)
        self.blank_lines = 0
        self._blank_before = 0
        self._previous: Verdict | None = None
        self._previous_line = 0
        self._previous_indent = 0
        self._unindented: Verdict | None = None
        self._unindented_line = 0
        self._unread: list[str] = []  #: top-level lines that the check of imports would remember

    def cannot_fire(self, verdict: Verdict, indent: int, line: int) -> bool:
        """Can none of these checks say anything about the logical line that begins on ``line``?"""
        return (
            (not self._blanks_matter or self._has_right_blanks(verdict, indent))
            and (not self._indents_matter or self._has_right_indent(verdict, indent))
            and (not self._imports_matter or indent > 0 or verdict.is_comment or self._is_in_order(line))
        )

    def _has_right_blanks(self, verdict: Verdict, indent: int) -> bool:
        blanks = self.blank_lines
        before = max(self._blank_before, blanks)
        previous = self._previous
        if previous is None:
            return before < 2
        if previous.is_decorator:
            return not blanks
        if blanks > 1 and (indent or blanks > 2):
            return False
        if verdict.may_want_blanks:
            return before == 1 or self._previous_indent < indent if indent else before == 2
        unindented = self._unindented
        return (
            indent > 0 or verdict.is_comment or before == 2 or unindented is None or not unindented.is_definition
        )

    def _has_right_indent(self, verdict: Verdict, indent: int) -> bool:
        expected = self._previous is not None and self._previous.ends_in_colon
        key = verdict.is_comment, expected, indent, self._previous_indent
        known = self._memory.is_right_indent(key)
        if known is None:
            import pycodestyle  # here: with lessons it is seldom asked

            found = pycodestyle.indentation(
                logical_line="" if verdict.is_comment else "a",
                previous_logical=":" if expected else "a",
                indent_char=" ",
                indent_level=indent,
                previous_indent_level=self._previous_indent,
                indent_size=self._state["indent_size"],
            )
            is_right = not any(text[:4] in self._wanted for _, text in found)
            known = self._memory.learn_indent(key, is_right=is_right)
        return known

    def _is_in_order(self, line: int) -> bool:
        """Follow the imports at the top; their check reads no more than how the logical line begins.

        What it would remember of other lines is asked for when an import follows them, which is seldom.
        """
        text = self._lines[line - 1]
        seen = self._state["checker_state"]
        if text.startswith(_PLAIN_IMPORTS):
            is_below_docstring = len(self._unread) == 1 and self._unread[0].startswith(_QUOTES)
            if not is_below_docstring or seen.get("seen_docstring"):
                self._read()
            return not seen.get("seen_non_imports")
        if seen.get("seen_non_imports"):
            return not text.startswith(_IMPORTS)
        if text.startswith("__") and not text.partition(" = ")[0].isidentifier():
            return False  # an annotation, whose strings the check sees blanked
        if text.startswith(_IMPORTS) or text.endswith("\\\n"):
            return False
        self._unread.append(text)
        return True

    def _read(self) -> None:
        """Let the check of imports see the lines that it was not shown."""
        if self._unread:
            import pycodestyle  # here: with lessons it is seldom asked

            for text in self._unread:
                list(pycodestyle.module_imports_on_top_of_file(text, 0, self._state["checker_state"], False))
            self._unread.clear()

    def enter(self, indent: int) -> None:
        """Fill in what the checks read, before they are called for a line."""
        self._read()
        self._state.update(
            indent_level=indent,
            previous_indent_level=self._previous_indent,
            previous_logical=self._beginning(self._previous, self._previous_line),
            previous_unindented_logical_line=self._beginning(self._unindented, self._unindented_line),
            blank_lines=self.blank_lines,
            blank_before=max(self._blank_before, self.blank_lines),
        )

    def leave(self, verdict: Verdict, indent: int, line: int) -> None:
        """Go on behind the logical line that begins on ``line``."""
        if verdict.is_comment:
            self._blank_before = max(self._blank_before, self.blank_lines)
        else:
            self._blank_before = 0
            self._previous = verdict
            self._previous_line = line
            self._previous_indent = indent
            if not indent:
                self._unindented = verdict
                self._unindented_line = line
        self.blank_lines = 0

    def _beginning(self, verdict: Verdict | None, line: int) -> str:
        """Return a text that begins and ends as that logical line; nothing else of it is read."""
        if verdict is None:
            return ""
        row = self._lines[line - 1].strip()
        return row.removesuffix("\\") + (" :" if verdict.ends_in_colon else " ")
