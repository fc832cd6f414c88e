"""Which rules were looked for in one file: of no other may be said that it did not occur."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from msgspec import Struct, field

from qualitygate.model.looked_for import LookedFor
from qualitygate.model.replacement import replace
from qualitygate.model.rule import is_in_family
from qualitygate.model.selection import Selection
from qualitygate.model.settings import Settings

#: Codes about suppressions themselves are found while these are judged.
_ABOUT_SUPPRESSIONS = "QG9"


class CoverageOfRules(Struct, frozen=True, dict=True):
    """Answers for one file."""

    codes: Sequence[str]  #: every code that a rule documents
    settings: Settings
    looked_for: LookedFor
    families: Sequence[str] = ()  #: prefixes of codes that are known without a rule each
    is_complete: bool = True  #: nothing failed on the file, and no plugin is disabled
    _known: dict[str, bool] = field(default_factory=dict)

    def ran(self, prefix: str) -> bool:
        """Was this code looked for; was every rule of this family that is on by default?"""
        if prefix not in self._known:
            self._known[prefix] = self._family_ran(prefix)
        return self._known[prefix]

    def _family_ran(self, prefix: str) -> bool:
        if prefix.startswith((_ABOUT_SUPPRESSIONS, *self.settings.external)):
            return False
        family = [code for code in self.codes if code.startswith(prefix)]
        expected = family if prefix in family else self._usual(family) or family
        if not expected:  # the codes of a family are not known one by one: the prefix stands for them
            expected = [prefix] if any(is_in_family(prefix, each) for each in self.families) else []
            expected += [each for each in self.families if each.startswith(prefix) and each != prefix]
        return bool(expected) and all(self._ran(code) for code in expected)

    @cached_property
    def all_ran(self) -> bool:
        """Was every rule looked for that is on by default?

        Never said where other tools read the same comments: under flake8's dialect and with ``external``.
        """
        if not self.is_complete or not self.looked_for.codes or self.settings.external:
            return False
        if self.settings.noqa == "flake8":
            return False
        codes = (*self.codes, *self.families)
        usual = self._usual([code for code in codes if not code.startswith(_ABOUT_SUPPRESSIONS)])
        return all(self._ran(code) or self._sleeps(code) for code in usual)

    def _ran(self, code: str) -> bool:
        looked_for = self.looked_for
        return (
            self.settings.selection.is_selected(code)
            and code.startswith(looked_for.codes)
            and not code.startswith((*looked_for.excluded, *looked_for.dormant, "\0"))
        )

    def _sleeps(self, code: str) -> bool:
        """Is it selected, and yet nobody could find it here: a limit is not set, a list is empty?"""
        looked_for = self.looked_for
        is_awake = code.startswith(looked_for.codes) and not code.startswith((*looked_for.dormant, "\0"))
        is_excluded = code.startswith((*looked_for.excluded, "\0"))
        return self.settings.selection.is_selected(code) and not is_awake and not is_excluded

    def _usual(self, codes: Sequence[str]) -> list[str]:
        said: Selection = self.settings.selection
        defaults = replace(said, select=None, ignore=None, extend_select=(), extend_ignore=())
        return [code for code in codes if defaults.is_selected(code)]
