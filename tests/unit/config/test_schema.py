"""The JSON Schema says what the reader accepts."""

from __future__ import annotations

import jsonschema
import pytest
import tomli

from qualitygate.config.schema import json_schema
from qualitygate.model.selection import Selection

from .conftest import OPTIONS
from .test_load import SAMPLE
from .test_reading import MISTAKES


def test_the_schema_is_valid_and_accepts_the_sample() -> None:
    schema = json_schema(OPTIONS, Selection())
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(tomli.loads(SAMPLE)["tool"]["qualitygate"], schema)


@pytest.mark.parametrize("line", [line for line, _ in MISTAKES.values()], ids=MISTAKES)
def test_the_schema_refuses_what_the_reader_refuses(line: str) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(tomli.loads(line), json_schema(OPTIONS, Selection()))
