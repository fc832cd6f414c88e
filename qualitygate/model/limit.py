"""One limit that the team sets on a measured value: "E501 <= 120"."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fractions import Fraction

from msgspec import Struct

#: Findings that can be counted, by the word before what is counted; without one the open findings are meant.
DISPOSITIONS = ("all", "open", "baselined", "known", "suppressed")
#: What can be counted among them, beside codes and their prefixes.
FINDINGS = ("findings", "errors", "warnings", "notes")
#: What is measured on the run as a whole.
#: Of the comments that silence something, those of one tool too: "suppressions.pylint"; "suppressions.all" are all.
TOTALS = ("new", "clean-lines", "suppressions", "files", "lines", "skipped")
#: What a limit on the comments of one tool begins with.
BY_TOOL = "suppressions."

#: What does not change while more checkers run. Counts of findings grow, and clean-lines falls.
_CONSTANT = frozenset({"suppressions", "files", "lines", "skipped"})

_COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "<=": operator.le,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    ">": operator.gt,
}
# Texts and not compiled here: most teams have no conditions.
_FORM = r"(?a:(?:([a-z]+)\s+)?([A-Za-z][\w.-]*)\s*([<>=!]+)\s*(\d+(?:\.\d+)?))"
_CODE = r"[A-Z]{1,8}[0-9]{0,6}"
_EXPECTED = "expected a condition such as 'errors == 0' or 'E501 <= 120'"


class Limit(Struct, frozen=True):
    """A comparison of what is measured with a number."""

    which: str  #: of :data:`DISPOSITIONS`; "" for the totals
    what: str  #: of :data:`FINDINGS` or :data:`TOTALS`, or a code or the beginning of one
    comparison: str
    number: str  #: as written

    @property
    def text(self) -> str:
        """The condition as reports name it: one blank between its parts."""
        if self.which in ("", "open"):
            measured = self.what
        else:
            measured = self.which if self.what == "findings" else f"{self.which} {self.what}"
        return f"{measured} {self.comparison} {self.number}"

    def holds(self, measured: Fraction) -> bool:
        """Does the measured value keep the limit?"""
        return _COMPARISONS[self.comparison](measured, _fraction(self.number))

    def is_lost(self, measured: Fraction) -> bool:
        """Is the limit broken, whatever else is found?"""
        if self.holds(measured):
            return False
        if self.what.partition(".")[0] in _CONSTANT:
            return True
        beyond, strict = measured - _fraction(self.number), "<"
        if self.what == "clean-lines":
            beyond, strict = -beyond, ">"
        return beyond > 0 or (beyond == 0 and self.comparison == strict)


def read_limit(text: str) -> Limit:
    """Read "errors == 0", "all E501 <= 120", "clean-lines >= 97.5".

    Raises:
        ValueError: it is not such a condition; the message says what was expected.
    """
    form = re.fullmatch(_FORM, text.strip())
    if form is None:
        raise ValueError(f"{_EXPECTED}, got {text!r}")
    which, what, comparison, number = form.groups()
    if comparison not in _COMPARISONS:
        meant = "; did you mean '=='?" if comparison == "=" else ""
        raise ValueError(f"{_EXPECTED}, got {text!r}: {comparison!r} is none of {', '.join(_COMPARISONS)}{meant}")
    if which is None and what in DISPOSITIONS:
        which, what = what, "findings"
    _check_names(text, which, what)
    if what != "clean-lines" and "." in number:
        raise ValueError(f"{_EXPECTED}, got {text!r}: {what} is counted in whole numbers")
    if what == "clean-lines" and _fraction(number) > 100:
        raise ValueError(f"{_EXPECTED}, got {text!r}: clean-lines is a percentage")
    return Limit(which or ("" if is_total(what) else "open"), what, comparison, number)


def is_total(what: str) -> bool:
    """Is it measured on the run as a whole?"""
    return what in TOTALS or bool(what.startswith(BY_TOOL) and what[len(BY_TOOL) :])


def _fraction(number: str) -> Fraction:
    from fractions import Fraction  # 4 ms, and most projects set no limits

    return Fraction(number)


def _check_names(text: str, which: str | None, what: str) -> None:
    counted = what in FINDINGS or re.fullmatch(_CODE, what)
    if which is not None and which not in DISPOSITIONS:
        raise ValueError(f"{_EXPECTED}, got {text!r}: {which!r} is none of {', '.join(DISPOSITIONS)}")
    if which is not None and not counted:
        raise ValueError(f"{_EXPECTED}, got {text!r}: {which!r} goes with a code or {', '.join(FINDINGS)}")
    if not counted and not is_total(what):
        raise ValueError(f"{_EXPECTED}, got {text!r}: {what!r} is nothing that is measured{_suggest(what)}")


def _suggest(what: str) -> str:
    from difflib import get_close_matches  # 3 ms, needed only for a mistake

    names = (*FINDINGS, *TOTALS, *DISPOSITIONS)
    near = get_close_matches(what.lower(), names, n=1)
    return f"; did you mean {near[0]!r}?" if near else f" (a code, {', '.join(names)})"
