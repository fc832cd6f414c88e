"""The types of the json report and the schema that ships are one and the same."""

from __future__ import annotations

import json
from importlib.resources import files

from qualitygate.engine.reports.document import schema
from qualitygate.testing.reporters import sample_report
from tests.unit.engine.reports.test_saved import saved


def test_the_shipped_schema_is_made_from_the_types() -> None:
    """When it is not: write ``json.dumps(schema(), indent=2)`` into the file, and look at what has changed."""
    shipped = files("qualitygate_plugins.reporters") / "report.schema.json"
    assert json.loads(shipped.read_text("utf-8")) == schema()


def test_the_types_have_every_key_that_is_written() -> None:
    written = json.loads(saved(sample_report()))
    assert set(written) == set(schema()["properties"])
    keys = {key for finding in written["findings"] for key in finding}
    assert keys == set(schema()["$defs"]["finding"]["properties"])
    assert set(written["stats"]) == set(schema()["properties"]["stats"]["properties"])
