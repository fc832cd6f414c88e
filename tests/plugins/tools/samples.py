"""A tool with the keys that a test is about."""

from __future__ import annotations

import json

from qualitygate_plugins.tools.declaration import Tool, declared


def tool(**keys: object) -> Tool:
    """Declare one as a configuration would; underlines stand for dashes."""
    given = {name.strip("_").replace("_", "-"): value for name, value in keys.items()}
    table: dict[str, object] = {"name": "tool", "prefix": "TT", "command": ["tool"], "parser": "flake8", **given}
    return declared((json.dumps(table),))[0]
