"""A comment that silences findings, and the lines it reaches."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from qualitygate.model.replacement import replace

#: The forms that the gate obeys. All others are other tools': the gate only counts them, and their codes are names.
OWN_FORMS = frozenset({"noqa", "flake8: noqa", "ignore", "ignore-next-line", "ignore-file", "off", "on"})
#: The tools whose comments the gate obeys.
OWN_TOOLS = ("noqa", "qualitygate")


def tool_of(title: str) -> str:
    """Return the first word of a form, in small letters: "pylint" of "pylint: disable", "noqa" of "flake8: noqa"."""
    if title == "flake8: noqa":
        return "noqa"
    small = title.lower()
    return small[: next((at for at, letter in enumerate(small) if not letter.isalnum()), len(small))]


class Directive(Struct, frozen=True, gc=False, array_like=True):
    """A comment that silences findings which start on lines ``first`` to ``last`` (1-based, inclusive)."""

    line: int  #: where the comment stands
    column: int  #: 1-based code points; 0 when it was found by text search
    first: int
    last: int
    codes: tuple[str, ...] | None  #: code prefixes; None silences everything, () nothing
    problem: str = ""  #: what is wrong with how it is written; reported as QG902
    form: str = "noqa"  #: noqa, flake8: noqa; ignore, ignore-next-line, ignore-file, off, on; or another tool's
    names: tuple[str, ...] = ()  #: rules by name, to be looked up in the rule book
    reason: str = ""
    until: str = ""  #: the date as written; "" = for ever
    text: str = ""  #: as written, in its comment signs; "" when no fix could rewrite it
    removal: tuple[int, ...] = ()  #: what goes when nothing of it is left: start line and column, end line and column
    context: str = ""  #: as a finding's; filled by the engine
    scope: str = ""  #: as a finding's; filled by the engine
    named: tuple[str, ...] = ()  #: the codes of ``names``; filled by the engine

    @property
    def is_foreign(self) -> bool:
        """Is it obeyed by another tool, and only counted here?"""
        return self.form not in OWN_FORMS

    @property
    def tool(self) -> str:
        """Whose comment it is: "noqa", "qualitygate", or the name that another tool's begins with."""
        return tool_of(self.title)

    def silences(self, line: int, code: str) -> bool:
        """Does it silence a finding of ``code`` that starts on ``line``?"""
        return self.first <= line <= self.last and self.is_about(code)

    def is_about(self, code: str) -> bool:
        """Does it silence findings of ``code`` on the lines that it reaches?"""
        return self.codes is None or code.startswith(self.codes) or code in self.named

    def resolved(self, codes: Mapping[str, str]) -> Directive:
        """Return it with the codes of its names; ``codes`` are those of all rules by name."""
        if not self.names or self.is_foreign:
            return self
        return replace(self, named=tuple(codes[name] for name in self.names if name in codes))

    @property
    def title(self) -> str:
        """How messages call it: "noqa", "qualitygate: off"."""
        own = self.form in ("ignore", "ignore-next-line", "ignore-file", "off")
        return f"qualitygate: {self.form}" if own else self.form
