"""What people read in a file, whatever kind it is: each kind has its reader."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from qualitygate.api import Source
from qualitygate_plugins.spelling.prose import Prose
from qualitygate_plugins.spelling.readers import (
    catalogue,
    javascript,
    json,
    mail,
    markdown,
    markup,
    plain,
    python,
    rst,
    xml,
    yaml,
)

_READERS: Mapping[str, Callable[[Source], Prose]] = MappingProxyType(
    {
        "python": python.read,
        "stub": python.read,
        "template": markup.read,
        "markdown": markdown.read,
        "rst": rst.read,
        "po": catalogue.read,
        "text": plain.read,
        "javascript": javascript.read,
        "typescript": javascript.read,
        "json": json.read,
        "yaml": yaml.read,
        "xml": xml.read,
        "mail": mail.read,
    }
)


def is_text(source: Source) -> bool:
    """Is it a text at all, whatever its name?"""
    return "\0" not in source.text or source.kind in ("python", "stub")


def prose_of(source: Source) -> Prose:
    """Return what people read in a text of one of ``spelling.KINDS``."""
    return _READERS[source.kind](source)
