"""XML from anybody."""

from __future__ import annotations

import pytest

from qualitygate_plugins.tools.parsers.xml import number, read_xml
from qualitygate_plugins.tools.said import RubbishError


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("no xml", "expected XML"),
        ("<a><b></a>", "expected XML"),
        ("<other/>", "expected <a>, got <other>"),
        ('<!DOCTYPE a [<!ENTITY x "xx">]><a>&x;</a>', "without entities"),
    ],
    ids=["text", "broken", "another-root", "entities"],
)
def test_anything_else_is_rubbish(text: str, message: str) -> None:
    with pytest.raises(RubbishError, match=message):
        read_xml(text, ("a",))


def test_a_document_type_without_entities_is_read_and_its_encoding_is_none_any_more() -> None:
    text = '<?xml version="1.0" encoding="ISO-8859-1"?>\n<!DOCTYPE a SYSTEM "http://x/a.dtd"><a>\xe4</a>'

    assert read_xml(text, ("a",)).text == "\xe4"


def test_what_is_no_number_is_unknown() -> None:
    assert [number(text) for text in ("3", "", None, "-1", "x", "9" * 20)] == [3, -1, -1, -1, -1, -1]
