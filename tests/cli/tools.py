"""Tools of a sample project: small programs, and the configuration that declares them."""

from __future__ import annotations

import json
import sys

#: Prints one finding for each line of a file that has the word "wrong".
GREP = """\
import sys
found = False
for path in sys.argv[1:]:
    for number, line in enumerate(open(path, encoding="utf-8"), 1):
        if "wrong" in line:
            print(f"{path}:{number}:{line.index('wrong') + 1}: W9 this is wrong")
            found = True
sys.exit(found)
"""


def tool(name: str = "words", **keys: object) -> str:
    """Declare a tool that is a Python program of the project; underlines stand for dashes."""
    table: dict[str, object] = {
        "name": name,
        "command": [sys.executable, f"{name}.py", "{paths}"],
        "pass": "batch",
        "parser": "flake8",
        "effects": "read",
        **{key.strip("_").replace("_", "-"): value for key, value in keys.items()},
    }
    lines = (f"{key} = {_toml(value)}" for key, value in table.items())
    return "\n[[tool]]\n" + "\n".join(lines) + "\n"


def _toml(value: object) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{json.dumps(key)} = {_toml(each)}" for key, each in value.items()) + " }"
    return json.dumps(value)
