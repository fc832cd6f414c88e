"""``qualitygate config [PATH]``: the settings in force, each with the file and line it came from."""

from __future__ import annotations

import argparse
import json
import os

from qualitygate.cli.setup import set_up
from qualitygate.config.schema import json_schema
from qualitygate.files.discover import path_from_root
from qualitygate.engine.own_rules import OWN_DEFAULTS
from qualitygate.hosting import ask


def command(arguments: argparse.Namespace) -> int:
    """Print one line per setting, or the JSON Schema of the configuration."""
    setup = set_up(arguments)
    if arguments.schema:
        print(json.dumps(json_schema(ask.options(setup.host), setup.catalogue.selection(OWN_DEFAULTS)), indent=2))
        return 0
    root = setup.tree.root
    path = path_from_root(arguments.path or root, cwd=os.getcwd(), root=root)
    if os.path.isdir(os.path.join(root, path)):
        path = f"{path}/_".lstrip("/")  # the settings of a file in it
    print(f"# root: {root}")
    tables = {option.key for option in ask.options(setup.host) if option.fields}
    for key, value, source in setup.tree.origins(path):
        if key in tables and isinstance(value, tuple):
            value = tuple(map(json.loads, value))
        print(f"{key} = {_toml(value)}  # {source}")
    return 0


def _toml(value: object) -> str:
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(_toml(item) for item in value) + "]"
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{json.dumps(key)} = {_toml(item)}" for key, item in value.items()) + " }"
    return json.dumps(value, ensure_ascii=False, default=str)
