"""Sources go to this machine, or where nobody on the way can read or replace them."""

from __future__ import annotations

import pytest

from qualitygate.api import UsageError
from qualitygate_plugins.dask_executor.address import LOCAL, read_address


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("", LOCAL),
        ("local", LOCAL),
        ("localhost:8786", "tcp://localhost:8786"),
        ("tcp://127.0.0.1:8786", "tcp://127.0.0.1:8786"),
        ("tcp://[::1]:8786", "tcp://[::1]:8786"),
        ("tls://dask.example.org:8786", "tls://dask.example.org:8786"),
    ],
)
def test_an_address_that_is_safe_is_taken(said: str, expected: str) -> None:
    assert read_address(said) == expected


@pytest.mark.parametrize(
    "said",
    [
        "tcp://dask.example.org:8786",
        "10.0.0.7:8786",
        "tcp://127.0.0.1.example.org:1",
        "tcp://0.0.0.0:8786",
        "tcp://2130706433:1"
    ],
)
def test_one_that_others_could_listen_to_is_refused_with_the_cure(said: str) -> None:
    with pytest.raises(UsageError, match="write dask=tls://"):
        read_address(said)


@pytest.mark.parametrize("said", ["tcp://", "tls://host", "ftp://host:1", "host", "inproc://1/2/3", "tls://host:port"])
def test_what_is_no_address_is_refused(said: str) -> None:
    with pytest.raises(UsageError, match="expected local, tls://HOST:PORT"):
        read_address(said)
