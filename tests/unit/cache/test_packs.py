"""A pack verifies for its name and for whom it was signed, and in no other case."""

from __future__ import annotations

import zlib

import pytest

from qualitygate.cache.packs import READING, Keys, NotOursError, TooLargeError, opened, sealed
from qualitygate.cache.secret import VARIABLE
from qualitygate.errors import ConfigError

TRUSTED, OTHER = "the key of the team", "the key of another team"
NAME = "a" * 64


def keys(said: str = TRUSTED) -> Keys:
    found = Keys.of({VARIABLE: said})
    assert found is not None
    return found


def reader(said: str = TRUSTED) -> Keys:
    found = Keys.of({READING: keys(said).reading.hex()})
    assert found is not None
    return found


def test_whoever_has_either_key_reads_what_the_first_one_signed() -> None:
    pack = sealed(b"results", NAME, keys())

    assert opened(pack, NAME, keys()) == opened(pack, NAME, reader()) == b"results"


def test_whoever_only_reads_cannot_sign() -> None:
    assert not reader().writing
    assert keys().writing != keys().reading


def test_without_a_key_nothing_is_shared() -> None:
    assert Keys.of({}) is None


@pytest.mark.parametrize(
    ("variables", "said"),
    [
        ({VARIABLE: "short"}, f"{VARIABLE}: expected at least 16 characters, got 5"),
        ({READING: "short"}, f"{READING}: expected what 'qualitygate cache read-key' prints: 64 hex digits"),
        ({READING: "ab" * 31}, "64 hex digits"),
    ],
)
def test_a_key_that_is_none_is_said_and_not_shown(variables: dict[str, str], said: str) -> None:
    with pytest.raises(ConfigError) as caught:
        Keys.of(variables)

    assert said in str(caught.value)
    assert "'short'" not in str(caught.value)


def forged(body: bytes, signer: Keys, name: str = NAME) -> bytes:
    """Sign as somebody does who has only the reading key: with that, in both places."""
    return sealed(body, name, Keys(signer.reading, signer.reading))


def forgeries() -> dict[str, bytes]:
    """Every way to have a green pack in the place of a red one."""
    red, green, others = sealed(b"red", NAME, keys()), sealed(b"green", "b" * 64, keys()), keys(OTHER)
    head, seals = b"qualitygate pack 1\n", slice(19, 83)
    ways = {
        "signed with the key of readers": forged(b"green", reader()),
        "signed with another team's key": sealed(b"green", NAME, others),
        "of another name": green,
        "of another name, under this one's seals": red[:83] + green[83:],
        "the seals of another name": head + green[seals] + red[83:],
        "no seals": head + bytes(64) + zlib.compress(b"green"),
        "the seals exchanged": head + red[51:83] + red[19:51] + red[83:],
        "the reader's seal twice": head + red[51:83] * 2 + red[83:],
        "another format": b"qualitygate pack 0\n" + red[19:],
        "nothing": b"",
        "a page": b"<html>not found</html>",
        "more behind it": red + b"x",
        "two of them": red + red,
        "another body": red[:83] + zlib.compress(b"green", 1),
    }
    ways |= {f"cut at {size}": red[:size] for size in range(len(red))}
    ways |= {f"bit of byte {at} turned": red[:at] + bytes([red[at] ^ 1]) + red[at + 1 :] for at in range(len(red))}
    return ways


def test_no_forgery_verifies() -> None:
    ways = forgeries()

    believed = []
    for way, pack in ways.items():
        try:
            payload = opened(pack, NAME, keys())
        except NotOursError:
            continue
        if payload != b"red":  # what only the seal for readers has lost is still what was signed
            believed.append(way)

    assert believed == []
    assert len(ways) > 200


def test_whoever_has_the_key_of_readers_can_fool_readers_only() -> None:
    """That is the limit: among those who share it nobody is trusted more than the others."""
    pack = forged(b"green", reader())

    assert opened(pack, NAME, reader()) == b"green"
    with pytest.raises(NotOursError):
        opened(pack, NAME, keys())


def test_a_pack_that_unpacks_to_too_much_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    pack = sealed(bytes(100_000), NAME, keys())
    monkeypatch.setattr("qualitygate.cache.packs._LARGEST_PAYLOAD", 1_000)

    with pytest.raises(NotOursError, match="too large"):
        opened(pack, NAME, keys())


@pytest.mark.parametrize(
    ("limit", "said"),
    [
        ("_LARGEST_PAYLOAD", "results of 100,000 bytes are more than a pack holds, 90"),
        ("LARGEST", "larger than one may")
    ],
)
def test_what_nobody_would_take_is_not_sealed(monkeypatch: pytest.MonkeyPatch, limit: str, said: str) -> None:
    monkeypatch.setattr(f"qualitygate.cache.packs.{limit}", 90)

    with pytest.raises(TooLargeError, match=said):
        sealed(bytes(100_000), NAME, keys())
