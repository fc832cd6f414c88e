"""Version differences of Python and its libraries; nowhere else."""

from __future__ import annotations

# Python's own SHA-2, for hashlib loads OpenSSL first, 3 ms; it moved in 3.12, and not every Python has it.
try:
    from _sha2 import sha256  # type: ignore[import-not-found]  # typeshed lacks it
except ImportError:
    try:
        from _sha256 import sha256  # type: ignore[import-not-found]  # typeshed lacks it
    except ImportError:
        from hashlib import sha256

__all__ = ["sha256"]
