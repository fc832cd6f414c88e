"""``forbid-call``: functions and methods that nobody may call, however they were imported."""

from __future__ import annotations

from collections.abc import Iterator

from qualitygate.api.rules import Context, Problem
from qualitygate_plugins.declarative.base import DeclaredRule
from qualitygate_plugins.declarative.declaration import Declaration
from qualitygate_plugins.declarative.naming import NameSet, calls_of


class ForbidCall(DeclaredRule):
    """Finds calls of what has one of the names."""

    def __init__(self, declared: Declaration) -> None:
        super().__init__(declared)
        self._names = NameSet(declared.forbid_call)

    def found(self, context: Context) -> Iterator[Problem]:
        """Yield each call."""
        if self._names.may_be_in(context.text):
            for call in calls_of(self._names, context):
                yield context.problem(call, self.summary)
