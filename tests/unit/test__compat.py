"""What stands in for the library gives the same."""

from __future__ import annotations

import hashlib

from qualitygate._compat import sha256


def test_the_digest_is_hashlibs() -> None:
    assert sha256("é".encode()).hexdigest() == hashlib.sha256("é".encode()).hexdigest()
