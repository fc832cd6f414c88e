"""Reads plain text, and sees when it is something else: reStructuredText by another name, a list for a program."""

from __future__ import annotations

import re

from qualitygate.api import Source
from qualitygate_plugins.spelling.prose import Prose, without_code
from qualitygate_plugins.spelling.readers import rst

#: Text files that programs read: pip's, CMake's, a crawler's.
_FOR_PROGRAMS = re.compile(
    r"(?:^|/)(?:(?:[\w.-]*[-_.])?(?:requirements|constraints)(?:[-_.][\w.-]*)?\.(?:txt|in)|requirements/[\w.-]+"
    r"|CMakeLists\.txt|robots\.txt|SOURCES\.txt|top_level\.txt|entry_points\.txt|RECORD)\Z"
)
#: Django's documentation and many READMEs are reStructuredText in ``.txt`` files.
_RST = re.compile(
    r"^\.\. (?:[\w:.-]+::|_[^:\n]+:)|(?<!\w):(?:[a-z]+:)?[a-z]+:`[^`\n]+`|^[ \t]*::[ \t]*$"
    r"|[^\s:]::[ \t]*\n[ \t]*\n[ \t]+\S",
    re.MULTILINE,
)


def is_rst(text: str) -> bool:
    """Is a text of unknown markup reStructuredText?"""
    return bool(_RST.search(text))


def read(source: Source) -> Prose:
    """Take code spans and placeholders out; in reStructuredText, everything that its own reader takes out."""
    if is_rst(source.text):
        return rst.read(source)
    if _FOR_PROGRAMS.search(source.path):  # behind the other: Django documents constraints in a "constraints.txt"
        return Prose("")
    return Prose(without_code(source.text))
