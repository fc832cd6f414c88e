"""XML from anybody: no entities are made, so that no small file becomes a large one."""

from __future__ import annotations

from xml.etree.ElementTree import Element, ParseError, fromstring

from qualitygate_plugins.tools.said import RubbishError


def read_xml(text: str, roots: tuple[str, ...]) -> Element:
    """Parse a document whose root is one of ``roots``.

    Raises:
        RubbishError: it is none, or declares entities.
    """
    if "<!ENTITY" in text:
        raise RubbishError("expected XML without entities")
    try:
        root = fromstring(text.encode("utf-8", "replace") if "encoding=" not in text[:200] else _without_encoding(text))
    except (ParseError, ValueError) as error:
        raise RubbishError(f"expected XML: {error}") from None
    if root.tag not in roots:
        raise RubbishError(f"expected <{'> or <'.join(roots)}>, got <{root.tag}>")
    return root


def _without_encoding(text: str) -> str:
    """Drop the declaration: the text is decoded already, by the tool's encoding."""
    start = text.find("?>")
    return text[start + 2 :] if text.lstrip().startswith("<?xml") and start >= 0 else text


def number(text: str | None) -> int:
    """Return a number; -1 where there is none."""
    return int(text) if text and text.isdecimal() and len(text) < 10 else -1
