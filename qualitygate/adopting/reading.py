"""What one file of another program says, in keys of ours."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct, field

#: A program that finds what we find, as people call it: "flake8", "pycodestyle", "ruff", "pylint".
Program = str


class OldRun(Struct, frozen=True):
    """How the old program is run: what its findings are before anything changes."""

    program: Program
    words: tuple[str, ...] = ()  #: options that decide what it finds, as they are written
    paths: tuple[str, ...] = ()  #: relative to the directory; () = all of it
    is_hook: bool = False  #: pre-commit hands it the files, and none that is left alone
    #: prefixes of our codes that it looks for; () = every code of a plugin's it knows itself
    codes: tuple[str, ...] = ()


class Reading(Struct, frozen=True):
    """The settings of one program."""

    program: Program
    title: str  #: "setup.cfg [flake8]"
    values: Mapping[str, Any] = field(default_factory=dict)  #: by key of ours; what TOML can carry
    sources: Mapping[str, str] = field(default_factory=dict)  #: where each value came from: "setup.cfg:12"
    left: tuple[str, ...] = ()  #: what was not taken, and why
    run: OldRun | None = None
    is_in_force: bool = False  #: we read the file as it is, and all comes from it


def pattern(text: str) -> str:
    """Write a pattern in which ``*`` crosses directories, as in flake8's (7.5, fnmatch) and ruff's, as git would.

    That is as near as it can; "./" is where the file stands.
    """
    text = text.removeprefix("./") or text
    head, text = ("**/", text[2:]) if text.startswith("*/") else ("", text)
    end = next((end for end in ("/**", "/*") if text.endswith(end)), "")
    body = text.removesuffix(end)
    return head + body.replace("/**/", "/*/").replace("/*", "/**/*") + end
