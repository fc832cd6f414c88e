"""What every declared rule has in common: it is a rule like any other, for the paths that it names."""

from __future__ import annotations

from collections.abc import Iterable

from qualitygate.api.paths import PathPatterns
from qualitygate.api.rules import CodeRule, Context, Problem
from qualitygate_plugins.declarative.declaration import Declaration


class DeclaredRule(CodeRule):
    """A rule made of a table."""

    kinds: tuple[str, ...] = ("python", "stub")
    category = "bug"

    def __init__(self, declared: Declaration) -> None:
        self.declared = declared
        self.code = declared.code
        self.name = declared.title
        self.summary = " ".join(declared.message.split())
        self.why = declared.why
        self.severity = declared.badness
        self.url = declared.url
        self.fix = declared.trust
        self.kinds = self.read_kinds(declared)
        self.examples = declared.examples(self.kinds)
        self._paths = PathPatterns(declared.paths)

    def read_kinds(self, declared: Declaration) -> tuple[str, ...]:
        """Return the kinds of files that it reads."""
        return type(self).kinds

    def problems(self, context: Context) -> Iterable[Problem]:
        """Look at files that the rule is for."""
        return self.found(context) if self._paths.match(context.path) else ()

    def found(self, context: Context) -> Iterable[Problem]:
        """Yield what is wrong with a file that the rule is for."""
        raise NotImplementedError
