"""A ``[[tool.qualitygate.rule]]`` table as one value."""

from __future__ import annotations

import re

from msgspec import Struct

from qualitygate.api import Applicability, Example, Severity

CODE = re.compile(r"[A-Z]{1,8}[0-9]{1,6}")

#: Where the examples stand that say nothing about it, by the kind of file.
_PATHS = {
    "python": "example.py",
    "stub": "example.pyi",
    "template": "templates/example.html",
    "markdown": "example.md",
    "javascript": "example.js",
    "typescript": "example.ts",
    "text": "example.txt",
    "mail": "example.eml",
}


class Declaration(Struct, frozen=True, rename="kebab"):
    """One rule. What each field means: ``fields.py``."""

    code: str
    message: str
    name: str = ""
    why: str = ""
    severity: str = "warning"
    url: str = ""
    paths: tuple[str, ...] = ()
    forbid_call: tuple[str, ...] = ()
    forbid_name: tuple[str, ...] = ()
    forbid_import: tuple[str, ...] = ()
    layers: tuple[str, ...] = ()
    allow_type_checking: bool = False
    forbid_text: str = ""
    contexts: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    require_header: str = ""
    pattern: str = ""
    replace: str | None = None
    fix: str = "unsafe"
    bad: tuple[str, ...] = ()
    good: tuple[str, ...] = ()
    example_path: str = ""

    @property
    def title(self) -> str:
        """The rule's name."""
        return self.name or self.code.lower()

    @property
    def badness(self) -> Severity:
        """The severity as the gate has it."""
        return {"note": Severity.NOTE, "warning": Severity.WARNING, "error": Severity.ERROR}[self.severity]

    @property
    def trust(self) -> Applicability | None:
        """How far its fix may be trusted; None = it has none."""
        if self.replace is None:
            return None
        return Applicability.SAFE if self.fix == "safe" else Applicability.UNSAFE

    def examples(self, kinds: tuple[str, ...]) -> tuple[Example, ...]:
        """Return the pairs, for a rule that reads these kinds of files."""
        kind = "python" if "python" in kinds else kinds[0]
        path = self.example_path or _PATHS.get(kind, f"example.{kind}")
        return tuple(Example(bad, good, path=path) for bad, good in zip(self.bad, self.good, strict=False))
