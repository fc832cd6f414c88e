"""Where this copy was installed from."""

from __future__ import annotations

import pytest

from qualitygate.adopting.origin import Origin, origin_of

COMMIT = "8ab1c" * 8


@pytest.mark.parametrize(
    ("text", "origin"),
    [
        (f'{{"url": "https://git.acme.org/qg", "vcs_info": {{"vcs": "git", "commit_id": "{COMMIT}"}}}}',
         Origin("https://git.acme.org/qg", COMMIT)),
        (f'{{"url": "ssh://git@git.acme.org/qg", "vcs_info": {{"commit_id": "{COMMIT}"}}}}',
         Origin("ssh://git@git.acme.org/qg", COMMIT)),
        (f'{{"url": "https://me:token@git.acme.org/qg", "vcs_info": {{"commit_id": "{COMMIT}"}}}}', Origin()),
        (f'{{"url": "file:///home/me/qg", "vcs_info": {{"commit_id": "{COMMIT}"}}}}', Origin()),
        ('{"url": "file:///home/me/qg", "dir_info": {}}', Origin()),
        ("[]", Origin()),
        ("not json", Origin()),
    ],
    ids=["https", "ssh", "a secret in it", "a disk of one's own", "a directory", "odd", "damaged"],
)  # fmt: skip
def test_only_a_place_that_others_can_reach_is_named(text: str, origin: Origin) -> None:
    assert origin_of(text) == origin
