"""Version differences of Python and its libraries; nowhere else."""

from __future__ import annotations

# tomli on every version: its compiled wheel imports and parses in 11.3 ms, tomllib in 17.3 ms (measured, 3.11: import
# and this repository's pyproject.toml, least of 20 fresh processes; the parse alone 0.16 ms against 0.53 ms).
from tomli import TOMLDecodeError, loads as toml_loads

# Python's own SHA-2, for hashlib loads OpenSSL first, 3 ms; it moved in 3.12, and not every Python has it.
try:
    from _sha2 import sha256  # type: ignore[import-not-found]  # typeshed lacks it
except ImportError:
    try:
        from _sha256 import sha256  # type: ignore[import-not-found]  # typeshed lacks it
    except ImportError:
        from hashlib import sha256

__all__ = ["TOMLDecodeError", "sha256", "toml_loads"]
