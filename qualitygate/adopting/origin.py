"""Where this copy was installed from, for files that install it again elsewhere."""

from __future__ import annotations

import json

from msgspec import Struct

from qualitygate import DISTRIBUTION


class Origin(Struct, frozen=True):
    """A repository and a commit; "" where they are not known."""

    url: str = ""
    commit: str = ""


def installed_from() -> Origin:
    """Return what the installer wrote down (https://packaging.python.org/en/latest/specifications/direct-url/)."""
    from importlib.metadata import PackageNotFoundError, distribution  # here: 20 ms

    try:
        text = distribution(DISTRIBUTION).read_text("direct_url.json")
    except PackageNotFoundError:
        text = None
    return origin_of(text or "{}")


def origin_of(text: str) -> Origin:
    """Read the installer's note; only a commit of a repository that others can reach too is one."""
    try:
        said = json.loads(text)
        url, commit = said["url"], said["vcs_info"]["commit_id"]
    except (ValueError, KeyError, TypeError):
        return Origin()
    if not (isinstance(url, str) and isinstance(commit, str)):
        return Origin()
    scheme, _, rest = url.partition("://")
    has_secret = scheme == "https" and "@" in rest.partition("/")[0]  # a user's name, or a token
    return Origin(url, commit) if scheme in ("https", "ssh") and not has_secret else Origin()
