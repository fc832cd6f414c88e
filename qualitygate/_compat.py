"""Version differences of Python and its libraries; nowhere else."""

from __future__ import annotations

# tomli on every version: its compiled wheel imports and parses in 11.3 ms, tomllib in 17.3 ms (measured, 3.11: import
# and this repository's pyproject.toml, least of 20 fresh processes; the parse alone 0.16 ms against 0.53 ms).
from tomli import TOMLDecodeError, loads as toml_loads

__all__ = ["TOMLDecodeError", "toml_loads"]
