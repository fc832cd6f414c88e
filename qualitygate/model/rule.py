"""The identity and documentation of one code."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Literal, Protocol

from msgspec import Struct

from qualitygate.model.settings import OptionValue
from qualitygate.model.severity import Applicability, Severity

#: The codes that Jenkins Violations, violations-lib, SublimeLinter-flake8 and flycheck all accept.
CODE_PATTERN = re.compile(r"[A-Z]{1,8}[0-9]{1,6}")


class Example(Struct, frozen=True):
    """A pair of texts: documentation for people, a test for the rule."""

    bad: str  #: must yield at least one finding of the rule
    good: str  #: must yield none
    python: str = ""  #: the first Python that can read both: "3.14"; "" = every supported one
    path: str = ""  #: where both stand, for a rule that goes by the path; "" = anywhere, in a file of a kind it reads


class Rule(Struct, frozen=True):
    """What one code means. Static: the same for every run and every project."""

    code: str
    name: str  #: kebab-case, names the pattern: "print-call"; reads well after "allow"
    summary: str  #: one line
    why: str = ""  #: a paragraph: what breaks if it is ignored
    severity: Severity = Severity.WARNING
    category: str = "style"  #: bug, style, naming, wording, complexity, internal
    fix: Applicability | None = None  #: the best level its fixes reach; None = it has none
    on_by_default: bool = True  #: False: reported only when its full code is selected
    examples: Sequence[Example] = ()  #: may be read late: rules are listed in every run, and explained in few
    url: str = ""
    tag: Literal["", "unnecessary", "deprecated"] = ""  #: how an editor shows the place: faded, struck out
    without_example: str = ""  #: why it has no examples, in a sentence, where none can be given
    options: tuple[str, ...] = ()  #: keys of the configuration that it obeys: "max-line-length"
    accuracy: str = ""  #: how often it is wrong: of how many findings that somebody read, where and when
    example_options: tuple[tuple[str, OptionValue], ...] = ()  #: what has to be set for the examples, by full key
    listed_in: str = ""  #: key of a list that takes what stands at a finding and is meant so: "spelling.names"

    def __post_init__(self) -> None:
        if not CODE_PATTERN.fullmatch(self.code):
            raise ValueError(f"expected a code of 1 to 8 capitals and 1 to 6 digits, got {self.code!r}")


class Family(Struct, frozen=True):
    """Codes that begin alike, of a checker whose codes nobody can list: which there are is known when one is found."""

    prefix: str  #: of one to eight capitals, and as many digits as all have in common: "ABC", "T20"
    summary: str  #: one line, about whichever code of it
    url: str = ""


def is_in_family(code: str, prefix: str) -> bool:
    """Is a code, or its beginning, of the family with this prefix? D401 is of D, and DTZ001 is another family's."""
    rest = code[len(prefix) :]
    return code.startswith(prefix) and (not rest or rest.isdigit())


class RuleBook(Protocol):
    """Looks rules up by code. Implemented by ``hosting.catalogue``."""

    def rule(self, code: str) -> Rule:
        """Return the rule of ``code``; for a code nobody documented, a rule that says just that."""

    def codes(self) -> Iterable[str]:
        """All documented codes, sorted."""
